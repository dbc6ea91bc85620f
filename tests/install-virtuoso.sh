#!/bin/sh
# Install Debian's Virtuoso, the second real server of the tests, where that can be done without asking. Elsewhere, and
# in continuous integration, its tests skip and say so themselves.
if command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null; then exit 0; fi
if [ -n "${CI:-}" ]; then
    echo "Virtuoso is not installed in continuous integration: its tests will not run here."
    exit 0
fi
if command -v apt-get >/dev/null && apt-cache show virtuoso-opensource-7-bin >/dev/null 2>&1; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Installing the system's virtuoso-opensource-7-bin."
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null
fi
command -v virtuoso-t >/dev/null || echo "Virtuoso could not be installed: its tests will not run here."
exit 0
