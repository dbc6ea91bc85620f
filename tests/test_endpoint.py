"""The same verbs over a SPARQL server: two real ones give the answers that the files give."""

import json

import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg import resources
from alliancekg.errors import QueryError
from alliancekg.questions import questions
from alliancekg.store import remote
from alliancekg.terms import AKD, AKS
from conftest import ARTICLE, CORRECTIONS
from servers import MERGE, oxigraph, virtuoso

IDS = [question.id for question in questions()]


@pytest.fixture(scope="module")
def near():
    """Return a part of the shipped graph, loaded from its files."""
    folder = resources.graph_folder()
    sources = [folder / "sources" / f"{slug}.trig" for slug in (ARTICLE, *CORRECTIONS)]
    return alliancekg.load(folder / "registry.trig", *sources)


def written(path, kg, more=""):
    """Write a graph as N-Quads, its merge as the default graph, and return the path."""
    quads = ox.serialize(kg._graph.engine, format=ox.RdfFormat.N_QUADS).decode()
    path.write_text(quads + more, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(near, tmp_path_factory):
    """Return the file that a server loads."""
    return written(tmp_path_factory.mktemp("built") / "graph.nq", near)


@pytest.fixture(scope="module")
def url(built, tmp_path_factory):
    """Return the address of an Oxigraph server that holds the graph."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph"), built) as address:
        yield address


@pytest.fixture(scope="module")
def second(built, tmp_path_factory):
    """Return the address of a Virtuoso that holds the graph."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), built) as address:
        yield address


@pytest.fixture(scope="module")
def far(url):
    """Return the graph on the first server."""
    return patient(url)


@pytest.fixture(scope="module")
def farther(second):
    """Return the graph on the second server."""
    return patient(second)


def patient(url):
    """Return a graph on a server that is asked however often, and not fetched whole."""
    kg = alliancekg.connect(url, notice=pytest.fail)
    kg._graph.remote._is_pressed = lambda: False
    return kg


def requests(kg) -> int:
    return kg._graph.remote.server.requests


def outcome(kg, name):
    """Return the answer to a question, or why there is none: a default may be beyond the graph."""
    try:
        return kg.ask(name)
    except alliancekg.AllianceKGError as error:
        return str(error)


@pytest.mark.parametrize("name", IDS)
def test_library_answers_from_oxigraph_as_from_files(name, far, near):
    """Every question: rows, order and the passages behind each."""
    assert outcome(near, name) == outcome(far, name)


@pytest.mark.parametrize("name", IDS)
def test_library_answers_from_virtuoso_as_from_files(name, farther, near):
    """Every question again, of an engine that has nothing in common with ours."""
    assert outcome(near, name) == outcome(farther, name)


def test_library_has_answers_at_all(near):
    """Equality of nothing with nothing would prove nothing."""
    assert len([name for name in IDS if getattr(outcome(near, name), "rows", ())]) > 20


VERBS = {
    "show an agreement": lambda kg: kg.show("SOSA"),
    "show a program": lambda kg: kg.show("akd:program_gpi"),
    "evidence": lambda kg: kg.evidence("SOSA", "legal force"),
    "evidence for all that is said": lambda kg: kg.evidence("SOSA"),
    "list": lambda kg: kg.list("Program"),
    "sources": lambda kg: kg.sources(),
    "coverage": lambda kg: kg.coverage(),
    "conflicts": lambda kg: kg.conflicts(),
    "depends": lambda kg: kg.depends("SM-3 Block IIA"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_verb_answers_from_a_server_as_from_files_with_tens_of_requests(verb, url, near):
    """Each on a connection of its own: nothing is held from the verb before."""
    kg = alliancekg.connect(url)

    assert VERBS[verb](near) == VERBS[verb](kg)
    assert requests(kg) < 80


@pytest.mark.parametrize("view", ["states", "entities"])
def test_projection_fetches_the_dataset_once_and_says_so(view, url, near):
    """A verb that reads everything says what takes long, and every further one asks nothing more."""
    said = []
    kg = alliancekg.connect(url, notice=said.append)

    here, there = near.project(view), kg.project(view)
    asked = requests(kg)
    assert sorted(here.edges(data=True), key=str) == sorted(there.edges(data=True), key=str)
    assert dict(here.nodes(data=True)) == dict(there.nodes(data=True))
    assert [f"{url}: fetching all {len(near._graph.engine):,} statements"] == said
    assert kg.list("State") == near.list("State")
    assert asked == requests(kg)


def test_projection_of_a_large_dataset_is_refused_in_one_line(url, monkeypatch):
    """What does not fit stays where it is, and the line says what to do."""
    monkeypatch.setattr(remote, "MOST", 1_000)
    kg = alliancekg.connect(url)

    with pytest.raises(alliancekg.AllianceKGError, match=r"holds [\d,]+ statements, and this reads most"):
        list(kg._graph.engine)


def test_rdflib_reads_a_copy(url, near):
    """Its Dataset stands on a store of this process: what fits is fetched."""
    dataset = alliancekg.connect(url).dataset

    assert len(near.dataset.default_graph) == len(dataset.default_graph) > 4_000


def test_query_runs_on_the_server_with_our_prefixes(ask, url, near):
    """A query that names a prefix of ours goes out with it declared, and comes back in the W3C's formats."""
    text = "SELECT ?a ?s { ?a akg:stateParty ?s } ORDER BY ?a ?s"

    result = ask("--endpoint", url, "query", "-e", text, "-f", "json")
    assert 0 == result.exit_code
    assert json.loads(near.query_bytes(text, "json")) == json.loads(result.stdout)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?a akg:stateParty ?s } WHERE { ?a akg:stateParty ?s }",
        "ASK { akd:state_japan a akg:State }",
        "ASK { akd:state_japan a akg:Company }",
        "# a comment\nPREFIX x: <https://w3id.org/alliancekg/ns#>\nSELECT ?p { ?p a x:Program } # the end",
        "SELECT ?s { GRAPH akd:registry { ?s a akg:State } }",
        "SELECT ?s ?g { GRAPH ?g { ?s akg:legalForce ?f } }",
    ],
)
def test_any_form_of_query_gives_what_the_files_give(text, far, near):
    """ASK, CONSTRUCT, own prefixes, comments, graphs by name: rows in any order."""
    here, there = near.query(text), far.query(text)

    assert here.columns == there.columns
    assert sorted(map(str, here.rows)) == sorted(map(str, there.rows))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?s { GRAPH akd:registry { ?s a akg:State } }", "same"),
        ('SELECT ?s { GRAPH <https://w3id.org/alliancekg/id/registry> { ?s ?p "GRAPH akd:x" } }', "none"),
        ("SELECT ?s ?g { GRAPH ?g { ?s akg:legalForce ?f } }", "same"),
        ("ASK { akd:state_japan a akg:State }", "same"),
        ("ASK { akd:state_japan a akg:Company }", "same"),
    ],
)
def test_virtuoso_finds_what_stands_in_a_graph_named_in_the_query(text, rows, farther, near):
    """It finds nothing there itself once its default graph is named."""
    here, there = near.query(text), farther.query(text)

    assert (rows == "none") == (here.rows == ())
    assert sorted(map(str, here.rows)) == sorted(map(str, there.rows))


