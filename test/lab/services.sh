#!/bin/bash
# services.sh   starts what the switch offers its LAN: DNS (lan-dns.mjs) and an image registry on port 5000, and one on port
# 5001 that takes nobody but "lab" with the password "lab-password".
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

# registry NAME PORT READY-STATUS [AUTH]
registry() {
  local folder=$run/$1
  mkdir -p "$folder" "$data/$1"
  cat > "$folder/config.yml" <<YML
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $data/$1}, delete: {enabled: true}}
http: {addr: "$gateway:$2"}
${4:-}
YML
  service "$1" "[ \$(in_netns switch curl -so /dev/null -w '%{http_code}' http://$gateway:$2/v2/) = $3 ]" -- \
    "$bin/docker-registry" serve "$folder/config.yml"
}

registry registry 5000 200
mkdir -p "$run/locked"
# bcrypt, which is all that the registry reads, by the C library: no package has to bring it
echo "lab:$(perl -e 'print crypt("lab-password", q($2y$05$mooringmooringmooringu))')" > "$run/locked/htpasswd"
registry locked 5001 401 "auth: {htpasswd: {realm: lab, path: $run/locked/htpasswd}}"
