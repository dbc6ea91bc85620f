"""A timeline as one static SVG file: no script, nothing loaded, the same bytes for the same answer.

What is sure is solid, what is not is hatched, what no source confirms any more is pale and goes on as an
arrow; every row has its footnotes, and they stand below with their sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.dates import period
from alliancekg.footnotes import Footnotes
from alliancekg.publish import svg
from alliancekg.publish.axis import Axis
from alliancekg.publish.marks import INK, groups, mark
from alliancekg.publish.rows import HATCH, LABELS, PALE, SURE, Row
from alliancekg.publish.sheet import LEFT, MUTED, Sheet

if TYPE_CHECKING:
    from alliancekg.answers import Timeline

_WIDTH = 1000
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
    sheet = Sheet(heading, _caption(timeline), _WIDTH)
    sheet.key(_signs(timeline))
    _chart(sheet, timeline, rows, axis)
    sheet.notes(notes)
    return sheet.finish("Each row has its dates as its title, and its footnotes below.", _DEFS)


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


def _signs(timeline: Timeline) -> list[tuple[str, str]]:
    """Return what the fills and marks mean, those that are used."""
    kinds = (
        (SURE, "certain"),
        (HATCH, "uncertain"),
        (PALE, "goes on as far as anyone says, not confirmed; an arrow: open"),
    )
    stages = {stage for bar in timeline.rows for _, _, stage in bar.steps}
    swatch = '<rect x="-11" y="-5" width="22" height="10" fill="{}" stroke="{}"/>'
    items = [(swatch.format(fill, SURE), words) for fill, words in kinds]
    line = f'<rect x="-1.2" y="-6" width="2.5" height="12" fill="{INK}"/>'
    items += [(line, "last confirmed")] if any(bar.confirmed for bar in timeline.rows) else []
    return items + [(mark(stage, 0, 0), words) for stage, words in groups(stages)]


def _chart(sheet: Sheet, timeline: Timeline, rows: list[Row], axis: Axis) -> None:
    """Draw the axis, the rows, and the day asked about."""
    as_of = timeline.coverage.as_of
    sheet.y += 44 if as_of else 26
    top = sheet.y
    bottom = top + 8 + sum(row.height for row in rows)
    for day, words in axis.ticks():
        x = axis.at(day)
        sheet.drawn.append(f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{_GRID}"/>')
        sheet.drawn.append(svg.text(x, top - 4, words, 11, f'text-anchor="middle" fill="{MUTED}"'))
    sheet.drawn.append(f'<path d="M{LEFT} {top:.1f}H{_WIDTH - LEFT}" stroke="{MUTED}"/>')
    sheet.y = top + 4
    for row in rows:
        row.y = sheet.y
        sheet.drawn.append(row.draw())
        sheet.y += row.height
    if not rows:
        sheet.lines(["nothing found"], 12)
    if as_of:
        sheet.drawn += _asked(as_of, axis, top, bottom)
    sheet.y = max(sheet.y, bottom)


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
