"""Read a file as text: plain text, a page of HTML without its menus, or what a PDF prints.

Nothing is kept: the text of a source is its owner's, and passages are looked for in it while it is at hand.
Libraries for HTML and PDF are extras, imported where they are used.
"""

from __future__ import annotations

import re
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.errors import InputError
from alliancekg.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from alliancekg.text import Span

_MARKED_UP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
#: What a reader of PDF stumbles over in a file that is broken.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file and its paragraphs: none for a PDF, which prints lines.

    ``firm`` is true where blank lines part the paragraphs; else each line counts as one, which holds only as
    long as nothing runs over a line end.
    """

    text: str
    paragraphs: tuple[Span, ...]
    firm: bool


def read(path: Path) -> Reading:
    """Return the text of the file at ``path``; what kind it is, its content says and then its name.

    Raises:
        InputError: When the file cannot be read, has no text, or needs a library that is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            path, error.strerror or str(error), "Name a file with the text of the source."
        ) from error
    if data.startswith(b"%PDF-") or path.suffix.lower() == ".pdf":
        return Reading(_worded(path, _from_pdf(path)), (), firm=False)
    text = _decoded(path, data)
    if _MARKED_UP.match(text) or path.suffix.lower() in {".html", ".htm", ".xhtml"}:
        text = _from_html(path, text)
    text = _worded(path, text)
    return Reading(text, paragraphs(text), firm=bool(_BLANK_LINE.search(text.strip())))


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of bytes in UTF-8, in UTF-16 where a mark says so, or as a page of HTML declares."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    declared = re.search(rb"""<meta[^>]{0,200}charset=["']?([\w-]+)""", data[:4096], re.IGNORECASE)
    for name in (encoding, declared[1].decode() if declared else encoding):
        try:
            return data.decode(name).replace("\r\n", "\n").replace("\r", "\n")
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError(path, "this is no text in UTF-8", "Save it as UTF-8 text, HTML or PDF.")


def _worded(path: Path, text: str) -> str:
    """Return ``text``, or say that there is none."""
    if not text.strip():
        raise InputError(path, "no text is in it", "Save the text of the source as plain text and name that.")
    return text


def _from_html(path: Path, text: str) -> str:
    """Return the body of a page, a line a paragraph, without menus, notices and comments."""
    try:
        from trafilatura import extract
    except ImportError as error:
        raise InputError(path, "HTML needs trafilatura", 'Run: pip install "alliancekg[html]"') from error
    with _silenced("trafilatura"):
        return extract(text, include_comments=False, include_tables=True, favor_recall=True) or ""


def _from_pdf(path: Path) -> str:
    """Return what the pages of a PDF print, line by line."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as error:
        raise InputError(path, "PDF needs pypdf", 'Run: pip install "alliancekg[pdf]"') from error
    try:
        with _silenced("pypdf"):
            return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, DependencyError, *_BROKEN) as error:
        raise InputError(path, f"pypdf cannot read it ({error})", "Save it as plain text.") from error


@contextmanager
def _silenced(library: str) -> Iterator[None]:
    """Keep a library from logging what it makes of a file: we say it ourselves, in one line."""
    import logging

    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
