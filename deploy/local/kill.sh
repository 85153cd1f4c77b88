#!/usr/bin/env bash
# kill -9 of one part, for tests of what happens then; start.sh starts it again.
#
#   kill.sh NAME [DIR]         NAME: gateway directory drafting review archive notification
here=$(dirname "$(readlink -f "$0")")
source "$here/lib.sh"
source "$here/hosts.sh"

known_host "${1:-}"
dir=$(realpath -m -- "${2:-$(default_folder)}")
pid=$(pid_of "$1") || fail "$1 does not run in $dir."
kill -s KILL "$pid"
within 10 gone "$1"
