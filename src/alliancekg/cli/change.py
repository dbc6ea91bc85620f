"""Commands that show time: timeline (how long things lasted), changes (what two versions of the data say)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers import Timeline, Versions


@click.command("timeline")
@click.argument("terms", metavar="[TERM]...", nargs=-1)
@click.option(
    "--class", "classes", metavar="CLASS", multiple=True, help="Show things of this class; repeatable."
)
@graph_options
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice((*output.FORMATS, "svg")),
    help="Form of the output.  [default: table; svg where FILE ends in .svg]",
)
@output_option
def timeline_command(
    settings: Settings,
    terms: tuple[str, ...],
    classes: tuple[str, ...],
    form: str | None,
    output_: Path | None,
) -> None:
    """Show how long agreements, programs and transfers lasted, with their dated steps.

    TERM is a thing, by label, alias or CURIE; an actor stands for what it takes part in. A date is the days
    between which it can have been; what nobody dates stands last. svg draws it as a figure.

    \b
    alliancekg timeline
    alliancekg timeline --class Agreement --class Program -o timeline.svg
    """
    drawn = output_ is not None and output_.suffix.casefold() == ".svg"
    form = form or ("svg" if drawn else "table")
    found = settings.load().timeline(*terms, classes=classes)
    output.emit(_bars(found, form), output_)
    output.say(f"{output.counted(len(found), 'bar')}; {found.coverage}")


def _bars(found: Timeline, form: str) -> str:
    """Return a timeline in one of the forms."""
    if form == "svg":
        from alliancekg.publish.timeline import figure

        return figure(found)
    if form == "table":
        from alliancekg.answers import BAR_COLUMNS, bar_cells

        return output.cited_table(BAR_COLUMNS, [(bar_cells(row), row.sources) for row in found])
    if form == "json":
        return output.envelope(found.rows, found.coverage)
    if form == "jsonl":
        return output.json_lines(found.rows)
    return output.flat(found.flat(), form)


@click.command("changes")
@click.option(
    "--since",
    metavar="REV|PATH",
    required=True,
    help="The older version: a revision of the git repository that holds the graph, or a file or folder.",
)
@graph_options
@format_option(*output.FORMATS)
@output_option
def changes_command(settings: Settings, since: str, form: str, output_: Path | None) -> None:
    """Tell what the data say now and did not say then, and the other way round.

    Statements, passages and sources that were added, removed, withdrawn or retracted. What changed in the
    world is another question: `alliancekg diff`. With `--since HEAD` it is what you have edited and not yet
    committed.

    \b
    alliancekg changes --graph my-article.trig --since older.trig
    alliancekg changes --graph my-article.trig --since older.trig -f csv > changes.csv
    """
    if settings.as_of or settings.known_by or settings.sources:
        message = "`changes` compares whole versions of the data: leave out --as-of, --known-by and --source."
        raise click.UsageError(message)
    found = settings.load().changes_since(since)
    output.emit(_changes(found, form), output_)
    counts = ", ".join(f"{kind}: {count}" for kind, count in found.counts().items())
    output.say(f"{counts or 'no change'} since {since}; {found.coverage}")
    if found.unnamed:
        told = output.counted(found.unnamed, "statement")
        output.say(f"{told} about things without a name (blank nodes) cannot be compared and are left out.")


def _changes(found: Versions, form: str) -> str:
    """Return the differences in one of the forms."""
    if form == "table":
        rows = [
            ((row.kind, row.thing.label, row.property.label, row.value.label), row.sources) for row in found
        ]
        homes = [row.home for row in found]
        return output.cited_table(("change", "thing", "property", "value"), rows, homes)
    if form == "json":
        return output.envelope(found.rows, found.coverage, since=found.since, unnamed=found.unnamed)
    if form == "jsonl":
        return output.json_lines(found.rows)
    return output.flat(found.flat(), form)
