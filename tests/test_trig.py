"""The canonical TriG writer: equal quads, equal bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekg.errors import InputError
from alliancekg.store.trig import canonical_trig
from alliancekg.terms import AKD, AKG, RDF, XSD

GRAPH = Path(__file__).parents[1] / "graph"

# every rule of the form in one small file, written by hand
CANONICAL = """\
@prefix akd: <https://w3id.org/alliancekg/id/> .
@prefix akg: <https://w3id.org/alliancekg/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

akd:loose
    akg:value 1 .

akd:registry {
    akd:agreement_x
        a akg:Agreement ;
        akg:ambiguousLabel "MOU"@en ;
        skos:altLabel "SOSA"@en ,
            "Supply \\"pact\\""@en ;
        skos:prefLabel "Supply arrangement"@en .

    akd:state_y
        a akg:State .
}

akd:stated {
    <https://example.org/a/b>
        akg:about <https://w3id.org/alliancekg/id/a/b> .

    akd:agreement_x
        akg:date "2023-01-12"^^xsd:date ;
        akg:share "33.30"^^xsd:decimal ;
        akg:value 2400000000 .
}
"""

SPOILT = """\
@prefix s: <http://www.w3.org/2004/02/skos/core#> .
@prefix g: <https://w3id.org/alliancekg/ns#> .
@prefix d: <https://w3id.org/alliancekg/id/> .
@prefix unused: <https://example.org/unused#> .
# a comment
d:stated { d:agreement_x g:value 2400000000 ; g:share 33.30 ;
    g:date "2023-01-12"^^<http://www.w3.org/2001/XMLSchema#date> .
  <https://example.org/a/b> g:about <https://w3id.org/alliancekg/id/a/b> . }
d:registry { d:state_y a g:State . }
d:registry { d:agreement_x s:prefLabel 'Supply arrangement'@en ;
  s:altLabel "Supply \\"pact\\""@en , "SOSA"@en , "SOSA"@en ;
  g:ambiguousLabel "MOU"@en ; a g:Agreement . }
d:loose g:value "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""


def read(text: str) -> list[ox.Quad]:
    """Return the quads of a TriG text in the order in which they stand."""
    return list(ox.parse(text, format=ox.RdfFormat.TRIG))


def node(name: str) -> ox.NamedNode:
    """Return a thing of ours."""
    return ox.NamedNode(AKD + name)


def quad(value: ox.Literal | ox.NamedNode) -> ox.Quad:
    """Return a statement of which only the object matters."""
    return ox.Quad(node("x"), ox.NamedNode(AKG + "value"), value, node("g"))


@pytest.mark.parametrize(
    "text",
    [pytest.param(CANONICAL, id="canonical already"), pytest.param(SPOILT, id="spoilt in every way")],
)
def test_form_is_reached_from_any_writing(text):
    """Order, quotes, prefixes, comments, repeated statements and split graphs leave no trace."""
    assert canonical_trig(read(text)) == CANONICAL


@pytest.mark.parametrize("path", sorted(GRAPH.rglob("*.trig")), ids=lambda path: path.name)
def test_shipped_graph_is_in_canonical_form(path):
    """A file that the writer would change has not been formatted."""
    text = path.read_text(encoding="utf-8")

    assert text == canonical_trig(read(text))


def test_nothing_gives_the_empty_text():
    """No quads, no prefixes."""
    assert canonical_trig([]) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(
            ox.Literal("007", datatype=ox.NamedNode(XSD + "integer")), "007", id="integer as it came"
        ),
        pytest.param(
            ox.Literal("1e3", datatype=ox.NamedNode(XSD + "integer")), '"1e3"^^xsd:integer', id="no integer"
        ),
        pytest.param(
            ox.Literal("2.40", datatype=ox.NamedNode(XSD + "decimal")), '"2.40"^^xsd:decimal', id="zero"
        ),
        pytest.param(ox.Literal(value=True), '"true"^^xsd:boolean', id="boolean"),
        pytest.param(ox.Literal("a"), '"a"', id="plain string"),
        pytest.param(ox.Literal("a", language="en"), '"a"@en', id="with language"),
        pytest.param(ox.Literal('\t\n\r"\\\x07'), r'"\t\n\r\"\\\u0007"', id="escapes"),
        pytest.param(ox.Literal("Tōkyō “é”"), '"Tōkyō “é”"', id="letters of any script stay"),
        pytest.param(
            ox.Literal("a\u2028b\u0085"), r'"a\u2028b\u0085"', id="no sign that ends a line elsewhere"
        ),
        pytest.param(node("a_p05.s1-2"), "akd:a_p05.s1-2", id="dots and hyphens inside a name"),
        pytest.param(node("a."), f"<{AKD}a.>", id="a name cannot end in a dot"),
        pytest.param(node(""), f"<{AKD}>", id="a bare namespace"),
        pytest.param(node("a/b"), f"<{AKD}a/b>", id="a path is no local name"),
        pytest.param(ox.NamedNode(RDF + "type"), "rdf:type", id="type is short only as a predicate"),
    ],
)
def test_term_is_written(value, written):
    """Lexical forms stay as they came; integers stand bare."""
    assert f"        akg:value {written} .\n" in canonical_trig([quad(value)])


