"""What is in a graph store: its entities, sources, coverage and counts, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.answers import Info
from alliancekg.dates import DATE_TYPES, bounds
from alliancekg.model import Coverage, Entity, SourceRow
from alliancekg.store.engine import count
from alliancekg.store.statements import hedged
from alliancekg.terms import AKG, CONFLICTS, ONTOLOGY, PREFIXES, REGISTRY, UNATTRIBUTED, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.dates import Bounds
    from alliancekg.model import Timing
    from alliancekg.store.graph import GraphStore

_DCTERMS = PREFIXES["dcterms"]


def entity(graph: GraphStore, iri: str, timing: Timing | None = None) -> Entity:
    """Return one thing, with the accepted passages that speak of it.

    ``timing`` says how it stands on the day asked about; by default, whether it is in the view.
    """
    kind = graph.names.kind(iri)
    about = [passage for passage in graph.citations.passages_about(iri) if passage in graph.passages]
    return Entity(
        id=compress(iri),
        label=graph.names.label(iri),
        kind=graph.names.label(kind) if kind else "",
        class_id=compress(kind),
        aliases=graph.names.aliases(iri),
        codes=graph.names.codes(iri),
        sources=tuple(sorted(graph.citations.citation(passage) for passage in about)),
        home="" if about else _home(graph, iri),
        timing=graph.timing((), iri) if timing is None else timing,
    )


def _home(graph: GraphStore, iri: str) -> str:
    """Return who vouches for a thing that no passage speaks of, "" when nobody does."""
    homes = {CONFLICTS: "the curators", REGISTRY: "the registry"}
    if graph.citations.is_source(iri):
        return "the source itself"
    return next((homes[one] for one in graph.citations.graphs_about(iri) if one in homes), "")


def entities(graph: GraphStore, kind: str) -> tuple[tuple[Entity, ...], int]:
    """Return the things of the class ``kind`` (an IRI) by label, with what is said of their lives.

    The number beside them counts those that only hedged passages speak of.
    """
    found = graph.instances([kind])
    kept = [iri for iri in found if not graph.is_hedged(iri)]
    told = (entity(graph, iri, graph.life(iri)) for iri in kept)
    rows = sorted(told, key=lambda row: (row.label.casefold(), row.id))
    hidden = [
        iri for iri in found if iri not in kept and any(one.mode != "denied" for one in hedged(graph, iri))
    ]
    return tuple(rows), len(hidden)


def nodes(graph: GraphStore, carried_as_edges: Iterable[str] = ()) -> tuple[Entity, ...]:
    """Return the things that are drawn as nodes.

    Those of the classes ``carried_as_edges`` (IRIs) are left out.
    """
    out = {one for kind in carried_as_edges for one in graph.schema.subclasses(kind)}
    kinds = [kind for kind in sorted(graph.schema.classes) if graph.schema.is_node(kind) and kind not in out]
    found = {iri for iri in graph.instances(kinds) if graph.names.kind(iri) in kinds and graph.is_thing(iri)}
    return tuple(entity(graph, iri) for iri in sorted(found) if not graph.is_hedged(iri))


def coverage(graph: GraphStore) -> Coverage:
    """Return what the sources of the graph cover together.

    That is the hull of their periods, and all their subjects.
    """
    if graph.opened is not None:
        return graph.opened.info.coverage
    starts = sorted((span.first, span.last, text) for _, span, text in covering(graph, "coversFrom"))
    ends = sorted(covering(graph, "coversTo"), key=lambda found: found[1].last)
    subjects = {graph.names.term(quad.object) for quad in graph.declared("coversSubject")}
    return Coverage(
        sources=len(graph.sources),
        start=starts[0][2] if starts else "",
        end=ends[-1][2] if ends else "",
        subjects=tuple(sorted(subjects)),
        as_of=graph.as_of,
        known_by=graph.known_by,
        possible=graph.possible,
        outside=graph.outside,
        undated=graph.undated,
    )


def covering(graph: GraphStore, name: str) -> Iterator[tuple[str, Bounds, str]]:
    """Yield source, bounds and text of each date that sources give as ``coversFrom`` or ``coversTo``."""
    sources = frozenset(graph.sources)
    for quad in graph.declared(name):
        literal, source = quad.object, getattr(quad.subject, "value", "")
        if isinstance(literal, Literal) and literal.datatype.value in DATE_TYPES and source in sources:
            yield source, bounds(literal.value, literal.datatype.value), literal.value


def sources(graph: GraphStore) -> tuple[SourceRow, ...]:
    """Return the sources, by CURIE."""
    return tuple(_source(graph, iri) for iri in graph.sources)


def info(graph: GraphStore) -> Info:
    """Return what graph this is."""
    if graph.opened is not None:
        return graph.opened.info
    names = [getattr(one, "value", "") for one in graph.engine.named_graphs()]
    unattributed = [name for name in names if name.startswith(UNATTRIBUTED)]
    undescribed = graph.undescribed()
    return Info(
        files=tuple((str(file.path), file.quads) for file in graph.files)
        or ((graph.endpoint, graph.statements),),
        sources=len(graph.sources),
        passages=count(graph.engine, f"?passage <{AKG}passageOf> ?source"),
        accepted_passages=len(graph.passages),
        named_graphs=len(names),
        statements=graph.statements,
        default_graph=count(graph.engine, "?s ?p ?o"),
        unsourced=_size(graph, unattributed),
        undescribed_graphs=tuple(compress(one) for one in undescribed),
        undescribed_statements=_size(graph, undescribed),
        modes=graph.modes,
        coverage=coverage(graph),
        ontology=_ontology_version(graph),
        version=package_version(),
        engine=graph.software,
    )


def last_read(graph: GraphStore) -> str:
    """Return the day (ISO) on which curators last read a source, "" when none says."""
    ended = NamedNode(PREFIXES["prov"] + "endedAtTime")
    quads = graph.engine.quads_for_pattern(None, ended, None, DefaultGraph())
    return max((quad.object.value[:10] for quad in quads if isinstance(quad.object, Literal)), default="")


def package_version() -> str:
    """Return the version of alliancekg, "unknown" when it runs from files that were never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("alliancekg")
    except PackageNotFoundError:
        return "unknown"


