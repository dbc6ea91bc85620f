"""Recipes of one's own: what they can say, and one plain line for what they cannot."""

import csv
import io
import json
from itertools import permutations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancekg
from alliancekg import projection, recipes
from alliancekg.errors import InputError, RecipeError, UnknownTermError
from alliancekg.model import Citation, Entity, Relation, Term
from alliancekg.model.links import Link
from alliancekg.recipes.reading import RULES, parse

DATA = Path(__file__).parent / "data"
ATLAND, BOREA, CORIA = (f"akd:state_{name}" for name in ("atland", "borea", "coria"))
MOD, PACT, RADAR = "akd:body_borea-mod", "akd:agreement_pact", "akd:program_radar"
PARTS = """
tells = "who has a part in what"
[[nodes]]
classes = ["Actor", "Agreement", "Program"]
[[edges]]
carriers = ["Participation"]
"""


def own(tmp_path, text, name="mine.toml"):
    """Return the path of a recipe file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def edges(network):
    return {(tail, data["relation"], head) for tail, head, data in network.edges(data=True)}


def test_a_recipe_of_ones_own_is_drawn_as_it_says(kg, tmp_path):
    """Six parts, read off the file of the tiny graph; the ministry, not Borea, is party."""
    network = kg.project(own(tmp_path, PARTS))

    assert network.name == "mine"
    assert edges(network) == {
        (MOD, "party", PACT),
        (ATLAND, "party", PACT),
        (ATLAND, "lead", RADAR),
        (ATLAND, "licensor", RADAR),
        (CORIA, "partner", RADAR),
    }


@pytest.mark.parametrize("kinds", ['["party"]', '"akv:role_party"', '["PARTY", "host"]'])
def test_kinds_narrow_the_ties(kg, tmp_path, kinds):
    """A role by its label in any case, or by its CURIE."""
    network = kg.project(own(tmp_path, f"{PARTS}kinds = {kinds}\n"))

    assert edges(network) == {(MOD, "party", PACT), (ATLAND, "party", PACT)}


def test_reversed_edges_are_read_the_other_way_round(kg, tmp_path):
    """The pact has the party; what a property says is said by its inverse."""
    text = 'direction = "reversed"' + PARTS + '[[edges]]\nproperties = ["bodyOf"]\n'
    network = kg.project(own(tmp_path, text))

    assert {(PACT, "has party", ATLAND), (RADAR, "has partner", CORIA)} <= edges(network)
    bodies = {tie for tie in edges(network) if MOD in tie and BOREA in tie}
    assert {(tail, head) for tail, _, head in bodies} == {(BOREA, MOD)}


def test_undirected_edges_read_from_where_networkx_hands_them_back(kg, tmp_path):
    """An agreement stands before a state in the order of names, and no agreement is party to a state."""
    network = kg.project(own(tmp_path, 'direction = "undirected"' + PARTS))

    assert not network.is_directed()
    assert (PACT, "has party", ATLAND) in edges(network)
    assert not [tie for tie in edges(network) if tie[1] == "party" and tie[0] == PACT]


def test_folding_keeps_the_direction_and_the_passages(kg, tmp_path):
    """Atland's two parts in the radar are one edge, with the passages of both."""
    folded = kg.project(own(tmp_path, 'parallel = "folded"' + PARTS))
    kept = kg.project(own(tmp_path, PARTS))
    behind = {one for data in kept[ATLAND][RADAR].values() for one in data["sources"]}

    assert type(folded) is nx.DiGraph
    assert folded.edges[ATLAND, RADAR]["relation"] == "lead; licensor"
    assert set(folded.edges[ATLAND, RADAR]["sources"]) == behind


def test_no_days_where_the_recipe_wants_none(tmp_path):
    """Three tenures, one of them from 2010 to 2020."""
    text = """
    tells = "who holds what"
    time = "%s"
    [[nodes]]
    classes = ["Person", "Office"]
    [[edges]]
    carriers = ["Tenure"]
    """
    graph = alliancekg.load(DATA / "times.trig")
    told = {
        rule: graph.project(own(tmp_path, text % rule)).edges["akd:person_first", "akd:office_chair", TENURE]
        for rule in RULES["time"]
    }

    assert [told["stated"][key] for key in ("start", "end")] == ["2010-01-01", "2020-01-01"]
    assert [told["none"][key] for key in ("date", "start", "end")] == ["", "", ""]


TENURE = "akd:tenure_first"


