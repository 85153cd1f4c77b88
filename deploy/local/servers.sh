#!/usr/bin/env bash
# A private PostgreSQL and a private RabbitMQ from the distribution's packages, for one machine and for tests.
#
#   servers.sh up DIR               starts what is not running, waits, prints two `export …` lines for eval
#   servers.sh down DIR             stops what was started here; the data stays
#   servers.sh status DIR           one line a server: name, pid, port, state, log
#   servers.sh kill-broker DIR      kill -9            servers.sh start-broker DIR     on the same port
#   servers.sh kill-postgres DIR    pg_ctl -m immediate  servers.sh start-postgres DIR
#
# Ports, node name, cookie, passwords, data and logs are below DIR, so several DIRs work side by side. Everything listens on
# 127.0.0.1 only. Exit codes: 0 done, 1 failed (says which part and where its log is), 2 wrong arguments.
source "$(dirname "$(readlink -f "$0")")/lib.sh"

usage='usage: servers.sh up|down|status|kill-broker|kill-postgres|start-broker|start-postgres DIR'

# PostgreSQL refuses root, so under root both servers run as a user of their own.
as_server() {
  if ((EUID == 0)); then set -- setpriv --reuid=partyreport --regid=partyreport --clear-groups -- "$@"; fi
  if [[ ${launch_as:-} ]]; then launch "$launch_as" "$@"; else "$@"; fi
}

# --- packages --------------------------------------------------------------------------------------------------

newest() { printf '%s\n' "$@" | sort -V | tail -n 1; }

find_programs() {
  pg=$(newest /usr/lib/postgresql/*/bin)
  rabbit=$(newest /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin)
  [[ -x $pg/postgres && -x $rabbit/rabbitmq-server ]] && command -v epmd > /dev/null
}

# Installs without starting anything: neither the system's services nor an epmd on the shared port.
install_packages() (
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  port=$(free_port)
  umask 022
  apt-get -q update
  ERL_EPMD_PORT=$port apt-get -q install -y --no-install-recommends -o DPkg::Lock::Timeout=120 postgresql rabbitmq-server
  ERL_EPMD_PORT=$port epmd -kill || true
  systemctl disable postgresql rabbitmq-server || true
)

# Root makes the machine ready, one folder's start at a time.
prepare_machine() (
  exec 7> /run/lock/partyreport-servers
  flock 7
  if ! find_programs; then
    say 'Installing postgresql and rabbitmq-server …'
    install_packages >> "$dir/logs/packages.log" 2>&1 < /dev/null || true
  fi
  getent passwd partyreport > /dev/null ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin partyreport
)

need_programs() {
  if ((EUID == 0)); then prepare_machine; fi
  find_programs && return
  if ((EUID == 0)); then fail "PostgreSQL and RabbitMQ could not be installed: see $dir/logs/packages.log"; fi
  fail 'PostgreSQL or RabbitMQ is missing: install the packages postgresql and rabbitmq-server.'
}

# --- folders ---------------------------------------------------------------------------------------------------

# server_folder NAME: DIR/NAME, belonging to the servers' user, or a link to a folder that user can reach.
server_folder() {
  local folder=$dir/$1 place
  [[ -d $folder ]] && return
  if ((EUID != 0)); then mkdir "$folder"; return; fi
  if ! as_server test -x "$dir"; then chgrp partyreport "$dir"; chmod g+x "$dir"; fi
  if as_server test -x "$dir"; then
    mkdir "$folder"
  else
    (umask 022; mkdir -p /var/lib/partyreport-local)
    place=$(mktemp -d "/var/lib/partyreport-local/$1.XXXXXX")
    ln -sfn "$place" "$folder"
    say "$dir is below a folder that only root may enter; the data of $1 is in $place."
  fi
  chown -H partyreport:partyreport "$folder"
}

# private_file FILE: standard input, as a file that only the servers' user may read.
# shellcheck disable=SC2016 # the inner shell expands it
private_file() { as_server sh -c 'umask 077; cat > "$0"' "$1"; }

# --- PostgreSQL ------------------------------------------------------------------------------------------------

create_cluster() {
  local data=$1/data
  [[ -d $data ]] && return
  secret postgres | private_file "$1/password"
  rm -rf "$data.new"
  # Renamed when complete, so that an interrupted start leaves no half cluster.
  as_server "$pg/initdb" -D "$data.new" -U postgres -A scram-sha-256 --pwfile="$1/password" -E UTF8 --locale=C.UTF-8 \
    --no-sync >> "$dir/logs/postgres.log" 2>&1 || return
  mv "$data.new" "$data"
  rm "$1/password"
}

# After a kill the server's entry, and its children, may be there for a moment longer; a new server refuses to start beside them.
postgres_ended() {
  local pid entry
  pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 0
  if [[ $(cat "/proc/$pid/comm" 2>/dev/null) == postgres ]]; then return 1; fi
  for entry in /proc/[0-9]*/cwd; do
    if [[ $(readlink "$entry" 2>/dev/null) == "$1/data" ]]; then return 1; fi
  done
}

start_postgres() {
  local home socket
  server_folder postgres
  home=$(readlink -f "$dir/postgres")
  # A socket's path has at most 107 bytes; without it everything still works over 127.0.0.1.
  socket=$home
  if (($(printf '%s' "$home" | wc -c) > 85)); then socket=''; fi
  create_cluster "$home" || return 0
  within 30 postgres_ended "$home" || true
  launch_as=postgres as_server "$pg/postgres" -D "$home/data" -c listen_addresses=127.0.0.1 -c port="$(port_of postgres)" \
    -c unix_socket_directories="$socket" -c max_connections=300 -c shared_buffers=1GB -c max_wal_size=4GB -c fsync=on -c synchronous_commit=on -c logging_collector=off
}

postgres_answers() { "$pg/pg_isready" -q -h 127.0.0.1 -p "$(port_of postgres)"; }

# --- RabbitMQ --------------------------------------------------------------------------------------------------

write_broker_settings() {
  private_file "$1/rabbitmq.conf" << CONF
listeners.tcp.local = 127.0.0.1:$(port_of rabbitmq)
default_user = partyreport
default_pass = $(secret rabbitmq)
default_vhost = /
disk_free_limit.absolute = 50MB
log.console = true
log.console.level = info
log.file = false
CONF
  private_file "$1/enabled_plugins" <<< '[].'
  # Erlang reads the cookie from its user's home, and refuses one that others can read.
  secret rabbitmq-cookie | private_file "$1/.erlang.cookie"
}

start_rabbitmq() (
  server_folder rabbitmq
  home=$(readlink -f "$dir/rabbitmq")
  write_broker_settings "$home"
  node=$(secret rabbitmq-node)
  export HOME=$home ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT RABBITMQ_DIST_PORT
  ERL_EPMD_PORT=$(port_of epmd)
  RABBITMQ_DIST_PORT=$(port_of rabbitmq-nodes)
  # Every file is named here, so that nothing of the system's own broker is read or written.
  export RABBITMQ_NODENAME=partyreport-${node:0:8}@localhost RABBITMQ_CONF_ENV_FILE=$home/no-environment \
    RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config RABBITMQ_LOGS=- \
    RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}'
  # `detached` makes the start script become the broker itself: one process, one id, stopped cleanly by SIGTERM.
  export detached=true
  cd "$home" || exit
  runs epmd || launch_as=epmd as_server epmd
  launch_as=rabbitmq as_server "$rabbit/rabbitmq-server"
)

