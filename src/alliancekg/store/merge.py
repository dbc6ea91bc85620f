"""The default graph: the merge of what accepted passages report or announce, once each.

Source files write named graphs only. A passage counts when it is described in the graph of its own source, in
one of the chosen assertion modes, and is neither withdrawn by the curators nor retracted by the publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.errors import UnknownTermError
from alliancekg.store.engine import select
from alliancekg.terms import AKG, AKV, CONFLICTS, ONTOLOGY, PREFIXES, RDF, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

#: The modes that the default graph holds unless more are asked for.
ACCEPTED_MODES = ("reported", "announced")

#: Every assertion mode, strongest first: a derived statement is as weak as its weakest premise.
MODES = (
    "reported",
    "announced",
    "expected",
    "possible",
    "proposed",
    "advised",
    "judged",
    "attributed",
    "denied",
)

_ACCEPTED = """
    GRAPH ?source {{ ?source a akg:Source . ?passage akg:passageOf ?source ; akg:assertionMode ?mode }}
    VALUES ?mode {{ {modes} }}
    FILTER (STRSTARTS(STR(?passage), CONCAT(STR(?source), "_")) && ?passage NOT IN ({reserved}))
    FILTER NOT EXISTS {{
      GRAPH ?any {{ ?source akg:passageOf ?any }} FILTER (STRSTARTS(STR(?source), CONCAT(STR(?any), "_"))) }}
    FILTER NOT EXISTS {{ GRAPH ?source {{ ?passage akg:reviewStatus akv:review_withdrawn }} }}
    FILTER NOT EXISTS {{ GRAPH ?source {{ ?passage akg:retractedOn ?day }} }}
"""
#: What sources say of themselves and of what is named after them (passages, curations), unless withdrawn.
_SOURCES = """
    GRAPH ?g { ?g a akg:Source }
    FILTER NOT EXISTS {
      GRAPH ?any { ?g akg:passageOf ?any } FILTER (STRSTARTS(STR(?g), CONCAT(STR(?any), "_"))) }
    GRAPH ?g { ?s ?p ?o }
    FILTER (?s = ?g || STRSTARTS(STR(?s), CONCAT(STR(?g), "_")))
    FILTER NOT EXISTS { GRAPH ?g { ?s akg:reviewStatus akv:review_withdrawn } }
"""
#: What the registry may say: identity and codes. Anything else needs a passage that says so.
IDENTITY = (
    RDF + "type",
    *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "editorialNote")),
    *(AKG + name for name in ("ambiguousLabel", "identifies", "code", "codeSystem", "startDate", "endDate")),
)
#: Graphs of ours, which no source can call a passage of its own.
RESERVED = (REGISTRY, CONFLICTS, ONTOLOGY)
_PREFIXES = f"PREFIX akg: <{AKG}> PREFIX akv: <{AKV}> "


def check_modes(modes: Iterable[str]) -> tuple[str, ...]:
    """Return ``modes`` with the accepted ones first, in the order of ``MODES``.

    Denials never enter: a denied statement is kept in its passage and shown as contested.

    Raises:
        UnknownTermError: When a mode is none of ours, or is ``denied``.
    """
    asked = set(modes) | set(ACCEPTED_MODES)
    for mode in sorted(asked):
        if mode not in MODES or mode == "denied":
            raise UnknownTermError(mode, MODES[:-1], what="assertion mode that can be read as support")
    return tuple(mode for mode in MODES if mode in asked)


def merge(store: Store, modes: tuple[str, ...]) -> frozenset[str]:
    """Write the default graph of ``store`` and return the IRIs of the passages that went into it.

    Beside the passages it takes the identities of the registry, the conflict notes, the source descriptions,
    the ontology and what users' files state outside any graph. Graphs that nothing describes stay out;
    ``info`` counts them.
    """
    described = _described(modes)
    passages = accepted(store, modes)
    store.update(_PREFIXES + "INSERT { ?s ?p ?o } WHERE {" + described + " GRAPH ?passage { ?s ?p ?o } }")
    store.update(_PREFIXES + "INSERT { ?s ?p ?o } WHERE {" + _SOURCES + "}")
    identity = ", ".join(f"<{prop}>" for prop in IDENTITY)
    store.update(
        f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{REGISTRY}> {{ ?s ?p ?o }} FILTER (?p IN ({identity})) }}"
    )
    store.update(
        _PREFIXES + f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{CONFLICTS}> {{ ?s a akg:Conflict ; ?p ?o }} }}"
    )
    fixed = [ONTOLOGY]
    fixed += [graph.value for graph in store.named_graphs() if graph.value.startswith(UNATTRIBUTED)]
    for graph in fixed:
        if store.contains_named_graph(NamedNode(graph)):
            store.update(f"ADD <{graph}> TO DEFAULT")
    return passages


def accepted(store: Store, modes: tuple[str, ...]) -> frozenset[str]:
    """Return the IRIs of the passages that count in ``modes``."""
    text = _PREFIXES + "SELECT DISTINCT ?passage WHERE {" + _described(modes) + "}"
    return frozenset(row["passage"].value for row in select(store, text))


def _described(modes: tuple[str, ...]) -> str:
    return _ACCEPTED.format(modes=_values(modes), reserved=", ".join(f"<{one}>" for one in RESERVED))


def _values(modes: tuple[str, ...]) -> str:
    return " ".join(f"akv:mode_{mode}" for mode in modes)
