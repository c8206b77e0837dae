#!/bin/bash
# Exit code 0 when http://127.0.0.1:PORT/PATH answers 200. Bash alone: the images have no curl, and a JVM a check is dear.
#   healthcheck.sh 8080 /actuator/health/readiness
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
read -r -t 3 _ status _ <&3
[ "${status-}" = 200 ]
