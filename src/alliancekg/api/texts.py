"""The sources of a graph, and their passages found again in a text at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.api.base import Held
from alliancekg.store import catalog

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from alliancekg.model import SourceRow, Verification


class Texts(Held):
    """What the statements were read from."""

    def sources(self) -> tuple[SourceRow, ...]:
        """Return the sources, by CURIE."""
        return catalog.sources(self._graph)

    def verify(self, source: str, path: str | PathLike[str]) -> tuple[Verification, ...]:
        """Look for each passage of a source in a file: plain text, HTML (extra ``html``) or PDF (``pdf``).

        ``source`` is a slug, CURIE or IRI. One row a passage, in the order of the source; nothing is stored.

        Raises:
            UnknownTermError: When there is no such source.
            InputError: When the file cannot be read, has no text, or needs an extra that is not installed.
        """
        from alliancekg.reading import read
        from alliancekg.store.verify import verify

        return verify(self._graph, source, read(Path(path)))

    def sentences(self, path: str | PathLike[str], passages: Iterable[str]) -> dict[str, str]:
        """Return the words of those passages (CURIEs) that a file has exactly once: to read, not to keep.

        Raises:
            InputError: When the file cannot be read, has no text, or needs an extra that is not installed.
        """
        from alliancekg.reading import read
        from alliancekg.store.verify import sentences

        return sentences(self._graph, passages, read(Path(path)))
