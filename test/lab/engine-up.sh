#!/bin/bash
# engine-up.sh NAME ROOT [--env KEY=VALUE]... [-- DOCKERD-ARGUMENT...]   starts one engine and waits until it answers.
#
# ROOT is a folder of $MOORING_LAB_DIR/roots. The engine has mount, pid, uts and ipc namespaces of its own, and the network
# namespace of its machine. $MOORING_LAB_DIR/run/NAME/ shows it to the outside: docker.sock, engine.log, engine.json and
# pid, whose end is the end of everything in it, containers and mounts as well.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
source "$here/pidfile.sh"
name=$1 root=$2; shift 2
environment=()
while [ "${1:-}" = --env ]; do environment+=("$2"); shift 2; done
[ "${1:-}" != -- ] || shift
[ -d "$roots/$root" ] || complain "there is no root '$root' in $roots; run 'npm run lab -- up' first."

"$here/host-up.sh" "$name"
exec 7> "$run/$name/lock"   # not 9: that is lab.sh's, and stays held until this ends
flock 7
! live_pid "$run/$name/pid" > /dev/null || exit 0

mkdir -p "$data/$name"
rm -f "$run/$name"/{docker.sock,pid}
log=$run/$name/engine.log
# A clean environment: a proxy of the host's would be asked for the lab's own registry.
setsid nsenter --net="$(netns_of "$name")" \
  unshare --mount --pid --fork --uts --ipc --kill-child=KILL --propagation private \
  env -i PATH="$PATH" LAB_HOSTNAME="$MOORING_LAB_PREFIX-$name" LAB_ROOT="$roots/$root" LAB_RUN="$run/$name" LAB_DATA="$data/$name" LAB_DNS="$gateway" \
  "${environment[@]}" bash "$here/engine-init.sh" --insecure-registry 192.168.0.0/24 "$@" \
  < /dev/null > "$log" 2>&1 7>&- 9>&- &   # no daemon may hold a lock
pid=$!
write_pidfile "$run/$name/pid" "$pid"
printf '{"name":"%s","root":"%s","socket":"%s","netns":"%s","address":"192.168.0.%s"}\n' \
  "$name" "$root" "$run/$name/docker.sock" "$(netns_of "$name")" "$(cat "$run/$name/octet")" > "$run/$name/engine.json"

for ((i = 0; i < 300; i++)); do
  live_pid "$run/$name/pid" > /dev/null || complain "engine $name ended at its start; $log says:"$'\n'"$(tail -n 5 "$log")"
  ! curl -fs --max-time 2 --unix-socket "$run/$name/docker.sock" http://engine/_ping > /dev/null || exit 0
  sleep 0.1
done
complain "engine $name does not answer after 30 seconds; $log says:"$'\n'"$(tail -n 5 "$log")"
