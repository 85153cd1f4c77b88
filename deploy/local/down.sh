#!/usr/bin/env bash
# Stops what up.sh started: the six processes (SIGTERM, after 15 s SIGKILL), then the servers if up.sh started them.
#
#   down.sh [DIR]              exit code 0, also when nothing runs
here=$(dirname "$(readlink -f "$0")")
source "$here/lib.sh"
source "$here/hosts.sh"

folder=$(realpath -m -- "${1:-$(default_folder)}")
[[ -e $folder/up.lock ]] || exit 0
open_folder "$folder"
exec 8> "$dir/up.lock"
flock -w 180 8 || fail "up.sh has been at work in $dir for 3 minutes."
stop_hosts "${hosts[@]}"
if [[ -e $dir/run/servers-are-ours ]]; then
  "$here/servers.sh" down "$dir"
  rm -f "$dir/run/servers-are-ours"
fi
