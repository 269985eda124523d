# The demonstration, for scripts that look at it: what it says, a campaign of theirs in it, and browsers as the tests drive them.
# Sourced, after cache.sh, by scripts that run in the repository's own folder, set `program` and `scratch`, and end what is in
# `started`.
# shellcheck shell=bash disable=SC2034,SC2154

started=()

# demonstrate FILE: starts it, and waits until what it says is in the file.
demonstrate() {
  "$program" demo --out "$scratch/demo" >"$1" &
  demo=$!
  started+=("$demo")
  until grep -q 'officer  *childalert_' "$1"; do sleep 0.2; kill -0 "$demo"; done
}
# What it has said in FILE: where the site is, an officer's key, and the notice that has ended.
site() { sed -n 's|.*public site *\(http://[^/]*\)/.*|\1|p' "$1"; }
officer_key() { sed -n 's/^ *officer *\(childalert_.*\)/\1/p' "$1"; }
ended_notice() { sed -n 's/.*the notice, ended *//p' "$1"; }
# sign_in_link FILE ROLE
sign_in_link() { sed -n "s/^ *$2 *\(http.*\)/\1/p" "$1"; }

# walk_to_decision FILE SITE KEY: a campaign up to where somebody has to decide on it; what the walk says is in the file. `walk` ends
# when the campaign is live.
walk_to_decision() {
  docs/walkthrough.sh "$2" "$3" --keep-live >"$1" &
  walk=$!
  started+=("$walk")
  until grep -q '/decide/' "$1"; do sleep 0.2; kill -0 "$walk"; done
}
# What the walk has said in FILE: where to decide, and the notice that is live.
decide_page() { grep -o 'http://[^ ]*/decide/[^ ]*' "$1" | head -n 1; }
live_notice() { grep -o 'http://.*/a/.*' "$1" | head -n 1; }

# browse SCRIPT FOLDER INPUT: as the tests do, and as they would fail.
browse() {
  (cd "$(browser_home)" && node "$OLDPWD/tests/browser/$1" "$(command -v chromium)" "$2" <<<"$3") >"$scratch/browsed" ||
    { cat "$scratch/browsed" >&2; return 1; }
}
