"""Commands that follow what rests on what: depends, needs, without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers.networks import Dependents, Removal
    from alliancekg.answers.points import Points


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
    if form == "table":
        rows = [(reliance_cells(row), row.link.sources) for row in found]
        return output.cited_table(RELIANCE_COLUMNS, rows)
    return output.flat(found.flat(), form)


@click.command("needs")
@click.argument("terms", metavar="[TERM...]", nargs=-1)
@click.option("--class", "classes", metavar="CLASS", multiple=True, help="All things of it; repeatable.")
@graph_options
@format_option(*output.FORMATS)
@output_option
def needs_command(
    settings: Settings,
    terms: tuple[str, ...],
    classes: tuple[str, ...],
    form: str,
    output_: Path | None,
) -> None:
    """Show single points of failure: each thing whose loss alone stops a thing, and by which links.

    A state or other actor is asked about by what it takes part in or receives. "May stop" is told apart:
    there a link is only possible, or others may stand in that nobody tells of.

    \b
    alliancekg needs "United States"
    alliancekg needs --class System -f csv
    """
    if not terms and not classes:
        message = "say of what: a TERM, or --class CLASS for all things of a class."
        raise click.UsageError(message)
    found = settings.load().needs(*terms, classes=classes)
    output.emit(_pointed(found, form), output_)
    alone = {row.basis.id for row in found if row.outcome == "stops"}
    told = (
        f"{output.counted(len(alone), 'single point')} of failure"
        if alone
        else "no single point of failure, as far as anyone says"
    )
    doubtful = len({row.basis.id for row in found} - alone)
    told += f", {doubtful} more that may be" if doubtful else ""
    asked = f"{output.counted(len(found.asked), 'thing')} asked about"
    output.say(f"{told}; {asked}; {found.links:,} links searched; {found.coverage}")


def _pointed(found: Points, form: str) -> str:
    """Return single points of failure in one of the forms."""
    from alliancekg.answers.points import POINT_COLUMNS, point_cells, point_sources

    if form == "json":
        return output.envelope(found.rows, found.coverage, asked=found.asked, links=found.links)
    if form == "jsonl":
        return output.json_lines(found.rows)
    if form == "table":
        return output.cited_table(POINT_COLUMNS, [(point_cells(row), point_sources(row)) for row in found])
    return output.flat(found.flat(), form)


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
    outcomes = Counter(row.outcome for row in found)
    told = (
        f"{output.counted(outcomes['stops'], 'thing')} would stop"
        if outcomes["stops"]
        else "nothing stops, as far as anyone says"
    )
    told += f", {outcomes['may stop']} more may" if outcomes["may stop"] else ""
    output.say(f"{told}; {found.links:,} links searched; {found.coverage}")


def _falling(found: Removal, form: str) -> str:
    """Return what becomes of the rest in one of the forms."""
    from alliancekg.answers.networks import FALL_COLUMNS, fall_cells, said

    if form == "json":
        return output.envelope(found.rows, found.coverage, gone=found.gone, links=found.links)
    if form == "jsonl":
        return output.json_lines(found.rows)
    if form == "table":
        return output.cited_table(FALL_COLUMNS, [(fall_cells(row), said(row.because)) for row in found])
    return output.flat(found.flat(), form)
