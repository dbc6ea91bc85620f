"""The command ``matrix``: who takes part in what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers import Matrix


@click.command("matrix")
@click.option(
    "--class", "classes", metavar="CLASS", multiple=True, help="Columns are things of this class; repeatable."
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
def matrix_command(
    settings: Settings, classes: tuple[str, ...], form: str | None, output_: Path | None
) -> None:
    """Show who takes part in which agreements and programs, and as what.

    An actor is a side as the sources name it: a state, a ministry, a company. svg draws the matrix as a
    figure, with its sources; an empty cell there means that nothing was found.

    \b
    alliancekg matrix
    alliancekg matrix --class Program --as-of 2023-12-31 -o programs.svg
    """
    drawn = output_ is not None and output_.suffix.casefold() == ".svg"
    form = form or ("svg" if drawn else "table")
    found = settings.load().matrix(classes)
    output.emit(_ties(found, form), output_)
    counts = output.counted(len(found.actors), "actor"), output.counted(len(found), "tie")
    output.say(f"{', '.join(counts)}; {found.coverage}")


def _ties(found: Matrix, form: str) -> str:
    """Return a matrix in one of the forms."""
    if form == "svg":
        from alliancekg.publish.matrix import figure

        return figure(found)
    if form == "table":
        from alliancekg.answers import TIE_COLUMNS, tie_cells
        from alliancekg.answers.tables import timing_cells, timing_columns

        rows = [((*tie_cells(row), *timing_cells(row.timing, found.coverage)), row.sources) for row in found]
        return output.cited_table((*TIE_COLUMNS, *timing_columns(found.coverage)), rows)
    if form == "json":
        return output.envelope(found.rows, found.coverage, actors=found.actors, things=found.things)
    if form == "jsonl":
        return output.json_lines(found.rows)
    return output.flat(found.flat(), form)
