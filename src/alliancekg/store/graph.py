"""A graph store: files loaded, merged and derived, with the views that the rest of the package asks."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, Store

from alliancekg import resources
from alliancekg.dates import period
from alliancekg.errors import DateError
from alliancekg.model import UNTIMED
from alliancekg.store.accepted import Accepted
from alliancekg.store.bounds import bounds_of
from alliancekg.store.evidence import Citations
from alliancekg.store.files import LoadedFile, as_read, expand_paths, load_files, load_ontology
from alliancekg.store.merge import ACCEPTED_MODES, Merge, check_modes
from alliancekg.store.names import Names
from alliancekg.store.relations import Relations
from alliancekg.store.rules import run_rules
from alliancekg.store.schema import Schema
from alliancekg.store.scope import keep_known, keep_sources
from alliancekg.terms import AKG, AKS, CONFLICTS, DERIVED, ONTOLOGY, RDF, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from pyoxigraph import Quad, Triple

    from alliancekg.model import Timing
    from alliancekg.store.directory import Opened


class GraphStore:
    """One dataset: named graphs as read, the default graph as merged and derived.

    ``engine`` is the pyoxigraph store, in memory or opened from a directory, ``files`` what was read (the
    ontology apart), ``modes`` the assertion modes that count as support, ``passages`` the IRIs of those that
    the default graph holds, ``known_by`` the day (as written) after which nothing that was published counts,
    "" for none.
    """

    as_of = ""
    possible = ""
    outside = False
    named_by: Callable[[], Names] | None = None
    #: The files and folders that were asked for, and the sources (as written) that the graph was narrowed to.
    paths: tuple[Path, ...] = ()
    narrowed: tuple[str, ...] = ()
    #: How many sources were left out because they state no date of issue, where a day is ``known_by``.
    undated = 0
    #: The directory that the graph is asked in, None in memory.
    opened: Opened | None = None
    #: The address of the server that holds the graph, "" for one in memory.
    endpoint = ""

    def __init__(
        self,
        engine: Store,
        files: tuple[LoadedFile, ...],
        modes: tuple[str, ...],
        passages: Set[str],
        known_by: str = "",
    ) -> None:
        self.engine = engine
        self.files = files
        self.modes = modes
        self.passages = passages
        self.known_by = known_by

    @classmethod
    def load(
        cls,
        paths: Iterable[Path] = (),
        modes: Iterable[str] = ACCEPTED_MODES,
        sources: Iterable[str] = (),
        known_by: str = "",
    ) -> GraphStore:
        """Read files and folders (none: the shipped graph), keep ``sources`` (none: all), merge and derive.

        ``known_by`` is a day: what was not surely published by then goes.

        Raises:
            InputError: When a path is missing, empty or of no format we know.
            ParseError: When a file is not valid RDF.
            DateError: When an accepted passage states an impossible date.
            UnknownTermError: When a mode or a source is unknown.
        """
        counted = check_modes(modes)
        roots = tuple(paths) or (resources.graph_folder(),)
        engine = Store()
        files = load_files(engine, expand_paths(roots))
        graph = cls._derived(engine, files, counted, tuple(sources), known_by)
        graph.paths = roots
        if graph.narrowed or known_by:
            graph.named_by = cache(lambda: cls.load(paths, modes).names)
        return graph

    @classmethod
    def open(
        cls,
        path: Path,
        modes: Iterable[str] = ACCEPTED_MODES,
        sources: Iterable[str] = (),
        known_by: str = "",
        kind: str = "store",
    ) -> GraphStore:
        """Open a store that ``build`` made, to be asked where it lies.

        What needs another merge (``modes`` beyond those it was built with, ``sources``, ``known_by``) is read
        into memory and derived there. ``kind`` is what ``info`` calls it.

        Raises:
            StoreError: When there is no store that can be opened.
            DateError: When a passage that now counts states an impossible date.
            UnknownTermError: When a mode or a source is unknown.
        """
        from alliancekg.store.directory import open_directory

        opened = open_directory(path, kind)
        info, asked = opened.info, tuple(sources)
        files = tuple(LoadedFile(Path(name), quads) for name, quads in info.files)
        counted = check_modes({*info.modes, *modes})
        if asked or known_by or counted != info.modes:
            engine = Store()
            engine.extend(as_read(opened.engine))
            graph = cls._derived(engine, files, counted, asked, known_by)
            graph.named_by = cache(lambda: cls.open(path).names)
        else:
            graph = cls(opened.engine, files, counted, Accepted(opened.engine, counted))
            graph.opened = opened
        graph.paths = tuple(map(Path, opened.manifest.paths))
        return graph

    @classmethod
    def _derived(
        cls,
        engine: Store,
        files: tuple[LoadedFile, ...],
        modes: tuple[str, ...],
        sources: tuple[str, ...],
        known_by: str,
    ) -> GraphStore:
        """Return the graph over an engine that holds what was read: narrowed, merged and derived."""
        if sources:
            keep_sources(engine, sources)
        undated = keep_known(engine, period(known_by).last) if known_by else 0
        if not engine.contains_named_graph(NamedNode(ONTOLOGY)):  # no file may have written it
            load_ontology(engine, resources.ontology_files(), ONTOLOGY)
        merged = Merge(engine, modes)
        graph = cls(engine, files, modes, frozenset(merged.passages), known_by)
        graph.narrowed, graph.undated = sources, undated
        try:
            merged.write(bounds_of(merged, graph.schema))
        except DateError as error:
            raise DateError(error.value, error.reason, _place(error, files)) from error
        run_rules(engine)
        return graph

    @cached_property
    def schema(self) -> Schema:
        """Return the loaded ontology."""
        return Schema(self.engine)

    @cached_property
    def names(self) -> Names:
        """Return labels and look-ups."""
        return Names(self.engine, self.schema, self.named_by, self.opened.labels if self.opened else None)

    @cached_property
    def citations(self) -> Citations:
        """Return the evidence."""
        return Citations(self.engine, self.passages)

    @cached_property
    def relations(self) -> Relations:
        """Return the telling of relations."""
        return Relations(self)

    @cached_property
    def worked_out(self) -> dict[tuple[str, ...], Any]:
        """Return what was worked out of the graph once and for all, by what was asked."""
        return {}

    def declared(self, name: str) -> Iterable[Quad]:
        """Return the statements of the default graph by a property of ours that no rule writes."""
        return self.engine.quads_for_pattern(None, NamedNode(AKG + name), None, DefaultGraph())

    def foresee(self, properties: Iterable[str] = ()) -> None:
        """Read at once what is asked of every thing and statement, for those who will ask about most of them.

        It spares one look-up for each. Derived statements of ``properties`` (IRIs) have their premises read;
        ``schema.derived_by`` names all of these.
        """
        self.names.foresee()
        self.citations.foresee(properties)

    def instances(self, classes: Iterable[str]) -> tuple[str, ...]:
        """Return the IRIs of the things of any of ``classes`` (IRIs) or their subclasses, sorted."""
        rdf_type = NamedNode(RDF + "type")
        kinds = {one for kind in classes for one in self.schema.subclasses(kind)}
        found = set()
        for kind in kinds:
            for quad in self.engine.quads_for_pattern(None, rdf_type, NamedNode(kind), DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    found.add(quad.subject.value)
        return tuple(sorted(found))

    def is_thing(self, iri: str) -> bool:
        """Return whether an IRI names a thing of the world.

        A term, concept, source, passage or conflict note is none.
        """
        kind = self.names.kind(iri)
        return bool(kind) and not iri.startswith((AKS, ONTOLOGY)) and not kind.endswith("#Conflict")

    def is_hedged(self, iri: str) -> bool:
        """Return whether a thing is spoken of, but only by passages that the default graph leaves out.

        Those that were taken back are among them: the registry alone does not keep a thing alive.
        """
        about = self.citations.described_about(iri)
        if not about or not self.passages.isdisjoint(about):
            return False
        return not any(graph.startswith(UNATTRIBUTED) for graph in self.citations.graphs_about(iri))

    def timing(self, triples: Iterable[Triple], thing: str = "") -> Timing:  # noqa: ARG002 - for as-of views
        """Return how statements stand on the day asked about; no day is asked about here."""
        return UNTIMED

    def life(self, thing: str) -> Timing:  # noqa: ARG002 - for as-of views
        """Return how a thing stands on the day asked about, as is said of it; no day is asked about here."""
        return UNTIMED

    @property
    def statements(self) -> int:
        """Return how many statements the files hold."""
        return sum(file.quads for file in self.files)

    @property
    def software(self) -> str:
        """Return the engine that answers, with its version."""
        from importlib.metadata import version  # brings the whole of e-mail parsing

        return f"pyoxigraph {version('pyoxigraph')}"

    @property
    def at_hand(self) -> Store:
        """Return a store of this process that holds the graph."""
        return self.engine

    def refuse_view(self, switch: str) -> None:
        """Refuse to be cut where that cannot be done; ``switch`` is the option that asked for it."""

    def undescribed(self) -> tuple[str, ...]:
        """Return the named graphs that stay out of the default graph because nothing describes them."""
        known = (REGISTRY, CONFLICTS, ONTOLOGY)
        found = {graph for graph in self._graph_names() if graph not in known}
        return tuple(
            graph
            for graph in sorted(found)
            if not graph.startswith((DERIVED, UNATTRIBUTED))
            and not self.citations.is_described(graph)
            and not self.citations.is_source(graph)
        )

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the IRIs of the sources that describe themselves, sorted."""
        found = self.engine.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(AKG + "Source"), None)
        named = {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}
        return tuple(sorted(filter(self.citations.is_source, named)))

    def _graph_names(self) -> Iterator[str]:
        for graph in self.engine.named_graphs():
            if isinstance(graph, NamedNode):
                yield graph.value


def _place(error: DateError, files: tuple[LoadedFile, ...]) -> str:
    """Return "file:line" of the first line that holds the bad date, else what the error says of itself."""
    for path in (file.path for file in files if file.path.is_file()):  # those of a store may be gone
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if any(f"{quote}{error.value}{quote}" in line for quote in "\"'"):
                return f"{path}:{number}" + (f": {error.where}" if error.where else "")
    return error.where
