#!/bin/bash
# capabilities.sh   finds out what this machine's kernel can do for an engine, by trying it in a namespace that ends at
# once, and writes it to $MOORING_LAB_DIR/run/capabilities.json for tests to read.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
file=$run/capabilities.json
[ ! -e "$file" ] || exit 0

if [ "${1:-}" != inside ]; then
  mkdir -p "$run"
  unshare --net "$0" inside > "$file.new"
  mv "$file.new" "$file"
  exit 0
fi

can() { if "${@:2}" > /dev/null 2>&1; then echo "  \"$1\": true,"; else echo "  \"$1\": false,"; fi; }
ip=$bin/ip
"$ip" link set lo up
"$ip" link add parent type veth peer name other
echo '{'
can macvlan "$ip" link add link parent name try-macvlan type macvlan mode bridge
"$ip" link del try-macvlan 2> /dev/null || true   # a parent has one kind of child at a time
can ipvlan "$ip" link add link parent name try-ipvlan type ipvlan mode l2
can vlan "$ip" link add link parent name try-vlan type vlan id 10
can dummy "$ip" link add try-dummy type dummy
can vxlan "$ip" link add try-vxlan type vxlan id 10 dstport 4789
can netem "$bin/tc" qdisc add dev lo root netem delay 1ms
can ipvs "$bin/genl" ctrl get name IPVS
can esp "$ip" xfrm state add src 127.0.0.1 dst 127.0.0.2 proto esp spi 0x100 mode transport \
  aead 'rfc4106(gcm(aes))' 0x000102030405060708090a0b0c0d0e0f10111213 128
can ipv6 "$ip" -6 address add fd00::1/64 dev lo
cgroup=1
[ ! -e /sys/fs/cgroup/cgroup.controllers ] || cgroup=2
echo "  \"cgroup\": $cgroup"
echo '}'
