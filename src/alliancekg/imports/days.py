"""Dates as a table writes them: in parts, each in a column of its own, or whole in one column.

What comes out is YYYY, YYYY-MM or YYYY-MM-DD, as precise as the row. How a date in one column is written is
declared: 04/05/2001 is two days, and nothing is guessed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from alliancekg.imports.imported import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliancekg.imports.form import Field

#: How a date in one column is written where the mapping says nothing.
FORMATS = ("%Y-%m-%d", "%Y-%m", "%Y")
_YEAR = 4
_LONGEST = 60  # of what is told of a cell
_FIRST_YEAR = 1000  # what is below is a year without its century, or a day in the wrong column
_NAMES = {"%Y": "year", "%m": "month", "%d": "day"}
_WHOLE = (["%Y"], ["%Y", "%m"], ["%Y", "%d", "%m"])  # sorted: no day without its month, no part twice


def written(parts: Sequence[str], one: Field) -> tuple[str, bool]:
    """Return the date that the columns of a field tell, "" where it is open or empty; whether it is whole.

    It is not where a part stands without the one before it: a day whose month is missing is left out.

    Raises:
        RefusedError: When they tell none.
    """
    if parts[0] in one.open:
        return "", True
    if len(parts) == 1:
        return _in_one(parts[0], one), True
    known = [part for part in parts if part]
    is_whole = list(parts[: len(known)]) == known
    if not is_whole:
        known = list(parts[: parts.index("")])
    if not all(part.isascii() and part.isdigit() for part in known):
        reason = f"{', '.join(one.names)}: {' '.join(known)} is no date"
        raise RefusedError(reason)
    return _joined(known, one.names[0]), is_whole


def _in_one(text: str, one: Field) -> str:
    """Return the date that one column tells."""
    formats = one.formats or FORMATS
    for form in formats if text else ():
        match = _pattern(form).fullmatch(text)
        if match:
            told = match.groupdict()
            return _joined([told[name] for name in _NAMES.values() if name in told], one.names[0])
    if not text:
        return ""
    reason = f"{one.names[0]} is {text[:_LONGEST]!r}, which is not written {' or '.join(formats)}"
    reason += "" if one.formats else " (format in the mapping can say how)"
    raise RefusedError(reason)


def _joined(parts: list[str], column: str) -> str:
    """Return year, month and day as one date."""
    if parts and int(parts[0]) < _FIRST_YEAR:
        reason = f"{column} has the year {parts[0]!r}, and none before {_FIRST_YEAR} is believed"
        raise RefusedError(reason)
    return "-".join(part.zfill(_YEAR if at == 0 else 2) for at, part in enumerate(parts))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return what matches dates of a format: a year of four digits, months and days of one or two."""
    few = r"\d\d" if _is_tight(form) else r"\d\d?"
    digits = {"%Y": r"\d{4}", "%m": few, "%d": few}
    parts = (
        f"(?P<{_NAMES[part]}>{digits[part]})" if part in _NAMES else re.escape(part) for part in _parts(form)
    )
    return re.compile("".join(parts), re.ASCII)


def trouble(formats: Sequence[str]) -> str:
    """Return why dates cannot be read by some formats, "" when they can.

    Example:
        >>> trouble(["%d/%m/%Y", "%Y"]), trouble(["%d/%Y"])
        ('', "'%d/%Y' is no date of %Y, %m and %d")
    """
    shapes: dict[str, str] = {}
    for form in formats:
        if sorted(part for part in _parts(form) if part.startswith("%")) not in _WHOLE:
            return f"{form!r} is no date of %Y, %m and %d"
        few = "##" if _is_tight(form) else "#"
        shape = re.sub("%[md]", few, form.replace("%Y", "####"))
        other = shapes.setdefault(shape, form)
        if other is not form:
            return f"one date can be written {other!r} and {form!r}, and mean two days"
    return ""


def _parts(form: str) -> list[str]:
    """Return the parts of a format, and what stands between them."""
    return re.split("(%.)", form)


def _is_tight(form: str) -> bool:
    """Return whether two parts stand side by side: then each must have all its digits."""
    return re.search("%.%.", form) is not None
