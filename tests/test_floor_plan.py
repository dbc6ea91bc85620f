"""The floor plan: small files, one list of public names, tables that agree with each other."""

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import alliancekg
from alliancekg.analysis.panels import YEAR_RULES
from alliancekg.api import years
from alliancekg.cli import _COMMANDS, options, panels
from alliancekg.store import identifiers, merge, spells

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
CODE = (".py", ".js", ".css", ".html", ".j2", ".rq")
FILES = sorted(path for path in SOURCE.rglob("*") if path.suffix in CODE)
MODULES = sorted(SOURCE.rglob("*.py"))


def place(path):
    """Return a path as a reader of the report wants it."""
    return path.relative_to(SOURCE).as_posix()


def public(tree):
    """Yield a module's public classes, functions and methods as (name, node)."""
    for node in tree.body:
        if not isinstance(
            node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) or node.name.startswith("_"):
            continue
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def test_no_file_is_over_300_lines():
    """A file that grows past that answers two questions: split it."""
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert len(lengths) > 30  # the walk found the code
    assert {name: length for name, length in lengths.items() if length > 300} == {}


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_everything_public_has_a_docstring(path):
    """Modules, classes, functions and methods say what they give."""
    tree = ast.parse(path.read_text(encoding="utf-8"))

    bare = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert ast.get_docstring(tree)
    assert bare == []


def test_public_names_are_few_sorted_and_real():
    """``__all__``, what ``dir`` shows and what can be had are one list of 20 names at most."""
    names = alliancekg.__all__

    assert names == sorted(names)
    assert len(names) == len(set(names)) <= 20
    assert set(dir(alliancekg)) == {*names, "__version__"}
    assert all(getattr(alliancekg, name).__name__ == name for name in names)


def test_name_that_is_not_public_is_no_attribute():
    """A typo is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="'loads'"):
        alliancekg.loads  # noqa: B018 - the look-up is the test


def test_version_is_told_once():
    """What is installed, what pyproject says and what is to be cited are one version."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert alliancekg.__version__ == stated
    citation = ROOT / "CITATION.cff"
    if not citation.exists():
        pytest.skip("no CITATION.cff yet")
    cited = re.search(r"""^version:\s*["']?([^"'\s]+)""", citation.read_text(encoding="utf-8"), re.MULTILINE)
    assert cited is not None
    assert cited[1] == stated


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_command_is_where_the_table_says(name):
    """A row of the table that points nowhere would fail in a user's hands."""
    family = import_module(f"alliancekg.cli.{_COMMANDS[name]}")

    command = getattr(family, f"{name.replace('-', '_')}_command")
    assert isinstance(command, click.Command)
    assert command.name == name


def test_every_command_is_in_the_table():
    """A command that the table lacks cannot be run."""
    families = {path.stem for path in (SOURCE / "alliancekg" / "cli").glob("*.py")} - {"__init__"}
    found = {
        value.name
        for family in families
        for value in vars(import_module(f"alliancekg.cli.{family}")).values()
        if isinstance(value, click.Command) and not isinstance(value, click.Group)
    }

    assert found == set(_COMMANDS)


def test_rules_of_frames_are_listed_alike_for_help_and_for_work():
    """The commands name them without the modules that follow them."""
    known = (spells.DATE_RULES, YEAR_RULES, identifiers.LISTS, years.CODES)

    offered = (panels.DATE_RULES, panels.YEAR_RULES, panels.LISTS, panels.CODES)
    assert tuple(map(tuple, known)) == offered


def test_modes_are_listed_alike_for_help_and_for_work():
    """What --modes offers is every mode but those that always count and the one that never does."""
    always, never = merge.ACCEPTED_MODES, ("denied",)

    assert options.HEDGED_MODES == tuple(mode for mode in merge.MODES if mode not in (*always, *never))
