"""What is known of a source before it is read: its slug, and what the caller says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliancekg.dates import bounds
from alliancekg.errors import DateError, InputError
from alliancekg.store.template import NewSource
from alliancekg.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLUG = re.compile(
    r"[a-z0-9]+(?:-[a-z0-9]+)*?-(?P<date>\d{4}(?:-(?:0[1-9]|1[0-2])|(?!-\d\d(?:-|$))))-[a-z0-9]+(?:-[a-z0-9]+)*",
    re.ASCII,
)
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_DATE_TYPES = ("gYear", "gYearMonth", "date")


def date_in(slug: str) -> str:
    """Return the date that a slug holds, YYYY or YYYY-MM.

    Raises:
        InputError: When it is no slug.

    Example:
        >>> date_in("example-2024-01-two-ministries")
        '2024-01'
    """
    match = _SLUG.fullmatch(slug)
    if match is None:
        fix = "Write <publisher>-<yyyy[-mm]>-<short-title>, such as example-2024-01-two-ministries."
        reason = "a slug is made of small letters, digits and hyphens, with a year in it"
        raise InputError(repr(slug), reason, fix)
    return match["date"]


def describe(slug: str, told: Mapping[str, str]) -> NewSource:
    """Return a source with what is ``told`` of it: title, publisher, published, url, language; each may lack.

    Raises:
        InputError: When the slug, the address or the language has another form.
        DateError: When the date of publication is neither YYYY, YYYY-MM nor YYYY-MM-DD.
    """
    dated = date_in(slug)
    day, url, language = told.get("published", dated), told.get("url", ""), told.get("language", "en")
    title, publisher = (" ".join(told.get(name, "").split()) for name in ("title", "publisher"))
    kind = XSD + _DATE_TYPES[min(day.count("-"), 2)]
    try:
        bounds(day, kind)
    except DateError as error:
        raise DateError(day, "write YYYY, YYYY-MM or YYYY-MM-DD, as published") from error
    if url and not _URL.fullmatch(url):
        raise InputError(repr(url), "this is no web address", "Write it whole, from https:// on.")
    if not _LANGUAGE.fullmatch(language):
        raise InputError(repr(language), "this is no language tag", "Write one such as en, ja or fr.")
    return NewSource(slug, title, publisher, day, kind, url, language)
