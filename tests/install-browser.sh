#!/bin/sh
# Find a browser for the tests of the page: one that is installed, else the driver's own download, else the system's
# package. Says what it did; without a browser the tests skip (or fail, where CI is set) and say so themselves.
bin="$(cd "$(dirname "$0")/.." && pwd)/.venv/bin"
PATH="$bin:$PATH"

have() {
    for browser in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        if command -v "$browser" >/dev/null && command -v chromedriver >/dev/null; then return 0; fi
    done
    return 1
}

have && exit 0

echo "No Chromium or Chrome with a chromedriver found: asking the driver to fetch one."
timeout 180 "$bin/python" - "$bin" <<'PY' && have && exit 0
import sys
from pathlib import Path

from selenium.webdriver.common.selenium_manager import SeleniumManager

try:
    paths = SeleniumManager().binary_paths(["--browser", "chrome", "--timeout", "60"])
except Exception as error:  # the driver's manager raises its own and others
    sys.exit(f"It could not: {str(error).splitlines()[0][:120]}")
for name, key in (("chrome", "browser_path"), ("chromedriver", "driver_path")):
    link = Path(sys.argv[1], name)
    link.unlink(missing_ok=True)
    link.symlink_to(paths[key])
PY

if command -v apt-get >/dev/null; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Installing the system's chromium and chromium-driver."
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium chromium-driver >/dev/null
fi
have || echo "No browser could be installed: the tests of the page will not run here."
exit 0
