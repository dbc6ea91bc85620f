"""Dyad-years and state-years: which years count, what is owed to whom, and what nobody knows."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import alliancekg
from alliancekg.analysis.panels import YEAR_RULES, shared
from alliancekg.imports import convert

FOLDER = Path(__file__).parent / "data" / "imports"
#: The made-up states by their last digit.
STATE = {number: f"akd:state_cow-100{number}" for number in range(1, 7)}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = convert("atop", FOLDER / "atop.csv")
    return found.save(tmp_path_factory.mktemp("panels") / "atop.nq")


@pytest.fixture(scope="module")
def kg(path):
    return alliancekg.load(path)


def pairs(frame):
    """Return the pairs of a frame, each by last digits, with the year."""
    return {
        (int(one[-1]), int(other[-1]), year)
        for one, other, year in zip(frame.one, frame.other, frame.year, strict=True)
    }


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any-day", [1990, 1991, 1992]),
        ("first-day", [1991, 1992]),
        ("last-day", [1990, 1991]),
        ("whole-year", [1991]),
    ],
)
def test_year_rules_say_which_years_a_stretch_counts_for(rule, expected):
    """From 2 January 1990 to 30 December 1992: all three are touched, one is filled."""
    assert expected == list(YEAR_RULES[rule](date(1990, 1, 2), date(1992, 12, 30)))
    assert [1990] == list(YEAR_RULES[rule](date(1990, 1, 1), date(1990, 12, 31)))


def test_stretches_that_meet_on_a_day_share_it():
    """Ends are inclusive; a day apart, nothing is shared."""
    spring = (date(1990, 1, 1), date(1990, 6, 30))

    assert (date(1990, 6, 30),) * 2 == shared(spring, (date(1990, 6, 30), date(1995, 1, 1)))
    assert shared(spring, (date(1990, 7, 1), date(1995, 1, 1))) is None


def test_a_pair_is_tied_while_one_agreement_binds_both(kg):
    """Of 9002: 1 and 4 from 1949 on, 5 with both from 1952, all until 1955; 5 is tied by 9003 as well."""
    frame = kg.dyad_years(1945, 1960)
    found = {
        year: {(one, other) for one, other, at in pairs(frame) if at == year} for year in range(1945, 1961)
    }
    third = {(2, 5), (2, 6), (5, 6)}

    assert dict.fromkeys(range(1945, 1949), third) == {year: found[year] for year in range(1945, 1949)}
    assert {(1, 4)} | third == found[1951]
    assert {(1, 4), (1, 5), (4, 5)} | third == found[1952] == found[1955]
    assert third == found[1956]
    assert {(1, 2)} | third == found[1960]


def test_phases_count_as_agreements_of_their_own(kg):
    """In 1951 both phases held: two agreements tie the pair, and it owes what either lays down."""
    frame = kg.dyad_years(1950, 1952).set_index(["one", "other", "year"])
    told = frame.loc[STATE[1], STATE[4]]

    assert [1, 2, 1] == told.agreements.to_list()
    assert [True, True, False] == told.neutrality.to_list()
    assert [False, True, True] == told.defense.to_list()


def test_directed_rows_tell_what_the_first_owes_the_second(kg):
    """One side of the pact of 1960 owes defense: undirected it is owed, directed in one row of two."""
    undirected = kg.dyad_years(2000, 2000).set_index(["one", "other"]).defense
    directed = kg.dyad_years(2000, 2000, directed=True).set_index(["one", "other"]).defense

    assert undirected[STATE[1], STATE[2]]
    assert (True, False) == (directed[STATE[1], STATE[2]], directed[STATE[2], STATE[1]])
    assert {(1, 2, 2000)} == pairs(kg.dyad_years(2000, 2000, directed=True, obligation="defense"))
    assert len(directed) == 2 * len(undirected)


def test_a_gap_between_spells_is_a_gap(kg):
    """6 left in 1979 and came back in 1989; with other duties."""
    years = {year for one, other, year in pairs(kg.dyad_years(1975, 1995)) if (one, other) == (2, 6)}
    told = (
        kg.dyad_years(1975, 1995, directed=True).set_index(["one", "other", "year"]).loc[STATE[6], STATE[2]]
    )

    assert {*range(1975, 1980), *range(1989, 1996)} == years
    assert (True, False) == (told.consultation[1979], told.nonaggression[1979])
    assert (False, True) == (told.consultation[1989], told.nonaggression[1989])


def test_what_no_source_covers_is_missing_and_never_zero(kg):
    """The dataset ends in 2018: for 2019 each pair has a row, and nothing in it."""
    frame = kg.dyad_years(2018, 2019)
    known, unknown = frame[frame.year == 2018], frame[frame.year == 2019]

    assert len(known) == len(unknown) == 4  # 1 with 2; 2, 5 and 6 with each other
    assert known.tied.all()
    assert unknown[["tied", "agreements", "defense"]].isna().all(axis=None)
    assert kg.dyad_years(2019, 2020).tied.isna().all()
    assert pd.isna(kg.state_years(2019, 2019).partners).all()
    assert "1815..2018" == frame.attrs["covered"]


@pytest.fixture(scope="module")
def both(path):
    """Return two datasets in one graph: one covers 1815 to 2018, the other 1980 to 2010."""
    return alliancekg.load(path, convert("dcad", FOLDER / "dcad.csv").save(path.with_name("dcad.nq")))


def test_a_dataset_does_not_speak_of_the_years_of_another(both):
    """1 with 3 is told by the one that ends in 2010: known in 2010, and neither tied nor free in 2011."""
    frame = both.dyad_years(2010, 2011).set_index(["one", "other", "year"]).loc[STATE[1], STATE[3]]

    assert "1815..2018" == both.dyad_years(2010, 2011).attrs["covered"]
    assert (True, 1) == (frame.tied[2010], frame.agreements[2010])
    assert frame.loc[2011, ["tied", "agreements", "defense"]].isna().all()
    assert both.dyad_years(2011, 2011).set_index(["one", "other"]).tied.isna()[STATE[1], STATE[3]]


def test_no_tie_in_years_of_another_dataset_is_no_fact(both):
    """Before 1980 nobody tells whether 1 and 3 were tied, though other pairs are spoken of."""
    frame = both.dyad_years(1979, 2010, complete=True).set_index(["one", "other", "year"])

    assert pd.isna(frame.tied[STATE[1], STATE[3], 1979])
    assert not frame.tied[STATE[1], STATE[3], 1980]
    assert not frame.tied[STATE[2], STATE[6], 1980]


def test_beside_what_is_known_the_rest_may_be_open(both):
    """1 and 2 are tied in 2011 by the pact of 1960; whether those of 1983 hold is told by nobody."""
    told = both.dyad_years(2010, 2011, directed=True).set_index(["one", "other", "year"])
    mine, theirs = told.loc[STATE[1], STATE[2]], told.loc[STATE[2], STATE[1]]
    state = both.state_years(2010, 2011).set_index(["state", "year"]).loc[STATE[1]]

    assert (2, True, False) == (mine.agreements[2010], mine.defense[2010], theirs.defense[2010])
    assert (True, True) == (mine.tied[2011], mine.defense[2011])
    assert pd.isna(mine.agreements[2011])
    assert pd.isna(theirs.defense[2011])
    assert (3, 2) == (state.agreements[2010], state.partners[2010])
    assert state.tied[2011]
    assert pd.isna(state.agreements[2011])
    assert pd.isna(state.partners[2011])


def test_complete_frames_have_the_years_between(kg):
    """Within the covered years no tie is a fact: false, and 0 agreements."""
    frame = kg.dyad_years(1975, 1995, complete=True).set_index(["one", "other", "year"])

    assert not frame.tied[STATE[2], STATE[6], 1985]
    assert 0 == frame.agreements[STATE[2], STATE[6], 1985]
    assert 21 == len(frame.loc[STATE[2], STATE[6]])


def test_state_years_count_partners_once(kg):
    """5 in 1953: with 1 and 4 by one agreement, with 2 and 6 by another; it owes defense and consultation."""
    row = kg.state_years(1953, 1953).set_index("state").loc[STATE[5]]

    assert (2, 4) == (row.agreements, row.partners)
    assert (True, True, False) == (row.defense, row.consultation, row.neutrality)


def test_date_rules_differ_where_a_day_is_unknown(tmp_path):
    """Signed in 1990, over in 1995: on 1 January 1990 possibly, on that of 1995 surely."""
    found = convert("dcad", FOLDER / "dcad.csv")
    graph = alliancekg.load(found.save(tmp_path / "dcad.nq"))
    years = {}
    for rule in ("possible", "certain"):
        frame = graph.dyad_years(1988, 1997, date_rule=rule, year_rule="first-day")
        years[rule] = frame[frame.agreements == 2].year.to_list()  # beside the agreement of 1983

    assert {"possible": [*range(1990, 1996)], "certain": [*range(1991, 1996)]} == years


def test_a_frame_says_whom_to_cite_and_by_which_rules(kg):
    """Whoever keeps the frame keeps what it rests on."""
    attrs = kg.dyad_years(1960, 1960, year_rule="last-day").attrs

    assert ["Leeds, Brett"] == [one[:12] for one in attrs["citations"]]
    assert attrs["citations"][0].endswith("237-260. Version 5.1.")
    assert ("possible", "last-day") == (attrs["date_rule"], attrs["year_rule"])


def test_the_command_writes_what_the_frame_has(ask, kg, path):
    """1 and 0 for yes and no, an empty cell for what nobody knows."""
    written = ask("--graph", path, "dyad-years", "--from", "2018", "--to", "2019", "-f", "csv")
    rows = list(csv.reader(io.StringIO(written.stdout)))
    frame = kg.dyad_years(2018, 2019)

    assert list(frame.columns) == rows[0]
    assert [STATE[1], "COW 1001", STATE[2], "COW 1002", "2018", "1", "1", "1", "1", "0", "1", "0"] == rows[1]
    assert [STATE[1], "COW 1001", STATE[2], "COW 1002", "2019", *[""] * 7] == rows[2]
    assert len(frame) == len(rows) - 1
    assert "cite: Leeds" in written.stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"year_rule": "leap-day"}, "no year rule is called 'leap-day'"),
        ({"date_rule": "sure"}, "no date rule is called 'sure'"),
        ({"obligation": "defence"}, "no obligation that anybody owes is called 'defence'"),
        ({"start": 1990, "end": 1980}, "the first year is after the last"),
    ],
)
def test_what_there_is_not_is_refused(kg, asked, said):
    """A slip of the pen is no empty frame."""
    with pytest.raises(alliancekg.AllianceKGError, match=said):
        kg.dyad_years(**asked)
