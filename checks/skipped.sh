#!/usr/bin/env bash
# Lists the tests that were skipped, with their reasons; with CI=true any of them is a failure, but
# for those that only a user other than root could run.
set -euo pipefail
cd "$(dirname "$0")/.."

reports=$(find . -path '*/target/*-reports/TEST-*.xml' 2>/dev/null | sort)
[ -n "$reports" ] || exit 0
skipped=$(printf '%s\n' "$reports" | xargs awk '
  /<testcase /  { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
                  where = $0; sub(/.*classname="/, "", where); sub(/".*/, "", where) }
  /<skipped/    { why = $0; sub(/.*message="/, "", why); sub(/".*/, "", why)
                  print where "." name ": " why }')
[ -n "$skipped" ] || exit 0
printf '\nSkipped here:\n%s\n' "$skipped"
if [ "${CI:-}" = true ]; then
  unexcused=$(printf '%s\n' "$skipped" | grep -v 'as root' || true)
  [ -z "$unexcused" ] || { printf '\nCI skips nothing that it could run.\n'; exit 1; }
fi
