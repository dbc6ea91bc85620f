"""Partial dates: what a source states, and the first and last day it can mean.

A date is written as precisely as it is known (``xsd:date``, ``xsd:gYearMonth``, ``xsd:gYear`` or
``edtf:EDTF``); only its bounds, whole days of the proleptic Gregorian calendar and both inclusive, are ever
compared.

Source:
    Extended Date/Time Format, Library of Congress, 2019, levels 0 and 1 and the sets of level 2;
    ISO 8601-2:2019 annex A.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from alliancekg.errors import DateError
from alliancekg.terms import EDTF, XSD

#: The widest bounds there are: "no one knows how early", "as far as anyone says".
FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)
_DECEMBER = 12

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # spring to winter, first and last month
_PARTS = {XSD + "date": 3, XSD + "gYearMonth": 2, XSD + "gYear": 1}
DATE_TYPES = frozenset((*_PARTS, EDTF))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean, both inclusive."""

    first: date
    last: date


def bounds(text: str, datatype: str) -> Bounds:
    """Return the first and last day that ``text`` of ``datatype`` (an IRI) can mean.

    ``".."`` as an end is open and has no bounds of its own: it is refused here; see ``store.bounds``.

    Raises:
        DateError: When the date is impossible (31 February), or not in a form of its datatype.

    Example:
        >>> bounds("2023-08", XSD + "gYearMonth")
        Bounds(first=datetime.date(2023, 8, 1), last=datetime.date(2023, 8, 31))
        >>> bounds("[..2018-04-11]", EDTF).last
        datetime.date(2018, 4, 11)
    """
    try:
        return _bounds(text, datatype)
    except DateError as error:
        raise DateError(text, error.reason) from error  # the part at fault becomes the whole date


def period(text: str) -> Bounds:
    """Return the days of a date that somebody asks about: ``2023``, ``2023-08``, ``2023-08-15``, or ``a/b``.

    Raises:
        DateError: When there is no such day, or the end is before the start.

    Example:
        >>> period("2023-08").last
        datetime.date(2023, 8, 31)
        >>> period("2023-08-15/2023-09").last
        datetime.date(2023, 9, 30)
    """
    start, _, end = text.strip().partition("/")
    try:
        return _ordered(text, _plain(start).first, _plain(end or start).last)
    except DateError as error:
        raise DateError(text, error.reason) from error


def written(span: Bounds) -> str:
    """Return the shortest date that means these days and no others.

    Example:
        >>> written(period("2023-08")), written(period("2023-08-30/2023-09-02"))
        ('2023-08', '[2023-08-30..2023-09-02]')
        >>> written(Bounds(FIRST_DAY, date(2018, 4, 11)))
        '[..2018-04-11]'
    """
    first, last = span.first.isoformat(), span.last.isoformat()
    for size in (4, 7, 10):
        if first[:size] == last[:size] and _plain(first[:size]) == span:
            return first[:size]
    start = "" if span.first == FIRST_DAY else first
    return f"[{start}..{'' if span.last == LAST_DAY else last}]"


@lru_cache(maxsize=1 << 14)  # a graph has many more dated statements than dates
def _bounds(text: str, datatype: str) -> Bounds:
    if datatype == EDTF:
        return _edtf(text)
    parts = _PARTS.get(datatype)
    if parts is None:
        raise DateError(text, "dates are written as xsd:date, xsd:gYearMonth, xsd:gYear or edtf:EDTF")
    match = _PART.fullmatch(text)
    if match is None or sum(group is not None for group in match.groups()) != parts:
        form = ("YYYY", "YYYY-MM", "YYYY-MM-DD")[parts - 1]
        raise DateError(text, f"write {form}")
    return _plain(text)


