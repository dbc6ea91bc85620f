"""What a mapping is made of: the parts of its file, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from alliancekg.recipes import Place


#: Kinds of fields that a row tells by itself; the others are told once all rows are read.
OF_EACH = ("date", "actor", "called", "column")


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a row is meant: each name of ``when`` has one of its values, and not all of ``unless`` do.

    A name is a column or a field; the value ``*`` stands for any but the empty one.
    """

    when: tuple[tuple[str, frozenset[str]], ...] = ()
    unless: tuple[tuple[str, frozenset[str]], ...] = ()

    def holds(self, texts: Mapping[str, str]) -> bool:
        """Return whether a row with these texts is meant."""
        if self.when and not all(_is_one(texts[name], values) for name, values in self.when):
            return False
        return not self.unless or not all(_is_one(texts[name], values) for name, values in self.unless)


def _is_one(text: str, values: frozenset[str]) -> bool:
    return text in values or ("*" in values and text != "")


@dataclass(frozen=True, slots=True)
class Origin:
    """The dataset as a source: what is told of it in its own graph, "" where nobody knows.

    ``covers`` are the first and last day that it speaks of, ``mapped`` the day on which a person said how it
    is to be read.
    """

    slug: str
    title: str
    publisher: str
    covers: tuple[str, str]
    mapped: str
    version: str = ""
    issued: str = ""
    url: str = ""
    citation: str = ""
    terms: str = ""
    notes: tuple[str, ...] = ()
    reliability: str = "high"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is laid out: columns that must be there, may be there, and are known but not read.

    ``rows`` is how many the dataset has (0 where nobody says), ``only`` what each row must have in a column,
    ``shapes`` the pattern that a value must match. ``own`` says that the mapping is the user's, who can mend
    it to fit the file.
    """

    encoding: str
    separator: str
    missing: frozenset[str]
    rows: int
    only: Mapping[str, str]
    shapes: Mapping[str, re.Pattern[str]]
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    unread: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule over all rows that only code can tell, by name, and the columns that it looks at."""

    place: Place
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something read off a row under a name; ``kind`` says how, the other values are of that kind."""

    place: Place
    name: str
    kind: str
    names: tuple[str, ...]
    test: Condition
    text: str = ""
    system: str = ""
    day: str = ""
    needed: bool = False
    formats: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    by: tuple[str, ...] = ()
    most: int = 0
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a row speaks of, and what it says of it: values by property (a CURIE).

    A value is a CURIE, ``@name`` for a field or another thing, or a text with names in curly brackets. Where
    ``registry`` is true it is identity, and goes where identity stands.
    """

    place: Place
    name: str
    iri: str
    kind: str
    label: str
    of: str
    registry: bool
    test: Condition
    says: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the passage of a row."""

    place: Place
    text: str
    test: Condition


@dataclass(frozen=True, slots=True)
class DatasetMapping:
    """One dataset: what it is, how it is read, and what becomes of it."""

    name: str
    tells: str
    origin: Origin
    layout: Layout
    rules: tuple[RowRule, ...]
    fields: tuple[Field, ...]
    things: tuple[Thing, ...]
    notes: tuple[Note, ...]
    confidence: str
    gist: str
