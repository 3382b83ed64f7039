#!/usr/bin/env bash
# What the tests use beside Node.js, from Debian's or Ubuntu's packages: SIPp and baresip as phones, JDK and Maven to run
# Kafka. Go 1.24 or later, for the MongoDB-wire server, is too new for those packages and left to the machine.
set -euo pipefail

missing=()
command -v java >/dev/null || missing+=(default-jdk-headless)
command -v mvn >/dev/null || missing+=(maven)
command -v sipp >/dev/null || missing+=(sip-tester)
command -v baresip >/dev/null || missing+=(baresip)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "Install ${missing[*]} to run all tests." >&2
  exit 1
fi
echo "Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
