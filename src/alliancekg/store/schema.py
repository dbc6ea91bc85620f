"""What the loaded ontology says in data: classes, labels, and how things are drawn and told.

Code above reads roles from here and holds no list of class or property names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.terms import AKG, ONTOLOGY, PREFIXES, RDF, RDFS

if TYPE_CHECKING:
    from pyoxigraph import Store

_PREF_LABEL = PREFIXES["skos"] + "prefLabel"


@dataclass(frozen=True, slots=True)
class EdgeClass:
    """How an instance of a class becomes an edge: its properties for tail, head and kind (None: no kind)."""

    source: str
    target: str
    kind: str | None


class Schema:
    """The ontology graph of a store, read once."""

    def __init__(self, store: Store) -> None:
        self._graph = NamedNode(ONTOLOGY)
        self._store = store
        self.labels = {**self._values(RDFS + "label"), **self._values(_PREF_LABEL)}
        self.inverse_labels = self._values(AKG + "inverseLabel")
        self.derived_by = self._values(AKG + "derivedBy")
        #: The properties that rules write.
        self.ruled = frozenset(prop for prop, how in self.derived_by.items() if how.startswith("rule "))
        self.drawn_properties = self._marked("shownAsEdge")
        symmetric = NamedNode(PREFIXES["owl"] + "SymmetricProperty")
        found = store.quads_for_pattern(None, NamedNode(RDF + "type"), symmetric, self._graph)
        self.symmetric = frozenset(
            quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)
        )
        self._nodes = self._marked("shownAsNode")
        self._within = self._marked("toldWithin")
        self._sources = self._values(AKG + "edgeSource")
        self._targets = self._values(AKG + "edgeTarget")
        self._kinds = self._values(AKG + "edgeKind")
        parents: dict[str, list[str]] = {}
        for quad in self._quads(RDFS + "subClassOf"):
            if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode):
                parents.setdefault(quad.subject.value, []).append(quad.object.value)
        self._parents = {child: sorted(up) for child, up in parents.items()}
        self.classes = frozenset(
            iri for iri in self.labels if iri.startswith(AKG) and iri[len(AKG)].isupper()
        )
        self.ancestors = cache(self._ancestors)
        self.edge_class = cache(self._edge_class)

    def is_node(self, kind: str) -> bool:
        """Return whether things of the class ``kind`` are drawn as nodes."""
        return not self._nodes.isdisjoint(self.ancestors(kind))

    def is_told_within(self, kind: str) -> bool:
        """Return whether things of the class ``kind`` are told as part of what they are attached to."""
        return not self._within.isdisjoint(self.ancestors(kind))

    def subclasses(self, kind: str) -> frozenset[str]:
        """Return ``kind`` and every class below it."""
        return frozenset(one for one in self.classes if kind in self.ancestors(one))

    def label(self, iri: str) -> str | None:
        """Return the label of a term or concept of the ontology, None when it has none."""
        return self.labels.get(iri)

    def _ancestors(self, kind: str) -> tuple[str, ...]:
        """Return ``kind`` and all classes above it, nearest first."""
        found: dict[str, None] = {kind: None}
        layer = [kind]
        while layer:
            layer = [up for one in layer for up in self._parents.get(one, ()) if up not in found]
            found.update(dict.fromkeys(layer))
        return tuple(found)

    def _edge_class(self, kind: str) -> EdgeClass | None:
        for one in self.ancestors(kind):
            if one in self._sources and one in self._targets:
                return EdgeClass(self._sources[one], self._targets[one], self._kinds.get(one))
        return None

    def _quads(self, property_iri: str) -> list:  # type: ignore[type-arg]
        return list(self._store.quads_for_pattern(None, NamedNode(property_iri), None, self._graph))

    def _marked(self, name: str) -> frozenset[str]:
        """Return the terms of which a yes-or-no annotation of ours says yes."""
        return frozenset(iri for iri, value in self._values(AKG + name).items() if value == "true")

    def _values(self, property_iri: str) -> dict[str, str]:
        """Return subject IRI to value; of several labels the English one wins."""
        found: dict[str, str] = {}
        for quad in self._quads(property_iri):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode):
                continue
            if subject.value not in found or getattr(value, "language", None) == "en":
                found[subject.value] = value.value
        return found
