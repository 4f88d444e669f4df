#!/bin/sh
# Starts the reader on a Mac: double-click it. Where macOS refuses, open Terminal, type   sh   and a space, drag this
# file into the window and press Return.
#
# It does what the file of its name in .sh does, and needs it beside it.

set -u
script=${0%.command}.sh
if [ ! -f "$script" ]; then
  for script in "$(dirname -- "$0")"/*.sh; do
    break
  done
fi
exec sh "$script" "$@"
