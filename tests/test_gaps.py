"""Gaps and comparison: no pact, hosting, staleness, waiting, and what hangs on "possibly"."""

import json
from pathlib import Path

import pytest

import alliancekg
from alliancekg.errors import InputError

CASES = Path(__file__).parent / "data" / "cases"
ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"


@pytest.fixture(scope="module")
def gaps():
    return alliancekg.load(CASES / "gaps.trig")


def cells(reply, *columns):
    """Return the named columns of each row, without the prefix and kind of names."""
    return [tuple((row[name].id or row[name].label).rpartition("_")[2] for name in columns) for row in reply]


def test_tied_pairs_without_a_pact_are_found_with_what_ties_them(gaps):
    """North and South have their treaty; East is tied to all three by circle, visits and base."""
    reply = gaps.ask("no-defense-pact")

    assert cells(reply, "one", "other", "through", "searched") == [
        ("east", "north", "circle", "2"),
        ("east", "south", "east-south-2015", "2"),
        ("east", "west", "east-west-2001", "2"),
        ("east", "west", "west-hosts-east", "2"),
    ]
    assert [[one.passage for one in row.sources] for row in reply] == [
        ["aks:made-up-gaps-later_p02"],
        ["aks:made-up-gaps_p04"],
        ["aks:made-up-gaps-later_p01"],
        ["aks:made-up-gaps-later_p01"],
    ]


def test_a_ministry_takes_part_for_its_state(tmp_path):
    """As in the projection of states: a ministry of North and East itself are in one program."""
    text = (CASES / "gaps.trig").read_text()
    said = """akd:body_north akg:bodyOf akd:state_north .
        akd:part_body akg:participant akd:body_north ; akg:participationIn akd:program_x ;
            akg:role akv:role_partner .
        akd:part_east akg:participant akd:state_east ; akg:participationIn akd:program_x ;
            akg:role akv:role_partner ."""
    names = {"body_north": "GovernmentBody", "program_x": "Program"}
    names |= {"part_body": "Participation", "part_east": "Participation"}
    typed = "".join(f"akd:{name} a akg:{kind} .\n" for name, kind in names.items())
    made = text.replace("akd:registry {", f"akd:registry {{\n{typed}", 1)
    (tmp_path / "made.trig").write_text(f"{made}\naks:made-up-gaps_p04 {{ {said} }}\n")
    graph = alliancekg.load(tmp_path / "made.trig")
    (row,) = [row for row in graph.ask("no-defense-pact") if row["through"].id == "akd:program_x"]

    assert (row["one"].id, row["other"].id) == ("akd:state_east", "akd:state_north")
    assert [one.passage for one in row.sources] == ["aks:made-up-gaps_p04"]
    assert graph.project("states").edges[row["one"].id, row["other"].id]["programs"] == ("akd:program_x",)


def test_a_treaty_that_is_only_signed_is_no_pact_yet(gaps):
    """Signed on 19 January 1960, in force on 23 June."""

    def pairs(day):
        return set(cells(gaps.as_of(day).ask("no-defense-pact"), "one", "other"))

    assert ("north", "south") in pairs("1960-03-01")
    assert ("north", "south") not in pairs("1960-06-23")


def test_members_of_one_alliance_are_no_gap(article):
    """The article tells of the alliance of Japan and the United States, and of much else between them."""
    assert article.ask("no-defense-pact").rows == ()


def test_who_hosts_whom_and_how_it_can_end(gaps):
    """By duty or role; either may leave the treaty, South has given notice, one accord ends in 2030."""
    columns = ("host", "guest", "text", "leaver", "until", "steps")

    assert cells(gaps.ask("hosting"), *columns) == [
        ("south", "east", "east-south-2015", "", "", "notice-given"),
        ("south", "north", "north-south-1960", "north", "", ""),
        ("south", "north", "north-south-1960", "south", "", ""),
        ("west", "east", "east-west-2001", "", "2030-12-31", ""),
    ]
    conditions = {row["condition"].label for row in gaps.ask("hosting") if row["leaver"].id}
    assert conditions == {"after ten years, a year after notice"}


def test_what_nobody_says_of_leaving_is_not_stated(ask):
    """An empty cell is no right to stay or go."""
    told = ask("--graph", CASES / "gaps.trig", "questions", "run", "hosting").stdout

    assert "not stated" in told


