# Sourced by ./mvnw and ./stickermill: finds a JDK 25 (or newer) and exports JAVA_HOME.
# A JDK is recognised by its `release` file, so nothing has to be started to look at one.
# Kept to POSIX sh; needs globbing, so source it before any `set -f`.
stickermill_is_jdk() { # true when $1 holds a JDK (not a JRE) of version 25 or newer
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  stickermill_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${stickermill_version:-0}" -ge 25 ]
}
if ! stickermill_is_jdk "${JAVA_HOME-}"; then
  stickermill_found=
  for stickermill_candidate in "${JAVA_HOME_25-}" "${JAVA_HOME_25_X64-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if stickermill_is_jdk "$stickermill_candidate"; then
      stickermill_found=$stickermill_candidate
      break
    fi
  done
  if [ -z "$stickermill_found" ]; then
    echo "Stickermill needs a JDK 25 and found none: install one (for example Eclipse Temurin 25) or point JAVA_HOME at it." >&2
    exit 1
  fi
  JAVA_HOME=$stickermill_found
fi
export JAVA_HOME
