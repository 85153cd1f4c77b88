#!/usr/bin/env bash
# Figures of the product, each run at most 8 minutes after the build; what they mean stands in tests/FIGURES.md.
#
#   tests/figures.sh gateway [--raw DIR] [--sabotage NAME]
#
# The last line is JSON. NAME worsens one thing, which the figure must show: open-rule; slow-allow, climb; burn-gateway, burn-session,
# late-gateway; slow-import, slow-replica, slow-command. Everything listens on 127.0.0.1 and is stopped at the end. Where
# PARTYREPORT_POSTGRES and PARTYREPORT_RABBITMQ name servers, those are taken; the import has servers of its own anyway.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
usage() { echo 'usage: tests/figures.sh gateway [--raw DIR] [--sabotage NAME]' >&2; exit 64; }

[[ ${1:-} == gateway ]] || usage
shift
raw='' sabotage=''
while (($# > 0)); do
  case $1 in
    --raw) raw=${2:?} ;;
    --sabotage) sabotage=${2:?} ;;
    *) usage ;;
  esac
  shift 2
done
of='' flip=''
case $sabotage in
  '') ;;
  open-rule) of=Matrix flip=report.write/nobody-else ;;
  slow-allow | climb) of=RuleCosts ;;
  burn-gateway | burn-session | late-gateway) of=GatewayCosts ;;
  slow-import | slow-replica | slow-command) of=ImportCosts ;;
  *) usage ;;
esac
if [[ $raw ]]; then mkdir -p "$raw"; raw=$(realpath "$raw"); fi

work=$(mktemp -d)
trap 'if [[ -e $work/servers ]]; then deploy/local/servers.sh down "$work/servers" >/dev/null 2>&1 || true; fi; rm -rf "$work"' EXIT
for name in GatewayCosts RuleCosts ImportCosts Matrix.Tests; do
  echo "== build $name" >&2
  dotnet build "tests/PartyReport.$name" -c Release --nologo -v quiet -clp:NoSummary >&2
done

# measure NAME SECONDS [ARGUMENT…]: its last line goes to $work/NAME, everything to stderr.
measure() {
  local name=$1 seconds=$2
  shift 2
  echo "== $name" >&2
  if [[ $raw ]]; then set -- "$@" --raw "$raw"; fi
  if [[ $of == "$name" ]]; then set -- "$@" --sabotage "$sabotage"; fi
  timeout --signal=INT --kill-after=30 "$seconds" "artifacts/bin/PartyReport.$name/release/PartyReport.$name" "$@" | tee /dev/stderr | tail -n 1 > "$work/$name"
}

measure GatewayCosts 180
measure ImportCosts 300
if [[ -z ${PARTYREPORT_POSTGRES:-} ]]; then
  lines=$(deploy/local/servers.sh up "$work/servers")
  eval "$lines"
fi
measure RuleCosts 180

echo '== Matrix' >&2
# A wrong verdict is told by the figure, not by how the test ends.
PARTYREPORT_MATRIX_REPORT=$work/matrix PARTYREPORT_MATRIX_FLIP=$flip timeout 180 \
  artifacts/bin/PartyReport.Matrix.Tests/release/PartyReport.Matrix.Tests -method '*.Every_verdict_is_the_expected_one' >&2 || true
[[ -s $work/matrix ]] || { echo 'The matrix told nothing.' >&2; exit 1; }
if [[ $raw ]]; then cp "$work/matrix" "$raw/matrix.json"; fi
numbers() { grep -o "\"$1\":[0-9]*" "$work/matrix" | cut -d: -f2; }

# inner NAME: the members of its object.
inner() { local line; line=$(< "$work/$1"); [[ $line == {*} ]] || { echo "$1 told nothing." >&2; exit 1; }; line=${line#\{}; printf '%s' "${line%\}}"; }
rules=$(inner RuleCosts) gateway=$(inner GatewayCosts) import=$(inner ImportCosts)
printf '{"endpoints":%s,"unexpected_allows":%s,%s,%s,%s}\n' \
  "$(numbers endpoints | sort -n | tail -n 1)" "$(numbers unexpected_allows | awk '{ sum += $1 } END { print sum }')" "$rules" "$gateway" "$import"
