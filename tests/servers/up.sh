#!/usr/bin/env bash
# Starts private instances of the real servers that the tests use, on free loopback ports, with all they write in one
# folder, and returns when each of them really answers:
#
#   tests/servers/up.sh DIR [postgres] [rabbitmq] [pds] [smtp] [oidc]      all five when none is named
#
# DIR/env says where they are (`. DIR/env`), DIR/log what they said, DIR/pids who they are for down.sh. Called again for
# a server that has died it starts it on the same port and, but for the pds, with the same data; a running one is left
# alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/cache.sh"
. "$here/processes.sh"

die() { printf 'up.sh: %s\n' "$1" >&2; exit 1; }

[ $# -ge 1 ] || die "which folder? usage: up.sh DIR [postgres] [rabbitmq] [pds] [smtp] [oidc]"
mkdir -p "$1"
dir=$(cd "$1" && pwd -P)
shift
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(postgres rabbitmq pds smtp oidc)
# A Unix socket's address holds 107 bytes.
[ ${#dir} -le 80 ] || die "the folder's name is too long for a socket inside it: $dir"

mkdir -p "$dir/log" "$dir/ports"
pids=$dir/pids
touch "$pids"

# PostgreSQL refuses to run as root, and RabbitMQ has no need of it.
as_account=()
account=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
  account=nobody
  ! id postgres >/dev/null 2>&1 || account=postgres
  chmod 711 "$dir"
  as_account=(setpriv "--reuid=$account" "--regid=$(id -g "$account")" --clear-groups --)
  "${as_account[@]}" test -x "$dir" || die "the account $account cannot enter $dir: name a folder under /tmp"
fi
folder_of_account() { mkdir -p "$1" && chmod 700 "$1" && chown "$account" "$1"; }

# Below the range that the kernel gives to outgoing connections, so that none of them takes the port before its server.
port() {
  if [ ! -s "$dir/ports/$1" ]; then
    python3 - "$dir/ports" >"$dir/ports/.new" <<'PYTHON'
import pathlib, random, socket, sys

given = {path.read_text().strip() for path in pathlib.Path(sys.argv[1]).iterdir()}
while True:
    port = random.randrange(20000, 32000)
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
    if str(port) not in given:
        print(port)
        break
PYTHON
    mv "$dir/ports/.new" "$dir/ports/$1"
  fi
  cat "$dir/ports/$1"
}

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

postgres_bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
[ -n "$postgres_bin" ] || postgres_bin=$(dirname "$(command -v initdb || echo /usr/bin/initdb)")

start_postgres() {
  local data=$dir/postgres/data
  [ -x "$postgres_bin/initdb" ] || die "PostgreSQL is not installed: run tests/servers/install.sh"
  folder_of_account "$dir/postgres"
  if [ ! -s "$data/PG_VERSION" ]; then
    local secret=$dir/postgres/secret
    printf 'childalert\n' >"$secret"
    chown "$account" "$secret"
    (cd "$dir" && "${as_account[@]}" "$postgres_bin/initdb" -D "$data" -U childalert --pwfile="$secret" --auth=scram-sha-256 \
      --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$dir/log/initdb.log" 2>&1 || die "initdb failed: see $dir/log/initdb.log"
  fi
  launch postgres "$dir" "${as_account[@]}" "$postgres_bin/postgres" -D "$data" -p "$(port postgres)" -c listen_addresses=127.0.0.1 \
    -c "unix_socket_directories=$dir/postgres" -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=512MB \
    -c timezone=UTC -c lc_messages=C -c log_checkpoints=off
}
postgres_url() { printf 'postgres://childalert:childalert@127.0.0.1:%s/childalert' "$(port postgres)"; }
# The database is made on the first answer.
postgres_answers() {
  local url
  url=$(postgres_url)
  if ! ask_postgres "$url" 'select 1'; then
    ask_postgres "${url%/*}/postgres" 'create database childalert' && ask_postgres "$url" 'select 1'
  fi
}
ask_postgres() { PGCONNECT_TIMEOUT=3 psql -qAtX "$1" -c "$2" >/dev/null 2>&1; }

# --- RabbitMQ --------------------------------------------------------------------------------------------------------

rabbitmq_bin=/usr/lib/rabbitmq/bin
[ -x "$rabbitmq_bin/rabbitmq-server" ] || rabbitmq_bin=$(dirname "$(command -v rabbitmq-server || echo /usr/sbin/rabbitmq-server)")

start_rabbitmq() {
  local home=$dir/rabbitmq
  [ -x "$rabbitmq_bin/rabbitmq-server" ] || die "RabbitMQ is not installed: run tests/servers/install.sh"
  folder_of_account "$home"
  touch "$home/environment" "$home/advanced"
  cat >"$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$(port rabbitmq)
default_user = childalert
default_pass = childalert
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 50MB
log.console = true
log.console.level = info
log.file = false
CONF
  printf '[].\n' >"$home/advanced.config"
  printf '[].\n' >"$home/enabled_plugins"
  if [ ! -s "$home/.erlang.cookie" ]; then
    head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$home/.erlang.cookie"
    chmod 400 "$home/.erlang.cookie"
  fi
  chown -R "$account" "$home"

  # All that names this node, for the server and for the wrapper of rabbitmqctl. On loopback only, with its own epmd.
  local node=(
    "HOME=$home"
    "LANG=C.UTF-8"
    "ERL_EPMD_ADDRESS=127.0.0.1"
    "ERL_EPMD_PORT=$(port epmd)"
    "ERL_CRASH_DUMP_BYTES=0"
    "RABBITMQ_NODENAME=childalert$(port rabbitmq)@localhost"
    "RABBITMQ_DIST_PORT=$(port rabbitmq-dist)"
    "RABBITMQ_CONF_ENV_FILE=$home/environment"
    "RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf"
    "RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config"
    "RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins"
    "RABBITMQ_GENERATED_CONFIG_DIR=$home/generated"
    "RABBITMQ_MNESIA_BASE=$home/data"
    "RABBITMQ_LOG_BASE=$home"
    "RABBITMQ_LOGS=-"
    "RABBITMQ_PID_FILE=$home/pid"
    # Idle schedulers sleep: the tests need the processor.
    "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
  )
  {
    printf '#!/usr/bin/env bash\n# rabbitmqctl for the tests'\'' private node.\ncd / && exec env -i "PATH=$PATH"'
    printf ' %q' "${node[@]}" "${as_account[@]}" "$rabbitmq_bin/rabbitmqctl"
    printf ' "$@"\n'
  } >"$dir/rabbitmqctl"
  chmod 755 "$dir/rabbitmqctl"

  running epmd || launch epmd "$dir" "${as_account[@]}" epmd -port "$(port epmd)" -address 127.0.0.1
  launch rabbitmq "$dir" env "${node[@]}" "${as_account[@]}" "$rabbitmq_bin/rabbitmq-server"
}
rabbitmq_url() { printf 'amqp://childalert:childalert@127.0.0.1:%s/%%2f' "$(port rabbitmq)"; }
# Speaks first: a broker answers the protocol header with Connection.Start, whose frame begins with a byte of 1.
rabbitmq_answers() {
  local first
  first=$(timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "AMQP\0\0\11\1" >&3 && head -c 1 <&3 | od -An -tx1' _ "$(port rabbitmq)" 2>/dev/null) || return 1
  [ "${first// /}" = 01 ]
}

# --- Bluesky personal data server ------------------------------------------------------------------------------------

pds_handle=alerts.test
pds_password=a-password-for-tests

start_pds() {
  local packages
  packages=$(node_home)
  [ -d "$packages/node_modules" ] || die "the Bluesky server is not installed: run tests/servers/install.sh"
  # Its directory of identities lives in memory only, so an account of an earlier run would be half gone.
  rm -rf "$dir/pds"
  mkdir -p "$dir/pds"
  # Asks the server's own log of commits, beside the server.
  printf '#!/usr/bin/env bash\ncd %q && exec node %q %q\n' "$packages" "$here/pds_truth.mjs" "$dir/pds" >"$dir/pds_truth"
  chmod 755 "$dir/pds_truth"
  launch pds "$packages" env NODE_ENV=production node "$here/pds.mjs" "$(port pds)" "$(port pds-directory)" "$dir/pds" \
    "$pds_handle" "$pds_password"
}
pds_url() { printf 'http://127.0.0.1:%s' "$(port pds)"; }
pds_answers() {
  curl -sf -m 5 -o /dev/null -H 'content-type: application/json' -d "{\"identifier\":\"$pds_handle\",\"password\":\"$pds_password\"}" \
    "$(pds_url)/xrpc/com.atproto.server.createSession"
}

# --- mail ------------------------------------------------------------------------------------------------------------

start_smtp() {
  local python
  python=$(python_home)
  [ -e "$python/ready" ] || die "the mail server is not installed: run tests/servers/install.sh"
  mkdir -p "$dir/mail"
  launch smtp "$dir" "$python/bin/python" "$here/smtp.py" "$(port smtp)" "$dir/mail"
}
smtp_url() { printf 'smtp://127.0.0.1:%s' "$(port smtp)"; }
smtp_answers() {
  local first
  first=$(timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && head -c 3 <&3 && printf "QUIT\r\n" >&3' _ "$(port smtp)" 2>/dev/null) || return 1
  [ "$first" = 220 ]
}

# --- an organisation's provider of sign-in ----------------------------------------------------------------------------

start_oidc() {
  local packages
  packages=$(node_home)
  [ -d "$packages/node_modules" ] || die "the provider is not installed: run tests/servers/install.sh"
  launch oidc "$packages" env NODE_ENV=production node "$here/oidc.mjs" "$(port oidc)"
}
oidc_issuer() { printf 'http://localhost:%s' "$(port oidc)"; }
oidc_answers() { curl -sf -m 5 -o /dev/null "$(oidc_issuer)/.well-known/openid-configuration"; }

# --- all of them -----------------------------------------------------------------------------------------------------

write_env() {
  {
    printf 'export CHILDALERT_TEST_SERVERS=%q\n' "$dir"
    if [ -e "$dir/ports/postgres" ]; then printf 'export CHILDALERT_TEST_POSTGRES_URL=%q\n' "$(postgres_url)"; fi
    if [ -e "$dir/ports/rabbitmq" ]; then
      printf 'export CHILDALERT_TEST_AMQP_URL=%q\n' "$(rabbitmq_url)"
      printf 'export CHILDALERT_TEST_RABBITMQCTL=%q\n' "$dir/rabbitmqctl"
    fi
    if [ -e "$dir/ports/pds" ]; then
      printf 'export CHILDALERT_TEST_PDS_URL=%q\n' "$(pds_url)"
      printf 'export CHILDALERT_TEST_PDS_HANDLE=%q\n' "$pds_handle"
      printf 'export CHILDALERT_TEST_PDS_PASSWORD=%q\n' "$pds_password"
      printf 'export CHILDALERT_TEST_PDS_TRUTH=%q\n' "$dir/pds_truth"
    fi
    if [ -e "$dir/ports/smtp" ]; then
      printf 'export CHILDALERT_TEST_SMTP_URL=%q\n' "$(smtp_url)"
      printf 'export CHILDALERT_TEST_SMTP_DIR=%q\n' "$dir/mail"
    fi
    if [ -e "$dir/ports/oidc" ]; then printf 'export CHILDALERT_TEST_OIDC_ISSUER=%q\n' "$(oidc_issuer)"; fi
    printf 'export CHILDALERT_TEST_BROWSER=%q\n' "$(command -v chromium || true)"
    printf 'export CHILDALERT_TEST_BROWSER_HOME=%q\n' "$(browser_home)"
  } >"$dir/env.new"
  mv "$dir/env.new" "$dir/env"
}

# What this call has started ends with it when it fails or is interrupted.
started=()
finish() {
  local status=$?
  if [ "$status" -ne 0 ] && [ ${#started[@]} -gt 0 ]; then
    stop "${started[@]}"
  fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for name in "${wanted[@]}"; do
  case $name in
    postgres | rabbitmq | pds | smtp | oidc) ;;
    *) die "no such server: $name (there are postgres, rabbitmq, pds, smtp, oidc)" ;;
  esac
  running "$name" || "start_$name"
done

patience=${CHILDALERT_TEST_PATIENCE_S:-90}
for name in "${wanted[@]}"; do
  # Alive first: on a port that was taken meanwhile somebody else's server may answer.
  until running "$name" && "${name}_answers"; do
    if ! running "$name" || [ "$SECONDS" -ge "$patience" ]; then
      tail -n 15 "$dir/log/$name.log" >&2 || true
      if running "$name"; then why="does not answer after $patience s"; else why="ended while starting"; fi
      die "$name $why: its last words are above, all of them in $dir/log/$name.log"
    fi
    sleep 0.1
  done
done
write_env
printf 'test servers: %s up in %s s; addresses in %s/env\n' "${wanted[*]}" "$SECONDS" "$dir"
