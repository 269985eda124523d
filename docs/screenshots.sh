#!/usr/bin/env bash
# Takes the pictures in docs/pictures: the demonstration's poster and the public pages. Needs chromium, poppler-utils, curl
# and jq from Debian, and a release build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
target/release/childalert demo --out "$scratch/demo" >"$scratch/said" &
demo=$!
trap 'kill -INT $demo 2>/dev/null; wait $demo 2>/dev/null || true; rm -rf "$scratch"' EXIT
until grep -q 'magistrate  *childalert_' "$scratch/said"; do sleep 0.2; kill -0 $demo; done
base=$(sed -n 's|.*public site *\(http://[^/]*\)/.*|\1|p' "$scratch/said")
officer=$(sed -n 's/^ *officer *\(childalert_.*\)/\1/p' "$scratch/said")
magistrate=$(sed -n 's/^ *magistrate *\(childalert_.*\)/\1/p' "$scratch/said")
ended=$(sed -n 's/.*the notice, ended *//p' "$scratch/said")
live=$(docs/walkthrough.sh "$base" "$officer" "$magistrate" --keep-live | grep -o 'http://.*/a/.*' | head -n 1)

shoot() {
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars \
    --user-data-dir="$scratch/profile" --window-size="$3" --screenshot="$PWD/docs/pictures/$1.png" "$2" >/dev/null 2>&1
}
shoot notice "$live" 500,1100
shoot ended "$ended" 500,760
shoot front "$base/fr/" 900,620
pdftoppm -r 72 -png -singlefile "$scratch/demo/kit/poster-a4-fr-nl.pdf" docs/pictures/poster
