"""What is told of things: rows with the passages behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alliancekg import html


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
    def told(self) -> str:
        """Return the passage in one line: its CURIE, manner and gist."""
        return f"{self.passage} ({self.manner}): {self.gist}"

    @property
    def origin(self) -> str:
        """Return the source in one line: its CURIE, title, publisher, date, reliability and address."""
        told = ", ".join(part for part in (self.title, self.publisher, self.published or "undated") if part)
        trust = f", reliability {self.reliability}" if self.reliability else ""
        address = f" <{self.url}>" if self.url else ""
        return f"{self.source}: {told}{trust}{address}"

    @property
    def manner(self) -> str:
        """Return how the passage is put and read: "reported", or "expected, read with low confidence"."""
        doubt = self.confidence not in {"", "high"}
        return f"{self.mode}, read with {self.confidence} confidence" if doubt else self.mode


def together(cited: Iterable[tuple[Citation, ...]]) -> tuple[Citation, ...]:
    """Return the distinct citations of several rows, each of which has its own sorted, sorted."""
    groups = list({id(one): one for one in cited if one}.values())  # rows of one passage share one tuple
    return groups[0] if len(groups) == 1 else tuple(sorted({one for group in groups for one in group}))


@dataclass(frozen=True, slots=True)
class Timing:
    """How a row stands on the day asked about; all empty when no day was.

    ``holds`` is "yes", "possibly" or "unknown" and speaks of dates alone, "not stated" where nobody says when
    a thing was there: of most states, firms, people. ``stage`` is the status reached by then ("signed",
    "in force"); ``last_confirmed`` (ISO) is the newest day for which a source reports it.
    """

    holds: str = ""
    stage: str = ""
    last_confirmed: str = ""

    @property
    def told(self) -> str:
        """Return it in words: "yes, last confirmed 2024-02-29"."""
        confirmed = f", last confirmed {self.last_confirmed}" if self.last_confirmed else ""
        return self.holds + confirmed


UNTIMED = Timing()
#: What ``holds`` says of a thing without a life that anybody tells.
NOT_STATED = "not stated"


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
    sources: tuple[Citation, ...] = field(default=(), repr=False)
    home: str = ""
    timing: Timing = UNTIMED

    def _repr_html_(self) -> str:
        """Return what it is and who speaks of it, for a notebook."""
        told = [
            ("also called", ", ".join(self.aliases)),
            ("codes", ", ".join(self.codes)),
            ("holds", self.timing.told),
            ("stage", self.timing.stage),
            ("spoken of by", self.home if not self.sources else f"{len(self.sources)} passages"),
        ]
        rows = [line for line in told if line[1]]
        table = html.table(("what", "value"), rows, f"{self.label} ({self.kind or 'no class'}) {self.id}")
        origins = sorted({one.origin for one in self.sources})
        return table + html.notes([one.told for one in self.sources], origins)


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
    sources: tuple[Citation, ...] = field(default=(), repr=False)
    timing: Timing = UNTIMED
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
    sources: tuple[Citation, ...] = field(default=(), repr=False)
    home: str = ""
    timing: Timing = UNTIMED


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind one row of a query: the passages of the statements that its patterns matched.

    ``derived`` names the rules that made some of these, ``contested`` is true where another passage denies
    one, ``unsourced`` where nobody vouches for one. Without ``sources``, ``home`` says where the statements
    stand ("registry", "ontology" ...), or that they could not be traced.
    """

    sources: tuple[Citation, ...] = field(default=(), repr=False)
    derived: str = ""
    contested: bool = False
    unsourced: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One row that answers a question of the library; a cell is empty where nothing is stated."""

    columns: tuple[str, ...]
    cells: tuple[Term, ...]
    derived: str = ""
    contested: bool = False
    sources: tuple[Citation, ...] = field(default=(), repr=False)
    timing: Timing = UNTIMED

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
class Flip:
    """One row of a question (its ``id`` and ``text``) that changes when "possibly" counts as no.

    ``change`` is "lost", or "gained" where the question asks for what is missing.
    """

    id: str
    text: str
    change: str
    row: QuestionRow
