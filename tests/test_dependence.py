"""What rests on what: the ways are data, links are cited, falls follow by hand."""

import pytest

from alliancekg.analysis.dependence import depends, points, without
from alliancekg.dependence import ways
from alliancekg.model import Rest, Term

ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"


def rest(thing, basis, way="needs", **how):
    """Return one link between things named by a letter."""
    kind = {"alternatives": False, **how}
    return Rest(Term(thing, thing), "needs", Term(basis, basis), way, **kind)


def outcomes(links, *gone):
    return {row.thing.id: row.outcome for row in without(links, set(gone))}


CHAIN = [rest("b", "a"), rest("c", "b"), rest("d", "c")]
EITHER = [rest("x", "p", "from", alternatives=True), rest("x", "q", "from", alternatives=True)]


@pytest.mark.parametrize(
    ("links", "gone", "expected"),
    [
        pytest.param(CHAIN, "a", {"b": "stops", "c": "stops", "d": "stops"}, id="a chain falls whole"),
        pytest.param(CHAIN, "c", {"d": "stops"}, id="what is above stands"),
        pytest.param(CHAIN, "d", {}, id="nothing rests on the last"),
        pytest.param(EITHER, "p", {"x": "has an alternative"}, id="one of two is left"),
        pytest.param(EITHER, "pq", {"x": "stops"}, id="both are gone"),
        pytest.param(
            [rest("x", "p", "from", alternatives=True, open=True)],
            "p",
            {"x": "may stop"},
            id="others may stand in that nobody tells of",
        ),
        pytest.param([rest("x", "p", holds="possibly")], "p", {"x": "may stop"}, id="the link is possible"),
        pytest.param(
            [rest("x", "p", holds="possibly"), rest("y", "x")],
            "p",
            {"x": "may stop", "y": "may stop"},
            id="doubt is handed on",
        ),
        pytest.param([*EITHER, rest("x", "z", "also")], "z", {"x": "stops"}, id="one kind of need is enough"),
        pytest.param(
            [rest("x", "p", holds="possibly"), rest("y", "p"), rest("x", "y", "also")],
            "p",
            {"x": "stops", "y": "stops"},
            id="a certain way later outweighs a possible one now",
        ),
        pytest.param(
            [*EITHER, rest("q", "r", holds="possibly")],
            "pr",
            {"q": "may stop", "x": "may stop"},
            id="the alternative is only perhaps lost",
        ),
        pytest.param(
            [EITHER[0], rest("x", "q", "from", alternatives=True, holds="possibly")],
            "p",
            {"x": "may stop"},
            id="the alternative is only possible",
        ),
        pytest.param(
            [EITHER[0], rest("x", "q", "from", alternatives=True, holds="possibly")],
            "q",
            {"x": "has an alternative"},
            id="the one that is sure is left",
        ),
        pytest.param(
            [*EITHER, rest("x", "r", "from", alternatives=True, holds="possibly")],
            "pqr",
            {"x": "stops"},
            id="the sure ones and the possible one are gone",
        ),
        pytest.param([rest("a", "b"), rest("b", "a")], "a", {"b": "stops"}, id="a ring ends"),
    ],
)
def test_things_fall_as_worked_out_by_hand(links, gone, expected):
    """One lost need is enough; of what can stand in for each other, all have to go."""
    assert outcomes(links, *gone) == expected


@pytest.mark.parametrize(
    ("links", "asked", "expected"),
    [
        pytest.param(
            CHAIN,
            "d",
            [("c", "stops", 1), ("b", "stops", 2), ("a", "stops", 3)],
            id="each link of a chain, nearest first",
        ),
        pytest.param(EITHER, "x", [], id="one of two is no single point"),
        pytest.param(
            [*EITHER, rest("p", "r"), rest("q", "r")],
            "x",
            [("r", "stops", 4)],
            id="what both stand on is one",
        ),
        pytest.param(
            [rest("x", "p", "from", alternatives=True, open=True), rest("x", "q")],
            "x",
            [("q", "stops", 1), ("p", "may stop", 1)],
            id="certain before possible",
        ),
        pytest.param(CHAIN, "a", [], id="what rests on nothing"),
        pytest.param([rest("a", "b"), rest("b", "a")], "a", [("b", "stops", 1)], id="a ring, itself apart"),
    ],
)
def test_single_points_are_found_as_worked_out_by_hand(links, asked, expected):
    """What alone stops a thing, and by how many links."""
    assert [(row.basis.id, row.outcome, len(row.links)) for row in points(links, asked)] == expected


def test_a_single_point_is_what_stops_the_thing_alone(embedded):
    """The independent oracle: take each thing away in turn, by the command that takes things away."""
    for thing in ("akd:transfer_patriot-japan-to-us", "akd:system_patriot"):
        found = {row.basis.id: row.outcome for row in embedded.needs(thing)}
        bases = {row.link.basis.id for row in embedded.depends("Japan")} | set(found) | {"akd:state_japan"}
        falls = {
            basis: fall.outcome
            for basis in bases
            for fall in embedded.without(basis)
            if fall.thing.id == thing != basis and fall.outcome != "has an alternative"
        }

        assert found == falls
        assert all(link.sources for row in embedded.needs(thing) for link in row.links)


