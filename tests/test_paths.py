"""How two things are connected: every hop has its ties and their evidence."""

import json

import networkx as nx
import pytest

import alliancekg
from alliancekg.analysis.paths import routes


def test_a_path_is_told_hop_by_hop_with_evidence(corrected):
    """The SOSA has the ministry as a party, and the ministry is a body of Japan."""
    (route,) = corrected.path("SOSA", "Japan").rows

    assert [(hop.start.label, hop.end.label) for hop in route.hops] == [
        ("U.S.-Japan Security of Supply Arrangement", "Japanese Ministry of Defense"),
        ("Japanese Ministry of Defense", "Japan"),
    ]
    assert [tie.told for hop in route.hops for tie in hop.ties] == ["has party", "body of"]
    assert all(tie.sources for hop in route.hops for tie in hop.ties)


def test_barred_classes_stand_on_no_path(corrected):
    """Without states in between, the firm and the minister are tied by texts and bodies."""
    free = corrected.path("Mitsubishi Heavy Industries", "Lloyd Austin").rows[0]
    barred = corrected.path("Mitsubishi Heavy Industries", "Lloyd Austin", without=["State"]).rows[0]
    between = {corrected.entity(hop.end.id).kind for hop in barred.hops[:-1]}

    assert len(free) <= len(barred)
    assert "state" not in between


def test_paths_are_as_short_as_networkx_finds_them(corrected):
    """The independent oracle; further paths are no shorter."""
    graph = corrected.project("entities")
    plain = nx.Graph(graph.to_undirected())
    for end in ("akd:state_japan", "akd:program_gpi", "akd:person_hamada-yasukazu"):
        found = routes(graph, "akd:company_rtx", end, most=4)
        lengths = [len(route) for route in found]

        assert lengths[0] == nx.shortest_path_length(plain, "akd:company_rtx", end)
        assert lengths == sorted(lengths)
        assert len(set(found)) == len(found)


def test_parallel_ties_of_a_hop_all_stand():
    """Two relations between two things are two ties of one hop, the other way round marked as such."""
    graph = nx.MultiDiGraph()
    for node in "ab":
        graph.add_node(node, label=node.upper(), **{"class": "akg:State"})
    plain = {"date": "", "derived": "", "contested": False, "sources": ()}
    graph.add_edge("a", "b", relation="party", property="akg:Participation", **plain)
    graph.add_edge("b", "a", relation="body of", property="akg:bodyOf", **plain)
    (route,) = routes(graph, "a", "b")

    assert [tie.told for tie in route.hops[0].ties] == ["party of", "<- body of"]


def test_no_path_says_what_was_searched(ask, article):
    """With all that joins them barred, nothing is left; the answer counts what was looked at."""
    result = ask("path", "SOSA", "GPI", "--without", "Actor", "--without", "Event", "--source", ARTICLE)

    assert result.exit_code == 0
    assert result.stderr.startswith("no path found; ")
    assert "none on the way of actor, event" in result.stderr
    assert str(article.coverage()) in result.stderr


ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        pytest.param(["SOSA", "SOSA"], 3, "the same thing", id="one thing twice"),
        pytest.param(["SOSA", "Nowhere"], 3, "no term is called", id="an unknown thing"),
        pytest.param(["SOSA", "Japan", "--without", "Nations"], 3, "no class is called", id="no class"),
        pytest.param(["SOSA", "Japan", "-k", "0"], 2, "-k", id="no paths asked for"),
    ],
)
def test_mistakes_are_told_in_a_line(ask, words, status, line):
    """Never a traceback."""
    result = ask("path", *words)

    assert result.exit_code == status
    assert line in result.stderr


def test_a_path_is_as_of_a_day(corrected):
    """Before the memorandum was signed nothing leads from it to the arrangement that rests on it."""
    later = corrected.as_of("2024-06-01").path("akd:agreement_us-japan-gpi-arrangement-2024", "RDT&E MOU")

    assert len(later.rows[0]) == 1
    assert {tie.holds for tie in later.rows[0].hops[0].ties} <= {"yes", "unknown"}
    with pytest.raises(alliancekg.AllianceKGError):
        corrected.as_of("2022-06-01").path("akd:agreement_us-japan-gpi-arrangement-2024", "Japan")


def test_json_has_every_hop_with_its_sources(ask):
    """The list contract, nested."""
    body = json.loads(ask("path", "SOSA", "Japan", "-f", "json").stdout)
    (row,) = body["rows"]

    assert (body["from"]["label"], body["to"]["label"]) == (
        "U.S.-Japan Security of Supply Arrangement",
        "Japan",
    )
    assert all(tie["sources"] for hop in row["hops"] for tie in hop["ties"])
