#!/usr/bin/env bash
# Makes .env beside itself from .env.example, with a random value for every setting that has none. Keeps one that is there.
set -euo pipefail
umask 077
cd "$(dirname "$(readlink -f "$0")")"
if [[ -e .env ]]; then
  printf '%s is there already and is kept.\n' "$PWD/.env" >&2
  exit 0
fi
while IFS= read -r line; do
  if [[ $line =~ ^[A-Z_]+=$ ]]; then line+=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n'); fi
  printf '%s\n' "$line"
done < .env.example > .env.new
mv .env.new .env
