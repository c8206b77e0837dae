#!/bin/sh
# Writes an environment for docker-compose.yml with passwords and keys made at random, readable by you alone:
#   sh deploy/new-env.sh [FILE]     Default: .env
# There is no default password anywhere. A file that is there stays: the database keeps the passwords that it was made with.
set -eu
file=${1:-.env}
if [ -e "$file" ]; then
  echo "$file is there already, and the database knows its passwords: it stays as it is." >&2
  exit 1
fi

secret() {
  LC_ALL=C od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

umask 077
cat >"$file" <<ENV
# The bot's token, from BotFather.
STICKERMILL_TELEGRAM_TOKEN=${STICKERMILL_TELEGRAM_TOKEN-}
# What callers of the HTTP API send as X-API-Key.
STICKERMILL_API_KEY=$(secret)
STICKERMILL_ENV=compose

POSTGRES_PASSWORD=$(secret)
GATEWAY_DB_PASSWORD=$(secret)
GENERATION_DB_PASSWORD=$(secret)
DELIVERY_DB_PASSWORD=$(secret)
HISTORY_DB_PASSWORD=$(secret)
BACKFILL_DB_PASSWORD=$(secret)
CONSOLE_DB_PASSWORD=$(secret)
IMPORT_DB_PASSWORD=$(secret)
APICURIO_DB_PASSWORD=$(secret)

S3_ACCESS_KEY=$(secret)
S3_SECRET_KEY=$(secret)
ENV
