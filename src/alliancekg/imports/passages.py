"""A dataset as a source, and its rows as passages, as lines of N-Quads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.imports.nquads import NOTE, TYPE, dated, line, node, term, text, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.imports.form import Origin

_LOCATOR, _KIND, _GIST = term("locator"), term("locatorKind"), term("gist")


@dataclass(frozen=True, slots=True)
class Said:
    """A described passage: the ``graph`` that its statements go into, and the lines that describe it."""

    graph: str
    described: tuple[str, ...]


class SourceGraph:
    """The graph of a dataset: what it is, and each row that says something."""

    def __init__(self, origin: Origin, confidence: str = "high") -> None:
        self._origin = origin
        self._graph = node(f"aks:{origin.slug}")
        self._stem = self._graph.removesuffix(">")
        alike = {  # no person has read it row by row, and its words are not kept
            "akg:assertionMode": "akv:mode_reported",
            "akg:confidence": f"akv:confidence_{confidence}",
            "akg:digestStatus": "akv:digest-status_dataset-row",
            "akg:passageOf": f"aks:{origin.slug}",
            "akg:reviewStatus": "akv:review_draft",
            "prov:wasGeneratedBy": f"aks:{origin.slug}_curation",
            "rdf:type": "akg:Passage",
        }
        self._alike = tuple((node(prop), node(value)) for prop, value in alike.items())

    def source(self, digest: str = "") -> list[str]:
        """Return what is known of the dataset, with the sha256 of the file that was read."""
        me = self._graph
        curation = [
            (TYPE, node("akg:Curation")),
            (node("prov:endedAtTime"), typed(f"{self._origin.mapped}T00:00:00Z", "xsd:dateTime")),
            (node("prov:used"), me),
            (node("prov:wasAssociatedWith"), node("aks:alliancekg-authors")),
        ]
        told = [line(me, prop, value, me) for prop, value in self._known(digest)]
        return told + [line(f"{self._stem}_curation>", prop, value, me) for prop, value in curation]

    def passage(self, locator: str, gist: str, notes: Iterable[str] = ()) -> Said:
        """Describe a row: its ``locator`` (``row12``, or ``x-burma`` where rows may move), in our words."""
        me = f"{self._stem}_{locator}>"
        kind = "row" if locator.startswith("row") else "other"
        told = (
            *self._alike,
            (_LOCATOR, text(locator)),
            (_KIND, node(f"akv:locator-kind_{kind}")),
            (_GIST, text(gist, "en")),
            *((NOTE, text(note, "en")) for note in notes),
        )
        return Said(me, tuple(line(me, prop, value, self._graph) for prop, value in told))

    def _known(self, digest: str) -> Iterator[tuple[str, str]]:
        origin = self._origin
        told = {
            "dcterms:title": text(origin.title, "en"),
            "dcterms:publisher": text(origin.publisher),
            "dcterms:issued": origin.issued and dated(origin.issued),
            "dcterms:bibliographicCitation": origin.citation and text(origin.citation),
            "dcterms:rights": origin.terms and text(origin.terms, "en"),
            "dcterms:language": text("en"),
            "schema:url": origin.url and f"<{origin.url}>",
            "schema:version": origin.version and text(origin.version),
            "schema:sha256": digest and text(digest),
            "akg:coversFrom": dated(origin.covers[0]),
            "akg:coversTo": dated(origin.covers[1]),
            "akg:sourceKind": node("akv:source-kind_dataset"),
            "akg:sourceReliability": node(f"akv:reliability_{origin.reliability}"),
        }
        yield TYPE, node("akg:Source")
        yield from ((node(prop), value) for prop, value in told.items() if value)
        yield from ((NOTE, text(note, "en")) for note in origin.notes)
