"""A sourced no: where a source names all there are, what it leaves out is told from what is not stated."""

from pathlib import Path

import pytest

import alliancekg

SOSA = Path(__file__).parent / "data" / "cases" / "sosa.trig"
PARTNERS = "akd:group_us-sosa-partners"


@pytest.fixture(scope="module")
def partners():
    """Return a made-up list of two, whole on 11 April 2018: Canada was there, Latvia came after it."""
    return alliancekg.load(SOSA)


@pytest.mark.parametrize(
    ("state", "day", "held", "lists"),
    [
        pytest.param("latvia", "2018-04-11", 0, [("2018-04-11", True)], id="not there: a sourced no"),
        pytest.param("latvia", "2018-04-10", 0, [], id="a day before the list: not stated"),
        pytest.param("latvia", "2018-12-31", 1, [], id="possibly there"),
        pytest.param("latvia", "2023-12-31", 1, [], id="there"),
        pytest.param("canada", "2018-04-11", 1, [], id="on the list"),
    ],
)
def test_a_whole_list_says_no_on_its_day(partners, state, day, held, lists):
    """The same source names Latvia as a later partner: that is no yes for the day of its list."""
    answer = partners.as_of(day).evidence(PARTNERS, "group member", state)

    assert len(answer) == held
    assert [(one.date, one.in_period) for one in answer.lacking] == lists


def test_a_list_does_not_speak_against_a_party_that_its_source_names(partners):
    """Without a day Latvia is a member at some time, and nothing is told against it."""
    answer = partners.evidence(PARTNERS, "group member", "latvia")

    assert (len(answer), answer.lacking) == (1, ())


def test_a_notebook_shows_the_no_under_the_table(partners):
    """Not only the command."""
    shown = partners.as_of("2018-04-11").evidence(PARTNERS, "group member", "latvia")._repr_html_()

    assert "no: us sosa partners 2018, 2018-04-11, is a complete list and has it not" in shown


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(("NTIB", "group member", "Japan"), id="of the group"),
        pytest.param(("NTIB", "member", "Japan"), id="as the table of the group has it"),
        pytest.param(("Japan", "member of", "NTIB"), id="from the other side"),
    ],
)
def test_a_sourced_no_cites_the_complete_lists_and_the_denial(embedded, asked):
    """Three sources name the whole base, without Japan; a fourth says that Japan was left out."""
    answer = embedded.evidence(*asked)

    assert answer.rows == ()
    assert [one.date for one in answer.lacking] == ["2014-05-24", "2023-03-30", "2023-07-20"]
    assert all(one.sources and one.in_period for one in answer.lacking)
    assert [(one.source, one.mode) for one in answer.outside] == [
        ("aks:carnegie-2020-us-japan-technology", "denied")
    ]


def test_a_sourced_no_is_told_from_not_found(ask):
    """Where a source names all, the answer is no; where none does, it is not stated, with the coverage."""
    no = ask("evidence", "NTIB", "group member", "Japan", "-f", "json")
    silent = ask("evidence", "Quad", "member", "France", "-f", "json")

    assert '"answer": "no"' in no.stdout
    assert "no: States of the NTIB in July 2023, 2023-07-20, is a complete list and has it not" in no.stderr
    assert '"answer": "not stated"' in silent.stdout
    assert "complete list" not in silent.stderr


@pytest.mark.parametrize(
    ("day", "lists"),
    [
        pytest.param("2014-05-24", [("2014-05-24", True)], id="the list of that day"),
        pytest.param(
            "2020-01-01", [("2014-05-24", False)], id="an earlier list alone: no answer for the day"
        ),
        pytest.param("2023-12-31", [], id="a member by then"),
    ],
)
def test_a_complete_list_answers_for_its_own_day(embedded, day, lists):
    """New Zealand was added on 23 December 2022."""
    answer = embedded.as_of(day).evidence("NTIB", "group member", "New Zealand")

    assert [(one.date, one.in_period) for one in answer.lacking] == lists


def test_a_member_is_never_denied_by_an_older_list(embedded):
    """The list of 2014 lacks New Zealand, which is a member: no list is told against it."""
    assert embedded.evidence("NTIB", "member", "New Zealand").lacking == ()
