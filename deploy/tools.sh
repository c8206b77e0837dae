#!/bin/sh
# The operator's commands in the image `tools`, started as ./stickermill starts them: `stickermill topics`.
exec java -Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Dorg.slf4j.simpleLogger.defaultLogLevel=error -jar /app/stickermill.jar "$@"
