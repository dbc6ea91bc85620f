"""What a notebook holds: a knowledge graph to ask. Everything the command line does, it does through here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.api.frames import Framed
from alliancekg.api.networks import Networks
from alliancekg.api.sparql import Sparql
from alliancekg.api.texts import Texts
from alliancekg.api.times import Timed
from alliancekg.api.versions import Versioned
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import ACCEPTED_MODES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike


def load(
    *paths: str | PathLike[str],
    modes: Iterable[str] = ACCEPTED_MODES,
    sources: Iterable[str] = (),
    known_by: str = "",
) -> KnowledgeGraph:
    """Load RDF files and folders, or the shipped graph when none is named.

    Named graphs are kept; the default graph is the merge of what passages in ``modes`` say, with what the
    rules derive. ``reported`` and ``announced`` always count; name ``expected``, ``advised``, ``judged`` ...
    to add them. ``sources`` (slugs) narrow the graph to what these say, ``known_by`` (a date) to what was
    surely published by then and not yet retracted.

    Raises:
        InputError: When a path is missing, empty or of no format we know.
        ParseError: When a file is not valid RDF; it carries file, line and column.
        DateError: When a passage, or ``known_by``, is an impossible date.
        UnknownTermError: When a mode or a source is unknown.

    Example:
        >>> import alliancekg
        >>> kg = alliancekg.load()
        >>> kg.entity("SOSA").label
        'U.S.-Japan Security of Supply Arrangement'
    """
    return KnowledgeGraph(GraphStore.load([Path(path) for path in paths], modes, sources, known_by))


class KnowledgeGraph(Framed, Networks, Sparql, Texts, Timed, Versioned):
    """A dataset of cited, dated statements about alliance relationships, and the questions it answers."""

    def __repr__(self) -> str:
        """Return what it is and how big."""
        info = self.info()
        counted = {"source": info.sources, "passage": info.passages, "statement": info.statements}
        counts = ", ".join(
            f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counted.items()
        )
        return f"<KnowledgeGraph: {counts}>"

    def _repr_html_(self) -> str:
        return self.info()._repr_html_()
