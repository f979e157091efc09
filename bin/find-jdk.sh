# Finds a JDK 25 or newer and sets JAVA_HOME to it. Sourced by `dev` and `tain`: only this file knows where JDKs live.
# shellcheck shell=bash

TAIN_JAVA_VERSION=25

# Prints the feature version of the JDK in directory $1, or nothing when there is none.
tain_jdk_version() {
  [ -x "$1/bin/java" ] || return 0
  local version=""
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  fi
  printf '%s' "$version"
}

# Prints every directory that might hold a JDK, the likeliest first.
tain_jdk_candidates() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  local java link
  if java=$(command -v java 2>/dev/null); then
    while link=$(readlink "$java"); do
      case "$link" in /*) java=$link ;; *) java=$(dirname "$java")/$link ;; esac
    done
    (cd "$(dirname "$java")/.." 2>/dev/null && pwd)
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$TAIN_JAVA_VERSION+" 2>/dev/null
  fi
  local home
  for home in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /opt/java/* /opt/jdk* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$home" ] && printf '%s\n' "$home"
  done
  return 0
}

# Sets and exports JAVA_HOME; with "$1" = javac a runtime without a compiler does not count. Says what to do on failure.
tain_find_jdk() {
  local need=${1:-java} home version
  while IFS= read -r home; do
    version=$(tain_jdk_version "$home")
    if [ -n "$version" ] && [ "$version" -ge "$TAIN_JAVA_VERSION" ] && [ -x "$home/bin/$need" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(tain_jdk_candidates)
  cat >&2 <<MESSAGE
Tain needs a JDK $TAIN_JAVA_VERSION or newer, and found none in JAVA_HOME, the PATH, /usr/lib/jvm, ~/.sdkman or ~/.jdks.
Install one, for example from https://adoptium.net, or set JAVA_HOME to the one that you have.
MESSAGE
  return 1
}
