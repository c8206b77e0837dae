#!/bin/sh
# Writes an environment for docker-compose.yml with passwords and keys made at random, readable by you alone:
#   sh deploy/new-env.sh [FILE]     Default: .env
# There is no default password anywhere. What a file has stays, for the database keeps the passwords that it was made with; what a
# newer version needs besides is added.
set -eu
file=${1:-.env}
umask 077
touch "$file"
if [ -n "$(tail -c 1 "$file")" ]; then echo >>"$file"; fi

secret() {
  LC_ALL=C od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

keep() { # NAME VALUE [COMMENT]
  if grep -q "^$1=" "$file"; then return; fi
  if [ -n "${3-}" ]; then echo "# $3" >>"$file"; fi
  printf '%s=%s\n' "$1" "$2" >>"$file"
  echo "$1 is new in $file."
}

keep STICKERMILL_TELEGRAM_TOKEN "${STICKERMILL_TELEGRAM_TOKEN-}" "The bot's token, from BotFather."
keep STICKERMILL_API_KEY "$(secret)" "The operator's key of the HTTP API: it opens everything. NEW,OLD while it is changed."
keep STICKERMILL_API_CUSTOMERKEY "$(secret)" "Of programs that make stickers by HTTP."
keep STICKERMILL_CONSOLE_TOKEN "$(secret)" "What lets people into the console."
keep STICKERMILL_FORGET_KEY "$(secret)" "What the ids of forgotten people are hashed with. Never change it: what they had could come back."
keep STICKERMILL_ENV compose

keep POSTGRES_PASSWORD "$(secret)"
keep GATEWAY_DB_PASSWORD "$(secret)"
keep GENERATION_DB_PASSWORD "$(secret)"
keep DELIVERY_DB_PASSWORD "$(secret)"
keep HISTORY_DB_PASSWORD "$(secret)"
keep BACKFILL_DB_PASSWORD "$(secret)"
keep CONSOLE_DB_PASSWORD "$(secret)"
keep IMPORT_DB_PASSWORD "$(secret)"
keep APICURIO_DB_PASSWORD "$(secret)"

keep S3_ACCESS_KEY "$(secret)"
keep S3_SECRET_KEY "$(secret)"
keep KAFKA_OPERATOR_PASSWORD "$(secret)" "Of the user 'operator', for programs on this machine: the broker's port 29092."
