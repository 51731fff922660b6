#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Baseline and sensor on a veth between two namespaces without a route, each with the same sender,
# kernel buffer and time; a table in Markdown on standard output. Needs root.
# Usage: live.sh PEERS CAPTURE SENSOR WORK [SECONDS]
set -euo pipefail
peers=$1 capture=$2 sensor=$3 work=$4 seconds=${5:-60}
buffer_mib=32
gcc -O3 -w -o "$work/live" "$peers/live.c"
gcc -O3 -w -o "$work/baseline" "$peers/baseline.c" -lpcap

id=teiten-live-$$
cleanup() {
  ip netns delete "$id-out" 2>/dev/null || true
  ip netns delete "$id-in" 2>/dev/null || true
}
trap cleanup EXIT
for side in out in; do
  ip netns add "$id-$side"
  ip netns exec "$id-$side" sh -ec 'for which in all default; do
    echo 1 >"/proc/sys/net/ipv6/conf/$which/disable_ipv6"; done; ip link set lo up'
done
ip -n "$id-out" link add out0 address 02:00:00:00:00:01 type veth peer name mon0 address 02:02:00:00:00:00 netns "$id-in"
ip -n "$id-out" link set out0 up
ip -n "$id-in" link set mon0 up

send() { ip netns exec "$id-out" "$work/live" out0 "$capture" "$1" "$seconds" | awk '{print $2, $6}'; }
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
metric() {
  ip netns exec "$id-in" curl -sf http://127.0.0.1:9101/metrics |
    awk -v name="$1" 'index($1, name) == 1 {sum += $2} END {printf "%d", sum}'
}
row() { # program sent rate received dropped ticks
  awk -v p="$1" -v s="$2" -v r="$3" -v g="$4" -v d="$5" -v t="$6" -v hz="$(getconf CLK_TCK)" 'BEGIN {
    printf "| %s | %d | %d | %d | %d | %.0f |\n", p, r, s, g, d, t / hz * 1e9 / g}'
}

echo "## Live on veth, $seconds s each, kernel buffer $buffer_mib MiB"
echo
echo "Sender (\`live.c\`) and receiver share the two cores. The sensor's time includes its start and compiling."
echo
echo "| program | packets/s | sent | received | dropped | CPU ns a packet |"
echo "|---|---:|---:|---:|---:|---:|"
for rate in 0 300000; do
  ip netns exec "$id-in" "$work/baseline" -m -i mon0 -B $((buffer_mib << 20)) 2>"$work/live-baseline.err" &
  wrapper=$!
  sleep 1
  read -r sent actual < <(send $rate)
  sleep 1
  used=$(ticks $wrapper)
  kill -INT $wrapper
  wait $wrapper || true
  received=$(sed -n 's/.* recv \([0-9]*\) .*/\1/p' "$work/live-baseline.err")
  dropped=$(sed -n 's/.* drop \([0-9]*\) .*/\1/p' "$work/live-baseline.err")
  row 'baseline `-m`' "$sent" "$actual" "$received" "$dropped" "$used"

  rm -rf "$work/live-spool"
  mkdir -p "$work/live-spool"
  cat >"$work/live.yaml" <<YAML
sensor: bench-1
group: bench
interface: mon0
monitored: [198.18.0.0/15]
capture:
  buffer: ${buffer_mib}MiB
spool:
  directory: $work/live-spool
centre:
  url: http://127.0.0.1:9
  allow_plain_http: true
http:
  listen: 127.0.0.1:9101
YAML
  ip netns exec "$id-in" "$sensor" run --config "$work/live.yaml" 2>"$work/live-sensor.err" &
  wrapper=$!
  for _ in $(seq 100); do metric teiten_capture_received_packets_total >/dev/null 2>&1 && break; sleep 0.2; done
  read -r sent actual < <(send $rate)
  sleep 3
  used=$(ticks $wrapper)
  received=$(metric teiten_capture_received_packets_total)
  dropped=$(metric teiten_capture_dropped_packets_total)
  kill -TERM $wrapper
  wait $wrapper || true
  row '`teiten-sensor run`' "$sent" "$actual" "$received" "$dropped" "$used"
done
