"""The shape of the page's data, field by field: what Python and the scripts in ``static/`` agree on."""

from collections.abc import Iterable
from typing import NotRequired, TypedDict

from alliancekg.model import Citation


class TermData(TypedDict):
    """A thing or a value; ``id`` is empty for a literal."""

    id: str
    label: str


class DetailData(TypedDict):
    """A qualification of a relation; details nest."""

    label: str
    property: str
    value: TermData
    date: str
    details: "list[DetailData]"


class SourceData(TypedDict):
    """A published work, and how many of its passages the page cites."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    reliability: str
    passages: int


class CitationData(TypedDict):
    """A passage; ``source`` is a place in the list of sources.

    ``sentence`` are its very words, only in a page made with a text at hand.
    """

    source: int
    passage: str
    locator: str
    mode: str
    confidence: str
    gist: str
    note: str
    sentence: NotRequired[str]


class RelationData(TypedDict):
    """A relation told whole; ``sources`` are places in the list of citations, ``held`` one in the tables."""

    id: str
    subject: TermData
    relation: str
    property: str
    object: TermData
    date: str
    details: list[DetailData]
    derived: str
    contested: bool
    sources: list[int]
    held: int


class StateData(TypedDict):
    """How something stands on a date; see ``alliancekg.model.State``."""

    holds: str
    stage: str
    phase: str


class TableData(TypedDict):
    """The states of a row, as places in the list of states.

    ``days`` say from which day on, ``spans`` what of a month or a year in which it changes, ``ever`` what of
    all time.
    """

    days: list[tuple[str, int]]
    spans: dict[str, int]
    ever: int


class TimesData(TypedDict):
    """The states of all rows; ``stops`` are the months ("2023-08") in which a drawing changes."""

    stops: list[str]
    states: list[StateData]
    tables: list[TableData]


class NameData(TypedDict):
    """A name in another language: ``label`` is in lines for the canvas, ``name`` is whole."""

    label: str
    name: str


#: A thing that is drawn: ``label`` is in lines for the canvas, ``short`` what stands there where these
#: have no room ("" for nothing), ``name`` is whole, ``relations`` are places in
#: the list of relations, ``held`` is one in the tables of states, ``names`` are by language.
#: Sizes are pixels at zoom 1.
NodeData = TypedDict(
    "NodeData",
    {
        "id": str,
        "label": str,
        "short": str,
        "name": str,
        "aliases": list[str],
        "class": str,
        "x": int,
        "y": int,
        "relations": list[int],
        "notices": list[str],
        "held": int,
        "names": NotRequired[dict[str, NameData]],
    },
)

#: A tie that is drawn. ``key`` is the id of its relation; ``fact`` is its place in the list of relations, -1
#: when nothing more is told of it; ``held`` is its place in the tables of states; ``bend`` (0: straight)
#: keeps parallel edges apart.
EdgeData = TypedDict(
    "EdgeData",
    {
        "id": str,
        "from": str,
        "to": str,
        "key": str,
        "relation": str,
        "date": str,
        "derived": str,
        "contested": bool,
        "sources": list[int],
        "bend": float,
        "fact": int,
        "held": int,
    },
)


class ClassData(TypedDict):
    """One line of the legend, and the look of its things; sizes are pixels at zoom 1."""

    id: str
    kind: str
    family: str
    colour: str
    shape: str
    rank: str
    size: int
    font_size: float
    count: int


class FrameData(TypedDict):
    """The frame of a group; ``x`` and ``y`` are its upper left corner.

    ``members`` are the things in it: place in the list of nodes, x, y.
    """

    id: str
    name: str
    x: int
    y: int
    width: int
    height: int
    members: list[list[int]]


class CoverageData(TypedDict):
    """What the sources cover; ``text`` says it in one phrase."""

    text: str
    sources: int
    start: str
    end: str
    subjects: list[TermData]


class PageData(TypedDict):
    """Everything that the page knows."""

    title: str
    version: str
    read: str
    quotes: int
    left_out: int
    as_of: str
    start: str
    coverage: CoverageData
    times: TimesData
    groupings: dict[str, list[FrameData]]
    classes: list[ClassData]
    nodes: list[NodeData]
    edges: list[EdgeData]
    relations: list[RelationData]
    citations: list[CitationData]
    sources: list[SourceData]


class Pool:
    """The citations and sources of a page, each kept once, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.citations: list[CitationData] = []
        self.sources: list[SourceData] = []
        self._places: dict[Citation, int] = {}
        self._sources: dict[tuple[str, ...], int] = {}

    def places(self, citations: Iterable[Citation]) -> list[int]:
        """Return the place of each of ``citations`` in the list, adding those that are new."""
        return [self._place(citation) for citation in citations]

    def _place(self, citation: Citation) -> int:
        if citation not in self._places:
            source = self._source(citation)
            self.sources[source]["passages"] += 1
            self._places[citation] = len(self.citations)
            self.citations.append(
                {
                    "source": source,
                    "passage": citation.passage,
                    "locator": citation.locator,
                    "mode": citation.mode,
                    "confidence": citation.confidence,
                    "gist": citation.gist,
                    "note": citation.note,
                }
            )
        return self._places[citation]

    def _source(self, citation: Citation) -> int:
        key = (citation.source, citation.title, citation.publisher, citation.published, citation.url)
        if key not in self._sources:
            self._sources[key] = len(self.sources)
            self.sources.append(
                {
                    "id": citation.source,
                    "title": citation.title,
                    "publisher": citation.publisher,
                    "published": citation.published,
                    "url": citation.url,
                    "reliability": citation.reliability,
                    "passages": 0,
                }
            )
        return self._sources[key]
