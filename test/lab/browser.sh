#!/bin/bash
# browser.sh FOLDER ARGUMENT...   runs Debian's Chromium without a window; FOLDER is /tmp/files to it.
#
# It runs out of an unpacked root, as the engines do: nothing is installed on the machine.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
folder=$(readlink -f "$1"); shift
[ -d "$roots/browser" ] || complain "there is no root 'browser' in $roots; run 'npm run lab -- up' first."
export root=$roots/browser folder
# shellcheck disable=SC2016
exec unshare --mount --pid --fork --kill-child=KILL --propagation private bash -euc '
  mount -t tmpfs tmp "$root/tmp"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mkdir "$root/tmp/files"
  mount --bind "$folder" "$root/tmp/files"
  HOME=/tmp exec chroot "$root" /usr/lib/chromium/chromium-headless-shell \
    --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb "$@"' browser "$@"
