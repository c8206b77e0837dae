#!/bin/sh
# Writes the files of secrets that ../kustomization.yaml reads, each NAME=value a line, readable by you alone. What is yours to know
# is asked from the environment; the API keys are made at random. Files that are there already stay.
#   TELEGRAM_TOKEN=... S3_ACCESS_KEY=... S3_SECRET_KEY=... KAFKA_USER=... KAFKA_PASSWORD=... sh new.sh
# The databases' passwords are made at random, too: give them to the roles (`alter role gateway password '...'`, docs/operating.md).
set -eu
umask 077
cd "$(dirname "$0")"
: "${TELEGRAM_TOKEN:?the bot's token}" "${S3_ACCESS_KEY:?}" "${S3_SECRET_KEY:?}" "${KAFKA_USER:?}" "${KAFKA_PASSWORD:?}"

secret() {
  LC_ALL=C od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}
keep() { # FILE: standard input, unless it is there
  if [ -e "$1" ]; then cat >/dev/null; else cat >"$1"; fi
}

keep telegram.env <<ENV
STICKERMILL_TELEGRAM_TOKEN=$TELEGRAM_TOKEN
ENV
keep api.env <<ENV
STICKERMILL_API_KEY=$(secret)
STICKERMILL_API_CUSTOMERKEY=$(secret)
ENV
keep storage.env <<ENV
STICKERMILL_STORAGE_ACCESSKEY=$S3_ACCESS_KEY
STICKERMILL_STORAGE_SECRETKEY=$S3_SECRET_KEY
ENV
keep database.env <<ENV
gateway=$(secret)
generation=$(secret)
delivery=$(secret)
history=$(secret)
backfill=$(secret)
console=$(secret)
ENV
keep console.env <<ENV
STICKERMILL_CONSOLE_TOKEN=$(secret)
ENV
keep kafka.env <<ENV
KAFKA_USER=$KAFKA_USER
KAFKA_PASSWORD=$KAFKA_PASSWORD
JAAS_CONFIG=org.apache.kafka.common.security.scram.ScramLoginModule required username="$KAFKA_USER" password="$KAFKA_PASSWORD";
ENV
keep client.properties <<PROPERTIES
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$KAFKA_USER" password="$KAFKA_PASSWORD";
PROPERTIES
