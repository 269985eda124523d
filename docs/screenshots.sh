#!/usr/bin/env bash
# Takes the pictures in docs/pictures: the demonstration's poster, the public pages, and the pages of a magistrate on a phone.
# Needs poppler-utils, curl and jq from Debian, what tests/servers/install.sh installs (Chromium and what drives it), and a
# release build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/tests/servers
. "$here/cache.sh"
scratch=$(mktemp -d)
target/release/childalert demo --out "$scratch/demo" >"$scratch/said" &
demo=$!
trap 'kill -INT $demo 2>/dev/null; wait $demo 2>/dev/null || true; rm -rf "$scratch"' EXIT
until grep -q 'officer  *childalert_' "$scratch/said"; do sleep 0.2; kill -0 $demo; done
base=$(sed -n 's|.*public site *\(http://[^/]*\)/.*|\1|p' "$scratch/said")
officer=$(sed -n 's/^ *officer *\(childalert_.*\)/\1/p' "$scratch/said")
invitation=$(sed -n 's/^ *magistrate *\(http.*\)/\1/p' "$scratch/said")
ended=$(sed -n 's/.*the notice, ended *//p' "$scratch/said")

docs/walkthrough.sh "$base" "$officer" --keep-live >"$scratch/walk" &
walk=$!
until grep -q '/decide/' "$scratch/walk"; do sleep 0.2; kill -0 $walk; done
decide=$(grep -o 'http://[^ ]*/decide/[^ ]*' "$scratch/walk" | head -n 1)
mkdir -p docs/pictures/desk
(cd "$(browser_home)" && node "$OLDPWD/tests/browser/passkeys.mjs" "$(command -v chromium)" "$OLDPWD/docs/pictures/desk" \
  <<<"{\"invitation\": \"$invitation\", \"decide\": \"${decide/\/en\//\/fr\/}\", \"act\": \"approve\"}") >/dev/null
wait $walk
live=$(grep -o 'http://.*/a/.*' "$scratch/walk" | head -n 1)

shoot() {
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars \
    --user-data-dir="$scratch/profile" --window-size="$3" --screenshot="$PWD/docs/pictures/$1.png" "$2" >/dev/null 2>&1
}
shoot notice "$live" 500,1100
shoot ended "$ended" 500,760
shoot front "$base/fr/" 900,620
pdftoppm -r 72 -png -singlefile "$scratch/demo/kit/poster-a4-fr-nl.pdf" docs/pictures/poster
