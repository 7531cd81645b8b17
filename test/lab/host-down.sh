#!/bin/bash
# host-down.sh NAME   ends engine NAME and its machine: processes, namespace (its links and rules go with it), data.
#
# Namespace and data go together: a docker0 that outlived its engine's data would be adopted, address and all, by the next.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
name=$1
"$here/engine-down.sh" --kill "$name"
netns=$(netns_of "$name")
if mountpoint -q "$netns"; then umount "$netns"; fi
rm -f "$netns"
rm -rf "${data:?}/$name" "${run:?}/$name"
