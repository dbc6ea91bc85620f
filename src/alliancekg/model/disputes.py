"""Where passages disagree, fail a check or are looked for in a text."""

from dataclasses import dataclass

from alliancekg.model.rows import Citation, Term


@dataclass(frozen=True, slots=True)
class Position:
    """What one passage has to say where passages disagree.

    ``stance`` is "asserts" (it counts as support), "hedges" (its mode keeps it out of the default graph),
    "denies", "silent" (it gives no value), "withdrawn" or "missing" (not in this graph). ``values`` are what
    it gives, or denies.
    """

    stance: str
    values: tuple[Term, ...]
    passage: Citation
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One disagreement over a property of a thing.

    ``id`` is the CURIE of the note that tells of it and ``gist`` what the note says; both are "" where no
    note does. ``contested`` is true where one side denies what another asserts. ``sources`` are the passages
    that assert a value: a denial is a position, never support.
    """

    id: str
    thing: Term
    property: Term
    gist: str
    positions: tuple[Position, ...]
    contested: bool = False
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of ``check``.

    Where, what, why it matters and how to mend it. ``line`` is from 1, 0 if unknown.
    """

    path: str
    line: int
    severity: str
    check: str
    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a passage stands in a text at hand.

    ``outcome`` is "verified" (its digest is found once, in the paragraph its locator names), "moved" (once,
    in another paragraph or in an unknown one), "ambiguous" (more than once), "missing" or "unverifiable" (no
    digest that can be looked for); ``reason`` says why it is not verified. ``places`` counts where the digest
    is found, ``paragraph`` the paragraph of the text (from 1; 0 unknown).
    """

    passage: str
    locator: str
    outcome: str
    places: int
    paragraph: int
    reason: str
    has_digest: bool

    @property
    def holds(self) -> bool:
        """Return whether nothing speaks against the passage: it is found, or has no digest to be found by."""
        return self.outcome in {"verified", "moved"} or not self.has_digest
