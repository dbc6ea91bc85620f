"""Recipes: what every projection holds to, what the shipped ones show, and a user's own."""

from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, Triple

import alliancekg
from alliancekg import recipes
from alliancekg.store.premises import all_premises, premises
from alliancekg.store.rules import rules
from alliancekg.terms import AKG, PREFIXES, expand

DATA = Path(__file__).parent / "data"
FILES = (DATA / "times.trig", *sorted((DATA / "cases").glob("*.trig")))
US, JAPAN = "akd:state_united-states", "akd:state_japan"
ATLAND, BOREA, CORIA = (f"akd:state_{name}" for name in ("atland", "borea", "coria"))
TWO_STATES = """akd:state_a a akg:State ; skos:prefLabel "A"@en .
    akd:state_b a akg:State ; skos:prefLabel "B"@en ."""
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@pytest.fixture(scope="module", params=["corrected", *(path.stem for path in FILES)])
def graph(request, corrected):
    """Return what the article and its corrections say, and each of the made-up graphs."""
    files = {path.stem: path for path in FILES}
    return alliancekg.load(files[request.param]) if request.param in files else corrected


def made(tmp_path, turtle):
    """Return a graph of a few statements of nobody's."""
    path = tmp_path / "made-up.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    return alliancekg.load(path)


@pytest.mark.parametrize("view", recipes.names())
def test_every_edge_leads_back_to_a_passage_that_stands_in_the_graph(graph, view):
    """And the passage is one of the source it is cited from."""
    known = passages(graph)

    for *_, data in graph.project(view).edges(data=True):
        assert data["sources"]
        assert {one.passage for one in data["sources"]} <= known


def passages(graph):
    """Return the passages that describe themselves."""
    found = graph.query("SELECT DISTINCT ?passage { ?passage akg:passageOf ?source }")
    return {short(row[0].text) for row in found.rows}


def short(iri):
    return iri.replace(PREFIXES["aks"], "aks:").replace(PREFIXES["akd"], "akd:")


@pytest.mark.parametrize("view", recipes.names())
def test_every_node_is_a_thing_with_a_class_of_the_ontology(graph, view):
    """No literal, class, concept, source or blank node: rdflib finds a type for each."""
    network, dataset = graph.project(view), graph.dataset
    kinds = {
        str(row[0]): str(row[1])
        for row in dataset.query(f"SELECT ?s ?k {{ ?s a ?k FILTER (STRSTARTS(STR(?k), '{AKG}')) }}")
    }

    assert all(node.startswith("akd:") for node in network)
    assert {expand(node) for node in network} <= set(kinds)
    assert not [node for node, data in network.nodes(data=True) if not data["label"] or not data["kind"]]


@pytest.mark.parametrize(
    ("view", "carrier", "tail", "head"),
    [
        ("entities", "Participation", "participant", "participationIn"),
        ("entities", "Tenure", "holder", "office"),
        ("entities", "Membership", "member", "memberOf"),
        ("offices", "Tenure", "holder", "office"),
    ],
)
def test_parallel_ties_survive(graph, view, carrier, tail, head):
    """As many edges between two things as rdflib finds carriers that tie them."""
    network = graph.project(view)
    asked = f"""SELECT ?tail ?head (COUNT(DISTINCT ?c) AS ?n) {{
        ?c a <{AKG}{carrier}> ; <{AKG}{tail}> ?tail ; <{AKG}{head}> ?head }} GROUP BY ?tail ?head"""
    expected = {(short(str(one)), short(str(other))): int(n) for one, other, n in graph.dataset.query(asked)}
    expected = {ends: n for ends, n in expected.items() if set(ends) <= set(network)}
    found = Counter(
        (one, other) for one, other, data in network.edges(data=True) if data["property"] == f"akg:{carrier}"
    )

    assert dict(found) == expected


