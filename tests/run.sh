#!/usr/bin/env bash
# Runs every test against real servers, in the release profile:
#
#   tests/run.sh            all tests
#   tests/run.sh NAME       those whose name contains NAME
#
# Installs what is missing (PostgreSQL, RabbitMQ, a Bluesky server, a mail server: see servers/install.sh), starts
# private instances in a temporary folder, builds, runs, and ends the servers again however it is left.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

die() { printf 'tests/run.sh: %s\n' "$1" >&2; exit 1; }
command -v cargo >/dev/null || die "cargo is missing: install Rust from your distribution or rustup, then run again"

folder=$(mktemp -d "${TMPDIR:-/tmp}/childalert-tests.XXXXXX") || die "no temporary folder could be made in ${TMPDIR:-/tmp}"
kept=
clean_up() {
  local status=$?
  trap '' INT TERM HUP
  bash tests/servers/down.sh "$folder"
  if [ -n "$kept" ]; then
    printf 'logs of the servers and the tests: %s\n' "$folder/log"
  else
    rm -rf "$folder"
  fi
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

times=()
stage() {
  local name=$1 began=$SECONDS status=0
  shift
  printf '== %s\n' "$name"
  "$@" || status=$?
  times+=("$(printf '%5d s  %s' "$((SECONDS - began))" "$name")")
  return "$status"
}

stage "install what is missing" bash tests/servers/install.sh </dev/null || exit 1
stage "start the servers" bash tests/servers/up.sh "$folder" </dev/null || { kept=yes; exit 1; }
. "$folder/env"

metadata=$(cargo metadata --no-deps --format-version 1) || die "cargo cannot read the workspace: its reason is above"
target=$(jq -r .target_directory <<<"$metadata")
features=()
# Named points where a test may stop a worker for good; not compiled into what is shipped.
if jq -e '[.packages[].features | keys[]] | index("crash-points")' <<<"$metadata" >/dev/null; then
  features=(--features crash-points)
fi

# Binaries and tests together: cargo would choose other features of the dependencies for either alone, and build twice.
stage "build" cargo build --config tests/quick.toml --release --workspace --bins --tests ${features[@]+"${features[@]}"} </dev/null || exit 1
export CHILDALERT_BIN=$target/release/childalert
export CHILDALERT_WORKER_BIN=$target/release/childalert-worker
for program in "$CHILDALERT_BIN" "$CHILDALERT_WORKER_BIN"; do
  [ -x "$program" ] || die "the build made no ${program##*/}, which the tests start"
done

log=$folder/log/tests.log
run_tests() {
  cargo test --config tests/quick.toml --release --workspace --no-fail-fast ${features[@]+"${features[@]}"} -- --include-ignored "$@" </dev/null 2>&1 | tee "$log"
  return "${PIPESTATUS[0]}"
}
status=0
stage "tests" run_tests "$@" || status=$?

read -r passed failed < <(awk '/^test result:/ { for (i = 2; i <= NF; i++) { if ($i == "passed;") p += $(i - 1); if ($i == "failed;") f += $(i - 1) } } END { print p + 0, f + 0 }' "$log")
printf '\n'
printf '%s\n' "${times[@]}"
printf '%s passed, %s failed\n' "$passed" "$failed"
if [ "$status" -ne 0 ]; then
  kept=yes
  grep -E '^test .* \.\.\. FAILED$' "$log" | sed 's/^test /  failed: /; s/ \.\.\. FAILED$//'
  grep -E '^error: (test|doctest) failed|^error: could not|\(signal: ' "$log" | sed 's/^/  /'
elif [ "$passed" -eq 0 ]; then
  status=1
  printf 'no test ran: no name contains "%s"\n' "$*"
fi
exit "$status"
