#!/bin/bash
# services.sh   starts what the switch offers its LAN: DNS (lan-dns.mjs) and an image registry on port 5000.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
source "$here/pidfile.sh"
"$here/host-up.sh" switch

# service NAME READY-COMMAND -- COMMAND...
service() {
  local folder=$run/$1 ready=$2 i; shift 3
  mkdir -p "$folder"
  ! live_pid "$folder/pid" > /dev/null || return 0
  # not by in_netns: the pid in $! would be a shell's around it
  setsid nsenter --net="$(netns_of switch)" -- "$@" < /dev/null > "$folder/log" 2>&1 9>&- &   # no daemon may hold the lock
  write_pidfile "$folder/pid" $!
  for ((i = 0; i < 100; i++)); do
    ! eval "$ready" > /dev/null 2>&1 || return 0
    live_pid "$folder/pid" > /dev/null || break
    sleep 0.05
  done
  complain "the lab's ${folder##*/} does not come up: $(tail -n 5 "$folder/log")"
}

service dns 'grep -q ready "$run/dns/log"' -- node "$here/lan-dns.mjs" "$gateway"

mkdir -p "$run/registry" "$data/registry"
cat > "$run/registry/config.yml" <<YML
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $data/registry}, delete: {enabled: true}}
http: {addr: "$gateway:5000"}
YML
service registry 'in_netns switch curl -fs "http://$gateway:5000/v2/"' -- "$bin/docker-registry" serve "$run/registry/config.yml"
