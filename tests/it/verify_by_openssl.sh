# Checks the decision in a proof bundle with tar, jq and openssl alone: $1 is the bundle.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -xf "$1" -C "$folder"
cd "$folder"
plain() { tr '_-' '/+' | awk '{ while (length($0) % 4) $0 = $0 "="; print }' | base64 -d; }
jq -r '.[0].assertion.authenticator_data' decisions.json | plain > authenticator
jq -r '.[0].assertion.client_data_json' decisions.json | plain > client
jq -r '.[0].assertion.signature' decisions.json | plain > signature
{ cat authenticator; openssl dgst -sha256 -binary client; } > message
openssl dgst -sha256 -verify keys/*.pem -signature signature message >&2
# And the proof is the one that the signed statement names.
[ "$(sha256sum proof.json | cut -d' ' -f1)" = "$(jq -r '.[0].statement.proof' decisions.json)" ]
