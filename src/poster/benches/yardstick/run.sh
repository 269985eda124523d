#!/usr/bin/env bash
# Times other makers of PDFs with our A4 poster:
# run.sh --photo FILE.jpg --notice FILE.json --fonts FOLDER [--rounds N] --out FOLDER
# Prints one line of JSON; everything else goes to standard error.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# libharfbuzz-subset0: without it WeasyPrint still works, but takes far longer to embed a font.
packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
hash=$(sha256sum "$here/requirements.txt" | cut -c1-16)
environment=${XDG_CACHE_HOME:-$HOME/.cache}/childalert-tests/yardstick-$hash
export PYTHONDONTWRITEBYTECODE=1

# The requirements' copy is written last, so that an environment whose making was broken off is made anew.
if ! cmp -s "$here/requirements.txt" "$environment/requirements.txt"; then
  mkdir -p "$(dirname "$environment")"
  python3 -m venv --clear "$environment" >&2
  "$environment/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt" >&2
  cp "$here/requirements.txt" "$environment/requirements.txt"
fi

usable() {
  "$environment/bin/python" -c 'from weasyprint.text.ffi import harfbuzz_subset; exit(not harfbuzz_subset)' 2>/dev/null
}
if ! usable; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install=(apt-get install -y -q "${packages[@]}")
    "${install[@]}" </dev/null >&2 || { apt-get update -q >&2 && "${install[@]}" </dev/null >&2; } || true
  fi
  if ! usable; then
    echo "WeasyPrint cannot be used as it should be. Please install these Debian packages: ${packages[*]}" >&2
    exit 1
  fi
fi
exec "$environment/bin/python" "$here/measure.py" "$@"
