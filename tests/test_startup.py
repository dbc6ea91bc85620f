"""Starting costs little: heavy libraries are imported by the command that needs them."""

import json
import subprocess
import sys

import click
import pytest

from alliancekg.cli import _COMMANDS, _width, main
from alliancekg.cli.summaries import SUMMARIES

HEAVY = ("rdflib", "networkx", "pyvis", "pandas", "numpy", "igraph", "pyshacl", "oxrdflib")
REPORT = """
import json, sys
print("\\n" + json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
RUN = """
import sys
from alliancekg.cli import main
status = main.main(sys.argv[1:], prog_name="alliancekg", standalone_mode=False)
assert not status, status
"""


def modules(code, *args):
    """Return the modules that a fresh interpreter has imported after ``code``."""
    words = [sys.executable, "-c", code + REPORT, *args]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def imported(code, *args):
    """Return the top-level ones of them."""
    return {name.partition(".")[0] for name in modules(code, *args)}


def test_importing_the_package_imports_no_engine():
    """``import alliancekg`` costs nothing: names are imported when they are used."""
    assert imported("import alliancekg").isdisjoint({*HEAVY, "pyoxigraph", "click"})


@pytest.mark.parametrize("command", ["", *sorted(_COMMANDS)], ids=lambda name: name or "alliancekg")
def test_help_imports_no_engine(command):
    """Asking how to use a command does not load what the command uses."""
    found = imported(RUN, *([command] if command else []), "--help")

    assert "click" in found
    assert found.isdisjoint({*HEAVY, "pyoxigraph"})


def test_the_first_help_imports_click_and_the_least_of_ours():
    """What it costs beside a bare Python is click's: no command of ours is imported for its one line."""
    added = modules(RUN, "--help") - modules("import click")

    ours = {name for name in added if name.partition(".")[0] == "alliancekg"}
    assert {"alliancekg", *(f"alliancekg.cli{name}" for name in ("", ".options", ".summaries"))} == ours
    assert added.isdisjoint({"dataclasses", "lzma", "pathlib", "shutil"})


def test_the_first_help_has_the_first_sentence_of_each_command():
    """The line of a command stands in two places, and says the same in both."""
    told = {name: main.get_command(None, name).get_short_help_str(limit=1000) for name in _COMMANDS}

    assert told == SUMMARIES


@pytest.mark.parametrize("columns", ["", "30", "60", "79", "200", "wide", "0"])
def test_help_is_as_wide_as_click_makes_it(monkeypatch, columns):
    """We find the width ourselves to import less; click's own finding is the measure."""
    monkeypatch.setenv("COLUMNS", columns)

    assert click.HelpFormatter().width == _width()


def test_query_imports_only_the_engine_it_runs_on():
    """The shipped graph is asked without rdflib or anything that draws."""
    found = imported(RUN, "query", "-e", "ASK { ?s a akg:State }")

    assert "pyoxigraph" in found
    assert found.isdisjoint(HEAVY)


def test_version_is_told_without_loading_a_graph():
    """``--version`` needs the metadata alone."""
    assert imported(RUN, "--version").isdisjoint({*HEAVY, "pyoxigraph"})
