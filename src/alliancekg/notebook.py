"""The cell magic ``%%sparql``: a query in a cell of its own, answered with footnotes.

Imported by ``%load_ext alliancekg`` alone: nothing else needs IPython.
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, ArgumentTypeError
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

from IPython.core.error import UsageError

from alliancekg.api import KnowledgeGraph, load
from alliancekg.errors import AllianceKGError
from alliancekg.plain import safe

if TYPE_CHECKING:
    from argparse import Namespace

    from IPython.core.interactiveshell import InteractiveShell

    from alliancekg.answers import CitedResult

_GRAPH = "kg"  # what the documents call a graph; a notebook that has one means it
_DAY = 86_400  # seconds: longer is a slip of the pen
_MAGIC = """Run a SPARQL query and show its rows, each with the passages behind it.

%%sparql [NAME] [--graph PATH]... [--source SLUG]... [--as-of DATE] [--timeout SECONDS]

NAME            a variable that gets the result, which is then not shown
--graph PATH    an RDF file or folder to load; repeatable
--source SLUG   only what this source says; repeatable
--as-of DATE    what held on that day, or throughout that period
--timeout       longest time that the query may take, in seconds [60]

Without --graph and --source it asks the graph called kg where the notebook has one, else the graph that ships
with alliancekg. Our prefixes need no declaration.
"""


def register(shell: InteractiveShell) -> None:
    """Add the magic to a notebook."""

    def sparql(line: str, cell: str) -> CitedResult | None:
        return run(line, cell, shell.user_ns)

    sparql.__doc__ = _MAGIC
    shell.register_magic_function(sparql, "cell", "sparql")  # type: ignore[arg-type] # typed as unbound


def run(line: str, cell: str, names: dict[str, Any]) -> CitedResult | None:
    """Return the result of a query, or None where ``line`` gives it a name among the notebook's ``names``.

    Raises:
        UsageError: When the line or the query has a mistake: IPython shows one line of it, no traceback.
    """
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(safe(f"%%sparql {line}: a quotation mark does not close")) from error
    asked = _parser().parse_args(words)
    try:
        found = _graph(asked, names).cited(cell, timeout=asked.timeout)
    except AllianceKGError as error:
        raise UsageError(safe(str(error))) from error
    if not asked.name:
        return found
    names[asked.name] = found
    return None


class _Line(ArgumentParser):
    """What stands behind ``%%sparql``: a mistake in it ends the cell, not the notebook."""

    def error(self, message: str) -> NoReturn:
        """Raise what IPython shows as one line."""
        raise UsageError(safe(f"{message}. %%sparql? tells what may stand there."))


@cache
def _parser() -> ArgumentParser:
    parser = _Line("%%sparql", add_help=False, allow_abbrev=False)
    parser.add_argument("name", nargs="?", type=_name)
    parser.add_argument("--graph", action="append", default=[])
    parser.add_argument("--source", action="append", default=[])
    parser.add_argument("--as-of")
    parser.add_argument("--timeout", type=_seconds, default=60.0)
    return parser


def _name(text: str) -> str:
    """Return a name that a variable can have."""
    if not text.isidentifier() or iskeyword(text):
        message = f"{text!r} is no name of a variable"
        raise ArgumentTypeError(message)
    return text


def _seconds(text: str) -> float:
    """Return a time in seconds, more than 0 and at most a day."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _DAY:  # nan is in no range
        message = f"{text!r} is no time in seconds"
        raise ArgumentTypeError(message)
    return seconds


def _graph(asked: Namespace, names: dict[str, Any]) -> KnowledgeGraph:
    """Return the graph that a line asks for."""
    held = names.get(_GRAPH)
    if asked.graph or asked.source:
        kg = load(*asked.graph, sources=asked.source)
    else:
        kg = held if isinstance(held, KnowledgeGraph) else _shipped()
    return kg.as_of(asked.as_of) if asked.as_of else kg


@cache
def _shipped() -> KnowledgeGraph:
    """Return the graph that ships with alliancekg, loaded once."""
    return load()
