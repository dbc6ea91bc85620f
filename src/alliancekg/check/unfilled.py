"""Find the places of a source file that its curator has not filled in yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from alliancekg.check.case import finding
from alliancekg.check.places import key
from alliancekg.store.template import is_empty_place
from alliancekg.terms import AKG, PREFIXES, compress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.check.case import Case
    from alliancekg.check.places import Sheet
    from alliancekg.check.scan import Spot
    from alliancekg.model import Finding

_FORMS = {
    AKG + "coversSubject": " (whom it is about, akd:state_japan)",
    PREFIXES["prov"] + "endedAtTime": " (the day of your reading, 2024-02-01T00:00:00Z)",
}
_COVERAGE = (AKG + "coversFrom", AKG + "coversTo")


def unfilled(case: Case) -> Iterator[Finding]:
    """Yield each source, curation and passage with its empty places, and each source without its period.

    A passage of which nothing is stated yet has one finding, not one for each thing it lacks.
    """
    types = case.types()
    spoken = {graph.value for graph in case.engine.named_graphs() if isinstance(graph, NamedNode)}
    for sheet in case.sheets:
        for node, spots in _empty(case, sheet, types).items():
            passage = AKG + "Passage" in types.get(node, ())
            silent = passage and node not in spoken
            places = [_place(case, spot) for spot in sorted(spots, key=lambda spot: spot.object_line)]
            places += [f"a graph {compress(node)} with what it says"] if silent else []
            case.settled |= {node} if silent else set()
            told = {"thing": compress(node), "places": _listed(places)}
            kind = "passage-unfilled" if passage else "source-unfilled"
            yield finding(sheet.path, min(spot.object_line for spot in spots), kind, told)
        yield from _without_period(case, sheet)


def _empty(case: Case, sheet: Sheet, types: dict[str, set[str]]) -> dict[str, list[Spot]]:
    """Return the empty places in graphs of sources, by the thing that has them, in the order of the file."""
    dated = {(key(quad.subject), quad.predicate.value) for quad in case.misdated}  # told as dates already
    empty = {
        (key(quad.subject), quad.predicate.value, key(quad.object))
        for quad in sheet.quads
        if isinstance(quad.object, NamedNode | Literal) and is_empty_place(quad.object)
    }
    found: dict[str, list[Spot]] = {}
    for spot in sheet.spots:
        inside = AKG + "Source" in types.get(spot.graph, ())
        if inside and spot[1:4] in empty and (spot.subject, spot.predicate) not in dated:
            found.setdefault(spot.subject, []).append(spot)
            case.settled |= set() if spot.object.startswith('"') else {spot.object}  # told here
    return found


def _place(case: Case, spot: Spot) -> str:
    """Return an empty place, with the concepts that fit where it asks for one."""
    name = compress(spot.predicate) + _FORMS.get(spot.predicate, "")
    if spot.object.startswith('"'):
        return name
    scheme = NamedNode(spot.object.removesuffix("_"))
    quads = case.engine.quads_for_pattern(None, NamedNode(PREFIXES["skos"] + "inScheme"), scheme, None)
    fitting = sorted({key(quad.subject).removeprefix(spot.object) for quad in quads})
    return f"{name} ({', '.join(fitting)})" if fitting else name


def _listed(parts: list[str]) -> str:
    """Return parts as a sentence has them: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _without_period(case: Case, sheet: Sheet) -> Iterator[Finding]:
    """Yield each source that does not say which period it speaks of."""
    sources = {
        spot.subject: spot.subject_line
        for spot in reversed(sheet.spots)
        if spot.graph == spot.subject and spot.object == AKG + "Source"
    }
    for source, line in sorted(sources.items()):
        node = NamedNode(source)
        lacking = [
            compress(prop)
            for prop in _COVERAGE
            if not any(case.engine.quads_for_pattern(node, NamedNode(prop), None, node))
        ]
        if lacking:
            told = {"source": compress(source), "lacking": " and no ".join(lacking)}
            yield finding(sheet.path, line, "source-without-period", told)
