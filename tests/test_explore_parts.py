"""What of a graph goes into the page: the part that is shown, its times as tables, and its other layouts."""

from itertools import combinations

import networkx as nx
import pytest

from alliancekg.errors import TooLargeError, UnknownTermError
from alliancekg.explore import Lifetimes, page_data
from alliancekg.explore.groups import ALONE, STATES, Group, by_alliance, by_class, framed
from alliancekg.explore.labels import short
from alliancekg.explore.layout import Box
from alliancekg.explore.part import MOST, check_size, part
from alliancekg.model import Coverage, Held, State

BOX = Box(40, 10, 30)
YES, NO, SIGNED = State("yes"), State("no"), State("possibly", "signed", "before")


def chain(*classes):
    """Return a chain of things n0 -> n1 -> ..., of the classes in turn."""
    graph = nx.MultiDiGraph()
    for index, kind in enumerate(classes):
        graph.add_node(f"n{index}", label=f"Thing {index}", kind=kind, **{"class": kind})
    graph.add_edges_from((f"n{index}", f"n{index + 1}", f"k{index}") for index in range(len(classes) - 1))
    return graph


@pytest.mark.parametrize(
    ("focus", "hops", "classes", "expected"),
    [
        pytest.param([], 1, [], "n0 n1 n2 n3 n4", id="everything"),
        pytest.param(["n2"], 1, [], "n1 n2 n3", id="one tie either way"),
        pytest.param(["n0"], 2, [], "n0 n1 n2", id="two ties"),
        pytest.param(["n2"], 0, [], "n2", id="the thing alone"),
        pytest.param(["n0", "n4"], 1, [], "n0 n1 n3 n4", id="two things"),
        pytest.param([], 1, ["a"], "n0 n2 n4", id="one class"),
        pytest.param(["n1"], 1, ["a"], "n0 n1 n2", id="what is in focus stays, whatever its class"),
        pytest.param(["n0"], 4, ["a"], "n0", id="no way through other classes"),
    ],
)
def test_a_part_is_what_is_near(focus, hops, classes, expected):
    """The chain is a b a b a: hops count ties in either direction."""
    found = part(chain("a", "b", "a", "b", "a"), focus, hops, classes)

    assert expected.split() == sorted(found)
    assert found.number_of_edges() == sum(
        int(node[1]) + 1 == int(other[1]) for node in found for other in found
    )


@pytest.mark.parametrize(
    ("things", "words"),
    [
        pytest.param(1_001, ["1,001 things", "--focus TERM --hops N", "--class", "--as-of"], id="narrow it"),
        pytest.param(5_001, ["5,001 things", "gexf", "graphml"], id="another program"),
    ],
)
def test_a_hairball_is_refused(things, words):
    """The error says how many there are, and what to do instead."""
    with pytest.raises(TooLargeError) as caught:
        check_size(things)

    assert [] == [word for word in words if word not in str(caught.value)]


def test_a_thousand_things_are_a_page():
    """The limit itself is allowed."""
    assert check_size(MOST) is None


def test_explore_narrows_by_name(kg):
    """Focus by label, classes with those below them; what is unknown is named."""
    whole = kg.explore()
    near = kg.explore(focus=["the Pact"])
    states = kg.explore(classes=["Actor"])

    assert near.nodes < whole.nodes
    assert '"start":"akd:agreement_pact"' in near.html
    assert 0 < states.nodes < whole.nodes
    with pytest.raises(UnknownTermError, match="no thing that is drawn is called 'Atland as party'"):
        kg.explore(focus=["Atland as party"])


def test_the_command_narrows(ask, tiny, tmp_path):
    """The options reach the page; hops without a thing to count from are wrong usage."""
    file = tmp_path / "page.html"
    done = ask("explore", "--graph", tiny, "--focus", "Supply Pact", "--hops", "0", "-o", file)
    wrong = ask("explore", "--graph", tiny, "--hops", "2", "-o", file)

    assert (0, "") == (done.exit_code, done.stdout)
    assert f"wrote {file}: 1 nodes, 0 edges" in done.stderr
    assert wrong.exit_code == 2
    assert "--focus" in wrong.stderr


