#!/bin/bash
# registry.sh NAME   puts lab/busybox:1 into the LAN's registry, by a push from engine NAME, unless it is there.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
socket=$run/$1/docker.sock
there=$gateway:5000/lab/busybox
! in_netns switch curl -fs --max-time 5 -o /dev/null "http://$gateway:5000/v2/lab/busybox/manifests/1" \
  -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' || exit 0

ask() { curl -sS --fail-with-body --max-time 60 --unix-socket "$socket" "$@"; }
ask -X POST "http://engine/images/lab/busybox:1/tag?repo=$there&tag=1"
pushed=$(ask -X POST "http://engine/images/$there/push?tag=1" -H "X-Registry-Auth: $(printf '{}' | base64)")
# a push that fails says so in its last line, with status 200
! grep -q '"error"' <<< "$pushed" || complain "the push to the lab's registry failed: $(tail -n 1 <<< "$pushed")"
# a pull by this engine must be a pull
ask -o /dev/null -X DELETE "http://engine/images/$there:1"
