"""Projections written for other tools: networkx reads back what was written."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

import networkx as nx
import pytest

import alliancekg
from alliancekg import projection, recipes
from alliancekg.model import Citation, Entity, Relation, Term
from alliancekg.model.links import Link
from alliancekg.publish.networks import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    SHARES,
    edge_rows,
    gexf,
    graphml,
    node_link,
    node_rows,
)
from alliancekg.terms import PREFIXES

STRANGE = "quote \" ' <&> ]]> tab\tline\nreturn\rboth\r\nTōkyō 東京 😀"


CASES = Path(__file__).parent / "data" / "cases"
ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"


@pytest.fixture(params=["tiny", "corrected", "anzus", "scope"])
def graphs(request, kg, corrected):
    """Return graphs of each size, two of them of pledges."""
    if request.param in {"anzus", "scope"}:
        return alliancekg.load(CASES / f"{request.param}.trig")
    return kg if request.param == "tiny" else corrected


@pytest.fixture(params=recipes.names())
def network(request, graphs):
    """Return each projection of each graph."""
    return graphs.project(request.param)


@pytest.mark.parametrize("view", recipes.names())
def test_no_recipe_is_empty_everywhere(view, kg, corrected):
    """What follows would hold of nothing."""
    pledges = alliancekg.load(CASES / "anzus.trig")

    assert any(graph.project(view).number_of_edges() for graph in (kg, corrected, pledges))


def edges(graph):
    """Return every edge of a graph by its ends, with its key and attributes."""
    multi = {"keys": True} if graph.is_multigraph() else {}
    found = []
    for tail, head, *rest in graph.edges(data=True, **multi):
        ends = (tail, head) if graph.is_directed() else tuple(sorted((tail, head)))
        key = rest[0] if multi else rest[-1].get("key", "")
        found.append((*ends, key, rest[-1]))
    return sorted(found, key=lambda edge: edge[:3])


def flat(data):
    """Return attributes as XML is said to hold them: citations as JSON, other lists joined by " | "."""

    def scalar(value):
        if isinstance(value, tuple) and value and isinstance(value[0], Citation):
            return [asdict(one) for one in value]
        return " | ".join(value) if isinstance(value, tuple) else value

    return {name: scalar(value) for name, value in data.items()}


def timed(data):
    """Return attributes as GEXF is said to hold them: as ``flat``, without open sides, without ``key``."""
    return {
        name: value
        for name, value in flat(data).items()
        if name != "key" and (value or name not in {"start", "end"})
    }


def parsed(data):
    """Return attributes read from XML, citations parsed."""
    return {name: json.loads(value or "[]") if name == "sources" else value for name, value in data.items()}


def plain(value):
    """Return attributes as JSON is said to hold them: lists, and citations as objects."""
    if isinstance(value, Citation):
        return asdict(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return {name: plain(one) for name, one in value.items()} if isinstance(value, dict) else value


def from_graphml(text, like):
    """Return what networkx reads, as the kind of graph that was written."""
    return nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=like.is_multigraph())


def from_gexf(text, _):
    """Return what networkx reads: a graph with keys only where there are parallel edges."""
    return nx.read_gexf(io.BytesIO(text.encode()))


def test_graphml_is_read_back_as_it_was(network):
    """The same nodes, edges and attributes; citations and lists as documented."""
    again = from_graphml(graphml(network), network)

    assert (again.is_directed(), again.is_multigraph()) == (network.is_directed(), network.is_multigraph())
    read = {node: parsed(data) for node, data in again.nodes(data=True)}
    assert read == {node: flat(data) for node, data in network.nodes(data=True)}
    expected = [(tail, head, key, flat(data)) for tail, head, key, data in edges(network)]
    assert [(*edge[:2], edge[3]) for edge in edges_with_sources(again)] == [
        (*edge[:2], edge[3]) for edge in expected
    ]
    if network.is_multigraph():
        assert [edge[2] for edge in edges(again)] == [edge[2] for edge in expected]
    assert nx.is_isomorphic(again, network)


def test_gexf_is_read_back_as_it_was(network):
    """The same nodes, edges and attributes; an edge is labelled with its relation and names its carrier."""
    again = from_gexf(gexf(network), network)

    assert again.is_directed() == network.is_directed()
    read = {node: parsed(data) for node, data in again.nodes(data=True)}
    assert read == {node: timed(data) for node, data in network.nodes(data=True)}
    expected = [
        (
            tail,
            head,
            {**timed(data), "label": data.get("relation", SHARES), **({"carrier": key} if key else {})},
        )
        for tail, head, key, data in edges(network)
    ]
    found = [(tail, head, data) for tail, head, _, data in edges_with_sources(again)]
    assert sorted(found, key=carried) == sorted(expected, key=carried)


def carried(edge):
    return *edge[:2], edge[2].get("carrier", "")


def test_gexf_has_no_date_of_its_own(network):
    """The library would write the day it ran: two days, two files."""
    text = gexf(network)

    assert text == gexf(network)
    assert "lastmodified" not in text
    assert text.splitlines()[2:5] == ["  <meta>", "    <creator>alliancekg</creator>", "  </meta>"]


def days(data):
    return data.get("start"), data.get("end")


def test_gexf_shows_an_event_on_its_day_and_no_other(kg):
    """The pact was signed on 17 May 2020; who is party to it has no date."""
    again = from_gexf(gexf(kg.project("entities")), kg.project("entities"))
    day = ("2020-05-17", "2020-05-17")

    dated = {node: days(data) for node, data in again.nodes(data=True) if any(days(data))}
    assert again.graph["mode"] == "dynamic"
    assert dated == {"akd:event_pact-signature": day}
    ties = {(data["relation"], *days(data)) for *_, data in again.edges(data=True) if any(days(data))}
    assert ties == {("is a step for", *day)}


STRETCHES = """
akd:state_a a akg:State ; skos:prefLabel "A"@en ; akg:endDate "1990-10-02"^^xsd:date .
akd:agreement_x a akg:Agreement ; skos:prefLabel "Pact"@en .
akd:part_a a akg:Participation ; akg:participant akd:state_a ; akg:participationIn akd:agreement_x ;
  akg:role akv:role_party ; akg:startDate "1951"^^xsd:gYear ; akg:endDate "1986-09"^^xsd:gYearMonth .
