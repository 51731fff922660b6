#!/usr/bin/env bash
# Fuzzes every harness for ten minutes (or as long as given, in seconds) and writes docs/93-fuzz.md.
# What earlier runs learned lies in .cifuzz-corpus and is gone on with.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
out=docs/93-fuzz.md

mapfile -t harnesses < <(grep -rl --include='*FuzzTest.java' '@FuzzTest' ./*/src/test | sort)
[ ${#harnesses[@]} -gt 0 ] || { echo 'found no harness; is this the checkout?' >&2; exit 1; }
rows=()
status=0
for harness in "${harnesses[@]}"; do
  module=$(printf '%s' "$harness" | cut -d/ -f2)
  name=$(basename "$harness" .java)
  log=checks/end-to-end/target/fuzz-$name.log
  mkdir -p "$(dirname "$log")"
  echo "Fuzzing $name of $module for $seconds s ..."
  result=held
  JAZZER_FUZZ=1 mvn -B -ntp test -pl "$module" -am -Dtest="$name" \
    -Dsurefire.failIfNoSpecifiedTests=false -Djazzer.max_duration="${seconds}s" >"$log" 2>&1 || result='FAILED'
  [ "$result" = held ] || { status=1; tail -n 40 "$log"; }
  runs=$(sed -nE 's/^#([0-9]+).*/\1/p' "$log" | sort -n | tail -n 1)
  coverage=$(sed -nE 's/^#[0-9]+.* cov: ([0-9]+) .*/\1/p' "$log" | tail -n 1)
  findings=$(grep -c '^== Java Exception' "$log" || true)
  [ "$result" = held ] && findings=0
  rows+=("| $name | ${runs:-?} | ${coverage:-?} | $findings | $result |")
done
{
  echo '# 93. Fuzzing'
  echo
  echo "Written by \`./test.sh --long fuzz\` on commit $(git describe --always --dirty --abbrev=12), $(date -u +%F), at most $seconds s a harness, $(nproc) cores, Linux $(uname -r)."
  echo
  echo '| harness | executions | edges covered | findings | result |'
  echo '|---|---|---|---|---|'
  printf '%s\n' "${rows[@]}"
} >"$out"
cat "$out"
exit "$status"
