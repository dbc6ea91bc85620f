"""Commands that tell how the network hangs together: bridges, twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option, view_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("bridges")
@view_option("entities")
@graph_options
@format_option(*output.FORMATS)
@output_option
def bridges_command(settings: Settings, view: str, form: str, output_: Path | None) -> None:
    """List the ties that hold the network in one piece, with their evidence.

    Without the ties between the two, so many nodes are cut off from the rest. The nodes that hold it
    together are told by `rank cut`.

    \b
    alliancekg bridges
    alliancekg bridges --view actors-agreements -f csv
    """
    from alliancekg.answers.structure import BRIDGE_COLUMNS, bridge_cells, bridge_sources

    found = settings.load().bridges(view)
    if form == "table":
        rows = [(bridge_cells(row), bridge_sources(row)) for row in found]
        text = output.cited_table(BRIDGE_COLUMNS, rows)
    elif form == "json":
        text = output.envelope(found.rows, found.coverage, view=view, caveat=found.caveat)
    else:
        text = output.json_lines(found.rows) if form == "jsonl" else output.flat(found.flat(), form)
    output.emit(text, output_)
    searched = (
        f"{output.counted(found.nodes, 'node')}, {output.counted(found.edges, 'edge')} of {view} searched"
    )
    counted = output.counted(len(found), "bridge") if found.rows else "no bridge found"
    output.say(found.caveat)
    output.say(f"{counted}; {searched}; {found.coverage}")


@click.command("twins")
@view_option("states")
@graph_options
@format_option(*output.FORMATS)
@output_option
def twins_command(settings: Settings, view: str, form: str, output_: Path | None) -> None:
    """Show who has the same partners, pair by pair, exact twins first.

    Likeness is the share of common partners among all partners of the two, from 0 to 1. A tie between the
    two themselves does not count.

    \b
    alliancekg twins
    alliancekg twins --view actors-agreements -f csv
    """
    from alliancekg.answers.structure import TWIN_COLUMNS, twin_cells

    found = settings.load().twins(view)
    if form == "table":
        text = output.cited_table(TWIN_COLUMNS, [(twin_cells(row), row.sources) for row in found])
    elif form == "json":
        text = output.envelope(found.rows, found.coverage, view=view, caveat=found.caveat)
    else:
        text = output.json_lines(found.rows) if form == "jsonl" else output.flat(found.flat(), form)
    output.emit(text, output_)
    counted = output.counted(len(found), "pair") if found.rows else "no two share a partner"
    output.say(found.caveat)
    output.say(f"{counted}; {output.counted(found.nodes, 'node')} of {view} compared; {found.coverage}")
