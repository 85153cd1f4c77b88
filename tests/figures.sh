#!/usr/bin/env bash
# Figures of the product, a run at most 8 minutes after the build, --long at most 24; what they mean stands in tests/FIGURES.md.
#
#   tests/figures.sh gateway [--raw DIR] [--sabotage NAME]
#   tests/figures.sh gateway --long [--raw DIR]     counts that need longer, written to tests/matrix.json, which the first form reads
#
# The last line is JSON; a figure that was not to be had in that time is null, and then the run has failed. NAME worsens one thing, which
# the figure must show: open-rule, hide-endpoint; slow-allow, climb; burn-gateway, burn-session, late-gateway; slow-import, slow-replica,
# slow-command. Everything listens on 127.0.0.1 and is stopped at the end. Where
# PARTYREPORT_POSTGRES and PARTYREPORT_RABBITMQ name servers, those are taken; the import has servers of its own anyway.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
usage() { echo 'usage: tests/figures.sh gateway [--raw DIR] [--sabotage NAME | --long]' >&2; exit 64; }

[[ ${1:-} == gateway ]] || usage
shift
raw='' sabotage='' long=''
while (($# > 0)); do
  case $1 in
    --long) long=1 ;;
    --raw) raw=${2:?}; shift ;;
    --sabotage) sabotage=${2:?}; shift ;;
    *) usage ;;
  esac
  shift
done
of='' flip='' hide=''
case $sabotage in
  '') ;;
  open-rule) flip=report.write/nobody-else ;;
  hide-endpoint) hide=GetReport ;;
  slow-allow | climb) of=RuleCosts ;;
  burn-gateway | burn-session | late-gateway) of=GatewayCosts ;;
  slow-import | slow-replica | slow-command) of=ImportCosts ;;
  *) usage ;;
esac
if [[ $long && $sabotage ]]; then usage; fi
if [[ $raw ]]; then mkdir -p "$raw"; raw=$(realpath "$raw"); fi

work=$(mktemp -d)
# The database's own user must reach what lies below.
chmod 711 "$work"
# What ran out of time leaves its six processes behind.
stop_all() {
  local folder
  for folder in "$work"/partyreport-fleet-*; do
    if [[ -d $folder ]]; then deploy/local/down.sh "$folder" > /dev/null 2>&1 || true; fi
  done
  if [[ -e $work/servers ]]; then deploy/local/servers.sh down "$work/servers" > /dev/null 2>&1 || true; fi
  rm -rf "$work"
}
trap stop_all EXIT
measured=(GatewayCosts RuleCosts ImportCosts)
if [[ $long ]]; then measured=(Matrix.Tests); elif [[ $flip$hide ]]; then measured+=(Matrix.Tests); fi
for name in "${measured[@]}"; do
  echo "== build $name" >&2
  dotnet build "tests/PartyReport.$name" -c Release --nologo -v quiet -clp:NoSummary >&2
done

export TMPDIR=$work
end=$((SECONDS + (long ? 1440 : 440)))
# within SECONDS COMMAND…: no longer than that, and not beyond the end. It tells by what it writes, not by how it ends.
within() {
  local seconds=$1
  shift
  if ((end - SECONDS < seconds)); then seconds=$((end - SECONDS)); fi
  if ((seconds > 0)); then timeout --signal=INT --kill-after=30 "$seconds" "$@" || true; fi
}

# measure NAME SECONDS: its last line goes to $work/NAME, everything to stderr.
measure() {
  local name=$1 seconds=$2
  set --
  echo "== $name" >&2
  if [[ $raw ]]; then set -- "$@" --raw "$raw"; fi
  if [[ $of == "$name" ]]; then set -- "$@" --sabotage "$sabotage"; fi
  within "$seconds" "artifacts/bin/PartyReport.$name/release/PartyReport.$name" "$@" | tee >(cat >&2) | tail -n 1 > "$work/$name"
}

servers() {
  if [[ ${PARTYREPORT_POSTGRES:-} ]]; then return; fi
  lines=$(deploy/local/servers.sh up "$work/servers")
  eval "$lines"
}

# of_matrix FIELD SUMMARY: of both modes by an awk program.
of_matrix() {
  if [[ $(wc -l < "$work/matrix") == 2 ]]; then grep -o "\"$1\":[0-9]*" "$work/matrix" | cut -d: -f2 | awk "$2"; else echo null; fi
}
# matrix SECONDS: asks both modes; what came out goes to $work/Matrix.
matrix() {
  echo '== Matrix' >&2
  : > "$work/matrix"
  PARTYREPORT_MATRIX_REPORT=$work/matrix PARTYREPORT_MATRIX_RAW=${raw:+$work/verdicts} PARTYREPORT_MATRIX_FLIP=$flip PARTYREPORT_MATRIX_HIDE=$hide \
    within "$1" artifacts/bin/PartyReport.Matrix.Tests/release/PartyReport.Matrix.Tests -method '*.Every_verdict_is_the_expected_one' >&2
  if [[ $raw ]]; then
    cp "$work/matrix" "$raw/matrix.json"
    if [[ -e $work/verdicts ]]; then cp "$work/verdicts" "$raw/matrix-verdicts.json"; fi
  fi
  printf '{"endpoints":%s,"unexpected_allows":%s,"matrix_commit":"%s"}\n' "$(of_matrix endpoints '$1 > most { most = $1 } END { print most }')" \
    "$(of_matrix unexpected_allows '{ sum += $1 } END { print sum }')" "$(git describe --always --dirty --abbrev=40 --exclude '*')" > "$work/Matrix"
}

if [[ $long ]]; then
  servers
  matrix 1200
  cat "$work/Matrix"
  if grep -q :null "$work/Matrix"; then exit 1; fi
  cp "$work/Matrix" tests/matrix.json
  exit
fi
if [[ $flip$hide ]]; then
  servers
  matrix 400
else
  cp tests/matrix.json "$work/Matrix"
fi
measure GatewayCosts 180
measure ImportCosts 240
servers
measure RuleCosts 120
# inner NAME FIELD…: the members of its object; the fields as null where it told nothing.
inner() {
  local line
  line=$(< "$work/$1")
  shift
  if [[ $line == {*} ]]; then line=${line#\{}; printf '%s' "${line%\}}"; else printf '"%s":null,' "$@" | sed 's/,$//'; fi
}
line=$(printf '{%s,%s,%s,%s}' "$(inner Matrix endpoints unexpected_allows)" \
  "$(inner RuleCosts allow_p99_us list_filter_cost)" "$(inner GatewayCosts plain_vs_yarp session_vs_plain added_p50_ms)" \
  "$(inner ImportCosts import_s replica_s)")
echo "$line"
[[ $line != *:null* ]]
