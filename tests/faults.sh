#!/usr/bin/env bash
# The proof by faults, against real servers:
#
#   tests/faults.sh [--minutes N] [--seed S]   the random half: 10 minutes and seed 1 where nothing is said
#   tests/faults.sh --systematic               every crash point × channel × kind of fault × before, after the retraction
#   tests/faults.sh --figures                  how fast it comes back where nothing goes wrong, and with the broker away
#
# What is looked for, and how: tests/faults/main.rs and docs/faults.md. The last line of the random half is for programs:
#
#   {"campaigns":n,"kills":n,"lost":0,"orphans":0,"late":0,"unowned":0}
#
# It ends by itself, after N minutes apart from installing and building, with 1 where one of the four is not 0, and sweeps up
# however it is left.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

die() { printf 'tests/faults.sh: %s\n' "$1" >&2; exit 1; }
usage() { sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

minutes=10 seed=1 mode=
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) minutes=${2:-} && shift ;;
    --seed) seed=${2:-} && shift ;;
    --systematic | --figures) mode=$1 ;;
    --help) usage; exit 0 ;;
    *) die "there is no $1: see tests/faults.sh --help" ;;
  esac
  shift || die "the last argument lacks its value"
done
[[ $minutes =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "--minutes is a number, such as 1 or 0.8"
[[ $seed =~ ^[0-9]+$ ]] || die "--seed is a whole number"
command -v cargo >/dev/null || die "cargo is missing: install Rust from your distribution or rustup, then run again"

folder=$(mktemp -d "${TMPDIR:-/tmp}/childalert-faults.XXXXXX") || die "no temporary folder could be made in ${TMPDIR:-/tmp}"
running=
clean_up() {
  local status=$?
  trap '' INT TERM HUP
  if [ -n "$running" ] && kill -TERM "$running" 2>/dev/null; then
    wait "$running"
  fi
  sweep
  bash tests/servers/down.sh "$folder"
  if [ "$status" -ne 0 ] && [ -e "$folder/kept" ]; then
    printf 'logs: %s and %s\n' "$folder/kept" "$folder/log" >&2
  else
    rm -rf "$folder"
  fi
  exit "$status"
}
# What a run that was killed itself has left: by number and start time, so that nobody else's process is ever hit.
sweep() {
  local pid born
  [ -e "$folder/processes" ] || return 0
  while read -r pid born; do
    [ "$(start_time "$pid")" != "$born" ] || kill -KILL "$pid" 2>/dev/null
  done <"$folder/processes"
}
. tests/servers/processes.sh
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

bash tests/servers/install.sh </dev/null || exit 1
# The same build as tests/run.sh, so that neither builds anew what the other has; what is measured is built as it is shipped.
build=(cargo build --config tests/quick.toml --release --workspace --bins --tests --features crash-points)
[ "$mode" != --figures ] || build=(cargo build --release --workspace --bins --tests --features crash-points)
messages=$folder/build.json
"${build[@]}" --message-format=json-render-diagnostics </dev/null >"$messages" || exit 1
built() { jq -r --arg name "$1" --arg kind "$2" 'select(.reason == "compiler-artifact" and .target.name == $name and (.target.kind | index($kind))) | .executable // empty' "$messages" | tail -n 1; }
program=$(built faults test)
CHILDALERT_WORKER_BIN=$(built childalert-worker bin)
export CHILDALERT_WORKER_BIN
[ -x "$program" ] && [ -x "$CHILDALERT_WORKER_BIN" ] || die "the build made no programs to start"

SECONDS=0
bash tests/servers/up.sh "$folder" postgres rabbitmq pds smtp </dev/null || exit 1
. "$folder/env"
export CHILDALERT_FAULTS_PROCESSES=$folder/processes CHILDALERT_FAULTS_LOGS=$folder/kept
if [ -n "$mode" ]; then
  "$program" "$mode" </dev/null &
else
  "$program" --minutes "$minutes" --seed "$seed" --spent "$SECONDS" </dev/null &
fi
running=$!
wait "$running"
status=$?
running=
exit "$status"
