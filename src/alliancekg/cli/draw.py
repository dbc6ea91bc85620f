"""Commands that draw the graph: project, explore."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.api import KnowledgeGraph

#: As in ``alliancekg.projection.VIEWS``, repeated so that --help need not import networkx.
VIEWS = ("entities", "states", "actors-agreements")


@click.command("project")
@click.argument("view", type=click.Choice(VIEWS))
@graph_options
@format_option("table", "csv", "tsv", "json", "jsonl", "graphml")
@output_option
def project_command(settings: Settings, view: str, form: str, output_: Path | None) -> None:
    """Project the graph for network analysis, with the evidence on every edge.

    entities is the typed multigraph of all things; states joins states by the agreements and programs they
    share; actors-agreements is two-mode. json is node-link JSON, csv and table are rows of edges.

    \b
    alliancekg project states
    alliancekg project entities -f graphml -o entities.graphml
    """
    from alliancekg.publish import networks

    kg = settings.load()
    graph = kg.project(view)
    if form == "graphml":
        text = networks.graphml(graph)
    elif form == "json":
        text = networks.node_link(graph)
    else:
        rows = networks.edge_rows(graph)
        columns = networks.EDGE_COLUMNS
        if form == "table":
            last = ("weight", "shared") if view == "states" else ("date",)
            shown = ("source_label", "relation", "target_label", *last)
            at = [columns.index(name) for name in shown]
            shown_rows = [([_named(kg, row[i], columns[i]) for i in at], cited) for row, cited in rows]
            text = output.cited_table(("from", "relation", "to", *last), shown_rows)
        elif form == "jsonl":
            text = output.json_lines(
                {**dict(zip(columns, row, strict=True)), "sources": output.plain_sources(cited)}
                for row, cited in rows
            )
        else:
            cells = [(*row, output.passages(cited)) for row, cited in rows]
            text = output.delimited((*columns, "sources"), cells, form)
    output.emit(text, output_)
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    output.say(f"{output.counted(nodes, 'node')}, {output.counted(edges, 'edge')}; {kg.coverage()}")


@click.command("explore")
@click.option("--title", default="", help="Heading of the page.")
@graph_options
@output_option
def explore_command(settings: Settings, title: str, output_: Path | None) -> None:
    """Write the interactive page: one HTML file that works offline.

    Click a node or an edge to see who says so.

    \b
    alliancekg explore -o alliancekg.html
    alliancekg explore --graph my-article.trig --title "My article" -o mine.html
    """
    if output_ is None and sys.stdout.isatty():
        message = "A page is no text to read: name a file with -o, or redirect."
        raise click.UsageError(message)
    page = settings.load().explore(title=title)
    output.emit(page.html, output_)
    if output_ is not None and str(output_) != "-":
        output.say(f"wrote {output_}: {page.nodes} nodes, {page.edges} edges")


def _named(kg: KnowledgeGraph, cell: str, column: str) -> str:
    """Return a cell with the labels of the things it lists in place of their CURIEs."""
    return "; ".join(kg.entity(one).label for one in cell.split()) if column == "shared" else cell
