"""What a notebook holds: a knowledge graph to ask. Everything the command line does, it does through here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.answers import EVIDENCE_COLUMNS, Answer, Conflicts, Description, Reply
from alliancekg.errors import UnknownTermError
from alliancekg.store import catalog, query, statements, ties
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import ACCEPTED_MODES
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    import networkx as nx
    import rdflib

    from alliancekg.answers import Info, SelectResult
    from alliancekg.explore.document import Page
    from alliancekg.model import Coverage, Entity, Evidence, Relation, SourceRow, Verification

_TITLE = "Who is bound to whom, and who says so"
_TRANSFER = AKG + "Transfer"
_TRANSFER_ENDS = (AKG + "supplier", AKG + "recipient", AKG + "item")


def load(
    *paths: str | PathLike[str], modes: Iterable[str] = ACCEPTED_MODES, sources: Iterable[str] = ()
) -> KnowledgeGraph:
    """Load RDF files and folders, or the shipped graph when none is named.

    Named graphs are kept; the default graph is the merge of what passages in ``modes`` say, with what the
    rules derive. ``reported`` and ``announced`` always count; name ``expected``, ``advised``, ``judged`` ...
    to add them.

    Raises:
        InputError: When a path is missing, empty or of no format we know.
        ParseError: When a file is not valid RDF; it carries file, line and column.
        DateError: When a passage states an impossible date.
        UnknownTermError: When a mode or a source is unknown.

    Example:
        >>> import alliancekg
        >>> kg = alliancekg.load()
        >>> kg.entity("SOSA").label
        'U.S.-Japan Security of Supply Arrangement'
    """
    return KnowledgeGraph(GraphStore.load([Path(path) for path in paths], modes, sources))


class KnowledgeGraph:
    """A dataset of cited, dated statements about alliance relationships, and the questions it answers."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph

    def __repr__(self) -> str:
        """Return what it is and how big."""
        info = self.info()
        counted = {"source": info.sources, "passage": info.passages, "statement": info.statements}
        counts = ", ".join(
            f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counted.items()
        )
        return f"<KnowledgeGraph: {counts}>"

    def _repr_html_(self) -> str:
        return self.info()._repr_html_()

    def info(self) -> Info:
        """Return what graph this is: files, counts, coverage, versions."""
        return catalog.info(self._graph)

    def coverage(self) -> Coverage:
        """Return what the sources cover together."""
        return catalog.coverage(self._graph)

    def sources(self) -> tuple[SourceRow, ...]:
        """Return the sources, by CURIE."""
        return catalog.sources(self._graph)

    def verify(self, source: str, path: str | PathLike[str]) -> tuple[Verification, ...]:
        """Look for each passage of a source in a file: plain text, HTML (extra ``html``) or PDF (``pdf``).

        ``source`` is a slug, CURIE or IRI. One row a passage, in the order of the source; nothing is stored.

        Raises:
            UnknownTermError: When there is no such source.
            InputError: When the file cannot be read, has no text, or needs an extra that is not installed.
        """
        from alliancekg.reading import read
        from alliancekg.store.verify import verify

        return verify(self._graph, source, read(Path(path)))

    def sentences(self, path: str | PathLike[str], passages: Iterable[str]) -> dict[str, str]:
        """Return the words of those passages (CURIEs) that a file has exactly once: to read, not to keep.

        Raises:
            InputError: When the file cannot be read, has no text, or needs an extra that is not installed.
        """
        from alliancekg.reading import read
        from alliancekg.store.verify import sentences

        return sentences(self._graph, passages, read(Path(path)))

    def entity(self, term: str) -> Entity:
        """Return one thing by IRI, CURIE, label or alias.

        Raises:
            UnknownTermError: When nothing bears the name; close ones are suggested.
            AmbiguousTermError: When several things do.
        """
        return catalog.entity(self._graph, self._graph.names.resolve(term))

    def list(self, kind: str) -> Answer[Entity]:
        """Return the things of a class ("State", "government body", "akg:Program") and its subclasses.

        Sorted by label. Things that only hedged passages speak of are left out and counted in ``hidden``.

        Raises:
            UnknownTermError: When the ontology has no such class.
        """
        rows, hidden = catalog.entities(self._graph, self._graph.names.resolve_class(kind))
        return Answer(rows, self.coverage(), hidden=hidden)

    def show(self, term: str) -> Description:
        """Return one thing with its relations, each with its evidence.

        Raises:
            UnknownTermError: When nothing bears the name.
            AmbiguousTermError: When several things do.
        """
        iri = self._graph.names.resolve(term)
        return Description(
            entity=catalog.entity(self._graph, iri),
            relations=self._graph.relations.about(iri),
            hedged=statements.hedged(self._graph, iri),
            coverage=self.coverage(),
            conflicts=statements.conflicts(self._graph, iri),
            only_announced=statements.only_announced(self._graph, iri),
        )

    def evidence(self, subject: str, prop: str | None = None, value: str | None = None) -> Answer[Evidence]:
        """Return the statements about a subject and the passages behind each.

        ``prop`` and ``value`` narrow them; all three are labels, CURIEs or IRIs, a value may also be the text
        of a literal. ``outside`` lists passages that hold a match in a mode that does not count as support.

        Raises:
            UnknownTermError: When a name is in no graph.
            AmbiguousTermError: When several things bear it.
        """
        rows, outside = statements.evidence(self._graph, subject, prop, value)
        instead: tuple[Evidence, ...] = ()
        if value and not rows:
            instead, _ = statements.evidence(self._graph, subject, prop)
        nothing = prop and not rows and not instead
        elsewhere = statements.elsewhere(self._graph, subject, prop) if nothing and prop else ()
        return Answer(
            rows,
            self.coverage(),
            outside=outside,
            instead=instead,
            elsewhere=elsewhere,
            columns=EVIDENCE_COLUMNS,
        )

    def ask(self, question: str, *arguments: str) -> Reply:
        """Answer a question of the library (``alliancekg.questions.questions()`` lists them), each row cited.

        ``arguments`` fill its parameters from the left, by label, alias or CURIE; defaults fill the rest.

        Raises:
            UnknownTermError: When there is no such question, or nothing bears an argument's name.
            AmbiguousTermError: When several things do.
            InputError: When there are more arguments than parameters.
        """
        from alliancekg.store.ask import run

        asked, text, rows = run(self._graph, question, arguments)
        return Reply(asked.id, text, rows, asked.columns, self.coverage())

    def conflicts(self) -> Conflicts:
        """Return where passages disagree: what conflict notes tell, and denials of which no note tells."""
        from alliancekg.store.conflicts import conflicts

        return Conflicts(conflicts(self._graph), self.coverage())

    def query(self, text: str, *, timeout: float | None = None, max_rows: int | None = None) -> SelectResult:
        """Run a SPARQL query over the default graph and the named graphs; our prefixes need no declaration.

        ``timeout`` is in seconds. A CONSTRUCT or DESCRIBE gives rows of subject, predicate and object.

        Raises:
            QueryError: When the query has a mistake, or asks for the network.
            QueryTimeoutError: When it does not end in time.
        """
        return query.select(self._graph.engine, text, query.Limits(timeout, max_rows))

    def unknown_names(self, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the CURIEs of a query that nothing here bears, each with close ones."""
        return self._graph.names.unknown(query.names_in(text))

    def query_bytes(
        self, text: str, form: str, *, timeout: float | None = None, max_rows: int | None = None
    ) -> bytes:
        """Run a SPARQL query and return a W3C serialisation of its result.

        ``form`` is json, csv, tsv or xml for rows; ttl, trig, nt, nq or jsonld for triples.

        Raises:
            QueryError: When the query has a mistake, or its result has no such format.
            QueryTimeoutError: When it does not end in time.
        """
        return query.serialize(self._graph.engine, text, form, query.Limits(timeout, max_rows))

    @property
    def dataset(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store, without a copy.

        Read it: what is written to it reaches ``query`` alone, for labels, evidence and what rules derive
        were read when the graph was loaded.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._graph.engine), default_union=False)

    def project(self, view: str) -> nx.Graph[str]:
        """Return a projection as an ordinary networkx graph with evidence on every edge.

        ``entities`` is a typed MultiDiGraph of all things, ``states`` joins states by shared agreements and
        programs, ``actors-agreements`` is two-mode. What nodes and edges carry is told in
        ``alliancekg.projection``.

        Raises:
            UnknownTermError: When there is no such view.
        """
        from alliancekg import projection

        if view == "entities":
            return projection.entities(catalog.nodes(self._graph), self._edges())
        if view == "states":
            return projection.states(self.list("State").rows, ties.state_ties(self._graph))
        if view == "actors-agreements":
            parties = self._graph.relations.edges([AKG + "Participation"], [])
            return projection.actors_agreements(self.list("Actor").rows, self.list("Agreement").rows, parties)
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

    def export(self, path: str | PathLike[str]) -> int:
        """Write the named graphs as read and return the number of quads.

        Neither the merge nor what is derived nor the ontology is written. The ending chooses the format:
        .trig, .nq or .jsonld. The file is written whole or not at all.

        Raises:
            OutputError: When the file cannot be written, or its ending is of no format for named graphs.
        """
        from alliancekg.store.write import export

        return export(self._graph, Path(path))

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
        return self._graph.relations.edges(carriers, {*schema.drawn_properties, *_TRANSFER_ENDS})
