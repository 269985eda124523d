# Which processes are the tests' servers, and how they are ended: by number and start time, so that nobody else's process
# is ever hit. $pids holds one line for each: name, process number, start time. Sourced, after `pids` and `dir` are set.
# shellcheck shell=bash disable=SC2154

# In clock ticks since the machine started; empty when there is no such process. The name in the second field may hold
# anything, so the fields are counted after its closing bracket.
start_time() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" = Z ] || printf '%s' "${20}"
}

# launch NAME FOLDER COMMAND…: runs it in that folder, leading its own session, so that Ctrl-C in the terminal ends the
# tests and not their servers first.
launch() {
  local name=$1 folder=$2
  shift 2
  (cd "$folder" && exec setsid "$@") >>"$dir/log/$name.log" 2>&1 </dev/null &
  printf '%s %s %s\n' "$name" "$!" "$(start_time "$!")" >>"$pids"
  started+=("$name")
}

# The last line of a name counts: the ones before are of servers that have died.
running() {
  local pid born
  read -r pid born <<<"$(awk -v name="$1" '$1 == name { line = $2 " " $3 } END { print line }' "$pids")"
  [ -n "${born:-}" ] && [ "$(start_time "$pid")" = "$born" ]
}

# Anything but a zombie, for where process 1 buries nobody.
group_lives() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v group="$1" '{ sub(/.*\) /, "") } $3 == group && $1 != "Z" { found = 1 } END { exit !found }'
}

# stop [NAME…]: all that are written down when none is named. First politely, after ten seconds not.
stop() {
  local name pid born leaders=() pid_still
  while read -r name pid born; do
    case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
    pid_still=$(start_time "$pid")
    # Reused by somebody else: then nothing of the old group can be left.
    [ -z "$pid_still" ] || [ "$pid_still" = "$born" ] || continue
    if [ "$name" = postgres ] && [ -n "$pid_still" ]; then
      kill -INT "$pid" 2>/dev/null || true # "fast": its children end with it
    else
      kill -TERM -- "-$pid" 2>/dev/null || continue
    fi
    leaders+=("$pid")
  done <"$pids"
  local tries=0
  for pid in ${leaders[@]+"${leaders[@]}"}; do
    while group_lives "$pid"; do
      tries=$((tries + 1))
      if [ "$tries" -gt 100 ]; then
        kill -KILL -- "-$pid" 2>/dev/null || true
        break
      fi
      sleep 0.1
    done
  done
}
