# Runs Maven on a JDK 25. Sourced by `dev` and `tain` from the project's root, after bin/find-jdk.sh.
# shellcheck shell=bash

# JDK 25 warns about Maven's own libraries; that is not news.
tain_maven() {
  tain_find_jdk javac
  local program=./mvnw
  if ! compgen -G "${MAVEN_USER_HOME:-${HOME:-}/.m2}/wrapper/dists/*/*/bin/mvn" >/dev/null &&
    ! ./mvnw --version >/dev/null && command -v mvn >/dev/null; then
    echo "./mvnw could not fetch Maven; using the mvn on the PATH instead." >&2
    program=mvn
  fi
  export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
  "$program" --batch-mode --no-transfer-progress --threads 1C "$@"
}
