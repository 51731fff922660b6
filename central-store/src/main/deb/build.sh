# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by packaging/build-deb.sh: what the centre's package has and the sensor's has not.
# shellcheck shell=bash disable=SC2154

# Data of ours lies in /usr/share and is replaced by the next release; facts that analysts write to
# are the operator's.
mkdir -p "$root/usr/share/$name/knowledge" "$root/etc/teiten/knowledge"
cp -r "$top/config/origin" "$root/usr/share/$name/origin"
install -m 644 "$top"/config/knowledge/*.csv.gz "$top/config/knowledge/README.md" "$root/usr/share/$name/knowledge/"
install -m 644 "$top"/config/knowledge/*.yaml "$root/etc/teiten/knowledge/"
rm -f "$root/usr/share/$name/origin/renew.sh"
for data in "$root/usr/share/$name"/origin/*.gz; do # without the time of its making in it
  gunzip "$data"
  gzip -9n "${data%.gz}"
done
sed -e "s| origin/| /usr/share/$name/origin/|" -e "s| knowledge/services| /usr/share/$name/knowledge/services|" \
  "$top/config/central-store.yaml" >"$root/etc/teiten/central-store.yaml"
find "$root/usr/share/$name" "$root/etc/teiten" -type f -exec chmod 644 {} +