def test_answer_that_virtuoso_cuts_off_is_fetched_page_by_page(farther, near):
    """It ends every answer after 2,000 rows: the default graph has more, each of which comes once."""
    here, there = (
        near.query("SELECT ?s ?p ?o { ?s ?p ?o }"),
        farther.query("SELECT ?s ?p ?o { ?s ?p ?o }"),
    )

    assert len(here) == len(there) == len(set(there.rows)) > 4_000


def test_graph_beside_that_virtuoso_needs_is_none_of_the_dataset(farther, near):
    """The named graph that stands for the default one, and those that it brings along, are not told of."""
    names = set(map(str, near._graph.engine.named_graphs()))

    assert names == set(map(str, farther._graph.engine.named_graphs()))
    assert f"<{MERGE}>" not in names


def test_info_names_the_server_and_counts_what_it_holds(url, near):
    """Files and engine are other ones; all else is as the files say."""
    here, there = near.info(), alliancekg.connect(url).info()

    assert ((url, here.statements),) == there.files
    assert there.engine.startswith("Oxigraph/")
    same = (
        "sources",
        "passages",
        "accepted_passages",
        "named_graphs",
        "default_graph",
        "modes",
    )
    assert [getattr(here, name) for name in same] == [getattr(there, name) for name in same]
    assert (here.coverage, here.undescribed_graphs) == (there.coverage, there.undescribed_graphs)


