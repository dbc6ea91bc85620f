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
from alliancekg.errors import StoreError
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import ACCEPTED_MODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from alliancekg.store.build import Built


def load(
    *paths: str | PathLike[str],
    modes: Iterable[str] = ACCEPTED_MODES,
    sources: Iterable[str] = (),
    known_by: str = "",
    store: str | PathLike[str] | None = None,
    cached: bool = False,
) -> KnowledgeGraph:
    """Load RDF files and folders, or the shipped graph when none is named, or open a ``store``.

    Named graphs are kept; the default graph is the merge of what passages in ``modes`` say, with what the
    rules derive. ``reported`` and ``announced`` always count; name ``expected``, ``advised``, ``judged`` ...
    to add them. ``sources`` (slugs) narrow the graph to what these say, ``known_by`` (a date) to what was
    surely published by then and not yet retracted. A ``store`` is a directory that ``build`` made: it is
    asked where it lies, several processes may, and opening it takes no time. What needs another merge
    (``modes`` that it was not built with, ``sources``, ``known_by``, a day) is derived anew, in memory.

    ``cached`` keeps what is read on disk for the next time, as the commands do: a process that answers one
    question starts sooner. Many questions to one graph are answered faster from memory.

    Raises:
        InputError: When a path is missing, empty or of no format we know.
        ParseError: When a file is not valid RDF; it carries file, line and column.
        DateError: When a passage, or ``known_by``, is an impossible date.
        UnknownTermError: When a mode or a source is unknown.
        StoreError: When there is no store that can be opened, or files are named beside it.

    Example:
        >>> import alliancekg
        >>> kg = alliancekg.load()
        >>> kg.entity("SOSA").label
        'U.S.-Japan Security of Supply Arrangement'
    """
    if store is None and cached and not sources and not known_by:
        from alliancekg.store.cache import load_cached

        return KnowledgeGraph(load_cached([Path(path) for path in paths], modes))
    if store is None:
        return KnowledgeGraph(GraphStore.load([Path(path) for path in paths], modes, sources, known_by))
    if paths:
        raise StoreError(store, "a store holds its files already", "Name the store or the files.")
    return KnowledgeGraph(GraphStore.open(Path(store), modes, sources, known_by))


def build(
    path: str | PathLike[str], *paths: str | PathLike[str], modes: Iterable[str] = ACCEPTED_MODES
) -> Built:
    """Build a store in the directory ``path`` from files and folders (none: the shipped graph).

    Nothing is done when it is up to date. A store that is there is replaced in one step, and stays open to
    those who read it.

    Raises:
        StoreError: When the directory holds anything but a store, or another build is writing there.
        OutputError: When it cannot be written; what was there stays.
        InputError: When an input cannot be read, or changes while it is read.
    """
    from alliancekg.store.build import build

    return build(Path(path), [Path(one) for one in paths], modes)


def connect(
    url: str, *, timeout: float = 60.0, notice: Callable[[str], None] = lambda _: None
) -> KnowledgeGraph:
    """Ask the dataset on a SPARQL 1.1 server: the same questions, the same answers.

    The server holds what ``alliancekg build`` writes. ``url`` is that of its query service; a user and a
    password in it are sent, and parameters such as ``default-graph-uri`` go along with each query. What a
    question needs is fetched as it is needed and kept; ``notice`` is told when that is the whole dataset.
    ``timeout`` is in seconds and bounds each request.

    Raises:
        EndpointError: When the server cannot be asked, or holds no such dataset.
        QueryError: When it refuses a query.
    """
    from alliancekg.store.endpoint import RemoteGraph  # brings the client of HTTP

    return KnowledgeGraph(RemoteGraph(url, timeout, notice))


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
