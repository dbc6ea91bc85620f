"""A timeline as one static SVG file: no script, nothing loaded, the same bytes for the same answer.

What is sure is solid, what is not is hatched, what no source confirms any more is pale and goes on as an
arrow; every row has its footnotes, and they stand below with their sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.dates import period
from alliancekg.footnotes import Footnotes
from alliancekg.publish import svg
from alliancekg.publish.axis import Axis
from alliancekg.publish.marks import INK, groups, mark
from alliancekg.publish.rows import HATCH, LABELS, LEFT, MUTED, PALE, SURE, Row

if TYPE_CHECKING:
    from alliancekg.answers import Timeline

_WIDTH, _TITLE = 1000, 20
_ROOM = _WIDTH - 2 * LEFT
_FONT = "Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
_AS_OF, _GRID = "#a32d00", "#d9d9d9"
_DEFS = (
    '<defs><pattern id="akg-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
    f'<path d="M1 0v6" stroke="{SURE}" stroke-width="2"/></pattern></defs>'
)


def figure(timeline: Timeline, title: str = "") -> str:
    """Return a timeline as SVG, ``title`` on top; without one it names what it shows."""
    heading = title or f"Timeline: {timeline.subject}"
    notes = Footnotes()
    days = _days(timeline)
    axis = Axis.around(days, LEFT + LABELS + 24, _WIDTH - LEFT - 10)
    rows = [Row(bar, notes.marks(bar.sources), axis) for bar in timeline.rows]
    page = _Page()
    page.lines([svg.cut(heading, _ROOM, _TITLE)], _TITLE, 'font-weight="bold"')
    page.lines(svg.wrap(_caption(timeline), _ROOM, 12), 12, f'fill="{MUTED}"')
    _legend(page, timeline)
    _chart(page, timeline, rows, axis)
    _sources(page, notes)
    told = f"{_caption(timeline)}. Each row has its dates as its title, and its footnotes below."
    size = f'width="{_WIDTH}" height="{page.y:.0f}" viewBox="0 0 {_WIDTH} {page.y:.0f}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" '
        f'aria-labelledby="akg-title akg-desc" font-family="{_FONT}" fill="{INK}">\n'
        f'<title id="akg-title">{svg.clean(heading)}</title>\n<desc id="akg-desc">{svg.clean(told)}</desc>\n'
        f'{_DEFS}\n<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(page.drawn) + "\n</svg>\n"
    )


@dataclass(slots=True)
class _Page:
    """What is drawn so far, and how far down it reaches."""

    drawn: list[str]
    y: float

    def __init__(self) -> None:
        self.drawn = []
        self.y = 20.0

    def lines(self, lines: list[str], size: float, more: str = "", x: float = LEFT) -> None:
        """Write lines of text below each other."""
        for line in lines:
            self.y += size * 1.4
            self.drawn.append(svg.text(x, self.y, line, size, more))


def _days(timeline: Timeline) -> list[str]:
    """Return every day that the figure must hold."""
    found = [
        day
        for bar in timeline.rows
        for day in (
            *(bar.start_earliest, bar.start_latest, bar.end_earliest, bar.end_latest, bar.confirmed),
            *(day for first, last, _ in bar.steps for day in (first, last)),
        )
    ]
    if timeline.coverage.as_of:
        asked = period(timeline.coverage.as_of)
        found += [asked.first.isoformat(), asked.last.isoformat()]
    return [day for day in found if day]


def _caption(timeline: Timeline) -> str:
    count = len(timeline)
    return f"{count} thing{'' if count == 1 else 's'}; {timeline.coverage}"


def _legend(page: _Page, timeline: Timeline) -> None:
    """Draw what the fills and marks mean, those that are used."""
    kinds = (
        (SURE, "certain"),
        (HATCH, "uncertain"),
        (PALE, "goes on as far as anyone says, not confirmed; an arrow: open"),
    )
    stages = {stage for bar in timeline.rows for _, _, stage in bar.steps}
    swatch = f'<rect x="{{x:.1f}}" y="{{y:.1f}}" width="22" height="10" fill="{{fill}}" stroke="{SURE}"/>'
    items = [(swatch.replace("{fill}", fill), words) for fill, words in kinds]
    line = f'<rect x="{{x:.1f}}" y="{{y:.1f}}" width="2.5" height="12" fill="{INK}"/>'
    items += [(line, "last confirmed")] if any(bar.confirmed for bar in timeline.rows) else []
    items += [(stage, words) for stage, words in groups(stages)]
    page.y += 22
    x = float(LEFT)
    for sign, words in items:
        shown = svg.cut(words, _ROOM - 40, 11)
        need = 30 + svg.width(shown, 11) + 16
        if x > LEFT and x + need > _WIDTH - LEFT:
            x, page.y = float(LEFT), page.y + 18
        at = sign.format(x=x, y=page.y - 9) if sign.startswith("<") else mark(sign, x + 10, page.y - 4)
        page.drawn += [at, svg.text(x + 28, page.y, shown, 11)]
        x += need


def _chart(page: _Page, timeline: Timeline, rows: list[Row], axis: Axis) -> None:
    """Draw the axis, the rows, and the day asked about."""
    as_of = timeline.coverage.as_of
    page.y += 44 if as_of else 26
    top = page.y
    bottom = top + 8 + sum(row.height for row in rows)
    for day, words in axis.ticks():
        x = axis.at(day)
        page.drawn.append(f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{_GRID}"/>')
        page.drawn.append(svg.text(x, top - 4, words, 11, f'text-anchor="middle" fill="{MUTED}"'))
    page.drawn.append(f'<path d="M{LEFT} {top:.1f}H{_WIDTH - LEFT}" stroke="{MUTED}"/>')
    page.y = top + 4
    for row in rows:
        row.y = page.y
        page.drawn.append(row.draw())
        page.y += row.height
    if not rows:
        page.lines(["nothing found"], 12)
    if as_of:
        page.drawn += _asked(as_of, axis, top, bottom)
    page.y = max(page.y, bottom)


def _asked(as_of: str, axis: Axis, top: float, bottom: float) -> list[str]:
    """Return the day asked about as a line, a period as a band."""
    span = period(as_of)
    start, end = axis.at(span.first.isoformat()), axis.at(span.last.isoformat())
    words = f"as of {as_of}"
    half = svg.width(words, 12) / 2
    middle = min(max((start + end) / 2, axis.left + half), axis.right - half)
    sides = "".join(f"M{x:.1f} {top:.1f}V{bottom:.1f}" for x in dict.fromkeys((start, end)))
    band = f'x="{start:.1f}" y="{top:.1f}" width="{end - start:.1f}" height="{bottom - top:.1f}"'
    return [
        svg.text(middle, top - 20, words, 12, f'text-anchor="middle" fill="{_AS_OF}"'),
        f'<rect {band} fill="{_AS_OF}" fill-opacity="0.08"/>',
        f'<path d="{sides}" stroke="{_AS_OF}" stroke-width="1.5" stroke-dasharray="5 3"/>',
    ]


def _sources(page: _Page, notes: Footnotes) -> None:
    """Write the footnotes by number, then the sources that they name."""
    page.y += 14
    if notes.passages():
        page.drawn.append(f'<path d="M{LEFT} {page.y:.1f}H{_WIDTH - LEFT}" stroke="{MUTED}"/>')
    for number, line in enumerate(notes.lines(), 1):
        page.y += 3
        begin = page.y + 11 * 1.4
        page.drawn.append(svg.text(LEFT, begin, f"[{number}]", 11))
        page.lines(svg.wrap(line, _ROOM - 40, 11), 11, x=LEFT + 40)
    for line in notes.sources():
        page.y += 6
        page.lines(svg.wrap(line, _ROOM, 11), 11, f'fill="{MUTED}"')
    page.y += 24
