"""Who takes part in what as one static SVG file: actors in lines, agreements and programs in columns.

An empty cell says that nothing was found, not that nothing is: the caption tells what was searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.footnotes import Footnotes
from alliancekg.publish import svg
from alliancekg.publish.marks import INK
from alliancekg.publish.sheet import LEFT, MUTED, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliancekg.answers import Matrix
    from alliancekg.model import Relation

_NAMES, _COLUMN, _LEAST = 210, 104, 780
_LINE, _PAD = 14, 7
_SURE, _DOUBTED, _LINED = "#cfe0f1", "#ffffff", "#1f5a96"
_GRID = "#d9d9d9"


def figure(matrix: Matrix, title: str = "") -> str:
    """Return a matrix as SVG, ``title`` on top; without one it names what it shows."""
    heading = title or f"Who takes part in what: {matrix.subject}"
    notes = Footnotes()
    ties = {(row.subject.id, row.object.id): matrix.at(row.subject.id, row.object.id) for row in matrix}
    marks = {row: notes.marks(row.sources) for row in matrix}  # numbered as the lines read
    width = max(_LEAST, 2 * LEFT + _NAMES + _COLUMN * len(matrix.things))
    counts = f"{len(matrix.actors)} actors, {len(matrix.things)} things, {len(matrix)} ties"
    sheet = Sheet(heading, f"{counts}; {matrix.coverage}", width)
    sheet.key(_signs(matrix))
    _heads(sheet, matrix)
    for actor in matrix.actors:
        cells = [ties.get((actor.id, thing.id), ()) for thing in matrix.things]
        _draw_line(sheet, actor.label, cells, marks)
    if not matrix.rows:
        sheet.lines(["nothing found"], 12)
    sheet.notes(notes)
    return sheet.finish("Each cell has its tie as its title, and its footnotes below.")


def _signs(matrix: Matrix) -> list[tuple[str, str]]:
    """Return what the fills mean, those that are used."""
    box = '<rect x="-11" y="-6" width="22" height="12" {}/>'
    items = [(box.format(_fill(is_sure=True)), "stated")]
    if any(map(_doubts, matrix)):
        items.append((box.format(_fill(is_sure=False)), "with a doubt, named in the cell"))
    empty = f'fill="#ffffff" stroke="{_GRID}"'
    return [*items, (box.format(empty), "nothing found in the sources, which is not the same as nothing")]


def _fill(*, is_sure: bool) -> str:
    line = f'stroke="{_LINED}"'
    return f'fill="{_SURE}" {line}' if is_sure else f'fill="{_DOUBTED}" {line} stroke-dasharray="4 3"'


def _heads(sheet: Sheet, matrix: Matrix) -> None:
    """Write the names of the columns, each above its own."""
    names = [svg.wrap(thing.label, _COLUMN - 2 * _PAD, 11) for thing in matrix.things]
    sheet.y += 20
    bottom = sheet.y + _LINE * max(map(len, names), default=0)
    for at, lines in enumerate(names):
        x = LEFT + _NAMES + at * _COLUMN + _PAD
        for place, line in enumerate(lines):
            y = bottom - _LINE * (len(lines) - 1 - place)
            sheet.drawn.append(svg.text(x, y, line, 11, 'font-weight="bold"'))
    sheet.y = bottom + 8


def _draw_line(
    sheet: Sheet, name: str, cells: Sequence[Sequence[Relation]], marks: dict[Relation, str]
) -> None:
    """Draw one actor: the name, then a cell for each thing."""
    label = svg.wrap(name, _NAMES - _PAD, 13)
    words = [[_words(tie, marks[tie]) for tie in ties] for ties in cells]
    tallest = max((sum(map(len, each)) for each in words), default=0)
    height = max(_LINE * tallest, 16 * len(label)) + 2 * _PAD
    for at, line in enumerate(label):
        sheet.drawn.append(svg.text(LEFT, sheet.y + _PAD + 12 + 16 * at, line, 13))
    for at, (ties, told) in enumerate(zip(cells, words, strict=True)):
        x = LEFT + _NAMES + at * _COLUMN
        box = f'x="{x + 1.5}" y="{sheet.y + 1.5:.1f}" width="{_COLUMN - 3}" height="{height - 3:.1f}"'
        if not ties:
            sheet.drawn.append(f'<rect {box} fill="none" stroke="{_GRID}"/>')
            continue
        sure = not any(map(_doubts, ties))
        story = "; ".join(map(_told, ties))
        parts = [f"<g><title>{svg.clean(story)}</title><rect {box} {_fill(is_sure=sure)}/>"]
        lines = [(line, ink) for each in told for line, ink in each]
        for place, (line, ink) in enumerate(lines):
            y = sheet.y + _PAD + 10 + _LINE * place
            parts.append(svg.text(x + _PAD, y, line, 11, f'fill="{ink}"'))
        sheet.drawn.append("".join(parts) + "</g>")
    sheet.y += height


def _words(tie: Relation, marks: str) -> list[tuple[str, str]]:
    """Return the lines of a tie in its cell, each with its ink: what, since when, how sure, who says so."""
    lines = [(tie.relation, INK), (tie.date, MUTED), (_doubts(tie), INK), (marks.replace("][", "] ["), MUTED)]
    return [(line, ink) for text, ink in lines if text for line in svg.wrap(text, _COLUMN - 2 * _PAD, 11)]


def _doubts(tie: Relation) -> str:
    """Return in a word or two what speaks against taking a tie for granted."""
    said = ["derived"] if tie.derived else []
    said += ["contested"] if tie.contested else []
    said += [] if tie.sources and not tie.unsourced else ["unsourced"]
    return ", ".join([*said, tie.timing.holds] if tie.timing.holds not in {"", "yes"} else said)


def _told(tie: Relation) -> str:
    parts = (f"{tie.subject.label}: {tie.relation}, {tie.object.label}", tie.date, _doubts(tie))
    return "; ".join(part for part in parts if part)
