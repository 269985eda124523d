#!/usr/bin/env bash
# Ends exactly the servers that up.sh has started in this folder, also after a start that failed half-way, and leaves
# what they wrote:
#
#   tests/servers/down.sh DIR [NAME…]
set -euo pipefail

[ $# -ge 1 ] || { echo "down.sh: which folder? usage: down.sh DIR [NAME…]" >&2; exit 1; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ -e "$1/pids" ] || exit 0
dir=$(cd "$1" && pwd -P)
shift
pids=$dir/pids
. "$here/processes.sh"

stop "$@"
[ $# -gt 0 ] || : >"$pids"
