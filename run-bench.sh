#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The one command of moebench: finds a JDK, builds if the sources are newer, runs.
set -euo pipefail

JAVA_LEAST=25

script="${BASH_SOURCE[0]}"
while [ -L "$script" ]; do
  folder="$(cd -P "$(dirname "$script")" && pwd)"
  script="$(readlink "$script")"
  case "$script" in /*) ;; *) script="$folder/$script" ;; esac
done
root="$(cd -P "$(dirname "$script")" && pwd)"
jar="$root/target/benchmarks.jar"

fail() { echo "error: $2" >&2; exit "$1"; }

# Prints the major version of the JDK in a folder; 0 if there is none.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
  local version
  version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")"
  echo "${version:-0}"
}

find_jdk() {
  local on_path="" home
  if command -v javac >/dev/null 2>&1; then
    on_path="$(readlink -f "$(command -v javac)" 2>/dev/null || true)"
    on_path="${on_path%/bin/javac}"
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ "$(jdk_version "$home")" -ge "$JAVA_LEAST" ]; then echo "$home"; return; fi
  done
  fail 7 "no JDK $JAVA_LEAST or newer found: install one (for example from https://adoptium.net) or set JAVA_HOME"
}

build_if_stale() {
  local sources=("$root/src" "$root/datasets" "$root/pom.xml" "$root/.mvn")
  if [ -f "$jar" ] && [ -z "$(find "${sources[@]}" -newer "$jar" -print -quit 2>/dev/null)" ]; then
    return
  fi
  command -v mvn >/dev/null 2>&1 || fail 7 "Maven (mvn) is needed to build $jar: install it, version 3.8 or newer"
  echo "building target/benchmarks.jar ..." >&2
  local log status=0
  log="$(mktemp)"
  JAVA_HOME="$java_home" mvn -B -q -f "$root/pom.xml" -DskipTests -Dspotless.check.skip=true package \
    >"$log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    grep -E '^\[ERROR\]' "$log" >&2 || cat "$log" >&2
    rm -f "$log"
    fail 8 "the build failed"
  fi
  rm -f "$log"
}

java_home="$(find_jdk)"
build_if_stale
command="${1:-}"
module=--add-modules=jdk.incubator.vector
if [ "$command" = jmh ]; then
  exec "$java_home/bin/java" "$module" --sun-misc-unsafe-memory-access=allow -jar "$jar" "${@:2}"
fi
commit="$(git -C "$root" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)"
options=(-Djava.awt.headless=true "-Dmoebench.root=$root" "-Dmoebench.commit=$commit"
  --sun-misc-unsafe-memory-access=allow -cp "$jar")
[ -t 1 ] && options+=(-Dmoebench.tty.out=true)
[ -t 2 ] && options+=(-Dmoebench.tty.err=true)
case "$command" in
  verify) # runs kernels in this JVM; its start-up warning would only distract
    exec "$java_home/bin/java" "$module" -Xmx3g "${options[@]}" org.moebench.cli.Main "$@" \
      2> >(grep -v 'WARNING: Using incubator modules' >&2) ;;
  gate) # the self-test simulates; otherwise as below
    memory=(-Xmx384m -XX:TieredStopAtLevel=1)
    [ "${2:-}" = self-test ] && memory=(-Xmx1g)
    exec "$java_home/bin/java" "${memory[@]}" -XX:+UseSerialGC "${options[@]}" \
      org.moebench.cli.Main "$@" ;;
  profile | trace) # their work is done in this JVM; the start-up warning would only distract
    exec "$java_home/bin/java" "$module" -Xmx1g "${options[@]}" org.moebench.cli.Main "$@" \
      2> >(grep --line-buffered -v 'WARNING: Using incubator modules' >&2) ;;
  doctor) exec "$java_home/bin/java" -Xmx256m "${options[@]}" org.moebench.cli.Main "$@" ;;
  *) # stays small and idle while forks measure
    exec "$java_home/bin/java" -Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "${options[@]}" \
      org.moebench.cli.Main "$@" ;;
esac
