#!/bin/bash
# image-build.sh   makes the root file systems of the lab's images, as tars, from the tools root:
#   busybox.tar   2 MB: busybox and nothing else
#   rich.tar      what stands in for ubuntu, alpine and nginx: ip, ping, dig, a shell, an HTTP server
source "$(dirname "$(readlink -f "$0")")/settings.sh"
tools=$roots/tools
newest=$(ls -td "$here"/image-build.sh "$here"/image/* "$tools" | head -n 1)
[ ! "$images/rich.tar" -nt "$newest" ] || exit 0

work=$MOORING_LAB_DIR/build/images
rm -rf "$work"
mkdir -p "$work" "$images"

skeleton() {   # a merged /usr, in which every program lives in /usr/bin
  mkdir -p "$1"/{usr/bin,etc,root,srv,proc,sys,dev,run,tmp,var/tmp}
  chmod 1777 "$1"/{tmp,var/tmp}
  ln -s usr/bin "$1/bin"; ln -s usr/bin "$1/sbin"; ln -s bin "$1/usr/sbin"; ln -s /run "$1/var/run"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' > "$1/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' > "$1/etc/group"
  printf 'hosts: files dns\n' > "$1/etc/nsswitch.conf"
}

applets() {   # every applet that no real program has taken the name of
  cp "$tools/usr/bin/busybox" "$1/usr/bin/busybox"
  local applet
  for applet in $("$tools/usr/bin/busybox" --list); do
    [ -e "$1/usr/bin/$applet" ] || printf '%s\0' "$1/usr/bin/$applet"
  done | xargs -0 -n 1 ln -s busybox
}

pack() {   # in one step, and the same bytes every time
  tar --numeric-owner --owner=0 --group=0 --sort=name --mtime=@0 -C "$work/$1" -cf "$work/$1.tar" .
  mv "$work/$1.tar" "$images/$1.tar"
}

skeleton "$work/busybox"
applets "$work/busybox"
pack busybox

skeleton "$work/rich"
loader=$(find "$tools"/usr/lib64 "$tools"/usr/lib -maxdepth 1 -name 'ld-linux-*.so.*' | head -n 1)
libraries=$(echo "$tools"/usr/lib/*-linux-gnu*)
inside=${libraries#"$tools"}
mkdir -p "$work/rich$inside" "$work/rich$(dirname "${loader#"$tools"}")"
ln -s usr/lib "$work/rich/lib"
[ ! -d "$work/rich/usr/lib64" ] || ln -s usr/lib64 "$work/rich/lib64"
cp -L "$loader" "$work/rich${loader#"$tools"}"
for program in ip bridge tc ss ping dig nslookup host getent bash dash; do
  file=$(find "$tools"/usr/bin/ "$tools"/usr/sbin/ -name "$program" | head -n 1)
  cp -L "$file" "$work/rich/usr/bin/$program"
  "$loader" --library-path "$libraries" --list "$file" | sed -n 's|.*=> \(/[^ ]*\) .*|\1|p' | xargs -r -I{} cp -nL {} "$work/rich$inside/"
done
# dash, because busybox's shell runs its own applets before it looks at PATH: `ip` would be busybox's
ln -s dash "$work/rich/usr/bin/sh"
applets "$work/rich"
install -D -t "$work/rich/usr/local/bin" "$here/image/hostname-server" "$here/image/apt-get"
ln -s apt-get "$work/rich/usr/local/bin/apt"
pack rich
rm -rf "$work"
