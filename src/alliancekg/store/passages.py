"""What sources say of themselves and of their passages, read from the source's own graph and nowhere else.

Else a passage could declare another's hedge to be a report, or put another title under a citation.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from alliancekg.terms import AKG, AKV, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

_TYPE, _SOURCE = NamedNode(RDF + "type"), NamedNode(AKG + "Source")
_PASSAGE_OF = NamedNode(AKG + "passageOf")
_WITHDRAWN = NamedNode(AKV + "review_withdrawn")


class Passages:
    """The sources and passages of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.home = cache(self._home)
        self.mode = cache(self._mode)
        self.is_source = cache(self._is_source)
        self._said = lru_cache(maxsize=1024)(self._read)  # of a passage or source several things are asked

    def _is_source(self, iri: str) -> bool:
        """Return whether a graph says of itself that it is a source, and is no passage of another.

        A passage is named after its source (``aks:x_p03`` of ``aks:x``), so no two graphs can each call the
        other a passage, and nobody can silence a source by calling it one.
        """
        node = NamedNode(iri)
        if not _any(self._store.quads_for_pattern(node, _TYPE, _SOURCE, node)):
            return False
        claims = self._store.quads_for_pattern(node, _PASSAGE_OF, None, None)
        return not any(
            quad.graph_name == quad.object and iri.startswith(getattr(quad.object, "value", iri) + "_")
            for quad in claims
        )

    def _home(self, passage: str) -> str:
        """Return the IRI of the source in whose graph a passage is described, "" when there is none.

        A passage bears the name of its source (``aks:x_p03`` of ``aks:x``): nobody else can claim it.
        """
        for quad in self._store.quads_for_pattern(NamedNode(passage), _PASSAGE_OF, None, None):
            source = getattr(quad.object, "value", "")
            if quad.graph_name == quad.object and passage.startswith(source + "_") and self.is_source(source):
                return source
        return ""

    def _mode(self, passage: str) -> str:
        """Return the assertion mode of a passage that speaks: "" when it is none, or was taken back."""
        if self.is_taken_back(passage):
            return ""
        return self.value(passage, AKG + "assertionMode").rpartition("_")[2]

    def is_taken_back(self, passage: str) -> bool:
        """Return whether the curators withdrew a passage or its publisher retracted it."""
        home = self.home(passage)
        if not home:
            return False
        said = self._said(passage, home)
        return _WITHDRAWN in said.get(AKG + "reviewStatus", ()) or AKG + "retractedOn" in said

    def value(self, passage: str, prop: str) -> str:
        """Return what the source says of its passage: the first value by text, "" when there is none."""
        home = self.home(passage)
        return self._first(passage, prop, home) if home else ""

    def of_source(self, subject: str, prop: str, source: str) -> Literal | None:
        """Return the first literal by text that the graph of ``source`` gives ``subject``, or None."""
        return min(
            (node for node in self._values(subject, prop, source) if isinstance(node, Literal)),
            key=lambda literal: (literal.value, literal.datatype.value),
            default=None,
        )

    def source_value(self, source: str, prop: str) -> str:
        """Return what a source says of itself: the first value by text, "" when there is none."""
        return self._first(source, prop, source) if source else ""

    def _first(self, subject: str, prop: str, graph: str) -> str:
        said = self._values(subject, prop, graph)
        return min((node.value for node in said if isinstance(node, NamedNode | Literal)), default="")

    def _values(self, subject: str, prop: str, graph: str) -> Iterable[object]:
        """Return what a graph says of a subject by one property."""
        return self._said(subject, graph).get(prop, ())

    def _read(self, subject: str, graph: str) -> dict[str, list[object]]:
        """Return what a graph says of a subject, by property (IRI)."""
        said: dict[str, list[object]] = {}
        for quad in self._store.quads_for_pattern(NamedNode(subject), None, None, NamedNode(graph)):
            said.setdefault(quad.predicate.value, []).append(quad.object)
        return said


def _any(quads: object) -> bool:
    return next(iter(quads), None) is not None  # type: ignore[call-overload]
