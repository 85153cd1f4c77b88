#!/usr/bin/env bash
# Measures the way from a log to a subscriber's effect against hand-written ones, on servers of its own.
#
#   deploy/bench.sh [--quick|--full] [--raw DIR] [--seed N] [--sabotage NAME]
#
# --quick (default): 3 rounds, a backlog of 30,000 events, at most 5 minutes. --full: 5 rounds, 100,000 events, about 13 minutes.
# Prints every measured stretch, then medians of ratios with min–max; the last line is JSON. What the figures mean stands in
# tests/FIGURES.md. Everything listens on 127.0.0.1 and is stopped at the end. Where PARTYREPORT_POSTGRES and
# PARTYREPORT_RABBITMQ name servers, those are taken.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
dotnet build tests/PartyReport.Load -c Release --nologo -v quiet -clp:NoSummary >&2
if [[ -z ${PARTYREPORT_POSTGRES:-} || -z ${PARTYREPORT_RABBITMQ:-} ]]; then
  servers=$(mktemp -d)
  trap 'deploy/local/servers.sh down "$servers" >/dev/null 2>&1 || true; rm -rf "$servers"' EXIT
  lines=$(deploy/local/servers.sh up "$servers")
  eval "$lines"
fi
timeout --signal=INT --kill-after=30 1500 artifacts/bin/PartyReport.Load/release/PartyReport.Load "$@"
