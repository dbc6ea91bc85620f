"""What rests on what: the ways are data, links are cited, falls follow by hand."""

import pytest

from alliancekg.analysis.dependence import depends, without
from alliancekg.dependence import ways
from alliancekg.model import Rest, Term


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
        pytest.param([rest("a", "b"), rest("b", "a")], "a", {"b": "stops"}, id="a ring ends"),
    ],
)
def test_things_fall_as_worked_out_by_hand(links, gone, expected):
    """One lost need is enough; of what can stand in for each other, all have to go."""
    assert outcomes(links, *gone) == expected


def test_what_is_left_is_named():
    """The alternative that keeps a thing going."""
    (row,) = without(EITHER, {"p"})

    assert [term.id for term in row.left] == ["q"]
    assert [link.basis.id for link in row.because] == ["p"]


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