def test_prefixes_of_the_caller_are_used():
    """The longest namespace that fits wins, and an empty map leaves whole IRIs."""
    short = {"a": "https://w3id.org/alliancekg/", "i": AKD}

    assert "\ni:g {\n    i:x\n" in canonical_trig([quad(node("y"))], short)
    assert canonical_trig([quad(node("y"))], {}).startswith(f"<{AKD}g> {{\n    <{AKD}x>\n")


BLANK = ox.BlankNode("b")


@pytest.mark.parametrize(
    ("strange", "named"),
    [
        pytest.param(ox.Quad(BLANK, node("p"), node("o"), node("g")), "blank node", id="subject"),
        pytest.param(ox.Quad(node("s"), node("p"), BLANK, node("g")), "blank node", id="object"),
        pytest.param(ox.Quad(node("s"), node("p"), node("o"), BLANK), "blank node", id="graph"),
        pytest.param(
            ox.Quad(node("s"), node("p"), ox.Triple(node("s"), node("p"), node("o")), node("g")),
            "quoted triple",
            id="RDF 1.2",
        ),
    ],
)
def test_what_cannot_be_cited_is_refused(strange, named):
    """The message says what it is and shows the statement."""
    with pytest.raises(InputError, match=named) as caught:
        canonical_trig([strange])
    assert str(strange.predicate) in str(caught.value)


names = st.text("ab-._é/", max_size=4).map(node)
strings = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
literals = (
    strings.map(ox.Literal)
    | st.builds(lambda text: ox.Literal(text, language="en-GB"), strings)
    | st.builds(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "integer")), strings | st.just("-3")
    )
    | st.builds(lambda text: ox.Literal(text, datatype=node("kind")), strings)
)
graphs = st.one_of(names, st.just(ox.DefaultGraph()))
quads = st.lists(st.builds(ox.Quad, names, names, names | literals, graphs), max_size=12)


@given(quads)
def test_written_and_read_again_it_is_the_same_dataset(given_quads):
    """Nothing is lost, nothing is added, and writing again changes no byte."""
    text = canonical_trig(given_quads)

    assert set(given_quads) == set(read(text))
    assert text == canonical_trig(read(text))


@given(quads, st.randoms(use_true_random=False))
def test_order_of_quads_does_not_matter(given_quads, random):
    """The form is a function of the set."""
    shuffled = given_quads * 2
    random.shuffle(shuffled)

    assert canonical_trig(given_quads) == canonical_trig(shuffled)


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_bytes_are_equal_for_every_hash_seed(seed):
    """Sets are sorted before they are written."""
    code = (
        "import sys, pyoxigraph as ox; from alliancekg.store.trig import canonical_trig as write;"
        "sys.stdout.write(write(ox.parse(sys.stdin.read(), format=ox.RdfFormat.TRIG)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=SPOILT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == CANONICAL
