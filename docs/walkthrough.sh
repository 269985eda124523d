#!/usr/bin/env bash
# A launch and a retraction through the API, with curl and jq, against a running service:
#
#   docs/walkthrough.sh http://localhost:8080 OFFICER_KEY [--keep-live]
#
# The key comes from `childalert key create --role officer`; `childalert demo` prints one. No key decides: halfway the script
# names the page where a magistrate who has signed in does so with a passkey (the demonstration prints an invitation), and
# waits. Everything in here is invented.
set -euo pipefail
if [ $# -lt 2 ] || [ $# -gt 3 ] || [ "${3:---keep-live}" != --keep-live ]; then
  echo "usage: docs/walkthrough.sh http://localhost:8080 OFFICER_KEY [--keep-live]" >&2
  exit 2
fi
base=${1%/} officer=$2 keep=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: install it first" >&2; exit 1; }
done

# The answer to a request; where it is a problem (RFC 9457), what it says, and every point of it.
ask() {
  local path=$1 answer status
  shift
  answer=$(curl --silent --show-error --write-out '\n%{http_code}' "$base/api/v1$path" \
    --header "Authorization: Bearer $officer" --header 'Accept-Language: en' "$@") || return 1
  status=${answer##*$'\n'} answer=${answer%$'\n'*}
  if [ "$status" -ge 400 ]; then
    echo "$path was refused ($status)" >&2
    jq --raw-output '"\(.title) \(.detail)",
      (.errors // [] | .[] | "- \(.field): \(.message)"),
      (.refusals // [] | .[] | "- \(.message) \(.mend) (\(.source))")' <<<"$answer" >&2 || printf '%s\n' "$answer" >&2
    return 1
  fi
  printf '%s\n' "$answer"
}
get() { ask "$1"; }
# Every POST has an Idempotency-Key: when an answer is lost, the same request with the same key is safe to repeat.
post() {
  local path=$1 body=${2:-'{}'} step
  step=$(cat /proc/sys/kernel/random/uuid)
  ask "$path" --header "Idempotency-Key: $step" --header 'Content-Type: application/json' --data "$body"
}
# wait_for SECONDS PATH FILTER WANTED: until what jq's filter finds in the answer matches; prints what it was.
wait_for() {
  local end=$((SECONDS + $1)) now
  while now=$(get "$2" | jq --raw-output "$3"); do
    # shellcheck disable=SC2053
    if [[ $now == $4 ]]; then echo "$now"; return; fi
    if [ "$SECONDS" -ge "$end" ]; then echo "$2: $3 is still $now after $1 s" >&2; return 1; fi
    sleep 0.3
  done
  return 1
}
ago() { date --utc --date "$1 ago" +%Y-%m-%dT%H:%M:%SZ; }

echo "== the case"
number=$(($(date +%s) % 100000))
case=$(post /cases "$(jq -n --arg since "$(ago '3 hours')" --arg told "$(ago '2 hours')" --arg n "$number" '{
  reference: ("2026-" + ($n | "00000"[length:] + .)),
  person: {given_name: "Noé", family_name: "Invented", date_of_birth: "2015-03-09", grammar: "masculine"},
  kind: "undefined", missing_since: $since, requested_by: "parents", cell_told_at: $told,
  criteria: [{criterion: "under_13", reason: "Eleven years old."}]}')" | jq -r .id)

echo "== declaration, concertation, photo, consent"
post "/cases/$case/declarations" "$(jq -n --arg at "$(ago '2 hours')" '{
  police_service: "Invented zone", report_number: "BR.37.L3.000001/2026", declared_at: $at,
  verification: {by: "details", contact: "Duty inspector", magistrate: "Invented"}}')" >/dev/null
for party in magistrate police foundation cell parents; do
  post "/cases/$case/concertation" \
    "$(jq -n --arg p "$party" --arg at "$(ago '1 hour')" '{party: $p, at: $at, advice: "favourable"}')" >/dev/null
done
photo=$(ask "/cases/$case/photos" --header "Idempotency-Key: walkthrough-$case-photo" \
  --header 'Content-Type: image/jpeg' --data-binary "@$here/../assets/demo/face.jpg" | jq -r .sha256)
until=$(date --utc --date '6 days' +%Y-%m-%dT%H:%M:%SZ)
scope=$(jq -n --arg photo "$photo" --arg until "$until" '{photos: [$photo], channels: ["page", "feed"],
  languages: ["fr", "nl"], area: {municipalities: ["21009"]}, until: $until}')
post "/cases/$case/consents" "$(jq -n --arg at "$(ago '40 minutes')" --argjson scope "$scope" '{
  holder: "The father (invented)", authority: "parent", given_at: $at, scope: $scope, form: "oral",
  note: "Said on the telephone to the officer, who called back on the number that the police have."}')" >/dev/null

echo "== the campaign and its proof"
campaign=$(post "/cases/$case/campaigns" "$(jq -n --argjson scope "$scope" '{
  kind: "online", channels: $scope.channels, area: $scope.area, until: $scope.until, shown_name: "Noé I.",
  photos: $scope.photos, notices: [
    {lang: "fr", place: "Ixelles, quartier Flagey", height: "1 m 45", hair: "bruns, courts", eyes: "bruns",
     appeal: "Noé n’est pas rentré de l’école. Vous l’avez vu ? N’intervenez pas vous-même : appelez, jour et nuit."},
    {lang: "nl", place: "Elsene, wijk Flagey", height: "1 m 45", hair: "bruin, kort", eyes: "bruin",
     appeal: "Noé is niet thuisgekomen van school. Hebt u hem gezien? Grijp niet zelf in: bel, dag en nacht."}]}')")
page=$(jq -r .pages.fr <<<"$campaign")
check=$(jq -r .check_url <<<"$campaign")
campaign=$(jq -r .id <<<"$campaign")
proof=$(post "/campaigns/$campaign/proofs" | jq -r .id)
state=$(wait_for 60 "/proofs/$proof" .state '@(frozen|failed)')
if [ "$state" = failed ]; then
  get "/proofs/$proof" | jq -r '.failures[] | "\(.message) \(.mend)"' >&2
  exit 1
fi
echo "   fingerprint $(get "/proofs/$proof" | jq -r .digest)"

echo "== the decision"
# At the site's own address: a browser gives a passkey to that name only.
echo "   a magistrate who has signed in decides here, within ten minutes:"
echo "   ${check%/c/*}/en/decide/$campaign"
state=$(wait_for 600 "/campaigns/$campaign" .state '!(proposed)')
if [ "$state" != approved ]; then
  echo "the campaign is $state: nothing is launched" >&2
  exit 1
fi

echo "== launch"
post "/campaigns/$campaign/launch" >/dev/null
wait_for 60 "/campaigns/$campaign/progress" .moving 0 >/dev/null
get "/campaigns/$campaign/progress" | jq -c '{live, copies}'
printf '   %s\n' "$page" "$check"
[ "$keep" = --keep-live ] && exit 0

echo "== found: everything back"
post "/campaigns/$campaign/retraction" '{"reason": "found_safe"}' >/dev/null
wait_for 60 "/campaigns/$campaign/progress" .owed 0 >/dev/null
get "/campaigns/$campaign/placements" | jq -r '.[] | "   \(.channel) \(.lang): \(.state)"'
