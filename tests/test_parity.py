"""Two engines, one answer: every shipped query on pyoxigraph, on rdflib over its store, on rdflib's own."""

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import alliancekg
from alliancekg import resources
from conftest import ARTICLE, CORRECTIONS

DATA = Path(__file__).parent / "data"
#: The article with its corrections, the hard cases, and one with a planted fault for each check.
#: rdflib's own engine takes minutes for the whole graph, and sees no other shape of data there.
GRAPHS = [None, *sorted((DATA / "cases").glob("*.trig")), DATA / "faults.trig"]
QUERIES = [*resources.rule_files(), *resources.check_files()]
STRING = "http://www.w3.org/2001/XMLSchema#string"
EXTRA = {
    "parties and states": "SELECT ?a ?s { ?a akg:stateParty ?s }",
    "who says it": "SELECT ?p ?s ?o ?g { ?s ?p ?o . GRAPH ?g { ?s ?p ?o } FILTER (?p = akg:legalForce) }",
    "known by August 2023": """SELECT ?e ?d { ?e akg:latest ?d FILTER (?d <= "2023-08-31"^^xsd:date) }""",
    "bodies, rolled up": "SELECT ?b ?s { ?b akg:bodyOf+ ?s . ?s a akg:State }",
    "nothing of the MOU's force": "ASK { akd:agreement_us-japan-rdte-mou-2023 akg:legalForce ?f }",
    "counted once": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


@cache
def stores(path: Path | None):
    """Return our graph, rdflib over the same store, and a copy in rdflib's own memory store."""
    kg = alliancekg.load(path) if path else alliancekg.load(sources=[ARTICLE, *CORRECTIONS])
    own = rdflib.Dataset(default_union=False)
    own.parse(data=ox.serialize(kg._graph.engine, format=ox.RdfFormat.N_QUADS), format="nquads")
    return kg, kg.dataset, own


def ours(kg, text) -> Counter:
    result = kg._graph.engine.query(text, prefixes=alliancekg.terms.PREFIXES)
    if isinstance(result, ox.QueryBoolean):
        return Counter([bool(result)])
    if isinstance(result, ox.QuerySolutions):
        return Counter(tuple(_text(row[name]) for name in result.variables) for row in result)
    return Counter({tuple(map(_text, (one.subject, one.predicate, one.object))) for one in result})


def theirs(dataset, text) -> Counter:
    namespaces = {name: rdflib.Namespace(iri) for name, iri in alliancekg.terms.PREFIXES.items()}
    result = dataset.query(text, initNs=namespaces)
    if result.type == "ASK":
        return Counter([result.askAnswer])
    if result.type == "SELECT":
        return Counter(tuple(_text(row[name]) for name in result.vars) for row in result)
    return Counter({tuple(map(_text, row)) for row in result})


def _text(node) -> str:
    """Return a term of either library in one form, values of literals compared by text."""
    if node is None:
        return ""
    if isinstance(node, rdflib.Literal):
        return _literal(str(node), node.language, str(node.datatype or STRING))
    if isinstance(node, ox.Literal):
        return _literal(node.value, node.language, node.datatype.value)
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _literal(text: str, language: str | None, datatype: str) -> str:
    return f"{text!r}@{language}" if language else f"{text!r}^^{datatype}"


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem if path else "corrected")
@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_shipped_queries_give_equal_rows_on_three_engines(query, path):
    """Rules and checks, on what ships first, on the hard cases and on planted faults."""
    kg, same, own = stores(path)
    text = query.read_text(encoding="utf-8")

    expected = ours(kg, text)
    assert expected == theirs(same, text)
    assert expected == theirs(own, text)


@pytest.mark.parametrize("text", EXTRA.values(), ids=EXTRA)
def test_plain_queries_give_equal_rows_on_three_engines(text):
    """What a user types, over the default graph and the named graphs."""
    kg, same, own = stores(None)

    expected = ours(kg, text)
    assert expected == theirs(same, text)
    assert expected == theirs(own, text)


def test_the_oracle_sees_rows_at_all():
    """Equality of nothing with nothing proves nothing: these queries have rows on what ships first."""
    kg, _, own = stores(None)

    for name in ("10-has-party", "11-state-party", "12-takes-part"):
        text = next(path for path in QUERIES if path.stem == name).read_text(encoding="utf-8")
        assert theirs(own, text)
        assert ours(kg, text)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_every_shipped_query_has_a_row_somewhere(query):
    """Else the engines would only agree on nothing: a check has rows where its fault is planted."""
    text = query.read_text(encoding="utf-8")

    assert any(ours(stores(path)[0], text) for path in GRAPHS)
