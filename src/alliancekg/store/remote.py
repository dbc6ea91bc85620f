"""A SPARQL server in the place of a store: what verbs ask for is fetched a slice at a time, and kept.

The questions of a verb are many and small: the label of this, the passages of that. Each is widened to a
slice (all about a thing, all of a property), each slice is fetched once, and with it the like slices of what
was seen on the way, for these are asked for next. Where the slices become many and the dataset is small, it
is fetched whole.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from alliancekg.store.paging import Asked, solutions, triples, truth
from alliancekg.store.slices import ALL, DEFAULT, Slices, widened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from alliancekg.store.paging import Solutions
    from alliancekg.store.protocol import Server
    from alliancekg.store.slices import Pattern

#: Datasets up to this number of statements are fetched whole where a verb reads most of them.
MOST = 500_000
_REQUESTS = 60  # after so many a small dataset is fetched whole, and of a large one ...
_PATIENCE = 1_000  # ... so many are made
_TOGETHER = 100  # slices in one query
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class RemoteEngine:
    """What the package uses of a pyoxigraph store, for reading, answered by a server.

    ``say`` is told what takes long. ``within`` returns whether a thing (an IRI) is told as a part of others:
    whoever asks about one will ask what points to it.
    """

    def __init__(self, server: Server, say: Callable[[str], None]) -> None:
        self.server = server
        self.within: Callable[[str], bool] = lambda _: False
        self._say = say
        # Where the server's default graph is one of its named ones (Virtuoso), that is none of the dataset.
        self.apart = tuple(value for name, value in server.parameters if name == "default-graph-uri")
        self.families: tuple[tuple[str, ...], ...] = ()  # properties of which all values are read together
        self._slices = Slices(self.apart)
        self._kept = Store()
        self._have: set[Pattern] = set()
        self._things: dict[NamedNode, None] = {}  # seen on the way, the last seen last
        self._passages: dict[NamedNode, None] = {}
        self._groups: list[dict[NamedNode, None]] = []
        self._size: int | None = None

    def query(self, text: str, prefixes: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - as the store
        """Run a query on the server, or here where everything is here."""
        ours = prefixes is None
        whole = ALL in self._have or (ours and self._is_pressed())
        kind = (self._kept if whole else Store()).query(text, prefixes=dict(prefixes or {}))
        if whole:
            return kind  # an error has been raised by now where the text is no query
        asked = Asked.of(self._slices.opened(text), prefixes or {})
        if isinstance(kind, QueryBoolean):
            return truth(self.server, str(asked))
        if isinstance(kind, QuerySolutions):
            found = solutions(self.server, asked)
            if ours:  # what stands behind the rows is asked next
                self._group(node for row in found.rows for node in row)
            return found.again()
        return triples(self.server, str(asked))

    def quads_for_pattern(self, s: Any, p: Any, o: Any, graph: Any = None) -> Iterator[Quad]:  # noqa: ANN401
        """Return the quads that match, from what was fetched or is fetched now."""
        self._ensure((s, p, o, graph))
        return self._kept.quads_for_pattern(s, p, o, graph)

    def __contains__(self, quad: Quad) -> bool:
        """Return whether the dataset holds a quad."""
        self._ensure((quad.subject, quad.predicate, quad.object, quad.graph_name))
        return quad in self._kept

    def __iter__(self) -> Iterator[Quad]:
        """Return all quads."""
        return self.quads_for_pattern(None, None, None)

    def __len__(self) -> int:
        """Return the number of quads."""
        if self._size is None:
            both = f"{{ ?s ?p ?o }} UNION {self._slices.named()}"
            (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {both} }}").rows
            self._size = int(getattr(row[0], "value", 0))
        return self._size

    def named_graphs(self) -> Iterator[NamedNode]:
        """Return the names of the graphs beside the default one."""
        if ALL in self._have:
            return cast("Iterator[NamedNode]", self._kept.named_graphs())
        found = self._rows(f"SELECT DISTINCT ?g WHERE {self._slices.named()}").rows
        names = [cast("NamedNode", row[0]) for row in found if self._slices.is_ours(row[0])]
        self._group(names)
        return iter(names)

    def expect(self, patterns: Iterable[Pattern]) -> None:
        """Fetch at once what will be asked for one by one."""
        kinds: dict[object, list[Pattern]] = {}
        for one in dict.fromkeys(map(widened, patterns)):
            if not self._has(one):
                kinds.setdefault((*(part is None for part in one[:3]), one[3]), []).append(one)
        for found in kinds.values():
            for start in range(0, len(found), _TOGETHER):
                self._fetch(found[start : start + _TOGETHER])

    def graph_and_subjects(self, name: str) -> None:
        """Fetch a named graph, and all that the default graph says of its subjects."""
        graph = NamedNode(name)
        self.expect([(None, None, None, graph)])
        subjects = {quad.subject for quad in self._kept.quads_for_pattern(None, None, None, graph)}
        about = f"{{ SELECT DISTINCT ?s WHERE {{ GRAPH {graph} {{ ?s ?a ?b }} }} }} ?s ?p ?o"
        found = self._rows(f"SELECT ?s ?p ?o WHERE {{ {about} }}")
        self._kept.extend(self._slices.quads(found, (None, None, None, DEFAULT)))
        self._have.update((one, None, None, DEFAULT) for one in subjects)

    def everything(self) -> bool:
        """Fetch the whole dataset, unless it is large; return whether it is here."""
        if ALL not in self._have and len(self) <= MOST:
            self._say(f"{self.server.name}: fetching all {len(self):,} statements")
            self._kept = Store()
            for text in (
                "SELECT ?s ?p ?o WHERE { ?s ?p ?o }",
                f"SELECT ?g ?s ?p ?o WHERE {self._slices.named()}",
            ):
                found = self._rows(text)
                self._kept.extend(self._slices.quads(found, (None, None, None, DEFAULT)))
            self._have = {ALL}
        return ALL in self._have

    def copy(self) -> Store:
        """Return the whole dataset as a store of this process."""
        self._ensure(ALL)
        return self._kept

    def _ensure(self, pattern: Pattern) -> None:
        """Make sure that all that matches a pattern is here."""
        if self._has(pattern):
            return
        wide = widened(pattern)
        if self._is_pressed() or (wide == ALL and self.everything()):
            return
        if wide == ALL or self.server.requests >= _PATIENCE:
            held = f"holds {len(self):,} statements, and this reads most of them"
            fix = f"Up to {MOST:,} are fetched: narrow it, or ask in SPARQL with `alliancekg query`."
            raise self.server.fault(held, fix)
        self._fetch([wide, *self._companions(wide)])

    def _is_pressed(self) -> bool:
        """Return whether so much was asked that everything was fetched."""
        return self.server.requests >= _REQUESTS and self.everything()

    def _has(self, pattern: Pattern) -> bool:
        """Return whether a pattern, or a wider one, was fetched."""
        return any(one in self._have for one in product(*((part, None) for part in pattern)))

    def _companions(self, pattern: Pattern) -> Iterator[Pattern]:
        """Yield slices of the same kind about what was seen last: they will be asked for."""
        s, p, o, graph = pattern
        groups = (group for group in reversed(self._groups) if s in group or o in group)
        group = next(groups, dict[NamedNode, None]())
        like: Iterator[Pattern] = iter(())
        if s is p is o is None:
            names = next((group for group in reversed(self._groups) if graph in group), ())
            like = ((None, None, None, one) for one in names)
        elif s is not None:
            seen = self._passages if s in self._passages else self._things
            like = ((one, None, None, graph) for one in dict.fromkeys((*group, *reversed(seen))))
        elif p is None and o is not None:
            known = (one for one in reversed(self._things) if self._has((one, None, None, DEFAULT)))
            told = (one for one in known if self.within(one.value))
            like = ((None, None, one, graph) for one in dict.fromkeys((*group, *told)))
        elif o is not None:
            like = ((None, p, one, graph) for one in group)
        else:
            family = next((one for one in self.families if p.value in one), ())
            like = ((None, NamedNode(one), None, graph) for one in family)
        yield from islice((one for one in like if one != pattern and not self._has(one)), _TOGETHER - 1)

    def _fetch(self, patterns: list[Pattern]) -> None:
        """Fetch slices of one kind by one query, and keep them."""
        first = patterns[0]
        found = self._rows(self._slices.text(patterns))
        alone = first if len(patterns) == 1 else (None, None, None, first[3])
        quads = list(self._slices.quads(found, alone))
        self._kept.extend(quads)
        self._have.update(patterns)
        if first[1] is None:
            self._note(quads)
        else:
            self._group(quad.object if first[2] is None else quad.subject for quad in quads)

    def _rows(self, text: str) -> Solutions:
        """Return the rows of a query of this class, which declares no prefixes."""
        return solutions(self.server, Asked("", self._slices.opened(text)))

    def _note(self, quads: Iterable[Quad]) -> None:
        """Remember what was seen beside what was asked about."""
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                self._passages[quad.graph_name] = None
            if isinstance(quad.object, NamedNode) and quad.predicate.value != _RDF_TYPE:
                for node in (quad.subject, quad.object):
                    if isinstance(node, NamedNode):
                        self._things.pop(node, None)
                        self._things[node] = None

    def _group(self, nodes: Iterable[object]) -> None:
        """Remember things that came together: who asks about one of them will ask about all."""
        found = dict.fromkeys(node for node in nodes if isinstance(node, NamedNode))
        if len(found) > 1:
            self._groups.append(found)
