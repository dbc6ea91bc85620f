"""Find the passages of a source again in a text: by their digests, wherever they stand there.

The digest decides and the locator is a hint: paragraphs count from the first of the source's own, whatever
stands before it in the text at hand (a title, a menu), as far as most passages agree on where that is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg import text
from alliancekg.errors import UnknownTermError
from alliancekg.model import Verification
from alliancekg.store.passages import Passages
from alliancekg.terms import AKG, AKS, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from alliancekg.reading import Reading
    from alliancekg.store.graph import GraphStore
    from alliancekg.text import Span

#: Why a passage counts as moved where nobody can say from where to where.
PLACE_UNKNOWN = "found once; its paragraph is unknown"

_PARAGRAPH = re.compile(r"p(\d+)(?:-p?(\d+))?(?!\d)")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a source says of where a passage stands; ``reason`` says why it has no digest we can look for."""

    passage: str
    locator: str
    named: tuple[int, int]
    digest: str
    length: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a passage stands: its places, and the first and last paragraph of the only one (0: unknown)."""

    spans: tuple[Span, ...]
    first: int = 0
    last: int = 0


def verify(graph: GraphStore, source: str, reading: Reading) -> tuple[Verification, ...]:
    """Return one row a passage of ``source`` (slug, CURIE or IRI), in the order of the source.

    Raises:
        UnknownTermError: When there is no such source; close ones are suggested.
    """
    return verify_source(graph.engine, _source(graph, source), reading)


def verify_source(engine: Store, source: str, reading: Reading) -> tuple[Verification, ...]:
    """Return what :func:`verify` does for the IRI of a source: ``engine`` needs no rules and no ontology."""
    anchors = _anchors(engine, source)
    sought = [anchor for anchor in anchors if not anchor.reason]
    spans = text.find_all(reading.text, ((one.digest, one.length) for one in sought))
    found = {one: _placed(spans[one.digest, one.length], reading) for one in sought}
    known = reading.firm or not any(_runs_over(anchor, place) for anchor, place in found.items())
    shift = _shift((anchor.named[0], place.first) for anchor, place in found.items() if known)
    return tuple(_row(anchor, found.get(anchor), shift if known else None) for anchor in anchors)


def sentences(graph: GraphStore, passages: Iterable[str], reading: Reading) -> dict[str, str]:
    """Return the words of each of ``passages`` (CURIEs) that stands in the text exactly once, on one line."""
    described = Passages(graph.engine)
    anchors = [_anchor(described, expand(passage) or passage) for passage in sorted(set(passages))]
    sought = {one.passage: (one.digest, one.length) for one in anchors if not one.reason}
    found = text.find_all(reading.text, sought.values())
    return {
        passage: " ".join(found[one][0].text.split())
        for passage, one in sought.items()
        if len(found[one]) == 1
    }


def _source(graph: GraphStore, name: str) -> str:
    """Return the IRI of the source called ``name``."""
    iri = expand(name) or AKS + name
    if iri not in graph.sources:
        raise UnknownTermError(name, {compress(one).removeprefix("aks:") for one in graph.sources}, "source")
    return iri


def _anchors(engine: Store, source: str) -> list[_Anchor]:
    """Return the anchors of the passages of a source, p2 before p10."""
    described, node = Passages(engine), NamedNode(source)
    quads = engine.quads_for_pattern(None, NamedNode(AKG + "passageOf"), node, node)
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    mine = [_anchor(described, iri) for iri in subjects if described.home(iri) == source]
    return sorted(
        mine, key=lambda one: [(part.isdigit(), part.zfill(9)) for part in _DIGITS.split(one.passage)]
    )


def _anchor(described: Passages, iri: str) -> _Anchor:
    """Return the anchor of a passage."""
    locator, digest = described.value(iri, AKG + "locator"), described.value(iri, AKG + "textDigest")
    length = described.value(iri, AKG + "textLength")
    key = described.source_value(described.home(iri), AKG + "textKey") or text.KEY_NAME
    if not digest:
        reason = described.value(iri, AKG + "digestStatus").rpartition("_")[2] or "no digest"
    elif not length.isdecimal():
        reason = "no length beside the digest"
    else:
        reason = "" if key == text.KEY_NAME else f"text key {key} is unknown"
    counts = described.value(iri, AKG + "locatorKind").rpartition("_")[2] in {"", "paragraph"}
    named = _PARAGRAPH.match(locator) if counts else None
    first, last = (int(named[1]), int(named[2] or named[1])) if named else (0, 0)
    return _Anchor(compress(iri), locator, (first, last), digest, 0 if reason else int(length), reason)


def _placed(spans: tuple[Span, ...], reading: Reading) -> _Found:
    """Return the places of a passage in a text, and in which paragraphs the only one begins and ends."""
    if len(spans) != 1:
        return _Found(spans)
    ends = (spans[0].start, spans[0].end - 1)
    first, last = (
        next((at for at, one in enumerate(reading.paragraphs, 1) if one.start <= end < one.end), 0)
        for end in ends
    )
    return _Found(spans, first, last)


def _runs_over(anchor: _Anchor, found: _Found) -> bool:
    """Return whether a passage of one paragraph begins in one and ends in another."""
    return found.first != found.last and anchor.named[0] == anchor.named[1]


def _shift(pairs: Iterable[tuple[int, int]]) -> int:
    """Return how many paragraphs stand before the source's own: what more than half of the passages say.

    They have to name two paragraphs at least, for one passage that moved says nothing of the others.
    """
    named = [(number, place) for number, place in pairs if number and place]
    counts = Counter(place - number for number, place in named)
    shift, votes = max(counts.items(), key=lambda item: item[1], default=(0, 0))
    agreeing = {number for number, place in named if place - number == shift}
    return shift if votes * 2 > len(named) and len(agreeing) > 1 else 0


def _row(anchor: _Anchor, found: _Found | None, shift: int | None) -> Verification:
    """Return what is to be said of a passage; ``shift`` is None where paragraphs are unknown."""
    if found is None:
        reason = anchor.reason
        return Verification(anchor.passage, anchor.locator, "unverifiable", 0, 0, reason, bool(anchor.digest))
    number, places = (found.first if shift is not None else 0), len(found.spans)
    here = (found.first - (shift or 0), found.last - (shift or 0))
    if places != 1:
        outcome, reason = ("ambiguous", f"found {places} times") if places else ("missing", "not found")
    elif shift is None or not number or not anchor.named[0]:
        outcome, reason = "moved", PLACE_UNKNOWN
    elif anchor.named[0] <= here[0] <= here[1] <= anchor.named[1]:
        outcome, reason = "verified", ""
    else:
        outcome, reason = "moved", f"found once, in paragraph {here[0]}"
    return Verification(anchor.passage, anchor.locator, outcome, places, number, reason, has_digest=True)
