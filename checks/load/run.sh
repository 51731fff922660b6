#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes the capture of five million packets and its batches, and runs what is measured with them:
#   run.sh load    200 sensors with TLS at one centre       docs/59-centre-faults.md
#   run.sh ingest  rows a second beside the bare Appender   docs/97-store.md
# Needs a JDK (17 or newer), Maven, gcc, and ../shared/peers beside the checkout.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../.." && pwd)
peers=$checkout/../shared/peers
work=$here/target
mkdir -p "$work"
cd "$checkout"

case ${1:-load} in
  load) test=CentreLoad ;;
  ingest) test=IngestSpeed ;;
  *) echo "usage: run.sh load|ingest" >&2; exit 2 ;;
esac

if [ ! -d "$work/batches" ]; then
  gcc -O3 -w -o "$work/generate" "$peers/generate.c" -lm
  "$work/generate" "$work/5000000.pcap" "$work/5000000.truth" 5000000 1
  mvn -B -ntp -q package -DskipTests -Ddeb.skip -pl sensor-daemon -am
  sensor-daemon/target/teiten-sensor/bin/teiten-sensor read --sensor capture --monitored 198.18.0.0/20 --batches "$work/made" \
    "$work/5000000.pcap" >/dev/null
  mv "$work/made" "$work/batches"
  rm "$work/5000000.pcap"
fi
# With the second compiler, as the centre runs.
exec mvn -B -ntp test -pl central-store -am -Dtest="$test" -Dsurefire.failIfNoSpecifiedTests=false -Dtest.compiler= \
  -Dteiten.load.batches="$work/batches" -Dteiten.commit="$(git rev-parse --short HEAD)"
