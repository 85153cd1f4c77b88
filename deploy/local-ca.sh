#!/usr/bin/env bash
# Makes a certificate authority of your own and, signed by it, a certificate for the gateway.
#   deploy/local-ca.sh DIR NAME…      for example: deploy/local-ca.sh deploy/compose/tls partyreport.example 192.0.2.10 localhost
# DIR/ca.pem goes to the browsers that are to believe it; DIR/ca.key stays with you. The gateway gets DIR/gateway.pem and DIR/gateway.key.
# Run again, it keeps the authority and makes another certificate, which is good for 397 days.
set -euo pipefail
umask 077

if [[ $# -lt 2 || $1 == -* ]]; then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 64
fi
command -v openssl > /dev/null || { echo "openssl is missing: install the package openssl." >&2; exit 1; }
dir=$1
shift
mkdir -p "$dir"
# The folder keeps others out; a container that is given single files of it runs as another user.
chmod 700 "$dir"

names=""
for name in "$@"; do
  if [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then kind=IP; else kind=DNS; fi
  if [[ ! $name =~ ^[A-Za-z0-9.:*-]+$ ]]; then echo "$name is neither a name nor an address." >&2; exit 64; fi
  names+="${names:+,}$kind:$name"
done

if [[ ! -e $dir/ca.key ]]; then
  openssl ecparam -name prime256v1 -genkey -noout -out "$dir/ca.key"
  openssl req -new -x509 -sha256 -days 3650 -key "$dir/ca.key" -subj "/CN=PartyReport local CA" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$dir/ca.pem"
fi

openssl ecparam -name prime256v1 -genkey -noout -out "$dir/gateway.key.next"
openssl req -new -sha256 -key "$dir/gateway.key.next" -subj "/CN=$1" -out "$dir/gateway.csr"
openssl x509 -req -sha256 -days 397 -in "$dir/gateway.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -out "$dir/gateway.pem.next" \
  -extfile <(printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$names") \
  2> /dev/null
rm -f "$dir/gateway.csr"
mv "$dir/gateway.key.next" "$dir/gateway.key"
mv "$dir/gateway.pem.next" "$dir/gateway.pem"
chmod 644 "$dir/ca.pem" "$dir/gateway.pem" "$dir/gateway.key"
printf 'Import %s into the browsers. The gateway: Kestrel__Certificates__Default__Path=%s Kestrel__Certificates__Default__KeyPath=%s\n' \
  "$dir/ca.pem" "$dir/gateway.pem" "$dir/gateway.key"
