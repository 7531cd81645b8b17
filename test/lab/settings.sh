# settings.sh: where the lab lives and what its things are called. Sourced by every script here.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

complain() { echo "lab: $*" >&2; exit 1; }

[ "$(uname -s)" = Linux ] || complain "the lab starts Linux engines, so it needs Linux (this is $(uname -s))."
[ "$(id -u)" = 0 ] || complain "the lab makes namespaces and mounts, so it must run as root."

default_dir=/var/cache/mooring-lab
export MOORING_LAB_DIR=${MOORING_LAB_DIR:-$default_dir}
# `down` and `purge` remove folders in it, and a socket's path may hold 107 bytes
[[ $MOORING_LAB_DIR =~ ^/[^/]+/[A-Za-z0-9._/-]+$ && ${#MOORING_LAB_DIR} -le 60 ]] ||
  complain "MOORING_LAB_DIR must be an absolute path, two folders deep or more, at most 60 plain characters, not '$MOORING_LAB_DIR'."

# Two labs with one prefix would share namespaces and cgroups: another folder gets another prefix by itself.
prefix=mooring
[ "$MOORING_LAB_DIR" = "$default_dir" ] || prefix=mooring$(printf %s "$MOORING_LAB_DIR" | md5sum | cut -c 1-6)
export MOORING_LAB_PREFIX=${MOORING_LAB_PREFIX:-$prefix}
[[ $MOORING_LAB_PREFIX =~ ^[a-z][a-z0-9]{0,15}$ ]] ||
  complain "MOORING_LAB_PREFIX must be 1 to 16 lower-case letters and digits, not '$MOORING_LAB_PREFIX'."

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
roots=$MOORING_LAB_DIR/roots     # unpacked Debian packages      (kept by `down`)
bin=$MOORING_LAB_DIR/bin         # tools of the lab's own        (kept by `down`)
images=$MOORING_LAB_DIR/images   # image tars                    (kept by `down`)
run=$MOORING_LAB_DIR/run         # a folder for each engine and service: pid, socket, log
data=$MOORING_LAB_DIR/data       # what each engine and the registry store
gateway=192.168.0.1              # the LAN's switch: gateway, DNS server and registry
PATH=$PATH:/usr/sbin:/sbin

# The prefix holds no dash, so "<prefix>-" never matches a neighbour's names.
netns_of() { echo "/run/netns/$MOORING_LAB_PREFIX-$1"; }
in_netns() { local netns; netns=$(netns_of "$1"); shift; nsenter --net="$netns" -- "$@"; }