def test_what_is_shared_is_counted_under_the_name_the_recipe_gives(kg, tmp_path):
    """Of programs alone: Atland and Coria share the radar, Borea nothing."""
    text = """
    tells = "states by programs"
    direction = "undirected"
    parallel = "folded"
    weight = "shared"
    time = "none"
    [[nodes]]
    classes = ["State"]
    alone = false
    [[shared]]
    list = "works"
    things = ["Program"]
    carriers = ["Participation"]
    kinds = ["partner", "lead"]
    through = ["bodyOf"]
    """
    ((one, other, data),) = kg.project(own(tmp_path, text)).edges(data=True)

    assert {one, other} == {ATLAND, CORIA}
    assert (data["works"], data["weight"]) == ((RADAR,), 1)


THINGS = st.sampled_from(["p", "q", "r"])
ACTORS = st.sampled_from(["a", "b", "c", "d"])
LISTS = ("agreements", "programs")
TIES = st.lists(st.tuples(ACTORS, THINGS, st.sampled_from(LISTS)), max_size=20)


@given(TIES)
def test_a_weight_is_the_number_of_things_that_both_share(ties):
    """Whatever the ties: for each two apart, the same from both ends, once however often it is said."""
    states = recipes.recipe("states")
    nodes = [Entity(name, name, "state") for name in "abcd"]
    network = projection.project(states, [nodes], [tie(*one) for one in ties])

    assert not network.is_directed()
    for one, other in permutations("abcd", 2):
        mine, theirs = ({(thing, of) for who, thing, of in ties if who == at} for at in (one, other))
        shared = mine & theirs
        data = network.get_edge_data(one, other, {})

        assert data.get("weight", 0) == len(shared)
        assert {(thing, of) for of in LISTS for thing in data.get(of, ())} == shared
        assert {source.passage for source in data.get("sources", ())} == {
            f"{at}-{thing}-{of}" for thing, of in shared for at in (one, other)
        }


def tie(actor, thing, of):
    """Return a link to a shared thing, with a passage of its own."""
    source = Citation("aks:x", f"{actor}-{thing}-{of}", "", "", "", "", "", "", "")
    row = Relation(f"{actor} {thing}", Term(actor, ""), "", "", Term(thing, ""), sources=(source,))
    return Link(row, shared=of)


# what cannot be


TOP = 'tells = "x"\n[[nodes]]\nclasses = ["State"]\n'
BODIES = '[[edges]]\nproperties = ["bodyOf"]\n'
CARRIED = '[[edges]]\ncarriers = ["Participation"]\n'
SHARED = '[[shared]]\nlist = "x"\nthings = ["Program"]\nproperties = ["bodyOf"]\n'
BAD = {
    "an unknown class": (TOP.replace('"State"', '"State", "Kompany"') + BODIES, 3, "no class 'Kompany'. Did"),
    "an unknown property": (
        f'{TOP}[[edges]]\nproperties = [\n  "bodyOf",\n  "bodyoff",\n]\n',
        7,
        "'bodyoff'",
    ),
    "an unknown role": (f'{TOP}{CARRIED}kinds = ["partie"]', 6, "no concept 'partie'"),
    "an unknown key": (f'{TOP}[[edges]]\npropertys = ["bodyOf"]', 5, "Did you mean properties?"),
    "an unknown way": (f'{TOP}[[edges]]\nways = ["licens"]', 5, "Did you mean licence?"),
    "a key of other edges": (f'{TOP}{BODIES}kinds = ["party"]', 6, "kinds is said of carriers"),
    "a class that ties nothing": (f'{TOP}[[edges]]\ncarriers = ["State"]', 5, "ties no two others"),
    "the second of two tables": (f'{TOP}{BODIES}[[edges]]\nproperties = ["x"]', 7, "no property 'x'"),
    "a weight that is a number": (f"weight = 3\n{TOP}{BODIES}", 1, "weight is 3"),
    "a weight of nothing": (f'weight = "shared"\n{TOP}{BODIES}', 1, "counts what is shared"),
    "a direction that is none": (f'direction = "up"\n{TOP}{BODIES}', 1, "direction is 'up'"),
    "a mode that is a word": (f'{TOP}mode = "x"\n{BODIES}', 4, "mode is 'x'"),
    "alone that is a word": (f'{TOP}alone = "no"\n{BODIES}', 4, "Write true or false"),
    "two sorts of tie": (f'{TOP}{BODIES}ways = ["licence"]', 6, "one of carriers"),
    "half a circle": (f'{TOP}{CARRIED}among = "mutualAmong"', 6, "Give both or neither"),
    "no ties": (TOP, 1, "it needs [[edges]]"),
    "ties of both sorts": (TOP + BODIES + SHARED, 4, "and not both"),
    "no nodes": (f'tells = "x"\n{BODIES}', 1, "no class of nodes"),
    "nothing": ("", 1, "tells is to say"),
    "no TOML": ('tells = "x', 1, "it is no TOML"),
    "a name that is taken": (f'{TOP}{CARRIED}carry = {{ date = "date" }}', 6, "'date' is no name"),
    "directed sharing": (TOP + SHARED, 1, "direction = 'undirected'"),
}


