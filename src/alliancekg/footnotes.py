"""Number citations: each passage once, in the order in which rows cite it, and say it in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.model import Citation

#: What is printed where a statement has no passage behind it.
UNSOURCED = "UNSOURCED"


class Footnotes:
    """The footnotes of one answer."""

    def __init__(self) -> None:
        self._numbers: dict[Citation, int] = {}

    def marks(self, sources: Iterable[Citation], home: str = "") -> str:
        """Return the marks of a row, "[1][3]"; without a source its ``home``, else UNSOURCED."""
        numbers = sorted(self._numbers.setdefault(one, len(self._numbers) + 1) for one in sources)
        return "".join(f"[{number}]" for number in numbers) or home or UNSOURCED

    def lines(self) -> list[str]:
        """Return one line a footnote, in order, without its number: passage, mode, gist."""
        return [one.told for one in self._numbers]

    def passages(self) -> list[str]:
        """Return the CURIE of the passage of each footnote, in order."""
        return [one.passage for one in self._numbers]

    def sources(self) -> list[str]:
        """Return one line a source, sorted: its CURIE, title, publisher, date and address."""
        return sorted({one.origin for one in self._numbers})
