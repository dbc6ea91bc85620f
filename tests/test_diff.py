"""What changed between two days: the net change of each thing, and the events on the way."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alliancekg
from alliancekg.errors import DateError

TIMES = Path(__file__).parent / "data" / "times.trig"
KG = alliancekg.load(TIMES)
DAYS = st.dates(alliancekg.dates.date(1940, 1, 1), alliancekg.dates.date(2024, 12, 31)).map(str)


def sentences(start, end):
    return [row.sentence for row in KG.diff(start, end)]


def net(start, end):
    """Return thing to (before, after) with the stages."""
    return {
        row.thing.id: ((row.before, row.stage_before), (row.after, row.stage_after))
        for row in KG.diff(start, end)
    }


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(
            "1959",
            "1960",
            ["Treaty of 1951: superseded (1960-06-23)", "Treaty of 1960: in force (1960-06-23)"],
            id="one treaty replaces another",
        ),
        pytest.param("1960-01-18", "1960-01-19", ["Treaty of 1960: signed (1960-01-19)"], id="signed"),
        pytest.param("1966-01", "1967", ["France: left, Pact of 1949 (1966-07-01)"], id="left"),
        pytest.param(
            "2023-01",
            "2024-05",
            ["Finland: joined, Pact of 1949 (2023-04-04)", "Sweden: joined, Pact of 1949 (2024-03)"],
            id="joined",
        ),
        pytest.param(
            "2024-02", "2024-03-10", ["Sweden: joined, Pact of 1949, possibly (2024-03)"], id="perhaps joined"
        ),
        pytest.param("2013-01", "2013-12", ["Program P: announced (2013-08)"], id="announced"),
        pytest.param(
            "2019-12-31",
            "2020-01-02",
            ["Second: took office, Chair (from 2020-01-01)", "First: left office, Chair (until 2020-01-01)"],
            id="took and left office",
        ),
        pytest.param("1970", "1971", [], id="nothing"),
    ],
)
def test_changes_are_told_in_sentences(start, end, expected):
    """Read off the steps of the made-up graph."""
    assert sorted(sentences(start, end)) == sorted(expected)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_net_changes_compose(days):
    """From a to b and from b to c makes from a to c; what comes back to where it was is no change."""
    first, middle, last = days
    one, two = net(first, middle), net(middle, last)
    whole = {
        thing: (one.get(thing, two.get(thing))[0], two.get(thing, one.get(thing))[1])
        for thing in {*one, *two}
    }

    assert net(first, last) == {thing: (was, now) for thing, (was, now) in whole.items() if was != now}


@settings(max_examples=20, deadline=None, derandomize=True)
@given(DAYS)
def test_nothing_changes_within_a_day(day):
    """From a day to itself."""
    assert net(day, day) == {}


def test_events_on_the_way_are_listed_apart():
    """A party that left and came back is no net change, and two events."""
    found = KG.diff("1960-12-31", "2012-12-31")

    assert "akd:part_france-pact-1949" not in {row.thing.id for row in found}
    assert [(one.date, one.kind) for one in found.events] == [
        ("1966-07-01", "withdrawal"),
        ("2009-04-03", "accession"),
    ]


def test_every_change_and_event_is_cited():
    """Who says so."""
    found = KG.diff("1940", "2024-05")

    assert found.rows
    assert all(row.sources for row in (*found.rows, *found.events))


def test_a_first_day_after_the_last_is_refused(ask):
    """In Python an error, on the command line wrong usage."""
    with pytest.raises(DateError, match="after the last"):
        KG.diff("2024", "2023")
    result = ask("diff", "--from", "2024", "--to", "2023")
    assert result.exit_code == 2
    assert "--from 2024 is after --to 2023" in result.stderr


def test_json_is_the_list_contract(ask):
    """Days, coverage, rows and events, each with its sources."""
    words = ("--graph", TIMES, "diff", "--from", "1959", "--to", "1960", "-f", "json")
    body = json.loads(ask(*words).stdout)

    assert (body["from"], body["to"], body["coverage"]["sources"]) == ("1959", "1960", 1)
    assert [row["kind"] for row in body["rows"]] == ["superseded", "in force"]
    assert [one["event"]["label"] for one in body["events"]] == ["1960 signed", "1951 over", "1960 force"]
    assert all(row["sources"] for row in (*body["rows"], *body["events"]))
