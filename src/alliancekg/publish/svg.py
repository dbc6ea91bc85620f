"""Text in SVG: escaped, measured without a font, cut or wrapped to a width.

Widths are estimates that err on the wide side for the common sans-serif fonts, so that text set by them fits.
"""

from __future__ import annotations

import unicodedata

from alliancekg.html import escape
from alliancekg.plain import in_xml, safe

#: Signs before these two are Latin letters, and belong to no wide script.
_LATIN, _WIDE = "\u0250", "\u2e80"
_NARROW, _BROAD = frozenset("fijltI.,:;'|!()[]/ "), frozenset("mwMW@%")


def clean(text: str) -> str:
    """Return one line of text that stands for itself in XML; control signs become U+FFFD."""
    return escape(in_xml(safe(text)))


def width(text: str, size: float) -> float:
    """Return how wide a text can get at most, in user units, at a font size."""
    return sum(map(_share, text)) * size


def cut(text: str, room: float, size: float) -> str:
    """Return a text, shortened with … where it is wider than ``room``.

    Example:
        >>> cut("a long name", 40, 10)
        'a lon…'
    """
    text = safe(text)
    if width(text, size) <= room:
        return text
    kept = ""
    for sign in text:
        if width(f"{kept}{sign}…", size) > room:
            break
        kept += sign
    return kept.rstrip() + "…"


def wrap(text: str, room: float, size: float) -> list[str]:
    """Return the lines of a text within ``room``; a word wider than that is broken."""
    lines = [""]
    for word in safe(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = lines[-1] or word
        while width(lines[-1], size) > room and len(lines[-1]) > 1:
            head = max(1, next(at for at in range(len(lines[-1])) if width(lines[-1][: at + 1], size) > room))
            while head < len(lines[-1]) - 1 and unicodedata.combining(lines[-1][head]):
                head += 1  # an accent stays with its letter
            lines[-1:] = [lines[-1][:head], lines[-1][head:]]
    return lines


def text(x: float, y: float, words: str, size: float = 12, more: str = "") -> str:
    """Return a text element; ``more`` are further attributes, as written."""
    extra = f" {more}" if more else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{extra}>{clean(words)}</text>'


def _share(sign: str) -> float:
    """Return the width of a sign in shares of the font size."""
    if unicodedata.combining(sign):
        return 0.1
    if sign >= _WIDE and unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if sign in _NARROW:
        return 0.36
    if sign in _BROAD or sign >= _LATIN:
        return 1.15 if sign >= _WIDE else 1.0
    return 0.72 if sign.isupper() else 0.58
