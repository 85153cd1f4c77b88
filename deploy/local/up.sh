#!/usr/bin/env bash
# PartyReport as six processes on this machine, with a PostgreSQL and a RabbitMQ of its own.
#
#   up.sh [--port N] [DIR]     DIR: ${XDG_DATA_HOME:-$HOME/.local/share}/partyreport-local; N: 5180, or a free port
#
# Builds the hosts, starts the servers, makes roles and schemas, migrates, starts the processes, waits until all are ready.
# The last line is the gateway's address. PARTYREPORT_BIN names a folder with programs that are built already:
# PARTYREPORT_BIN/PartyReport.<Name>.Host/[release/]PartyReport.<Name>.Host; PARTYREPORT_CONFIGURATION=debug takes
# debug/ instead. OTEL_EXPORTER_OTLP_ENDPOINT is passed on.
# Exit codes: 0 all ready; 1 failed, and everything started here is stopped again; 2 wrong arguments; 3 it runs already, or
# the port is in use.
here=$(dirname "$(readlink -f "$0")")
source "$here/lib.sh"
source "$here/hosts.sh"
root=$(dirname "$(dirname "$here")")

parse() {
  port='' folder=$(default_folder)
  while (($# > 0)); do
    case $1 in
      --port)
        [[ ${2:-} =~ ^[1-9][0-9]{0,4}$ ]] || fail 'up.sh: --port takes a number' 2
        port=$2
        shift 2
        ;;
      -* | '') fail 'usage: up.sh [--port N] [DIR]' 2 ;;
      *) folder=$1; shift ;;
    esac
  done
}

refuse_if_running() {
  local name
  exec 8> "$dir/up.lock"
  flock -n 8 || fail "PartyReport is being started or stopped in $dir." 3
  for name in "${hosts[@]}"; do
    if runs "$name"; then fail "PartyReport runs already in $dir: $(address_of gateway)" 3; fi
  done
  if [[ $port ]] && port_busy "$port"; then fail "Port $port is in use." 3; fi
}

build() {
  local name bin
  bin=$(realpath -m -- "${PARTYREPORT_BIN:-$root/artifacts/bin}")
  printf '%s\n' "$bin" "${PARTYREPORT_CONFIGURATION:-release}" > "$dir/run/programs"
  if [[ ! ${PARTYREPORT_BIN:-} ]] && command -v dotnet > /dev/null; then
    say 'Building …'
    # Without build servers: they would outlive this script, and hold its lock.
    dotnet build "$here/hosts.slnf" -c Release --nologo -v quiet --disable-build-servers > "$dir/logs/build.log" 2>&1 8>&- ||
      fail "The hosts do not build: see $dir/logs/build.log"
  fi
  for name in "${hosts[@]}"; do program_of "$name" > /dev/null; done
}

start_servers() {
  local lines
  say 'Starting PostgreSQL and RabbitMQ …'
  if gone postgres && gone rabbitmq; then : > "$dir/run/servers-are-ours"; fi
  lines=$("$here/servers.sh" up "$dir")
  eval "$lines"
}

make_roles() (
  for name in "${services[@]}"; do
    export "PARTYREPORT_${name^^}_PASSWORD=$(secret "partyreport_$name")"
    export "PARTYREPORT_${name^^}_OWNER_PASSWORD=$(secret "partyreport_${name}_owner")"
  done
  PGHOST=127.0.0.1 PGPORT=$(port_of postgres) PGUSER=postgres PGPASSWORD=$(secret postgres) PGDATABASE=postgres \
    psql -X -q -f "$root/deploy/postgres/roles.sql" > "$dir/logs/roles.log" 2>&1 ||
    fail "The roles could not be made: see $dir/logs/roles.log"
)

choose_ports() {
  local name
  if [[ $port ]]; then printf '%s' "$port" > "$dir/ports/gateway"; fi
  choose_port gateway 5180
  for name in "${services[@]}"; do choose_port "$name"; done
}

migrate_all() {
  local i failed=''
  say 'Migrating …'
  for i in "${!services[@]}"; do migrate "${services[i]}" & migrations[i]=$!; done
  for i in "${!services[@]}"; do
    wait "${migrations[i]}" || { failed=1; say "${services[i]} could not be migrated: see $dir/logs/${services[i]}.log"; }
    unset "migrations[i]"
  done
  [[ ! $failed ]]
}

# A service needs the gateway's public key to start, so the gateway is first.
start_hosts() {
  local name
  launch_host gateway
  migrate_all
  await gateway 30 test -s "$(gateway_key).pub" || fail "gateway did not start: see $dir/logs/gateway.log"
  say 'Starting the services …'
  for name in "${services[@]}"; do launch_host "$name"; done
  await_ready 60 "${hosts[@]}"
}

undo() {
  local code=$?
  trap '' INT TERM
  trap - EXIT
  say 'Stopping what was started.'
  if ((${#migrations[@]} > 0)); then kill "${migrations[@]}" 2>/dev/null || true; fi
  stop_hosts "${hosts[@]}"
  if [[ -e $dir/run/servers-are-ours ]]; then "$here/servers.sh" down "$dir"; rm -f "$dir/run/servers-are-ours"; fi
  exit "$code"
}

migrations=()
parse "$@"
open_folder "$folder"
refuse_if_running
build
trap undo EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_servers
choose_ports
make_roles
write_settings
start_hosts
trap - EXIT
say "Logs are in $dir/logs; down.sh stops it."
printf 'PartyReport  %s\n' "$(address_of gateway)"