def _size(graph: GraphStore, graphs: Iterable[str]) -> int:
    return sum(1 for one in graphs for _ in graph.engine.quads_for_pattern(None, None, None, NamedNode(one)))


def _source(graph: GraphStore, iri: str) -> SourceRow:
    held = graph.engine.quads_for_pattern(None, NamedNode(AKG + "passageOf"), NamedNode(iri), NamedNode(iri))
    return SourceRow(
        id=compress(iri),
        title=_one(graph, iri, _DCTERMS + "title"),
        publisher=_one(graph, iri, _DCTERMS + "publisher"),
        original_publisher=_one(graph, iri, AKG + "originalPublisher"),
        published=_one(graph, iri, _DCTERMS + "issued"),
        kind=_one(graph, iri, AKG + "sourceKind"),
        reliability=_one(graph, iri, AKG + "sourceReliability"),
        covers_from=_one(graph, iri, AKG + "coversFrom"),
        covers_to=_one(graph, iri, AKG + "coversTo"),
        passages=sum(1 for _ in held),
        url=_address(graph, iri),
        version=_one(graph, iri, PREFIXES["schema"] + "version"),
        citation=_one(graph, iri, _DCTERMS + "bibliographicCitation"),
        terms=_one(graph, iri, _DCTERMS + "rights"),
    )


def _one(graph: GraphStore, iri: str, prop: str) -> str:
    quads = graph.engine.quads_for_pattern(NamedNode(iri), NamedNode(prop), None, NamedNode(iri))
    return min((graph.names.term(quad.object).label for quad in quads), default="")


def _address(graph: GraphStore, iri: str) -> str:
    """Return the address of a source itself: a label that somebody gave to it could name another."""
    prop = NamedNode(PREFIXES["schema"] + "url")
    quads = graph.engine.quads_for_pattern(NamedNode(iri), prop, None, NamedNode(iri))
    return min((getattr(quad.object, "value", "") for quad in quads), default="")


def _ontology_version(graph: GraphStore) -> str:
    prop = NamedNode(PREFIXES["owl"] + "versionInfo")
    quads = graph.engine.quads_for_pattern(NamedNode(ONTOLOGY), prop, None, NamedNode(ONTOLOGY))
    return min((getattr(quad.object, "value", "") for quad in quads), default="")
