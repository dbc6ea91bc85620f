"""Starting costs little: heavy libraries are imported by the command that needs them."""

import json
import subprocess
import sys

import pytest

from alliancekg.cli import _COMMANDS

HEAVY = ("rdflib", "networkx", "pyvis", "pandas", "numpy", "igraph", "pyshacl", "oxrdflib")
REPORT = """
import json, sys
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""
RUN = """
import sys
from alliancekg.cli import main
status = main.main(sys.argv[1:], prog_name="alliancekg", standalone_mode=False)
assert not status, status
"""


def imported(code, *args):
    """Return the top-level modules that a fresh interpreter has imported after ``code``."""
    words = [sys.executable, "-c", code + REPORT, *args]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_importing_the_package_imports_no_engine():
    """``import alliancekg`` costs nothing: names are imported when they are used."""
    assert imported("import alliancekg").isdisjoint({*HEAVY, "pyoxigraph", "click"})


@pytest.mark.parametrize("command", ["", *sorted(_COMMANDS)], ids=lambda name: name or "alliancekg")
def test_help_imports_no_engine(command):
    """Asking how to use a command does not load what the command uses."""
    found = imported(RUN, *([command] if command else []), "--help")

    assert "click" in found
    assert found.isdisjoint({*HEAVY, "pyoxigraph"})


def test_query_imports_only_the_engine_it_runs_on():
    """The shipped graph is asked without rdflib or anything that draws."""
    found = imported(RUN, "query", "-e", "ASK { ?s a akg:State }")

    assert "pyoxigraph" in found
    assert found.isdisjoint(HEAVY)


def test_version_is_told_without_loading_a_graph():
    """``--version`` needs the metadata alone."""
    assert imported(RUN, "--version").isdisjoint({*HEAVY, "pyoxigraph"})
