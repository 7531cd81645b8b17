#!/bin/bash
# engine-down.sh [--kill] NAME   ends one engine and all in it; its data and its network namespace stay, as on a machine.
source "$(dirname "$(readlink -f "$0")")/settings.sh"
source "$here/pidfile.sh"
kill=false
if [ "$1" = --kill ]; then kill=true; shift; fi
name=$1

gone() { for ((i = 0; i < $1 * 20; i++)); do live_pid "$run/$name/pid" > /dev/null || return 0; sleep 0.05; done; return 1; }

if pid=$(live_pid "$run/$name/pid"); then
  # unshare ignores TERM while it waits: what can stop in good order is its child
  child=$(cat "/proc/$pid/task/$pid/children" 2> /dev/null || true)
  $kill || [ -z "$child" ] || { kill -TERM ${child%% *} 2> /dev/null && gone 20; } || true
  if live_pid "$run/$name/pid" > /dev/null; then kill -KILL "$pid"; fi
  gone 10 || complain "engine $name (pid $pid) does not end."
fi
rm -f "$run/$name"/{pid,docker.sock}

# A killed engine leaves its cgroups behind: empty folders, in each hierarchy of version 1 or in the one of version 2.
cgroup=$MOORING_LAB_PREFIX-$name
for ((i = 0; i < 60; i++)); do
  left=()
  for folder in "/sys/fs/cgroup/$cgroup" "/sys/fs/cgroup"/*/"$cgroup"; do
    [ -d "$folder" ] || continue
    # a container that was paused when its engine was killed ends when it is thawed
    while read -r file; do
      case $file in */freezer.state) echo THAWED ;; *) echo 0 ;; esac > "$file" || true
    done < <(find "$folder" -name freezer.state -o -name cgroup.freeze 2> /dev/null)
    find "$folder" -depth -type d -exec rmdir {} + 2> /dev/null || true
    [ ! -d "$folder" ] || left+=("$folder")
  done
  [ ${#left[@]} -gt 0 ] || exit 0
  sleep 0.05   # its last processes are still ending
done
complain "cgroups of $name are still in use: ${left[*]}"
