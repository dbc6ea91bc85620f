"""How a network hangs together: communities, components, bridges, twins; odd graphs and empty views."""

import itertools
import json

import networkx as nx
import pytest

from alliancekg.analysis.groups import GROUPINGS, bridges, groups, twins
from alliancekg.cli.network import GROUPINGS as OFFERED
from alliancekg.cli.network import MEASURES
from alliancekg.errors import UnknownTermError

ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
VIEWS = ["entities", "states", "actors-agreements"]


def labelled(graph):
    nx.set_node_attributes(graph, {node: str(node) for node in graph}, "label")
    nx.set_node_attributes(graph, "thing", "kind")
    return graph


def simple(graph):
    """Return the simple graph behind a projection, by networkx alone."""
    made = nx.Graph()
    made.add_nodes_from(graph)
    made.add_edges_from((tail, head) for tail, head, *_ in graph.edges if tail != head)
    return made


def fallen(plain, one, other):
    """Return the size of the smaller side when two neighbours are parted; 0 when they hang together still."""
    plain.remove_edge(one, other)
    sides = [nx.node_connected_component(plain, end) for end in (one, other)]
    plain.add_edge(one, other)
    return 0 if sides[0] == sides[1] else min(map(len, sides))


GRAPHS = {
    "empty": nx.Graph(),
    "no edge": nx.empty_graph(["a", "b"]),
    "apart": nx.Graph([("a", "b"), ("c", "d"), ("d", "e")]),
    "ring with a tail": nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")]),
    "loops and parallels": nx.MultiDiGraph([("a", "a"), ("a", "b"), ("b", "a"), ("b", "c")]),
    "karate": nx.relabel_nodes(nx.karate_club_graph(), str),
    "tree": nx.relabel_nodes(nx.balanced_tree(2, 4), str),
}


@pytest.fixture(params=[*GRAPHS, *VIEWS])
def graph(request, corrected):
    """Return an odd graph, or a projection of what the article and its corrections say."""
    name = request.param
    return corrected.project(name) if name in VIEWS else labelled(GRAPHS[name])


def test_components_are_networkx_s_own(graph):
    """Which, and how large; largest first."""
    found = [{term.id for term in group} for group in groups(graph, "components")]

    assert sorted(map(sorted, found)) == sorted(map(sorted, nx.connected_components(simple(graph))))
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)


def test_bridges_are_networkx_s_own_with_the_smaller_side_counted(graph):
    """Each is taken away in turn; the first end stands on the larger side."""
    plain = simple(graph)
    found = {frozenset((row.one.id, row.other.id)): row.cut_off for row in bridges(graph)}

    assert found == {frozenset(pair): fallen(plain, *pair) for pair in nx.bridges(plain)}


def test_likeness_is_networkx_s_jaccard_coefficient(graph):
    """Over all pairs that share a partner, their own tie taken out; who shares none has no row."""
    plain = simple(graph)
    expected = {}
    for one, other in itertools.combinations(sorted(plain), 2):
        parted = plain.copy()
        parted.remove_edges_from([(one, other)])
        ((_, _, value),) = nx.jaccard_coefficient(parted, [(one, other)])
        if value:
            expected[one, other] = value
    found = {(row.one.id, row.other.id): row.likeness for row in twins(graph)}

    assert found == pytest.approx(expected, abs=1e-9)
    assert [row.likeness for row in twins(graph)] == sorted(found.values(), reverse=True)


def test_two_runs_give_equal_communities_that_cut_two_cliques():
    """Two cliques with one tie between them are two groups, and that tie is the only bridge."""
    graph = labelled(nx.relabel_nodes(nx.barbell_graph(5, 0), str))
    found = groups(graph)

    assert found == groups(graph)
    assert [{term.id for term in group} for group in found] == [set("01234"), set("56789")]
    assert [({row.one.id, row.other.id}, row.cut_off) for row in bridges(graph)] == [({"4", "5"}, 5)]


def test_exact_twins_stand_first(kg):
    """In the tiny graph Borea (pact) and Coria (radar) both share something with Atland and nobody else."""
    (row,) = kg.twins().rows

    assert (row.one.label, row.other.label, row.likeness) == ("Borea", "Coria", 1.0)
    assert [term.label for term in row.shared] == ["Atland"]
    assert [source.locator for source in row.sources] == ["p01", "p02"]


def test_every_bridge_and_pair_is_cited(corrected):
    """No row without a passage."""
    assert all(tie.sources for row in corrected.bridges() for tie in row.ties)
    assert all(row.sources for row in corrected.twins("actors-agreements"))


def test_the_pact_hangs_on_its_parties(kg):
    """By hand: taking Atland from the pact parts pact, signing, ministry and Borea from radar, set, Coria."""
    first = kg.bridges().rows[0]

    assert {first.one.label, first.other.label} == {"Supply Pact", "Atland"}
    assert first.cut_off == 4
    assert [tie.relation for tie in first.ties] == ["party"]


