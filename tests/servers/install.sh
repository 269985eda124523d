#!/usr/bin/env bash
# Installs what the tests' real servers need, and nothing that is there already: PostgreSQL, RabbitMQ, a browser and the
# programs that read posters back (Debian packages), a Bluesky personal data server, an organisation's provider of sign-in and
# what drives the browser (npm), and a mail server (PyPI). No service is left running or enabled on the machine: up.sh starts
# private instances.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/cache.sh"

die() { printf 'install.sh: %s\n' "$1" >&2; exit 1; }
say() { printf '%s\n' "$1"; }

command -v node >/dev/null && command -v npm >/dev/null || die "Node.js 20 or newer with npm is missing: install it, then run again"
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || die "Node.js $(node -v) is too old: the Bluesky server needs 20 or newer"
command -v python3 >/dev/null || die "Python 3.9 or newer is missing: install it, then run again"

# --- Debian packages -------------------------------------------------------------------------------------------------

have() { command -v "$1" >/dev/null 2>&1; }
have_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_rabbitmq() { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || have rabbitmq-server || [ -x /usr/sbin/rabbitmq-server ]; }

missing=()
have_postgres && have psql || missing+=(postgresql)
have_rabbitmq || missing+=(rabbitmq-server)
have pdftotext && have pdftoppm || missing+=(poppler-utils)
have zbarimg || missing+=(zbar-tools)
have exiftool || missing+=(libimage-exiftool-perl)
have xmllint || missing+=(libxml2-utils)
have chromium || missing+=(chromium)
have openssl || missing+=(openssl)
have curl || missing+=(curl)
have jq || missing+=(jq)
have setpriv && have setsid && have flock || missing+=(util-linux)
have g++ || missing+=(g++)
have make || missing+=(make)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
# What the caller needs besides, by the packages' names.
for package in "$@"; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done

policy=/usr/sbin/policy-rc.d
as_root=()
put_back_policy() {
  if "${as_root[@]}" test -e "$policy.childalert"; then
    "${as_root[@]}" mv -f "$policy.childalert" "$policy"
  else
    "${as_root[@]}" rm -f "$policy"
  fi
}

# While this policy stands, installing a package starts no service.
install_debian() {
  have apt-get || die "this machine has no apt-get: install ${missing[*]} (Debian's names) with its own package tool, then run again"
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || die "${missing[*]} must be installed, which takes root: run as root, or install sudo"
    as_root=(sudo)
    sudo -v || die "${missing[*]} must be installed, and sudo refused: run 'sudo apt-get install ${missing[*]}', then run again"
  fi
  say "installing Debian packages: ${missing[*]}"
  trap put_back_policy EXIT
  # A copy that stands already was put aside by a run that was killed: it is the one to keep.
  if [ -e "$policy" ] && [ ! -e "$policy.childalert" ]; then
    "${as_root[@]}" mv "$policy" "$policy.childalert"
  fi
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"

  local log
  log=$(mktemp)
  local get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
  if ! { "${get[@]}" update && "${get[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    die "apt-get could not install ${missing[*]}: its last words are above"
  fi
  rm -f "$log"
  put_back_policy
  trap - EXIT

  # A fresh package would also start with the next boot.
  if [ -d /run/systemd/system ]; then
    local package
    for package in "${missing[@]}"; do
      case $package in
        postgresql | rabbitmq-server) "${as_root[@]}" systemctl disable --quiet "$package" || true ;;
      esac
    done
  fi
}

# --- npm and PyPI packages -------------------------------------------------------------------------------------------

# Built beside its place and moved there whole: an interrupted run leaves nothing that looks ready.
install_node() {
  local home=$1 building=$1.building
  say "installing the Bluesky server and the provider of sign-in (npm; compiles SQLite, about a minute)"
  rm -rf "$building"
  mkdir -p "$building"
  cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$building/"
  # Node's own headers, where the machine has them, so that nothing but the registry is asked.
  local prefix
  prefix=$(node -p 'require("path").resolve(process.execPath, "../..")')
  if [ -f "$prefix/include/node/node.h" ]; then
    export npm_config_nodedir=$prefix
  fi
  # From source, for the ready-made binary would come from a third place.
  if ! (cd "$building" && npm_config_build_from_source=true JOBS=2 npm ci --ignore-scripts=false) >"$building/install.log" 2>&1 </dev/null; then
    tail -n 25 "$building/install.log" >&2
    die "npm could not install the Bluesky server: its last words are above, all of them in $building/install.log"
  fi
  (cd "$building" && node -e 'new (require("better-sqlite3"))(":memory:").close()') \
    || die "the Bluesky server's SQLite module was installed but does not load (Node $(node -v)): see $building/install.log"
  rm -rf "$home"
  mv "$building" "$home"
}

# What drives the browser; it compiles nothing.
install_browser() {
  local home=$1 building=$1.building
  say "installing what drives the browser (npm)"
  rm -rf "$building"
  mkdir -p "$building"
  cp "$here/../browser/package.json" "$here/../browser/package-lock.json" "$here/../browser/.npmrc" "$building/"
  if ! (cd "$building" && npm ci --ignore-scripts) >"$building/install.log" 2>&1 </dev/null; then
    tail -n 15 "$building/install.log" >&2
    die "npm could not install what drives the browser: its last words are above"
  fi
  rm -rf "$home"
  mv "$building" "$home"
}

install_python() {
  local home=$1
  say "installing the mail server (PyPI)"
  # A virtual environment cannot be moved: the mark says that it is whole.
  rm -rf "$home"
  local log=$home.log
  if ! { python3 -m venv "$home" && "$home/bin/pip" install -q --require-hashes --only-binary :all: -r "$here/requirements.txt"; } >"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    die "pip could not install the mail server: its last words are above"
  fi
  rm -f "$log"
  touch "$home/ready"
}

mkdir -p "$cache"
# One installation at a time on a machine: two clones may begin together.
exec 9>"$cache/lock"
flock -w 900 9 || die "another installation has held $cache/lock for 15 minutes: end it, then run again"

[ ${#missing[@]} -eq 0 ] || install_debian
home=$(python_home)
[ -e "$home/ready" ] || install_python "$home"
home=$(browser_home)
[ -d "$home/node_modules" ] || install_browser "$home"
home=$(node_home)
[ -d "$home/node_modules" ] || install_node "$home"
say "test servers: all installed"
