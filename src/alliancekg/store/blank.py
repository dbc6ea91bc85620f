"""Give blank nodes labels that depend on the statements alone: the engine draws them anew at each load.

Canonical labels proper (RDFC-1.0) need a search that a small hostile graph makes endless. This is the part of
it that always ends: nodes are told apart by what is said of them and of their neighbours, and those still
alike are numbered along the ties between them, so that equal branches keep together.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

_ANY = """ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }
    FILTER (isBlank(?s) || isBlank(?o) || (BOUND(?g) && isBlank(?g))) }"""
_ROUNDS = 8  # how many ties away a difference is seen


def has_blank_nodes(store: Store) -> bool:
    """Return whether a store holds any blank node."""
    return bool(store.query(_ANY))


def relabelled(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads with the blank nodes called ``b0``, ``b1`` ...; other nodes stay as they are."""
    held = list(quads)
    touching: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in held:
        for node in {part for part in quad if isinstance(part, BlankNode)}:
            touching[node].append(quad)
    if not touching:
        return held
    names = _numbered(touching, _colours(touching))
    return [Quad(*(names.get(part, part) for part in quad)) for quad in held]


def _colours(touching: dict[BlankNode, list[Quad]]) -> dict[BlankNode, str]:
    """Return a digest for each blank node: the same for those that nothing near tells apart."""
    colours = dict.fromkeys(touching, "")
    for _ in range(_ROUNDS):
        last = colours
        colours = {
            node: sha256("\n".join(sorted(_seen(quad, node, last) for quad in about)).encode()).hexdigest()
            for node, about in touching.items()
        }
    return colours


def _seen(quad: Quad, node: BlankNode, colours: dict[BlankNode, str]) -> str:
    """Return a statement as one of its blank nodes sees it: itself "*", others by colour."""
    return " ".join(
        "*" if part == node else f"_:{colours[part]}" if isinstance(part, BlankNode) else str(part)
        for part in quad
    )


def _numbered(
    touching: dict[BlankNode, list[Quad]], colours: dict[BlankNode, str]
) -> dict[object, BlankNode]:
    """Return new labels, given in the order of a walk from node to neighbour."""
    names: dict[object, BlankNode] = {}
    for start in sorted(touching, key=colours.__getitem__):
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in names:
                continue
            names[node] = BlankNode(f"b{len(names)}")
            about = sorted(
                ((_seen(quad, node, colours), at) for at, quad in enumerate(touching[node])), reverse=True
            )
            waiting += (part for _, at in about for part in touching[node][at] if isinstance(part, BlankNode))
    return names