UNDIRECTED = """
tells = "who has a part in what, {first} first"
direction = "{direction}"
[[nodes]]
classes = ["{first}"]
mode = 1
[[nodes]]
classes = ["{second}"]
[[edges]]
carriers = ["Participation"]
kinds = ["partner"]
"""


@pytest.mark.parametrize(
    ("first", "second", "direction"),
    [
        pytest.param("Program", "State", "undirected", id="programs before states"),
        pytest.param("State", "Program", "undirected", id="states before programs"),
        pytest.param("State", "Program", "reversed", id="the words turned round"),
        pytest.param("State", "Program", "as told", id="as told"),
    ],
)
def test_a_bridge_is_read_rightly_from_either_end(kg, tmp_path, first, second, direction):
    """Coria is partner of the radar, whatever the recipe does with its edge: never the other way round."""
    path = tmp_path / "mine.toml"
    path.write_text(UNDIRECTED.format(first=first, second=second, direction=direction))
    (row,) = kg.bridges(str(path))
    told = {"Coria": "partner of", "Radar program": "has partner"}

    assert [tie.told for tie in row.ties] == [told[row.one.label]]


def test_every_grouping_says_what_it_does_not_tell(embedded, ask):
    """A group comes with its caveat, a bridge too; what the command offers is what there is."""
    assert set(OFFERED) == set(GROUPINGS)
    assert all(one.tells and one.caveat.endswith(".") for one in GROUPINGS.values())
    assert "no statement of a source" in ask("communities").stderr
    assert "no source tells of is missing" in ask("bridges", "--source", ARTICLE).stderr
    with pytest.raises(UnknownTermError, match="way to group"):
        embedded.communities(by="colour")


def test_json_carries_projection_day_and_caveat(ask):
    """The list contract, with what a reader needs to judge a number."""
    for command, view in (("bridges", "entities"), ("twins", "states"), ("communities", "entities")):
        result = ask(command, "--as-of", "2024-01-01", "--source", ARTICLE, "-f", "json")
        body = json.loads(result.stdout)

        assert (body["as_of"], body["view"]) == ("2024-01-01", view)
        assert body["caveat"].endswith(".")


@pytest.fixture
def strangers(tmp_path):
    """Return a graph of two states that nobody ties to anything."""
    path = tmp_path / "strangers.ttl"
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    ns, names = "https://w3id.org/alliancekg/ns#", "https://w3id.org/alliancekg/id/state_"
    path.write_text("".join(f'<{names}{one}> a <{ns}State> ; <{label}> "{one}"@en .\n' for one in ("a", "b")))
    return path


@pytest.mark.parametrize(
    ("words", "line"),
    [
        pytest.param(["bridges"], "no bridge found; 2 nodes, 0 edges of entities searched; ", id="bridges"),
        pytest.param(["twins"], "no two share a partner; 2 nodes of states compared; ", id="twins"),
        pytest.param(["communities", "--by", "components"], "2 groups in entities; ", id="components"),
        pytest.param(["communities"], "2 groups in entities; ", id="communities"),
        pytest.param(["path", "a", "b"], "no path found; 2 things and 0 relations searched", id="path"),
        pytest.param(["needs", "a"], "no single point of failure, as far as anyone says; ", id="needs"),
        pytest.param(["depends", "a"], "nothing rests on it, as far as anyone says; ", id="depends"),
        pytest.param(["without", "a"], "nothing stops, as far as anyone says; ", id="without"),
        *(pytest.param(["rank", one], "2 nodes of entities; ", id=one) for one in MEASURES),
    ],
)
def test_a_network_without_a_tie_is_told_as_such(ask, strangers, words, line):
    """What was searched is told, and there is no traceback."""
    result = ask("--graph", strangers, *words)

    assert result.exit_code == 0
    assert line in result.stderr


@pytest.mark.parametrize("words", [["bridges"], ["twins"], ["communities"], ["rank", "eigenvector"]])
def test_a_view_of_nothing_is_told_as_such(ask, tiny, words):
    """The actors and agreements of the tiny graph, two years before its pact."""
    result = ask("--graph", tiny, *words, "--view", "actors-agreements", "--as-of", "2018", "-f", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["rows"] == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        pytest.param(["twins", "--view", "nations"], "nations", id="an unknown projection"),
        pytest.param(["communities", "--by", "colour"], "colour", id="an unknown grouping"),
        pytest.param(["rank", "beauty"], "beauty", id="an unknown measure"),
    ],
)
def test_mistakes_are_told_in_a_line(ask, words, line):
    """Never a traceback."""
    result = ask(*words)

    assert result.exit_code == 2
    assert line in result.stderr
