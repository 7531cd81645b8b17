#!/bin/bash
# lab.sh up [ENGINE...] | status | down | purge   real Docker engines on this machine; see README.md.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
source "$here/pidfile.sh"

declare -A root_of=([e20]=bookworm [e26]=trixie [newest]=forky [a]=forky [b]=forky)
# as those of Engine 29 do, that takes no API before 1.44
declare -A env_of=([newest]='--env DOCKER_MIN_API_VERSION=1.44')
all=(e20 e26 newest a b)

# together COMMAND...: starts it in the background; settle: waits for all, fails if one did
undone="up failed; what was started stays, for you to look at: 'down' ends it, 'up' tries again."
jobs=()
together() { "$@" & jobs+=($!); }
settle() {
  local failed=0 job
  for job in "${jobs[@]}"; do wait "$job" || failed=1; done
  jobs=()
  return $failed
}

make_root() {
  local engine=(docker.io iptables iproute2 busybox-static)
  case $1 in
    bookworm) "$here/root.sh" bookworm bookworm "${engine[@]}" ;;   # its docker.io has the CLI inside
    trixie | forky) "$here/root.sh" "$1" "$1" "${engine[@]}" docker-cli ;;
    browser) "$here/root.sh" browser bookworm chromium-headless-shell fonts-dejavu-core ;;
    # trixie, because the wget of bookworm's busybox crashes
    tools) "$here/root.sh" tools trixie busybox-static bash dash libc-bin iproute2 iputils-ping bind9-dnsutils docker-cli docker-registry ;;
  esac
}

make_images() { make_root tools; "$here/tools.sh"; "$here/image-build.sh"; }
bring_up() {
  # shellcheck disable=SC2086  # words of a command
  "$here/engine-up.sh" "$1" "${root_of[$1]}" ${env_of[$1]:-}
  "$here/image-import.sh" "$1"
}

up() {
  local name root wanted=("$@")
  [ $# -gt 0 ] || wanted=("${all[@]}")
  for name in "${wanted[@]}"; do
    [ -n "${root_of[$name]:-}" ] || complain "there is no engine '$name'; the lab has ${all[*]}."
  done
  # the machine was started anew: what is written about the engines of then is no longer so
  [ ! -e "$run" ] || mountpoint -q "$(netns_of switch)" || down
  together make_images
  [ $# -gt 0 ] || together make_root browser
  for root in $(for name in "${wanted[@]}"; do echo "${root_of[$name]}"; done | sort -u); do together make_root "$root"; done
  settle || complain "$undone"
  "$here/capabilities.sh"
  together "$here/services.sh"
  for name in "${wanted[@]}"; do together bring_up "$name"; done
  settle || complain "$undone"
  "$here/registry.sh" "${wanted[0]}"
  status "${wanted[@]}"
}

# one line for each engine; 3 if one of those asked for is down
status() {
  local name names file wanted=("$@") pid socket reply state code=0
  [ $# -gt 0 ] || wanted=("${all[@]}")
  names=("${wanted[@]}")
  for file in "$run"/*/engine.json; do   # also those that tests started
    name=$(basename "$(dirname "$file")")
    [ ! -e "$file" ] || [[ " ${names[*]} " = *" $name "* ]] || names+=("$name")
  done
  printf '%-10s %-5s %-20s %-5s %-8s %-36s %s\n' ENGINE STATE VERSION API PID NETNS SOCKET
  for name in "${names[@]}"; do
    socket=$run/$name/docker.sock state=down reply=
    pid=$(live_pid "$run/$name/pid") || pid=
    [ -z "$pid" ] || reply=$(curl -fs --max-time 5 --unix-socket "$socket" http://engine/version) || reply=
    [ -z "$reply" ] || state=up
    [ $state = up ] || [[ " ${wanted[*]} " != *" $name "* ]] || code=3
    printf '%-10s %-5s %-20s %-5s %-8s %-36s %s\n' "$name" $state "$(first Version "$reply")" "$(first ApiVersion "$reply")" \
      "${pid:--}" "$(netns_of "$name")" "$socket"
  done
  return $code
}
# the first component that /version lists is the engine itself
first() { local value; value=$(grep -o "\"$1\":\"[^\"]*\"" <<< "$2" | head -n 1 | cut -d '"' -f 4) || true; echo "${value:--}"; }

down() {
  local file netns inode name pid folder i
  # engines, also those that tests started
  for file in "$run"/*/pid; do
    [ -e "$file" ] || continue
    name=$(basename "$(dirname "$file")")
    if [ -e "$run/$name/lock" ]; then together "$here/engine-down.sh" --kill "$name"; fi
  done
  settle || true   # one that does not end is met again below
  # what a killed run left unrecorded, and the services: whoever lives in one of the lab's namespaces
  for netns in "/run/netns/$MOORING_LAB_PREFIX"-*; do
    mountpoint -q "$netns" || { rm -f "$netns"; continue; }
    inode=$(stat -c %i "$netns")
    for pid in $(find /proc -maxdepth 3 -path '/proc/[0-9]*/ns/net' -lname "net:\[$inode\]" 2> /dev/null | cut -d / -f 3); do
      kill -KILL "$pid" 2> /dev/null || true
    done
    umount "$netns"
    rm -f "$netns"
  done
  for folder in "/sys/fs/cgroup/$MOORING_LAB_PREFIX"-* "/sys/fs/cgroup"/*/"$MOORING_LAB_PREFIX"-*; do
    [ -d "$folder" ] || continue
    "$here/engine-down.sh" --kill "${folder##*/"$MOORING_LAB_PREFIX"-}"
  done
  # a mount of a namespace that is still ending may hold a folder for a moment
  for ((i = 0; i < 50; i++)); do rm -rf "$run" "$data" "$MOORING_LAB_DIR/build" 2> /dev/null && break; sleep 0.1; done
  for folder in "$roots"/*.*; do   # roots whose list of packages has changed since
    [ ! -d "$folder" ] || [ "$(readlink -f "${folder%.*}")" = "$(readlink -f "$folder")" ] || rm -rf "$folder"
  done
  [ ! -e "$data" ] || complain "$data cannot be removed."
}

command=${1:-}
[ $# = 0 ] || shift
mkdir -p "$MOORING_LAB_DIR"
if [ "$command" != status ]; then
  # one at a time; also after a killed run whose children are still at work, as they hold the lock, too
  exec 9> "$MOORING_LAB_DIR/lock"
  flock --nonblock 9 || { echo "lab: another up or down is at work; waiting for it" >&2; flock 9; }
fi
case $command in
  up) up "$@" ;;
  status) status "$@" ;;
  down) down ;;
  purge) down; rm -rf "$roots" "$images" "$bin" ;;
  *) complain "usage: lab.sh up [ENGINE...] | status | down | purge; engines: ${all[*]}" ;;
esac
