#!/usr/bin/env bash
# Cuts the fonts of the public pages out of the posters' own, so that a phone loads what it reads: the letters and signs of
# French, Dutch, German and English in one file, the other Latin letters, which names have, in another that is loaded where one
# stands on the page. Other scripts are left to the reader's own fonts. Needs python3 with venv; fonttools and brotli come
# from PyPI. The same versions make the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" --quiet install 'fonttools==4.*' 'brotli==1.*'

# As site.css names them: unicode-range there and the letters here are one and the same.
common=U+0020-007E,U+00A0-00FF,U+0152-0153,U+0178,U+2009,U+2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,U+20AC
more=U+0100-0151,U+0154-0177,U+0179-024F,U+0300-0304,U+0306-030C,U+0323,U+0327-0328,U+1E00-1EFF

cut() {
  SOURCE_DATE_EPOCH=0 "$scratch/venv/bin/pyftsubset" "../NotoSans-$1.ttf" --unicodes="$2" --output-file="$3" --flavor=woff2 \
    --layout-features=kern,ccmp,locl,mark --no-hinting --name-IDs=0,1,2,4,6,13,14
}
cut Regular "$common" noto-sans-regular.woff2
cut Bold "$common" noto-sans-bold.woff2
cut Regular "$more" noto-sans-regular-more.woff2
cut Bold "$more" noto-sans-bold-more.woff2
