#!/bin/bash
# host-up.sh NAME   gives NAME a machine on the lab's LAN: a network namespace with eth0 on the switch.
#
# Every step may find itself done already. There is no default route: nothing an engine sends can leave the machine.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
name=$1
# an interface name holds 15 characters, and the switch's port is called port-NAME
[[ $name =~ ^[a-z][a-z0-9-]{0,9}$ ]] || complain "an engine's name is 1 to 10 lower-case letters, digits and dashes, not '$name'."
mkdir -p "$run/$name" /run/netns
exec 8> "$run/.lan.lock"   # one at a time: addresses are handed out here
flock 8

make_netns() {
  local file; file=$(netns_of "$1")
  mountpoint -q "$file" && return   # a plain file is left of a reboot or a killed run
  touch "$file"
  unshare --net="$file" true
}
ip_in() { in_netns "$1" "$bin/ip" "${@:2}"; }

# The switch has a namespace of its own: in one that holds docker's rules, FORWARD's DROP would also drop bridged frames.
if ! { mountpoint -q "$(netns_of switch)" && [ -e "$run/switch/ready" ]; }; then
  make_netns switch
  ip_in switch link set lo up
  ip_in switch link show br0 > /dev/null 2>&1 || ip_in switch link add br0 type bridge
  # A bridge without an address of its own takes the lowest of its ports': machines that come and go would change it, and
  # the others would go on asking the old one for up to a minute.
  ip_in switch link set br0 address 02:00:c0:a8:00:01
  ip_in switch addr replace "$gateway/24" dev br0
  ip_in switch link set br0 up
  in_netns switch sh -c 'for f in /proc/sys/net/bridge/bridge-nf-call-*tables; do [ ! -e "$f" ] || echo 0 > "$f"; done'
  mkdir -p "$run/switch"
  touch "$run/switch/ready"
fi
[ "$name" != switch ] || exit 0

# The lab's own machines have fixed addresses; others get a free one from 200 to 254. What a test gives to a
# container or a host lies below: two machines with one address lose each other's packets. The notes' macvlan ranges are
# 64-79 and 128-143.
case $name in
  a) octet=2 ;; b) octet=3 ;; e20) octet=20 ;; e26) octet=26 ;; newest) octet=30 ;;
  *)
    octet=$(cat "$run/$name/octet" 2> /dev/null || true)
    for ((free = 200; ${octet:-0} == 0 && free < 255; free++)); do
      grep -qsx "$free" "$run"/*/octet || octet=$free
    done
    [ "${octet:-0}" != 0 ] || complain "no address is left on the LAN for $name; end some engines first." ;;
esac
echo "$octet" > "$run/$name/octet"

make_netns "$name"
ip_in "$name" link set lo up
ip_in "$name" link show eth0 > /dev/null 2>&1 ||
  ip_in switch link add "port-$name" type veth peer name eth0 netns "$(netns_of "$name")"
ip_in switch link set "port-$name" master br0 up
ip_in "$name" addr replace "192.168.0.$octet/24" dev eth0
ip_in "$name" link set eth0 up
