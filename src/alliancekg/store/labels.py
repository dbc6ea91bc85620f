"""Who bears a name: the look-up of labels and aliases, read from a store or kept in a file beside it."""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.errors import StoreError
from alliancekg.terms import AKG, AKV, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from alliancekg.store.engine import Engine

PREF, ALT = PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"
AMBIGUOUS, IN_SOURCE = AKG + "ambiguousLabel", AKG + "namedInSourceAs"
#: So many names at most are compared with one that nobody bears, those that begin alike first.
_COMPARED = 20_000


def fold(text: str) -> str:
    """Return a name as look-ups compare it: case and white space do not count."""
    return " ".join(text.casefold().split())


class Labels(Protocol):
    """The names of the things of one store; concepts of the vocabularies are no things."""

    def bearers(self, folded: str) -> frozenset[str]:
        """Return the IRIs of the things that bear a folded name."""

    def is_ambiguous(self, folded: str) -> bool:
        """Return whether a folded name is marked as one that needs a context."""

    def things(self, like: str) -> frozenset[str]:
        """Return the IRIs of things that bear a name, all of them or those whose names begin ``like`` it."""

    def spellings(self, like: str) -> frozenset[str]:
        """Return names as they are written, all of them or those that begin ``like`` one."""


class LabelsRead:
    """The names of one store, read at once when the first is asked for."""

    def __init__(self, store: Engine) -> None:
        self._store = store

    def bearers(self, folded: str) -> frozenset[str]:
        """Return the IRIs of the things that bear a folded name."""
        return frozenset(self._by_name.get(folded, ()))

    def is_ambiguous(self, folded: str) -> bool:
        """Return whether a folded name is marked as one that needs a context."""
        return folded in self._ambiguous

    def things(self, like: str) -> frozenset[str]:  # noqa: ARG002 - all of them
        """Return the IRIs of all things that bear a name."""
        return frozenset(iri for found in self._by_name.values() for iri in found)

    def spellings(self, like: str) -> frozenset[str]:  # noqa: ARG002 - all of them
        """Return every name as it is written, but for those that need a context."""
        return frozenset(text for prop in (PREF, ALT, IN_SOURCE) for _, text in _named(self._store, prop))

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        return frozenset(fold(text) for _, text in _named(self._store, AMBIGUOUS))

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for prop in (PREF, ALT, IN_SOURCE, AMBIGUOUS):
            for iri, text in _named(self._store, prop):
                found.setdefault(fold(text), set()).add(iri)
        return found


class LabelsKept:
    """The names of one store, looked up in the file that ``keep`` wrote: nothing is read ahead."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"

    def bearers(self, folded: str) -> frozenset[str]:
        """Return the IRIs of the things that bear a folded name."""
        return self._ask("SELECT iri FROM name WHERE folded = ?", folded)

    def is_ambiguous(self, folded: str) -> bool:
        """Return whether a folded name is marked as one that needs a context."""
        return bool(self._ask("SELECT iri FROM name WHERE folded = ? AND ambiguous", folded))

    def things(self, like: str) -> frozenset[str]:
        """Return the IRIs of things that bear a name: all, of many those whose names begin ``like`` it."""
        return self._near("iri", "TRUE", like)

    def spellings(self, like: str) -> frozenset[str]:
        """Return names as they are written: all, of many those that begin ``like`` one."""
        return self._near("text", "NOT ambiguous", like)

    def _near(self, column: str, which: str, like: str) -> frozenset[str]:
        """Return a column for names around ``like`` in the order of names."""
        text = f"SELECT {column} FROM name WHERE {which} AND folded"  # noqa: S608 - words of ours
        half = _COMPARED // 2
        after = self._ask(f"{text} >= ? ORDER BY folded LIMIT {half}", fold(like))
        return after | self._ask(f"{text} < ? ORDER BY folded DESC LIMIT {half}", fold(like))

    def _ask(self, query: str, value: str) -> frozenset[str]:
        """Return the first column of what a query gives."""
        import sqlite3  # a graph in memory does without

        try:
            with closing(sqlite3.connect(self._address, uri=True)) as file:
                return frozenset(one for (one,) in file.execute(query, (value,)))
        except sqlite3.Error as error:
            reason = f"its file of names is damaged ({error})"
            raise StoreError(self._path, reason, "Build the store again.") from error
        except UnicodeEncodeError:  # half of a character, which no name has
            return frozenset()


def keep(store: Engine, path: Path) -> None:
    """Write the names of ``store`` to a file for ``LabelsKept``; same names, same bytes."""
    import sqlite3

    rows = {
        (fold(text), iri, text, prop == AMBIGUOUS)
        for prop in (PREF, ALT, IN_SOURCE, AMBIGUOUS)
        for iri, text in _named(store, prop)
    }
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute(
            "CREATE TABLE name (folded TEXT, iri TEXT, text TEXT, ambiguous INTEGER,"
            " PRIMARY KEY (folded, iri, text, ambiguous)) WITHOUT ROWID"
        )
        file.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", sorted(rows))
        file.commit()


def _named(store: Engine, prop: str) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each thing and its name by one property."""
    for quad in store.quads_for_pattern(None, NamedNode(prop), None, DefaultGraph()):
        subject, value = quad.subject, quad.object
        if (
            isinstance(subject, NamedNode)
            and isinstance(value, Literal)
            and not subject.value.startswith(AKV)
        ):
            yield subject.value, value.value
