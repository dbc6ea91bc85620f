"""Who says so: passages behind statements, premises behind derived ones, denials."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg.store.graph import GraphStore
from alliancekg.terms import AKD, AKG, PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
SOURCE = """
aks:made-up {
  aks:made-up a akg:Source ; dcterms:title "T"@en ; dcterms:publisher "P" ; akg:originalPublisher "O" ;
    dcterms:issued "2024-02"^^xsd:gYearMonth ; akg:coversTo "2023"^^xsd:gYear ;
    schema:url <https://example.org/a> .
"""
#: A body of a body of a state is party to a text; the state is rolled up along two passages.
ROLL_UP = """
akd:registry {
  akd:state_a a akg:State . akd:body_m a akg:GovernmentBody . akd:body_n a akg:GovernmentBody .
  akd:agreement_x a akg:Agreement . akd:part_n a akg:Participation . akd:part_a a akg:Participation . }
aks:made-up_p01 { akd:part_n akg:participant akd:body_n ; akg:participationIn akd:agreement_x ;
    akg:role akv:role_party . }
aks:made-up_p02 { akd:body_n akg:bodyOf akd:body_m . }
aks:made-up_p03 { akd:body_m akg:bodyOf akd:state_a . }
aks:made-up_p04 { akd:state_a akg:bodyOf akd:body_elsewhere . }
"""


def load(tmp_path: Path, passages: dict[str, str], text: str) -> alliancekg.KnowledgeGraph:
    """Load a made-up source with ``passages`` (name to mode and more)."""
    described = " ".join(
        f'aks:made-up_{name} akg:passageOf aks:made-up ; akg:locator "{name}" ; akg:gist "g {name}"@en ; '
        f"akg:assertionMode akv:mode_{mode} ."
        for name, mode in passages.items()
    )
    path = tmp_path / "made-up.trig"
    path.write_text(f"{HEAD}{SOURCE}{described} }}\n{text}", encoding="utf-8")
    return alliancekg.load(path)


def triple(subject: str, prop: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(AKD + subject), ox.NamedNode(AKG + prop), ox.NamedNode(AKD + value))


def locators(graph: GraphStore, one: ox.Triple) -> list[str]:
    return [citation.locator for citation in graph.citations.support(one).sources]


def test_a_citation_tells_source_date_address_and_gist(tmp_path):
    """Each field comes from the source's own description; a copy names who published first."""
    kg = load(tmp_path, {"p01": "reported"}, 'aks:made-up_p01 { akd:x akg:aim "y"@en }')

    (row,) = kg.evidence("akd:x").rows
    assert row.sources == (
        alliancekg.Citation(
            source="aks:made-up",
            passage="aks:made-up_p01",
            locator="p01",
            mode="reported",
            title="T",
            publisher="P (first: O)",
            published="2024-02",
            url="https://example.org/a",
            gist="g p01",
        ),
    )


def test_a_derived_statement_rests_on_every_premise_of_its_rule(tmp_path):
    """State party: the participation (p01), each step from body to state (p02, p03), not p04."""
    modes = dict.fromkeys(("p01", "p02", "p03", "p04"), "reported")
    graph = load(tmp_path, modes, ROLL_UP)._graph
    rolled_up = triple("agreement_x", "stateParty", "state_a")

    assert locators(graph, rolled_up) == ["p01", "p02", "p03"]
    assert graph.citations.support(rolled_up).derived == "state-party"
    assert locators(graph, triple("agreement_x", "hasParty", "body_n")) == ["p01"]


def test_premises_keep_their_own_modes(tmp_path):
    """A reader sees that one leg of a derivation was only announced."""
    modes = {"p01": "announced", "p02": "reported", "p03": "reported", "p04": "reported"}
    graph = load(tmp_path, modes, ROLL_UP)._graph
    sources = graph.citations.support(triple("agreement_x", "stateParty", "state_a")).sources

    assert [one.mode for one in sources] == ["announced", "reported", "reported"]


def test_a_derived_statement_falls_with_its_premise(tmp_path):
    """When a step on the way is only expected, the state is no party."""
    modes = {"p01": "reported", "p02": "reported", "p03": "expected", "p04": "reported"}
    kg = load(tmp_path, modes, ROLL_UP)

    assert kg.query("ASK { akd:agreement_x akg:stateParty ?s }").rows[0][0].text == "false"
    assert kg.query("ASK { akd:agreement_x akg:hasParty akd:body_n }").rows[0][0].text == "true"


def test_derived_of_derived_goes_down_to_the_passages():
    """A recipient is a group member, who is a state party, who is a party."""
    graph = GraphStore.load([Path(__file__).parent / "data" / "cases" / "export-rules.trig"])
    expected = {
        ("rule_1983", "state_united-states"): ["tab-1"],  # the rule names the state itself
        ("rule_2024", "state_united-kingdom"): [
            "tab-1",
            "tab-2",
        ],  # by the group (tab-1) and its agreement (tab-2)
        ("rule_2024", "state_mongolia"): ["tab-1", "tab-2"],
    }
    prop = ox.NamedNode(AKG + "allowsRecipient")
    found = {
        (quad.subject.value.removeprefix(AKD), quad.object.value.removeprefix(AKD))
        for quad in graph.engine.quads_for_pattern(None, prop, None, ox.DefaultGraph())
    }

    assert found == set(expected)
    assert {key: locators(graph, triple(key[0], "allowsRecipient", key[1])) for key in found} == expected


@pytest.mark.parametrize(
    ("modes", "contested", "cited"),
    [
        pytest.param({"p01": "reported", "p02": "denied"}, True, ["p01"], id="asserted and denied"),
        pytest.param({"p01": "reported", "p02": "reported"}, False, ["p01", "p02"], id="asserted twice"),
        pytest.param(
            {"p01": "reported", "p02": "judged"}, False, ["p01"], id="a judgement neither supports nor denies"
        ),
    ],
)
def test_a_denial_contests_and_never_supports(tmp_path, modes, contested, cited):
    """The statement stays, marked; the denial is not among its sources."""
    told = 'akd:x akg:aim "y"@en'
    kg = load(tmp_path, modes, f"aks:made-up_p01 {{ {told} }} aks:made-up_p02 {{ {told} }}")

    (row,) = kg.evidence("akd:x").rows
    assert (row.contested, [one.locator for one in row.sources]) == (contested, cited)


def test_evidence_names_the_passages_that_only_hedge(tmp_path):
    """No row, but not silence: the expected passage is named."""
    kg = load(tmp_path, {"p01": "expected"}, 'aks:made-up_p01 { akd:x akg:aim "y"@en }')
    answer = kg.evidence("akd:x")

    assert answer.rows == ()
    assert [(one.locator, one.mode) for one in answer.outside] == [("p01", "expected")]


@pytest.mark.parametrize("value", ["y", None], ids=["by text of the literal", "any value"])
def test_evidence_finds_literals_by_their_text(tmp_path, value):
    """A value that names no thing is the text of a literal."""
    kg = load(tmp_path, {"p01": "reported"}, 'aks:made-up_p01 { akd:x akg:aim "y"@en }')

    assert [row.object.label for row in kg.evidence("akd:x", "aim", value)] == ["y"]


def test_bounds_rest_on_the_passages_that_date_the_event(article):
    """The first possible day of the GPI announcement is derived from the passage that says August 2023."""
    rows = article.evidence("akd:event_gpi-announcement-2023-08", "akg:earliest").rows

    assert [(row.object.label, row.derived) for row in rows] == [("2023-08-01", "bounds")]
    assert {one.locator for one in rows[0].sources} == {"p04.s1a"}
