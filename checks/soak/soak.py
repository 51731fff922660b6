# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
"""A sensor as it is shipped and a centre in a network namespace, 50,000 packets a second on a veth:
do the books balance at the end, and is memory flat? Exit code 1 if not. As root, from the checkout:
soak.py WORK SECONDS"""
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time

work, seconds = os.path.abspath(sys.argv[1]), int(sys.argv[2])
RATE = 50_000
WHOLE_RUN = 1_800
SAMPLE_SECONDS = 5
ROWS = 15
MOST_GROWTH = 0.02
SENSOR = "sensor-daemon/target/teiten-sensor/bin/teiten-sensor"
CENTRE = "central-store/target/teiten-central/bin/teiten-central"
inside, outside = ("teiten-soak-%d-%s" % (os.getpid(), side) for side in ("in", "out"))


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def within(namespace, *command):
    return ["ip", "netns", "exec", namespace, *command]


def link():
    for namespace in (inside, outside):
        run("ip", "netns", "add", namespace)
        for which in ("all", "default"):
            run(*within(namespace, "sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/%s/disable_ipv6" % which))
        run("ip", "-n", namespace, "link", "set", "lo", "up")
    run(*("ip -n %s link add out0 address 02:00:00:00:00:01 type veth peer name mon0 "
          "address 02:02:00:00:00:00 netns %s" % (outside, inside)).split())
    run("ip", "-n", outside, "link", "set", "out0", "up")
    run("ip", "-n", inside, "link", "set", "mon0", "up")


def settings(name, text):
    file = "%s/%s.yaml" % (work, name)
    with open(file, "w") as out:
        out.write(text)
    return file


def start(program, name, config):
    log = open("%s/%s.log" % (work, name), "w")
    return subprocess.Popen(within(inside, program, "run", "--config", config), stderr=log)


def metrics(port):
    """Sums over labels, by name; empty while nobody answers."""
    page = subprocess.run(
        within(inside, "curl", "-sf", "http://127.0.0.1:%d/metrics" % port), capture_output=True, text=True).stdout
    sums = {}
    for name, value in re.findall(r"^(teiten_\w+)(?:\{[^}]*\})? (\S+)$", page, re.M):
        sums[name] = sums.get(name, 0) + float(value)
    return sums


def wait_for(what, condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.2)
    sys.exit("%s did not come; see %s/*.log" % (what, work))


def process(pid):
    """MiB, threads, open files."""
    status = dict(line.split(":", 1) for line in open("/proc/%d/status" % pid))
    return int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"]), len(os.listdir("/proc/%d/fd" % pid))


def sample(begin, sensor, centre):
    seen = metrics(9101)
    mib, threads, files = process(sensor.pid)
    return {
        "second": time.monotonic() - begin,
        "received": seen["teiten_capture_received_packets_total"],
        "dropped": seen["teiten_capture_dropped_packets_total"],
        "waiting": seen["teiten_spool_waiting_batches"],
        "mib": mib, "threads": threads, "files": files,
        "centre": process(centre.pid)[0],
        "load": os.getloadavg()[0],
    }


def soak():
    """The samples, what was sent, and the totals at the end."""
    link()
    for old in ("store", "spool"):
        shutil.rmtree("%s/%s" % (work, old), ignore_errors=True)
    centre = start(CENTRE, "centre", settings("centre", """\
data: store
sensors: [{id: soak-1, group: soak}]
ingest: {listen: "127.0.0.1:8480"}
"""))
    wait_for("the centre", lambda: metrics(8471))
    sensor = start(SENSOR, "sensor", settings("sensor", """\
sensor: soak-1
interface: mon0
monitored: [198.18.0.0/15]
spool: {directory: spool}
centre: {url: "http://127.0.0.1:8480"}
"""))
    wait_for("the sensor", lambda: metrics(9101))
    begin = time.monotonic()
    sender = subprocess.Popen(
        within(outside, work + "/live", "out0", work + "/1000000.pcap", str(RATE), str(seconds)),
        stdout=subprocess.PIPE, text=True)
    samples = []
    while sender.poll() is None:
        time.sleep(SAMPLE_SECONDS)
        samples.append(sample(begin, sensor, centre))
    sent = int(sender.stdout.read().split()[1])
    wait_for("the last packet", lambda: metrics(9101)["teiten_capture_received_packets_total"] >= sent)
    sensor.send_signal(signal.SIGTERM)
    if sensor.wait() != 0:
        sys.exit("the sensor ended with %d; see %s/sensor.log" % (sensor.returncode, work))
    totals = metrics(8471)
    stopped = re.search(r"received (\d+), delivered (\d+), classified (\d+), in the spool (\d+) batches",
                        open(work + "/sensor.log").read())
    centre.send_signal(signal.SIGTERM)
    centre.wait()
    return samples, sent, [int(n) for n in stopped.groups()], int(totals["teiten_ingest_packets_total"])


