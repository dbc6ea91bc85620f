"""Compare the digests of passages with a text of their source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Store

from alliancekg.check.case import finding
from alliancekg.check.places import Place
from alliancekg.errors import InputError
from alliancekg.reading import read
from alliancekg.store.verify import PLACE_UNKNOWN, verify_source
from alliancekg.terms import AKG, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from alliancekg.check.case import Case
    from alliancekg.model import Finding, Verification

_CHECKS = {"missing": "text-missing", "ambiguous": "text-ambiguous", "moved": "text-moved"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a text says of a source: one row a passage; ``skipped`` where it has more of another source."""

    source: str
    rows: tuple[Verification, ...]
    skipped: bool

    def __str__(self) -> str:
        """Return the comparison as one line."""
        sought = sum(row.has_digest for row in self.rows)
        return f"{self.source}: {_found(self.rows)} of {sought} digests found in the text"


def compare(case: Case, text: Path) -> tuple[Comparison, ...]:
    """Return what a text says of each source that the checked files describe and give digests, by CURIE.

    One source is compared whatever comes of it. Of several, the one is compared of which most passages are
    found: a text is of one source, though another may share a sentence with it.

    Raises:
        InputError: When the text cannot be read, or there is no source whose digests it could have.
    """
    reading = read(text)
    own = Store()
    for sheet in case.sheets:
        own.extend(sheet.quads)
    rows = {source: verify_source(own, source, reading) for source in _sources(case)}
    rows = {source: found for source, found in rows.items() if any(row.has_digest for row in found)}
    if not rows:
        fix = "Name the file of the source too, or check without --text."
        raise InputError(text, "no checked file describes a source with digests", fix)
    most = max(map(_found, rows.values()))
    if len(rows) > 1 and not most:
        fix = "Name the text of one of them; to compare it anyway, check the file of its source alone."
        raise InputError(text, f"nothing of the {len(rows)} checked sources is in it", fix)
    return tuple(Comparison(compress(source), found, _found(found) < most) for source, found in rows.items())


def word_faults(case: Case, text: Path, compared: Iterable[Comparison]) -> Iterator[Finding]:
    """Yield the passages that a text does not confirm, each at its digest, a moved one at its locator."""
    for one in compared:
        for row in () if one.skipped else one.rows:
            check = _check(row)
            if check:
                told = {
                    "passage": row.passage,
                    "locator": row.locator,
                    "text": str(text),
                    "reason": row.reason,
                }
                prop = AKG + ("locator" if check == "text-moved" else "textDigest")
                place = Place((expand(one.source) or "",), (expand(row.passage) or "",), (prop,))
                for path, line in case.where([place]):
                    yield finding(path, line, check, told)


def _found(rows: Iterable[Verification]) -> int:
    """Return how many passages are found at least once."""
    return sum(row.places > 0 for row in rows)


def _check(row: Verification) -> str:
    """Return the check that a passage fails, "" for none: a text without paragraphs moves nothing."""
    if row.outcome == "moved" and row.reason == PLACE_UNKNOWN:
        return ""
    if row.outcome == "unverifiable" and row.has_digest:
        return "text-unverifiable"
    return _CHECKS.get(row.outcome, "")


def _sources(case: Case) -> list[str]:
    """Return the IRIs of the sources that checked files describe, sorted."""
    return sorted(
        {
            spot.subject
            for sheet in case.sheets
            for spot in sheet.spots
            if spot.graph == spot.subject and spot.object == AKG + "Source"
        }
    )
