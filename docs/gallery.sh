#!/usr/bin/env bash
# Makes the pictures in docs/pictures/kit: the contact sheets of the demonstration's kit in French and Dutch, German and
# English, and one in Arabic script. Needs a release build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p docs/pictures/kit
kit() { target/release/childalert kit "$@" --photo assets/demo/face.jpg --out "$scratch/$name" >/dev/null; }
for lang in fr+nl de en; do
  name=${lang/+/-}
  kit assets/demo/notice.json --lang "$lang"
  cp "$scratch/$name/sheet.png" "docs/pictures/kit/$name.png"
done
name=ar
kit assets/demo/notice-arabic.json
cp "$scratch/$name/sheet.png" docs/pictures/kit/ar.png