def _plain(text: str) -> Bounds:
    """Return the bounds of YYYY, YYYY-MM or YYYY-MM-DD."""
    match = _PART.fullmatch(text)
    if match is None:
        raise DateError(text, "write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        if year is None or month is None:
            return Bounds(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            return Bounds(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Bounds(date(year, month, day), date(year, month, day))
    except ValueError as error:
        raise DateError(text, "there is no such day, month or year") from error


def _edtf(text: str) -> Bounds:  # noqa: PLR0911 - one return for each form
    """Return the bounds of an EDTF string in one of the forms the ontology allows."""
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text, text[1:-1])
    if "/" in text:
        return _interval(text)
    if text and text[-1] in "~%":
        return _approximate(_plain(text[:-1]))
    if text.endswith("?"):
        return _plain(text[:-1])
    if re.fullmatch(r"[0-9]{3}X", text):
        return _ordered(text, _plain(text[:3] + "0").first, _plain(text[:3] + "9").last)
    if "X" in text:
        if not re.fullmatch(r"[0-9]{4}-(XX|[0-9]{2}-XX)", text):
            raise DateError(text, "an X may stand for the last digit of a year, for a month or for a day")
        return _plain(text[:4] if text[5] == "X" else text[:7])
    season = re.fullmatch(r"([0-9]{4})-(2[1-4])", text)
    if season:
        return _season(int(season[1]), int(season[2]), text)
    return _plain(text)


def _interval(text: str) -> Bounds:
    """Return the days of a start and an end; ``..`` is open and an empty side unknown: both have no bound."""
    start, _, end = text.partition("/")
    sides = [side in ("", "..") for side in (start, end)]
    if all(sides):
        raise DateError(text, "an interval names at least one day")
    first = FIRST_DAY if sides[0] else _edtf_side(start).first
    return _ordered(text, first, LAST_DAY if sides[1] else _edtf_side(end).last)


def _edtf_side(text: str) -> Bounds:
    """Return the days of one side of an interval, itself no interval and no set."""
    if "/" in text or "[" in text:
        raise DateError(text, "a side of an interval is one date")
    return _edtf(text)


def _one_of(text: str, inner: str) -> Bounds:
    """Return the hull of a one-of set: "before", "after", "between", or a list."""
    if ".." in inner:
        start, _, end = inner.partition("..")
        first = _plain(start).first if start else FIRST_DAY
        last = _plain(end).last if end else LAST_DAY
        if not start and not end:
            raise DateError(text, "a set names at least one day")
        return _ordered(text, first, last)
    members = [_plain(part) for part in inner.split(",")]
    return Bounds(min(member.first for member in members), max(member.last for member in members))


def _ordered(text: str, first: date, last: date) -> Bounds:
    if first > last:
        raise DateError(text, "the end is before the start")
    return Bounds(first, last)


def _approximate(exact: Bounds) -> Bounds:
    """Widen by one unit on either side: a year for a year, a month for a month, a day for a day."""
    first, last = exact.first, exact.last
    if (first.month, last.month) == (1, _DECEMBER):
        return Bounds(date(max(first.year - 1, 1), 1, 1), date(min(last.year + 1, 9999), 12, 31))
    if first != last:
        before = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
        after = (last.year, last.month + 1) if last.month < _DECEMBER else (last.year + 1, 1)
        if before[0] < FIRST_DAY.year or after[0] > LAST_DAY.year:
            return exact
        return Bounds(date(*before, 1), date(*after, monthrange(*after)[1]))
    return Bounds(
        date.fromordinal(max(first.toordinal() - 1, FIRST_DAY.toordinal())),
        date.fromordinal(min(last.toordinal() + 1, LAST_DAY.toordinal())),
    )


def _season(year: int, season: int, text: str) -> Bounds:
    """Return the three months of a season of the northern hemisphere.

    Winter ends in the next year's February.
    """
    start, end = _SEASONS[season]
    last_year = year + 1 if end < start else year
    if not FIRST_DAY.year <= year <= last_year <= LAST_DAY.year:
        raise DateError(text, "there is no such year")
    return Bounds(date(year, start, 1), date(last_year, end, monthrange(last_year, end)[1]))
