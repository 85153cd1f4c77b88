# shellcheck shell=bash
# shellcheck disable=SC2154 # $dir is set by open_folder of lib.sh
# Sourced after lib.sh: the six processes of PartyReport, their settings, how one is started.
services=(directory drafting review archive notification)
hosts=(gateway "${services[@]}")

known_host() { [[ " ${hosts[*]} " == *" $1 "* ]] || fail "There is no part $1. The parts: ${hosts[*]}" 2; }

process_name() { printf 'PartyReport.%s.Host' "${1^}"; }

# --- settings --------------------------------------------------------------------------------------------------

setting() { printf 'export %s=%q\n' "$1" "$2"; }

address_of() { printf 'http://127.0.0.1:%s' "$(port_of "$1")"; }

gateway_key() { printf '%s' "$dir/data/gateway/tokens.pem"; }

postgres_login() { # ROLE
  printf 'Host=127.0.0.1;Port=%s;Database=partyreport;Username=%s;Password=%s' "$(port_of postgres)" "$1" "$(secret "$1")"
}

gateway_settings() {
  local name
  setting Tokens__SigningKeyFile "$(gateway_key)"
  for name in "${services[@]}"; do setting "Services__${name^}" "$(address_of "$name")"; done
}

service_settings() { # NAME
  setting Postgres__ConnectionString "$(postgres_login "partyreport_$1")"
  setting RabbitMq__Uri "$PARTYREPORT_RABBITMQ"
  setting Tokens__GatewayKeyFile "$(gateway_key).pub"
}

# The owner's login is in a file of its own: a serving process never has it.
write_settings() {
  local name
  for name in "${hosts[@]}"; do
    mkdir -p "$dir/data/$name"
    {
      setting ASPNETCORE_URLS "$(address_of "$name")"
      setting Data__Folder "$dir/data/$name"
      setting Demo__County true
      if [[ $name == gateway ]]; then gateway_settings; else service_settings "$name"; fi
    } > "$dir/secrets/$name.env"
  done
  for name in "${services[@]}"; do
    setting Postgres__OwnerConnectionString "$(postgres_login "partyreport_${name}_owner")" > "$dir/secrets/$name.owner.env"
  done
}

# --- programs --------------------------------------------------------------------------------------------------

# Where a start found the programs is kept, so that start.sh takes the same ones.
program_of() {
  local bin configuration name path
  { read -r bin; read -r configuration; } < "$dir/run/programs"
  name=$(process_name "$1")
  for path in "$bin/$name/$configuration/$name" "$bin/$name/$name"; do
    if [[ -x $path ]]; then printf '%s' "$path"; return; fi
  done
  fail "$1: there is no program $name below $bin"
}

# use_settings NAME: makes this subshell fit for its program, and names that in $program.
use_settings() {
  program=$(program_of "$1")
  # shellcheck source=/dev/null
  source "$dir/secrets/$1.env"
  # The superuser's login is nothing for a service, even where the caller has it in the environment.
  unset PARTYREPORT_POSTGRES PARTYREPORT_RABBITMQ
  # A .NET that is not installed where a program looks for it by itself.
  if [[ ! ${DOTNET_ROOT:-} ]] && command -v dotnet > /dev/null; then
    DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
    export DOTNET_ROOT
  fi
  # Where its appsettings.json and its pages are.
  cd "$(dirname "$program")" || return
}

launch_host() (
  use_settings "$1"
  launch "$1" "$program"
)

# To be run in the background: becomes the program, so that its id is the job's.
migrate() {
  use_settings "$1"
  # shellcheck source=/dev/null
  source "$dir/secrets/$1.owner.env"
  exec timeout 120 "$program" --migrate < /dev/null >> "$dir/logs/$1.log" 2>&1 7>&- 8>&-
}

ready() {
  local port=-
  { read -r port < "$dir/ports/$1"; } 2>/dev/null || true
  http_ok "$port" /health/ready
}

# await_ready SECONDS NAME…: in that time all together; says which are not.
await_ready() {
  local end=$((SECONDS + $1)) name failed=0
  shift
  for name in "$@"; do
    await "$name" $((end - SECONDS)) ready "$name" || { failed=1; say "$name is not ready: see $dir/logs/$name.log"; }
  done
  return "$failed"
}

# stop_hosts NAME…: all at once, 15 s to finish what they are doing.
stop_hosts() {
  local name jobs=()
  for name in "$@"; do stop "$name" TERM 15 & jobs+=($!); done
  wait "${jobs[@]}"
}
