"""What the ontology that ships defines, by name: for whoever names its terms before there is a graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Store

from alliancekg import resources
from alliancekg.store.files import load_ontology
from alliancekg.terms import AKG, AKV, ONTOLOGY, PREFIXES, RDF, compress

_PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of our own namespaces, as CURIEs: classes, properties, and concepts of the vocabularies."""

    classes: frozenset[str]
    properties: frozenset[str]
    concepts: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return what the shipped ontology defines, read once.

    Example:
        >>> "akg:State" in lexicon().classes, "akv:role_party" in lexicon().concepts
        (True, True)
    """
    engine = Store()
    load_ontology(engine, resources.ontology_files(), ONTOLOGY)
    owl, skos = PREFIXES["owl"], PREFIXES["skos"]

    def terms(space: str, *kinds: str) -> frozenset[str]:
        quads = (
            quad
            for kind in kinds
            for quad in engine.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(kind))
        )
        found = (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
        return frozenset(compress(iri) for iri in found if iri.startswith(space))

    return Lexicon(
        terms(AKG, owl + "Class"),
        terms(AKG, *(owl + kind for kind in _PROPERTIES)),
        terms(AKV, skos + "Concept"),
    )
