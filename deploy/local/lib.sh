# shellcheck shell=bash
# Sourced by the scripts of this folder. `open_folder DIR` sets $dir; everything these scripts keep is below it:
#   ports/NAME  run/NAME.pid  logs/NAME.log  secrets/NAME  postgres/  rabbitmq/  data/NAME/
set -euo pipefail
umask 077

say() { printf '%s\n' "$*" >&2; }

fail() { say "$1"; exit "${2:-1}"; }

open_folder() {
  dir=$(realpath -m -- "$1")
  (umask 022; mkdir -p "$dir")
  mkdir -p "$dir"/{ports,run,logs,secrets}
}

default_folder() { printf '%s' "${XDG_DATA_HOME:-$HOME/.local/share}/partyreport-local"; }

# A number that differs from folder to folder.
folder_number() { local sum; sum=$(printf '%s' "$dir" | cksum); printf '%s' "${sum%% *}"; }

# secret NAME: made at the first call. Letters and digits only, so it needs no quoting in any file or address.
secret() {
  local file=$dir/secrets/$1
  if [[ ! -s $file ]]; then
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$file.new"
    mv "$file.new" "$file"
  fi
  cat "$file"
}

# --- processes -------------------------------------------------------------------------------------------------

# What is asked many times a second while something starts is asked without a process of its own for each question.

# A process is known by its id and the moment it started, which this leaves in $moment: the id alone may be somebody else's by now.
started_at() {
  local stat boot
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 1
  read -r boot < /proc/sys/kernel/random/boot_id
  # shellcheck disable=SC2086 # the fields after the command's name, which may hold spaces itself
  set -- ${stat##*) }
  [[ $1 != Z ]] && moment="${20} $boot"
}

runs() {
  local pid start moment
  { read -r pid start < "$dir/run/$1.pid"; } 2>/dev/null || return 1
  started_at "$pid" && [[ $moment == "$start" ]]
}

# pid_of NAME: its process id when what was started is still running.
pid_of() {
  local pid rest
  # shellcheck disable=SC2034 # the moment is not asked for here
  runs "$1" && read -r pid rest < "$dir/run/$1.pid" && printf '%s' "$pid"
}

gone() { ! runs "$1"; }

# launch NAME COMMAND…: in a session of its own, so that no terminal ends it; without the locks this script holds.
launch() {
  local name=$1 moment=''
  shift
  setsid "$@" < /dev/null >> "$dir/logs/$name.log" 2>&1 7>&- 8>&- 9>&- &
  started_at $! || true
  printf '%s %s\n' $! "$moment" > "$dir/run/$name.pid"
}

# A pipe that nobody writes to: waiting for it is a pause.
exec 7<> <(:)

pause() { read -r -t 0.05 -u 7 || true; }

# within SECONDS COMMAND…: tries again until it succeeds.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    pause
  done
}

# await NAME SECONDS COMMAND…: as `within`, but gives up at once when the process is gone.
await() {
  local name=$1 end=$((SECONDS + $2))
  shift 2
  until "$@"; do
    if gone "$name" || ((SECONDS >= end)); then return 1; fi
    pause
  done
  runs "$name"
}

# stop NAME SIGNAL SECONDS: then SIGKILL.
stop() {
  local pid
  if pid=$(pid_of "$1"); then
    kill -s "$2" "$pid" 2>/dev/null || true
    if ! within "$3" gone "$1"; then
      say "$1 did not stop within $3 s and is killed"
      kill -s KILL "$pid" 2>/dev/null || true
      within 5 gone "$1" || true
    fi
  fi
  rm -f "$dir/run/$1.pid"
}

# status_line NAME READY: one line; succeeds when the part runs and is ready.
status_line() {
  local name=$1 pid state=stopped
  shift
  if pid=$(pid_of "$name"); then
    if "$@"; then state=ready; else state='not-ready'; fi
  fi
  printf '%-13s %8s %6s  %-9s  %s\n' "$name" "${pid:--}" "$(port_of "$name")" "$state" "$dir/logs/$name.log"
  [[ $state == ready ]]
}

# --- ports -----------------------------------------------------------------------------------------------------

port_of() { cat "$dir/ports/$1" 2>/dev/null || printf '%s' -; }

port_busy() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

port_free() { ! port_busy "$1"; }

# Below the range that outgoing connections use; folders start at different places, so two at once do not meet.
free_port() {
  local port=$((20000 + $(folder_number) % 700 * 16))
  while grep -qsx "$port" "$dir"/ports/* || port_busy "$port"; do port=$((port + 1)); done
  printf '%s' "$port"
}

# choose_port NAME [WISH]: keeps the port it had if that is free, takes the wish if that is free, or any free one.
choose_port() {
  local port
  port=$(port_of "$1")
  if [[ $port == - ]] || port_busy "$port"; then
    if [[ ${2:-} ]] && ! port_busy "$2"; then port=$2; else port=$(free_port); fi
    printf '%s' "$port" > "$dir/ports/$1"
  fi
}

# http_ok PORT PATH: answers 200. Plain bash, since curl is not everywhere.
http_ok() {
  local code=''
  { exec 3<> "/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  # It may die between the two lines.
  trap '' PIPE
  { printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3 && read -r -t 3 _ code _ <&3; } 2>/dev/null || true
  trap - PIPE
  exec 3>&-
  [[ $code == 200 ]]
}