def test_the_oldest_confirmation_stands_first(gaps):
    """The first source speaks up to 30 June 2020, the second up to 30 September 2023: 39 months."""
    assert cells(gaps.ask("staleness"), "thing", "stage", "confirmed", "months") == [
        ("east-south-2015", "in-force", "2020-06-30", "39"),
        ("north-south-1960", "in-force", "2020-06-30", "39"),
        ("east-west-2001", "in-force", "2023-09-30", "0"),
    ]


def test_months_are_whole(article):
    """GPI: announced by 31 August 2023, told of up to 29 February 2024: five months, not six."""
    waiting = {row["thing"].id: row["months"].label for row in article.ask("unfinished")}

    assert waiting == {"akd:program_gpi": "5", "akd:transfer_patriot-japan-to-us": "0"}


def test_the_promise_that_waited_longest_stands_first(article):
    """August 2023, then a decision of some day from 22 December on."""
    dates = [row["date"].label for row in article.ask("unfinished")]

    assert dates == ["2023-08", "[2023-12-22..2024-02]"]


def test_rows_that_hold_only_possibly_are_lost_when_that_counts_as_no(article):
    """On 15 August 2023 GPI, announced in that month, is only possibly announced."""
    changed = article.as_of("2023-08-15").sensitivity()
    lost = {row.row["program"].id for row in changed if row.id == "programs-announced"}

    assert lost == {"akd:program_gpi"}
    assert {row.change for row in changed if row.id == "programs-announced"} == {"lost"}
    assert all(row.row.sources for row in changed)


def test_a_gap_is_gained_when_the_pact_is_only_possible(tmp_path):
    """Were it known only that the treaty entered into force in 1960, it might stand on 1 May, or not yet."""
    text = (CASES / "gaps.trig").read_text()
    (tmp_path / "year.trig").write_text(text.replace('"1960-06-23"^^xsd:date', '"1960"^^xsd:gYear'))
    rows = alliancekg.load(tmp_path / "year.trig").as_of("1960-05-01").sensitivity()
    gained = [one.row["through"].id for one in rows if (one.id, one.change) == ("no-defense-pact", "gained")]

    assert gained == ["akd:agreement_north-south-1960"]


def test_how_much_was_searched_is_no_answer_that_could_change(tmp_path):
    """The treaty entered into force at some time in 2016: by May perhaps not, and its duty neither.

    Nobody knows since when the circle sits. East's other gaps stay, although one duty less is looked through.
    """
    text = (CASES / "gaps.trig").read_text()
    (tmp_path / "late.trig").write_text(text.replace('"1960-06-23"^^xsd:date', '"2016"^^xsd:gYear'))
    rows = alliancekg.load(tmp_path / "late.trig").as_of("2016-05-01").sensitivity()
    changed = [(one.change, one.row["through"].id) for one in rows if one.id == "no-defense-pact"]

    assert changed == [("lost", "akd:org_circle"), ("gained", "akd:agreement_north-south-1960")]


@pytest.mark.parametrize("possible", ["include", "exclude", "only"])
def test_how_the_view_counts_what_is_possible_changes_nothing(article, possible):
    """The comparison is always with and without it."""
    day = "2023-08-15"
    found = article.as_of(day, possible).sensitivity().rows

    assert found == article.as_of(day).sensitivity().rows


def test_without_a_day_there_is_nothing_to_compare(article, ask):
    """One line that says what to do."""
    with pytest.raises(InputError, match="as_of"):
        article.sensitivity()
    result = ask("questions", "sensitive", "--source", ARTICLE)
    assert result.exit_code == 3
    assert "--as-of DATE" in result.stderr


def test_what_was_asked_is_told(ask):
    """In JSON whole rows; questions whose defaults the graph does not know are named, not passed over."""
    graph = ["--graph", CASES / "gaps.trig"]
    result = ask(*graph, "questions", "sensitive", "--as-of", "2015-06-30", "-f", "json")
    body = json.loads(result.stdout)

    assert "signatories" in body["skipped"]
    assert "no-defense-pact" in {row["question"] for row in body["rows"]}
    assert all(row["sources"] and row["change"] in {"lost", "gained"} for row in body["rows"])
    assert f"{body['asked']} questions asked, not agreement-dates" in result.stderr


def test_questions_sensitive_takes_no_id(ask):
    """Wrong usage is told."""
    assert ask("questions", "sensitive", "signatories", "--as-of", "2023").exit_code == 2
