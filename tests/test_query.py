"""SPARQL as users type it: results kept whole, limits kept, the network refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from alliancekg.errors import QueryError, QueryTimeoutError
from alliancekg.store import query

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i " + "FILTER (CONCAT(STR(?a), STR(?d), STR(?g)) = 'x') }"


def test_values_keep_kind_datatype_and_language(article):
    """A table shows text; the row keeps the term."""
    text = """SELECT ?thing ?date ?label ?none {
        VALUES ?thing { akd:event_gpi-announcement-2023-08 }
        ?thing akg:date ?date ; skos:prefLabel ?label }"""
    (row,) = article.query(text).rows
    thing, date, label, none = row

    assert (thing.kind, str(thing)) == ("iri", "akd:event_gpi-announcement-2023-08")
    assert (date.text, date.datatype) == ("2023-08", "http://www.w3.org/2001/XMLSchema#gYearMonth")
    assert label.language == "en"
    assert none is None


def test_rows_read_as_dictionaries_of_text(article):
    """What pandas.DataFrame(result) takes."""
    result = article.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }")

    assert list(result) == [{"a": "1", "b": ""}]


def test_an_ask_is_one_row(article):
    """Its answer is a literal like any other."""
    result = article.query("ASK { akd:state_japan a akg:State }")

    assert (result.columns, result.rows[0][0].text) == (("ask",), "true")


@pytest.mark.parametrize(
    ("most", "rows", "truncated"),
    [
        pytest.param(2, 2, True, id="fewer than there are"),
        pytest.param(3, 3, False, id="as many as there are"),
        pytest.param(9, 3, False, id="more than there are"),
        pytest.param(0, 0, True, id="none"),
    ],
)
def test_max_rows_cuts_and_says_so(article, most, rows, truncated):
    """A cut answer is never taken for the whole."""
    result = article.query("SELECT ?n { VALUES ?n { 1 2 3 } }", max_rows=most)

    assert (len(result), result.truncated) == (rows, truncated)


def test_an_endless_query_ends_in_time(article):
    """And names the bound."""
    with pytest.raises(QueryTimeoutError, match=r"within 0\.5 s"):
        article.query(ENDLESS, timeout=0.5)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", id="SERVICE"),
        pytest.param("SELECT * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }", id="in lower case"),
        pytest.param(r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", id="escaped"),
        pytest.param(
            "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }", id="without white space"
        ),
        pytest.param(
            "SELECT * { ?s ?p '#' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", id="after a sharp"
        ),
        pytest.param("LOAD <http://127.0.0.1:1/>", id="LOAD"),
        pytest.param("INSERT DATA { akd:x akg:aim 'y' }", id="INSERT"),
        pytest.param("CLEAR ALL", id="CLEAR"),
    ],
)
def test_what_leaves_the_machine_or_changes_the_graph_is_refused(article, text):
    """Before the engine sees it."""
    with pytest.raises(QueryError, match=r"network|change the graph"):
        article.query(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT ('SERVICE' AS ?x) {}", id="in a string"),
        pytest.param(
            "# SERVICE\nSELECT ?service { VALUES ?service { 1 } }", id="in a comment and a variable"
        ),
        pytest.param("SELECT ?x { VALUES ?x { <http://example.org/SERVICE> } }", id="in an IRI"),
        pytest.param("SELECT ?x { VALUES ?x { akg:load } }", id="in a CURIE"),
    ],
)
def test_the_same_words_elsewhere_are_no_keywords(article, text):
    """A user may ask about a service."""
    assert len(article.query(text)) == 1


#: What a query may be made of, so that words stand within and without strings, IRIs and comments.
WORDS = r"""SELECT ASK select SERVICE service LOAD insert Drop ADD payload add:x {} ( < > # ' " \u0053 \ 1 'a'
    ?load :move <http://127.0.0.1:1/>"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u017fervice"])


def refusal(text: str) -> str:
    """Return why a text is refused before the engine sees it, "" where it is not."""
    try:
        query._allowed.__wrapped__(text)
    except QueryError as error:
        return str(error)
    return ""


@settings(max_examples=400, deadline=None)
@given(
    st.lists(PIECES, max_size=8), st.sampled_from(["", " ", "SERVICE", "{" * 201]), st.sampled_from(["", " "])
)
def test_a_short_look_refuses_what_a_long_one_does(pieces, end, between):
    """A query without a suspect word is not searched; the refusals are the same."""
    text = between.join([*pieces, end])

    short = refusal(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query, "_is_plain", lambda _: False)
        assert refusal(text) == short


def test_what_was_refused_is_refused_again(article):
    """Only queries that are allowed are remembered."""
    for _ in range(2):
        with pytest.raises(QueryError, match="network"):
            article.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("SELECT (akd:x AS ?x) {}", "https://w3id.org/alliancekg/id/x", id="ours"),
        pytest.param(
            "PREFIX akd: <urn:x:> SELECT (akd:x AS ?x) {}", "urn:x:x", id="one that the query declares itself"
        ),
        pytest.param(
            "PREFIX akg: <urn:x:>\n# PREFIX akd: <urn:x:>\nSELECT (akd:x AS ?x) {}",
            "https://w3id.org/alliancekg/id/x",
            id="declared in a comment",
        ),
    ],
)
def test_a_prefix_is_the_one_declared_or_ours(text, found):
    """Ours are given with a query that uses them and does not declare them."""
    ((value,),) = query.select(Store(), text).rows

    assert found == value.text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "SELECT ?x {\n  ?x a akg:State .\n  ?x akg:aim }", "line 3, column 14", id="a verb without object"
        ),
        pytest.param("SELEC ?x {}", "line 1, column 1", id="a misspelt verb"),
        pytest.param("SELECT ?x { ?x a nope:Thing }", "", id="an unknown prefix"),
        pytest.param("", "line 1, column 1", id="nothing"),
    ],
)
def test_mistakes_are_told_in_one_line_with_their_place(article, text, place):
    """Where it stops, and what could have come."""
    with pytest.raises(QueryError) as caught:
        article.query(text)

    assert place in str(caught.value)
    assert "\n" not in str(caught.value)


def test_json_is_the_w3c_format_and_nothing_else(article):
    """Members as in SPARQL 1.1 Query Results JSON Format, section 3."""
    data = json.loads(article.query_bytes("SELECT ?x { VALUES ?x { akd:state_japan } }", "json"))

    assert data == {
        "head": {"vars": ["x"]},
        "results": {
            "bindings": [{"x": {"type": "uri", "value": "https://w3id.org/alliancekg/id/state_japan"}}]
        },
    }


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("SELECT * {}", "ttl", id="rows have no Turtle"),
        pytest.param("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "csv", id="triples have no CSV"),
    ],
)
def test_a_result_without_that_form_is_refused(article, text, form):
    """With the forms it has."""
    with pytest.raises(QueryError, match="choose one of"):
        article.query_bytes(text, form)
