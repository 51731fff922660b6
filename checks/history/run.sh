#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Measures how long half a year of captures of six sensors takes to become a report, and writes
# docs/45-history.md. The captures are simulated and kept in target/history; see --help.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" = --help ]; then
  echo "Usage: checks/history/run.sh [--built]    --built: the programs are in target/ already"
  exit 0
fi
[ "${1:-}" = --built ] || mvn -B -ntp -q package -pl sensor-daemon,central-store,checks/simulator -am -DskipTests -Ddeb.skip

simulate=checks/simulator/target/teiten-simulate/bin/teiten-simulate
sensor=sensor-daemon/target/teiten-sensor/bin/teiten-sensor
central=central-store/target/teiten-central/bin/teiten-central
work=target/history
mkdir -p "$work"

# The model of the acceptance page with six sensors.
model=$work/model.yaml
sed -e 's/^sensors: .*/sensors: 6/' -e 's/^groups: .*/groups: {domestic: [sensor-01, sensor-04], overseas: [sensor-05, sensor-06]}/' \
  -e 's/sensor-07/sensor-03/' checks/simulator/models/jpcert-2017q2.yaml >"$model.new"
if ! cmp -s "$model.new" "$model"; then
  rm -rf "$work/captures"
  mv "$model.new" "$model"
fi
for month in 1 2 3 4 5 6; do
  first=$(printf '2017-%02d-01' "$month")
  [ -e "$work/captures/$first.done" ] && continue
  "$simulate" "$model" --pcap "$work/captures" --from "$first" --to "$(date -d "$first +1 month -1 day" +%F)" >/dev/null
  touch "$work/captures/$first.done"
done

rm -rf "$work/batches" "$work/store" "$work/report"
steps=$work/steps
: >"$steps"

timed() { # what, command
  local what=$1 begin wall cpu
  shift
  begin=$(date +%s.%N)
  TIMEFORMAT='%U %S'
  cpu=$( { time "$@" >"$work/out" 2>"$work/err"; } 2>&1 ) || { cat "$work/err" >&2; exit 1; }
  wall=$(echo "$(date +%s.%N) $begin" | awk '{printf "%.1f", $1 - $2}')
  echo "$cpu" | awk -v what="$what" -v wall="$wall" '{printf "| %s | %s | %.1f |\n", what, wall, $1 + $2}' | tee -a "$steps" >&2
}

read_all() {
  local number
  for number in 1 2 3 4 5 6; do
    "$sensor" read --monitored "192.0.2.$number/32" --sensor "sensor-0$number" --batches "$work/batches/sensor-0$number" \
      --format json "$work/captures/sensor-0$number"_*.pcap
  done
}

import() { "$central" import --config config/central-store.yaml --data "$work/store" --register "$work/batches"; }

rank() {
  "$central" rank ports --config config/central-store.yaml --data "$work/store" --from 2017-01-01 --to 2017-06-30 \
    --zone Asia/Tokyo --class all --limit 100000 --format json
}

timed 'captures to batches, six times `teiten-sensor read --batches`' read_all
timed '`teiten-central import`' import
taken=$(tail -n1 "$work/out")
rank >"$work/first.json"
timed '`teiten-central report`, two languages' "$central" report --config config/central-store.yaml --data "$work/store" \
  --quarter 2017Q2 --zone Asia/Tokyo --language ja,en --out "$work/report"
total=$(awk -F'|' '{wall += $3; cpu += $4} END {printf "| **together** | %.1f | %.1f |", wall, cpu}' "$steps")
timed '(the same import again)' import
again=$(tail -n1 "$work/out")
rank >"$work/second.json"
cmp "$work/first.json" "$work/second.json" || { echo "the second import changed the ranking: $work/first.json, $work/second.json" >&2; exit 1; }

{
  cat <<TXT
# History: from captures to a report

Folders of captures become batches without root, on any machine, and batches become a report:

\`\`\`
teiten-sensor read --monitored 192.0.2.1/32 --sensor sensor-01 --batches batches/sensor-01 captures/sensor-01/*.pcap
teiten-central import --config config/central-store.yaml --register batches
teiten-central report --config config/central-store.yaml --quarter 2017Q2 --zone Asia/Tokyo --out report
\`\`\`

On a terminal \`read\` and \`import\` show how far they are. An import that was interrupted goes on where it was: what is known
already changes nothing.

## Measured

Written by \`./test.sh --long history\`; do not edit. Commit $(git rev-parse --short=12 HEAD), $(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n1), load $(cut -d' ' -f1 /proc/loadavg) at the end; JDK $(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p').

Half a year of six simulated sensors (the model of the [report](48-report.md) with six sensors): $(ls "$work"/captures/*.pcap | wc -l) captures,
$(du -cb "$work"/captures/*.pcap | awk 'END {printf "%.0f", $1 / 1e6}') MB. The import says: $taken.

| step | seconds | CPU seconds |
|---|---:|---:|
TXT
  head -n3 "$steps"
  echo "$total"
  tail -n1 "$steps"
  echo
  echo "Asked is less than 180 s. The second import says: $again; the ranking of all ports is the same to the byte."
} >docs/45-history.md
cat docs/45-history.md
