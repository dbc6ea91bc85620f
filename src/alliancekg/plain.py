"""Text that shows what it says: on a terminal, in JSON and in XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Control characters move a terminal's cursor, bidirectional marks reorder a line, some signs cannot be seen.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # as typed, and in full width
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """Return one line that a terminal shows as it is: white space is folded, control signs become U+FFFD.

    Example:
        >>> safe("one" + chr(10) + "two")
        'one two'
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half characters, from a shell's arguments
    return _UNSAFE.sub("\ufffd", re.sub(r"[\t\n\r]+", " ", whole))


def in_xml(text: str) -> str:
    """Return text with U+FFFD for each sign that XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("\ufffd", text)


def no_formula(cell: str) -> str:
    """Return a cell of a table with a quote in front where a spreadsheet would run it as a formula.

    Example:
        >>> no_formula("=1+1"), no_formula("1")
        ("'=1+1", '1')
    """
    cell = cell.replace("\0", "\ufffd")
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(("\t", "\r")) else cell


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 edge", "2 edges"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def to_json(
    value: object, *, indent: int | None = None, default: Callable[[object], object] | None = None
) -> str:
    """Return JSON in letters of any script; signs that could trick whoever looks at it are escaped.

    Example:
        >>> to_json({"name": "Tōkyō" + chr(0x202E)}) == '{"name": "Tōkyō' + chr(92) + 'u202e"}'
        True
    """
    import json  # few commands need it

    text = json.dumps(value, default=default, ensure_ascii=False, indent=indent)
    # What is left below U+0020 lays the text out: JSON escapes it within strings.
    return _UNSAFE.sub(lambda sign: sign[0] if sign[0] < " " else json.dumps(sign[0])[1:-1], text)
