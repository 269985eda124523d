#!/usr/bin/env bash
# Lets Lighthouse judge the public pages as a phone gets them, with a notice that stands: tests/lighthouse.sh
# Needs what tests/servers/install.sh installs (Chromium, and what drives it); Lighthouse itself comes from npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/tests/servers
bash "$here/install.sh" </dev/null
. "$here/cache.sh"
scratch=$(mktemp -d "${TMPDIR:-/tmp}/childalert-lighthouse.XXXXXX")
. tests/servers/demonstration.sh
trap 'kill -INT ${started[@]+"${started[@]}"} 2>/dev/null; wait; rm -rf "$scratch"' EXIT
cp tests/lighthouse/package.json tests/lighthouse/package-lock.json "$scratch"
(cd "$scratch" && npm install --no-audit --no-fund --no-save --silent)
cargo build --release --bins
program=$(cargo metadata --no-deps --format-version 1 | jq -r .target_directory)/release/childalert

demonstrate "$scratch/said"
base=$(site "$scratch/said")
walk_to_decision "$scratch/walk" "$base" "$(officer_key "$scratch/said")"
invitation=$(sign_in_link "$scratch/said" magistrate) decide=$(decide_page "$scratch/walk")
browse passkeys.mjs "$scratch" "{\"invitation\": \"$invitation\", \"decide\": \"$decide\", \"act\": \"approve\"}"
wait "$walk"
live=$(live_notice "$scratch/walk")
code=${live##*/}

cd "$scratch"
node "$OLDPWD/tests/lighthouse/look.mjs" "$(command -v chromium)" "$live" "$base/nl/a/$code" "$base/de/" "$base/en/c/$code" \
  "$base/fr/how-it-works" "$base/nl/privacy" "$base/de/accessibility"
printf 'not judged, for their status is no success: %s, and addresses that nobody knows\n' "$(ended_notice "$scratch/said")"