@pytest.mark.parametrize(("text", "line", "said"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_told_with_file_and_line(kg, tmp_path, text, line, said):
    """One line that names the place, what is there, and what to write."""
    path = own(tmp_path, text)
    with pytest.raises(RecipeError) as caught:
        kg.project(path)

    told = str(caught.value)
    assert told.startswith(f"{path}:{line}: ")
    assert said in told
    assert "\n" not in told


@pytest.mark.parametrize("command", [["project"], ["rank", "degree", "--view"], ["communities", "--view"]])
def test_commands_tell_it_without_a_traceback(ask, tiny, tmp_path, command):
    """Status 3 and the line."""
    result = ask("--graph", tiny, *command, own(tmp_path, BAD["an unknown class"][0]))

    assert (result.exit_code, result.stdout) == (3, "")
    assert ":3: the ontology has no class 'Kompany'" in result.stderr


@pytest.mark.parametrize("command", [["project"], ["rank", "degree", "--view"], ["communities", "--view"]])
def test_commands_take_a_file(ask, tiny, tmp_path, command):
    """Wherever a recipe that ships can stand."""
    result = ask("--graph", tiny, *command, own(tmp_path, PARTS), "-f", "csv")

    assert result.exit_code == 0
    assert "akd:program_radar" in result.stdout


@pytest.mark.parametrize("command", [["project"], ["rank", "degree", "--view"], ["communities", "--view"]])
def test_unknown_name_lists_the_recipes(ask, tiny, command):
    """Wrong usage, and what there is."""
    result = ask("--graph", tiny, *command, "statess")

    assert result.exit_code == 2
    assert all(name in " ".join(result.stderr.split()) for name in recipes.names())


def test_library_refuses_unknown_names_and_files(kg, tmp_path):
    """A name that does not ship, a file that is not there, one that is no text."""
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(UnknownTermError, match="Did you mean states"):
        kg.project("statess")
    with pytest.raises(InputError, match="No such file"):
        kg.project(tmp_path / "none.toml")
    with pytest.raises(InputError, match="UTF-8"):
        kg.project(tmp_path / "odd.toml")


def test_list_tells_what_each_recipe_shows(ask):
    """As table, CSV and JSON, without a graph."""
    table, rows, told = (ask("project", "--list", "-f", form) for form in ("table", "csv", "json"))

    assert [row["recipe"] for row in csv.DictReader(io.StringIO(rows.stdout))] == list(recipes.names())
    assert {row["recipe"]: row["tells"] for row in json.loads(told.stdout)["rows"]} == {
        one.name: one.tells for one in recipes.recipes()
    }
    assert all(one.name in table.stdout for one in recipes.recipes())


@pytest.mark.parametrize(
    ("args", "said"),
    [(["project"], "say which"), (["project", "states", "--list"], "a table of its own")],
)
def test_wrong_usage_is_told(ask, args, said):
    """Neither a recipe nor the list, or both."""
    result = ask(*args)

    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "graphml", "gexf", "svg"])
@pytest.mark.parametrize("view", recipes.names())
def test_a_day_before_everything_gives_an_answer(ask, view, form):
    """Nothing is drawn, in every form, and what was searched is told."""
    result = ask(
        "--graph",
        DATA / "times.trig",
        "--as-of",
        "1850",
        "--possible",
        "exclude",
        "project",
        view,
        "-f",
        form,
    )

    assert result.exit_code == 0
    assert "0 edges; 1 source searched" in result.stderr


def test_what_an_edge_keeps_is_in_the_rows(ask):
    """The duty of 1960 as a row: what is owed, by which article, on what, where."""
    path = DATA / "cases" / "scope.trig"
    (row,) = csv.DictReader(io.StringIO(ask("--graph", path, "project", "obligations", "-f", "csv").stdout))

    assert [row[name] for name in ("obligation", "provision", "trigger", "area")] == [
        "defense",
        "us japan treaty 1960 5",
        "armed attack",
        "japan administered",
    ]


def test_a_value_is_found_where_it_stands():
    """The line of the very name, not that of another table that has it too."""
    text = f'{TOP}{BODIES}\n[[edges]]\nproperties = [ # why\n"bodyOf",\n"officeIn"]\n'
    first, second = (edges.place for edges in parse("x.toml", "x", text).edges)

    assert first.error("properties", "bodyOf", "", "").line == 5
    assert second.error("properties", "bodyOf", "", "").line == 9
    assert second.error("properties", "officeIn", "", "").line == 10
    assert second.error("ways", "none", "", "").line == 7