akd:state_b a akg:State ; skos:prefLabel "B"@en .
akd:part_b a akg:Participation ; akg:participant akd:state_b ; akg:participationIn akd:agreement_x ;
  akg:role akv:role_party ; akg:startDate "1951-09-01"^^xsd:date .
"""


@pytest.mark.parametrize("view", ["entities", "actors-agreements"])
def test_a_stretch_runs_from_its_first_possible_day_to_its_last(tmp_path, view):
    """1951 may be its first of January, September 1986 its thirtieth; an end that nobody states is open."""
    path = tmp_path / "stretches.ttl"
    path.write_text("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + STRETCHES)
    network = alliancekg.load(path).project(view)

    ties = {tail: days(data) for tail, _, data in network.edges(data=True)}
    assert ties == {"akd:state_a": ("1951-01-01", "1986-09-30"), "akd:state_b": ("1951-09-01", "")}
    assert days(network.nodes["akd:state_a"]) == ("", "1990-10-02")
    assert days(network.nodes["akd:state_b"]) == ("", "")
    again = from_gexf(gexf(network), network)
    assert {tail: days(data) for tail, _, data in again.edges(data=True)} == {
        "akd:state_a": ("1951-01-01", "1986-09-30"),
        "akd:state_b": ("1951-09-01", None),
    }


def test_a_day_that_only_confirmations_bound_dates_no_relation():
    """The relation has no stated date: what is known of its carrier is no date of it."""
    nodes = [Entity("akd:a", "A", "state"), Entity("akd:b", "B", "state")]
    ties = [tie("akd:a", "akd:b", date="2020"), tie("akd:b", "akd:a")]
    spans = {"akd:a": ("2020-01-01", "2020-12-31"), "akd:b": ("", "2024-02-29")}
    network = drawn(nodes, ties, spans)

    dated = {tail: days(data) for tail, _, data in network.edges(data=True)}
    assert dated == {"akd:a": ("2020-01-01", "2020-12-31"), "akd:b": ("", "")}


def edges_with_sources(graph):
    """Return the edges of a graph read from XML, citations parsed; the order is that of ``edges``."""
    found = [(tail, head, key, parsed(data)) for tail, head, key, data in edges(graph)]
    for *_, data in found:
        data.pop("id", None)  # networkx hands the key of an edge back as an attribute too
    return found


def test_node_link_json_is_read_back_as_it_was(network):
    """The same graph in ``nx.node_link_graph``; tuples come back as lists."""
    again = nx.node_link_graph(json.loads(node_link(network)), edges="edges")

    assert type(again) is type(network)
    assert again.graph["name"] == network.graph["name"]
    assert dict(again.nodes(data=True)) == {node: plain(data) for node, data in network.nodes(data=True)}
    assert edges(again) == [(tail, head, key, plain(data)) for tail, head, key, data in edges(network)]


def test_every_edge_of_the_shipped_graph_has_its_evidence(network):
    """Who says so survives into the network: no edge without a passage and a gist."""
    for *_, data in network.edges(data=True):
        assert data["sources"]
        assert all(one.passage.startswith(one.source) and one.gist for one in data["sources"])


def test_tiny_network_is_what_a_reader_draws(kg):
    """Seven things and a signing; the ministry is party, not Borea; Atland is in the radar twice."""
    network = kg.project("entities")

    told = {(tail, data["relation"], head) for tail, head, data in network.edges(data=True)}
    assert told == {
        ("akd:body_borea-mod", "body of", "akd:state_borea"),
        ("akd:body_borea-mod", "party", "akd:agreement_pact"),
        ("akd:state_atland", "party", "akd:agreement_pact"),
        ("akd:event_pact-signature", "is a step for", "akd:agreement_pact"),
        ("akd:program_radar", "has output", "akd:system_radar"),
        ("akd:state_atland", "lead", "akd:program_radar"),
        ("akd:state_atland", "licensor", "akd:program_radar"),
        ("akd:state_coria", "partner", "akd:program_radar"),
    }
    assert set(network) == {node for edge in told for node in (edge[0], edge[2])}


def from_node_link(text, _):
    """Return what networkx reads."""
    return nx.node_link_graph(json.loads(text), edges="edges")


@pytest.mark.parametrize(
    ("written", "read"), [(graphml, from_graphml), (gexf, from_gexf), (node_link, from_node_link)]
)
def test_parallel_edges_survive(kg, written, read):
    """Atland leads the radar and licenses it: two edges, told apart by what carries them."""
    network = kg.project("entities")

    again = read(written(network), network)
    between = again["akd:state_atland"]["akd:program_radar"]
    assert {key: data["relation"] for key, data in between.items()} == {
        "akd:part_atland-leads-radar": "lead",
        "akd:part_atland-licenses-radar": "licensor",
    }


def test_edge_rows_are_sorted_and_complete(network):
    """One row an edge, each of the documented columns, in an order that does not depend on the run."""
    rows = edge_rows(network)

    assert rows == sorted(rows)
    assert len(rows) == network.number_of_edges()
    assert all(len(cells) == len(EDGE_COLUMNS) for cells, _ in rows)
    assert all(network.has_edge(cells[0], cells[3]) for cells, _ in rows)
    labels = {cells[at]: cells[at + 1] for cells, _ in rows for at in (0, 3)}
    assert labels == {node: network.nodes[node]["label"] for node in labels}


def test_node_rows_are_sorted_and_complete(network):
    """One row a node, by CURIE, with the passages that speak of it."""
    rows = node_rows(network)

    assert [cells[0] for cells, _ in rows] == sorted(network)
    assert [cited for _, cited in rows] == [network.nodes[cells[0]]["sources"] for cells, _ in rows]


def test_node_row_tells_what_a_thing_is(kg):
    """The pact with its other name; the signing with its day; p01 speaks of both."""
    rows = {cells[0]: (cells[1:], cited) for cells, cited in node_rows(kg.project("entities"))}
    pact, signing = rows["akd:agreement_pact"], rows["akd:event_pact-signature"]

    assert NODE_COLUMNS[1:] == ("label", "kind", "class", "aliases", "start", "end")
    assert pact[0] == ("Supply Pact", "agreement", "akg:Agreement", "the Pact", "", "")
    day = "2020-05-17"
    assert signing[0] == ("Signing of the pact", "agreement event", "akg:AgreementEvent", "", day, day)
    assert [[one.locator for one in cited] for _, cited in (pact, signing)] == [["p01"], ["p01"]]


def test_edge_row_of_states_tells_what_is_shared(kg):
    """Weight 1 and the one agreement or program behind it."""
    rows = [dict(zip(EDGE_COLUMNS, cells, strict=True)) for cells, _ in edge_rows(kg.project("states"))]

    assert [(row["source_label"], row["target_label"], row["weight"], row["shared"]) for row in rows] == [
        ("Atland", "Borea", "1", "akd:agreement_pact"),
        ("Atland", "Coria", "1", "akd:program_radar"),
    ]


def test_edge_row_reads_from_the_actor_to_the_agreement(graphs):
    """As in ``entities``: Atland is party to the Supply Pact; a pact is no party to a state."""
    network = graphs.project("actors-agreements")

    modes = {
        (network.nodes[cells[0]]["mode"], network.nodes[cells[3]]["mode"]) for cells, _ in edge_rows(network)
    }
    assert modes == {(0, 1)}


def test_order_of_the_rows_leaves_no_trace():
    """The same rows backwards give the same bytes."""
    nodes = [Entity(f"akd:{name}", name, "state") for name in "cab"]
    ties = [tie("akd:a", "akd:b"), tie("akd:b", "akd:c"), tie("akd:a", "akd:c")]

    one = drawn(nodes, ties)
    other = drawn(reversed(nodes), reversed(ties))
    assert edge_rows(one) == edge_rows(other)
    assert list(one) == list(other) == ["akd:a", "akd:b", "akd:c"]


def tie(tail, head, date="", gist="g"):
    """Return an edge of which only the ends and some texts matter."""
    source = Citation("aks:x", "aks:x_p01", "p01", "reported", "t", "p", "2024", "", gist)
    return Relation(
        f"{tail} {head}", Term(tail, tail), "party", "akg:x", Term(head, head), date, sources=(source,)
    )


def drawn(nodes, ties, spans=None):
    """Return things and relations as ``entities`` draws them."""
    return projection.project(recipes.recipe("entities"), [nodes], map(Link, ties), spans or {})


def strange(label):
    """Return two things and an edge with a strange text in every place where there is text."""
    nodes = [Entity("akd:a", label, label, label, (label, "x")), Entity("akd:b", "B", "state")]
    return drawn(nodes, [tie("akd:a", "akd:b", date=label, gist=label)])


def test_quotes_and_letters_of_any_script_survive():
    """What XML and JSON escape comes back as it was."""
    network = strange(STRANGE)

    in_xml = [from_graphml(graphml(network), network), from_gexf(gexf(network), network)]
    in_json = from_node_link(node_link(network), network)
    for again in (*in_xml, in_json):
        assert again.nodes["akd:a"]["label"] == STRANGE
        assert next(iter(again.edges(data=True)))[2]["date"] == STRANGE
    for again in in_xml:
        assert again.nodes["akd:a"]["aliases"] == f"{STRANGE} | x"
        assert json.loads(next(iter(again.edges(data=True)))[2]["sources"])[0]["gist"] == STRANGE


@pytest.mark.parametrize(
    "sign", ["\0", "\x01", "\x0b", "\x1b", "\ufffe", "\uffff"], ids=lambda sign: f"U+{ord(sign):04X}"
)
def test_sign_that_xml_forbids_is_replaced_there_and_kept_in_json(sign):
    """GraphML and GEXF hold U+FFFD in its place and can be read; JSON holds the sign itself."""
    network = strange(f"a{sign}b")

    in_json = from_node_link(node_link(network), network)
    for in_xml in (from_graphml(graphml(network), network), from_gexf(gexf(network), network)):
        assert in_xml.nodes["akd:a"]["label"] == in_xml.nodes["akd:a"]["kind"] == "a\ufffdb"
        assert next(iter(in_xml.edges(data=True)))[2]["date"] == "a\ufffdb"
    assert in_json.nodes["akd:a"]["label"] == f"a{sign}b"


@pytest.mark.parametrize(
    "words",
    [pytest.param([], id="edges"), pytest.param(["--nodes"], id="nodes")],
)
def test_rows_say_how_they_stand_on_the_day_asked_about(ask, words):
    """GPI was announced in August 2023: by the 15th perhaps, by the 31st surely."""
    view = ["project", "actors-programs", *words, "--source", ARTICLE, "-f", "csv"]
    told = {
        day: {row["holds"] for row in csv.DictReader(io.StringIO(found)) if "akd:program_gpi" in row.values()}
        for day in ("2023-08-15", "2023-08-31")
        if (found := ask(*view, "--as-of", day).stdout)
    }

    assert told == {"2023-08-15": {"possibly"}, "2023-08-31": {"yes"}}
    assert "holds" not in ask(*view).stdout.partition("\n")[0]
    assert "possibly" in ask(*view[:-2], "--as-of", "2023-08-15").stdout
