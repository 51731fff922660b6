#!/usr/bin/env bash
# Runs the tests; installs what they need first. See --help.
set -euo pipefail
cd "$(dirname "$0")"
. checks/setup.sh

usage() {
  cat <<'TXT'
Usage: ./test.sh                 every test but the long ones (at most 15 minutes on two cores)
       ./test.sh --long PART     one of the long ones
       ./test.sh --list          which long ones there are
       ./test.sh --help

On Debian 12 it installs with apt what is missing (as root, or with passwordless sudo).
Tests that need root or the folder ../shared are skipped where they cannot run, and say so;
with CI=true a test that is skipped fails the run. JAVA_HOME chooses the JDK (17 or later).

A long part can be interrupted and started again: it goes on where it was. Each writes its
table, with commit and machine, into docs/.
TXT
}

long_parts() {
  cat <<'TXT'
kills        kill -9 of sensor and centre, 50 times each             docs/91-kills.md
spool-kills  kill -9 of a spooling process at 1,000 seeded moments   docs/98-spool-kills.md
notice-kills kill -9 of 'notices send' at 24 seeded moments
attack       hostile clients at a centre of 512 MiB                docs/59-centre-faults.md
centre-kills kill -9 in ingest, import and report, 20 times each docs/59-centre-faults.md
load         200 sensors with TLS at one centre                    docs/59-centre-faults.md
benchmarks   time per packet, and 'read' against C on libpcap        docs/90-benchmarks.md
concurrency  what passes between threads, under jcstress             docs/92-concurrency.md
fuzz         frames, captures, batches, settings: hostile bytes      docs/93-fuzz.md
marks        which packets of real scanners are recognised           docs/94-marks.md
corpus       the shared captures, counted as tshark counts           docs/95-captures.md
score        phenomena found in simulated half years                 docs/96-score.md
faults       what a host does to a sensor, and what becomes of it    docs/56-faults.md
history      half a year of captures to batches to a report          docs/45-history.md
operator     what the sensor's commands print                     docs/55-operator.md
acceptance   the acceptance model under 20 other seeds, and with an outage
report       half a year simulated, imported, reported               checks/end-to-end/target/report/
package      the packages under a systemd of their own, measured     docs/98-package.md
soak         sensor and centre, 50,000 packets/s for 30 minutes      docs/99-soak.md
ingest       batches into the store, beside the bare Appender     docs/97-store.md
store        questions over HTTP, bare SQL beside                    docs/97-store.md
TXT
}

run_maven() { # arguments for mvn; its own closing lines stay the last
  as_root_where_allowed mvn -B -ntp "$@"
}

write_docs() { # test of capture-core that writes its page
  TEITEN_WRITE_DOCS=true run_maven test -pl capture-core -am -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false
}

long() {
  case "$1" in
    kills)
      install_missing $TEST_PACKAGES
      run_maven verify -pl checks/end-to-end -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test=LongKillsIT -Dfailsafe.failIfNoSpecifiedTests=false -De2e.excluded=none
      ;;
    spool-kills)
      install_missing $BUILD_PACKAGES
      TEITEN_WRITE_DOCS=true run_maven test -pl sensor-daemon -am -Dtest=SpoolProcessKillTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dteiten.kills=1000 -Dteiten.commit="$(git rev-parse --short=12 HEAD)"
      ;;
    notice-kills)
      install_missing $BUILD_PACKAGES
      run_maven test -pl central-store -am -Dtest=NoticeKillsTest -Dsurefire.failIfNoSpecifiedTests=false -Dteiten.kills=24
      ;;
    attack)
      install_missing $BUILD_PACKAGES
      TEITEN_WRITE_DOCS=true run_maven test -pl central-store -am -Dtest=CentreAttackTest -Dsurefire.failIfNoSpecifiedTests=false \
        -Dteiten.attack.long=true -Dteiten.commit="$(git rev-parse --short HEAD)"
      ;;
    centre-kills)
      install_missing $BUILD_PACKAGES $FONT_PACKAGES
      run_maven test -pl central-store -am -Dtest=CentreKills -Dsurefire.failIfNoSpecifiedTests=false \
        -Dteiten.commit="$(git rev-parse --short HEAD)"
      ;;
    load)
      install_missing $BUILD_PACKAGES gcc libc6-dev
      checks/load/run.sh load
      ;;
    ingest)
      install_missing $BUILD_PACKAGES gcc libc6-dev
      checks/load/run.sh ingest
      ;;
    faults)
      install_missing $TEST_PACKAGES ethtool
      TEITEN_WRITE_DOCS=true run_maven verify -pl checks/end-to-end -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test=FaultsIT -Dfailsafe.failIfNoSpecifiedTests=false -De2e.excluded=none
      ;;
    history)
      install_missing $BUILD_PACKAGES $FONT_PACKAGES
      checks/history/run.sh
      ;;
    operator)
      install_missing $TEST_PACKAGES
      TEITEN_WRITE_DOCS=true run_maven verify -pl checks/end-to-end -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test=ScannersIT -Dfailsafe.failIfNoSpecifiedTests=false
      ;;
    report)
      install_missing $TEST_PACKAGES
      run_maven verify -pl checks/simulator,checks/end-to-end -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test=ReportIT -Dfailsafe.failIfNoSpecifiedTests=false -De2e.excluded=none
      ;;
    benchmarks)
      install_missing $TEST_PACKAGES gcc libc6-dev libpcap-dev pmacct softflowd nfdump argus-server argus-client tshark time
      checks/benchmarks/run.sh
      ;;
    concurrency)
      install_missing $BUILD_PACKAGES
      checks/concurrency/run.sh
      ;;
    fuzz)
      install_missing $BUILD_PACKAGES
      checks/fuzz.sh "${TEITEN_FUZZ_SECONDS:-600}"
      ;;
    marks)
      install_missing $TEST_PACKAGES
      write_docs RealToolsTest
      ;;
    corpus)
      install_missing $BUILD_PACKAGES
      write_docs CaptureCorpusTest
      ;;
    score)
      install_missing $BUILD_PACKAGES
      checks/score/run.sh
      ;;
    acceptance)
      install_missing $BUILD_PACKAGES
      run_maven test -pl checks/score -am -Dtest=AcceptanceSeeds -Dsurefire.failIfNoSpecifiedTests=false
      ;;
    package)
      install_missing $TEST_PACKAGES debootstrap
      run_maven package -pl sensor-daemon,central-store -am -DskipTests
      as_root_where_allowed checks/package/run.sh
      ;;
    soak)
      install_missing $BUILD_PACKAGES gcc libc6-dev iproute2 curl python3
      as_root_where_allowed checks/soak/run.sh
      ;;
    store)
      install_missing $BUILD_PACKAGES
      run_maven test -pl central-store -am -Dtest=QuestionSpeed -Dsurefire.failIfNoSpecifiedTests=false -Dtest.compiler= \
        -Dteiten.commit="$(git rev-parse --short HEAD)"
      ;;
    *)
      echo "there is no long part '$1'; there are:" >&2
      long_parts >&2
      exit 2
      ;;
  esac
}

case "${1:-}" in
  "")
    install_missing $TEST_PACKAGES
    status=0
    # What is built here is tested and thrown away: xz would take a minute.
    export TEITEN_DEB_COMPRESSION=gzip
    run_maven verify || status=$?
    checks/skipped.sh || status=1
    exit "$status"
    ;;
  --long) [ $# -eq 2 ] || { usage >&2; exit 2; }; long "$2" ;;
  --list) long_parts ;;
  --help|-h) usage ;;
  *) usage >&2; exit 2 ;;
esac
