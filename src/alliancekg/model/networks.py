"""What analysis gives: paths with their evidence, measures of nodes, what rests on what."""

from dataclasses import dataclass

from alliancekg.model.rows import Citation, Term


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation between the two ends of a hop.

    A part that somebody takes (``kind``, a CURIE, is a class) reads "start is relation of end", a plain
    statement "start relation end"; where ``forward`` is false, the ends change places. ``holds`` is "" when
    no day was asked about.
    """

    relation: str
    kind: str
    forward: bool
    date: str = ""
    derived: str = ""
    contested: bool = False
    holds: str = ""
    sources: tuple[Citation, ...] = ()

    @property
    def told(self) -> str:
        """Return the relation as it is read from the start."""
        part = self.kind.rpartition(":")[2][:1].isupper()
        if part:
            words = self.relation.removeprefix("has ").replace("; has ", "; ")
            forward = self.forward == (words == self.relation)  # "has party" is told from the other end
            return f"{words} of" if forward else f"has {words}"
        return self.relation if self.forward else f"<- {self.relation}"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path; ``ties`` are all the relations between its ends (1 or more)."""

    start: Term
    end: Term
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A path from one thing to another, hop by hop (1 or more)."""

    hops: tuple[Hop, ...]

    def __len__(self) -> int:
        """Return the number of hops."""
        return len(self.hops)


@dataclass(frozen=True, slots=True)
class Score:
    """One node under a measure; ``rank`` is from 1, equal values share one."""

    node: Term
    kind: str
    value: float
    rank: int


@dataclass(frozen=True, slots=True)
class Rest:
    """One link of dependence: ``thing`` rests on ``basis``, in the words of ``says``.

    ``way`` names the kind of link; with ``alternatives``, several of that kind stand in for each other, and
    where it is ``open``, there may be others that no source tells of.
    """

    thing: Term
    says: str
    basis: Term
    way: str
    alternatives: bool
    open: bool = False
    derived: str = ""
    contested: bool = False
    holds: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reliance:
    """One thing that rests on what was asked about, ``distance`` links away (1 or more)."""

    distance: int
    link: Rest


@dataclass(frozen=True, slots=True)
class Fall:
    """What becomes of a thing when others are taken away.

    ``outcome`` is "stops", "may stop" (a link is only possible, or so is what is left, or others may stand in
    that nobody tells of) or "has an alternative"; ``because`` are the links that broke, ``left`` is what
    still stands in, perhaps.
    """

    thing: Term
    outcome: str
    because: tuple[Rest, ...]
    left: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One single point of failure: without ``basis`` alone, ``thing`` "stops" or "may stop" (``outcome``).

    ``actor`` is who has a stake in the thing; the thing itself where it was asked about. ``links`` lead from
    the actor or thing down to the basis, nearest first.
    """

    actor: Term
    thing: Term
    basis: Term
    outcome: str
    links: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two neighbours whose ties, all taken together, hold the network in one piece.

    Without them ``cut_off`` nodes (1 or more, the smaller side) part from the rest of their component.
    """

    one: Term
    other: Term
    cut_off: int
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two nodes with partners in common: ``likeness`` is the share of all partners of either (0 to 1).

    ``shared`` are the common ones (1 or more), ``sources`` what the ties to them rest on. A tie between the
    two counts on neither side.
    """

    one: Term
    other: Term
    likeness: float
    shared: tuple[Term, ...]
    sources: tuple[Citation, ...] = ()
