"""Projections written for other tools: networkx reads back what was written."""

import io
import json
from dataclasses import asdict

import networkx as nx
import pytest

from alliancekg import projection
from alliancekg.model import Citation, Entity, Relation, Term
from alliancekg.publish.networks import EDGE_COLUMNS, edge_rows, graphml, node_link

STRANGE = "quote \" ' <&> ]]> tab\tline\nTōkyō 東京 😀"


@pytest.fixture(params=["tiny", "embedded"])
def graphs(request, kg, embedded):
    """Return a graph of each size."""
    return kg if request.param == "tiny" else embedded


@pytest.fixture(params=projection.VIEWS)
def network(request, graphs):
    """Return each projection of each graph."""
    found = graphs.project(request.param)
    assert found.number_of_edges() > 0
    return found


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
    """Return attributes as GraphML is said to hold them: citations as JSON, other lists joined by " | "."""

    def scalar(value):
        if isinstance(value, tuple) and value and isinstance(value[0], Citation):
            return [asdict(one) for one in value]
        return " | ".join(value) if isinstance(value, tuple) else value

    return {name: scalar(value) for name, value in data.items()}


def parsed(data):
    """Return attributes read from GraphML, citations parsed."""
    return {name: json.loads(value) if name == "sources" else value for name, value in data.items()}


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


def test_graphml_is_read_back_as_it_was(network):
    """The same nodes, edges and attributes; citations and lists as documented."""
    again = from_graphml(graphml(network), network)

    assert (again.is_directed(), again.is_multigraph()) == (network.is_directed(), network.is_multigraph())
    assert dict(again.nodes(data=True)) == {node: flat(data) for node, data in network.nodes(data=True)}
    expected = [(tail, head, key, flat(data)) for tail, head, key, data in edges(network)]
    assert [(*edge[:2], edge[3]) for edge in edges_with_sources(again)] == [
        (*edge[:2], edge[3]) for edge in expected
    ]
    if network.is_multigraph():
        assert [edge[2] for edge in edges(again)] == [edge[2] for edge in expected]
    assert nx.is_isomorphic(again, network)


def edges_with_sources(graph):
    """Return the edges of a graph read from GraphML, citations parsed; the order is that of ``edges``."""
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

    drawn = {(tail, data["relation"], head) for tail, head, data in network.edges(data=True)}
    assert drawn == {
        ("akd:body_borea-mod", "body of", "akd:state_borea"),
        ("akd:body_borea-mod", "party", "akd:agreement_pact"),
        ("akd:state_atland", "party", "akd:agreement_pact"),
        ("akd:event_pact-signature", "is a step for", "akd:agreement_pact"),
        ("akd:program_radar", "has output", "akd:system_radar"),
        ("akd:state_atland", "lead", "akd:program_radar"),
        ("akd:state_atland", "licensor", "akd:program_radar"),
        ("akd:state_coria", "partner", "akd:program_radar"),
    }
    assert set(network) == {node for edge in drawn for node in (edge[0], edge[2])}


@pytest.mark.parametrize("written", [graphml, node_link])
def test_parallel_edges_survive(kg, written):
    """Atland leads the radar and licenses it: two edges, told apart by what carries them."""
    network = kg.project("entities")

    text = written(network)
    again = (
        from_graphml(text, network)
        if written is graphml
        else nx.node_link_graph(json.loads(text), edges="edges")
    )
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
    assert {len(cells) for cells, _ in rows} == {len(EDGE_COLUMNS)}
    assert all(network.has_edge(cells[0], cells[3]) for cells, _ in rows)
    labels = {cells[at]: cells[at + 1] for cells, _ in rows for at in (0, 3)}
    assert labels == {node: network.nodes[node]["label"] for node in labels}


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

    one = projection.entities(nodes, ties)
    other = projection.entities(reversed(nodes), reversed(ties))
    assert edge_rows(one) == edge_rows(other)
    assert list(one) == list(other) == ["akd:a", "akd:b", "akd:c"]


def tie(tail, head, date="", gist="g"):
    """Return an edge of which only the ends and some texts matter."""
    source = Citation("aks:x", "aks:x_p01", "p01", "reported", "t", "p", "2024", "", gist)
    return Relation(
        f"{tail} {head}", Term(tail, tail), "party", "akg:x", Term(head, head), date, sources=(source,)
    )


def strange(label):
    """Return two things and an edge with a strange text in every place where there is text."""
    nodes = [Entity("akd:a", label, label, label, (label, "x")), Entity("akd:b", "B", "state")]
    return projection.entities(nodes, [tie("akd:a", "akd:b", date=label, gist=label)])


def test_quotes_and_letters_of_any_script_survive():
    """What XML and JSON escape comes back as it was."""
    network = strange(STRANGE)

    in_xml = from_graphml(graphml(network), network)
    in_json = nx.node_link_graph(json.loads(node_link(network)), edges="edges")
    for again in (in_xml, in_json):
        assert again.nodes["akd:a"]["label"] == STRANGE
        assert next(iter(again.edges(data=True)))[2]["date"] == STRANGE
    assert in_xml.nodes["akd:a"]["aliases"] == f"{STRANGE} | x"
    assert json.loads(next(iter(in_xml.edges(data=True)))[2]["sources"])[0]["gist"] == STRANGE


@pytest.mark.parametrize(
    "sign", ["\0", "\x01", "\x0b", "\x1b", "\ufffe", "\uffff"], ids=lambda sign: f"U+{ord(sign):04X}"
)
def test_sign_that_xml_forbids_is_replaced_there_and_kept_in_json(sign):
    """GraphML holds U+FFFD in its place and can be read; JSON holds the sign itself."""
    network = strange(f"a{sign}b")

    in_xml = from_graphml(graphml(network), network)
    in_json = nx.node_link_graph(json.loads(node_link(network)), edges="edges")
    assert in_xml.nodes["akd:a"]["label"] == in_xml.nodes["akd:a"]["kind"] == "a\ufffdb"
    assert next(iter(in_xml.edges(data=True)))[2]["date"] == "a\ufffdb"
    assert in_json.nodes["akd:a"]["label"] == f"a{sign}b"
