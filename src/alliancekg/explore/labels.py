"""Labels on a canvas: cut into lines, and how much room they take there.

A canvas does not wrap, and Python has no fonts: the widths here are estimates for a face like Arial; the
page measures again.
"""

import textwrap
import unicodedata
from collections.abc import Iterable

LINE = 22
MOST_LINES = 3
_CHARACTER = 0.48
_WIDE = 1.0
_LEADING = 1.1


def wrap(label: str) -> str:
    r"""Return ``label`` in lines of at most 22 characters; what three lines cannot hold ends in "…".

    Example:
        >>> wrap("U.S.-Japan Security of Supply Arrangement")
        'U.S.-Japan Security of\nSupply Arrangement'
    """
    plain = "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in label[:400])
    return "\n".join(textwrap.wrap(plain, LINE, max_lines=MOST_LINES, placeholder=" …")) or "…"


def short(name: str, aliases: Iterable[str]) -> str:
    """Return the shortest alias that fits in half a line and spares room, "" when there is none.

    Example:
        >>> short("Ministry of Defense", ["Japanese MOD", "MOD"]), short("Japan", ["JPN"])
        ('MOD', '')
    """
    one_script = [alias for alias in aliases if _is_wide(alias) == _is_wide(name)]
    fitting = [alias for alias in one_script if 1 < len(alias) <= min(LINE, len(name)) / 2]
    found = min(fitting, key=lambda alias: (len(alias), alias), default="")
    return wrap(found) if found else ""


def extent(wrapped: str, font_size: float) -> tuple[float, float]:
    """Return the estimated width and height of a ``wrapped`` label; all sizes are pixels."""
    lines = wrapped.split("\n")
    return max(map(_width, lines)) * font_size, len(lines) * _LEADING * font_size


def _width(line: str) -> float:
    """Return the width of ``line`` in ems."""
    return sum(_WIDE if _is_wide(letter) else _CHARACTER for letter in line)


def _is_wide(text: str) -> bool:
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
