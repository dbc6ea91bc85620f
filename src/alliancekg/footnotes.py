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
        return [f"{one.passage} ({one.manner}): {one.gist}" for one in self._numbers]

    def passages(self) -> list[str]:
        """Return the CURIE of the passage of each footnote, in order."""
        return [one.passage for one in self._numbers]

    def sources(self) -> list[str]:
        """Return one line a source, sorted: its CURIE, title, publisher, date and address."""
        return sorted({_source(one) for one in self._numbers})


def _source(citation: Citation) -> str:
    told = (citation.title, citation.publisher, citation.published or "undated")
    address = f" <{citation.url}>" if citation.url else ""
    trust = f", reliability {citation.reliability}" if citation.reliability else ""
    return f"{citation.source}: {', '.join(part for part in told if part)}{trust}{address}"
