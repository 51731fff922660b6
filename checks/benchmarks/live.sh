#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Baseline and sensor on a veth between two namespaces without a route, each with the same sender,
# kernel buffer and time; a table in Markdown on standard output. Needs root.
# Usage: live.sh PEERS CAPTURE SENSOR WORK PROFILER [SECONDS]
# PROFILER: the library of async-profiler.
set -euo pipefail
peers=$1 capture=$2 sensor=$3 work=$4 profiler=$5 seconds=${6:-60}
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

send() { # packets a second, seconds
  ip netns exec "$id-out" "$work/live" out0 "$capture" "$1" "$2" | awk '{print $2, $6}'
}
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
metric() {
  ip netns exec "$id-in" curl -sf http://127.0.0.1:9101/metrics |
    awk -v name="$1" 'index($1, name) == 1 {sum += $2} END {printf "%d", sum}'
}
start_sensor() { # sets wrapper to its pid; returns when it captures and has compiled its hot path
  rm -rf "$work/live-spool"
  mkdir -p "$work/live-spool"
  cat >"$work/live.yaml" <<YAML
sensor: bench-1
group: bench
interface: mon0
monitored: [198.18.0.0/15]
capture:
  buffer: ${buffer_mib}MiB
  ring: 16MiB
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
  sleep 3
}
threads() { # pid: CPU ticks by thread, as NAME TICKS
  for task in /proc/"$1"/task/*; do
    echo "$(tr ' ' _ <"$task/comm") $(sed 's/.*) //' "$task/stat" | awk '{print $12 + $13}')"
  done 2>/dev/null
}
nanos() { awk -v t="$1" -v p="$2" -v hz="$(getconf CLK_TCK)" 'BEGIN {printf "%.0f", p ? t / hz * 1e9 / p : 0}'; }
row() { # program sent rate received dropped whole steady
  printf '| %s | %d | %d | %d | %d | %s | %s |\n' "$1" "$3" "$2" "$4" "$5" "$6" "$7"
}

echo "## Live on veth, $seconds s each, kernel buffer $buffer_mib MiB"
echo
echo "Sender (\`live.c\`) and receiver share the two cores. CPU time a packet: of the whole process from its start, which for"
echo "the sensor includes loading and compiling; and of the second half of the time, which is what it costs from then on."
echo
echo "| program | packets/s | sent | received | dropped | CPU ns a packet, whole | second half |"
echo "|---|---:|---:|---:|---:|---:|---:|"
notes=$work/live-notes.md
: >"$notes"
for rate in 0 300000; do
  ip netns exec "$id-in" "$work/baseline" -m -i mon0 -B $((buffer_mib << 20)) 2>"$work/live-baseline.err" &
  wrapper=$!
  sleep 1
  send $rate "$seconds" >"$work/live-sent" &
  sender=$!
  sleep $((seconds / 2))
  half=$(ticks $wrapper)
  wait $sender
  read -r sent actual <"$work/live-sent"
  sleep 1
  used=$(ticks $wrapper)
  kill -INT $wrapper
  wait $wrapper || true
  received=$(sed -n 's/.* recv \([0-9]*\) .*/\1/p' "$work/live-baseline.err")
  dropped=$(sed -n 's/.* drop \([0-9]*\) .*/\1/p' "$work/live-baseline.err")
  # It says what it received at its end only; the sender's pace is even.
  row 'baseline `-m`' "$sent" "$actual" "$received" "$dropped" \
    "$(nanos "$used" "$received")" "$(nanos $((used - half)) $((received / 2)))"

  start_sensor
  send $rate "$seconds" >"$work/live-sent" &
  sender=$!
  sleep $((seconds / 2))
  before=$(metric teiten_capture_received_packets_total)
  half=$(ticks $wrapper)
  threads $wrapper >"$work/live-threads-before"
  wait $sender
  read -r sent actual <"$work/live-sent"
  sleep 3
  used=$(ticks $wrapper)
  threads $wrapper >"$work/live-threads"
  received=$(metric teiten_capture_received_packets_total)
  dropped=$(metric teiten_capture_dropped_packets_total)
  row '`teiten-sensor run`' "$sent" "$actual" "$received" "$dropped" \
    "$(nanos "$used" "$received")" "$(nanos $((used - half)) $((received - before)))"
  {
    echo
    echo "Of the sensor's second half at $actual packets/s, CPU ns a packet by thread:" \
      "$(awk -v n=$((received - before)) -v hz="$(getconf CLK_TCK)" \
        'NR == FNR {was[$1] += $2; next} {is[$1] += $2}
         END {for (t in is) {ns = (is[t] - was[t]) / hz * 1e9 / n; if (ns >= 1) printf "%s %.0f, ", t, ns}}' \
        "$work/live-threads-before" "$work/live-threads" | sed 's/, $//')."
    echo "Folded into rows without source: $(metric teiten_meter_folded_packets_total) packets." \
      "The capture thread was away from the interface $(metric 'teiten_capture_service_gaps_total{longer_than="0s"') times," \
      "$(metric 'teiten_capture_service_gaps_total{longer_than="10ms"') of them longer than 10 ms; the longest was" \
      "$(ip netns exec "$id-in" curl -sf http://127.0.0.1:9101/metrics |
        awk 'index($1, "teiten_capture_service_longest_gap_seconds") == 1 {printf "%.1f ms", $2 * 1000}')." \
      "Intervals closed meanwhile: $(metric teiten_meter_closed_intervals_total)."
  } >>"$notes"
  kill -TERM $wrapper
  wait $wrapper || true
done
cat "$notes"

profile_seconds=20
rm -f "$work"/live-profile-*
TEITEN_JAVA_OPTS="-agentpath:$profiler=start,event=cpu,interval=1ms,threads,loop=${profile_seconds}s,collapsed,file=$work/live-profile-%n.txt" \
  start_sensor
# The first of its files is of starting and compiling.
send 0 $((2 * profile_seconds + 5)) >/dev/null
kill -TERM $wrapper
wait $wrapper || true
echo
echo "### Where the time goes"
echo
echo "async-profiler on the sensor at the highest rate, its second $profile_seconds s: share of samples by what was running (methods that are"
echo 'compiled into others stand under their own name), those of 1 % and more.'
echo
echo "| thread | method | share |"
echo "|---|---|---:|"
awk '{
    samples = $NF; sub(/ [0-9]+$/, "")
    frames = split($0, frame, ";")
    thread = frame[1]; sub(/^\[/, "", thread); sub(/ tid=.*/, "", thread)
    count[thread " | `" frame[frames] "`"] += samples; total += samples
  }
  END {for (c in count) if (count[c] >= total / 100) printf "%d\t| %s | %.1f %% |\n", count[c], c, 100 * count[c] / total}' \
  "$(ls "$work"/live-profile-* | sed -n 2p)" | sort -rn | cut -f2
