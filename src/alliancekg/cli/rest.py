"""Commands that follow what rests on what: depends, without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers.networks import Dependents, Removal


@click.command("depends")
@click.argument("term")
@graph_options
@format_option(*output.FORMATS)
@output_option
def depends_command(settings: Settings, term: str, form: str, output_: Path | None) -> None:
    """Show what rests on a thing, itself or through others, through which statement.

    Programs rest on licences and agreements, transfers on what permits them, duties on their texts.

    \b
    alliancekg depends "United States"
    alliancekg depends SOSA -f csv
    """
    found = settings.load().depends(term)
    output.emit(_resting(found, form), output_)
    counted = (
        output.counted(len(found), "link") if found.rows else "nothing rests on it, as far as anyone says"
    )
    output.say(f"{counted}; {found.links:,} links searched; {found.coverage}")


def _resting(found: Dependents, form: str) -> str:
    """Return what rests on a thing in one of the forms."""
    from alliancekg.answers.networks import RELIANCE_COLUMNS, reliance_cells

    if form == "json":
        return output.envelope(found.rows, found.coverage, basis=found.basis, links=found.links)
    if form == "jsonl":
        return output.json_lines(found.rows)
    rows = [(reliance_cells(row), row.link.sources) for row in found]
    if form == "table":
        return output.cited_table(RELIANCE_COLUMNS, rows)
    cells = [
        (*cells, row.link.thing.id, row.link.basis.id, output.passages(sources))
        for (cells, sources), row in zip(rows, found, strict=True)
    ]
    return output.delimited((*RELIANCE_COLUMNS, "thing_id", "on_id", "sources"), cells, form)


@click.command("without")
@click.argument("terms", metavar="TERM...", nargs=-1, required=True)
@graph_options
@format_option(*output.FORMATS)
@output_option
def without_command(settings: Settings, terms: tuple[str, ...], form: str, output_: Path | None) -> None:
    """Show what stops when things are taken away, and what has an alternative.

    A thing stops when one thing it needs stops, or all that can stand in for each other. Only what a source
    ties together counts.

    \b
    alliancekg without "United States"
    alliancekg without SOSA -f json
    """
    found = settings.load().without(*terms)
    output.emit(_falling(found, form), output_)
    stopped = sum(row.outcome != "has an alternative" for row in found)
    told = (
        f"{output.counted(stopped, 'thing')} would stop"
        if stopped
        else "nothing stops, as far as anyone says"
    )
    output.say(f"{told}; {found.links:,} links searched; {found.coverage}")


def _falling(found: Removal, form: str) -> str:
    """Return what becomes of the rest in one of the forms."""
    from alliancekg.answers.networks import FALL_COLUMNS, fall_cells

    if form == "json":
        return output.envelope(found.rows, found.coverage, gone=found.gone, links=found.links)
    if form == "jsonl":
        return output.json_lines(found.rows)
    cited = [sorted({one for link in row.because for one in link.sources}) for row in found]
    rows = [(fall_cells(row), sources) for row, sources in zip(found, cited, strict=True)]
    if form == "table":
        return output.cited_table(FALL_COLUMNS, rows)
    cells = [
        (*cells, row.thing.id, output.passages(sources))
        for (cells, sources), row in zip(rows, found, strict=True)
    ]
    return output.delimited((*FALL_COLUMNS, "thing_id", "sources"), cells, form)
