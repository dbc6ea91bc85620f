"""The page's data as they are written: each text once, what is empty left out.

A page tells each relation from both its ends; spelled out, a thousand things would fill megabytes. The other
half of this is `static/data.js`, which unfolds what is folded here.
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from alliancekg.explore.records import DetailData, RelationData, TermData

#: Subject, relation and object of a row.
_ENDS = 3


class Packed(TypedDict):
    """Relations in rows; numbers in them are places in ``texts`` (0 is "") or in ``terms``, or as they were.

    ``rows``: subject, relation, object, sources, held, date, details, derived, contested. ``terms``: id,
    label. A detail is label, value, date, details. What is empty at the end of a row is left out.
    """

    texts: list[str]
    terms: list[list[int]]
    rows: list[list[object]]


def packed(relations: Iterable[RelationData]) -> Packed:
    """Return relations in rows.

    Example:
        >>> packed([])
        {'texts': [''], 'terms': [], 'rows': []}
    """
    pool = _Pool()
    rows = [pool.row(relation) for relation in relations]
    return {"texts": list(pool.texts), "terms": [list(term) for term in pool.terms], "rows": rows}


def lean(row: Mapping[str, object], **same: str) -> dict[str, object]:
    """Return a node or an edge without what is empty, false or zero, or the same as another field says.

    Args:
        row: A node or an edge.
        same: Fields that are left out where they equal another one, and which.

    Example:
        >>> lean({"id": "e0", "date": "", "sources": [], "contested": False, "held": 0})
        {'id': 'e0'}
        >>> lean({"label": "Japan", "name": "Japan"}, label="name")
        {'name': 'Japan'}
    """
    return {
        name: value
        for name, value in row.items()
        if value and not (name in same and value == row[same[name]])
    }


class _Pool:
    """Texts and terms, each once, in the order in which they are first met."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {"": 0}
        self.terms: dict[tuple[int, int], int] = {}

    def row(self, relation: RelationData) -> list[object]:
        return _trimmed(
            [
                self._term(relation["subject"]),
                self._text(relation["relation"]),
                self._term(relation["object"]),
                relation["sources"],
                relation["held"],
                self._text(relation["date"]),
                [self._detail(detail) for detail in relation["details"]],
                self._text(relation["derived"]),
                int(relation["contested"]),
            ],
            _ENDS,
        )

    def _detail(self, detail: DetailData) -> list[object]:
        inner = [self._detail(one) for one in detail["details"]]
        row: list[object] = [self._text(detail["label"]), self._term(detail["value"])]
        return _trimmed([*row, self._text(detail["date"]), inner], len(row))

    def _term(self, term: TermData) -> int:
        return self.terms.setdefault((self._text(term["id"]), self._text(term["label"])), len(self.terms))

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def _trimmed(row: list[object], least: int) -> list[object]:
    """Return a row without what is empty at its end, but with its first ``least``: those are places."""
    while len(row) > least and not row[-1]:
        row.pop()
    return row
