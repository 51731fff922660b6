#!/usr/bin/env bash
# Shows the whole path, from packet to ranked table, on this machine. See --help.
set -euo pipefail
cd "$(dirname "$0")"
. checks/setup.sh

usage() {
  cat <<'TXT'
Usage: ./demo.sh [--keep] [--captures]

Builds Teiten, starts a central store and a sensor as two processes, lets nmap, masscan, zmap and
hping3 send to the sensor's addresses, replays a capture with sources of ten countries, and prints
the tables of the central store and the books; then the quarterly report of a simulated half year.
About five minutes after the build.

  --keep      leaves both processes running, with their metrics pages, until Ctrl-C
  --captures  from a capture alone, as it also does where it cannot be root

As root, or with passwordless sudo, everything happens between network namespaces made for this;
no packet leaves the machine. What is missing is installed with apt. All is removed at the end.
TXT
}

KEEP=no
CAPTURES=no
for argument in "$@"; do
  case "$argument" in
    --keep) KEEP=yes ;;
    --captures) CAPTURES=yes ;;
    --help|-h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

SENSOR=$PWD/sensor-daemon/target/teiten-sensor/bin/teiten-sensor
CENTRAL=$PWD/central-store/target/teiten-central/bin/teiten-central
SIMULATE=$PWD/checks/simulator/target/teiten-simulate/bin/teiten-simulate
REPORT=$PWD/target/demo-report
OUTSIDE_MAC=02:00:00:00:01:01
SENSOR_MAC=02:00:00:00:01:02
MONITORED=203.0.113.8/29
ADDRESSES="203.0.113.8 203.0.113.9 203.0.113.10 203.0.113.11 203.0.113.12 203.0.113.13 203.0.113.14 203.0.113.15"
WORLD_PACKETS=4000
INTERVAL=5
ID=teiten-demo-$$
PIDS=()

if [ -t 1 ]; then BOLD=$(printf '\033[1m') PLAIN=$(printf '\033[0m'); else BOLD='' PLAIN=''; fi
step() { printf '\n%s%s%s\n' "$BOLD" "$*" "$PLAIN"; }
note() { printf '  %s\n' "$*"; }

all_alive() {
  local pid
  for pid in "${PIDS[@]}"; do kill -0 "$pid" 2>/dev/null || return 1; done
}

# A process that was ended on purpose: it is neither missed nor ended again.
forget() { # pid
  local pid left=()
  for pid in "${PIDS[@]}"; do [ "$pid" = "$1" ] || left+=("$pid"); done
  PIDS=("${left[@]}")
}

