"""Check names and origin: what nothing defines, names that two things share, statements without a source."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from alliancekg.check.case import finding
from alliancekg.check.places import Place
from alliancekg.store.labels import fold
from alliancekg.terms import AKD, AKG, AKS, CONFLICTS, PREFIXES, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.check.case import Case
    from alliancekg.check.places import Sheet
    from alliancekg.check.scan import Spot
    from alliancekg.model import Finding

_LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel")
#: Curators are names: who they are is described nowhere on purpose.
_CURATOR = PREFIXES["prov"] + "wasAssociatedWith"


def undefined(case: Case) -> Iterator[Finding]:
    """Yield what stands in our namespaces outside passages, or names a source or passage, and has no type.

    Things that passages speak of are left to the check ``thing-unregistered``.
    """
    types = case.types()
    told: set[str] = set()
    for sheet in case.sheets:
        first: dict[str, int] = {}
        for spot in sheet.spots:
            for node, line in _named(spot):
                outside = spot.graph in (REGISTRY, CONFLICTS) or AKG + "Source" in types.get(spot.graph, ())
                ours = node.startswith(AKS) or outside or spot.graph.startswith(UNATTRIBUTED)
                if ours and node not in types and node not in case.settled:
                    first[node] = min(line, first.get(node, line))
        told |= first.keys()
        for node, line in sorted(first.items()):
            yield finding(sheet.path, line, "iri-undefined", {"node": case.name(node)})
    case.settled |= told


def _named(spot: Spot) -> Iterator[tuple[str, int]]:
    """Yield the things, sources and passages of ours that a statement names, with their lines."""
    for node, line in ((spot.subject, spot.subject_line), (spot.object, spot.object_line)):
        if node.startswith((AKD, AKS)) and node not in (REGISTRY, CONFLICTS) and spot.predicate != _CURATOR:
            yield node, line


def needs_context(sheets: Iterable[Sheet]) -> bool:
    """Return whether the files name a thing, source or passage that none of them gives a type."""
    typed: set[str] = set()
    used: set[str] = set()
    for sheet in sheets:
        for spot in sheet.spots:
            used.update(node for node, _ in _named(spot))
            if spot.predicate == PREFIXES["rdf"] + "type":
                typed.add(spot.subject)
    return not used <= typed


def shared_names(case: Case) -> Iterator[Finding]:
    """Yield the names that several registered things bear, in any case, and none declares as ambiguous."""
    bearers: dict[str, set[str]] = defaultdict(set)
    written: dict[str, set[str]] = defaultdict(set)
    registry = NamedNode(REGISTRY)
    for prop in _LABELS:
        for quad in case.engine.quads_for_pattern(None, NamedNode(prop), None, registry):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                bearers[fold(quad.object.value)].add(quad.subject.value)
                written[fold(quad.object.value)].add(quad.object.value)
    ambiguous = case.engine.quads_for_pattern(None, NamedNode(AKG + "ambiguousLabel"), None, registry)
    declared = {fold(quad.object.value) for quad in ambiguous if isinstance(quad.object, Literal)}
    for name, things in sorted(bearers.items()):
        if len(things) > 1 and name not in declared:
            place = Place((REGISTRY,), things, _LABELS, [f'"{text}' for text in written[name]])
            told = {
                "name": f'"{min(written[name])}"',
                "things": " and ".join(case.name(thing) for thing in sorted(things)),
            }
            for path, line in case.where([place]):
                yield finding(path, line, "name-shared", told)


def unsourced(case: Case) -> Iterator[Finding]:
    """Yield each file that states something outside any graph."""
    for sheet in case.sheets:
        lines = [spot.subject_line for spot in sheet.spots if spot.graph.startswith(UNATTRIBUTED)]
        if lines:
            count = "1 statement stands" if len(lines) == 1 else f"{len(lines)} statements stand"
            yield finding(sheet.path, min(lines), "statement-unsourced", {"count": count})