def test_a_state_is_asked_about_by_what_it_takes_part_in(article):
    """From the article: Japan makes Patriots under an American licence, told link by link."""
    rows = {row.basis.id: row for row in article.needs("Japan") if "patriot" in row.thing.id}
    row = rows["akd:part_us-patriot-licensor"]

    assert (row.actor.id, row.thing.id) == ("akd:state_japan", "akd:program_patriot-licensed-production")
    assert [link.says for link in row.links] == ["takes part in", "is made under the licence of"]
    assert row.outcome == "stops"
    assert "akd:state_japan" not in rows


def test_what_a_class_cannot_go_on_without_is_told_thing_by_thing(article, ask):
    """All systems at once; of the Patriot others may exist that nobody tells of, and the row says so."""
    found = {row.thing.id: row.outcome for row in article.needs(classes=["System"])}
    told = ask("needs", "--class", "System", "--source", ARTICLE)

    assert found["akd:system_patriot"] == "may stop"
    assert "(others may do so, untold)" in " ".join(told.stdout.split())
    assert "no single point of failure, as far as anyone says, " in told.stderr


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        pytest.param(["needs"], 2, "say of what", id="nothing asked about"),
        pytest.param(["needs", "Nowhere"], 3, "no term is called", id="an unknown thing"),
        pytest.param(["needs", "--class", "Nations"], 3, "no class is called", id="an unknown class"),
        pytest.param(["without", "Nowhere"], 3, "no term is called", id="taken away, unknown"),
        pytest.param(["depends", "Nowhere"], 3, "no term is called", id="rests on an unknown thing"),
        pytest.param(
            ["needs", "GPI", "--as-of", "1900"], 0, "no single point of failure", id="a day before all"
        ),
        pytest.param(["without", "GPI", "--as-of", "1900"], 0, "nothing stops", id="nothing left to stop"),
    ],
)
def test_mistakes_and_empty_views_are_told_in_a_line(ask, words, status, line):
    """Never a traceback."""
    result = ask(*words)

    assert result.exit_code == status
    assert line in result.stderr


def test_what_is_left_is_named():
    """The alternative that keeps a thing going."""
    (row,) = without(EITHER, {"p"})

    assert [term.id for term in row.left] == ["q"]
    assert [link.basis.id for link in row.because] == ["p"]


def test_what_is_perhaps_left_is_named_too():
    """Of a thing that may stop; what it needs besides is no stand-in."""
    links = [EITHER[0], rest("x", "q", "from", alternatives=True, holds="possibly"), rest("x", "z", "also")]
    (row,) = without(links, {"p"})

    assert (row.outcome, [term.id for term in row.left]) == ("may stop", ["q"])


def test_dependents_are_listed_nearest_first():
    """Distance counts links."""
    assert [(row.distance, row.link.thing.id) for row in depends(CHAIN, "a")] == [
        (1, "b"),
        (2, "c"),
        (3, "d"),
    ]


def test_the_american_patriot_licence_carries_production_and_transfer(embedded):
    """Without it licensed production stops, and the transfer of December 2023 may, each with passages."""
    rows = {row.thing.id: row for row in embedded.without("akd:part_us-patriot-licensor")}

    assert rows["akd:program_patriot-licensed-production"].outcome == "stops"
    assert rows["akd:transfer_patriot-japan-to-us"].outcome == "may stop"
    assert rows["akd:system_patriot"].outcome == "may stop"
    assert all(link.sources for row in rows.values() for link in row.because)


def test_without_the_return_rule_the_transfer_stops(embedded):
    """It is permitted by that rule and no other."""
    rows = {row.thing.id: row.outcome for row in embedded.without("akd:rule_japan-licensed-return")}

    assert rows["akd:transfer_patriot-japan-to-us"] == "stops"


def test_without_its_supplier_a_transfer_stops(article):
    """Japan is to supply the Patriots, and the article names nobody else who would."""
    rows = {row.thing.id: row for row in article.without("Japan")}
    fall = rows["akd:transfer_patriot-japan-to-us"]

    assert (fall.outcome, [link.says for link in fall.because]) == ("stops", ["is supplied by"])
    assert all(link.sources for link in fall.because)
    assert "akd:state_japan" in {row.basis.id for row in article.needs("akd:transfer_patriot-japan-to-us")}


def test_on_an_unrelated_thing_nothing_rests_and_it_is_said(ask):
    """Plainly, with what was searched."""
    result = ask("without", "White House")

    assert result.exit_code == 0
    assert result.stderr.startswith("nothing stops, as far as anyone says; ")
    assert ask("depends", "White House").stderr.startswith("nothing rests on it, as far as anyone says; ")


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.name)
def test_each_way_keeps_the_law_of_the_library(way):
    """It says how it reads, gives thing and basis, and names what stands behind a row."""
    head = way.query.partition("WHERE")[0]
    variables = {part for triple in way.evidence for part in triple if part.startswith("?")}

    assert way.says
    assert way.evidence
    assert {"?thing", "?basis"} <= variables
    assert all(name in head for name in variables)


def test_every_link_of_the_shipped_graph_is_cited(embedded):
    """No link without a passage."""
    assert all(row.link.sources for row in embedded.depends("Japan"))
    assert len(embedded.depends("Japan")) > 0
