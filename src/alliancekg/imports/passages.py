"""A dataset as a source, and its rows as passages, as lines of N-Quads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.imports.nquads import NOTE, TYPE, dated, line, node, term, text

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset: its slug, title and publisher, and the days it is of and speaks of ("" where not known)."""

    slug: str
    title: str
    publisher: str
    issued: str
    covers_from: str
    covers_to: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A row: its locator (``row12``, or ``x-burma`` where rows may move) and what it says, in our words.

    The ``note`` tells what a reader of the row should know, "" when nothing.
    """

    locator: str
    gist: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A described passage: the ``graph`` that its statements go into, and the lines that describe it."""

    graph: str
    described: tuple[str, ...]


def source(one: Source) -> Iterator[str]:
    """Yield what is known of a dataset as a whole."""
    subject = node(f"aks:{one.slug}")
    yield line(subject, TYPE, node("akg:Source"), subject)
    yield line(subject, node("dcterms:title"), text(one.title, "en"), subject)
    yield line(subject, node("dcterms:publisher"), text(one.publisher), subject)
    yield line(subject, node("dcterms:language"), text("en"), subject)
    yield line(subject, term("sourceKind"), node("akv:source-kind_dataset"), subject)
    yield line(subject, term("sourceReliability"), node("akv:reliability_medium"), subject)
    days = (
        ("dcterms:issued", one.issued),
        ("akg:coversFrom", one.covers_from),
        ("akg:coversTo", one.covers_to),
    )
    for name, day in days:
        if day:
            yield line(subject, node(name), dated(day), subject)
    if one.url:
        yield line(subject, node("schema:url"), f"<{one.url}>", subject)
    if one.note:
        yield line(subject, NOTE, text(one.note, "en"), subject)


def passage(one: Source, row: Passage) -> Said:
    """Describe a row of a dataset: reported, by nobody reviewed, found again by its number or name."""
    subject, graph = node(f"aks:{one.slug}_{row.locator}"), node(f"aks:{one.slug}")
    kind = "row" if row.locator.startswith("row") else "other"
    described = [
        (TYPE, node("akg:Passage")),
        (term("passageOf"), graph),
        (term("locator"), text(row.locator)),
        (term("locatorKind"), node(f"akv:locator-kind_{kind}")),
        (term("digestStatus"), node("akv:digest-status_dataset-row")),
        (term("assertionMode"), node("akv:mode_reported")),
        (term("confidence"), node("akv:confidence_high")),
        (term("reviewStatus"), node("akv:review_draft")),
        (term("gist"), text(row.gist, "en")),
    ]
    if row.note:
        described.append((NOTE, text(row.note, "en")))
    return Said(subject, tuple(line(subject, prop, value, graph) for prop, value in described))
