"""A query of one's own comes back with the passages behind each row."""

import pytest

import alliancekg

P1, P2, P3, P5 = (f"aks:made-up-tiny_p0{number}" for number in (1, 2, 3, 5))


def behind(result):
    """Return what stands behind each row: the passages, or where there are none, the home."""
    return [[one.passage for one in row.sources] or row.home for row in result.backing]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("SELECT ?f { akd:agreement_pact akg:legalForce ?f }", [[P1]], id="one statement"),
        pytest.param(
            "SELECT ?who { ?part akg:participant ?who ; akg:role akv:role_partner }",
            [[P2]],
            id="two statements of one passage; that Borea may join is hedged and no row",
        ),
        pytest.param(
            "SELECT ?who { ?one akg:participant ?who ; akg:participationIn akd:agreement_pact ."
            " ?other akg:participant ?who ; akg:role akv:role_lead }",
            [[P1, P2]],
            id="statements of two passages",
        ),
        pytest.param("SELECT ?s { ?s a akg:Program }", ["registry"], id="identity is in the registry"),
        pytest.param("SELECT (COUNT(?p) AS ?n) { ?p akg:role ?r }", [[P1, P2]], id="a count rests on all"),
        pytest.param(
            "SELECT ?r (COUNT(?p) AS ?n) { ?p akg:role ?r } GROUP BY ?r HAVING (COUNT(?p) > 1) LIMIT 1",
            [[P1]],
            id="a group on its own, whatever the bounds",
        ),
        pytest.param(
            "SELECT ?p { GRAPH ?p { akd:agreement_pact akg:legalForce ?f } } ORDER BY ?p",
            [[P1], [P5]],
            id="a passage that is asked by name, in any mode",
        ),
        pytest.param(
            "SELECT ?s { GRAPH akd:registry { ?s a akg:Program } }",
            ["registry"],
            id="a graph that is no passage",
        ),
        pytest.param(
            "SELECT ?who { ?who ^akg:participant/akg:participationIn akd:agreement_pact } ORDER BY ?who",
            [[P1], [P1]],
            id="a path, step by step",
        ),
        pytest.param(
            "SELECT ?a { ?a akg:agreementKind ?k MINUS { ?a akg:programKind ?x } }", [[P1]], id="what is left"
        ),
        pytest.param(
            "SELECT ?who ?f { ?part akg:participant ?who ; akg:role akv:role_lead"
            " OPTIONAL { akd:program_radar akg:legalForce ?f } }",
            [[P2]],
            id="an optional part that is not there",
        ),
        pytest.param(
            "SELECT ?r { { SELECT DISTINCT ?r { ?p akg:role ?r } } FILTER (?r = akv:role_lead) }",
            ["not traced"],
            id="within a query of its own a variable is lost",
        ),
        pytest.param(
            "SELECT ?p ?n { ?p a akg:Program { SELECT ?p (COUNT(?x) AS ?n) { ?x akg:participationIn ?p }"
            " GROUP BY ?p } }",
            ["not traced"],
            id="what a query within counts is not passed off as identity",
        ),
        pytest.param(
            "SELECT DISTINCT ?s { ?s a akg:Program . [] akg:participationIn ?s }",
            ["not traced"],
            id="nor is what a bracket without a name says",
        ),
        pytest.param(
            "SELECT (STR(?who) AS ?name) { ?part akg:participant ?who ; akg:role ?role"
            " FILTER (?role IN (akv:role_partner, akv:role_party)) } ORDER BY ?who",
            [[P1], [P1], [P2]],
            id="a column that is made of one solution is of that solution",
        ),
        pytest.param(
            "SELECT (STR(?r) AS ?name) (COUNT(?p) AS ?n) { ?p akg:role ?r"
            " FILTER (?r IN (akv:role_partner, akv:role_party)) } GROUP BY ?r ORDER BY ?r",
            [[P2], [P1]],
            id="and a group under a made-up name of that group",
        ),
        pytest.param(
            "SELECT ?n (COUNT(?p) AS ?many) { ?p akg:role ?r"
            " FILTER (?r IN (akv:role_partner, akv:role_party)) } GROUP BY (STR(?r) AS ?n) ORDER BY ?n",
            [[P2], [P1]],
            id="also where the group is made",
        ),
        pytest.param(
            "SELECT ?x { akd:system_radar ^!akg:makes ?x }", [[P2]], id="a path that names what it is not"
        ),
        pytest.param(
            "SELECT ?x { akd:system_radar !(akg:makes|^akg:makes) ?x FILTER (?x = akd:program_radar) }",
            ["not traced"],
            id="one that turns round within is beyond the second parser",
        ),
        pytest.param("ASK { akd:body_borea-mod akg:bodyOf akd:state_borea }", [[P1]], id="yes"),
        pytest.param("ASK { akd:state_borea akg:bodyOf akd:state_borea }", ["not stated"], id="no"),
        pytest.param("CONSTRUCT WHERE { ?b akg:bodyOf ?s }", [[P1]], id="a statement"),
        pytest.param("SELECT (1 AS ?one) {}", ["not traced"], id="nothing asked"),
        pytest.param(
            "SELECT ?f FROM akd:registry { ?f a akg:Program }", ["not traced"], id="a dataset of its own"
        ),
        pytest.param(
            "SELECT ?f { akd:agreement_pact akg:legalForce ?f } VALUES ?f { akv:legal-force_non-binding }",
            [[P1]],
            id="values behind",
        ),
        pytest.param(
            "# { SELECT\nSELECT ?f ('{ }' AS ?braces) { akd:agreement_pact akg:legalForce ?f } # }",
            [[P1]],
            id="brackets in strings and comments",
        ),
    ],
)
def test_a_row_has_the_passages_of_what_the_query_matched(kg, query, expected):
    """Worked out by hand from the tiny graph."""
    found = kg.cited(query)

    assert found.rows == kg.query(query).rows
    assert behind(found) == expected


