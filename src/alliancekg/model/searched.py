"""What was searched: the sources, what they cover, and what they only hedge."""

from dataclasses import dataclass

from alliancekg.model.rows import Citation, Term

#: How an answer says which rule of the day it followed.
_POSSIBLE = {
    "include": "what is only possible included",
    "exclude": "only what is certain",
    "only": "only what is possible and not certain",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was searched: the sources asked, what they cover together, and the day asked about.

    A negative answer names it. Dates are as stated, "" when none says. ``as_of`` and ``known_by`` are as the
    user wrote them, "" without; ``possible`` says whether what is only possible counts ("include", "exclude",
    "only"); ``outside`` is true where the day lies beyond what the sources cover. ``undated`` counts the
    sources that were left out because they state no date of issue: nobody knows whether they were there.
    """

    sources: int
    start: str
    end: str
    subjects: tuple[Term, ...] = ()
    as_of: str = ""
    known_by: str = ""
    possible: str = ""
    outside: bool = False
    undated: int = 0

    def __str__(self) -> str:
        """Return one phrase: "1 source searched; coverage 2023-01..2024-02"."""
        noun = "source" if self.sources == 1 else "sources"
        period = (
            f"{self.start or 'not stated'}..{self.end or 'not stated'}"
            if self.start or self.end
            else "not stated"
        )
        told = [f"{self.sources} {noun} searched", f"coverage {period}"]
        told += [f"known by {self.known_by}"] if self.known_by else []
        if self.undated:
            nouns = "source" if self.undated == 1 else "sources"
            told += [f"{self.undated} {nouns} without a date of issue left out"]
        told += [f"as of {self.as_of}, {_POSSIBLE[self.possible]}"] if self.as_of else []
        told += [f"unknown: {self.as_of} lies outside this coverage"] if self.outside else []
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class WholeList:
    """A list that a source calls complete, and that has not what was asked for: a no with its source.

    ``date`` is the day that the list speaks of, as stated, "" for none; ``in_period`` is false where that
    lies before the day asked about.
    """

    list: Term
    date: str
    sources: tuple[Citation, ...]
    in_period: bool = True


@dataclass(frozen=True, slots=True)
class Hedged:
    """How many passages of a mode that the default graph leaves out speak of a thing (1 or more)."""

    mode: str
    passages: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: who published it, when (as stated), what it covers, how many passages were read from it.

    ``version``, ``citation`` (how it asks to be cited) and ``terms`` of use are told by datasets, "" else.
    """

    id: str
    title: str
    publisher: str
    original_publisher: str
    published: str
    kind: str
    reliability: str
    covers_from: str
    covers_to: str
    passages: int
    url: str
    version: str = ""
    citation: str = ""
    terms: str = ""
