"""A headless Chromium or Chrome for the tests of the page: found, started, and asked what it saw.

The browser test files import what they need from here; pytest finds the fixtures by those names.
"""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
)
_PATIENCE = 15.0


def found() -> tuple[str, str] | None:
    """Return the paths of a browser and of its driver, or None."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium(profile: Path, width: int = 1280, height: int = 800, *arguments: str) -> Iterator["Page"]:
    """Start a browser with a fresh ``profile``; without one the test is skipped, or fails where CI is set."""
    paths = found()
    if paths is None:
        message = "no Chromium or Chrome with a chromedriver on the PATH"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    options = webdriver.ChromeOptions()
    options.binary_location = paths[0]
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(paths[1]))
    try:
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        yield Page(driver)
    finally:
        driver.quit()


class Page:
    """One open page, and what the browser has to say about it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Load ``address`` and wait until the graph is drawn."""
        self.driver.get("about:blank")  # else a change of what follows "#" alone would not load anything
        self.driver.get(address)
        self.wait(lambda: self.run("return document.readyState === 'complete' && typeof akg === 'object'"))
        self.settle()

    def settle(self) -> None:
        """Wait until three frames have been drawn: the page makes its first view in two."""
        self.driver.execute_async_script(
            """
            const wait = (left, act) => (left ? requestAnimationFrame(() => wait(left - 1, act)) : act());
            wait(3, arguments[0]);
            """
        )

    def run(self, script: str, *arguments: object) -> object:
        """Run ``script`` in the page and return its result."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until ``condition`` holds."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"the page did not get there within {_PATIENCE:g} s")
            time.sleep(0.05)

    def press(self, *keys: str) -> None:
        """Type ``keys`` wherever the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def click_at(self, x: float, y: float) -> None:
        """Click at a place of the window, as a mouse does."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            event = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def panel(self) -> str:
        """Return the text of the panel."""
        return str(self.run("return document.getElementById('panel').innerText"))

    def messages(self) -> list[str]:
        """Return what was written to the console since the last call, at any level."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return every address asked for since the last call, but for the browser's own."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
        asked = [each["request"]["url"] for each in sent]
        return [address for address in asked if not address.startswith(("chrome://", "about:", "data:"))]

    def painted(self) -> int:
        """Return how many pixels of the canvas are not blank."""
        script = """
            const canvas = document.querySelector('#graph canvas');
            const copy = document.createElement('canvas');
            Object.assign(copy, { width: canvas.width, height: canvas.height });
            const context = copy.getContext('2d', { willReadFrequently: true });
            context.drawImage(canvas, 0, 0);
            const { data } = context.getImageData(0, 0, copy.width, copy.height);
            let painted = 0;
            for (let index = 3; index < data.length; index += 4) if (data[index] > 0) painted += 1;
            return painted;
        """
        return int(str(self.run(script)))
