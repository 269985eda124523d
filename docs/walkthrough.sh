#!/usr/bin/env bash
# A launch and a retraction through the API, with curl and jq, against a running service:
#
#   docs/walkthrough.sh http://127.0.0.1:8080 OFFICER_KEY MAGISTRATE_KEY [--keep-live]
#
# The keys come from `childalert key create --role officer` and `--role magistrate`; `childalert demo` prints a pair.
# Everything in here is invented.
set -euo pipefail
base=$1 officer=$2 magistrate=$3 keep=${4:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
run=$(date +%s)

# Every POST has an Idempotency-Key: when an answer is lost, the same request with the same key is safe to repeat.
post() {
  local key=$1 path=$2 body=${3:-'{}'} step
  step=$(cat /proc/sys/kernel/random/uuid)
  curl --silent --show-error --fail-with-body "$base/api/v1$path" \
    --header "Authorization: Bearer $key" --header "Idempotency-Key: $step" \
    --header 'Content-Type: application/json' --data "$body"
}
get() { curl --silent --show-error --fail-with-body "$base/api/v1$1" --header "Authorization: Bearer $officer"; }
ago() { date --utc --date "$1 ago" +%Y-%m-%dT%H:%M:%SZ; }

echo "== the case"
case=$(post "$officer" /cases "$(jq -n --arg since "$(ago '3 hours')" --arg told "$(ago '2 hours')" --arg n "$((run % 100000))" '{
  reference: ("2026-" + ($n | "00000"[length:] + .)),
  person: {given_name: "Noé", family_name: "Invented", date_of_birth: "2015-03-09", grammar: "masculine"},
  kind: "undefined", missing_since: $since, requested_by: "parents", cell_told_at: $told,
  criteria: [{criterion: "under_13", reason: "Eleven years old."}]}')" | jq -r .id)

echo "== declaration, concertation, photo, consent"
post "$officer" "/cases/$case/declarations" "$(jq -n --arg at "$(ago '2 hours')" '{
  police_service: "Invented zone", report_number: "BR.37.L3.000001/2026", declared_at: $at,
  verification: {by: "details", contact: "Duty inspector", magistrate: "Invented"}}')" >/dev/null
for party in magistrate police foundation cell parents; do
  post "$officer" "/cases/$case/concertation" \
    "$(jq -n --arg p "$party" --arg at "$(ago '1 hour')" '{party: $p, at: $at, advice: "favourable"}')" >/dev/null
done
photo=$(curl --silent --show-error --fail-with-body "$base/api/v1/cases/$case/photos" \
  --header "Authorization: Bearer $officer" --header "Idempotency-Key: walkthrough-$run-photo" \
  --header 'Content-Type: image/jpeg' --data-binary "@$here/../assets/demo/face.jpg" | jq -r .sha256)
until=$(date --utc --date '6 days' +%Y-%m-%dT%H:%M:%SZ)
scope=$(jq -n --arg photo "$photo" --arg until "$until" '{photos: [$photo], channels: ["page", "feed"],
  languages: ["fr", "nl"], area: {municipalities: ["21009"]}, until: $until}')
post "$officer" "/cases/$case/consents" "$(jq -n --arg at "$(ago '40 minutes')" --argjson scope "$scope" '{
  holder: "The father (invented)", authority: "parent", given_at: $at, scope: $scope}')" >/dev/null

echo "== the campaign and its proof"
campaign=$(post "$officer" "/cases/$case/campaigns" "$(jq -n --argjson scope "$scope" '{
  kind: "online", channels: $scope.channels, area: $scope.area, until: $scope.until, shown_name: "Noé I.",
  photos: $scope.photos, notices: [
    {lang: "fr", place: "Ixelles, quartier Flagey", height: "1 m 45", hair: "bruns, courts", eyes: "bruns",
     appeal: "Noé n’est pas rentré de l’école. Vous l’avez vu ? N’intervenez pas vous-même : appelez, jour et nuit."},
    {lang: "nl", place: "Elsene, wijk Flagey", height: "1 m 45", hair: "bruin, kort", eyes: "bruin",
     appeal: "Noé is niet thuisgekomen van school. Hebt u hem gezien? Grijp niet zelf in: bel, dag en nacht."}]}')")
pages=$(jq -r '.pages.fr, .check_url' <<<"$campaign")
campaign=$(jq -r .id <<<"$campaign")
proof=$(post "$officer" "/campaigns/$campaign/proofs" | jq -r .id)
until [ "$(get "/proofs/$proof" | jq -r .state)" = frozen ]; do sleep 0.2; done
digest=$(get "/proofs/$proof" | jq -r .digest)
echo "   fingerprint $digest"

echo "== decision and launch"
post "$magistrate" "/campaigns/$campaign/decisions" "$(jq -n --arg d "$digest" '{act: "approve", digest: $d}')" >/dev/null
post "$officer" "/campaigns/$campaign/launch" >/dev/null
until [ "$(get "/campaigns/$campaign/progress" | jq .moving)" = 0 ]; do sleep 0.1; done
get "/campaigns/$campaign/progress" | jq -c '{live, copies}'
printf '   %s\n' $pages
[ "$keep" = --keep-live ] && exit 0

echo "== found: everything back"
post "$officer" "/campaigns/$campaign/retraction" '{"reason": "found_safe"}' >/dev/null
until [ "$(get "/campaigns/$campaign/progress" | jq .owed)" = 0 ]; do sleep 0.1; done
get "/campaigns/$campaign/placements" | jq -r '.[] | "   \(.channel) \(.lang): \(.state)"'
