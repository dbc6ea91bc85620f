"""The days between which dated things can have happened or held, as the bounds step derived them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY
from alliancekg.store.bounds import BOUNDS_GRAPH
from alliancekg.terms import AKG, compress

if TYPE_CHECKING:
    from alliancekg.store.graph import GraphStore

_ENDS = (("earliest", "startEarliest"), ("latest", "endLatest"))
_OPEN = {FIRST_DAY.isoformat(), LAST_DAY.isoformat()}


def spans(graph: GraphStore) -> dict[str, tuple[str, str]]:
    """Return the first and the last day (ISO, both inclusive) of each dated thing, by CURIE.

    A day is "" where nobody bounds that side.
    """
    found: dict[str, list[str]] = {}
    for at, names in enumerate(_ENDS):
        for name in names:
            quads = graph.engine.quads_for_pattern(None, NamedNode(AKG + name), None, NamedNode(BOUNDS_GRAPH))
            for quad in quads:
                ends = found.setdefault(compress(_text(quad.subject)), ["", ""])
                day = _text(quad.object)
                ends[at] = "" if day in _OPEN else day
    return {thing: (ends[0], ends[1]) for thing, ends in found.items()}


def _text(node: object) -> str:
    """Return the value of a node: the step writes dates of named things and nothing else."""
    return str(getattr(node, "value", ""))
