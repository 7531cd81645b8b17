# pidfile.sh: pid files that outlive a killed run without lying: "<pid> <start time>", so a reused pid does not count.
# shellcheck shell=bash

# Field 22 of stat, counted behind the command's name, which may hold spaces. A zombie has ended, though it has a pid
# until its parent asks for it; where pid 1 is no real init, that may be never.
started_at() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2> /dev/null) || return 1
  read -r -a fields <<< "${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] && echo "${fields[19]}"
}

write_pidfile() { echo "$2 $(started_at "$2")" > "$1"; }

# prints the pid if the process it was written for still runs
live_pid() {
  local pid start
  read -r pid start 2>/dev/null < "$1" || return 1
  [ "$(started_at "$pid")" = "$start" ] && echo "$pid"
}
