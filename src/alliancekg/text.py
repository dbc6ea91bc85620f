"""Passages of a text: match keys and digests, paragraphs and sentences, and finding a passage again.

No sentence of a source is stored. A passage is known by the digest of its *match key* and the length of that
key; with the text at hand every window of that length is hashed, whatever the line breaks, quotes, dashes or
spaces of that rendering. The one rule here: a key never changes in place; a new way has a new name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

#: Name of the key made by :func:`match_key`; a source states it as its ``akg:textKey``.
KEY_NAME = "ak-key-1"

_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f", "''''\"\"\"\"")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_MINUS = "\u2212"

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
_LINE_END = re.compile(r"(?:\r\n|\r|\n)\s*")
_SENTENCE_END = re.compile(r"([.!?]+)[\"'\u2019\u201d)\]]*(?=\s|$)|[\u3002\uff01\uff1f]+[\u300d\u300f]*")
_LAST_WORD = re.compile(r"[^\s(\[\"'\u2018\u201c]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT_WORD = re.compile(r"\s*[\"'\u2018\u201c(\[]*(\w+)?")

#: Titles and the like: a full stop after one of these ends no sentence.
_BEFORE_NAMES = re.compile(
    "adm|brig|capt|cf|cmdr|col|dept|dr|eds|gen|gov|hon|lt|maj|messrs|mr|mrs|ms|mt|prof|rep|rev|sen|sgt|st|vs",
    re.IGNORECASE,
)
#: What counts something: a full stop after one of these ends no sentence before a number.
_BEFORE_NUMBERS = re.compile(
    "app|art|ch|eq|figs?|nos?|pp?|paras?|sec|vol|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
#: After "U.S." and its like a sentence ends only where one of these follows, with a capital.
_OPENERS = re.compile(
    "a|after|also|although|an|and|another|as|at|both|but|by|during|each|for|from|he|her|his|however|if|in|its?"
    "|meanwhile|moreover|no|on|one|our|she|since|so|some|such|that|the|their|then|there|these|they|this|those"
    "|thus|to|under|we|what|when|where|while|with|yet",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, with its own ``text``; ``start`` and ``end`` count characters of the whole."""

    start: int
    end: int
    text: str


def match_key(text: str) -> str:
    r"""Return the match key ``ak-key-1`` of ``text``.

    NFKC; curly quotes and all dashes made plain; soft hyphens, zero-width signs and byte-order marks dropped;
    then all white space and all hyphens dropped; casefolded. Two renderings of one sentence have one key.

    Example:
        >>> match_key("\u201cGlide-Phase\u201d\u00a0Interceptor")
        '"glidephase"interceptor'
    """
    return _key_of(unicodedata.normalize("NFKC", text))


def digest(text: str) -> str:
    r"""Return ``sha256:`` and the hexadecimal digest of the match key of ``text`` (64 digits).

    Example:
        >>> digest("Self-\nDefense  Forces") == digest("self\u2011defense forces")
        True
    """
    return _digest_of(match_key(text))


def length(text: str) -> int:
    """Return the length of the match key of ``text`` in characters (0 or more).

    Example:
        >>> length("dual-use")
        7
    """
    return len(match_key(text))


def find(text: str, digest: str, length: int) -> tuple[Span, ...]:
    r"""Return every stretch of ``text`` whose match key has this ``digest`` and ``length``, first to last.

    One pass hashes each window of the key of ``text``: the work grows with the length of the text. A stretch
    is cut from the text as it stands, line breaks and all.

    Args:
        text: Any rendering of the source.
        digest: As :func:`digest` writes it.
        length: Length of the match key in characters, at least 1.

    Returns:
        No stretch where the passage is missing; two or more where the text repeats it.

    Example:
        >>> [span.text for span in find("It\nis signed. It holds.", digest("It is signed."), 11)]
        ['It\nis signed.']
    """
    return find_all(text, [(digest, length)])[digest, length]


def find_all(text: str, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[Span, ...]]:
    """Return what :func:`find` gives for each digest with its length: one pass for each length.

    Example:
        >>> both = [(digest("It is signed."), 11), (digest("It holds."), 8)]
        >>> [len(spans) for spans in find_all("It is signed. It holds. It holds.", both).values()]
        [1, 2]
    """
    found: dict[tuple[str, int], list[Span]] = {one: [] for one in wanted}
    key, starts, ends = _keyed(text)
    for length in {length for _, length in found if length > 0}:
        for first in range(len(key) - length + 1):
            spans = found.get((_digest_of(key[first : first + length]), length))
            if spans is not None:
                start, end = starts[first], ends[first + length - 1]
                spans.append(Span(start, end, text[start:end]))
    return {one: tuple(spans) for one, spans in found.items()}


