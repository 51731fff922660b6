#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Half an hour of sensor and centre under an even load; writes docs/99-soak.md. See soak.py. As root.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ "${1:-}" = --help ]; then
  echo "Usage: checks/soak/run.sh [--built]    --built: the programs are in target/ already"
  echo "TEITEN_SOAK_SECONDS: how long, 1800 if not set; a shorter run writes no page."
  exit 0
fi
peers=${TEITEN_PEERS:-../shared/peers}
[ -d "$peers" ] || { echo "the soak needs the sender of $peers (live.c, generate.c)" >&2; exit 1; }
[ "${1:-}" = --built ] || mvn -B -ntp -q package -pl sensor-daemon,central-store -am -DskipTests -Ddeb.skip

work=target/soak
mkdir -p "$work"
gcc -O3 -w -o "$work/live" "$peers/live.c"
gcc -O3 -w -o "$work/generate" "$peers/generate.c" -lm
[ -e "$work/1000000.pcap" ] || "$work/generate" "$work/1000000.pcap" "$work/1000000.truth" 1000000 1
exec python3 checks/soak/soak.py "$work" "${TEITEN_SOAK_SECONDS:-1800}"
