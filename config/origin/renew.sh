#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Renews the current country and AS databases from npm. Add the new files to
# central-store.yaml with their date (it is in the package's version); keep the old ones, so that
# older intervals keep the origin that was known then.
# Usage: config/origin/renew.sh [COUNTRY-VERSION [ASN-VERSION]]    needs npm, gzip
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
country=${1:-2.3.2026061719}
asn=${2:-2.3.2026061719}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "@ip-location-db/geo-whois-asn-country@$country" "@ip-location-db/asn@$asn" >/dev/null
for package in geo-whois-asn-country asn; do
  tar xzf ip-location-db-$package-2*.tgz
  for family in ipv4 ipv6; do
    target=$here/${package/geo-whois-asn-/}-$family.csv.gz
    gzip -9nc "package/$package-$family.csv" >"$target"
    echo "$(basename "$target"): $(zcat "$target" | wc -l) ranges"
  done
  rm -rf package
done

# Names of networks, apart: a ranking would not wait for all ranges.
zcat "$here"/asn-ipv4.csv.gz "$here"/asn-ipv6.csv.gz | awk -F, '{
  name = $0; sub(/^[^,]*,[^,]*,[^,]*,?/, "", name)
  if (name ~ /^".*"$/) { name = substr(name, 2, length(name) - 2); gsub(/""/, "\"", name) }
  if (name != "" && !($3 in seen)) { seen[$3] = 1; print $3 "," name }
}' | LC_ALL=C sort -n | gzip -9nc >"$here/as-names.csv.gz"
echo "as-names.csv.gz: $(zcat "$here/as-names.csv.gz" | wc -l) names"
