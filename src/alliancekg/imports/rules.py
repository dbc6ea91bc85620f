"""What of a dataset only code can tell, rule by rule, under a name that mappings use.

A rule looks at some columns of many rows and returns, for rows that are not to be believed, why. Some look at
all rows, and those of ``AMONG_KEPT`` at what nothing else refuses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    #: Rows as texts by column, each with its number.
    Rows = Sequence[tuple[int, Mapping[str, str]]]
    Refused = dict[int, str]


def _unlike(rows: Rows, columns: Sequence[str]) -> Refused:
    """Refuse a row that has the same value in two columns: a state with itself."""
    one, other = columns
    return {
        number: f"{one} and {other} are both {row[one]!r}" for number, row in rows if row[one] == row[other]
    }


def _one_code_per_name(rows: Rows, columns: Sequence[str]) -> Refused:
    """Refuse a row that gives a name a code which the name has in the fewest rows.

    ``columns`` are code, name, code, name. Several names of one code are spellings, and stand;
    a name that is missing says nothing.
    """
    pairs = list(zip(columns[::2], columns[1::2], strict=True))
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    for _, row in rows:
        for code, name in pairs:
            codes[row[name]][row[code]] += bool(row[name])
    usual = {name: max(sorted(found), key=found.__getitem__) for name, found in codes.items()}
    return {
        number: f"{code} is {row[code]!r} and {name} {row[name]!r}, which elsewhere has {usual[row[name]]!r}"
        for number, row in rows
        for code, name in pairs
        if row[name] and row[code] != usual[row[name]]
    }


def _unique(rows: Rows, columns: Sequence[str]) -> Refused:
    """Refuse a row that repeats the key of an earlier one."""
    first: dict[tuple[str, ...], int] = {}
    found: Refused = {}
    for number, row in rows:
        key = tuple(row[column] for column in columns)
        if first.setdefault(key, number) != number:
            found[number] = f"{', '.join(columns)} {', '.join(key)} stands in row {first[key]} already"
    return found


#: The rules, each under its name.
RULES: Mapping[str, Callable[[Rows, Sequence[str]], Refused]] = MappingProxyType(
    {
        "one-code-per-name": _one_code_per_name,
        "unique": _unique,
        "unlike": _unlike,
    }
)
#: Who repeats a row that is refused repeats nothing: else both would be lost.
AMONG_KEPT = frozenset(("unique",))
