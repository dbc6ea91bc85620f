"""From an article to a source file: what is to be filled in, without a sentence of the article.

Nothing heavy is imported until something is drafted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from alliancekg.draft.passages import Sentence


def new(
    path: str | PathLike[str],
    slug: str,
    only: Iterable[str] = (),
    first: int = 1,
    described: Mapping[str, str] | None = None,
) -> tuple[str, int]:
    """Return the file of a new source, in canonical TriG, and the number of its passages.

    Each passage has the digest and length of its sentence, and empty places for what a curator writes;
    ``alliancekg check`` tells every place that is still empty. No sentence of the text is in it.

    Args:
        path: Text of the source: plain, HTML (extra ``html``) or PDF (``pdf``).
        slug: What the source is called for ever: ``<publisher>-<yyyy[-mm]>-<short-title>``.
        only: Locators of the passages to write (none: one for each sentence): ``p03.s1``, two sentences as
            one ``p03.s1-2``, a clause ``p03.s1a``, a whole paragraph ``p03``.
        first: Paragraph of the text (from 1) that is ``p01``: what stands before it is left out.
        described: What is known of the source: ``title``, ``publisher``, ``published`` (YYYY, YYYY-MM or
            YYYY-MM-DD; the date in the slug unless given), ``url``, ``language`` (``en`` unless given).

    Raises:
        InputError: When the text cannot be read, the slug or a description has another form, or the text has
            no such passage.
        DateError: When ``published`` is no date.
    """
    from alliancekg.draft import passages
    from alliancekg.draft.source import describe
    from alliancekg.reading import read
    from alliancekg.store.template import source_file

    source = describe(slug, described or {})
    chosen = passages.chosen(passages.blocks(Path(path), read(Path(path)), first), only)
    return source_file(source, [passages.anchor(one) for one in chosen]), len(chosen)


def sentences(path: str | PathLike[str], only: Iterable[str] = (), first: int = 1) -> tuple[Sentence, ...]:
    """Return the sentences of a text with their locators: to read, not to keep. Arguments as for :func:`new`.

    Raises:
        InputError: When the text cannot be read, or has no such passage.
    """
    from alliancekg.draft import passages
    from alliancekg.reading import read

    return passages.chosen(passages.blocks(Path(path), read(Path(path)), first), only)
