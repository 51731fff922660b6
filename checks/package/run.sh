#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Installs the packages in a Debian of its own under a systemd of its own, enrols, observes, upgrades
# with batches waiting, removes and purges; and measures size, start and memory. Writes
# docs/98-package.md. As root, after 'mvn package'. Called by ./test.sh --long package.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=checks/package
work=$PWD/target/package
root=$work/root
sensor_deb=$(ls "$PWD"/sensor-daemon/target/teiten-sensor_*.deb)
central_deb=$(ls "$PWD"/central-store/target/teiten-central_*.deb)
netns=teiten-package-$$
outside=teiten-package-$$-out
init=
freezer=
rows=

say() { printf '%s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }
row() { rows="$rows| $1 | $2 |"$'\n'; say "ok: $1: $2"; }
inside() { nsenter --target "$init" --all "$@"; }
await() { # seconds, what, command...
  local left=$(($1 * 5)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || fail "waited for $what"
    sleep 0.2
  done
}
end() {
  [ -z "$freezer" ] || kill "$freezer" 2>/dev/null || true
  [ -z "$init" ] || kill -9 "$init" 2>/dev/null || true
  find "$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)/$netns" -depth -type d -exec rmdir {} + 2>/dev/null || true
  ip netns delete "$netns" 2>/dev/null || true
  ip netns delete "$outside" 2>/dev/null || true
}
trap end EXIT

# --- a Debian, made once ---------------------------------------------------------------------------
mkdir -p "$work"
if [ ! -e "$work/base.tar" ]; then
  say "making a Debian 12 with debootstrap ..."
  rm -rf "$work/base"
  debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,iproute2,ca-certificates \
    bookworm "$work/base" >"$work/debootstrap.log"
  mount -t proc proc "$work/base/proc"
  chroot "$work/base" sh -c 'export DEBIAN_FRONTEND=noninteractive; apt-get -qq update
    apt-get -qq install -y --no-install-recommends default-jre-headless libpcap0.8 curl' >>"$work/debootstrap.log" 2>&1 ||
    { umount "$work/base/proc"; fail "see $work/debootstrap.log"; }
  umount "$work/base/proc"
  tar --one-file-system -C "$work/base" -cf "$work/base.tar" .
  rm -rf "$work/base"
fi
rm -rf "$root"
mkdir "$root"
tar -C "$root" -xf "$work/base.tar"
# What is installed here must not be downloaded: the packages' dependencies are in the base.
echo 'APT::Get::AllowUnauthenticated "1";' >"$root/etc/apt/apt.conf.d/99local"

# The version before: the same release under an older number.
before=$work/before
rm -rf "$before"
dpkg-deb -R "$sensor_deb" "$before"
sed -i 's/^Version: .*/Version: 0.0.9/' "$before/DEBIAN/control"
dpkg-deb --root-owner-group -Zxz -z1 -b "$before" "$root/srv/sensor-before.deb" >/dev/null
cp "$sensor_deb" "$root/srv/sensor.deb"
cp "$central_deb" "$root/srv/central.deb"

ip netns add "$netns"
ip netns add "$outside"
ip -n "$netns" link set lo up
ip -n "$outside" link add out0 address 02:00:00:00:01:01 type veth peer name mon0 address 02:00:00:00:01:02 netns "$netns"
ip -n "$outside" address add 198.51.100.10/24 dev out0
ip -n "$outside" link set out0 up
ip -n "$netns" link set mon0 up
ip -n "$outside" route add 203.0.113.8/29 dev out0
ip -n "$outside" neigh add 203.0.113.9 lladdr 02:00:00:00:01:02 dev out0
scan() { # packets
  ip netns exec "$outside" hping3 -q -n -I out0 -i u2000 -S -p 445 -c "$1" 203.0.113.9 >/dev/null 2>&1 || true
  sent=$((sent + $1))
}
sent=0

init=$("$here/boot.sh" "$root" "$netns" "$work/boot.log") || fail "no systemd: $(tail -5 "$work/boot.log")"
row "boot" "$(inside systemctl --version | head -1), a Debian $(cat "$root/etc/debian_version") of its own"

# --- install ---------------------------------------------------------------------------------------
inside apt-get -qq install -y --no-install-recommends /srv/sensor-before.deb /srv/central.deb >"$work/install.log" 2>&1 ||
  fail "install: $(tail -20 "$work/install.log")"
[ "$(inside systemctl is-enabled teiten-sensor.service)" = enabled ] || fail "not enabled"
[ "$(inside systemctl is-active teiten-sensor.service)" = inactive ] || fail "started before it was enrolled"
[ "$(stat -c %a:%U:%G "$root/etc/teiten/sensor.yaml")" = "640:root:$(stat -c %G "$root/etc/teiten/sensor.yaml")" ] || fail "mode of sensor.yaml"
inside test -s /usr/lib/teiten-sensor/lib/teiten-sensor.jsa || fail "no class archive"
row "install" "enabled, not started; settings 0640; class archive laid out; $(inside teiten-sensor --version)"

# --- configure, enrol ------------------------------------------------------------------------------
sed -i -e 's/^sensor: .*/sensor: packaged-1/' -e 's/^interface: .*/interface: mon0/' -e 's/^interval: .*/interval: 1s/' \
  -e 's|- 203.0.113.0/24|- 203.0.113.8/29|' -e 's|url: http://127.0.0.1:8480|url: https://localhost:8470|' "$root/etc/teiten/sensor.yaml"
"$here/centre-settings.sh" "$root/etc/teiten/central-store.yaml"
inside systemctl restart teiten-central || fail "centre: $(inside journalctl -q -u teiten-central --no-pager | tail -15)"
await 60 "the centre" inside systemctl is-active teiten-central
row "centre" "$(inside systemctl show -P StatusText teiten-central)"
token=$(inside runuser -u teiten-central -- teiten-central sensors invite packaged-1 --group test --config /etc/teiten/central-store.yaml | grep -oE 'T1[A-Za-z0-9_.-]+' | head -1)
inside teiten-sensor enrol https://localhost:8470 "$token" >"$work/enrol.log" 2>&1 || fail "enrol: $(cat "$work/enrol.log")"
await 60 "the sensor to start by itself" inside systemctl is-active teiten-sensor
await 30 "its status" sh -c "nsenter --target $init --all systemctl show -P StatusText teiten-sensor | grep -q mon0"
row "enrol" "started by itself, by teiten-sensor.path"

# --- observe ---------------------------------------------------------------------------------------
stored() { inside curl -s http://127.0.0.1:8471/metrics | awk '/^teiten_ingest_packets_total/ { n += $2 } END { print n + 0 }'; }
metric() { inside curl -s http://127.0.0.1:9101/metrics | awk -v m="$1" 'index($1, m) == 1 { n += $2 } END { print n + 0 }'; }
scan 50
all_stored() { [ "$(stored)" -eq "$1" ]; }
await 60 "the packets at the centre" all_stored 50
row "observe" "50 packets sent, $(stored) stored; status: \"$(inside systemctl show -P StatusText teiten-sensor)\""
pid=$(inside systemctl show -P MainPID teiten-sensor)
inside grep -q '^Seccomp:.2' "/proc/$pid/status" || fail "no seccomp"
[ "$(inside awk '/^CapEff/ { print $2 }' "/proc/$pid/status")" = 0000000000002000 ] || fail "capabilities"
row "confined" "by systemd: CapEff CAP_NET_RAW alone, seccomp on, user $(inside stat -c %U "/proc/$pid")"
inside journalctl -q -u teiten-sensor -p warning --no-pager >"$work/warnings.log"
row "journal" "priorities: $(wc -l <"$work/warnings.log") lines of warning or above of $(inside journalctl -q -u teiten-sensor --no-pager | wc -l)"

# --- reload ----------------------------------------------------------------------------------------
inside systemctl reload teiten-sensor || fail "reload: $(inside journalctl -q -u teiten-sensor --no-pager | tail -15)"
sed -i 's/^interval:/intervall:/' "$root/etc/teiten/sensor.yaml"
inside systemctl reload teiten-sensor 2>/dev/null && fail "a bad configuration was taken"
sed -i 's/^intervall:/interval:/' "$root/etc/teiten/sensor.yaml"
[ "$(inside systemctl show -P MainPID teiten-sensor)" = "$pid" ] || fail "reload restarted"
row "reload" "good: taken; bad: systemctl says so, the process goes on with the old"

# A process id of in there, as it is out here; other processes may have that number too.
seen_from_here() {
  local one
  for one in $(grep -lE "^NSpid:.*[[:space:]]$1\$" /proc/[0-9]*/status 2>/dev/null); do
    one=${one%/status}
    [ "$(readlink "$one/ns/pid")" != "$(readlink "/proc/$init/ns/pid")" ] || echo "${one#/proc/}"
  done
}

# --- watchdog --------------------------------------------------------------------------------------
mkdir -p "$root/run" && inside mkdir -p /run/systemd/system/teiten-sensor.service.d
inside sh -c 'printf "[Service]\nWatchdogSec=4s\n" >/run/systemd/system/teiten-sensor.service.d/test.conf; systemctl daemon-reload; systemctl restart teiten-sensor'
pid=$(inside systemctl show -P MainPID teiten-sensor)
outer=$(seen_from_here "$pid")
python3 checks/end-to-end/src/test/resources/org/teiten/checks/freeze_thread.py "$outer" capture >"$work/freeze.log" 2>&1 &
freezer=$!
await 60 "a frozen thread of $outer, see $work/freeze.log" grep -qE '^[0-9]+$' "$work/freeze.log"
restarted() { [ "$(inside systemctl show -P NRestarts teiten-sensor)" -ge 1 ] && inside systemctl is-active teiten-sensor; }
await 60 "the watchdog" restarted
kill "$freezer" 2>/dev/null || true
freezer=
inside journalctl -q -u teiten-sensor --no-pager >"$work/watchdog.log"
grep -q 'capture thread stands still' "$work/watchdog.log" || fail "not told who is stuck, see $work/watchdog.log"
row "watchdog" "a frozen capture thread: systemd killed and restarted the process; the journal names the thread"

# --- upgrade with batches waiting ------------------------------------------------------------------
inside systemctl stop teiten-central
scan 200
waiting() { [ "$(metric teiten_spool_waiting_batches)" -ge 3 ]; }
await 60 "batches in the spool" waiting
sleep 2
inside apt-get -qq install -y --no-install-recommends /srv/sensor.deb >"$work/upgrade.log" 2>&1 ||
  fail "upgrade: $(tail -20 "$work/upgrade.log")"
grep -q '^sensor: packaged-1' "$root/etc/teiten/sensor.yaml" || fail "settings were not kept"
await 60 "the sensor after the upgrade" inside systemctl is-active teiten-sensor
await 30 "its metrics" waiting
kept=$(metric teiten_spool_waiting_batches)
inside systemctl start teiten-central
await 90 "what waited at the centre" all_stored 200
row "upgrade" "0.0.9 to $(inside dpkg-query -W -f '${Version}' teiten-sensor): settings kept, $kept batches waited, all 200 packets of them stored once, none lost"

# --- settings that the operator deleted -------------------------------------------------------------
inside sh -c 'mv /etc/teiten/central-store.yaml /root/; apt-get -qq install -y --reinstall --no-install-recommends /srv/central.deb' >"$work/reinstall.log" 2>&1 ||
  fail "without settings: $(tail "$work/reinstall.log")"
[ ! -e "$root/etc/teiten/central-store.yaml" ] || fail "deleted settings came back"
inside mv /root/central-store.yaml /etc/teiten/
row "settings deleted" "the package is configured all the same, and does not bring them back"

# --- remove, purge ---------------------------------------------------------------------------------
inside apt-get -qq remove -y teiten-sensor >"$work/remove.log" 2>&1 || fail "remove: $(tail "$work/remove.log")"
[ "$(inside systemctl is-active teiten-sensor.service)" = active ] && fail "runs after removal"
[ -e "$root/etc/teiten/sensor.yaml" ] && [ -d "$root/var/lib/teiten-sensor" ] || fail "removal took the settings"
[ ! -e "$root/usr/lib/teiten-sensor" ] || fail "left: $(find "$root/usr/lib/teiten-sensor" | head)"
row "remove" "stopped; settings, identity and spool stay"
inside apt-get -qq purge -y teiten-sensor teiten-central >"$work/purge.log" 2>&1 || fail "purge: $(tail "$work/purge.log")"
left=$(inside find / -xdev -iname '*teiten*' ! -path '/proc/*' ! -path '/tmp/*' ! -path '/var/log/*' ! -path '/run/*' 2>/dev/null || true)
[ -z "$left" ] || fail "purge left $left"
inside getent passwd teiten-sensor teiten-central && fail "purge left users"
row "purge" "nothing named teiten is left but the journal; users gone"

# --- measure ---------------------------------------------------------------------------------------
measured=$work/measured
rm -rf "$measured"
dpkg-deb -x "$sensor_deb" "$measured"
"$measured/usr/lib/teiten-sensor/bin/archive-classes"
load=$(cut -d' ' -f3 /proc/loadavg)
table=$(python3 "$here/measure.py" "$measured" "$PWD/sensor-daemon/target/teiten-sensor/bin/teiten-sensor" 5)

{
  echo "# The packages, installed and measured"
  echo
  echo "Written by \`./test.sh --long package\` at commit $(git rev-parse --short HEAD), $(date -u +%F), on $(nproc) × $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), Linux $(uname -r),"
  echo "$(java -version 2>&1 | sed -n 2p). What it means: [52-package.md](52-package.md)."
  echo
  echo "## In a Debian of its own, under its own systemd"
  echo
  echo "| step | what was seen |"
  echo "|---|---|"
  printf '%s' "$rows"
  echo
  echo "## Size, start and memory of the sensor"
  echo
  echo "Packages: teiten-sensor $(du -k --apparent-size "$sensor_deb" | cut -f1) KiB, teiten-central $(du -k --apparent-size "$central_deb" | cut -f1) KiB."
  echo "Start: from exec to a packet socket that gets packets, and to READY=1; median of 5 (least to most). Other work gave the machine a load of $load meanwhile, so the"
  echo "CPU time of all threads up to then compares better. Memory: 20 s and four intervals later, idle, median."
  echo
  echo "$table"
} >docs/98-package.md
say "docs/98-package.md"
