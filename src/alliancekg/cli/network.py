"""Commands that measure the graph as a network: path, rank, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option, view_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers.networks import Paths

#: As in ``alliancekg.analysis.measures.MEASURES``, repeated so that --help need not import it.
MEASURES = (
    "betweenness",
    "closeness",
    "clustering",
    "core",
    "cut",
    "degree",
    "eigenvector",
    "pagerank",
    "strength",
)
#: As in ``alliancekg.analysis.groups.GROUPINGS``.
GROUPINGS = ("components", "leiden")
_view_option = view_option("entities")


@click.command("path")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--without", metavar="CLASS", multiple=True, help="No such thing on the way; repeatable.")
@click.option("-k", "most", metavar="N", type=click.IntRange(1, 100), default=1, help="Most paths [1].")
@graph_options
@format_option(*output.FORMATS)
@output_option
def path_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    settings: Settings,
    start: str,
    end: str,
    without: tuple[str, ...],
    most: int,
    form: str,
    output_: Path | None,
) -> None:
    """Show how two things are connected, hop by hop, with the evidence along the way.

    Shortest paths first; relations are followed both ways. Much runs through the states: bar them with
    --without State.

    \b
    alliancekg path SOSA Japan
    alliancekg path SOSA Japan --without "government body" -k 3
    """
    found = settings.load().path(start, end, without=without, most=most)
    output.emit(_told(found, form), output_)
    counted = output.counted(len(found), "path") if found.rows else "no path found"
    output.say(f"{counted}; {found.searched}")


def _told(found: Paths, form: str) -> str:
    """Return paths in one of the forms."""
    from alliancekg.answers.networks import HOP_COLUMNS, hop_cells, said

    if form == "json":
        ends = {"from": found.start, "to": found.end, "without": found.barred}
        return output.envelope(found.rows, found.coverage, **ends)
    if form == "jsonl":
        return output.json_lines(found.rows)
    if form != "table":
        return output.flat(found.flat(), form)
    rows = [
        ((str(number), *hop_cells(hop)), said(hop.ties))
        for number, route in enumerate(found, 1)
        for hop in route.hops
    ]
    return output.cited_table(("path", *HOP_COLUMNS), rows)


@click.command("rank")
@click.argument("measure", type=click.Choice(MEASURES))
@_view_option
@graph_options
@format_option(*output.FORMATS)
@output_option
def rank_command(settings: Settings, measure: str, view: str, form: str, output_: Path | None) -> None:
    """Rank the nodes of a projection by a network measure, with what it does not tell.

    Direction and parallel ties are dropped; a tie weighs what its edge says.

    \b
    alliancekg rank betweenness
    alliancekg rank strength --view states -f csv
    """
    found = settings.load().rank(measure, view)
    if form == "table":
        shown = [(str(row.rank), row.node.label, row.kind, f"{row.value:.4g}") for row in found]
        text = output.table(("rank", "node", "kind", measure), shown)
    elif form == "json":
        about = {"measure": measure, "view": view, "tells": found.tells, "caveat": found.caveat}
        text = output.envelope(found.rows, found.coverage, **about)
    elif form == "jsonl":
        text = output.json_lines(found.rows)
    else:
        text = output.flat(found.flat(), form)
    output.emit(text, output_)
    output.say(f"{measure}: {found.tells}. {found.caveat}")
    output.say(f"{output.counted(len(found), 'node')} of {view}; {found.coverage}")


@click.command("communities")
@_view_option
@click.option("--by", type=click.Choice(GROUPINGS), default="leiden", show_default=True, help="Which groups.")
@graph_options
@format_option(*output.FORMATS)
@output_option
def communities_command(settings: Settings, view: str, by: str, form: str, output_: Path | None) -> None:
    """Group the nodes of a projection that are tied more among each other than chance would tie them.

    Leiden over modularity, with a fixed seed: groups are a way to look, no statement of a source. By
    components, the groups are the pieces into which the network falls.

    \b
    alliancekg communities
    alliancekg communities --by components
    alliancekg communities --view states -f csv
    """
    found = settings.load().communities(view, by=by)
    if form == "table":
        groups = [
            (str(number), str(len(group)), ", ".join(term.label for term in group))
            for number, group in enumerate(found, 1)
        ]
        text = output.table(("group", "size", "nodes"), groups)
    elif form in ("json", "jsonl"):
        told = [
            {"group": number, "id": term.id, "label": term.label}
            for number, group in enumerate(found, 1)
            for term in group
        ]
        about = {"by": by, "view": view, "tells": found.tells, "caveat": found.caveat}
        text = output.envelope(told, found.coverage, **about) if form == "json" else output.json_lines(told)
    else:
        text = output.flat(found.flat(), form)
    output.emit(text, output_)
    output.say(f"{by}: {found.tells}. {found.caveat}")
    output.say(f"{output.counted(len(found), 'group')} in {view}; {found.coverage}")
