#!/usr/bin/env bash
# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
#
# Boots a root folder's systemd in namespaces of its own (processes, mounts, network, host name,
# cgroups), as root. Waits until it is up and prints its process id as seen from here; its cgroups are
# in a branch called NETNS. What does not come up is ended.
#   boot.sh ROOT NETNS LOG
set -euo pipefail
root=$1
netns=$2
log=$3

if [ "${4:-}" != inside ]; then
  # cgroup v2 alone, in a branch of this boot's own.
  unified=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
  [ -n "$unified" ] || { echo "there is no cgroup v2 here" >&2; exit 1; }
  branch=$unified/$netns
  mkdir -p "$branch"
  (
    echo "$BASHPID" >"$branch/cgroup.procs"
    exec ip netns exec "$netns" unshare --fork --pid --kill-child --mount --uts --ipc --cgroup \
      "$0" "$root" "$netns" "$log" inside >"$log" 2>&1 </dev/null
  ) &
  unshared=$!
  for _ in $(seq 100); do
    sleep 0.2
    init=$(pgrep -P "$unshared" | head -1 || true)
    if [ -n "$init" ] && nsenter --target "$init" --all systemctl is-system-running 2>/dev/null |
      grep -qE 'running|degraded'; then
      echo "$init"
      exit 0
    fi
  done
  echo "systemd did not come up; see $log" >&2
  kill -9 "$unshared" 2>/dev/null || true # and with it all that it began
  wait "$unshared" 2>/dev/null || true
  find "$branch" -depth -type d -exec rmdir {} + 2>/dev/null || true
  exit 1
fi

mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
for node in null:3 zero:5 full:7 random:8 urandom:9; do
  mknod -m 666 "dev/${node%:*}" c 1 "${node#*:}"
done
mknod -m 666 dev/tty c 5 0
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=755 tmpfs run
hostname teiten-package
mkdir -p run/old
pivot_root . run/old
umount -l /run/old
exec env -i container=teiten PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
