#!/bin/sh
# Brings the containers to the version that this checkout has: the roles, then one service after another, each with as many processes
# as run now.
#   git pull && sh deploy/upgrade.sh
# The first error ends it. What is not yet new goes on as it is, and old and new work together: mend it and run it once more.
set -eu
cd "$(dirname "$0")/.."
sh deploy/new-env.sh
docker compose --profile tools build
# Only those whose definition has changed are made anew.
docker compose up -d --wait kafka postgres s3 registry
docker compose exec -T postgres sh /stickermill/init.sh
for service in history-service backfill-service delivery-storage delivery-telegram generation-service gateway-service console kafka-ui; do
  running=$(docker compose ps --quiet --status running "$service" | grep -c . || true)
  if [ "$running" -eq 0 ] && [ -n "$(docker compose ps --all --quiet "$service")" ]; then
    echo "$service is stopped, and stays so: docker compose up -d $service"
    continue
  fi
  if [ "$running" -eq 0 ]; then running=1; fi
  echo "$service: $running"
  docker compose up -d --wait --no-deps --scale "$service=$running" "$service"
done
