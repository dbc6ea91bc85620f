"""Notebooks are pairs of a text and an ``.ipynb`` that say the same, keep no output, and stay small.

That they run from top to bottom is asked by ``pytest --nbmake notebooks``.
"""

import ast
import re
from pathlib import Path

import jupytext
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
TEXTS = sorted(FOLDER.glob("*.py"))
EACH_PAIR = pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)


def test_each_text_has_its_notebook():
    """Neither half of a pair stands alone, and names are numbered."""
    assert [path.stem for path in TEXTS] == sorted(path.stem for path in FOLDER.glob("*.ipynb"))
    assert all(re.match(r"\d\d-", path.name) for path in TEXTS)


@EACH_PAIR
def test_both_halves_say_the_same(text):
    """Cells are the same, and each half names the other, so that an editor keeps them so."""
    halves = [jupytext.read(path) for path in (text, text.with_suffix(".ipynb"))]
    ours, theirs = ([(cell.cell_type, cell.source) for cell in half.cells] for half in halves)

    assert ours == theirs
    assert {half.metadata.jupytext.formats for half in halves} == {"ipynb,py:percent"}


@EACH_PAIR
def test_no_output_is_stored(text):
    """An output is large, and old as soon as the graph grows."""
    cells = [cell for cell in jupytext.read(text.with_suffix(".ipynb")).cells if cell.cell_type == "code"]

    assert [cell for cell in cells if cell.outputs or cell.execution_count or cell.metadata] == []


@EACH_PAIR
def test_it_stays_small(text):
    """At most fifteen cells, the answer first; what needs a function belongs in the package."""
    cells = jupytext.read(text).cells
    python = [one.source for one in cells if one.cell_type == "code" and not one.source.startswith("%")]
    code = [node for source in python for node in ast.walk(ast.parse(source))]
    imports = {
        alias.name.partition(".")[0] for node in code if isinstance(node, ast.Import) for alias in node.names
    }

    assert len(cells) <= 15
    assert cells[0].cell_type == "code"
    assert imports <= {"IPython", "alliancekg", "networkx", "pandas", "pathlib", "tempfile"}
    assert not [node for node in code if isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ImportFrom))]
