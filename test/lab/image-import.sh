#!/bin/bash
# image-import.sh NAME   puts the lab's images into engine NAME; what it already has is left alone.
#
#   lab/busybox:1                             busybox; also tagged busybox
#   lab/rich:1                                ip, ping, dig, ...; also tagged ubuntu, ubuntu:14.04 and alpine
#   nginx:alpine, alicek106/book:hostname     the same, running a server that answers the container's hostname on port 80
#
# Those that bear another's name carry a label that says that they are a stand-in.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
socket=$run/$1/docker.sock
reply=$run/$1/reply

# post PATH [CURL-ARGUMENT...]: some failures come with status 200, as the last line of a stream
post() {
  local status
  status=$(curl -s --max-time 60 --unix-socket "$socket" -o "$reply" -w '%{http_code}' -X POST "http://engine$1" "${@:2}") || true
  [[ $status = 2* ]] && ! grep -q '"error"' "$reply" || complain "POST $1 said $status: $(tail -c 500 "$reply")"
}
has() { curl -fs --max-time 20 --unix-socket "$socket" -o /dev/null "http://engine/images/$1/json"; }
encoded() { local text=$1 i; for ((i = 0; i < ${#text}; i++)); do case ${text:i:1} in [a-zA-Z0-9._~-]) printf %s "${text:i:1}" ;; *) printf %%%02X "'${text:i:1}" ;; esac; done; }

# import TAR REPOSITORY TAG CHANGE...: with any other content type curl's body is parsed as a form
import() {
  has "$2:$3" && return
  local query="fromSrc=-&repo=$2&tag=$3" change
  for change in "${@:4}"; do query+="&changes=$(encoded "$change")"; done
  post "/images/create?$query" -H 'Content-Type: application/x-tar' --data-binary "@$images/$1.tar"
}
tag() { has "$2:$3" || post "/images/$1/tag?repo=$2&tag=$3"; }

stand_in='mooring.stand-in="true"'
import busybox lab/busybox 1 'CMD ["/bin/sh"]'
import rich lab/rich 1 'CMD ["/bin/sh"]' "LABEL $stand_in" \
  'LABEL mooring.description="a stand-in made by the lab: busybox, ip, ping and dig of Debian; not the image whose name it bears"'
tag lab/busybox:1 busybox latest
tag lab/rich:1 ubuntu latest
tag lab/rich:1 ubuntu 14.04
tag lab/rich:1 alpine latest

# The same layers with another command: a build that runs nothing is cheaper than a second import.
if ! has alicek106/book:hostname; then
  context=$run/$1/context
  mkdir -p "$context"
  cat > "$context/Dockerfile" <<'DOCKERFILE'
FROM lab/rich:1
LABEL mooring.description="a stand-in made by the lab: answers its hostname on port 80; not the image whose name it bears"
EXPOSE 80
CMD ["/usr/local/bin/hostname-server"]
DOCKERFILE
  tar -C "$context" -cf "$context/context.tar" Dockerfile
  post '/build?t=nginx:alpine&t=alicek106/book:hostname' -H 'Content-Type: application/x-tar' --data-binary "@$context/context.tar"
fi
