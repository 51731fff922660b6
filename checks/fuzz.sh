#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Fuzzes harnesses and writes docs/93-fuzz.md. Usage: fuzz.sh [SECONDS [HARNESS...]]
# Ten minutes each and every harness unless told otherwise. What earlier runs learned lies in .cifuzz-corpus and is
# gone on with; the rows of harnesses that this run leaves out stay in the page, with their own commit and time.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
[ $# -eq 0 ] || shift
page=docs/93-fuzz.md
known=checks/fuzz-findings.md

mapfile -t harnesses < <(grep -rl --include='*FuzzTest.java' '@FuzzTest' ./*/src/test | sort)
[ ${#harnesses[@]} -gt 0 ] || { echo 'found no harness; is this the checkout?' >&2; exit 1; }
for wanted in "$@"; do
  printf '%s\n' "${harnesses[@]}" | grep -q "/$wanted\.java$" ||
    { echo "there is no harness '$wanted'; there are:" >&2; printf '%s\n' "${harnesses[@]##*/}" | sed 's/\.java$/ /' >&2; exit 2; }
done

row() { # harness that was not run: its row of before
  grep "^| $1 |" "$page" 2>/dev/null || echo "| $1 | 0 | 0 | – | – | not run | – |"
}

status=0
rows=()
for harness in "${harnesses[@]}"; do
  module=$(printf '%s' "$harness" | cut -d/ -f2)
  name=$(basename "$harness" .java)
  if [ $# -gt 0 ] && ! printf '%s\n' "$@" | grep -qx "$name"; then
    rows+=("$(row "$name")")
    continue
  fi
  log=$PWD/checks/target/fuzz-$name.log
  mkdir -p "$(dirname "$log")"
  echo "Fuzzing $name of $module for $seconds s ..."
  result='nothing found'
  JAZZER_FUZZ=1 mvn -B -ntp test -pl "$module" -am -Dtest="$name" \
    -Dsurefire.failIfNoSpecifiedTests=false -Djazzer.max_duration="${seconds}s" >"$log" 2>&1 || result='FAILED'
  runs=$(sed -nE 's/^#([0-9]+)[[:space:]].*/\1/p' "$log" | sort -n | tail -n 1)
  coverage=$(sed -nE 's/^#[0-9]+[[:space:]].* cov: ([0-9]+) .*/\1/p' "$log" | tail -n 1)
  ran=$(sed -nE 's/^Done [0-9]+ runs in ([0-9]+) second.*/\1/p' "$log" | tail -n 1)
  if [ "$result" = FAILED ]; then
    status=1
    tail -n 40 "$log"
    grep -q '^== Java Exception' "$log" && result='FINDING' || result='did not run'
  elif [ -z "$runs" ]; then
    status=1
    result='did not fuzz'
  fi
  rows+=("| $name | ${ran:-at most $seconds} | ${runs:-0} | ${coverage:-–} | $result | $(git describe --always --dirty --abbrev=12) | $(date -u +%FT%RZ) |")
done
{
  echo '# Fuzzing'
  echo
  echo "Written by \`./test.sh --long fuzz\`; do not edit. Jazzer (coverage guided), one process a harness, $(nproc) cores, Linux $(uname -r),"
  echo 'each row on the commit and at the time it names. Executions and edges are those of that run, on top of what earlier'
  echo 'runs left in `.cifuzz-corpus`.'
  echo
  echo '| harness | seconds | executions | edges covered | result | commit | when |'
  echo '|---|---:|---:|---:|---|---|---|'
  printf '%s\n' "${rows[@]}"
  echo
  cat "$known"
} >"$page.new"
mv "$page.new" "$page"
cat "$page"
exit "$status"
