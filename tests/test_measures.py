"""Network measures: igraph's values are networkx's own, on every projection and on odd graphs."""

import random

import igraph
import networkx as nx
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from alliancekg.analysis.measures import MEASURES, scores
from alliancekg.cli.network import MEASURES as OFFERED
from alliancekg.errors import UnknownTermError


def eigenvector(graph):
    """Return networkx's values of each component, by its share of the nodes; 0 where there is no tie."""
    found = dict.fromkeys(graph, 0.0)
    for piece in nx.connected_components(graph):
        if len(piece) > 1:
            own = nx.eigenvector_centrality(
                graph.subgraph(piece), max_iter=100_000, tol=1e-14, weight="weight"
            )
            found |= {node: value * len(piece) / len(graph) for node, value in own.items()}
    return found


ORACLES = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "clustering": nx.clustering,
    "core": nx.core_number,
    "cut": lambda graph: {node: float(node in set(nx.articulation_points(graph))) for node in graph},
    "degree": lambda graph: dict(graph.degree()),
    "eigenvector": eigenvector,
    # networkx's own power iteration: the public name wants scipy for the same numbers
    "pagerank": lambda graph: _pagerank_python(graph, alpha=0.85, tol=1e-14, max_iter=1000),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
}


def plain(graph):
    """Return the simple weighted graph behind a projection, by networkx alone."""
    made = nx.Graph()
    made.add_nodes_from(graph)
    for tail, head, data in graph.edges(data=True):
        if tail != head:
            before = made.get_edge_data(tail, head, {"weight": 0})["weight"]
            made.add_edge(tail, head, weight=before + data.get("weight", 1))
    return made


def labelled(graph):
    nx.set_node_attributes(graph, {node: str(node) for node in graph}, "label")
    nx.set_node_attributes(graph, "thing", "kind")
    return graph


GRAPHS = {
    "empty": nx.Graph(),
    "alone": nx.empty_graph(["a"]),
    "apart": nx.Graph([("a", "b"), ("c", "d"), ("d", "e")]),
    "ring": nx.relabel_nodes(nx.cycle_graph(6), str),
    "karate": nx.relabel_nodes(nx.karate_club_graph(), str),
    "loops and parallels": nx.MultiDiGraph([("a", "a"), ("a", "b"), ("b", "a"), ("b", "c")]),
}


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("measure", MEASURES)
def test_values_agree_with_networkx(measure, name):
    """To nine places, on graphs with no edge, loops, parallel ties and several components."""
    graph = labelled(GRAPHS[name])
    expected = ORACLES[measure](plain(graph)) if len(graph) else {}

    assert {row.node.id: row.value for row in scores(graph, measure)} == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("view", ["entities", "states", "actors-agreements"])
@pytest.mark.parametrize("measure", MEASURES)
def test_values_agree_with_networkx_on_what_is_shipped(corrected, measure, view):
    """Projections of the article and the sources that correct it."""
    graph = corrected.project(view)
    found = {row.node.id: row.value for row in corrected.rank(measure, view)}

    assert found == pytest.approx(ORACLES[measure](plain(graph)), abs=1e-9)


def test_equal_values_share_a_rank():
    """In a ring all are first; after them nobody."""
    assert {row.rank for row in scores(labelled(GRAPHS["ring"]), "betweenness")} == {1}
    star = labelled(nx.relabel_nodes(nx.star_graph(3), str))
    assert [row.rank for row in scores(star, "degree")] == [1, 2, 2, 2]


@pytest.mark.parametrize("measure", MEASURES)
def test_two_runs_give_equal_bytes(embedded, measure):
    """To the last digit, whatever was drawn by chance before."""
    graph = embedded.project("entities")
    first = scores(graph, measure)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - for a test

    assert scores(graph, measure) == first


def test_values_that_differ_in_their_last_digits_are_in_the_order_of_labels(article):
    """Two pieces of one shape: three nodes in a row each, and both middles are first."""
    rows = article.rank("eigenvector", "actors-agreements").rows

    assert [row.rank for row in rows] == [1, 1, 3, 3, 3, 3]
    assert [row.node.label for row in rows[2:]] == sorted(row.node.label for row in rows[2:])


def test_eigenvector_of_pieces_is_by_their_share():
    """Worked out: both ends of a lone tie have 1/sqrt(2), a path of three 1/2, 1/sqrt(2), 1/2."""
    found = {row.node.id: row.value for row in scores(labelled(GRAPHS["apart"]), "eigenvector")}
    root = 0.5**0.5

    expected = {"a": root * 2 / 5, "b": root * 2 / 5, "c": 0.3, "d": root * 3 / 5, "e": 0.3}
    assert found == pytest.approx(expected, abs=1e-12)


def test_every_measure_says_what_it_does_not_tell(embedded, ask):
    """A number comes with its caveat."""
    assert set(OFFERED) == set(MEASURES)
    assert all(one.tells and one.caveat.endswith(".") for one in MEASURES.values())
    assert "a tie that none tells of is missing" in ask("rank", "betweenness").stderr
    with pytest.raises(UnknownTermError, match="measure"):
        embedded.rank("beauty")
