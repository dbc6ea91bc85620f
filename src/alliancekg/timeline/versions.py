"""What two versions of the data say differently: kept apart from what changed in the world.

Compared is what is said, statement by statement, by the passages that count: a new order of lines, another
file or another format is no change. What the tool derives is left out: it follows.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple

from alliancekg.errors import AllianceKGError, InputError
from alliancekg.model import DataChange, Term
from alliancekg.store.files import FORMATS
from alliancekg.store.graph import GraphStore
from alliancekg.store.passages import Passages
from alliancekg.terms import AKG, AKV, CONFLICTS, PREFIXES, REGISTRY, UNATTRIBUTED, compress
from alliancekg.timeline.revisions import checked_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.model import Citation

_HOMES = {REGISTRY: "registry", CONFLICTS: "conflict note"}
_PASSAGE_OF = NamedNode(AKG + "passageOf")
_STATUS, _RETRACTED = AKG + "reviewStatus", AKG + "retractedOn"
_WITHDRAWN = NamedNode(AKV + "review_withdrawn")
_NOTHING = Term("", "")
_ORDER = ("source", "passage", "description", "statement", "support")


@contextmanager
def older(since: str, paths: Iterable[Path], modes: Iterable[str]) -> Iterator[GraphStore]:
    """Give the graph as it was: ``since`` is a file or folder that exists, else a git revision of ``paths``.

    Raises:
        InputError: When there is neither, or that version cannot be read.
    """
    place = Path(since)
    if since and (place.is_dir() or place.suffix in FORMATS) and place.exists():
        yield GraphStore.load([place], modes)
        return
    with checked_out(since, paths, FORMATS) as found:
        try:
            graph = GraphStore.load(found, modes)
        except AllianceKGError as error:
            reason = f"that version cannot be read ({str(error).rstrip('.')})"
            raise InputError(since, reason, "Compare with another one.") from error
        yield graph


def compare(then: GraphStore, now: GraphStore) -> tuple[tuple[DataChange, ...], int]:
    """Return the differences, sorted, and how many statements about unnamed things were left out."""
    before, after = _Version(then), _Version(now)
    rows = [*_sources(before, after), *_passages(before, after), *_statements(before, after)]
    return tuple(sorted(rows, key=_order)), before.unnamed + after.unnamed


class _Version:
    """One version: its sources, its passages, how each is described, and who says what."""

    def __init__(self, graph: GraphStore) -> None:
        self.graph = graph
        self.told = Passages(graph.engine)
        self.unnamed = 0
        self.sources = frozenset(graph.sources)
        self.passages = frozenset(
            quad.subject.value
            for source in graph.sources
            for quad in graph.engine.quads_for_pattern(
                None, _PASSAGE_OF, NamedNode(source), NamedNode(source)
            )
            if isinstance(quad.subject, NamedNode) and self.told.home(quad.subject.value) == source
        )
        self.said = self._said()

    def _said(self) -> dict[Triple, frozenset[str]]:
        """Return who says each statement: passages that count, the registry, notes, and users' own files."""
        found: dict[Triple, set[str]] = {}
        names = [getattr(one, "value", "") for one in self.graph.engine.named_graphs()]
        for name in names:
            if name not in self.graph.passages and name not in _HOMES and not name.startswith(UNATTRIBUTED):
                continue
            for quad in self.graph.engine.quads_for_pattern(None, None, None, NamedNode(name)):
                if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                    self.unnamed += 1
                else:
                    triple = Triple(quad.subject, quad.predicate, quad.object)
                    found.setdefault(triple, set()).add(name)
        return {triple: frozenset(homes) for triple, homes in found.items()}

    def described(self, iri: str) -> frozenset[Triple]:
        """Return what a source says of itself, or of its passage."""
        home = iri if iri in self.sources else self.told.home(iri)
        quads = self.graph.engine.quads_for_pattern(NamedNode(iri), None, None, NamedNode(home))
        return frozenset(
            Triple(quad.subject, quad.predicate, quad.object)
            for quad in quads
            if not isinstance(quad.object, BlankNode)
        )

    def cited(self, passage: str) -> tuple[Citation, ...]:
        """Return the citation of one passage, as a row has it."""
        return (self.graph.citations.citation(passage),)

    def row(self, kind: str, triple: Triple, homes: Iterable[str]) -> DataChange:
        """Return a statement as a row, with the passages among those who say it."""
        thing, prop, value = map(self.graph.names.term, triple)
        passages = [one for one in homes if one in self.passages]
        sources = tuple(sorted(self.graph.citations.citation(one) for one in passages))
        home = "" if sources else ", ".join(sorted(filter(None, map(_HOMES.get, homes))))
        return DataChange(kind, thing, prop, value, home, sources)


def _sources(before: _Version, after: _Version) -> Iterator[DataChange]:
    """Yield the sources that came and went, and what is said otherwise of those that stayed."""
    for word, version, other in (("added", after, before), ("removed", before, after)):
        for source in version.sources - other.sources:
            title = version.told.source_value(source, PREFIXES["dcterms"] + "title")
            yield DataChange(f"source {word}", _named(source), _NOTHING, Term("", title), "the source itself")
    for source in before.sources & after.sources:
        yield from _descriptions(before, after, source)


def _passages(before: _Version, after: _Version) -> Iterator[DataChange]:
    """Yield the passages that came, went or were taken back, and what is said otherwise of the rest."""
    for word, version, other in (("added", after, before), ("removed", before, after)):
        for passage in version.passages - other.passages:
            gist = Term("", version.told.value(passage, AKG + "gist"))
            yield DataChange(
                f"passage {word}", _named(passage), _NOTHING, gist, sources=version.cited(passage)
            )
    for passage in before.passages & after.passages:
        yield from _descriptions(before, after, passage)


def _descriptions(before: _Version, after: _Version, iri: str) -> Iterator[DataChange]:
    """Yield what is said otherwise of a source or passage; that it was taken back has a word of its own."""
    then, now = before.described(iri), after.described(iri)
    for word, version, triples in (("added", after, now - then), ("removed", before, then - now)):
        for triple in triples:
            kind = f"description {word}"
            if triple.predicate.value == _RETRACTED:
                kind = "passage retracted" if word == "added" else "passage restored"
            elif triple.predicate.value == _STATUS and triple.object == _WITHDRAWN:
                kind = "passage withdrawn" if word == "added" else "passage restored"
            _, prop, value = map(version.graph.names.term, triple)
            if iri in version.passages:
                spoken = before if word == "added" and kind.startswith("passage") else version
                yield DataChange(kind, _named(iri), prop, value, sources=spoken.cited(iri))
            else:
                yield DataChange(kind, _named(iri), prop, value, "the source itself")


def _statements(before: _Version, after: _Version) -> Iterator[DataChange]:
    """Yield the statements that came and went, and those that others say than did."""
    for word, version, other in (("added", after, before), ("removed", before, after)):
        for triple, homes in version.said.items():
            theirs = other.said.get(triple)
            if theirs is None:
                yield version.row(f"statement {word}", triple, homes)
            elif homes - theirs:
                yield version.row(f"support {word}", triple, homes - theirs)


def _named(iri: str) -> Term:
    return Term(compress(iri), compress(iri))


def _order(row: DataChange) -> tuple[int, str, str, str, str, str, str]:
    what, _, word = row.kind.partition(" ")
    return (
        _ORDER.index(what),
        row.thing.label.casefold(),
        row.thing.id,
        word,
        row.property.id,
        row.value.id,
        row.value.label,
    )
