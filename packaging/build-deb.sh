#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes target/NAME_VERSION_ARCH.deb of a module whose launcher lies in target/NAME. Called by
# 'mvn package'; where the machine is no Debian (or its Java has no jlink) it says so and makes none.
#   build-deb.sh teiten-sensor|teiten-central VERSION DATE     (in the module's folder)
set -euo pipefail

name=$1
date=$3
version=${2/-SNAPSHOT/~snapshot}
SOURCE_DATE_EPOCH=$(date -d "$date" +%s)
export SOURCE_DATE_EPOCH
module=$PWD
top=$(cd "$(dirname "$0")/.." && pwd)
target=$module/target
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}

for tool in dpkg-deb dpkg strip "$java_home/bin/jlink"; do
  command -v "$tool" >/dev/null || { echo "no $name.deb is made: '$tool' is not here"; exit 0; }
done
architecture=$(dpkg --print-architecture)

root=$target/deb
rm -rf "$root" "$target/$name"_*.deb
app=$root/usr/lib/$name
mkdir -p "$app/bin" "$root/usr/bin" "$root/DEBIAN" "$root/usr/lib/systemd/system" \
  "$root/usr/lib/sysusers.d" "$root/usr/lib/tmpfiles.d" "$root/usr/share/man/man1" \
  "$root/usr/share/bash-completion/completions" "$root/usr/share/doc/$name" \
  "$root/usr/share/lintian/overrides" "$root/etc/teiten/credentials"

# --- the program -------------------------------------------------------------------------------
install -m 755 "$target/$name/bin/$name" "$app/bin/$name"
cp -r "$target/$name/lib" "$app/lib"
rm -f "$app/lib/$name.jsa"
ln -s "../lib/$name/bin/$name" "$root/usr/bin/$name"

# Native libraries lie beside the jars: unpacked into /tmp at every start they would need a /tmp that
# allows execution, and stay there after kill -9. Those of other machines are left out.
native=$app/lib/native
machine=$(uname -m)
case $machine in
  x86_64) jni=x86_64-Linux zstd=linux/amd64 duckdb=linux_amd64 ;;
  aarch64) jni=aarch64-Linux zstd=linux/aarch64 duckdb=linux_arm64 ;;
  *) echo "no $name.deb is made: nobody has tried $machine"; exit 0 ;;
esac
mkdir -p "$native"
unpack() { # jar, path inside, name
  (cd "$native" && "$java_home/bin/jar" xf "$1" "$2" && mv "$2" "$3" && rm -rf "${2%%/*}")
}
without() { # jar, paths inside: the same jar without them, at a fixed time
  local jar=$1 unpacked
  shift
  unpacked=$(mktemp -d)
  (cd "$unpacked" && "$java_home/bin/jar" xf "$jar" && rm -rf "$@" &&
    "$java_home/bin/jar" --create --file "$jar" --date "$date" --manifest META-INF/MANIFEST.MF -C . .)
  rm -rf "$unpacked"
}
for jar in "$app"/lib/jffi-*-native.jar; do
  unpack "$jar" "jni/$jni/libjffi-1.2.so" libjffi-1.2.so
  rm "$jar"
done
for jar in "$app"/lib/zstd-jni-*.jar; do
  unpack "$jar" "$zstd/$(basename "${jar/zstd-jni-/libzstd-jni-}" .jar).so" libzstd-jni.so
  without "$jar" aix darwin freebsd linux win
done
find "$app/lib" -maxdepth 1 -name 'libduckdb_java.so_*' ! -name "*_$duckdb*" -delete

# --- what the operator sees --------------------------------------------------------------------
"$java_home/bin/java" -cp "$target/$name/lib/*" org.teiten.support.manual.ManualPages \
  "$(sed -n 's/.*\(org\.teiten\.[a-z]*\.[A-Za-z]*Command\).*/\1/p' "$app/bin/$name" | head -1)" \
  "${date%T*}" "$target/manual" 2>"$target/manual.log" ||
  { cat "$target/manual.log" >&2; echo "the manual pages of $name could not be made" >&2; exit 1; }
for page in "$target"/manual/*.1; do
  gzip -9nc "$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
done
sed '1{/^#!/d}' "$target/manual/$name.bash" >"$root/usr/share/bash-completion/completions/$name"
install -m 644 "$top/systemd/$name".* "$root/usr/lib/systemd/system/"
install -m 644 "$top/systemd/sysusers.d/$name.conf" "$root/usr/lib/sysusers.d/$name.conf"
install -m 644 "$top/systemd/tmpfiles.d/$name.conf" "$root/usr/lib/tmpfiles.d/$name.conf"
install -d -m 700 "$root/etc/teiten/credentials/${name#teiten-}"
install -m 644 "$module/src/main/deb/copyright" "$root/usr/share/doc/$name/copyright"
printf 'teiten (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md of the sources.\n\n -- The Teiten Authors <maintainers@teiten.org>  %s\n' \
  "$version" "$(date -u -R -d "$date")" | gzip -9nc >"$root/usr/share/doc/$name/changelog.gz"
install -m 644 "$module/src/main/deb/lintian-overrides" "$root/usr/share/lintian/overrides/$name"
# What differs between the two.
. "$module/src/main/deb/build.sh"

# --- the package -------------------------------------------------------------------------------
find "$app" "$root/usr/share" -type f ! -path '*/bin/*' ! -name jspawnhelper -exec chmod 644 {} +
find "$app" \( -name '*.so*' -o -path '*/runtime/bin/*' -o -name jspawnhelper -o -name jexec \) -type f -exec strip --strip-unneeded {} +
(cd "$root" && find etc -type f -printf '/%p\n' | LC_ALL=C sort >DEBIAN/conffiles)
(cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
  -e "s/@INSTALLED_SIZE@/$(du -sk --apparent-size "$root" | cut -f1)/" \
  "$module/src/main/deb/control" >"$root/DEBIAN/control"
for script in postinst prerm postrm; do
  install -m 755 "$module/src/main/deb/$script" "$root/DEBIAN/$script"
done
find "$root" -type d ! -path '*/credentials/*' -exec chmod 755 {} +
find "$root" -exec touch -h -d "$date" {} +
dpkg-deb --root-owner-group -Z"${TEITEN_DEB_COMPRESSION:-xz}" -z"${TEITEN_DEB_LEVEL:-1}" --build "$root" \
  "$target/${name}_${version}_$architecture.deb" >/dev/null
echo "$target/${name}_${version}_$architecture.deb"
