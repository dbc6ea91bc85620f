"""Commands that draw the graph: project, explore."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option, recipe
from alliancekg.cli.reading import text_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import networkx as nx

    from alliancekg.api import KnowledgeGraph
    from alliancekg.model import Citation

    #: Cells, and the citations beside them.
    Rows = list[tuple[tuple[str, ...], tuple[Citation, ...]]]

#: Forms that hold nodes and edges in one file, for programs that draw and measure networks.
NETWORKS = ("graphml", "gexf")
#: What nodes and edges say of the day asked about.
_TIMED = ("holds", "stage")


@click.command("project")
@click.argument("view", metavar="[RECIPE]", callback=recipe, required=False)
@click.option("--list", "listed", is_flag=True, help="List the recipes that ship, and what each shows.")
@click.option("--nodes", is_flag=True, help="Give the rows of the nodes, not of the edges.")
@graph_options
@format_option(*output.FORMATS, *NETWORKS, "svg")
@output_option
def project_command(  # noqa: PLR0913 - one for each option
    settings: Settings, *, view: str | None, form: str, output_: Path | None, nodes: bool, listed: bool
) -> None:
    """Project the graph for network analysis, with the evidence on every edge.

    A RECIPE says what becomes a node and what an edge: a name of --list, or a file of your own that ends in
    .toml. gexf and graphml are for Gephi and the like, gexf with dates for its timeline; json is node-link
    JSON; svg is a figure; the other forms are rows of edges, or of nodes.

    \b
    alliancekg project --list
    alliancekg project states
    alliancekg project entities -f gexf -o entities.gexf
    """
    if listed:
        if view or nodes or form in {"svg", *NETWORKS}:
            message = "--list is a table of its own: no RECIPE, no --nodes, and a form of rows."
            raise click.UsageError(message)
        output.emit(_recipes(form), output_)
        return
    if view is None:
        message = "say which: `project RECIPE`, with a name of `project --list` or a .toml file."
        raise click.UsageError(message)
    if nodes and form in {"json", "svg", *NETWORKS}:
        message = (
            f"--nodes has no place in {form}, which holds nodes and edges: use table, csv, tsv or jsonl."
        )
        raise click.UsageError(message)
    kg = settings.load()
    graph = kg.project(view)
    output.emit(_written(kg, view, graph, form, nodes=nodes), output_)
    counts = output.counted(len(graph), "node"), output.counted(graph.number_of_edges(), "edge")
    output.say(f"{', '.join(counts)}; {kg.coverage()}")


def _recipes(form: str) -> str:
    """Return the recipes that ship in one of the forms."""
    from alliancekg.recipes import recipes

    columns = ("recipe", "tells")
    rows = [(one.name, one.tells) for one in recipes()]
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    if form == "table":
        return output.table(columns, rows)
    if form == "json":
        return output.plain_json({"rows": named})
    return output.json_lines(named) if form == "jsonl" else output.delimited(columns, rows, form)


def _written(kg: KnowledgeGraph, view: str, graph: nx.Graph[str], form: str, *, nodes: bool) -> str:
    """Return a projection in one of the forms."""
    from alliancekg.publish import networks

    if form == "svg":
        from alliancekg.publish.network import figure

        return figure(graph, kg.coverage())
    whole = {"graphml": networks.graphml, "gexf": networks.gexf, "json": networks.node_link}
    if form in whole:
        return whole[form](graph)
    timed = _TIMED if kg.coverage().as_of else ()
    if nodes:
        columns, rows = (*networks.NODE_COLUMNS, *timed), networks.node_rows(graph, timed)
        return _node_table(kg, columns, rows) if form == "table" else _rows(columns, rows, form)
    return _edges(kg, view, graph, form)


def _edges(kg: KnowledgeGraph, view: str, graph: nx.Graph[str], form: str) -> str:
    """Return the rows of edges, with the columns that the recipe and a day asked about add."""
    from alliancekg import recipes
    from alliancekg.publish import networks

    asked = recipes.recipe(view)
    carried = (*asked.carried, *(_TIMED if kg.coverage().as_of else ()))
    columns = (*networks.EDGE_COLUMNS, *carried)
    rows = networks.edge_rows(graph, carried)
    if form != "table":
        return _rows(columns, rows, form)
    told = [name for name in carried if any(cells[columns.index(name)] for cells, _ in rows)]
    return _edge_table(kg, columns, rows, (*(("weight", "shared") if asked.shared else ("date",)), *told))


def _rows(columns: Sequence[str], rows: Rows, form: str) -> str:
    """Return rows for programs, their passages or citations last."""
    if form == "jsonl":
        return output.json_lines(
            {**dict(zip(columns, row, strict=True)), "sources": output.plain_sources(cited)}
            for row, cited in rows
        )
    from alliancekg.answers.tables import passages

    cells = [(*row, passages(cited)) for row, cited in rows]
    return output.delimited((*columns, "sources"), cells, form)


def _node_table(kg: KnowledgeGraph, columns: Sequence[str], rows: Rows) -> str:
    """Return nodes as people read them."""
    shown = ("id", "label", "kind", *(name for name in _TIMED if name in columns))
    cells = [([row[columns.index(name)] for name in shown], cited) for row, cited in rows]
    return output.cited_table(shown, cells, [kg.entity(row[0]).home for row, _ in rows])


def _edge_table(kg: KnowledgeGraph, columns: Sequence[str], rows: Rows, last: tuple[str, ...]) -> str:
    """Return edges as people read them; ``last`` are the columns that differ from recipe to recipe."""
    at = [columns.index(name) for name in ("source_label", "relation", "target_label", *last)]
    shown = [([_named(kg, row[i], columns[i]) for i in at], cited) for row, cited in rows]
    return output.cited_table(("from", "relation", "to", *last), shown)


@click.command("explore")
@click.option("--focus", metavar="TERM", multiple=True, help="Only what is near this thing; repeatable.")
@click.option("--hops", metavar="N", type=click.IntRange(min=0), help="How many ties near is [1].")
@click.option("--class", "classes", metavar="CLASS", multiple=True, help="Only things of it; repeatable.")
@click.option("--title", default="", help="Heading of the page.")
@graph_options
@output_option
@text_option
def explore_command(  # noqa: PLR0913 - one for each option
    settings: Settings,
    *,
    focus: tuple[str, ...],
    hops: int | None,
    classes: tuple[str, ...],
    title: str,
    output_: Path | None,
    text_: Path | None,
) -> None:
    """Write the interactive page: one HTML file that works offline.

    Click a node or an edge to see who says so; move the slider to see what held when. A page shows up to
    1,000 things: of more, only the main ones, unless --focus, --class or --as-of narrow the graph.

    \b
    alliancekg explore -o alliancekg.html
    alliancekg explore --focus GPI --hops 2 -o gpi.html
    alliancekg explore --graph my-article.trig --title "My article" -o mine.html
    """
    if output_ is None and sys.stdout.isatty():
        message = "A page is no text to read: name a file with -o, or redirect."
        raise click.UsageError(message)
    if hops is not None and not focus:
        message = "--hops counts ties from a thing: name it with --focus."
        raise click.UsageError(message)
    page = settings.load().explore(
        title, focus=focus, hops=1 if hops is None else hops, classes=classes, text=text_
    )
    output.emit(page.html, output_)
    if output_ is not None and str(output_) != "-":
        output.say(f"wrote {output_}: {page.nodes} nodes, {page.edges} edges")
    if page.left_out:
        output.say(
            f"left out for room: {page.left_out:,} events, people, places and clauses; "
            "--focus TERM --hops N or --class CLASS shows them."
        )
    if text_ is not None:
        found = output.counted(page.quotes, "sentence")
        output.say(f"the page holds {found} of {text_}: it is for your own use, not to be passed on.")


def _named(kg: KnowledgeGraph, cell: str, column: str) -> str:
    """Return a cell with the labels of the things it lists in place of their CURIEs."""
    return "; ".join(kg.entity(one).label for one in cell.split()) if column == "shared" else cell