def test_ties_that_a_recipe_folds_are_all_told_on_one_edge(tmp_path):
    """Atland is in the pact twice; the edge names both parts, in the first and the last year of either."""
    part = "a akg:Participation ; akg:participant akd:state_a ; akg:participationIn akd:agreement_x"
    graph = made(
        tmp_path,
        f"""akd:state_a a akg:State ; skos:prefLabel "A"@en .
        akd:agreement_x a akg:Agreement ; skos:prefLabel "Pact"@en .
        akd:part_1 {part} ; akg:role akv:role_party ;
            akg:startDate "1951"^^xsd:gYear ; akg:endDate "1960"^^xsd:gYear .
        akd:part_2 {part} ; akg:role akv:role_host ;
            akg:startDate "1955"^^xsd:gYear ; akg:endDate "1970"^^xsd:gYear .""",
    )
    ((tail, head, data),) = graph.project("actors-agreements").edges(data=True)

    assert (tail, head) == ("akd:state_a", "akd:agreement_x")
    assert (data["key"], data["relation"]) == ("akd:part_1 | akd:part_2", "host; party")
    assert (data["start"], data["end"]) == ("1951-01-01", "1970-12-31")


def test_what_is_behind_all_derived_statements_is_what_is_behind_each(graph):
    """Asked for at once, for speed, or one by one: the same premises."""
    store = graph._graph
    for rule in rules():
        made = store.engine.quads_for_pattern(None, None, None, NamedNode(rule.graph))
        each = {
            triple: premises(store.engine, rule.graph, triple, store.passages)
            for triple in (Triple(quad.subject, quad.predicate, quad.object) for quad in made)
        }

        assert all_premises(store.engine, rule.graph) == each


# who owes what to whom


def owed(graph):
    return {(tail, head) for tail, head in graph.project("obligations").edges()}


def test_a_pledge_to_one_side_is_not_owed_back():
    """The treaty of 1960 as the made-up source tells it: one duty, of one side."""
    network = alliancekg.load(DATA / "cases" / "scope.trig").project("obligations")
    ((tail, head, key, data),) = network.edges(keys=True, data=True)

    assert (tail, head, key) == (US, JAPAN, "akd:commitment_us-defends-japan")
    assert (data["obligation"], data["trigger"]) == ("defense", "armed attack")
    assert (data["provision"], data["area"]) == ("us japan treaty 1960 5", "japan administered")
    assert [one.passage for one in data["sources"]] == ["aks:made-up-scope_art-5"]


ANZUS = {f"akd:state_{name}" for name in ("australia", "new-zealand", "united-states")}
ALL_SIX = {(one, other) for one in ANZUS for other in ANZUS if one != other}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("1951-10-01", set(), id="signed only"),
        pytest.param("1952-04-29", ALL_SIX, id="in force: each owes each"),
        pytest.param("1986-08-10", ALL_SIX, id="the day before"),
        pytest.param("1986-08-11", ALL_SIX - {(US, "akd:state_new-zealand")}, id="one pair is off, one way"),
        pytest.param("", ALL_SIX, id="at some time"),
    ],
)
def test_what_each_owes_each_other_follows_the_day(day, expected):
    """The table of the case, and the rule that derives who owes defence finds the same."""
    graph = alliancekg.load(DATA / "cases" / "anzus.trig")
    graph = graph.as_of(day) if day else graph
    derived = graph.query("SELECT ?a ?b { ?a akg:owesDefenceTo ?b }")

    assert owed(graph) == expected
    assert {(short(one.text), short(other.text)) for one, other in derived.rows} == expected


def test_two_commitments_between_two_are_two_edges(tmp_path):
    """A duty to defend and a duty to consult, both of A; B owes nothing."""
    owes = "a akg:Commitment ; akg:boundActor akd:state_a ; akg:owedTo akd:state_b ; akg:obligationType"
    network = made(
        tmp_path,
        f"""{TWO_STATES} akd:commitment_1 {owes} akv:obligation_defense .
        akd:commitment_2 {owes} akv:obligation_consultation .""",
    ).project("obligations")

    assert {(tail, head, key) for tail, head, key in network.edges(keys=True)} == {
        ("akd:state_a", "akd:state_b", f"akd:commitment_{number}") for number in (1, 2)
    }