def paragraphs(text: str) -> tuple[Span, ...]:
    r"""Return the paragraphs of ``text``: blocks between blank lines, or lines where no line is blank.

    Outer white space is left out, and so are empty blocks. Nothing is dropped as furniture of a page: whoever
    counts paragraphs says which one is the first.

    Example:
        >>> [span.text for span in paragraphs("One\nstill one.\n\nTwo.")]
        ['One\nstill one.', 'Two.']
    """
    body = text.strip()
    boundary = _BLANK_LINE if _BLANK_LINE.search(body) else _LINE_END
    return tuple(_cut(text, boundary))


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``, with places counted in ``text``.

    A sentence ends at a full stop, question or exclamation mark before white space, unless the next word is
    in lower case, an abbreviation leads on ("p. 3", "Gen. Smith"), or initials ("U.S.", "J.") have no usual
    opener after them. A rule of thumb: a locator is a hint, the digest decides.

    Example:
        >>> [span.text for span in sentences("The U.S. Navy agreed. See p. 3. The end.")]
        ['The U.S. Navy agreed.', 'See p. 3.', 'The end.']
    """
    return tuple(_between(text, _sentence_ends(text)))


def _key_of(normal: str) -> str:
    """Return the match key of text that is in NFKC already."""
    plain = normal.translate(_QUOTES)
    return "".join(sign for sign in plain if not _dropped(sign)).casefold()


def _dropped(sign: str) -> bool:
    """Return whether the key leaves the sign out: white space, dash or invisible."""
    return sign.isspace() or sign in _INVISIBLE or sign == _MINUS or unicodedata.category(sign) == "Pd"


def _digest_of(key: str) -> str:
    """Return the digest of a match key."""
    return "sha256:" + sha256(key.encode()).hexdigest()


def _keyed(text: str) -> tuple[str, list[int], list[int]]:
    """Return the match key of ``text`` and, for each of its characters, where in ``text`` it comes from."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _normal_runs(text):
        piece = _key_of(unicodedata.normalize("NFKC", text[start:end]))
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return "".join(pieces), starts, ends


def _normal_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the shortest runs of ``text`` that NFKC leaves apart: a letter with its accents, mostly."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or _stands_alone(text[start:place], text[place]):
            yield start, place
            start = place


def _stands_alone(before: str, sign: str) -> bool:
    """Return whether NFKC leaves ``sign`` apart from the run ``before`` it."""
    if sign.isascii():
        return True
    if unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]):
        return False
    apart = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", sign)
    return apart == unicodedata.normalize("NFKC", before + sign)


def _cut(text: str, boundary: re.Pattern[str]) -> Iterator[Span]:
    """Yield what stands between the boundaries, trimmed; nothing for empty stretches."""
    return _between(text, (match.end() for match in boundary.finditer(text)))


def _between(text: str, ends: Iterator[int]) -> Iterator[Span]:
    """Yield the stretches that stop at each of ``ends`` and at the end of ``text``, trimmed, none empty."""
    start = 0
    for end in (*ends, len(text)):
        stretch = text[start:end]
        inner = stretch.strip()
        if inner:
            first = start + len(stretch) - len(stretch.lstrip())
            yield Span(first, first + len(inner), inner)
        start = end


def _sentence_ends(text: str) -> Iterator[int]:
    """Yield the places just after each sentence of ``text``; the last one may lack its mark."""
    for mark in _SENTENCE_END.finditer(text):
        follower = _NEXT_WORD.match(text, mark.end())
        after = (follower and follower[1]) or ""
        leads_on = _LAST_WORD.search(text, 0, mark.start()) if mark[1] == "." else None
        if _ends_sentence(leads_on[0] if leads_on else "", after):
            yield mark.end()


def _ends_sentence(before: str, after: str) -> bool:
    """Return whether a full stop between two words ends a sentence; another mark has no word ``before``."""
    if not after or not before:
        return not after[:1].islower()
    if after[0].islower() or _BEFORE_NAMES.fullmatch(before):
        return False
    if after[0].isdigit() and _BEFORE_NUMBERS.fullmatch(before):
        return False
    return bool(_OPENERS.fullmatch(after)) if _INITIALS.fullmatch(before) else True
