#!/bin/sh
# Run once by the postgres image, when its volume is empty: databases, roles, schemas, passwords from the environment.
set -eu

admin() {
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"
}

# The password goes in through the environment: an argument could be read in the process list.
password() {
  admin --set role="$1" <<SQL
\\getenv password $2
alter role :"role" password :'password';
SQL
}

admin --file /stickermill/services.sql
password gateway GATEWAY_DB_PASSWORD
password generation GENERATION_DB_PASSWORD
password delivery DELIVERY_DB_PASSWORD
password history HISTORY_DB_PASSWORD
password backfill BACKFILL_DB_PASSWORD
password console CONSOLE_DB_PASSWORD
password import IMPORT_DB_PASSWORD

admin --command 'create role apicurio login'
password apicurio APICURIO_DB_PASSWORD
admin --command 'create database apicurio owner apicurio'
admin --command 'revoke all on database apicurio from public'
