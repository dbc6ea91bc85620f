"""HTML for notebooks: escaped, small, readable on light and on dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Notebooks set the text of tables to the right. Colours are theirs: no rule here names one.
_LEFT = 'style="text-align:left"'
_CAPTION = 'style="text-align:left;min-width:40em"'  # a caption is longer than a narrow table is wide


def escape(text: str) -> str:
    """Return text that stands for itself between tags and in quoted attributes."""
    from html import escape as standard  # brings the table of all entities, which few commands need

    return standard(text)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """Return a table; every text is escaped.

    Example:
        >>> table([], [["<b>"]])[-63:]
        '<td style="text-align:left">&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col" {_LEFT}>{escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td {_LEFT}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    title = f"<caption {_CAPTION}>{escape(caption)}</caption>" if caption else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def notes(items: Iterable[str], sources: Iterable[str]) -> str:
    """Return a numbered list of footnotes and the sources that they name, "" when there is none."""
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    told = "".join(f"<li>{escape(source)}</li>" for source in sources)
    return f"<ol>{lines}</ol><ul>{told}</ul>" if lines else ""


def paragraph(text: str) -> str:
    """Return one escaped paragraph."""
    return f"<p>{escape(text)}</p>"
