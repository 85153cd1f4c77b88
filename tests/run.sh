#!/usr/bin/env bash
# Everything that must hold, from a fresh clone: restore locked, build, format, all suites.
#   tests/run.sh          what every change must pass
#   tests/run.sh --long   the same, with 40 kill points of the demo instead of 10, and each service killed 10 times instead of once
# PostgreSQL and RabbitMQ come from containers when a container engine answers, else from the distribution's packages.
# The last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
case "${1:-}" in
  --long) export PARTYREPORT_KILL_POINTS=40 PARTYREPORT_KILL_ROUNDS=10 ;;
  "") export PARTYREPORT_KILL_POINTS=10 PARTYREPORT_KILL_ROUNDS=1 ;;
  *) echo "usage: tests/run.sh [--long]" >&2; exit 64 ;;
esac

stop() { echo "$1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# What is missing, and the Debian package that brings it.
bring() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || stop "$1 is missing: install the package $2."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq "$2" || stop "apt could not install $2."
}
need() { command -v "$1" >/dev/null || bring "$1" "$2"; }

command -v dotnet >/dev/null || stop "dotnet is missing: install the .NET SDK 10 (global.json names the version)."
need git git
# Pages are tested in the distribution's browser; without Chinese letters it would measure boxes.
[ -n "${PARTYREPORT_CHROMIUM:-}" ] || need chromium chromium
need fc-list fontconfig
fc-list :lang=zh-cn 2>/dev/null | grep -q . || bring "a font with Chinese letters" fonts-noto-cjk

servers=$(mktemp -d)
log=$(mktemp)
trap 'deploy/local/servers.sh down "$servers" >/dev/null 2>&1; rm -rf "$log" "$servers"' EXIT
if [ -n "${DOCKER_HOST:-}" ] || docker info >/dev/null 2>&1; then
  echo "== servers: containers"
else
  echo "== servers: local"
  lines=$(deploy/local/servers.sh up "$servers") || stop "The servers do not start."
  eval "$lines"
fi

step() { echo "== $1"; shift; "$@" || stop "failed: $*"; }
step "restore" dotnet restore PartyReport.sln --locked-mode
step "build" dotnet build PartyReport.sln --no-restore --nologo -clp:NoSummary
step "format" dotnet format PartyReport.sln --no-restore --verify-no-changes

echo "== tests"
# One suite after the other: each starts servers, services and browsers, and recovery is measured.
dotnet test --solution PartyReport.sln --no-build --output detailed --no-progress --max-parallel-test-modules 1 >"$log" 2>&1
status=$?
grep -Ev '^(passed |  from )' "$log"
sum() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(sum succeeded) failed=$(sum failed) skipped=$(sum skipped)
[ -n "$passed" ] || stop "The test run ended without a summary."
# Six processes under faults, with an offline checker; counted as one test.
echo "== faults"
if PARTYREPORT_BIN=artifacts/bin PARTYREPORT_CONFIGURATION=debug tests/faults.sh --short; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
fi
# Once more where it is looked for: what failed, and why.
awk '/^failed /{on=1;n=0} /^(passed |skipped |Running tests from )/{on=0} on&&n++<40' "$log"
# A suite that crashed or ran nothing counts as a failure even when every test that ran was green.
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
