"""Partial dates: what they can mean, and which are none."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekg.dates import FIRST_DAY, LAST_DAY, bounds
from alliancekg.errors import DateError
from alliancekg.terms import EDTF, XSD

DAY, MONTH, YEAR = XSD + "date", XSD + "gYearMonth", XSD + "gYear"


@pytest.mark.parametrize(
    ("text", "datatype", "first", "last"),
    [
        pytest.param("2023-01-12", DAY, "2023-01-12", "2023-01-12", id="a day is itself"),
        pytest.param(
            "2024-02", MONTH, "2024-02-01", "2024-02-29", id="a month ends on its last day, leap years too"
        ),
        pytest.param("2023", YEAR, "2023-01-01", "2023-12-31", id="a year"),
        pytest.param("[..2018-04-11]", EDTF, "0001-01-01", "2018-04-11", id="before"),
        pytest.param("[2018-04-12..]", EDTF, "2018-04-12", "9999-12-31", id="after"),
        pytest.param("[2018-04-12..2023-01]", EDTF, "2018-04-12", "2023-01-31", id="between"),
        pytest.param("[2023-01-12,2023-01-11]", EDTF, "2023-01-11", "2023-01-12", id="one of two days"),
        pytest.param("2023-01/2023-03", EDTF, "2023-01-01", "2023-03-31", id="an event that lasted"),
        pytest.param("2023?", EDTF, "2023-01-01", "2023-12-31", id="uncertain is as read"),
        pytest.param("2023~", EDTF, "2022-01-01", "2024-12-31", id="about a year: one year either way"),
        pytest.param("2023-01~", EDTF, "2022-12-01", "2023-02-28", id="about a month: one month either way"),
        pytest.param("2023-12~", EDTF, "2023-11-01", "2024-01-31", id="about December reaches into January"),
        pytest.param("2023-03-01%", EDTF, "2023-02-28", "2023-03-02", id="about a day: one day either way"),
        pytest.param("202X", EDTF, "2020-01-01", "2029-12-31", id="a decade"),
        pytest.param("2023-XX", EDTF, "2023-01-01", "2023-12-31", id="month unknown"),
        pytest.param("2023-02-XX", EDTF, "2023-02-01", "2023-02-28", id="day unknown"),
        pytest.param("2023-21", EDTF, "2023-03-01", "2023-05-31", id="spring"),
        pytest.param("2023-24", EDTF, "2023-12-01", "2024-02-29", id="winter ends in the next year"),
        pytest.param("0001", YEAR, "0001-01-01", "0001-12-31", id="the first year there is"),
        pytest.param("9999~", EDTF, "9998-01-01", "9999-12-31", id="about the last year stops there"),
    ],
)
def test_bounds_are_the_first_and_last_day_a_date_can_mean(text, datatype, first, last):
    """The table of the ontology, row by row."""
    span = bounds(text, datatype)

    assert (date.fromisoformat(first), date.fromisoformat(last)) == (span.first, span.last)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        pytest.param("2023-02-31", DAY, id="no 31 February"),
        pytest.param("2023-13", MONTH, id="no 13th month"),
        pytest.param("0000", YEAR, id="no year 0"),
        pytest.param("2023", DAY, id="a year is not written as a day"),
        pytest.param("2023-08-01", MONTH, id="a day is not written as a month"),
        pytest.param("March 2026", DAY, id="words"),
        pytest.param("2023-01-12Z", DAY, id="time zones mean nothing here"),
        pytest.param("", DAY, id="nothing"),
        pytest.param("", EDTF, id="nothing in EDTF"),
        pytest.param("[..]", EDTF, id="a set without a day"),
        pytest.param("[2023..2022]", EDTF, id="a set that ends before it starts"),
        pytest.param("2023-03/2023-01", EDTF, id="an interval that ends before it starts"),
        pytest.param("2023-13-40?", EDTF, id="uncertain and impossible"),
        pytest.param("..", EDTF, id="open is no date of an event"),
        pytest.param("20X3", EDTF, id="an X in the middle"),
        pytest.param("9999-24", EDTF, id="a winter that ends after the last year"),
        pytest.param("2023-08-12T00:00:00", XSD + "dateTime", id="no times"),
    ],
)
def test_impossible_dates_are_refused(text, datatype):
    """A wrong date is worse than a gap: the error names the value."""
    with pytest.raises(DateError) as caught:
        bounds(text, datatype)

    assert repr(text) in str(caught.value)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_bounds_contain_the_day_at_every_precision(day):
    """Telling a day less precisely never loses it, and a finer date lies within a coarser one."""
    spans = [
        bounds(day.isoformat(), DAY),
        bounds(day.isoformat()[:7], MONTH),
        bounds(day.isoformat()[:4], YEAR),
        bounds(day.isoformat()[:4] + "~", EDTF),
    ]

    assert all(span.first <= day <= span.last for span in spans)
    assert all(coarse.first <= fine.first and fine.last <= coarse.last for fine, coarse in pairwise(spans))


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_a_one_of_set_is_the_hull_of_its_days(one, other):
    """The order of the days in a list does not matter."""
    span = bounds(f"[{one.isoformat()},{other.isoformat()}]", EDTF)

    assert (min(one, other), max(one, other)) == (span.first, span.last)
