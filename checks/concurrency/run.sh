#!/usr/bin/env bash
# Runs the jcstress tests and writes their table to docs/92-concurrency.md. Called by ./test.sh --long concurrency.
set -euo pipefail
cd "$(dirname "$0")/../.."
mode=${1:-default}
mvn -B -ntp -q package -DskipTests -pl checks/concurrency -am
opens='--add-opens java.base/jdk.internal.misc=ALL-UNNAMED'
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# shellcheck disable=SC2086
java $opens -cp 'checks/concurrency/target/classes:checks/concurrency/target/lib/*' org.openjdk.jcstress.Main \
  -m "$mode" -jvmArgs "$opens" -r "$results" -v 2>&1 | tee "$results/log"
{
  echo '# 92. Between threads: jcstress'
  echo
  echo "Written by \`./test.sh --long concurrency\` on commit $(git rev-parse --short HEAD), $(date -u +%F), jcstress mode \`$mode\`,"
  echo "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Linux $(uname -r), $(java -version 2>&1 | sed -n 2p)."
  echo
  echo '```'
  sed -n '/RUN RESULTS:/,$p' "$results/log" | grep -v 'HTML report' | cat -s
  echo '```'
} > docs/92-concurrency.md
grep -q 'Failed tests: No matches' "$results/log" && grep -q 'Error tests: No matches' "$results/log"
