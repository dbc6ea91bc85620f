"""What held on a day, from dates alone: stretches, steps, stages, and the laws they keep."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds, period, written
from alliancekg.errors import DateError
from alliancekg.lives import Holds, Step, Stretch, alive, running, stage
from alliancekg.terms import EDTF, XSD

NO, POSSIBLY, YES = Holds.NO, Holds.POSSIBLY, Holds.YES
#: Status, phase and rank of some stages, in the order of a life.
LIFE = (
    ("announced", "before", 10),
    ("signed", "before", 40),
    ("in-force", "running", 70),
    ("suspended", "paused", 76),
    ("terminated", "over", 90),
)


def day(text: str) -> Bounds:
    return period(text)


def step(text: str, status: str) -> Step:
    """Return a step on a partial date."""
    span, (_, phase, rank) = period(text), next(one for one in LIFE if one[0] == status)
    return Step(span.first, span.last, status, phase, rank)


def stretch(start: str, end: str = "") -> Stretch:
    first = period(start)
    last = period(end) if end else Bounds(LAST_DAY, LAST_DAY)
    return Stretch(first.first, first.last, last.first, last.last)


@pytest.mark.parametrize(
    ("one", "asked", "expected"),
    [
        pytest.param(stretch("2023-08"), "2023-07-31", NO, id="month, the day before"),
        pytest.param(stretch("2023-08"), "2023-08-15", POSSIBLY, id="month, within"),
        pytest.param(stretch("2023-08"), "2023-08-31", YES, id="month, its last day"),
        pytest.param(stretch("2023-08"), "2023-09-01", YES, id="month, the day after"),
        pytest.param(stretch("2023"), "2022-12-31", NO, id="year, the day before"),
        pytest.param(stretch("2023"), "2023-06-30", POSSIBLY, id="year, within"),
        pytest.param(stretch("2023"), "2024-01-01", YES, id="year, the day after"),
        pytest.param(stretch("2020-01-01", "2020-01-01"), "2020-01-01", YES, id="one day, on it"),
        pytest.param(stretch("2020-01-01", "2020-01-01"), "2020-01-02", NO, id="one day, after it"),
        pytest.param(stretch("2010", "2020-01-01"), "2020-01-01", YES, id="touching: its last day counts"),
        pytest.param(stretch("2020-01-01", "2021"), "2021-06-01", POSSIBLY, id="end in a year, within"),
        pytest.param(stretch("2020-01-01", "2021"), "2022-01-01", NO, id="end in a year, after"),
        pytest.param(stretch("2020-01-01"), "9999-12-31", YES, id="no end stated: as far as anyone says"),
        pytest.param(stretch("2023-08-10", "2023-08-20"), "2023-08", POSSIBLY, id="not throughout the month"),
        pytest.param(stretch("2023-07-10", "2023-09-20"), "2023-08", YES, id="throughout the month"),
    ],
)
def test_a_stretch_holds_yes_possibly_or_no(one, asked, expected):
    """Worked out by hand from the table of the model: yes between the inner bounds, no beyond the outer."""
    assert one.on(day(asked)) is expected


TREATY = [step("1951-09-08", "signed"), step("1952-04-28", "in-force"), step("1960-06-23", "terminated")]


@pytest.mark.parametrize(
    ("asked", "lives", "runs", "reached"),
    [
        pytest.param("1951-09-07", NO, NO, None, id="before the signing"),
        pytest.param("1951-09-08", YES, NO, "signed", id="signed is not in force"),
        pytest.param("1952-04-28", YES, YES, "in-force", id="in force from its day"),
        pytest.param("1960-06-23", YES, YES, "terminated", id="the day of the end still counts"),
        pytest.param("1960-06-24", NO, NO, "terminated", id="and the next does not"),
    ],
)
def test_a_treaty_lives_from_its_first_step_to_its_end(asked, lives, runs, reached):
    """Signed, in force and over are three things."""
    found = stage(day(asked).last, TREATY)

    assert (alive(day(asked), TREATY), running(day(asked), TREATY)) == (lives, runs)
    assert (found.status if found else None) == reached


def test_signed_in_a_year_and_in_force_within_it_is_in_force():
    """The example of the model: the rank settles what overlapping dates leave open."""
    steps = [step("2023", "signed"), step("2023-06-01", "in-force")]

    assert stage(date(2024, 1, 1), steps).status == "in-force"
    assert running(day("2024-01-01"), steps) is YES


def test_a_step_that_is_only_announced_is_never_sure():
    """It has a first day and no last: the end that is planned makes a running thing doubtful from then on."""
    planned = Step(date(2029, 1, 1), LAST_DAY, "terminated", "over", 90)
    steps = [step("2020-01-01", "in-force"), planned]

    assert running(day("2028-12-31"), steps) is YES
    assert running(day("2030-01-01"), steps) is POSSIBLY
    assert stage(date(2030, 1, 1), steps).status == "in-force"


def test_what_is_amended_was_there_before():
    """An amendment presupposes the thing: earlier it is possible, not excluded."""
    amended = Step(date(2023, 12, 22), date(2023, 12, 22), "x_amended", "running", 72)

    assert alive(day("2023-12-21"), [amended]) is POSSIBLY
    assert alive(day("2023-12-22"), [amended]) is YES


def test_a_life_that_begins_again_has_a_gap():
    """Left in 1966, back in 2009."""
    steps = [step("1949-08-24", "in-force"), step("1966-07-01", "terminated"), step("2009-04-03", "in-force")]
    days = ["1949-08-23", "1949-08-24", "1966-07-01", "1966-07-02", "2009-04-02", "2009-04-03"]

    assert [running(day(one), steps) for one in days] == [NO, YES, YES, NO, NO, YES]


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@st.composite
def spans(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Bounds(first, last)


@st.composite
def narrowed(draw, span):
    """Return a span within another."""
    days = st.integers(0, (span.last - span.first).days)
    first, last = sorted((draw(days), draw(days)))
    return Bounds(span.first + timedelta(first), span.first + timedelta(last))


@given(st.data(), spans(), spans(), spans())
def test_narrowing_a_stretch_never_turns_a_yes_into_a_no_or_back(data, start, end, asked):
    """What is known better may settle a doubt; it takes nothing back."""
    wide = Stretch(start.first, start.last, max(start.first, end.first), max(start.last, end.last))
    better = data.draw(narrowed(start))
    narrow = Stretch(better.first, better.last, wide.end_earliest, wide.end_latest)

    assert {wide.on(asked), narrow.on(asked)} != {YES, NO}


@given(st.data(), spans(), spans(), spans())
def test_narrowing_the_period_asked_keeps_yes_and_no(data, start, end, asked):
    """What held throughout a year held in its May; what held on no day of it did not hold in May."""
    one = Stretch(start.first, start.last, max(start.first, end.first), max(start.last, end.last))
    within = data.draw(narrowed(asked))

    if one.on(asked) in {YES, NO}:
        assert one.on(within) is one.on(asked)


@given(st.data(), st.lists(DAYS, min_size=2, max_size=5), DAYS)
def test_narrowing_the_steps_of_a_life_never_turns_a_yes_into_a_no_or_back(data, true_days, asked):
    """Steps on days that follow the order of a life, known roughly and then better."""
    rough, better = [], []
    for (status, phase, rank), true in zip(LIFE, sorted(true_days), strict=False):
        slack = data.draw(st.tuples(st.integers(0, 400), st.integers(0, 400)))
        less = data.draw(st.tuples(st.integers(0, slack[0]), st.integers(0, slack[1])))
        rough.append(Step(true - timedelta(slack[0]), true + timedelta(slack[1]), status, phase, rank))
        better.append(Step(true - timedelta(less[0]), true + timedelta(less[1]), status, phase, rank))
    on = Bounds(asked, asked)

    assert {alive(on, rough), alive(on, better)} != {YES, NO}
    assert {running(on, rough), running(on, better)} != {YES, NO}


@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_bounds_contain_the_date(true, form):
    """However roughly a day is written."""
    kinds = {"%Y": "gYear", "%Y-%m": "gYearMonth", "%Y-%m-%d": "date"}
    found = bounds(true.strftime(form), XSD + kinds[form])

    assert found.first <= true <= found.last


@given(spans())
def test_what_is_written_means_the_same_days(span):
    """The shortest date for a span reads back as that span."""
    text = written(span)
    kinds = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}

    assert bounds(text, kinds.get(len(text), EDTF)) == span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1985/..", date(1985, 1, 1), LAST_DAY),
        ("../1985-04", FIRST_DAY, date(1985, 4, 30)),
        ("1985-04-12/", date(1985, 4, 12), LAST_DAY),
        ("2004~/2006", date(2003, 1, 1), date(2006, 12, 31)),
    ],
)
def test_intervals_may_be_open_or_unknown_on_a_side(text, first, last):
    """EDTF level 1, extended intervals: neither open nor unknown gives a bound."""
    assert bounds(text, EDTF) == Bounds(first, last)


@pytest.mark.parametrize(
    "text", ["2023-13", "yesterday", "0000", "2023-05/2023-01", "", "2023-02-30", "../.."]
)
def test_what_is_no_day_is_refused(text):
    """Asked for by a user, with what was wrong."""
    with pytest.raises(DateError):
        period(text)
