#!/usr/bin/env bash
# The fault campaign: six processes with a broker and a database of their own are killed, cut off, stopped and poisoned under
# load, and an offline checker decides whether every promise was kept.
#
#   tests/faults.sh [--short|--long] [--only SCENARIO]… [--evidence DIR] [--seed N]
#   tests/faults.sh list                       the scenarios
#   tests/faults.sh check DIR                  reads kept evidence again
#
# --short (default) takes 3 to 8 minutes, --long 100 to 150. The last line is the verdict as JSON. Everything listens on
# 127.0.0.1, lies in a folder of its own and is stopped at the end. Exit codes: 0 all is well, 1 a promise was broken or a figure
# missed, 2 wrong arguments. PARTYREPORT_BIN names a folder with programs that are built already; PARTYREPORT_CONFIGURATION=debug
# takes the debug ones there.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
bin=${PARTYREPORT_BIN:-}
if [[ ! $bin ]]; then
  dotnet build tests/PartyReport.Faults -c Release --nologo -v quiet -clp:NoSummary --disable-build-servers >&2 || exit 1
  bin=artifacts/bin
fi
limit=900
for word in "$@"; do if [[ $word == --long ]]; then limit=14400; fi; done
# On time or Ctrl+C the campaign stops its fleet itself; two minutes are enough for that.
exec timeout --signal=INT --kill-after=120 --foreground "$limit" \
  "$bin/PartyReport.Faults/${PARTYREPORT_CONFIGURATION:-release}/PartyReport.Faults" "$@"