def test_a_page_as_of_a_day_shows_that_day_alone(kg):
    """Each row has the one state that the view gives it, and there is no slider to move."""
    data = kg.as_of("2024-01-01").explore().html

    assert '"as_of":"2024-01-01"' in data
    assert '"stops":[]' in data


def test_tables_are_kept_once_and_stops_are_what_changes():
    """Two things of one life share a table; the slider stops at the months of what is drawn."""
    life = Held((("0001-01-01", NO), ("2023-08-18", SIGNED)), (("2023", SIGNED), ("2023-08", SIGNED)), SIGNED)
    nodes = {"n0": life, "n1": life}
    data = page_data(chain("a", "a"), {}, Coverage(1, "2023", "2024", ()), lifetimes=Lifetimes(nodes, {}, {}))
    held = [node["held"] for node in data["nodes"]]
    table = data["times"]["tables"][held[0]]
    states = [(one["holds"], one["stage"], one["phase"]) for one in data["times"]["states"]]

    assert held[0] == held[1] != data["edges"][0]["held"]
    assert [("0001-01-01", "no"), ("2023-08-18", "possibly")] == [
        (day, states[place][0]) for day, place in table["days"]
    ]
    assert {"2023", "2023-08"} == set(table["spans"])
    assert ("possibly", "signed", "before") == states[table["ever"]]
    assert ["2023-08"] == data["times"]["stops"]


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        pytest.param("Ministry of Defense", ["MOD", "Japanese MOD"], "MOD", id="the shortest"),
        pytest.param("Japan", ["JPN"], "", id="spares too little"),
        pytest.param("Self-Defense Forces", ["自衛隊"], "", id="another script"),
        pytest.param("A programme with a name", ["An alias as long as that"], "", id="too long"),
        pytest.param("Something", [], "", id="none"),
    ],
)
def test_a_short_name_stands_in_for_a_long_one(name, aliases, expected):
    """Where the whole name has no room."""
    assert expected == short(name, aliases)


def test_alliances_gather_what_is_nearest():
    """States apart, for all ways lead through them; a thing between two goes to the first by name."""
    ranks = {"s": "state", "b": "tie", "a": "tie", "x": "main", "y": "main", "z": "minor", "far": "main"}
    names = {one: one.upper() for one in ranks}
    links = [("s", "a"), ("s", "b"), ("x", "b"), ("y", "x"), ("z", "a"), ("z", "b"), ("far", "s")]

    assert [
        ("states", STATES, ["s"]),
        ("a", "A", ["a", "z"]),
        ("b", "B", ["b", "x", "y"]),
        ("alone", ALONE, ["far"]),
    ] == by_alliance(ranks, names, links)


def test_two_classes_of_one_name_stay_apart():
    """A user's class may be called as one of ours is."""
    groups = by_class(
        [("akg:State", "state"), ("ex:State", "state")],
        {"a": "A", "b": "B"},
        {"a": "akg:State", "b": "ex:State"},
    )

    assert [("akg:State", "state", ["a"]), ("ex:State", "state (ex:State)", ["b"])] == groups


@pytest.mark.parametrize("sizes", [[1], [3, 1, 7], [40, 2, 2, 9, 1]])
def test_frames_hold_their_own_and_no_other(sizes):
    """No two boxes overlap, no two frames overlap, and each box is within the frame of its group."""
    groups = {f"g{at}": [f"t{at}-{index}" for index in range(size)] for at, size in enumerate(sizes)}
    boxes = {one: BOX for members in groups.values() for one in members}
    found = framed([Group(name, name, members) for name, members in groups.items()], boxes)
    order = sorted(boxes)
    rooms = {
        order[one]: (x - 40, x + 40, y - 10, y + 30) for frame in found for one, x, y in frame["members"]
    }
    frames = {
        frame["name"]: (frame["x"], frame["x"] + frame["width"], frame["y"], frame["y"] + frame["height"])
        for frame in found
    }

    assert not any(meet(a, b) for a, b in combinations(rooms.values(), 2))
    assert not any(meet(a, b) for a, b in combinations(frames.values(), 2))
    for name, members in groups.items():
        left, right, top, bottom = frames[name]
        for a, b, c, d in (rooms[one] for one in members):
            assert left <= a < b <= right
            assert top <= c < d <= bottom


def meet(a, b):
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
