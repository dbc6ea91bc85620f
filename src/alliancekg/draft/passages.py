"""Number the sentences of a text as locators do, and pick some of them.

Paragraphs count from the first of the body, ``p01``. Where a text has lines and no paragraphs (a PDF, a text
wrapped without blank lines) its sentences are counted through: ``x-s1``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import text
from alliancekg.errors import InputError
from alliancekg.store.template import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from alliancekg.reading import Reading
    from alliancekg.text import Span

_LOCATOR = re.compile(r"(p\d{2,3}|x(?=-))(?:(?:(?<=x)-|(?<!x)\.)s(\d+)(?:-(\d+))?)?([a-z]?)", re.ASCII)
_ENDED = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f][\"'\u2019\u201d)\]\u300d\u300f]*$")
_WORDED = re.compile(r"[^\W_]")
_MOST = 999  # a locator has three digits at most


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a text and its locator. The words are for whoever reads the text: they are never kept."""

    locator: str
    words: str


def blocks(path: Path, reading: Reading, first: int) -> dict[str, str]:
    """Return the paragraphs of a text by locator, ``p01`` being the ``first``; ``x`` is a text without any.

    Raises:
        InputError: When the text has fewer paragraphs than ``first``.
    """
    if not reading.paragraphs or (not reading.firm and _is_wrapped(reading.paragraphs)):
        if first > 1:
            fix = "Save it as plain text with a blank line between paragraphs, or take --first away."
            raise InputError(path, "it has no paragraphs to count", fix)
        return {"x": reading.text}
    if first > len(reading.paragraphs):
        fix = f"Choose --first from 1 to {len(reading.paragraphs)}."
        raise InputError(path, f"it has no paragraph {first}", fix)
    body = reading.paragraphs[first - 1 :]
    return {f"p{number:02}": one.text for number, one in enumerate(body, 1)}


def chosen(blocks: Mapping[str, str], only: Iterable[str]) -> tuple[Sentence, ...]:
    """Return the passages that ``only`` names, each once; without any, one for each sentence of ``blocks``.

    Raises:
        InputError: When ``only`` names what is not there, or the text is too long to be counted.
    """
    named = tuple(dict.fromkeys(only))
    if named:
        return tuple(_named(blocks, locator) for locator in named)
    if len(blocks) > _MOST:
        fix = f"Choose some with --only, from p01 to p{_MOST}."
        raise InputError("the text", f"{len(blocks)} paragraphs are more than locators count", fix)
    return tuple(_all(blocks))


def anchor(sentence: Sentence) -> Anchor:
    """Return what a file keeps of a sentence: where it stands, and the digest and length of its match key."""
    kind = "other" if sentence.locator.startswith("x") else "paragraph"
    return Anchor(sentence.locator, kind, text.digest(sentence.words), text.length(sentence.words))


def _is_wrapped(lines: tuple[Span, ...]) -> bool:
    """Return whether lines are no paragraphs: most of them stop before their sentence does."""
    return sum(_ENDED.search(line.text) is None for line in lines) * 2 > len(lines)


def _all(blocks: Mapping[str, str]) -> Iterator[Sentence]:
    """Yield every sentence; what holds no letter and no digit (a row of stars) is none."""
    for name, block in blocks.items():
        mark = "-s" if name == "x" else ".s"
        for number, one in enumerate(text.sentences(block), 1):
            if _WORDED.search(one.text):
                yield Sentence(f"{name}{mark}{number}", one.text)


def _named(blocks: Mapping[str, str], locator: str) -> Sentence:
    """Return the passage that a locator names."""
    parts = _LOCATOR.fullmatch(locator)
    block = blocks.get(parts[1]) if parts else None
    if parts is not None and block is not None:
        spans = text.sentences(block)
        start, end = int(parts[2] or 1), int(parts[3] or parts[2] or len(spans))
        if 1 <= start <= end <= len(spans):
            words = block[spans[start - 1].start : spans[end - 1].end]
            if _WORDED.search(words):
                return Sentence(locator, words)
    fix = "`alliancekg new TEXT --show` lists the locators; p03.s1-2 joins two, p03.s1a is a clause of one."
    raise InputError(f"--only {locator}", "the text has no such passage", fix)
