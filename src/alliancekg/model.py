"""The rows that everything above the store speaks in: frozen, typed, and free of any RDF engine.

One rule holds here: a row that states something carries the citations behind it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A thing or a value as people read it: ``id`` is its CURIE, empty for a literal."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One passage that supports a row.

    ``published`` is as precise as the source is (``2024-02``); ``mode`` is the assertion mode of the passage
    (``reported``, ``announced``, ``expected`` ...); ``gist`` is the curators' own paraphrase, never a
    quotation.
    """

    source: str
    passage: str
    locator: str
    mode: str
    title: str
    publisher: str
    published: str
    url: str
    gist: str
    confidence: str = ""
    note: str = ""
    reliability: str = ""

    @property
    def manner(self) -> str:
        """Return how the passage is put and read: "reported", or "expected, read with low confidence"."""
        doubt = self.confidence not in {"", "high"}
        return f"{self.mode}, read with {self.confidence} confidence" if doubt else self.mode


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the registry.

    ``kind`` is the label of its class, ``class_id`` its CURIE; ``codes`` read "JPN (ISO 3166-1 alpha-3)";
    ``sources`` are the passages that speak of it; where none can, ``home`` says who does ("the curators").
    """

    id: str
    label: str
    kind: str
    class_id: str = ""
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A qualification of a relation: on whose behalf, under which condition, with which result.

    ``date`` is set where the value is a date or a dated event; ``details`` nest (an event has its
    signatories).
    """

    property: str
    label: str
    value: Term
    date: str = ""
    details: tuple["Detail", ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of an entity, told whole, with every passage that supports any part of it.

    ``id`` is the CURIE of the thing that carries the relation (a participation, an event), or "subject
    property object" for a plain statement. ``relation`` is what people read ("party", "legal force");
    ``property`` is the CURIE of the property or class behind it. ``date`` is as stated, with its qualifier
    ("2023 (early)"), or "". ``derived`` names the rule that made it, or is "". No ``sources`` means that
    nobody vouches for it: UNSOURCED; ``unsourced`` is true where that holds of some part.
    """

    id: str
    subject: Term
    relation: str
    property: str
    object: Term
    date: str = ""
    details: tuple[Detail, ...] = ()
    derived: str = ""
    contested: bool = False
    unsourced: bool = False
    sources: tuple[Citation, ...] = ()
    statements: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement and the passages behind it.

    For a derived statement ``derived`` names the rule and ``sources`` are the passages behind the rule's
    premises. ``contested`` is true where another passage denies the statement. ``home`` is where a statement
    stands that no passage makes: "registry", "ontology", "source description" or "conflict note".
    """

    subject: Term
    property: Term
    object: Term
    derived: str = ""
    contested: bool = False
    unsourced: bool = False
    sources: tuple[Citation, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One row that answers a question of the library; a cell is empty where nothing is stated."""

    columns: tuple[str, ...]
    cells: tuple[Term, ...]
    derived: str = ""
    contested: bool = False
    sources: tuple[Citation, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the cells as people read them: an empty one says "not stated"."""
        return tuple(cell.label or "not stated" for cell in self.cells)

    def __getitem__(self, column: str) -> Term:
        """Return the cell under a column.

        Raises:
            KeyError: When there is no such column.
        """
        return dict(zip(self.columns, self.cells, strict=True))[column]


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


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sources asked together cover.

    A negative answer names it. Dates are as stated, "" when none says.
    """

    sources: int
    start: str
    end: str
    subjects: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """Return one phrase: "1 source searched; coverage 2023-01..2024-02"."""
        noun = "source" if self.sources == 1 else "sources"
        period = (
            f"{self.start or 'not stated'}..{self.end or 'not stated'}"
            if self.start or self.end
            else "not stated"
        )
        return f"{self.sources} {noun} searched; coverage {period}"


@dataclass(frozen=True, slots=True)
class Hedged:
    """How many passages of a mode that the default graph leaves out speak of a thing (1 or more)."""

    mode: str
    passages: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source: who published it, when (as stated), what it covers, how many passages were read from it."""

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
