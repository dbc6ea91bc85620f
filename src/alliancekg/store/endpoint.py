"""A graph on a SPARQL server, which holds what ``alliancekg build`` writes: the same views, from afar."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, NamedNode

from alliancekg.errors import ViewError
from alliancekg.store.engine import select
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import ACCEPTED_MODES, MODES
from alliancekg.store.protocol import Server
from alliancekg.store.remote import RemoteEngine
from alliancekg.terms import AKG, AKV, CONFLICTS, DERIVED, ONTOLOGY, PREFIXES, RDF, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Store

_PREFIXES = f"PREFIX akg: <{AKG}> PREFIX akv: <{AKV}> "
_LOAD = "Load there what `alliancekg build -o FILE.nq` writes; docs/servers.md says how."
#: Properties that are read one after the other, of everything that has them.
_COVERAGE = tuple(AKG + name for name in ("coversFrom", "coversTo", "coversSubject"))
_NAMES = (
    *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel")),
    *(AKG + name for name in ("namedInSourceAs", "ambiguousLabel")),
)
#: Modes of which the default graph holds statements that no other passage makes and no rule derives.
_COUNTED = """SELECT DISTINCT ?mode WHERE {{
  VALUES ?mode {{ {modes} }}
  GRAPH ?source {{ ?passage akg:passageOf ?source ; akg:assertionMode ?mode }}
  GRAPH ?passage {{ ?s ?p ?o }}
  ?s ?p ?o .
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER (?other != ?passage{apart}) }}
}}"""
_SOURCES = """SELECT DISTINCT ?source WHERE {
  GRAPH ?source { ?source a akg:Source }
  FILTER NOT EXISTS {
    GRAPH ?any { ?source akg:passageOf ?any } FILTER (STRSTARTS(STR(?source), CONCAT(STR(?any), "_"))) }
}"""
_DESCRIBED = "SELECT DISTINCT ?passage WHERE { GRAPH ?source { ?passage akg:passageOf ?source } }"


class Accepted(AbstractSet[str]):
    """The IRIs of the passages that the server's default graph took in, looked up one by one."""

    def __init__(self, graph: RemoteGraph) -> None:
        self._graph = graph

    def __contains__(self, passage: object) -> bool:
        """Return whether a passage is in a mode that counts, and was not taken back."""
        if not isinstance(passage, str) or ":" not in passage:  # the name of a blank node is no IRI
            return False
        return self._graph.citations.mode(passage) in self._graph.modes

    def __iter__(self) -> Iterator[str]:
        """Yield the IRIs, sorted."""
        found = {row["passage"].value for row in select(self._graph.engine, _PREFIXES + _DESCRIBED)}
        described = sorted(found)
        self._graph.remote.expect((NamedNode(one), None, None, None) for one in described)
        return filter(self.__contains__, described)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class RemoteGraph(GraphStore):
    """A dataset on a server: its default graph is the merge, made when the data were built.

    Raises:
        EndpointError: When the server cannot be asked, or holds no such dataset.
    """

    def __init__(self, url: str, seconds: float, say: Callable[[str], None]) -> None:
        self.remote = RemoteEngine(Server(url, seconds), say)
        super().__init__(cast("Store", self.remote), (), ACCEPTED_MODES, frozenset())
        self.endpoint = self.remote.server.name
        self.passages = Accepted(self)
        self.remote.families = (_COVERAGE, _NAMES)
        self.remote.graph_and_subjects(ONTOLOGY)
        if not self.schema.classes:
            raise self.remote.server.fault("holds no graph of ours", _LOAD)
        self.modes = self._counted()
        if more := ", ".join(mode for mode in self.modes if mode not in ACCEPTED_MODES):
            say(f"{self.endpoint}: its default graph counts what passages say that are {more}")
        self.remote.within = lambda iri: self.schema.is_told_within(self.names.kind(iri))

    def foresee(self, properties: Iterable[str] = ()) -> None:
        """Fetch the whole dataset, unless it is large, and read at once what is asked of all things."""
        self.remote.everything()
        super().foresee(properties)

    def instances(self, classes: Iterable[str]) -> tuple[str, ...]:
        """Return the IRIs of the things of any of ``classes``, asked for together."""
        asked, rdf_type = tuple(classes), NamedNode(RDF + "type")
        kinds = {one for kind in asked for one in self.schema.subclasses(kind)}
        self.remote.expect((None, rdf_type, NamedNode(kind), DefaultGraph()) for kind in sorted(kinds))
        return super().instances(asked)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the IRIs of the sources that describe themselves, sorted."""
        rows = select(self.engine, _PREFIXES + _SOURCES)
        return tuple(sorted(row["source"].value for row in rows if isinstance(row["source"], NamedNode)))

    @property
    def at_hand(self) -> Store:
        """Return a copy of the dataset; a large one is refused."""
        return self.remote.copy()

    def refuse_view(self, switch: str) -> None:
        """Refuse: rules run after a cut, and the server's default graph is made."""
        raise ViewError(switch)

    def undescribed(self) -> tuple[str, ...]:
        """Return the named graphs that nothing describes."""
        described = {row["passage"].value for row in select(self.engine, _PREFIXES + _DESCRIBED)}
        known = {REGISTRY, CONFLICTS, ONTOLOGY, *described, *self.sources}
        names = sorted(set(self._graph_names()) - known)
        return tuple(name for name in names if not name.startswith((DERIVED, UNATTRIBUTED)))

    @cached_property
    def statements(self) -> int:
        """Return how many statements the named graphs hold, the ontology and what rules derive left out."""
        apart = "".join(f" && ?g != <{name}>" for name in (ONTOLOGY, *self.remote.apart))
        ours = f'!STRSTARTS(STR(?g), "{DERIVED}"){apart}'
        (row,) = select(
            self.engine, f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER ({ours}) }}"
        )
        return int(row["n"].value)

    @property
    def software(self) -> str:
        """Return what the server calls itself."""
        return self.remote.server.software or "a server that does not say what it is"

    def _counted(self) -> tuple[str, ...]:
        """Return the modes that the server's default graph holds.

        It holds no denial, unless it is the union of all graphs: then nothing in it says what is the case.
        """
        modes = " ".join(f"akv:mode_{mode}" for mode in MODES if mode not in ACCEPTED_MODES)
        apart = "".join(f" && ?other != <{name}>" for name in self.remote.apart)
        rows = select(self.engine, _PREFIXES + _COUNTED.format(modes=modes, apart=apart))
        found = {row["mode"].value.rpartition("_")[2] for row in rows}
        if "denied" in found:
            reason = "answers from all graphs together, so that what a source denies counts as said"
            raise self.remote.server.fault(reason, "docs/servers.md says how to name the default graph.")
        asked = select(self.engine, f"{_PREFIXES} SELECT ?s WHERE {{ ?s a akg:Source }} LIMIT 1")
        if not asked:
            raise self.remote.server.fault("holds no source in its default graph", _LOAD)
        return tuple(mode for mode in MODES if mode in found or mode in ACCEPTED_MODES)
