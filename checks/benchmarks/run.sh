#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs the benchmarks and writes docs/90-benchmarks.md. Usage: run.sh [PEERS]
# PEERS: the folder of the peers' sources (generate.c, baseline.c); ../shared/peers beside the checkout by default.
# What was generated before is used again. Needs a JDK (17 or newer), Maven, gcc, libpcap-dev.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../.." && pwd)
peers=${1:-$checkout/../shared/peers}

for tool in mvn gcc git pmacctd softflowd nfpcapd nfdump argus racluster tshark /usr/bin/time; do
  command -v "$tool" >/dev/null || { echo "benchmarks need $tool: install it (Debian: apt-get install maven gcc git pmacct softflowd nfdump argus-server argus-client tshark time)" >&2; exit 1; }
done
[ -e /usr/include/pcap.h ] || { echo "benchmarks need libpcap's headers: apt-get install libpcap-dev" >&2; exit 1; }

cd "$checkout"
mvn -B -ntp -q package -DskipTests -pl checks/benchmarks,sensor-daemon -am

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# Those of the sensor's launcher.
flags=(-XX:+UseSerialGC -Xmn24m --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -XX:CompileCommand=quiet)
for method in decode.HeaderDecoder::decode classify.PacketClassifier::classify aggregate.FlowTupleTable::settle; do
  flags+=("-XX:CompileCommand=dontinline,org.teiten.capture.$method")
done
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
if [ "${version%%.*}" -ge 22 ]; then
  flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi
work=$here/target/work
mkdir -p "$work"
rm -f "$work/live.md"
if [ "$(id -u)" -eq 0 ] && [ -d "$peers" ]; then
  gcc -O3 -w -o "$work/generate" "$peers/generate.c" -lm
  [ -e "$work/5000000.pcap" ] || "$work/generate" "$work/5000000.pcap" "$work/5000000.truth" 5000000 1
  case $(uname -m) in aarch64) architecture=arm64 ;; *) architecture=x64 ;; esac
  (cd "$work" && "${java%java}jar" xf "$here"/target/lib/async-profiler-*.jar "linux-$architecture/libasyncProfiler.so")
  "$here/live.sh" "$peers" "$work/5000000.pcap" "$checkout/sensor-daemon/target/teiten-sensor/bin/teiten-sensor" "$work" \
    "$work/linux-$architecture/libasyncProfiler.so" >"$work/live.md" || { echo "the live comparison failed" >&2; exit 1; }
fi
exec "$java" "${flags[@]}" -cp "$here/target/classes:$here/target/lib/*" \
  org.teiten.benchmarks.Benchmarks "$checkout" "$peers" "$here/target/work"
