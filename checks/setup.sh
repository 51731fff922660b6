# Sourced by test.sh and demo.sh: installs Debian packages that are missing, and only those.

BUILD_PACKAGES="openjdk-17-jdk-headless maven libpcap0.8 binutils iproute2"
TRAFFIC_PACKAGES="iproute2 ethtool nftables tcpdump tcpreplay nmap masscan zmap hping3 curl"
UNIT_PACKAGES="systemd libseccomp2 python3 man-db lintian"
FONT_PACKAGES="fonts-morisawa-bizud-gothic fonts-vlgothic"
RULE_PACKAGES="prometheus" # for promtool
MAIL_PACKAGES="gnupg openssl" # open what we sign and encrypt
TEST_PACKAGES="$BUILD_PACKAGES $TRAFFIC_PACKAGES $UNIT_PACKAGES $FONT_PACKAGES $RULE_PACKAGES $MAIL_PACKAGES"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

is_root() { [ "$(id -u)" -eq 0 ]; }
may_be_root() { is_root || sudo -n true 2>/dev/null; }

as_root() {
  if is_root; then "$@"; else sudo -n "$@"; fi
}

installed() { # package
  case "$1" in
    # Any JDK of 17 or later will do, from wherever it came.
    openjdk-17-jdk-headless) jdk_major >/dev/null ;;
    maven) command -v mvn >/dev/null ;;
    prometheus) command -v promtool >/dev/null ;;
    *) dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed ;;
  esac
}

jdk_major() { # prints the major version of the JDK that Maven will use, fails below 17
  local javac major
  javac="${JAVA_HOME:+$JAVA_HOME/bin/}javac"
  major=$("$javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p') || return 1
  [ -n "$major" ] && [ "$major" -ge 17 ] && echo "$major"
}

install_missing() { # packages
  local package missing=()
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "Please install: ${missing[*]} (this is not Debian, there is no apt-get)."
  may_be_root || fail "Please install as root: apt-get install ${missing[*]}"
  say "Installing ${missing[*]} ..."
  # Of these only prometheus has a service; nothing here needs it to run.
  as_root env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@" >/dev/null' sh "${missing[@]}" ||
    fail "apt-get could not install ${missing[*]}; its own words are above."
}

# Namespaces and raw sockets need root. With passwordless sudo the command runs as root, and what it
# wrote is given back to the user afterwards.
as_root_where_allowed() {
  if is_root || ! may_be_root; then
    "$@"
    return
  fi
  local status=0
  sudo -n env HOME="$HOME" PATH="$PATH:/usr/sbin:/sbin" CI="${CI:-}" TEITEN_DEB_COMPRESSION="${TEITEN_DEB_COMPRESSION:-xz}" TEITEN_WRITE_DOCS="${TEITEN_WRITE_DOCS:-}" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "$@" || status=$?
  sudo -n chown -R "$(id -u):$(id -g)" . "$HOME/.m2" 2>/dev/null || true
  return "$status"
}
