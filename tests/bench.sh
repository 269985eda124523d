#!/usr/bin/env bash
# Runs the benchmarks against private servers: tests/bench.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d "${TMPDIR:-/tmp}/childalert-bench.XXXXXX")
trap 'bash tests/servers/down.sh "$folder"; rm -rf "$folder"' EXIT
bash tests/servers/install.sh </dev/null
bash tests/servers/up.sh "$folder" postgres rabbitmq </dev/null
. "$folder/env"
cargo bench --bench start
cargo bench --bench chain
cargo bench -p childalert-poster --bench kit
