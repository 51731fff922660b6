#!/usr/bin/env bash
# Scores the detection of phenomena and writes docs/96-score.md.
#
#   checks/score/run.sh [OPTION...]     options of the runner, see --help
#
# The seeds come from the commit: one from its id, one from a hash of it, so that nobody has tuned
# to them. An interrupted run goes on where it was; a worse run is not replaced by another seed.
set -euo pipefail
cd "$(dirname "$0")/../.."

commit=$(git rev-parse --short=12 HEAD)
[ -z "$(git status --porcelain)" ] || commit="$commit with changes"
first=$((16#$(git rev-parse HEAD | cut -c1-7)))
second=$((16#$(git rev-parse HEAD | sha256sum | cut -c1-7)))
machine="$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n1)"

mvn -B -ntp package -pl checks/score -am -DskipTests >/dev/null
mkdir -p target/score
exec java -Xmx2g -cp "checks/score/target/score-0.1.0-SNAPSHOT.jar:checks/score/target/lib/*" \
  org.teiten.checks.score.Score \
  --seed "$first,$second" --commit "$commit" --machine "$machine" \
  --log "target/score/$(git rev-parse HEAD).tsv" --out docs/96-score.md "$@"
