#!/usr/bin/env bash
# Takes the pictures in docs/pictures: the demonstration's poster, a campaign on the pages of all who take part in it, the public pages,
# and on a phone the pages of a magistrate, of a parent, and of somebody whom an organisation's provider lets in.
# Needs poppler-utils, curl and jq from Debian, what tests/servers/install.sh installs (Chromium and what drives it), and a
# release build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/tests/servers
. "$here/cache.sh"
program=target/release/childalert
scratch=$(mktemp -d)
. tests/servers/demonstration.sh
trap 'kill -INT ${started[@]+"${started[@]}"} 2>/dev/null; wait; rm -rf "$scratch"' EXIT

# A campaign from the first click to the closing statement.
demonstrate "$scratch/campaign"
officer=$(sign_in_link "$scratch/campaign" officer) magistrate=$(sign_in_link "$scratch/campaign" magistrate)
mkdir "$scratch/pages"
browse campaign.mjs "$scratch/pages" \
  "{\"officer\": \"$officer\", \"magistrate\": \"$magistrate\", \"face\": \"$PWD/assets/demo/face.jpg\", \"lang\": \"fr\", \"way\": \"easy\"}"
mkdir -p docs/pictures/pages
for page in now-quiet facts case photo heard kind area channels words-fr check room-draft room-waiting proof consent-link \
  parent-asked parent-agreed decide room-approved launch room-live notice front ended room-closed; do
  cp "$scratch/pages/"[0-9][0-9]-"$page.png" "docs/pictures/pages/$page.png"
done
kill -INT "$demo"
wait "$demo" || true
rm -r "$scratch/pages" "$scratch/demo"

demonstrate "$scratch/said"
base=$(site "$scratch/said") officer=$(officer_key "$scratch/said") ended=$(ended_notice "$scratch/said")
invitation=$(sign_in_link "$scratch/said" magistrate)
walk_to_decision "$scratch/walk" "$base" "$officer"
decide=$(decide_page "$scratch/walk")
mkdir -p docs/pictures/desk "$scratch/pages"
browse passkeys.mjs "$PWD/docs/pictures/desk" \
  "{\"invitation\": \"$invitation\", \"decide\": \"${decide/\/en\//\/fr\/}\", \"act\": \"approve\"}"
wait "$walk"
live=$(live_notice "$scratch/walk")

# A parent: the notice as it would go out, as it was edited meanwhile, and the page of a campaign that is over.
ask() { # METHOD PATH [BODY]
  curl --silent --show-error --fail-with-body --request "$1" "$base/api/v1$2" --header "Authorization: Bearer $officer" \
    --header "Idempotency-Key: $RANDOM$RANDOM$RANDOM" --header 'Content-Type: application/json' ${3+--data "$3"}
}
frozen() { # CAMPAIGN: the digest of a new proof
  local id proof
  id=$(ask POST "/campaigns/$1/proofs" '{}' | jq -r .id)
  while proof=$(ask GET "/proofs/$id"); do
    case $(jq -r .state <<<"$proof") in
      frozen) jq -r .digest <<<"$proof"; return ;;
      failed) jq .failures <<<"$proof" >&2; return 1 ;;
    esac
    sleep 0.3
  done
}
link() { # CASE CAMPAIGN
  ask POST "/cases/$1/consent-requests" \
    "{\"campaign\": \"$2\", \"holder\": \"Anna (inventée)\", \"authority\": \"parent\", \"lang\": \"fr\"}" | jq -r .link
}
walked=$(ask GET "/campaigns/${decide##*/}")
case=$(jq -r .case_id <<<"$walked")
draft=$(jq '.draft | .kind = "public_poster" | .channels += ["email"]' <<<"$walked")
asked=$(ask POST "/cases/$case/campaigns" "$draft")
before=$(frozen "$(jq -r .id <<<"$asked")")
ask PUT "/campaigns/$(jq -r .id <<<"$asked")?version=$(jq -r .version <<<"$asked")" \
  "$(jq '.notices[0].hair = "bruns, très courts"' <<<"$draft")" >/dev/null
frozen "$(jq -r .id <<<"$asked")" >/dev/null
browse consent.mjs "$scratch/pages" \
  "{\"link\": \"$(link "$case" "$(jq -r .id <<<"$asked")")\", \"before\": \"$before\"}"
over=$(link "$case" "${decide##*/}")

# Somebody from an organisation with a provider of its own: the tests' one.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
issuer_port=$(free_port) port=$(free_port)
(cd "$(node_home)" && exec node "$here/oidc.mjs" "$issuer_port") >"$scratch/oidc" &
started+=($!)
echo an-invented-secret-for-tests-only >"$scratch/secret"
cat >"$scratch/childalert.toml" <<END
data = "$scratch/data"
listen = "127.0.0.1:$port"
public_url = "http://localhost:$port"
[[providers]]
id = "honest"
name = "Police (invented)"
issuer = "http://localhost:$issuer_port"
client_id = "honest"
client_secret_file = "$scratch/secret"
END
export CHILDALERT_CONFIG=$scratch/childalert.toml
"$program" serve >"$scratch/served" 2>&1 &
started+=($!)
until grep -q ready "$scratch/oidc" && curl --silent --fail "http://localhost:$port/en/sign-in" >/dev/null; do sleep 0.2; done
"$program" user invite --role officer --email eva@police.example --name "Eva (invented)" --lang en \
  --provider honest >/dev/null
browse provider.mjs "$scratch/pages" "{\"origin\": \"http://localhost:$port\", \"provider\": \"honest\", \"login\": \"eva\"}"

while read -r taken kept; do cp "$scratch/pages/$taken.png" "docs/pictures/desk/$kept.png"; done <<'END'
consent consent
consent-changed consent-changed
sign-in-provider-en sign-in-provider
account-passkey account-passkeys
passkey-remove passkey-remove
END

shoot() {
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run --hide-scrollbars \
    --user-data-dir="$scratch/profile" --window-size="$3" --screenshot="$PWD/docs/pictures/$1.png" "$2" >/dev/null 2>&1
}
shoot notice "$live" 500,1100
shoot ended "$ended" 500,760
shoot front "$base/fr/" 900,620
# A link that was given while the notice was out, opened after its end.
ask POST "/campaigns/${decide##*/}/retraction" '{"reason": "found_safe"}' >/dev/null
browse consent.mjs "$scratch/pages" "{\"link\": \"$over\", \"over\": \"Cet avis est terminé\"}"
cp "$scratch/pages/consent-over.png" docs/pictures/desk/consent-ended.png
pdftoppm -r 72 -png -singlefile "$scratch/demo/kit/poster-a4-fr-nl.pdf" docs/pictures/poster
