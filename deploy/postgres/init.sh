#!/bin/sh
# Databases, roles, schemas, and passwords from the environment. Run by the postgres image when its volume is empty, and by
# deploy/upgrade.sh: each step may find its work done, and the first that fails ends it.
set -eu

admin() {
  PGOPTIONS="-c client_min_messages=warning" psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"
}

# The password goes in through the environment: an argument could be read in the process list.
password() {
  admin --set role="$1" <<SQL
\\getenv password $2
alter role :"role" password :'password';
SQL
}

admin --single-transaction --file /stickermill/services.sql
password gateway GATEWAY_DB_PASSWORD
password generation GENERATION_DB_PASSWORD
password delivery DELIVERY_DB_PASSWORD
password history HISTORY_DB_PASSWORD
password backfill BACKFILL_DB_PASSWORD
password console CONSOLE_DB_PASSWORD
password import IMPORT_DB_PASSWORD

admin <<'SQL'
select 'create role apicurio login' where not exists (select from pg_roles where rolname = 'apicurio') \gexec
select 'create database apicurio owner apicurio' where not exists (select from pg_database where datname = 'apicurio') \gexec
revoke all on database apicurio from public;
SQL
password apicurio APICURIO_DB_PASSWORD
