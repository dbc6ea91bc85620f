"""Give the graph away: as networks, as a page, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.answers import Matrix
from alliancekg.api.asking import Asking
from alliancekg.api.texts import Texts
from alliancekg.errors import QueryError, UnknownTermError
from alliancekg.store import catalog
from alliancekg.store.views import View
from alliancekg.terms import AKG, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    import networkx as nx

    from alliancekg.explore import Lifetimes, PageData
    from alliancekg.explore.document import Page
    from alliancekg.model import Relation

_TITLE = "Who is bound to whom, and who says so"
_TRANSFER = AKG + "Transfer"
_TRANSFER_ENDS = (AKG + "supplier", AKG + "recipient", AKG + "item")


class Drawing(Asking, Texts):
    """What is made from the relations of a graph."""

    def project(self, view: str) -> nx.Graph[str]:
        """Return a projection as an ordinary networkx graph with evidence on every edge.

        ``view`` is a recipe that ships (``alliancekg.recipes.names()`` lists them) or a file of your own that
        ends in ``.toml``. ``entities`` is a typed MultiDiGraph of all things, ``states`` joins states by
        shared agreements and programs, ``obligations`` leads from who owes to whom. What nodes and edges
        carry is told in ``alliancekg.projection``.

        Raises:
            UnknownTermError: When no recipe ships under that name.
            InputError: When the file cannot be read.
            RecipeError: When it is no recipe, or names what the ontology lacks; file and line are told.
        """
        from alliancekg.projection import project
        from alliancekg.recipes import recipe
        from alliancekg.store.network import parts

        asked = recipe(str(view))
        found = parts(self._graph, asked)
        shown = "possibly" if self._graph.possible == "only" else ""
        return project(asked, found.groups, found.links, found.spans, standing=shown)

    def explore(
        self,
        title: str = "",
        *,
        focus: Iterable[str] = (),
        hops: int = 1,
        classes: Iterable[str] = (),
        text: str | PathLike[str] | None = None,
    ) -> Page:
        """Return the interactive page: one offline HTML file.

        ``.save(path)`` writes it, a notebook shows it. ``focus`` (labels, aliases or CURIEs) narrows it to
        what is within ``hops`` ties of these things, ``classes`` to the things of these classes; of a graph
        as of a day the page shows that day alone. Where all is too much for a page, and neither was given,
        events, people, places and clauses are left out, and the page says so. With a ``text`` of a source (a
        file) the page holds the sentences whose digests stand in it: such a page is for your own use, not to
        be passed on.

        Raises:
            UnknownTermError: When nothing that is drawn bears a name of ``focus``, or a class is unknown.
            AmbiguousTermError: When several things do.
            TooLargeError: When there is more than a page can show.
            InputError: When ``text`` cannot be read, or needs an extra that is not installed.
        """
        from alliancekg.explore import quote, render
        from alliancekg.explore.document import Page
        from alliancekg.explore.part import MOST, check_size, main_things, part

        whole = self.project("entities")
        starts = [self._drawn(term, whole) for term in ([focus] if isinstance(focus, str) else focus)]
        graph = part(whole, starts, hops, self._kinds([classes] if isinstance(classes, str) else classes))  # type: ignore[arg-type]
        things = len(graph)
        if things > MOST and not focus and not classes:
            graph = main_things(graph)
        check_size(len(graph))
        data = self._page_data(graph, starts[0] if len(starts) == 1 else "", title or _TITLE)
        data["left_out"] = things - len(graph)
        if text is not None:
            quote(data, self.sentences(text, [one["passage"] for one in data["citations"]]))
        return Page(render(data), len(data["nodes"]), len(data["edges"]), data["quotes"], data["left_out"])

    def matrix(self, classes: Iterable[str] = ()) -> Matrix:
        """Return who takes part in what: actors against the things of ``classes``, with the ties between.

        By default these are agreements and programs. States come first, then who takes part in most; an actor
        or thing without a tie is left out. ``alliancekg.publish.matrix.figure`` draws the answer.

        Raises:
            UnknownTermError: When the ontology has no such class.

        Example:
            >>> import alliancekg
            >>> found = alliancekg.load().matrix()
            >>> [tie.relation for tie in found.at("akd:state_japan", "akd:program_gpi")]
            ['partner']
        """
        kinds = [classes] if isinstance(classes, str) else list(classes) or ["Agreement", "Program"]
        columns, actors = self._kinds(kinds), self._kinds(["Actor"])
        things = {node.id: node for node in catalog.nodes(self._graph)}
        ties = [row for row in self._edges() if row.subject.id in things and row.object.id in things]
        found = [
            row
            for row in ties
            if things[row.subject.id].class_id in actors and things[row.object.id].class_id in columns
        ]
        named = [self._graph.names.label(self._graph.names.resolve_class(kind)) for kind in kinds]
        return Matrix.of(found, things, ", ".join(dict.fromkeys(named)), self.coverage())

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

    def write_dataset(self, path: str | PathLike[str]) -> int:
        """Write all that is asked here for another engine and return the number of quads.

        Beside the named graphs that are the merged default graph, what is derived, and the ontology; of a
        graph as of a day, what held then. The ending of the path is ``.nq`` or ``.nq.gz``.

        Raises:
            OutputError: When the file cannot be written, or has another ending.
            QueryError: When the graph shows what is only possible, which no dataset of its own does.
        """
        from alliancekg.store.write import dataset

        if self._graph.possible == "only":
            raise QueryError("what is only possible is told in rows, not written as a dataset")
        return dataset(self._graph, Path(path))

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

    def _page_data(self, graph: nx.MultiDiGraph[str], start: str = "", title: str = _TITLE) -> PageData:
        """Return what a page of a part of the ``entities`` view is made of."""
        from alliancekg.explore import page_data

        self._graph.foresee(self._graph.schema.derived_by)
        shown = {node: self.show(node) for node in graph}
        return page_data(
            graph,
            {node: one.relations for node, one in shown.items()},
            self.coverage(),
            notices={node: one.notices for node, one in shown.items()},
            lifetimes=self._lifetimes(graph, [row for one in shown.values() for row in one.relations]),
            names={node: self._graph.names.in_other_languages(expand(node) or node) for node in graph},
            start=start,
            title=title,
            version=catalog.package_version(),
            read=catalog.last_read(self._graph),
        )

    def _drawn(self, term: str, graph: nx.Graph[str]) -> str:
        """Return the CURIE of a thing that a page draws."""
        node = compress(self._graph.names.resolve(term))
        if node not in graph:
            labels = (str(label) for _, label in graph.nodes(data="label"))
            raise UnknownTermError(term, {*graph, *labels}, what="thing that is drawn")
        return node

    def _kinds(self, classes: Iterable[str]) -> set[str]:
        """Return the CURIEs of ``classes`` and all classes below them."""
        kinds = map(self._graph.names.resolve_class, classes)
        return {compress(one) for kind in kinds for one in self._graph.schema.subclasses(kind)}

    def _lifetimes(self, graph: nx.Graph[str], told: Iterable[Relation]) -> Lifetimes:
        """Return how everything on a page stood on each date; as of a day, on that day."""
        from alliancekg.explore import Lifetimes, standing
        from alliancekg.timeline.moments import Moments

        drawn = {(row.subject.id, row.object.id, row.id): row for row in self._edges()}
        edges = {key: row for key, row in drawn.items() if key[0] in graph and key[1] in graph}
        if isinstance(self._graph, View):
            things = {node: self._graph.timing((), expand(node) or node) for node in graph}
            return Lifetimes(
                {node: standing(timing) for node, timing in things.items()},
                {key: standing(row.timing) for key, row in edges.items()},
                {row: standing(row.timing) for row in told},
            )
        moments = Moments(self._graph)
        return Lifetimes(
            {node: moments.thing(expand(node) or node) for node in graph},
            {key: moments.edge(row) for key, row in edges.items()},
            {row: moments.relation(row) for row in told},
        )
