#!/bin/bash
# engine-init.sh [DOCKERD-ARGUMENT...]   the first process of an engine's namespaces: builds its file system, becomes dockerd.
set -euo pipefail

# The root is shared by all engines of its kind; what this one writes lives in memory, its data on disk.
scratch=/mnt
mount -t tmpfs -o mode=755 engine "$scratch"
mkdir "$scratch"/{upper,work,root}
root=$scratch/root
mount -t overlay -o "lowerdir=$LAB_ROOT,upperdir=$scratch/upper,workdir=$scratch/work" overlay "$root"
mount -t proc proc "$root/proc"
# sysfs shows the namespace's own links; mounting it hides the cgroups, which are bound again
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir "$root"/run/{lab,lock}
ln -sfn /run "$root/var/run"
mount --bind "$LAB_RUN" "$root/run/lab"
mount --bind "$LAB_DATA" "$root/var/lib/docker"

# `docker top` runs the ps of the engine's machine
[ -e "$root/usr/bin/ps" ] || ln -s busybox "$root/usr/bin/ps"

hostname "$LAB_HOSTNAME"
printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$LAB_HOSTNAME" > "$root/etc/hosts"
printf 'nameserver %s\noptions timeout:1 attempts:1\n' "$LAB_DNS" > "$root/etc/resolv.conf"

cd "$root"
pivot_root . mnt
/usr/bin/busybox umount -l /mnt   # the last sight of the host's mounts: none is held by this engine
cd /

cgroup=/$LAB_HOSTNAME
unset LAB_ROOT LAB_RUN LAB_DATA LAB_DNS LAB_HOSTNAME
export PATH=/usr/sbin:/usr/bin HOME=/root
# dockerd does not reap the shims that fall to pid 1; docker-init does. A cgroup of its own is what `down` can find again.
exec /usr/bin/docker-init -s -- /usr/sbin/dockerd -H unix:///run/lab/docker.sock --cgroup-parent="$cgroup" "$@"
