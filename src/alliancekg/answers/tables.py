"""Answers as tables: with footnotes for a notebook, flat for pandas."""

from __future__ import annotations

from abc import ABC, abstractmethod
from itertools import islice
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.errors import InputError
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from alliancekg.model import Citation, Coverage, Timing

    #: Columns, and rows of texts and numbers; a cell is None where nothing is stated.
    Flat = tuple[tuple[str, ...], Sequence[Sequence[object]]]

#: The columns that tell how a row stands on the day asked about.
TIMING_COLUMNS = ("holds", "stage", "last_confirmed")
#: So many rows a notebook shows; a browser chokes on many more.
MOST_SHOWN = 200


class Tabular(ABC):
    """An answer that can be told as one flat table."""

    __slots__ = ()

    @abstractmethod
    def flat(self) -> Flat:
        """Return columns and rows, as the command that gives this answer writes them as CSV.

        Numbers are numbers, and what CSV leaves empty is None.
        """

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame with the columns of ``flat``; dates are text, as stated.

        Raises:
            InputError: When pandas is not installed.

        Example:
            >>> import alliancekg
            >>> list(alliancekg.load().list("State").to_pandas().columns)
            ['id', 'label', 'kind', 'sources']
        """
        try:
            import pandas as pd
        except ImportError as error:
            fix = "Run: python -m pip install pandas."
            raise InputError("to_pandas", "pandas is not installed", fix) from error
        columns, rows = self.flat()
        return pd.DataFrame(rows, columns=pd.Index(columns))


def flattened(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Flat:
    """Return a flat table in which every empty text is missing.

    Example:
        >>> flattened(["thing", "rank"], [("", 0)])
        (('thing', 'rank'), [(None, 0)])
    """
    return tuple(columns), [tuple(None if cell == "" else cell for cell in row) for row in rows]


def cited(
    columns: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Iterable[Citation]]],
    caption: str,
    homes: Sequence[str] = (),
) -> str:
    """Return an HTML table whose last column marks footnotes, and the footnotes under it.

    ``homes`` says, row by row, what to show where there is no source; UNSOURCED otherwise. Rows beyond
    ``MOST_SHOWN`` are counted, not shown.
    """
    marks, left = Footnotes(), iter(rows)
    shown = [
        # a column of marks is as wide as its longest run without a blank
        (*cells, marks.marks(sources, homes[at] if homes else "").replace("][", "] ["))
        for at, (cells, sources) in enumerate(islice(left, MOST_SHOWN))
    ]
    table = html.table((*columns, "says who"), shown, caption)
    return table + _unshown(left) + html.notes(marks.lines(), marks.sources())


def uncited(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return an HTML table of what no passage says: a measure, a group, an engine's row; long ones are cut.

    Example:
        >>> uncited(["n"], [[str(n)] for n in range(203)], "")[-32:]
        '<p>3 more rows: to_pandas().</p>'
    """
    left = iter(rows)
    return html.table(columns, list(islice(left, MOST_SHOWN)), caption) + _unshown(left)


def passages(sources: Iterable[Citation]) -> str:
    """Return the CURIEs of passages in one text, "" for none."""
    return " ".join(one.passage for one in sources)


def timing_columns(coverage: Coverage) -> tuple[str, ...]:
    """Return the columns that say how a row stands on the day asked about; none when no day was."""
    return TIMING_COLUMNS if coverage.as_of else ()


def timing_cells(timing: Timing, coverage: Coverage) -> tuple[str, ...]:
    """Return the cells under ``timing_columns``."""
    return (timing.holds, timing.stage, timing.last_confirmed) if coverage.as_of else ()


def yes(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Return a truth value as a cell: "true" or ""."""
    return "true" if value else ""


def _unshown(left: Iterator[object]) -> str:
    """Return how many rows are left, as a paragraph; "" when there are none."""
    rows = sum(1 for _ in left)
    return html.paragraph(f"{rows:,} more rows: to_pandas().") if rows else ""
