"""Where in a TOML file a value stands: the parser does not say, and a message without a line helps nobody."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]?\]")
_KEY = re.compile(r"\s*(?:\"|')?([\w-]+)(?:\"|')?\s*=")


def line_of(text: str, table: str, at: int, key: str = "", value: str = "") -> int:
    """Return the line (from 1) of a value under a key of the ``at``-th table called ``table`` ("": the top).

    A key of the top may be a table of its own, and stands at the head of the first that is called so. Where
    the value or the key is written in a way that is not found, the line of the key, or of the head of the
    table, or 1.
    """
    found, inside, of_key = 1, not table, False
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        head = _HEADER.match(line)
        if head:
            inside = head[1] == table and seen.get(table, 0) == at
            is_key = not table and head[1] == key and key not in seen
            of_key, seen[head[1]] = False, seen.get(head[1], 0) + 1
            found = number if inside or is_key else found
            continue
        named = _KEY.match(line)
        if inside and named:
            of_key = named[1] == key
            found = number if of_key else found
        if inside and of_key and value and _holds(line, value):
            return number
    return found


def _holds(line: str, value: str) -> bool:
    """Return whether a line writes a value: as a text between quotation marks, else as a word."""
    if any(f"{quote}{value}{quote}" in line for quote in "\"'"):
        return True
    _, _, told = line.partition("=")
    return re.search(rf"(?<![\w.-]){re.escape(value)}(?![\w.-])", told) is not None
