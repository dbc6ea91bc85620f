"""The command ``query``: SPARQL over the graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option
from alliancekg.errors import InputError

if TYPE_CHECKING:
    from alliancekg.api import KnowledgeGraph

_TEXT_FORMS = ("table", "jsonl")
_FORMS = ("table", "csv", "tsv", "json", "jsonl", "xml", "ttl", "trig", "nt", "nq", "jsonld")


@click.command("query")
@click.argument("file", metavar="[FILE|-]", required=False, type=click.Path(path_type=Path))
@click.option("-e", "--expression", metavar="TEXT", help="The query itself, in place of a file.")
@graph_options
@format_option(*_FORMS)
@output_option
def query_command(
    settings: Settings, file: Path | None, expression: str | None, form: str, output_: Path | None
) -> None:
    """Run a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE); our prefixes need no declaration.

    The default graph is the merge of what is reported or announced; GRAPH ?passage { ... } asks who says so.
    csv, tsv, json and xml are the W3C result formats; ttl, trig, nt, nq and jsonld are for CONSTRUCT and
    DESCRIBE.

    \b
    alliancekg query -e 'SELECT ?program { ?program a akg:Program }'
    alliancekg query question.rq -f json > answer.json
    """
    text = _text(file, expression)
    kg = settings.load()
    if form not in _TEXT_FORMS:
        data = kg.query_bytes(text, form, timeout=settings.seconds, max_rows=settings.max_rows)
        output.emit(data, output_)
        if form == "json":
            output.say(f"{kg.coverage()}")
        _warn(kg, text)
        return
    result = kg.query(text, timeout=settings.seconds, max_rows=settings.max_rows)
    rows = [["" if value is None else str(value) for value in row] for row in result.rows]
    if form == "table":
        output.emit(output.table(result.columns, rows), output_)
    else:
        output.emit(output.json_lines(iter(result)), output_)
    _warn(kg, text)
    if result.columns == ("ask",) and rows == [["false"]]:
        output.say("false: not found in what is reported or announced; that is no denial.")
    noun = "row" if len(rows) == 1 else "rows"
    output.say(
        f"{len(rows)} {noun}{'; more were cut by --max-rows' if result.truncated else ''}; {kg.coverage()}"
    )


def _warn(kg: KnowledgeGraph, text: str) -> None:
    """Tell of names that nothing bears: a query with a slip of the pen finds no rows and says nothing."""
    for name, close in kg.unknown_names(text):
        hint = f" Did you mean {' or '.join(close)}?" if close else ""
        output.say(f"nothing in this graph is called {name}.{hint}")


def _text(file: Path | None, expression: str | None) -> str:
    """Return the text of the query from wherever it was given."""
    if (file is None) == (expression is None):
        message = "Give a query: a FILE, - for standard input, or -e TEXT."
        raise click.UsageError(message)
    if expression is not None:
        return expression
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else Path(str(file)).read_bytes()
        return data.decode("utf-8-sig")  # some editors begin a file with a byte order mark
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            "it is not UTF-8 text"
            if isinstance(error, UnicodeDecodeError)
            else error.strerror or "unreadable"
        )
        place = "standard input" if str(file) == "-" else file
        raise InputError(place, reason, "Name a file that holds a SPARQL query.") from error
