#!/usr/bin/env bash
# One line a part: name, pid, port, state (ready, not-ready, stopped), log.
#
#   status.sh [DIR]            exit code 0 when all are ready, else 1
here=$(dirname "$(readlink -f "$0")")
source "$here/lib.sh"
source "$here/hosts.sh"

folder=$(realpath -m -- "${1:-$(default_folder)}")
[[ -e $folder/up.lock ]] || fail "PartyReport was never started in $folder."
open_folder "$folder"
bad=0
"$here/servers.sh" status "$dir" || bad=1
for name in "${hosts[@]}"; do status_line "$name" ready "$name" || bad=1; done
exit "$bad"
