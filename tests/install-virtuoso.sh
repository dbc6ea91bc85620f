#!/bin/sh
# Install Debian's Virtuoso, the second real server of the tests, where that can be done without asking. Elsewhere its
# tests skip (or fail, where CI is set) and say so themselves.
have() { command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null; }

have && exit 0
if command -v apt-get >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Installing the system's virtuoso-opensource-7-bin."
    apt-cache show virtuoso-opensource-7-bin >/dev/null 2>&1 || $sudo apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null
fi
have || echo "Virtuoso could not be installed: its tests will not run here."
exit 0
