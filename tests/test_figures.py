"""The matrix and the network as static figures, and the page with a text at hand."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

import alliancekg
from alliancekg.answers import Matrix
from alliancekg.errors import UnknownTermError
from alliancekg.model import Citation, Coverage, Entity, Relation, Term, Timing
from alliancekg.publish import matrix, network
from hostile import write

SVG = "{http://www.w3.org/2000/svg}"
ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
CITED = Citation("aks:a", "aks:a_p01", "p01", "reported", "T & <b>", "P", "2024", "", "Told \x07there.")
ATLAND, BOREA = Entity("ex:a", "Atland", "state", "akg:State"), Entity("ex:b", "Borea", "state", "akg:State")
FIRM = Entity("ex:firm", "A firm", "company", "akg:Company")
PACT, PLAN = Entity("ex:pact", "Pact", "agreement"), Entity("ex:plan", "Plan", "program")
EVERYTHING = {one.id: one for one in (ATLAND, BOREA, FIRM, PACT, PLAN)}


def tie(actor, thing, word="party", **changes):
    """Return a tie; a test spells out only what it is about."""
    ends = Term(actor.id, actor.label), Term(thing.id, thing.label)
    fields = {"id": f"{actor.id}-{thing.id}", "property": "akg:Participation", "sources": (CITED,)} | changes
    return Relation(subject=ends[0], relation=word, object=ends[1], **fields)


def made(*ties, as_of=""):
    """Return the matrix of ties."""
    return Matrix.of(ties, EVERYTHING, "agreement, program", Coverage(1, "2020", "2024", as_of=as_of))


def parse(text):
    return ET.fromstring(text)  # noqa: S314 - what we wrote


def words(tree):
    return ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]


def titles(tree):
    return [one.text for one in tree.iter(f"{SVG}title")][1:]


def test_states_come_first_then_who_takes_part_in_most():
    """The firm takes part in more than Borea does, and stands below it all the same."""
    found = made(tie(FIRM, PLAN), tie(FIRM, PACT), tie(BOREA, PACT), tie(ATLAND, PLAN), tie(ATLAND, PACT))

    assert [one.label for one in found.actors] == ["Atland", "Borea", "A firm"]
    assert [one.label for one in found.things] == ["Pact", "Plan"]
    assert [(row.subject.label, row.object.label) for row in found] == [
        ("Atland", "Pact"),
        ("Atland", "Plan"),
        ("Borea", "Pact"),
        ("A firm", "Pact"),
        ("A firm", "Plan"),
    ]


def test_each_tie_is_a_cell_with_its_footnote():
    """Word, date and mark in the cell, the story as its title, passage and source below."""
    tree = parse(matrix.figure(made(tie(ATLAND, PACT, date="2023-08"), tie(BOREA, PACT, "observer"))))

    assert titles(tree) == ["Atland: party, Pact; 2023-08", "Borea: observer, Pact"]
    assert {"Atland", "Borea", "Pact", "party", "2023-08", "observer", "[1]"} <= set(words(tree))
    assert "aks:a_p01 (reported): Told \ufffdthere." in words(tree)
    assert "aks:a: T & <b>, P, 2024" in words(tree)
    assert "2 actors, 1 things, 2 ties; 1 source searched; coverage 2020..2024" in words(tree)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        pytest.param({"derived": "some-rule"}, "derived", id="a rule"),
        pytest.param({"contested": True}, "contested", id="contested"),
        pytest.param({"sources": ()}, "unsourced", id="nobody"),
        pytest.param({"timing": Timing("possibly")}, "possibly", id="not certain on the day"),
    ],
)
def test_a_doubt_is_named_in_its_cell_and_seen(changes, word):
    """Words and a broken outline; a tie without a doubt has neither."""
    doubted = parse(matrix.figure(made(tie(ATLAND, PACT, **changes))))
    sure = parse(matrix.figure(made(tie(ATLAND, PACT))))

    def outlines(tree):
        return [
            box.get("stroke-dasharray")
            for box in tree.findall(f"{SVG}g/{SVG}rect")
            if box.get("width") != "22"
        ]

    assert word in words(doubted)
    assert word not in words(sure)
    assert outlines(doubted) == ["4 3"]
    assert outlines(sure) == [None]


def test_an_empty_matrix_says_so():
    """Nothing found is an answer, and it tells what was searched."""
    tree = parse(matrix.figure(made()))

    assert "nothing found" in words(tree)
    assert any("1 source searched" in line for line in words(tree))


def test_the_matrix_holds_the_participations_of_the_store(embedded):
    """Every tie of an actor to an agreement or program that the network has, each cited, and no other."""
    graph = embedded.project("entities")
    actors = {row.id for row in embedded.list("Actor")}
    things = {row.id for kind in ("Agreement", "Program") for row in embedded.list(kind)}
    wanted = {key for one, other, key in graph.edges(keys=True) if one in actors and other in things}
    found = embedded.matrix()

    assert {row.id for row in found} == wanted
    assert all(row.sources for row in found)
    assert [row.relation for row in found.at("akd:state_japan", "akd:program_gpi")] == ["partner"]


def test_a_matrix_of_a_class_and_of_a_day(embedded):
    """Columns of that class alone; as of a day only what stood then, and how."""
    programs = embedded.matrix(["Program"])
    early = embedded.as_of("2023-07-31").matrix()

    assert {one.kind for one in programs.things} == {"program"}
    assert "akd:program_gpi" in {one.id for one in programs.things}
    assert "akd:program_gpi" not in {one.id for one in early.things}
    assert {row.timing.holds for row in early} <= {"yes", "possibly", "unknown"}
    with pytest.raises(UnknownTermError):
        embedded.matrix(["Nonsense"])


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "svg"])
def test_every_form_of_the_matrix_has_every_tie(ask, article, form):
    """The command gives in each form what the library has."""
    found = article.matrix()
    result = ask("matrix", "-f", form, "--source", ARTICLE)

    assert result.exit_code == 0
    assert f"{len(found.actors)} actors, {len(found)} ties" in result.stderr
    if form in {"csv", "tsv"}:
        rows = list(csv.DictReader(io.StringIO(result.stdout), delimiter="," if form == "csv" else "\t"))
        assert [(row["actor"], row["thing"]) for row in rows] == [
            (row.subject.id, row.object.id) for row in found
        ]
    elif form == "json":
        assert [row["id"] for row in json.loads(result.stdout)["rows"]] == [row.id for row in found]
    elif form == "jsonl":
        assert len(result.stdout.splitlines()) == len(found)
    elif form == "svg":
        assert len(titles(parse(result.stdout))) == len({(row.subject, row.object) for row in found})
    else:
        assert all(row.sources[0].passage in result.stdout for row in found)


def test_a_file_that_ends_in_svg_is_a_figure(ask, tmp_path):
    """No -f needed."""
    ask("matrix", "-o", tmp_path / "m.svg")

    assert parse((tmp_path / "m.svg").read_text()).tag == f"{SVG}svg"


@pytest.mark.parametrize("view", ["entities", "states", "actors-agreements"])
def test_the_network_figure_draws_every_thing_and_tie(corrected, view):
    """A sign with its name for each, a line with its passages for each, and every source below."""
    graph = corrected.project(view)
    tree = parse(network.figure(graph, corrected.coverage()))
    stories = titles(tree)
    lines = [one for one in tree.iter(f"{SVG}path") if one.find(f"{SVG}title") is not None]
    passages = {one.passage for *_, data in graph.edges(data=True) for one in data["sources"]}

    assert len(lines) == graph.number_of_edges()
    assert len(stories) - len(lines) == len(graph)
    assert {f"{label} ({graph.nodes[node]['kind']})" for node, label in graph.nodes(data="label")} <= set(
        stories
    )
    assert all(any(passage in story for story in stories) for passage in passages)
    begun = {line.partition(" ")[0] for line in words(tree)}
    assert {f"{passage.rpartition('_')[0]}:" for passage in passages} <= begun


def test_the_same_projection_gives_the_same_figure(article, ask):
    """Byte for byte, and the command writes what the library returns."""
    graph = article.project("entities")
    one, other = (network.figure(graph, article.coverage()) for _ in range(2))

    assert one == other == ask("project", "entities", "-f", "svg", "--source", ARTICLE).stdout


def test_a_source_whose_title_does_not_fit_its_line_is_named_all_the_same(embedded):
    """A title without a space stands on lines of its own below the name of its source."""
    graph = embedded.project("states")
    begun = {line.partition(" ")[0] for line in words(parse(network.figure(graph, embedded.coverage())))}

    assert {f"{one.source}:" for *_, data in graph.edges(data=True) for one in data["sources"]} <= begun


def test_lines_tell_what_kind_of_tie_they_are():
    """Derived, not certain, both and contested look different from stated, and the key names those in use."""
    graph = nx.MultiDiGraph(name="entities")
    graph.add_nodes_from(("a", "b"), label="A", kind="state", **{"class": "akg:State"})
    both = {"derived": "rule", "holds": "unknown"}
    kinds = [{"holds": "yes"}, {"derived": "rule"}, {"holds": "possibly"}, both, {"contested": True}]
    for at, kind in enumerate(kinds):
        graph.add_edge("a", "b", key=str(at), relation="ally", sources=(CITED,), **kind)
    tree = parse(network.figure(graph, Coverage(1, "", "")))
    lines = [one for one in tree.iter(f"{SVG}path") if one.find(f"{SVG}title") is not None]
    looks = {(one.get("stroke"), one.get("stroke-dasharray")) for one in lines}

    assert len(looks) == len(kinds)
    assert len({one.get("d") for one in lines}) == len(kinds)  # bent apart
    named = {"stated", "derived by a rule", "not certain on the date", "contested"}
    assert named | {"derived, not certain on the date"} <= set(words(tree))
    assert [("derived", "unknown")] == [
        tuple(story[1:-1]) for one in lines if "unknown" in (story := one.findtext(f"{SVG}title").split("; "))
    ]


def test_figures_of_hostile_data_are_xml_without_a_script(tmp_path):
    """Whatever a file of somebody else holds: text."""
    kg = alliancekg.load(write(tmp_path / "hostile.trig"))
    drawn = [network.figure(kg.project(view), kg.coverage()) for view in ("entities", "states")]
    drawn.append(matrix.figure(kg.matrix(), "</title><script>alert(1)</script>"))

    for text in drawn:
        tags = {one.tag.removeprefix(SVG) for one in parse(text).iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "defs",
            "marker",
            "rect",
            "path",
            "polygon",
            "circle",
            "text",
            "g",
        }


def test_nodes_of_a_figure_have_no_rows(ask):
    """--nodes is for rows."""
    assert ask("project", "states", "--nodes", "-f", "svg").exit_code == 2
