"""What every static figure has around its drawing: a heading, what was searched, and who says so below.

A figure is one SVG file: no script, nothing loaded, the same bytes for the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.publish import svg
from alliancekg.publish.marks import INK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.footnotes import Footnotes

LEFT = 24
MUTED = "#4a4a4a"
FONT = "Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
_TITLE = 20


class Sheet:
    """A figure in the making: what is drawn so far, and how far down it reaches.

    ``width`` is that of the whole, in user units; ``room`` is what lies between the margins.
    """

    def __init__(self, heading: str, caption: str, width: float) -> None:
        self.drawn: list[str] = []
        self.y = 20.0
        self.width = width
        self.room = width - 2 * LEFT
        self._heading = heading
        self._caption = caption
        self.lines([svg.cut(heading, self.room, _TITLE)], _TITLE, 'font-weight="bold"')
        self.lines(svg.wrap(caption, self.room, 12), 12, f'fill="{MUTED}"')

    def lines(self, lines: Iterable[str], size: float, more: str = "", x: float = LEFT) -> None:
        """Write lines of text below each other."""
        for line in lines:
            self.y += size * 1.4
            self.drawn.append(svg.text(x, self.y, line, size, more))

    def key(self, items: Iterable[tuple[str, str]]) -> None:
        """Explain signs: each is a drawing of 22 units about the origin, with its words."""
        self.y += 22
        x = float(LEFT)
        for sign, words in items:
            shown = svg.cut(words, self.room - 40, 11)
            need = 30 + svg.width(shown, 11) + 16
            if x > LEFT and x + need > self.width - LEFT:
                x, self.y = float(LEFT), self.y + 18
            self.drawn.append(f'<g transform="translate({x + 11:.1f} {self.y - 4:.1f})">{sign}</g>')
            self.drawn.append(svg.text(x + 28, self.y, shown, 11))
            x += need

    def notes(self, notes: Footnotes) -> None:
        """Write the footnotes by number, then the sources that they name."""
        self.y += 14
        if notes.passages():
            self.rule()
        for number, line in enumerate(notes.lines(), 1):
            self.y += 3
            begin = self.y + 11 * 1.4
            self.drawn.append(svg.text(LEFT, begin, f"[{number}]", 11))
            self.lines(svg.wrap(line, self.room - 40, 11), 11, x=LEFT + 40)
        self.sources(notes)

    def sources(self, notes: Footnotes) -> None:
        """Write the sources that footnotes name."""
        for line in notes.sources():
            self.y += 6
            self.lines(svg.wrap(line, self.room, 11), 11, f'fill="{MUTED}"')
        self.y += 24

    def rule(self) -> None:
        """Draw a line across."""
        self.drawn.append(f'<path d="M{LEFT} {self.y:.1f}H{self.width - LEFT:g}" stroke="{MUTED}"/>')

    def finish(self, told: str, definitions: str = "") -> str:
        """Return the figure; ``told`` says in a sentence or two how to read it without seeing it."""
        told = f"{self._caption}. {told}"
        size = f'width="{self.width:g}" height="{self.y:.0f}" viewBox="0 0 {self.width:g} {self.y:.0f}"'
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
            f'aria-labelledby="akg-title akg-desc" font-family="{FONT}" fill="{INK}">\n'
            f'<title id="akg-title">{svg.clean(self._heading)}</title>\n'
            f'<desc id="akg-desc">{svg.clean(told)}</desc>\n'
            f'{definitions}\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
            + "\n".join(self.drawn)
            + "\n</svg>\n"
        )
