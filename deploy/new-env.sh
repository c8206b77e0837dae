#!/bin/sh
# Prints an environment for docker-compose.yml with passwords and keys made at random:
#   sh deploy/new-env.sh > .env
# There is no default password anywhere. Run it once: the database keeps the passwords that it was made with.
set -eu

secret() {
  LC_ALL=C od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

umask 077
cat <<ENV
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
IMPORT_DB_PASSWORD=$(secret)
APICURIO_DB_PASSWORD=$(secret)

S3_ACCESS_KEY=$(secret)
S3_SECRET_KEY=$(secret)
ENV
