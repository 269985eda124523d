#!/usr/bin/env bash
# How many readers the public site bears, beside nginx giving the same bytes from files, and whether anybody is shown what was
# taken back: tests/rush.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$(mktemp -d "${TMPDIR:-/tmp}/childalert-rush.XXXXXX")
trap 'bash tests/servers/down.sh "$folder"; rm -rf "$folder"' EXIT
bash tests/servers/install.sh nginx wrk libnginx-mod-http-brotli-static </dev/null
bash tests/servers/up.sh "$folder" postgres rabbitmq pds smtp </dev/null
. "$folder/env"
cargo build --release --bins
target=$(cargo metadata --no-deps --format-version 1 | jq -r .target_directory)
export CHILDALERT_WORKER_BIN=$target/release/childalert-worker
export PATH=$PATH:/usr/sbin
cargo bench --bench rush
