"""What the engine gives, read as values: the same terms, whether read one by one or from text."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Quad, Store, Triple

from alliancekg.store import cells
from alliancekg.store.query import Limits, select

P = NamedNode("http://example.org/p")
XSD = "http://www.w3.org/2001/XMLSchema#"
#: Every term stands in sixty rows: in the first ones, which are read one by one, and in those read from text.
OFTEN = f"VALUES ?n {{ {' '.join(map(str, range(60)))} }}"

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "",
        '"',
        "\\",
        'a "b" \\c',
        "1\n2\t3\r4",
        "\x85\u2028\x0b\x0c\x1c",
        "<http://example.org/>",
        "_:b",
        " .",
        "?n",
    ]
)
DATATYPES = st.sampled_from(
    [XSD + name for name in ("string", "gYear", "integer", "decimal", "double", "boolean")]
)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(
        Literal,
        TEXTS | st.sampled_from(["7", "007", "-7", "1.50", "1e3", "true"]),
        datatype=st.builds(NamedNode, DATATYPES),
    ),
    st.builds(Literal, TEXTS, language=st.sampled_from(["en", "zh-hant"])),
    st.builds(Literal, TEXTS, language=st.just("ar"), direction=st.just(BaseDirection.RTL)),
    st.builds(Literal, st.booleans() | st.integers(-(2**60), 2**60) | st.floats()),
)
NAMES = st.sampled_from(["http://example.org/é", "http://example.org/a%20b", "urn:x:y"]).map(NamedNode)
TERMS = LITERALS | NAMES | st.just(BlankNode("b7")) | st.builds(Triple, NAMES, NAMES, LITERALS)

#: A process that is stopped while some seconds' worth of rows come.
STOPPED = """
import _thread, threading
from pyoxigraph import Literal, NamedNode, Quad, Store
from alliancekg.store.query import select

node = NamedNode("http://example.org/p")
store = Store()
store.extend(Quad(node, node, Literal(number)) for number in range(300))
threading.Timer(0.05, _thread.interrupt_main).start()
try:
    select(store, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 1000000")
except KeyboardInterrupt:
    print("stopped")
"""


def filled(terms) -> Store:
    """Return a store in which each of the terms is said of a thing of its own."""
    store = Store()
    store.extend(Quad(NamedNode(f"http://example.org/{at}"), P, term) for at, term in enumerate(terms))
    return store


def told(node) -> tuple[str, ...] | None:
    """Return what a value has to say of a term of the engine."""
    match node:
        case None:
            return None
        case NamedNode():
            return ("iri", node.value, "", "")
        case BlankNode():
            return ("bnode", node.value, "", "")
        case Literal():
            return ("literal", node.value, node.datatype.value, node.language or "")
    return ("literal", str(node), "", "")


@settings(max_examples=60, deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=4))
def test_every_cell_is_the_term_of_the_engine(terms):
    """Whatever is in a text, of whatever type or language, and where nothing is bound."""
    store = filled(terms)
    text = f"SELECT ?none ?o ?n ?s {{ {OFTEN} ?s <http://example.org/p> ?o }}"

    result = select(store, text)

    assert [tuple(map(told, row)) for row in store.query(text)] == list(result.rows)
    assert result == select(store, text, Limits(rows=10_000))


@settings(max_examples=60, deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=4))
def test_statements_are_those_of_the_engine_sorted_as_they_are_written(terms):
    """The table has the order of the N-Triples file."""
    store = filled(terms)
    text = "CONSTRUCT { ?s ?p ?o . <urn:x:z> ?p ?o } WHERE { ?s ?p ?o }"

    result = select(store, text)

    assert [tuple(map(told, triple)) for triple in sorted(store.query(text), key=str)] == list(result.rows)
    assert ("subject", "predicate", "object") == result.columns


@pytest.mark.parametrize("rows", [1, 47, 48, 49, 200])
def test_rows_without_a_column_are_counted(rows):
    """A query may bind nothing, more than once."""
    result = select(Store(), f"SELECT * {{ {' UNION '.join(['{}'] * rows)} }}")

    assert ((), ((),) * rows) == (result.columns, result.rows)


def test_a_cell_may_be_longer_than_what_the_engine_writes_at_once():
    """It comes in pieces, cut anywhere, also within a letter of several bytes."""
    long = "é\n" * 30_000
    store = filled([Literal(long)])

    result = select(store, f"SELECT ?o {{ {OFTEN} ?s ?p ?o }}")

    assert [long] * 60 == [value.text for (value,) in result.rows]


def test_more_terms_than_are_remembered_are_read_all_the_same(monkeypatch):
    """What is forgotten is read anew; what is unbound stays so."""
    monkeypatch.setattr(cells, "_KEPT", 10)
    text = "SELECT ?s ?none ?o { ?s ?p ?o } ORDER BY ?o"

    result = select(filled(map(Literal, range(200))), text)

    assert [(None, str(number)) for number in range(200)] == [(none, o.text) for _, none, o in result.rows]


def test_a_bound_of_rows_is_kept_for_statements_too():
    """As many as were asked for, and whether there were more."""
    store, text = filled(map(Literal, range(9))), "CONSTRUCT WHERE { ?s ?p ?o }"

    found = [select(store, text, Limits(rows=most)) for most in (0, 4, 9)]

    assert [(0, True), (4, True), (9, False)] == [(len(one), one.truncated) for one in found]


def test_ctrl_c_ends_a_query_whose_rows_come():
    """Without a bound of time too: between two pieces Python has its turn."""
    done = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, timeout=60, check=False)

    assert (b"stopped", b"") == (done.stdout.strip(), done.stderr)
