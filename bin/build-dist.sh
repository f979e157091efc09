# Builds the distribution of a clone, app/target/dist, when it is absent or older than the sources. Sourced by `tain`.
# shellcheck shell=bash

# True when nothing that goes into $2, the distribution, is newer than it. Directories count: a deleted file changes
# one.
tain_is_fresh() {
  local root=$1 stamp=$2/build.properties newer
  [ -f "$stamp" ] || return 1
  newer=$(find "$root/pom.xml" "$root/tain" "$root/bin" "$root"/{*,connectors/*}/pom.xml \
    "$root"/{*,connectors/*}/src/main \
    -not -path "$root/bench/*" -not -path "$root/testkit/*" -newer "$stamp" -print -quit 2>/dev/null)
  [ -z "$newer" ]
}

# Builds $2 from the sources in $1 if need be. Of two at once, one builds and the other waits.
tain_build_if_stale() {
  local root=$1 dist=$2
  if [ "${TAIN_REBUILD:-auto}" = never ] && [ -f "$dist/build.properties" ]; then
    return 0
  fi
  tain_is_fresh "$root" "$dist" && return 0
  mkdir -p "$root/app/target"
  (
    if command -v flock >/dev/null; then
      flock 9
    fi
    tain_is_fresh "$root" "$dist" || tain_build "$root" "$dist"
  ) 9>"$root/app/target/dist.lock"
}

tain_build() {
  local root=$1 dist=$2 log=$1/app/target/dist-build.log start=$SECONDS
  if [ -d "$dist" ]; then
    printf 'Building Tain, the sources have changed ... ' >&2
  else
    printf 'Building Tain; the first time also fetches libraries, which takes a few minutes ... ' >&2
  fi
  source "$root/bin/maven.sh"
  if ! (cd "$root" && tain_maven -Dmaven.test.skip=true -pl app -am package >"$log" 2>&1 9>&-); then
    printf 'failed.\n' >&2
    grep '^\[ERROR\]' "$log" | head -n 15 >&2
    echo "All of it is in $log." >&2
    return 1
  fi
  printf 'done in %s s.\n' "$((SECONDS - start))" >&2
}
