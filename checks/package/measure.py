# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
"""How long the sensor takes from exec to capturing and to READY=1, and what memory it holds when
idle: of the package, and of what it was chosen over. Prints a Markdown table.
As root:   measure.py UNPACKED_PACKAGE LAUNCHER_OF_THE_BUILD [ROUNDS]"""
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

package, build = sys.argv[1] + "/usr/lib/teiten-sensor", sys.argv[2]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
IDLE_SECONDS = 20
work = tempfile.mkdtemp(prefix="teiten-measure-")
namespace = "teiten-measure-%d" % os.getpid()


def run(*command):
    subprocess.run(command, check=True)


def megabytes(path):
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(path) for f in files) / 1e6


def memory(pid):
    """MiB by kind."""
    found = {}
    for line in open("/proc/%d/smaps_rollup" % pid):
        words = line.split()
        if words[0] in ("Rss:", "Pss:"):
            found[words[0][:-1]] = int(words[1]) / 1024
    for line in open("/proc/%d/status" % pid):
        words = line.split()
        if words[0] in ("RssAnon:", "RssFile:", "RssShmem:"):
            found[words[0][:-1]] = int(words[1]) / 1024
    return found


HEAP_ENDS = 0x800000000  # below the archive of classes, as compressed references need it


def account(pid):
    """Resident MiB by what they are for, the most first."""
    found = {}
    kind = None
    for line in open("/proc/%d/smaps" % pid):
        words = line.split()
        if "-" in words[0] and not words[0].endswith(":"):
            begin, rights = int(words[0].split("-")[0], 16), words[1]
            name = words[5] if len(words) > 5 else ""
            if name.endswith(".jsa"):
                kind = "classes, laid out in the archive (pages of a file)"
            elif "libjvm" in name:
                kind = "the JVM's program (pages of a file)"
            elif name.startswith("socket:"):
                kind = "`capture.buffer`, which the kernel fills"
            elif name.startswith("/"):
                kind = "other libraries and files"
            elif "x" in rights:
                kind = "compiled code"
            elif begin < HEAP_ENDS:
                kind = "Java heap"
            else:
                kind = "`capture.ring`, the touched part of the tables, the JVM's own data, stacks, buffers"
        elif words[0] == "Rss:":
            found[kind] = found.get(kind, 0) + int(words[1]) / 1024
    return sorted(found.items(), key=lambda entry: -entry[1])


def settings(more):
    file = work + "/sensor.yaml"
    with open(file, "w") as out:
        out.write(
            "sensor: measured\ninterface: vt1\nmonitored: [203.0.113.0/24]\ninterval: 5s\n"
            "spool: {directory: spool}\ncentre: {url: 'http://127.0.0.1:1'}\n" + more
        )
    return file


def cpu_seconds(pid):
    """Of all threads, which other work on the machine changes little."""
    fields = open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def capturing(pid):
    """Whether the kernel holds a packet socket of its network that is bound and gets packets."""
    return any(line.split()[5] == "1" for line in open("/proc/%d/net/packet" % pid).readlines()[1:])


def once(launcher, more):
    """Seconds from exec to capturing, to READY=1 and of CPU until then, and memory when idle."""
    shutil.rmtree(work + "/spool", ignore_errors=True)
    name = work + "/notify"
    if os.path.exists(name):
        os.unlink(name)
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(name)
    receiver.settimeout(60)
    environment = dict(os.environ, NOTIFY_SOCKET=name)
    begin = time.monotonic()
    process = subprocess.Popen(
        ["ip", "netns", "exec", namespace, launcher, "run", "--config", settings(more)],
        env=environment,
        stderr=open(work + "/log", "w"),
    )
    # The process is in its network once `ip` has become the launcher.
    while os.readlink("/proc/%d/ns/net" % process.pid) == os.readlink("/proc/self/ns/net"):
        time.sleep(0.001)
    while not capturing(process.pid):
        time.sleep(0.002)
    captures = time.monotonic() - begin
    while not receiver.recv(4096).startswith(b"READY=1"):
        pass
    ready = time.monotonic() - begin
    cpu = cpu_seconds(process.pid)
    time.sleep(IDLE_SECONDS)
    idle = memory(process.pid)
    parts = account(process.pid)
    process.send_signal(signal.SIGTERM)
    if process.wait() != 0:
        sys.exit(open(work + "/log").read())
    receiver.close()
    return ready, cpu, idle, parts, captures


def line(title, size, results):
    ready = sorted(r[0] for r in results)
    captures = sorted(r[4] for r in results)
    idle = {k: statistics.median(r[2][k] for r in results) for k in results[0][2]}
    return "| %s | %s | %.2f (%.2f to %.2f) | %.2f (%.2f to %.2f) | %.2f | %.0f | %.0f | %.0f | %.0f |" % (
        title, size, statistics.median(captures), captures[0], captures[-1],
        statistics.median(ready), ready[0], ready[-1],
        statistics.median(r[1] for r in results), idle["Rss"], idle["Pss"],
        idle["RssAnon"], idle["RssFile"] + idle["RssShmem"])


run("ip", "netns", "add", namespace)
try:
    for command in ("set lo up", "add vt0 type veth peer name vt1", "set vt0 up", "set vt1 up"):
        run("ip", "-n", namespace, "link", *command.split())
    bare = work + "/bare"
    shutil.copytree(package, bare, symlinks=True)
    os.unlink(bare + "/lib/teiten-sensor.jsa")
    stock = work + "/stock"
    shutil.copytree(os.path.dirname(os.path.dirname(build)), stock)
    os.unlink(stock + "/lib/teiten-sensor.jsa")
    jre = os.path.dirname(os.path.dirname(build))
    small = "capture: {ring: 1MiB, buffer: 2MiB}\n"
    packaged = package + "/bin/teiten-sensor"
    whole = "%.0f MB" % megabytes(package)
    forms = [
        ("Debian's JRE", "%.0f MB and a JRE" % megabytes(stock), stock + "/bin/teiten-sensor", ""),
        ("Debian's JRE, archive of classes", "%.0f MB and a JRE" % megabytes(jre), build, ""),
        ("runtime of its own", "%.0f MB" % megabytes(bare), bare + "/bin/teiten-sensor", ""),
        ("**as packaged**: runtime of its own, archive", whole, packaged, ""),
        ("as packaged, `capture.ring: 1MiB`, `capture.buffer: 2MiB`", whole, packaged, small),
    ]
    # In turn, so that other work on the machine meets all of them.
    results = [[once(launcher, more) for _, _, launcher, more in forms] for _ in range(rounds)]
    print("| form | on disk | capturing, s | READY=1, s | CPU for it, s | RSS, MiB | PSS | private | of files and buffers |")
    print("|---|---|---|---|---|---|---|---|---|")
    for n, (title, size, _, _) in enumerate(forms):
        print(line(title, size, [one[n] for one in results]))
    print("\nOf the packaged sensor's last run, MiB:\n\n| what | RSS |\n|---|---|")
    for kind, size in results[-1][3][3]:
        print("| %s | %.1f |" % (kind, size))
finally:
    run("ip", "netns", "delete", namespace)
    shutil.rmtree(work)
