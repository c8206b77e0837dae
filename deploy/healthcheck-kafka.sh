#!/bin/bash
# Exit code 0 when the broker at 127.0.0.1:PORT answers a request of Kafka's protocol without an error. Bash alone: Kafka's own tools
# start a JVM for each check.
#   healthcheck-kafka.sh 9092
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
# ApiVersions: 10 bytes follow, api 18, version 0, correlation 1, no client's name.
printf '\0\0\0\012\0\022\0\0\0\0\0\001\377\377' >&3
# Length, correlation 1, error 0.
answer=$(head -c 10 <&3 | od -An -tx1 | tr -d ' \n')
[ "${answer:8}" = 000000010000 ]