# the other shipped ones


def test_supply_runs_from_what_gives_to_what_rests_on_it(article):
    """By hand from the article: a licensor feeds the program, the program the missile and the transfer."""
    network = article.project("supply")
    told = {(tail, data["relation"], head) for tail, head, data in network.edges(data=True)}
    program = "akd:program_patriot-licensed-production"

    assert (US, "licenses", program) in told
    assert (program, "has the output", "akd:system_patriot") in told
    assert (program, "makes what is handed on in", "akd:transfer_patriot-japan-to-us") in told
    assert ("akd:rule_japan-licensed-return", "permits", "akd:transfer_patriot-japan-to-us") in told
    assert not {(head, tail) for tail, _, head in told} & {(tail, head) for tail, _, head in told}
    ((_, data),) = [row for row in network[US][program].items() if row[1]["relation"] == "licenses"]
    assert {one.passage for one in data["sources"]} == passages_of(article, program, US)


def passages_of(graph, program, licensor):
    """Return the passages that say that a program is licensed production, or who its licensor is."""
    rows = graph.query(f"""SELECT DISTINCT ?g {{ GRAPH ?g {{
        {{ <{expand(program)}> akg:programKind akv:program-kind_licensed-production }} UNION
        {{ ?part akg:participationIn <{expand(program)}> ; akg:participant <{expand(licensor)}> }} UNION
        {{ ?part akg:role akv:role_licensor ; akg:participant <{expand(licensor)}> }} }}
        ?g akg:passageOf ?source }}""")
    return {short(row[0].text) for row in rows.rows}


def test_offices_lead_from_people_to_posts_to_bodies():
    """Three people, one chair; the second has held it since the first left."""
    network = alliancekg.load(DATA / "times.trig").project("offices")

    assert {(tail, head): data["start"] for tail, head, data in network.edges(data=True)} == {
        ("akd:person_first", "akd:office_chair"): "2010-01-01",
        ("akd:person_second", "akd:office_chair"): "2020-01-01",
        ("akd:person_third", "akd:office_chair"): "",
    }


def test_programs_have_two_modes(kg):
    """Atland leads and licenses the radar, Coria is partner: of Atland's two parts both are told."""
    network = kg.project("actors-programs")

    assert {(tail, head): data["relation"] for tail, head, data in network.edges(data=True)} == {
        (ATLAND, "akd:program_radar"): "lead; licensor",
        (CORIA, "akd:program_radar"): "partner",
    }
    assert nx.is_bipartite(network)
    assert {network.nodes[node]["mode"] for node in (ATLAND, CORIA)} == {0}


BLANK = """
akd:state_a a akg:State ; skos:prefLabel "A"@en . [] a akg:State ; akg:bodyOf akd:state_a .
akd:program_x a akg:Program ; akg:programKind akv:program-kind_licensed-production ; akg:hasOutput [] .
[] a akg:Participation ; akg:participant akd:state_a ; akg:participationIn akd:program_x ;
    akg:role akv:role_licensor .
akd:part_x a akg:Participation ; akg:participant [ a akg:Company ] ; akg:participationIn akd:program_x ;
    akg:role akv:role_partner .
akd:agreement_x a akg:Agreement .
akd:commitment_x a akg:Commitment ; akg:boundActor akd:state_a ; akg:owedTo [] .
akd:commitment_y a akg:Commitment ; akg:mutualAmong [] .
akd:part_y a akg:Participation ; akg:participant [ a akg:State ] ; akg:participationIn akd:agreement_x ;
    akg:role akv:role_party .
"""


@pytest.mark.parametrize("view", recipes.names())
def test_what_has_no_name_is_no_node(tmp_path, view):
    """Blank nodes in every place of a tie: nothing is drawn of them, and nothing breaks."""
    network = made(tmp_path, BLANK).project(view)

    assert not [node for node in network if not node.startswith("akd:")]
    assert network.number_of_edges() == 0