# The broker greets a client only when it is ready for it: the first byte of its answer is a method frame.
rabbitmq_answers() {
  (
    exec 3<> "/dev/tcp/127.0.0.1/$(port_of rabbitmq)"
    printf 'AMQP\0\0\x09\x01' >&3
    read -r -t 2 -N 1 frame <&3
    [[ $frame == $'\x01' ]]
  ) 2>/dev/null
}

# --- commands --------------------------------------------------------------------------------------------------

print_addresses() {
  printf "export PARTYREPORT_POSTGRES='Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres'\n" \
    "$(port_of postgres)" "$(secret postgres)"
  printf "export PARTYREPORT_RABBITMQ='amqp://partyreport:%s@127.0.0.1:%s/'\n" "$(secret rabbitmq)" "$(port_of rabbitmq)"
}

# ensure NAME…: starts those that do not run, all at once, then waits; stops them again when one fails.
ensure() {
  local name failed='' new=()
  for name in "$@"; do
    runs "$name" && continue
    # What was killed a moment ago may have children that hold its port until they notice.
    if ! within 5 port_free "$(port_of "$name")"; then fail "$name: somebody else listens on its port $(port_of "$name")."; fi
    new+=("$name")
    start_"$name"
  done
  for name in "${new[@]}"; do
    await "$name" 60 "${name}_answers" || { failed=1; say "$name did not start: see $dir/logs/$name.log"; }
  done
  [[ $failed ]] || return 0
  for name in "${new[@]}"; do stop_"$name"; done
  exit 1
}

stop_postgres() { stop postgres INT 30; }

stop_rabbitmq() {
  stop rabbitmq TERM 30
  stop epmd TERM 5
}

up() {
  local name
  need_programs
  for name in postgres rabbitmq; do runs "$name" || choose_port "$name"; done
  runs rabbitmq || choose_port rabbitmq-nodes
  runs epmd || choose_port epmd
  ensure rabbitmq postgres
  print_addresses
}

kill_broker() {
  local pid
  if pid=$(pid_of rabbitmq); then kill -s KILL "$pid"; fi
  within 10 gone rabbitmq
}

kill_postgres() {
  if runs postgres; then as_server "$pg/pg_ctl" stop -s -m immediate -D "$(readlink -f "$dir/postgres")/data"; fi
}

status() {
  local bad=0
  status_line postgres postgres_answers || bad=1
  status_line rabbitmq rabbitmq_answers || bad=1
  return "$bad"
}

# An empty folder has nothing to stop or start again, and must not become one of ours.
known_folder() { [[ -e $(realpath -m -- "$1")/ports/rabbitmq ]]; }

(($# == 2)) || fail "$usage" 2
case $1 in
  up) ;;
  down) known_folder "$2" || exit 0 ;;
  status | kill-broker | kill-postgres | start-broker | start-postgres)
    known_folder "$2" || fail "No servers were ever started in $2." ;;
  *) fail "$usage" 2 ;;
esac
open_folder "$2"
exec 9> "$dir/servers.lock"
flock -w 180 9 || fail "Another servers.sh has been at work in $dir for 3 minutes."
[[ $1 == up ]] || find_programs || fail 'PostgreSQL or RabbitMQ is no longer installed.'
case $1 in
  up) up ;;
  down) stop_rabbitmq; stop_postgres ;;
  status) status ;;
  kill-broker) kill_broker ;;
  kill-postgres) kill_postgres ;;
  start-broker) ensure rabbitmq ;;
  start-postgres) ensure postgres ;;
esac
