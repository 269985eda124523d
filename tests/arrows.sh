#!/usr/bin/env bash
# The rooms of the workspace stand in an order, and some must never reach others: this checks it in the dependency graph,
# with every feature on. Prints each arrow that should not be there and ends with 1 when there is one.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

metadata=$(cargo metadata --no-deps --format-version 1) || exit 1
wrong=0
broken() { printf 'forbidden: %s\n' "$1"; wrong=1; }

# never_reaches CRATE NAME…: neither directly nor through others, in what it ships.
never_reaches() {
  local crate=$1 reached name
  shift
  reached=$(cargo tree -q -p "$crate" -e normal,build --all-features --prefix none --format '{p}' | awk '{ print $1 }' | sort -u)
  [ -n "$reached" ] || { broken "$crate: cargo tree answered nothing"; return; }
  for name in "$@"; do
    if grep -qx -- "$name" <<<"$reached"; then
      broken "$crate reaches $name"
      cargo tree -q -p "$crate" -e normal,build --all-features -i "$name" --depth 3 2>/dev/null | head -n 8
    fi
  done
}

# names CRATE: what stands in its Cargo.toml for what it ships.
names() { jq -r --arg crate "$1" '.packages[] | select(.name == $crate) | .dependencies[] | select(.kind != "dev") | .name' <<<"$metadata" | sort -u; }

# only_one_names DEPENDENCY CRATE
only_one_names() {
  local crate
  while read -r crate; do
    [ "$crate" = "$2" ] || ! names "$crate" | grep -qx -- "$1" || broken "$crate names $1: only $2 may"
  done < <(jq -r '.packages[].name' <<<"$metadata")
}

outside=(tokio actix-web actix-rt hyper reqwest lapin lettre sqlx object_store)
rooms=(childalert-store childalert-app childalert-web childalert-workers childalert-demo)

# The rules and the posters know neither network, nor disk, nor clock.
never_reaches childalert-domain "${outside[@]}" "${rooms[@]}" childalert-jobs childalert-queue childalert-poster
never_reaches childalert-poster "${outside[@]}" "${rooms[@]}" childalert-queue

# What is proven elsewhere needs nothing of the service.
never_reaches childalert-trust "${outside[@]}" "${rooms[@]}" childalert-jobs childalert-queue childalert-poster

# The provider's room speaks a protocol and decides nothing.
never_reaches childalert-provider actix-web lapin sqlx "${rooms[@]}" childalert-domain childalert-jobs childalert-queue
only_one_names openidconnect childalert-provider

# The contract with the workers is shapes alone.
never_reaches childalert-jobs "${outside[@]}" "${rooms[@]}" childalert-domain childalert-queue childalert-poster
shapes=(async-trait bytes chrono rustix serde serde_json thiserror uuid)
while read -r name; do
  [[ " ${shapes[*]} " == *" $name "* ]] || broken "childalert-jobs names $name: it may name only ${shapes[*]}"
done < <(names childalert-jobs)

# Each room sees only those before it.
never_reaches childalert-queue sqlx actix-web "${rooms[@]}"
never_reaches childalert-store lapin actix-web reqwest childalert-app childalert-web childalert-workers childalert-demo
never_reaches childalert-app actix-web childalert-web childalert-workers childalert-demo
never_reaches childalert-web childalert-workers childalert-demo

# A worker holds no database code, so that it can run without the database's password.
never_reaches childalert-workers sqlx sqlx-core libsqlite3-sys rusqlite childalert-store childalert-app childalert-web

only_one_names lapin childalert-queue
only_one_names sqlx childalert-store

# One TLS stack: rustls with ring.
graph=$(cargo tree -q --workspace -e all --all-features --prefix none --format '{p}' | awk '{ print $1 }' | sort -u)
[ -n "$graph" ] || broken "the workspace: cargo tree answered nothing"
for name in openssl openssl-sys native-tls aws-lc-rs aws-lc-sys; do
  if grep -qx -- "$name" <<<"$graph"; then
    broken "the workspace reaches $name: TLS is rustls with ring"
    cargo tree -q --workspace -e all --all-features -i "$name" --depth 4 2>/dev/null | head -n 12
  fi
done

[ "$wrong" -eq 0 ] && printf 'arrows: all as they should be\n'
exit "$wrong"
