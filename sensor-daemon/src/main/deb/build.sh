# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by packaging/build-deb.sh: what the sensor's package has and the centre's has not.
# shellcheck shell=bash disable=SC2154

# A Java of the modules that it needs. Made once for each JDK.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.random,jdk.unsupported
runtime=$target/runtime
if ! diff -q <(sed 's/^MODULES=.*//' "$java_home/release") <(sed 's/^MODULES=.*//' "$runtime/release" 2>/dev/null) >/dev/null ||
  [ "$(cat "$runtime/modules" 2>/dev/null)" != "$modules" ]; then
  rm -rf "$runtime"
  mkdir "$runtime"
  "$java_home/bin/jlink" --add-modules "$modules" --output "$runtime/java" --strip-debug \
    --no-man-pages --no-header-files --compress=2 --vm=server
  cp "$java_home/release" "$runtime/release"
  echo "$modules" >"$runtime/modules"
fi
cp -r "$runtime/java" "$app/runtime"
# For a provider that is not in these modules Java asks every jar on the class path, and so loads the
# whole of Bouncy Castle at each start.
security=$app/runtime/conf/security/java.security
sed -i '/^security\.provider\.[0-9]*=/d' "$security"
printf 'security.provider.%d=%s\n' 1 SUN 2 SunRsaSign 3 SunEC 4 SunJSSE 5 SunJCE >>"$security"

# The classes that a sensor at work loads, as it says itself; archive-classes lays them out when the
# package is installed, for a layout holds for these files at that place alone.
install -m 755 "$module/src/main/deb/archive-classes" "$app/bin/archive-classes"
"$module/src/main/deb/list-classes" "$app/bin/$name" "$target/class-list" >"$app/lib/classes.lst"

install -m 644 "$top/config/sensor.yaml" "$root/etc/teiten/sensor.yaml"
mkdir -p "$root/usr/share/$name/nftables"
for rules in "$top"/config/nftables/*; do
  sed '1{/^#!/d}' "$rules" >"$root/usr/share/$name/nftables/$(basename "$rules")"
done