@pytest.mark.parametrize(
    "switch",
    [("--as-of", "2023"), ("--known-by", "2023"), ("--modes", "judged"), ("--source", "x")],
    ids=lambda one: one[0],
)
def test_view_of_a_server_is_refused_before_it_is_asked(ask, switch):
    """Rules have run on what it holds: the line says how to build the view instead."""
    result = ask("--endpoint", "http://127.0.0.1:9/", *switch, "info")

    assert 3 == result.exit_code
    assert f"{switch[0]} cannot cut a graph on a server" in result.stderr
    assert "build -o view.nq" in result.stderr


def test_view_of_a_server_is_refused_in_python(far):
    """The method says what the option says."""
    with pytest.raises(alliancekg.AllianceKGError, match="--as-of cannot cut"):
        far.as_of("2023")


def test_two_graphs_are_wrong_usage_and_what_is_typed_wins(ask, url, tiny):
    """Files and a server cannot both be asked; one of them from the environment gives way."""
    both = ask("--graph", tiny, "--endpoint", url, "info")
    files = ask("--graph", tiny, "query", "-e", "ASK {}", env={"ALLIANCEKG_ENDPOINT": "http://127.0.0.1:9/"})
    server = ask("query", "--endpoint", url, "-e", "ASK {}", env={"ALLIANCEKG_GRAPH": "no/such/file"})

    assert (2, True) == (both.exit_code, "not two of them" in both.stderr)
    assert (0, 0) == (files.exit_code, server.exit_code)


def test_union_of_all_graphs_is_refused(kg, tmp_path):
    """A server that answers from all graphs together would report what only a denial says."""
    denied = f"<x:a> <x:b> <x:c> <{AKS}made-up-tiny_p05> .\n"
    data = written(tmp_path / "tiny.nq", kg, denied)

    with oxigraph(tmp_path, data) as address:
        assert kg.info().modes == alliancekg.connect(address).info().modes
    again = tmp_path / "again"
    again.mkdir()
    with (
        oxigraph(again, data, "--union-default-graph") as address,
        pytest.raises(alliancekg.AllianceKGError, match="all graphs together"),
    ):
        alliancekg.connect(address)


def test_modes_of_the_merge_are_read_from_the_server_and_told(tiny, tmp_path):
    """What was built with hedged passages is shown with them as support, and a word about it."""
    built, said = alliancekg.load(tiny, modes=["judged"]), []

    with oxigraph(tmp_path, written(tmp_path / "tiny.nq", built)) as address:
        there = alliancekg.connect(address, notice=said.append).info()

    assert ("reported", "announced", "judged") == there.modes
    assert built.info().accepted_passages == there.accepted_passages
    assert [f"{address}: its default graph counts what passages say that are judged"] == said


@pytest.mark.parametrize(
    "text", ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DROP ALL", "SELECT"]
)
def test_query_that_is_refused_here_is_not_sent(text, far):
    """What reaches beyond, changes or is no query stops before the server hears of it."""
    before = requests(far)

    with pytest.raises(QueryError):
        far.query(text)
    assert before == requests(far)


def test_only_the_named_thing_is_unknown(far):
    """A slip of the pen is answered as from files."""
    with pytest.raises(alliancekg.AllianceKGError, match="no term is called 'SOSSA'"):
        far.show("SOSSA")
    assert AKD + "state_japan" == far._graph.names.resolve("Japan")
