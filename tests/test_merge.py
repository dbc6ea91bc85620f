"""The merge sorts quads as they were read; here SPARQL says which the default graph holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from alliancekg.store.files import expand_paths, read_file
from alliancekg.store.merge import ACCEPTED_MODES, IDENTITY, RESERVED, Merge, accepted
from alliancekg.store.reading import Reading
from alliancekg.terms import AKD, AKG, AKS, AKV, CONFLICTS, PREFIXES, RDF, REGISTRY, UNATTRIBUTED

ROOT = Path(__file__).parent
_NAMES = f"PREFIX akg: <{AKG}> PREFIX akv: <{AKV}> "
#: A passage counts when the graph of its own source describes it, in a mode that counts, and neither the
#: curators nor the publisher took it back. What calls itself a source and is a passage of another is none.
ACCEPTED = """
    GRAPH ?source { ?source a akg:Source . ?passage akg:passageOf ?source ; akg:assertionMode ?mode }
    VALUES ?mode { akv:mode_reported akv:mode_announced }
    FILTER (STRSTARTS(STR(?passage), CONCAT(STR(?source), "_")) && ?passage NOT IN (RESERVED))
    FILTER NOT EXISTS {
      GRAPH ?any { ?source akg:passageOf ?any } FILTER (STRSTARTS(STR(?source), CONCAT(STR(?any), "_"))) }
    FILTER NOT EXISTS { GRAPH ?source { ?passage akg:reviewStatus akv:review_withdrawn } }
    FILTER NOT EXISTS { GRAPH ?source { ?passage akg:retractedOn ?day } }
""".replace("RESERVED", ", ".join(f"<{one}>" for one in RESERVED))
#: What sources say of themselves and of what is named after them, unless withdrawn.
DESCRIBED = """
    GRAPH ?g { ?g a akg:Source }
    FILTER NOT EXISTS {
      GRAPH ?any { ?g akg:passageOf ?any } FILTER (STRSTARTS(STR(?g), CONCAT(STR(?any), "_"))) }
    GRAPH ?g { ?s ?p ?o }
    FILTER (?s = ?g || STRSTARTS(STR(?s), CONCAT(STR(?g), "_")))
    FILTER NOT EXISTS { GRAPH ?g { ?s akg:reviewStatus akv:review_withdrawn } }
"""
PATTERNS = (
    ACCEPTED + " GRAPH ?passage { ?s ?p ?o }",
    DESCRIBED,
    f"GRAPH <{REGISTRY}> {{ ?s ?p ?o }} FILTER (?p IN ({', '.join(f'<{one}>' for one in IDENTITY)}))",
    f"GRAPH <{CONFLICTS}> {{ ?s a akg:Conflict ; ?p ?o }}",
    f"GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), '{UNATTRIBUTED}'))",
)

GRAPHS = [
    *(AKS + name for name in ("a", "a_b", "a_b_p1", "a_p1", "b", "b_p1")),
    REGISTRY,
    CONFLICTS,
    UNATTRIBUTED + "mine",
    AKD + "nobody",
]
PROPERTIES = [
    RDF + "type",
    *(
        AKG + name
        for name in ("passageOf", "assertionMode", "reviewStatus", "retractedOn", "startDate", "owes")
    ),
    PREFIXES["skos"] + "prefLabel",
]
VALUES = [
    *GRAPHS[:6],
    *(AKG + name for name in ("Source", "Conflict", "Agreement")),
    *(AKV + name for name in ("mode_reported", "mode_announced", "mode_judged", "review_withdrawn")),
]
MODES = ["mode_reported", "mode_announced", "mode_judged"]
NODES = {
    name: st.sampled_from([NamedNode(one) for one in pool])
    for name, pool in (("graph", GRAPHS), ("property", PROPERTIES), ("value", VALUES))
}


def by_sparql(quads):
    """Return the default graph as the patterns define it."""
    store = Store()
    store.extend(quads)
    return {
        Quad(row["s"], row["p"], row["o"])
        for pattern in PATTERNS
        for row in store.query(f"{_NAMES} SELECT ?s ?p ?o WHERE {{ {pattern} }}")
    }


def merged(quads):
    """Return the default graph as the merge writes it."""
    store = Store()
    Merge(Reading(quads), ACCEPTED_MODES).fill(store)
    return set(store.quads_for_pattern(None, None, None, DefaultGraph()))


@st.composite
def sources(draw):
    """Return quads in which sources and passages are likely: some that describe theirs, and chance on top."""
    chance = st.builds(Quad, NODES["graph"], NODES["property"], NODES["value"], NODES["graph"])
    quads = draw(st.lists(chance, max_size=12))
    for slug in draw(st.lists(st.sampled_from(["a", "a_b", "b"]), max_size=3)):
        source, passage = NamedNode(AKS + slug), NamedNode(f"{AKS}{slug}_p1")
        said = (
            (source, RDF + "type", AKG + "Source"),
            (passage, AKG + "passageOf", source.value),
            (passage, AKG + "assertionMode", AKV + draw(st.sampled_from(MODES))),
            (passage, AKG + "reviewStatus", AKV + "review_withdrawn"),
            (passage, AKG + "retractedOn", AKD + "some-day"),
        )
        quads += [
            Quad(subject, NamedNode(prop), NamedNode(value), source)
            for subject, prop, value in said[: draw(st.sampled_from([2, 3, 3, 3, 4, 5]))]
        ]
        quads.append(Quad(NamedNode(AKD + "one"), NamedNode(AKG + "owes"), NamedNode(AKD + "two"), passage))
    if draw(st.booleans()):  # "a" calls "a_b" a passage of its own
        quads.append(
            Quad(*(NamedNode(one) for one in (AKS + "a_b", AKG + "passageOf", AKS + "a", AKS + "a")))
        )
    return draw(st.permutations(quads))


@given(sources())
def test_default_graph_is_what_the_patterns_define(quads):
    """Of any made-up sources, passages and claims about each other the same counts as by SPARQL."""
    assert by_sparql(quads) == merged(quads)


@given(sources())
def test_everything_read_stays_in_its_graph(quads):
    """Sorting loses and adds nothing in the named graphs."""
    store = Store()
    Merge(Reading(quads), ACCEPTED_MODES).fill(store)
    assert set(quads) == {quad for quad in store if quad.graph_name != DefaultGraph()}


@given(sources())
def test_passages_of_a_store_are_those_of_the_reading(quads):
    """What a store on disk is asked for gives the same passages as what was read."""
    store = Store()
    store.extend(quads)
    assert accepted(Reading(quads), ACCEPTED_MODES) == accepted(Reading.about_passages(store), ACCEPTED_MODES)


@pytest.mark.parametrize(
    "path", [ROOT / "data" / "contested.trig", ROOT.parent / "graph"], ids=["made-up", "shipped"]
)
def test_default_graph_of_files_is_what_the_patterns_define(path):
    """Real files hold what no chance makes: longer chains, blank nodes, literals, retractions."""
    quads = [quad for file in expand_paths([path]) for quad in read_file(file)]
    assert by_sparql(quads) == merged(quads)
