"""--source: what one source alone says, with rules run over that alone."""

import pytest
from click.testing import CliRunner

import alliancekg
from alliancekg.cli import main
from alliancekg.terms import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@pytest.fixture
def two(tmp_path):
    """Return a file of two sources: x makes the ministry a party, y says whose ministry it is."""
    text = f"""{HEAD}
akd:registry {{
  akd:agreement_t a akg:Agreement ; skos:prefLabel "The Text"@en .
  akd:body_m a akg:GovernmentBody ; skos:prefLabel "The Ministry"@en .
  akd:state_s a akg:State ; skos:prefLabel "Sland"@en .
  akd:state_z a akg:State ; skos:prefLabel "Zland"@en .
  akd:part_m a akg:Participation ; skos:prefLabel "Ministry as party"@en .
  akd:code_s a akg:Identifier ; akg:identifies akd:state_s ; akg:code "SSS" ;
    akg:codeSystem akv:code-system_iso-3166-1-alpha-3 . }}
akd:conflicts {{
  akd:conflict_xy a akg:Conflict ; akg:conflictOn akd:agreement_t ; akg:conflictProperty akg:aim ;
    akg:conflictBetween aks:x_p01 , aks:y_p01 ; akg:gist "Aims differ."@en .
  akd:conflict_yy a akg:Conflict ; akg:conflictOn akd:agreement_t ; akg:conflictProperty akg:aim ;
    akg:conflictBetween aks:y_p01 , aks:y_p02 ; akg:gist "Aims differ within y."@en . }}
aks:x {{ aks:x a akg:Source ; dcterms:title "X"@en ; akg:coversTo "2020"^^xsd:gYear .
  aks:x_p01 akg:passageOf aks:x ; akg:assertionMode akv:mode_reported ; akg:locator "p01" . }}
aks:y {{ aks:y a akg:Source ; dcterms:title "Y"@en ; akg:coversTo "2021"^^xsd:gYear .
  aks:y_p01 akg:passageOf aks:y ; akg:assertionMode akv:mode_reported ; akg:locator "p01" .
  aks:y_p02 akg:passageOf aks:y ; akg:assertionMode akv:mode_reported ; akg:locator "p02" . }}
aks:x_p01 {{ akd:part_m akg:participant akd:body_m ; akg:participationIn akd:agreement_t ;
    akg:role akv:role_party . akd:agreement_t akg:aim "one"@en . }}
aks:y_p01 {{ akd:body_m akg:bodyOf akd:state_s . akd:agreement_t akg:aim "another"@en . }}
aks:y_p02 {{ akd:state_z akg:bodyOf akd:state_s . akd:agreement_t akg:aim "a third"@en . }}
"""
    path = tmp_path / "two.trig"
    path.write_text(text, encoding="utf-8")
    return path


def ask(kg: alliancekg.KnowledgeGraph, pattern: str) -> bool:
    return kg.query(f"ASK {{ {pattern} }}").rows[0][0].text == "true"


@pytest.mark.parametrize(
    ("sources", "aims", "rolled_up", "conflicts"),
    [
        pytest.param((), {"one", "another", "a third"}, True, 2, id="all sources"),
        pytest.param(("x",), {"one"}, False, 0, id="x alone: a party, of no known state"),
        pytest.param(
            ("aks:y",), {"another", "a third"}, False, 1, id="y alone: a ministry of a state, no party"
        ),
        pytest.param(("x", "y"), {"one", "another", "a third"}, True, 2, id="both named"),
    ],
)
def test_rules_run_over_what_the_named_sources_say(two, sources, aims, rolled_up, conflicts):
    """The roll-up needs both; a conflict note stays where all its passages do."""
    kg = alliancekg.load(two, sources=sources)

    assert {row["aim"] for row in kg.query("SELECT ?aim { akd:agreement_t akg:aim ?aim }")} == aims
    assert ask(kg, "akd:agreement_t akg:stateParty akd:state_s") == rolled_up
    assert len(kg.list("Conflict")) == conflicts


def test_the_registry_keeps_what_the_passages_mention_and_its_codes(two):
    """Source x speaks of no state; y of two, and one has a code."""
    x, y = (alliancekg.load(two, sources=[name]) for name in "xy")

    assert [row.label for row in x.list("State")] == []
    assert [(row.label, row.codes) for row in y.list("State")] == [
        ("Sland", ("SSS (ISO 3166-1 alpha-3)",)),
        ("Zland", ()),
    ]


def test_coverage_is_that_of_the_named_sources(two):
    """A negative answer names what was searched, no more."""
    assert str(alliancekg.load(two, sources=["x"]).coverage()) == (
        "1 source searched; coverage not stated..2020"
    )


def test_an_unknown_source_is_refused_with_close_ones(two):
    """One line, exit 3."""
    result = CliRunner().invoke(main, ["--graph", str(two), "--source", "xx", "info"])

    assert result.exit_code == 3
    assert result.stderr == "no source is called 'xx' in this graph. Did you mean x?\n"


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_option_stands_before_or_after_the_command(two, place):
    """One option, one meaning."""
    option = ["--source", "x"]
    words = [*option, "list", "Agreement"] if place == "before" else ["list", "Agreement", *option]
    result = CliRunner().invoke(main, ["--graph", str(two), *words])

    assert result.exit_code == 0
    assert "aks:x_p01" in result.stdout
    assert "aks:y" not in result.stdout


def test_the_article_alone_is_the_whole_graph_today(article):
    """Named or not, one source answers the same."""
    (source,) = (row.id for row in article.sources())
    alone = alliancekg.load(sources=[source])

    assert alone.show("SOSA") == article.show("SOSA")
    assert alone.info().default_graph == article.info().default_graph
