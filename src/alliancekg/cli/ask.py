"""Commands that ask what there is: info, list."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("info")
@graph_options
@format_option(*output.FORMATS)
@output_option
def info_command(settings: Settings, form: str, output_: Path | None) -> None:
    """Tell what graph this is: files, sources, passages, statements, coverage, versions.

    \b
    alliancekg info
    alliancekg --graph my-article.trig info -f json
    """
    info = settings.load().info()
    columns = ("what", "value")
    if form == "table":
        text = output.table(columns, info.lines())
    elif form == "json":
        body = {
            "as_of": info.coverage.as_of or None,
            **asdict(info),
            "coverage": output.covered(info.coverage),
        }
        text = output.plain_json(body)
    elif form == "jsonl":
        text = output.json_lines(dict(zip(columns, line, strict=True)) for line in info.lines())
    else:
        text = output.flat(info.flat(), form)
    output.emit(text, output_)
    for graph in info.undescribed_graphs:
        output.say(
            f"{graph} is described by no source: it is left out of the default graph. Run `alliancekg check`."
        )


@click.command("list")
@click.argument("kind", metavar="CLASS")
@graph_options
@format_option(*output.FORMATS)
@output_option
def list_command(settings: Settings, kind: str, form: str, output_: Path | None) -> None:
    """List the things of a class (State, Agreement, Program, System ...) with who speaks of them.

    \b
    alliancekg list Program
    alliancekg list "government body" -f csv > bodies.csv
    """
    answer = settings.load().list(kind)
    if form == "table":
        from alliancekg.answers import ENTITY_COLUMNS, cells_of
        from alliancekg.answers.tables import timing_cells, timing_columns

        rows = [((*cells_of(row), *timing_cells(row.timing, answer.coverage)), row.sources) for row in answer]
        text = output.cited_table(
            (*ENTITY_COLUMNS, *timing_columns(answer.coverage)), rows, [row.home for row in answer]
        )
    elif form == "json":
        text = output.envelope(answer.rows, answer.coverage)
    elif form == "jsonl":
        text = output.json_lines(answer.rows)
    else:
        text = output.flat(answer.flat(), form)
    output.emit(text, output_)
    found = f"{len(answer)} found" if answer.rows else "not found"
    output.say(f"{found}; {answer.coverage}")
    if answer.hidden:
        output.say(f"{answer.hidden} more are only expected, advised or judged: add --modes to see them.")
