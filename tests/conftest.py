"""What the tests share: a tiny graph, the shipped one, and two ways to run a command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import alliancekg
from alliancekg.cli import main

TINY = Path(__file__).parent / "data" / "tiny.trig"
ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
CORRECTIONS = (
    "adbr-2020-04-raytheon-merger",
    "defensescoop-2023-08-gpi-plan",
    "executivegov-2023-01-bilateral-deals",
    "insidedefense-2018-01-sm-3-block-iia",
    "j-defense-2024-07-patriot-sale",
    "j-defense-2024-09-gpi-concept",
    "japan-mod-2023-08-gpi-start",
    "japan-mod-2024-05-gpi-arrangement",
    "japan-mod-2025-defense-white-paper-gpi",
    "jwing-2024-11-gpi-mitsubishi",
    "kantei-2024-04-official-visit",
    "kihara-2025-03-joint-operations-command",
    "kyodo-2023-12-export-rules",
    "livedoor-2025-11-patriot-delivery",
    "miragenews-2023-01-mou-and-sosa",
    "miragenews-2024-01-official-visit",
    "miragenews-2024-05-gpi-arrangement",
    "newsonjapan-2024-01-tomahawk-contract",
    "nippon-2023-11-tomahawk-approval",
    "nippon-2023-12-export-rules",
    "nippon-2024-01-tomahawk-contract-jiji",
    "nippon-2024-01-tomahawk-contract-kyodo",
    "nippon-2025-03-joint-operations-command",
    "presidency-project-2023-08-biden-kishida-readout",
    "scmp-2023-12-patriot-export",
    "straitstimes-2023-12-export-rules",
    "stripes-2024-08-patriot-sale",
    "tbs-2024-01-tomahawk-contract",
    "usni-2025-03-joint-operations-command",
    "wion-2024-01-state-visit",
)


@pytest.fixture(autouse=True)
def _no_graph_from_outside(monkeypatch):
    """Whoever runs the tests may have a graph of their own in the environment."""
    monkeypatch.delenv("ALLIANCEKG_GRAPH", raising=False)


@pytest.fixture(autouse=True, scope="session")
def _no_cache():
    """Nothing is kept in the home of whoever runs the tests; ``test_cache`` has a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLIANCEKG_CACHE", "0")
        yield


@pytest.fixture(scope="session")
def tiny():
    """Return the path of a graph that a reader can hold in the head: three states, a pact, a program."""
    return TINY


@pytest.fixture
def kg(tiny):
    """Return the tiny graph, loaded."""
    return alliancekg.load(tiny)


@pytest.fixture(scope="session")
def embedded():
    """Return the shipped graph, loaded once: do not write to it."""
    return alliancekg.load()


@pytest.fixture(scope="session")
def article():
    """Return what the first article alone says, loaded once: do not write to it."""
    return alliancekg.load(sources=[ARTICLE])


@pytest.fixture(scope="session")
def corrected():
    """Return what the article says and what the sources say that correct it, loaded once: do not write to it.

    Large enough for a law, small enough to try it on every thing, and no newer source changes a row of it.
    """
    return alliancekg.load(sources=[ARTICLE, *CORRECTIONS])


@pytest.fixture
def ask():
    """Return a function that runs a command in this process; what is no known error is raised."""

    def run(*args, stdin=None, env=None):
        words = [str(arg) for arg in args]
        return CliRunner().invoke(
            main, words, input=stdin, env=env, prog_name="alliancekg", catch_exceptions=False
        )

    return run


@pytest.fixture
def alone():
    """Return a function that runs a command in a process of its own and gives its bytes."""

    def run(*args, stdin=b"", **env):
        words = [sys.executable, "-m", "alliancekg", *map(str, args)]
        return subprocess.run(
            words, input=stdin, capture_output=True, timeout=60, check=False, env={**os.environ, **env}
        )

    return run


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """Return one browser for all tests of a file."""
    from browser import chromium  # needs selenium, which the other tests do without

    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def shipped(corrected, tmp_path_factory):
    """Return the address of the page of the first sources: every thing of theirs is drawn."""
    return corrected.explore().save(tmp_path_factory.mktemp("page") / "page.html").as_uri()


@pytest.fixture
def page(chromium, shipped):
    """Return the browser with the page of the first sources open; afterwards nothing was said or fetched."""
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    chromium.requests()
    chromium.open(shipped)
    chromium.messages()
    yield chromium
    asked = {address.partition("#")[0] for address in chromium.requests()}
    assert chromium.messages() == []
    assert {address for address in asked if not address.startswith("blob:")} <= {shipped}
    assert chromium.painted() > 1000
