"""How relations are told: whole, from either side, with their dates, details and evidence."""

import pytest

import alliancekg


def rows(kg: alliancekg.KnowledgeGraph, term: str) -> dict[str, alliancekg.Relation]:
    """Return the sourced relations of a thing by the CURIE of what carries them, or by statement."""
    return {row.id: row for row in kg.show(term).relations if not row.derived}


def said(row: alliancekg.Relation) -> set[str]:
    """Return everything a row says in words."""

    def words(detail):
        return {detail.label, detail.value.label, detail.date}.union(*(words(one) for one in detail.details))

    return {row.relation, row.object.label, row.date}.union(*(words(detail) for detail in row.details))


def locators(row: alliancekg.Relation) -> set[str]:
    return {one.locator.partition(".")[0].rstrip("abc") for one in row.sources}


def test_a_party_is_told_as_one_relation_from_the_agreement(article):
    """Not as a participation with a role and a participant."""
    parties = {row.object.label for row in rows(article, "SOSA").values() if row.relation == "party"}

    assert parties == {"U.S. Department of Defense", "Japanese Ministry of Defense"}


def test_a_party_is_told_from_its_own_side_as_well(article):
    """The same participation, the same evidence, the other end."""
    told = [
        row
        for row in rows(article, "DoD").values()
        if row.object.label == "U.S.-Japan Security of Supply Arrangement"
    ]

    assert [row.relation for row in told] == ["party in"]
    assert locators(told[0]) == {"p03"}


def test_a_signature_carries_its_date_and_who_signed_for_whom_in_which_office(article):
    """An event is told with what hangs on it, nested."""
    signing = rows(article, "SOSA")["akd:event_sign-us-japan-mou-sosa"]

    assert (signing.relation, signing.date) == ("signature", "2023 (early)")
    assert {
        "Lloyd Austin",
        "Hamada Yasukazu",
        "U.S. Secretary of Defense",
        "Japanese Minister of Defense",
        "U.S. Department of Defense",
        "Japanese Ministry of Defense",
    } <= said(signing)
    assert locators(signing) >= {"p03"}


def test_an_amount_is_told_in_words_with_kind_and_precision(article):
    """A reported value is never read as a contract price."""
    told = set().union(*(said(row) for row in rows(article, "Tomahawk").values()))

    assert "USD 2.4 billion, reported value, rounded" in told


def test_a_transfer_carries_the_rule_it_rests_on_and_the_decision(article):
    """Patriot: the rule of December 2023 with its date, and the decision after it."""
    transfer = rows(article, "Patriot")["akd:transfer_patriot-japan-to-us"]

    assert {"Japan", "United States", "decision"} <= said(transfer)
    assert any(words.startswith("2023-12-22") for words in said(transfer))
    assert "p05" in locators(transfer)


def test_what_the_article_does_not_state_is_not_told(article):
    """The legal force of the MOU: no row, no word."""
    mou = article.show("akd:agreement_us-japan-rdte-mou-2023")

    assert not [row for row in mou.relations if "force" in row.relation]
    assert "force" not in {words for row in mou.relations for words in said(row)}


def test_hedged_passages_are_counted_beside(article):
    """A thing of hedged passages alone has no relations, and says where to look."""
    shown = article.show("akd:program_japan-ota-like")

    assert shown.relations == ()
    assert ("expected", 1) <= max((one.mode, one.passages) for one in shown.hedged)
    assert alliancekg.load(modes=["expected"]).show("akd:program_japan-ota-like").relations


def test_every_row_has_sources_and_every_source_holds_a_statement_of_it(article):
    """Over every thing of the shipped graph: no row without evidence, no evidence beside the point."""
    for node in article.project("entities"):
        for row in article.show(node).relations:
            assert row.sources, row
            if not row.derived:
                about = {(subject, prop) for subject, prop, _ in row.statements}
                held = {one for key in about for found in article.evidence(*key) for one in found.sources}
                assert set(row.sources) <= held, row


def test_codes_are_identity_not_relations(article):
    """A code stands in the registry, so no passage is asked for it."""
    assert article.entity("Japan").codes == ("JPN (ISO 3166-1 alpha-3)",)
    assert not [row for row in article.show("Japan").relations if "JPN" in str(row)]


@pytest.mark.parametrize("view", ["entities", "actors-agreements", "states"])
def test_every_edge_of_a_projection_leads_back_to_a_passage(article, view):
    """And every node is a thing: no literal, class or concept."""
    graph = article.project(view)

    assert graph.number_of_edges()
    assert all(data["sources"] for _, _, data in graph.edges(data=True))
    assert all(node.startswith("akd:") and data["kind"] for node, data in graph.nodes(data=True))


def test_states_are_weighted_by_what_they_share(article):
    """By hand from the article: MOU, SOSA, GPI, SM-3 Block IIA, Patriot production."""
    graph = article.project("states")
    tie = graph.edges["akd:state_japan", "akd:state_united-states"]

    assert tie["agreements"] == ("akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023")
    assert tie["programs"] == (
        "akd:program_gpi",
        "akd:program_patriot-licensed-production",
        "akd:program_sm-3-block-iia",
    )
    assert tie["weight"] == 5


def test_actors_and_agreements_are_two_modes(article):
    """The MOU between the states, the SOSA between the ministries, as the article words it."""
    graph = article.project("actors-agreements")

    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset(("akd:state_japan", "akd:agreement_us-japan-rdte-mou-2023")),
        frozenset(("akd:state_united-states", "akd:agreement_us-japan-rdte-mou-2023")),
        frozenset(("akd:body_japan-mod", "akd:agreement_us-japan-sosa-2023")),
        frozenset(("akd:body_us-dod", "akd:agreement_us-japan-sosa-2023")),
    }
    assert {graph.nodes[node]["mode"] for node in graph if node.startswith("akd:agreement")} == {1}


def test_mou_and_sosa_meet_only_through_their_parties_and_signing(article):
    """No shared date or concept joins two agreements."""
    graph = article.project("entities").to_undirected()
    one, other = "akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023"

    common = set(graph[one]) & set(graph[other])
    assert common == {"akd:event_sign-us-japan-mou-sosa"}
