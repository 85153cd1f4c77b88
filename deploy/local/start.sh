#!/usr/bin/env bash
# Starts one part again that was killed or has died, with the settings and the port that up.sh gave it.
#
#   start.sh NAME [DIR]        NAME: gateway directory drafting review archive notification
#
# Exit code 0 when it is ready (also when it was running), 1 when it is not ready after 30 s or has ended; it is left as it is.
here=$(dirname "$(readlink -f "$0")")
source "$here/lib.sh"
source "$here/hosts.sh"

known_host "${1:-}"
folder=$(realpath -m -- "${2:-$(default_folder)}")
[[ -e $folder/secrets/$1.env ]] || fail "PartyReport was never started in $folder."
open_folder "$folder"
exec 8> "$dir/up.lock"
flock -w 60 8 || fail "up.sh or down.sh is at work in $dir."
runs "$1" || launch_host "$1"
# Others may be started while this one gets ready.
exec 8>&-
await_ready 30 "$1"