def test_what_a_rule_derived_rests_on_its_premises(kg):
    """The ministry is party to the pact, and a body of Borea: p01 says both."""
    found = kg.cited("SELECT ?s { akd:agreement_pact akg:stateParty ?s FILTER (?s = akd:state_borea) }")

    assert behind(found) == [[P1]]
    assert found.backing[0].derived == "state-party"


def test_a_denial_is_no_support_and_is_told(kg):
    """p05 denies what p01 says of the legal force."""
    (row,) = kg.cited("SELECT ?f { akd:agreement_pact akg:legalForce ?f }").backing

    assert row.contested
    assert [one.mode for one in row.sources] == ["reported"]


def test_what_nobody_vouches_for_is_marked(tmp_path):
    """A statement in no graph has no passage: UNSOURCED, also beside others that have one."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix akd: <https://w3id.org/alliancekg/id/> . @prefix akg: <https://w3id.org/alliancekg/ns#> .\n"
        "akd:body_mine akg:bodyOf akd:state_mine ."
    )
    found = alliancekg.load(path).cited("SELECT ?b { ?b akg:bodyOf ?s }")

    assert found.backing[0].unsourced
    assert "UNSOURCED" in found._repr_html_()


def test_as_of_a_day_only_what_held_is_cited(kg):
    """The pact was signed in May 2020."""
    query = "SELECT ?e { ?e akg:resultStatus akv:status_signed }"

    assert behind(kg.as_of("2020-12-31").cited(query)) == [[P1]]
    assert behind(kg.as_of("2019").cited(query)) == []


def test_hedged_passages_count_where_they_are_asked_for(tiny):
    """With --modes expected Borea is a partner too, and p03 says so."""
    kg = alliancekg.load(tiny, modes=["expected"])
    found = kg.cited("SELECT ?who { ?p akg:participant ?who ; akg:role akv:role_partner } ORDER BY ?who")

    assert behind(found) == [[P3], [P2]]


def test_a_slip_of_the_pen_is_noticed(kg):
    """No row, and the name that nothing bears."""
    found = kg.cited("SELECT ?f { akd:agreement_pakt akg:legalForce ?f }")

    assert len(found) == 0
    assert found.notices[0].startswith("nothing in this graph is called akd:agreement_pakt. Did you mean")
    assert "akd:agreement_pakt" in found._repr_html_()


def test_no_is_told_as_no_denial(kg):
    """As the command tells it."""
    assert "that is no denial" in kg.cited("ASK { akd:state_coria akg:bodyOf ?x }")._repr_html_()


def test_its_frame_has_a_column_of_passages(kg):
    """Beside the columns of the query, never in the place of one."""
    query = "SELECT ?f ('x' AS ?{}) {{ akd:agreement_pact akg:legalForce ?f }}"
    plain, taken = (kg.cited(query.format(name)).to_pandas() for name in ("y", "sources"))

    assert list(plain.columns) == ["f", "y", "sources"]
    assert list(plain["sources"]) == [P1]
    assert list(taken.columns) == ["f", "sources", "says who"]


def test_rows_that_are_cut_stay_cited(kg):
    """``max_rows`` bounds the rows, not what stands behind each."""
    found = kg.cited("SELECT ?who { ?p akg:participant ?who FILTER (?who = akd:state_atland) }", max_rows=1)

    assert (len(found), found.truncated) == (1, True)
    assert behind(found) == [[P1, P2]]  # Atland: party to the pact, lead and licensor of the radar