# Waits, with a dot a second, until a command succeeds.
until_true() { # seconds, what, command...
  local left=$(( $1 * 2 )) what=$2
  shift 2
  printf '  %s ' "$what"
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    all_alive || left=0
    if [ "$left" -le 0 ]; then
      printf ' did not happen.\n'
      [ -z "${WORK:-}" ] || tail -n 5 "$WORK"/*.log >&2 || true
      exit 1
    fi
    [ $((left % 2)) -eq 1 ] || printf '.'
    sleep 0.5
  done
  printf ' yes\n'
}

#--- build -----------------------------------------------------------------------------------------

newest_is_built() {
  [ -x "$SENSOR" ] && [ -x "$CENTRAL" ] && [ -x "$SIMULATE" ] && [ -d checks/end-to-end/target/lib ] &&
    [ -z "$(find pom.xml ./*/pom.xml ./*/src checks/*/pom.xml checks/*/src -newer "$CENTRAL" -type f -print -quit)" ]
}

build() {
  step "Building (Maven; the first time it downloads libraries)"
  if newest_is_built; then
    note "nothing has changed since the last build"
    return
  fi
  local began=$SECONDS log
  log=$(mktemp)
  if mvn -B -ntp package -DskipTests -pl sensor-daemon,central-store,checks/simulator,checks/end-to-end -am >"$log" 2>&1 & then
    local maven=$! line=''
    while kill -0 "$maven" 2>/dev/null; do
      line=$(sed -n 's/^\[INFO\] Building Teiten/Teiten/p' "$log" | tail -n 1)
      [ -t 1 ] && printf '\r\033[K  %4d s  %s' $((SECONDS - began)) "$line"
      sleep 1
    done
    [ -t 1 ] && printf '\r\033[K'
    if ! wait "$maven"; then
      grep -E '^\[(ERROR|WARNING)\]' "$log" | head -n 20 >&2
      fail "The build failed; all of Maven's words are in $log"
    fi
  fi
  rm -f "$log"
  touch "$CENTRAL"
  note "built in $((SECONDS - began)) s"
}

world_capture() { # out.pcap
  java -Dslf4j.internal.verbosity=ERROR -cp "checks/end-to-end/target/classes:checks/end-to-end/target/lib/*" \
    org.teiten.checks.traffic.WorldCapture config/origin/country-ipv4.csv.gz \
    $OUTSIDE_MAC $SENSOR_MAC $WORLD_PACKETS 20261124 "$1" $ADDRESSES
}

#--- taking down -----------------------------------------------------------------------------------

clean_up() {
  local status=$?
  trap - EXIT INT TERM
  local pid
  # All of it without stderr: bash itself complains where a number of a process was used again.
  {
    for pid in "${PIDS[@]}"; do kill "$pid" || true; done
    for pid in "${PIDS[@]}"; do wait "$pid" || true; done
    if [ "${MADE_NAMESPACES:-no}" = yes ]; then
      for namespace in outside sensor centre; do ip netns delete "$ID-$namespace" || true; done
    fi
    [ -z "${WORK:-}" ] || rm -rf "$WORK" || true
  } 2>/dev/null
  [ ! -d "${WORK:-}" ] || note "$WORK could not be removed; remove it yourself"
  exit "$status"
}

#--- without root ----------------------------------------------------------------------------------

from_captures() {
  step "1/3  A capture with $WORLD_PACKETS packets, sources of ten countries"
  note "Not root, so no live capture and no scanners: this is 'teiten-sensor read' and 'teiten-central import'."
  note "packets by country as sent: $(world_capture "$WORK/world.pcap")"
  step "2/3  What the sensor says is in it, written as batches too"
  "$SENSOR" read --monitored $MONITORED --sensor demo-1 --batches "$WORK/batches" "$WORK/world.pcap"
  step "3/3  Imported into a central store, and ranked"
  "$CENTRAL" import --config config/central-store.yaml --data "$WORK/store" --register "$WORK/batches" ||
    fail "The import failed; its own words are above."
  tables config/central-store.yaml --data "$WORK/store"
  quarter
}

# What JPCERT/CC's report of 2017Q2 says, from simulated sensors.
quarter() {
  step "The quarterly report, from a simulated half year of 24 sensors (two to four minutes)"
  "$SIMULATE" checks/simulator/models/jpcert-2017q2.yaml --batches "$WORK/half-year" >"$WORK/simulate.txt" 2>"$WORK/simulate.log" ||
    { tail -n 3 "$WORK/simulate.log" >&2; fail "The simulation failed."; }
  note "$(tail -n 1 "$WORK/simulate.txt")"
  "$CENTRAL" import --config config/central-store.yaml --data "$WORK/quarter" --register "$WORK/half-year" >"$WORK/import.txt" 2>"$WORK/import.log" ||
    { tail -n 3 "$WORK/import.log" >&2; fail "The import failed."; }
  note "$(tail -n 1 "$WORK/import.txt")"
  local edition
  for edition in internal public; do
    "$CENTRAL" report --config config/central-store.yaml --data "$WORK/quarter" --quarter 2017Q2 \
      --zone Asia/Tokyo --edition "$edition" --out "$REPORT" >"$WORK/report.txt" ||
      fail "The report failed; its own words are above."
    sed 's/^/  /' "$WORK/report.txt"
  done
}

tables() { # config, more options
  local config=$1
  shift
  echo
  $AT_CENTRE "$CENTRAL" rank ports --config "$config" "$@" --from "$FROM" --to "$(date -u +%F)" --limit 10
  echo
  $AT_CENTRE "$CENTRAL" rank countries --config "$config" "$@" --from "$FROM" --to "$(date -u +%F)" --limit 10
}

configure() {
  cat >"$WORK/sensor.yaml" <<YAML
sensor: demo-1
group: demo
interface: mon0
monitored: [$MONITORED]
interval: ${INTERVAL}s
spool:
  directory: $WORK/spool
centre:
  url: http://192.0.2.2:8470
  # Both ends are namespaces of this machine.
  allow_plain_http: true
http:
  listen: 127.0.0.1:9101
YAML
  centre_settings >"$WORK/central-store.yaml"
  mkdir "$WORK/spool" "$WORK/store"
}

# The shipped settings, with this demonstration's sensor and addresses.
centre_settings() {
  sed -e "s|^data: .*|data: $WORK/store|" \
    -e 's|^sensors: .*|sensors: [{id: demo-1, group: demo}]|' \
    -e 's|listen: 127.0.0.1:8470|listen: 192.0.2.2:8470|' \
    -e 's|allow_plain_http: false|allow_plain_http: true|' \
    -e "s|file: origin/|file: $PWD/config/origin/|" \
    -e "s|services: knowledge/|services: $PWD/config/knowledge/|" \
    -e "s|facts: knowledge|facts: $PWD/config/knowledge|" config/central-store.yaml
}

#--- with namespaces -------------------------------------------------------------------------------

make_namespaces() {
  step "1/5  Three machines made of network namespaces, connected to nothing else"
  cat <<TXT
  outside ───────────── sensor ────────────── centre
  nmap, masscan,        $MONITORED      central store
  zmap, hping3          (monitored)
TXT
  MADE_NAMESPACES=yes
  local namespace
  for namespace in outside sensor centre; do
    ip netns add "$ID-$namespace"
    # The kernels shall send nothing of their own.
    ip netns exec "$ID-$namespace" sh -ec 'for which in all default; do
      echo 1 >"/proc/sys/net/ipv6/conf/$which/disable_ipv6"; done; ip link set lo up'
  done
  ip -n $ID-outside link add out0 address $OUTSIDE_MAC type veth peer name mon0 address $SENSOR_MAC netns $ID-sensor
  ip -n $ID-sensor link add up0 type veth peer name sen0 netns $ID-centre
  ip -n $ID-outside address add 198.51.100.10/24 dev out0
  ip -n $ID-sensor address add 192.0.2.1/30 dev up0
  ip -n $ID-centre address add 192.0.2.2/30 dev sen0
  local address
  for address in $ADDRESSES; do ip -n $ID-sensor address add "$address/32" dev mon0; done
  ip -n $ID-outside link set out0 up
  ip -n $ID-sensor link set mon0 up
  ip -n $ID-sensor link set up0 up
  ip -n $ID-centre link set sen0 up
  ip -n $ID-outside route add $MONITORED dev out0
  ip -n $ID-sensor route add 198.51.100.0/24 dev mon0
  ip netns exec $ID-sensor nft -f config/nftables/teiten-sensor.nft
  ip netns exec $ID-sensor nft add element inet teiten_sensor monitored_ipv4 "{ $MONITORED }"
  note "nftables rules of config/nftables/ keep the sensor's kernel from answering"
}

at() { # namespace, command...
  local namespace=$ID-$1
  shift
  ip netns exec "$namespace" "$@"
}

get() { at "$1" curl -sf --max-time 5 "http://127.0.0.1:$2"; } # namespace, port and path
metric() { # namespace, port, name, label: their sum
  get "$1" "$2/metrics" | awk -v name="$3" -v label="${4:-}" '
    ($0 ~ "^" name "[ {]") && index($0, label) { sum += $NF } END { printf "%d", sum }'
}

start_processes() {
  step "2/5  A central store and a sensor, as two processes"
  ip netns exec $ID-centre "$CENTRAL" run --config "$WORK/central-store.yaml" 2>"$WORK/centre.log" >&2 &
  PIDS+=($!)
  ip netns exec $ID-sensor "$SENSOR" run --config "$WORK/sensor.yaml" 2>"$WORK/sensor.log" >&2 &
  PIDS+=($!)
  until_true 60 "central store is healthy" get centre 8471/health
  until_true 60 "sensor is healthy" get sensor 9101/health
  # The independent count: what arrives at the sensor's interface.
  ip netns exec $ID-sensor tcpdump -i mon0 -Q in -n -U -B 32768 --immediate-mode -Z root -w "$WORK/arrived.pcap" 2>"$WORK/tcpdump.log" &
  TCPDUMP=$!
  PIDS+=($TCPDUMP)
  until_true 10 "tcpdump counts beside it" grep -q 'listening on' "$WORK/tcpdump.log"
}

arrived() { at sensor cat /sys/class/net/mon0/statistics/rx_packets; }

send() { # name, what it does, command...
  local name=$1 what=$2 before began=$SECONDS
  shift 2
  before=$(arrived)
  printf '  %-10s %-52s ' "$name" "$what"
  # hping3 ends with 1 when nobody answers; masscan's receiver waits for an answer for ever.
  at outside "$@" >"$WORK/$name.out" 2>&1 || [ "$name" = hping3 ] || [ "$name" = masscan ] || { tail -n 3 "$WORK/$name.out" >&2; fail "$name failed"; }
  printf '%6d packets, %d s\n' $(( $(arrived) - before )) $((SECONDS - began))
}

send_all() {
  step "3/5  Scanners at work, from the outside"
  send nmap "SYN and UDP scan of common ports" \
    nmap -n -Pn -sS -sU --send-ip --disable-arp-ping --max-retries 0 --max-rtt-timeout 200ms -p T:21-23,25,80,110,139,443,445,3306,U:53,123,161 $MONITORED
  send masscan "80, 443, 8080, 8443, 2000 packets a second" \
    timeout 6 masscan $MONITORED -p 80,443,8080,8443 --rate 2000 --retries 0 --wait 0 --interface out0 \
    --adapter-ip 198.51.100.10 --adapter-mac $OUTSIDE_MAC --router-mac $SENSOR_MAC
  send zmap "3389" \
    zmap -q -p 3389 -i out0 -S 198.51.100.10 -G $SENSOR_MAC -r 1000 -c 1 -b /dev/null --config=/dev/null -o /dev/null $MONITORED
  send hping3 "SYN to 6379" hping3 -q -n -I out0 -i u2000 -c 50 -S -p 6379 203.0.113.9
  send hping3 "SYN-ACK from port 443: backscatter" hping3 -q -n -I out0 -i u2000 -c 50 -S -A -s 443 -k -p 40001 203.0.113.10
  send hping3 "echo requests" hping3 -q -n -I out0 -i u2000 -c 50 --icmp -C 8 203.0.113.11
  world_capture "$WORK/world.pcap" >"$WORK/world.txt"
  send tcpreplay "a capture with sources of ten countries" tcpreplay -q -i out0 --pps=1000 "$WORK/world.pcap"
}

sensor_sum() { metric sensor 9101 "$1" "${2:-}"; }
all_shipped() {
  local classified
  [ "$(sensor_sum teiten_capture_delivered_packets_total)" -eq "$(arrived)" ] || return 1
  classified=$(sensor_sum teiten_meter_classified_packets_total)
  [ "$classified" -gt 0 ] && [ "$(sensor_sum teiten_ship_delivered_packets_total)" -eq "$classified" ]
}

books() {
  local sent received delivered ring not_ip undecodable not_monitored solicited classified spooled shipped stored
  kill -INT $TCPDUMP && wait $TCPDUMP || true
  forget $TCPDUMP
  sent=$(sed -n 's/^\([0-9]*\) packets\{0,1\} captured$/\1/p' "$WORK/tcpdump.log")
  received=$(sensor_sum teiten_capture_received_packets_total)
  delivered=$(sensor_sum teiten_capture_delivered_packets_total)
  ring=$(sensor_sum teiten_capture_dropped_packets_total 'where="ring"')
  not_ip=$(sensor_sum teiten_meter_not_ip_packets_total)
  undecodable=$(sensor_sum teiten_meter_undecodable_packets_total)
  not_monitored=$(sensor_sum teiten_meter_not_monitored_packets_total)
  solicited=$(sensor_sum teiten_meter_solicited_packets_total)
  classified=$(sensor_sum teiten_meter_classified_packets_total)
  spooled=$(sensor_sum teiten_spool_written_packets_total)
  shipped=$(sensor_sum teiten_ship_delivered_packets_total)
  stored=$(metric centre 8471 teiten_ingest_packets_total)
  step "The books, in packets"
  local row='  %-44s %8d   %s\n'
  printf "$row" "sent, as tcpdump counted them" "$sent" ""
  printf "$row" "received by the sensor's kernel" "$received" "$(same "$sent" "$received")"
  printf "$row" "delivered to the sensor" "$delivered" "$(same "$received" "$delivered")"
  printf "$row" "  dropped in the ring" "$ring" ""
  printf "$row" "  not IP (ARP)" "$not_ip" ""
  printf "$row" "  undecodable" "$undecodable" ""
  printf "$row" "  not monitored, solicited" $((not_monitored + solicited)) ""
  printf "$row" "  classified" "$classified" \
    "$(same "$delivered" $((ring + not_ip + undecodable + not_monitored + solicited + classified)))"
  printf "$row" "spooled" "$spooled" "$(same "$classified" "$spooled")"
  printf "$row" "shipped and acknowledged" "$shipped" "$(same "$spooled" "$shipped")"
  printf "$row" "stored" "$stored" "$(same "$shipped" "$stored")"
  [ "$BALANCED" = yes ] || fail "The books do not balance: that is a bug, please report it."
}

BALANCED=yes
same() { if [ "$1" -eq "$2" ]; then echo "= as before"; else echo "DIFFERS by $(( $2 - $1 ))"; fi; }

live() {
  make_namespaces
  start_processes
  send_all
  step "4/5  Intervals of $INTERVAL seconds close, travel and are stored"
  until_true 60 "all that arrived is at the centre" all_shipped
  step "5/5  What the central store answers"
  tables "$WORK/central-store.yaml"
  books
  quarter
  addresses
}

# The pages of both processes, relayed from their namespaces to this machine's loopback.
free_port() { # first to try
  local port=$1
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

relay() { # namespace, port there, port here
  socat "TCP-LISTEN:$3,bind=127.0.0.1,reuseaddr,fork" \
    "EXEC:ip netns exec $ID-$1 socat STDIO TCP\:127.0.0.1\:$2" 2>>"$WORK/relay.log" &
  PIDS+=($!)
}

addresses() {
  step "Metrics and health"
  if [ "$KEEP" = no ]; then
    note "(both processes end now; ./demo.sh --keep leaves them running, with their pages)"
    return
  fi
  local sensor_port centre_port
  sensor_port=$(free_port 9101)
  centre_port=$(free_port 8471)
  relay sensor 9101 "$sensor_port"
  relay centre 8471 "$centre_port"
  # A child of bash that is ended before it has become socat can miss the signal: clean_up would wait for ever.
  until_true 10 "the sensor's pages answer here" curl -sf --max-time 5 "http://127.0.0.1:$sensor_port/health"
  until_true 10 "the central store's pages answer here" curl -sf --max-time 5 "http://127.0.0.1:$centre_port/health"
  note "sensor         http://127.0.0.1:$sensor_port/metrics   http://127.0.0.1:$sensor_port/health"
  note "central store  http://127.0.0.1:$centre_port/metrics   http://127.0.0.1:$centre_port/health"
  step "Running until Ctrl-C. To send more, and to ask again:"
  note "ip netns exec $ID-outside hping3 -S -p 23 -c 100 -i u10000 203.0.113.12"
  note "ip netns exec $ID-centre $CENTRAL rank ports --config $WORK/central-store.yaml --from $FROM --to $FROM"
  note "logs: $WORK/sensor.log and $WORK/centre.log"
  trap 'exit 0' INT TERM
  while :; do sleep 1; done
}

main() {
  [ "$(uname -s)" = Linux ] || fail "Teiten runs on Linux."
  local live=no
  if [ "$CAPTURES" = no ] && may_be_root; then live=yes; fi
  if [ "$live" = yes ]; then
    install_missing $BUILD_PACKAGES $TRAFFIC_PACKAGES $FONT_PACKAGES socat
  else
    install_missing $BUILD_PACKAGES $FONT_PACKAGES
  fi
  [ "${TEITEN_DEMO_BUILT:-no}" = yes ] || build
  if [ "$live" = yes ] && ! is_root; then
    exec sudo -n env TEITEN_DEMO_BUILT=yes ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "$PWD/demo.sh" "$@"
  fi
  PATH=$PATH:/usr/sbin:/sbin
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/teiten-demo.XXXXXX")
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  FROM=$(date -u +%F)
  AT_CENTRE=''
  if [ "$live" = yes ]; then
    AT_CENTRE="ip netns exec $ID-centre"
    configure
    live
  else
    from_captures
  fi
  step "Done. Everything is removed again but the reports in $REPORT."
}

main "$@"
