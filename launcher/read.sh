#!/bin/sh
# Starts the reader from the medium that this file lies on, and leaves nothing on the computer: open a terminal here and
# type   sh read.sh   , or double-click the file where the desktop allows it.
#
#   sh read.sh                    opens the pages in a browser
#   sh read.sh search … -q WORD   any command of the reader; sh read.sh --help lists them
#
# The file may have any name. The folder beside it that holds reader.jar is the one it starts.

set -u
here=$(dirname -- "$0")
here=$(CDPATH='' cd -- "$here" && pwd) || exit 1

complain() { # WHAT WHERE HINT
  printf 'bojagi: %s (%s). %s\n' "$1" "$2" "$3" >&2
}

folder=
for candidate in "$here"/*/reader.jar; do
  if [ -f "$candidate" ]; then
    folder=${candidate%/reader.jar}
    break
  fi
done
if [ -z "$folder" ]; then
  complain 'The reader is not here' "$here" 'Copy the whole medium, with the folder that lies beside this file.'
  exit 1
fi

case "$(uname -s)" in
  Darwin) system=macos ;;
  *) system=linux ;;
esac
case "$(uname -m)" in
  x86_64 | amd64) machine=x64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) machine=$(uname -m) ;;
esac
runtime=$folder/$system-$machine
# Linux lets only names in .exe be executed on such media; elsewhere the name is the usual one.
java=$runtime/bin/java.exe
[ -f "$java" ] || java=$runtime/bin/java
if [ ! -f "$java" ]; then
  complain 'This medium has no reader for this kind of computer' "$system-$machine" \
    'Use another computer, or ask who gave it to you for the plain files.'
  exit 1
fi
if [ ! -x "$java" ]; then
  complain 'This computer allows no program on this medium' "$java" \
    'Use another computer, or mount the medium with the option exec.'
  exit 1
fi

# Messages are in the user's language. Java takes names of files in the locale's charset, and one that isn't UTF-8 would
# turn every Korean name into question marks.
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
  ko_KP*) language='-Duser.language=ko -Duser.country=KP' ;;
  ko*) language='-Duser.language=ko -Duser.country=KR' ;;
  zh*) language='-Duser.language=zh -Duser.country=' ;;
  *) language='-Duser.language=en -Duser.country=' ;;
esac
if [ "$system" = linux ]; then
  installed=$(locale -a 2>/dev/null | grep -i -m 1 'utf-*8$')
  for LC_ALL in C.UTF-8 "${LC_ALL:-${LANG:-}}" en_US.UTF-8 "$installed" C.UTF-8; do
    export LC_ALL
    if [ "$(locale charmap 2>/dev/null)" = UTF-8 ]; then
      break
    fi
  done
fi

# Memory that the system moves to a disk stays there. Swap in compressed memory (zram) is none of that.
if [ -r /proc/swaps ]; then
  while read -r name kind rest; do
    case "$name" in
      Filename | /dev/zram* | /zram* | '') ;;
      *)
        printf '%s\n' \
          '이 콤퓨터는 기억기의 내용을 디스크에 옮겨둘수 있습니다(swap). 읽은것의 일부가 거기 남을수 있습니다.' \
          'This computer may move memory to its disk (swap): parts of what is read can stay there.' >&2
        break
        ;;
    esac
  done </proc/swaps
fi

streams=
if [ -t 0 ]; then streams=0; fi
if [ -t 1 ]; then streams=${streams}1; fi
if [ -t 2 ]; then streams=${streams}2; fi

# What others may have told Java to do, and dumps of memory.
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JDK_AOT_VM_OPTIONS CLASSPATH
ulimit -c 0 2>/dev/null || true

if [ $# -eq 0 ]; then
  set -- read --sticks "$folder"
fi
# glibc keeps two pools of memory instead of eight a core. Commands that end at once don't wait for Java's second compiler.
suited=
case "$1" in
  search | suggest | list | info) suited=-XX:TieredStopAtLevel=1 ;;
  read) suited=@$folder/read.options ;;
  # What streams leaves much garbage, which Java would let lie up to half of the computer's memory.
  extract | cat | verify) suited=-Xmx160m ;;
esac
export MALLOC_ARENA_MAX=2
cache=$runtime/reader.aot
[ -f "$cache" ] || cache=

# shellcheck disable=SC2086 # language is words
exec "$java" "@$folder/java.options" ${suited:+"$suited"} ${cache:+"-XX:AOTCache=$cache"} $language "-Dbojagi.terminal=$streams" \
  -jar "$folder/reader.jar" "$@"
