"""Give the graph away: as networks, as a page, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.api.asking import Asking
from alliancekg.errors import UnknownTermError
from alliancekg.store import catalog, ties
from alliancekg.store.spans import spans
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from os import PathLike

    import networkx as nx

    from alliancekg.explore.document import Page
    from alliancekg.model import Relation

_TITLE = "Who is bound to whom, and who says so"
_TRANSFER = AKG + "Transfer"
_TRANSFER_ENDS = (AKG + "supplier", AKG + "recipient", AKG + "item")


class Drawing(Asking):
    """What is made from the relations of a graph."""

    def project(self, view: str) -> nx.Graph[str]:
        """Return a projection as an ordinary networkx graph with evidence on every edge.

        ``entities`` is a typed MultiDiGraph of all things, ``states`` joins states by shared agreements and
        programs, ``actors-agreements`` is two-mode. What nodes and edges carry is told in
        ``alliancekg.projection``.

        Raises:
            UnknownTermError: When there is no such view.
        """
        from alliancekg import projection

        days = spans(self._graph)
        if view == "entities":
            return projection.entities(catalog.nodes(self._graph), self._edges(), days)
        if view == "states":
            shared = self._shown(ties.state_ties(self._graph))
            return projection.states(self.list("State").rows, shared, days)
        if view == "actors-agreements":
            parties = self._shown(self._graph.relations.edges([AKG + "Participation"], []))
            actors, agreements = self.list("Actor").rows, self.list("Agreement").rows
            return projection.actors_agreements(actors, agreements, parties, days)
        raise UnknownTermError(view, projection.VIEWS, what="projection")

    def explore(self, title: str = "") -> Page:
        """Return the interactive page: one offline HTML file.

        ``.save(path)`` writes it, a notebook shows it.
        """
        from alliancekg.explore import page_data, render
        from alliancekg.explore.document import Page

        graph = self.project("entities")
        shown = {node: self.show(node) for node in graph}
        relations = {node: one.relations for node, one in shown.items()}
        notices = {node: one.notices for node, one in shown.items()}
        version = catalog.package_version()
        heading = title or _TITLE
        data = page_data(graph, relations, self.coverage(), notices=notices, title=heading, version=version)  # type: ignore[arg-type]
        return Page(render(data), graph.number_of_nodes(), graph.number_of_edges())

    def export(self, path: str | PathLike[str], form: str = "") -> int:
        """Write the named graphs as read and return the number of quads.

        Neither the merge nor what is derived nor the ontology is written. ``form`` is trig, nq or jsonld; by
        default the ending of the path says which. The file is written whole or not at all.

        Raises:
            OutputError: When the file cannot be written, or its ending is of no format for named graphs.
            UnknownTermError: When ``form`` is none.
        """
        from alliancekg.store.write import export

        return export(self._graph, Path(path), form)

    def export_bytes(self, form: str) -> bytes:
        """Return the named graphs as ``export`` writes them.

        Raises:
            UnknownTermError: When ``form`` is none of trig, nq and jsonld.
        """
        from alliancekg.store.write import export_bytes

        return export_bytes(self._graph, form)

    def _edges(self) -> tuple[Relation, ...]:
        """Return the edges of the ``entities`` view.

        Transfers are nodes there, joined to their sides and items.
        """
        schema = self._graph.schema
        carriers = [
            kind
            for kind in schema.classes
            if schema.edge_class(kind) and _TRANSFER not in schema.ancestors(kind)
        ]
        found = self._graph.relations.edges(carriers, {*schema.drawn_properties, *_TRANSFER_ENDS})
        return self._shown(found)