def faults(samples, sent, stopped, stored):
    received, delivered, classified, left = stopped
    last = samples[-1]
    third = len(samples) // 3
    before = statistics.mean(s["mib"] for s in samples[third:2 * third])
    after = statistics.mean(s["mib"] for s in samples[2 * third:])
    if received != sent:
        yield "sent %d, received %d" % (sent, received)
    if received != delivered + last["dropped"]:
        yield "received %d, but delivered %d and dropped %d" % (received, delivered, last["dropped"])
    if classified != stored or left:
        yield "classified %d, stored at the centre %d, %d batches left in the spool" % (classified, stored, left)
    if after > before * (1 + MOST_GROWTH):
        yield "memory grew from %.0f MiB in the second third to %.0f MiB in the last" % (before, after)
    if last["threads"] > samples[third]["threads"] + 2 or last["files"] > samples[third]["files"] + 4:
        yield "threads or open files became more"


def table(samples):
    yield "| second | packets received | dropped | batches waiting | RSS, MiB | threads | open files | centre's RSS, MiB | load |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    chosen = sorted({round(n * (len(samples) - 1) / (ROWS - 1)) for n in range(ROWS)})
    for s in (samples[n] for n in chosen):
        yield "| %d | %s | %s | %d | %.0f | %d | %d | %.0f | %.1f |" % (
            s["second"], "{:,.0f}".format(s["received"]), "{:,.0f}".format(s["dropped"]), s["waiting"], s["mib"],
            s["threads"], s["files"], s["centre"], s["load"])


def page(samples, sent, stopped, stored, found):
    received, delivered, classified, left = stopped
    commit = run("git", "rev-parse", "--short=12", "HEAD").strip()
    cpu = re.search(r"^model name\s*: (.*)$", open("/proc/cpuinfo").read(), re.M).group(1)
    third = samples[len(samples) // 3:]
    slope = statistics.linear_regression([s["second"] for s in third], [s["mib"] for s in third]).slope * 3_600
    return "\n".join([
        "# Soak: does memory stay flat?", "",
        "Written by `./test.sh --long soak`; do not edit. Commit %s, %d cores of %s, Linux %s." % (
            commit, os.cpu_count(), cpu, os.uname().release), "",
        "A sensor with default settings and a centre beside it on the same machine, %s packets a second on a veth for %d s" % (
            "{:,}".format(RATE), seconds),
        "(the sender of the [benchmarks](90-benchmarks.md), 500,000 packets over and over), sampled every %d s." % SAMPLE_SECONDS, "",
        *table(samples), "",
        "From the first third on: %.0f to %.0f MiB, a straight line through them rises by %+.1f MiB an hour." % (
            min(s["mib"] for s in third), max(s["mib"] for s in third), slope),
        "Sent {:,}; received {:,}, of them handed over {:,}; in FlowTuples {:,}; stored at the centre {:,}; left in the spool {} batches.".format(
            sent, received, delivered, classified, stored, left), "",
        "Faults: " + ("; ".join(found) if found else "none") + ".", ""])


try:
    result = soak()
    found = list(faults(*result))
    text = page(*result, found)
    print(text)
    with open("docs/99-soak.md" if seconds >= WHOLE_RUN else work + "/soak.md", "w") as out:
        out.write(text)
    sys.exit(1 if found else 0)
finally:
    for name in (outside, inside):
        for pid in subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True).stdout.split():
            os.kill(int(pid), signal.SIGKILL)
        subprocess.run(["ip", "netns", "delete", name], capture_output=True)
