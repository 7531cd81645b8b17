#!/bin/bash
# tools.sh   puts ip, dig, docker, ... into $MOORING_LAB_DIR/bin, for the lab and for tests.
#
# They run out of an unpacked root, by that root's own loader: nothing is installed on the machine, and every machine
# has the same version. What is left to the host is in every Debian: bash, util-linux, apt, tar, curl, and node.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
root=$roots/tools
loader=$(find "$root"/usr/lib64 "$root"/usr/lib -maxdepth 1 -name 'ld-linux-*.so.*' | head -n 1)
libraries=$(echo "$root"/usr/lib/*-linux-gnu*)
mkdir -p "$bin"
for tool in ip bridge tc ss genl ping dig nslookup docker docker-registry; do
  program=$(find "$root"/usr/bin/ "$root"/usr/sbin/ -name "$tool" | head -n 1)
  [ -n "$program" ] || complain "$tool is not in $root; 'npm run lab -- purge' and 'up' make it again."
  printf '#!/bin/sh\nexec %q --argv0 %q --library-path %q %q "$@"\n' "$loader" "$tool" "$libraries" "$program" > "$bin/.$tool"
  chmod +x "$bin/.$tool"
  mv "$bin/.$tool" "$bin/$tool"   # in one step: somebody may be running it
done
