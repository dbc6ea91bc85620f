"""One row of a timeline: the bar of a thing, its marks, and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers import bar_cells
from alliancekg.publish import svg
from alliancekg.publish.marks import INK, mark
from alliancekg.publish.sheet import LEFT, MUTED

if TYPE_CHECKING:
    from alliancekg.model import Bar
    from alliancekg.publish.axis import Axis

LABELS = 286  # how wide the words may be
SURE, PALE, HATCH = "#1f5a96", "#cfe0f1", "url(#akg-hatch)"
_BAR, _LANE, _APART = 10, 14, 13  # heights of a bar and of a lane of marks, and how far apart two marks stand
_EDGE = f'stroke="{SURE}" stroke-width="1"'


@dataclass(slots=True)
class Row:
    """A bar with the marks of its footnotes, laid out from the top at ``y``."""

    bar: Bar
    marks: str
    axis: Axis
    y: float = 0.0

    @property
    def height(self) -> float:
        """Return how much room the row takes."""
        return max(
            8 + 16 * len(self._label()) + 14 * len(self._notes()), 18 + _LANE * self._lanes_used() + _BAR
        )

    def draw(self) -> str:
        """Return the row as a group that has its whole story as its title."""
        parts = [f"<g><title>{svg.clean(_told(self.bar))}</title>"]
        label = self._label()
        parts += [svg.text(LEFT, self.y + 17 + 16 * at, line, 13) for at, line in enumerate(label)]
        below = self.y + 16 + 16 * len(label)
        muted = f'fill="{MUTED}"'
        parts += [svg.text(LEFT, below + 14 * at, line, 11, muted) for at, line in enumerate(self._notes())]
        if not self.bar.is_dated:
            told = svg.text(self.axis.left + 6, self.y + 17, "no date stated", 12, muted)
            return "".join([*parts, told, "</g>"])
        return "".join([*parts, *self._spans(), *self._steps(), "</g>"])

    def _label(self) -> list[str]:
        """Return the name of the thing in two lines at most; what is longer is cut."""
        first, *rest = svg.wrap(self.bar.thing.label, LABELS, 13)
        return [first, svg.cut(" ".join(rest), LABELS, 13)] if rest else [first]

    def _notes(self) -> list[str]:
        """Return the lines under the label: the kind, and the footnotes."""
        return svg.wrap(f"{self.bar.kind} {self.marks.replace('][', '] [')}", LABELS, 11)

    def _top(self) -> float:
        return self.y + 9 + _LANE * self._lanes_used()

    def _spans(self) -> list[str]:
        """Return the parts of the bar: not sure yet, sure, no longer confirmed, maybe over."""
        bar, axis = self.bar, self.axis
        if not any((bar.start_earliest, bar.start_latest, bar.end_earliest, bar.end_latest)):
            return [
                self._part(axis.left, axis.right, HATCH),
                self._arrow(axis.left, -1),
                self._arrow(axis.right, 1),
            ]
        left = axis.at(bar.start_earliest) if bar.start_earliest else axis.left
        right = axis.at(bar.end_latest) if bar.end_latest else axis.right
        begun = axis.at(bar.start_latest) if bar.start_latest else right
        ended = axis.at(bar.end_earliest) if bar.end_earliest else (right if not bar.end_latest else left)
        drawn = [] if bar.start_earliest else [self._arrow(axis.left, -1)]
        if begun > ended or not bar.start_latest:
            drawn.append(self._part(left, right, HATCH))
        else:
            sure = max(begun, min(ended, axis.at(bar.confirmed))) if bar.confirmed else ended
            sure = begun if not bar.end_latest and not bar.confirmed else sure
            drawn += [
                self._part(left, begun, HATCH),
                self._part(begun, sure, SURE),
                self._part(sure, ended, PALE),
                self._part(ended, right, HATCH),
            ]
        drawn += [] if bar.end_latest else [self._arrow(axis.right, 1)]
        if bar.confirmed:
            place = f"M{axis.at(bar.confirmed):.1f} {self._top() - 3:.1f}v{_BAR + 6}"
            drawn.append(f'<path d="{place}" stroke="{INK}" stroke-width="2.5"/>')
        return drawn

    def _part(self, start: float, end: float, fill: str) -> str:
        """Return a part of the bar; one of a day or a few is still seen, one of no time is left out."""
        if end <= start and fill != SURE:
            return ""
        length = max(end - start, 2.0)
        place = f'x="{start:.1f}" y="{self._top():.1f}" width="{length:.1f}" height="{_BAR}"'
        return f'<rect {place} fill="{fill}" {_EDGE}/>'

    def _arrow(self, x: float, way: int) -> str:
        """Return the head of a bar that goes on beyond the axis."""
        place = f"M{x:.1f} {self._top() - 3:.1f}l{8 * way} {_BAR / 2 + 3:g}l{-8 * way} {_BAR / 2 + 3:g}z"
        return f'<path d="{place}" fill="{PALE}" {_EDGE}/>'

    def _placed(self) -> list[tuple[str, float, float, float, int]]:
        """Return stage, place, first and last place it can be, and lane of each step that has a day."""
        ends: list[float] = []
        found = []
        for first, last, stage in self.bar.steps:
            if not first and not last:
                continue
            start = self.axis.at(first) if first else self.axis.left
            end = self.axis.at(last) if last else self.axis.right
            x = end if last else start
            lane = next((at for at, taken in enumerate(ends) if min(start, x) - taken > _APART), len(ends))
            ends[lane : lane + 1] = [end]
            found.append((stage, x, start, end, lane))
        return found

    def _lanes_used(self) -> int:
        return max((lane + 1 for *_, lane in self._placed()), default=0)

    def _steps(self) -> list[str]:
        """Return the marks of the steps above the bar, each with a line over the days it can have been on."""
        drawn = []
        for stage, x, start, end, lane in self._placed():
            y = self._top() - 9 - _LANE * lane
            if end - start > 1:
                drawn.append(
                    f'<path d="M{start:.1f} {y:.1f}H{end:.1f}" stroke="{INK}" stroke-dasharray="2 2"/>'
                )
            drawn.append(mark(stage, x, y))
        return drawn


def _told(bar: Bar) -> str:
    """Return a bar in words."""
    label, kind, start, end, confirmed, steps = bar_cells(bar)
    told = [f"start {start}"] if bar.is_dated else [start]
    told += [f"end {end}"] if end else []
    told += [f"last confirmed {confirmed}"] if confirmed else []
    return f"{label} ({kind}): {'; '.join([*told, *([steps] if steps else [])])}"
