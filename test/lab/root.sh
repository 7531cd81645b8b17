#!/bin/bash
# root.sh NAME SUITE PACKAGE...   unpacks Debian packages and all they depend on into $MOORING_LAB_DIR/roots/NAME.
#
# Nothing is installed: apt works on a state of its own, no maintainer script runs, the host's dpkg never hears of it.
# The root is built beside its final place and moved there at the end, so a root that exists is whole.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
name=$1 suite=$2; shift 2

# The folder is named by what it holds, so that a changed list of packages makes a new one; NAME is a link to it.
# An engine that runs on the old one is not disturbed; `down` removes it.
root=$roots/$name.$(md5sum <<< "$suite $*" | cut -c 1-8)
point_to_root() { ln -sfn "${root##*/}" "$roots/.$name" && mv -T "$roots/.$name" "$roots/$name"; }
if [ -d "$root" ]; then point_to_root; exit 0; fi

work=$MOORING_LAB_DIR/build/$name
rm -rf "$work"   # of a run that was killed
mkdir -p "$work"/apt/{lists/partial,archives/partial,empty} "$work/root" "$roots"
cd "$work"

# The machine's own mirror, read from its sources: this works before the first `apt-get update` as well.
mirror=${MOORING_LAB_MIRROR:-$(apt-get update --print-uris | sed -n "s|^'\(.*/debian\)/*/dists/.*|\1|p" | head -n 1)}
[ -n "$mirror" ] || { echo "lab: no Debian mirror in apt's sources; set MOORING_LAB_MIRROR to one." >&2; exit 1; }
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || { echo "lab: $keyring is missing; install debian-archive-keyring." >&2; exit 1; }

echo "deb [signed-by=$keyring] $mirror $suite main" > apt/sources.list
: > apt/status   # nothing is installed, so every dependency is downloaded
# Read after the host's own settings, so that its proxy and its trust in an old mirror still count; its hooks do not.
cat > apt/apt.conf <<APT
Dir::State "$work/apt"; Dir::State::Lists "$work/apt/lists"; Dir::State::status "$work/apt/status";
Dir::Cache "$work/apt"; Dir::Cache::archives "$work/apt/archives";
Dir::Etc::SourceList "$work/apt/sources.list"; Dir::Etc::SourceParts "$work/apt/empty";
Dir::Etc::Preferences "$work/apt/none"; Dir::Etc::PreferencesParts "$work/apt/empty";
APT::Update::Error-Mode "any"; APT::Install-Recommends "0"; APT::Sandbox::User "root"; APT::Keep-Downloaded-Packages "1";
Acquire::Languages "none"; Acquire::Retries "3";
#clear APT::Update::Pre-Invoke; #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke; #clear DPkg::Post-Invoke; #clear DPkg::Pre-Install-Pkgs;
APT
export DEBIAN_FRONTEND=noninteractive
apt-get -c apt/apt.conf -qq update
apt-get -c apt/apt.conf -qq -y --download-only install "$@"

# A merged /usr, made before the first file arrives; packages still carry files under /lib.
mkdir -p root/usr/{bin,sbin,lib,lib64}
for dir in bin sbin lib lib64; do ln -s "usr/$dir" "root/$dir"; done
for deb in apt/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C root --keep-directory-symlink \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./usr/share/perl' --exclude='./usr/share/zsh'
done

# What the maintainer scripts would have done.
cd root
mkdir -p proc sys dev run tmp mnt root etc/docker var/lib/docker var/tmp
chmod 1777 tmp var/tmp
if [ -e usr/sbin/xtables-nft-multi ]; then
  for tool in ip{,6}tables{,-save,-restore}; do [ -e "usr/sbin/$tool" ] || ln -s xtables-nft-multi "usr/sbin/$tool"; done
fi
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' > etc/passwd
printf 'root:x:0:\ndocker:x:0:\nnogroup:x:65534:\n' > etc/group
printf '127.0.0.1 localhost\n' > etc/hosts
printf 'hosts: files dns\n' > etc/nsswitch.conf
[ -e usr/bin/sh ] || ln -s busybox usr/bin/sh
cd ..

mv root "$root"
point_to_root
cd / && rm -rf "$work"
