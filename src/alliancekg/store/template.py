"""Write the file of a source that is still to be filled in.

What a curator has to write is an empty place: an empty text, or a concept or thing of which only the kind is
there (``akv:mode_``, ``akd:state_``). ``check`` tells each, and no answer rests on a passage without a mode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from alliancekg.errors import InputError
from alliancekg.store.trig import canonical_trig
from alliancekg.terms import AKD, AKG, AKS, AKV, PREFIXES, RDF, XSD
from alliancekg.text import KEY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CURATOR = AKS + "alliancekg-authors"
_DCTERMS, _PROV, _SCHEMA = PREFIXES["dcterms"], PREFIXES["prov"], PREFIXES["schema"]


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is known of a source, "" for what is not; ``published_type`` is the datatype of its date."""

    slug: str
    title: str
    publisher: str
    published: str
    published_type: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands, and what finds it again; ``kind`` is a concept of ``akv:locator-kind``."""

    locator: str
    kind: str
    digest: str
    length: int


def source_file(source: NewSource, anchors: Iterable[Anchor]) -> str:
    """Return the file of a source with a passage for each anchor, in canonical TriG, its places empty.

    Raises:
        InputError: When what is said of the source cannot be written as RDF.
    """
    try:
        return canonical_trig(_quads(source, anchors))
    except ValueError as error:  # half characters from a shell, an address that is no IRI
        if isinstance(error, InputError):
            raise
        raise InputError(
            source.slug, f"its description cannot be written ({error})", "Check the options."
        ) from error


def is_empty_place(node: NamedNode | Literal) -> bool:
    """Return whether a node says nothing yet.

    Example:
        >>> [is_empty_place(NamedNode(AKV + name)) for name in ("mode_", "mode_reported")]
        [True, False]
    """
    if isinstance(node, Literal):
        return not node.value.strip()
    return node.value.startswith((AKD, AKV)) and node.value.endswith("_")


def _quads(source: NewSource, anchors: Iterable[Anchor]) -> Iterator[Quad]:
    """Yield the statements of the source's own graph."""
    home = NamedNode(AKS + source.slug)
    curation = NamedNode(f"{home.value}_curation")
    told = {home: _source(source), curation: _curation(home)}
    told |= {NamedNode(f"{home.value}_{one.locator}"): _passage(one, home, curation) for one in anchors}
    for subject, properties in told.items():
        for prop, value in properties.items():
            yield Quad(subject, NamedNode(prop), value, home)


def _source(source: NewSource) -> dict[str, NamedNode | Literal]:
    told: dict[str, NamedNode | Literal] = {
        RDF + "type": NamedNode(AKG + "Source"),
        AKG + "coversSubject": NamedNode(AKD + "state_"),
        AKG + "sourceKind": NamedNode(AKV + "source-kind_"),
        AKG + "sourceReliability": NamedNode(AKV + "reliability_"),
        AKG + "textKey": Literal(KEY_NAME),
        _DCTERMS + "issued": Literal(source.published, datatype=NamedNode(source.published_type)),
        _DCTERMS + "language": Literal(source.language),
        _DCTERMS + "publisher": Literal(source.publisher),
        _DCTERMS + "title": Literal(source.title, language=source.language),
    }
    return told | ({_SCHEMA + "url": NamedNode(source.url)} if source.url else {})


def _curation(home: NamedNode) -> dict[str, NamedNode | Literal]:
    return {
        RDF + "type": NamedNode(AKG + "Curation"),
        _PROV + "endedAtTime": Literal("", datatype=NamedNode(XSD + "dateTime")),
        _PROV + "used": home,
        _PROV + "wasAssociatedWith": NamedNode(_CURATOR),
    }


def _passage(one: Anchor, home: NamedNode, curation: NamedNode) -> dict[str, NamedNode | Literal]:
    return {
        RDF + "type": NamedNode(AKG + "Passage"),
        AKG + "assertionMode": NamedNode(AKV + "mode_"),
        AKG + "confidence": NamedNode(AKV + "confidence_"),
        AKG + "gist": Literal("", language="en"),
        AKG + "locator": Literal(one.locator),
        AKG + "locatorKind": NamedNode(f"{AKV}locator-kind_{one.kind}"),
        AKG + "passageOf": home,
        AKG + "reviewStatus": NamedNode(AKV + "review_draft"),
        AKG + "textDigest": Literal(one.digest),
        AKG + "textLength": Literal(str(one.length), datatype=NamedNode(XSD + "integer")),
        _PROV + "wasGeneratedBy": curation,
    }
