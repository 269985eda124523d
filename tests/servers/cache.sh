# Where the test servers' npm and Python packages lie: outside the repository, one folder for each state of the
# pinned versions, so that a second clone on the same machine finds them ready. Sourced, after `here` is set.
# shellcheck shell=bash disable=SC2154

if [ -z "${XDG_CACHE_HOME:-}${HOME:-}" ]; then
  echo "HOME is not set, so there is no place to keep the test servers' packages: set HOME or XDG_CACHE_HOME" >&2
  exit 1
fi
cache=${XDG_CACHE_HOME:-$HOME/.cache}/childalert-tests

# Compiled modules belong to one Node and one processor; a Python environment belongs to one Python.
node_home() {
  local key
  key=$({ cat "$here/package.json" "$here/package-lock.json"; node -p 'process.versions.modules + process.arch'; } | sha256sum)
  printf '%s/node-%s' "$cache" "${key:0:16}"
}
browser_home() {
  local key
  key=$({ cat "$here/../browser/package.json" "$here/../browser/package-lock.json"; } | sha256sum)
  printf '%s/browser-%s' "$cache" "${key:0:16}"
}
python_home() {
  local key
  key=$({ cat "$here/requirements.txt"; python3 -c 'import sys; print(sys.version, sys.prefix)'; } | sha256sum)
  printf '%s/python-%s' "$cache" "${key:0:16}"
}
