"""The interactive page as text: what it holds, that it is the same each time, and that data stay data."""

import base64
import hashlib
import json
import random
import re
from html import unescape
from itertools import pairwise

import networkx as nx
import pytest

from alliancekg.explore import page_data, render
from alliancekg.explore.assets import scripts, style_sheets
from alliancekg.explore.labels import LINE, MOST_LINES, wrap
from alliancekg.explore.layout import Box, positions
from alliancekg.explore.packing import packed
from alliancekg.explore.style import FAMILIES, SHAPES, STYLES, styles_of
from alliancekg.model import Citation, Coverage, Detail, Relation, Term

COVERAGE = Coverage(1, "2023-01", "2024-02", (Term("akd:state_japan", "Japan"),))
JAPAN, GPI = Term("akd:state_japan", "Japan"), Term("akd:program_gpi", "GPI")
HOSTILE = [
    pytest.param("<script>window.pwned = 1</script>", id="a script"),
    pytest.param("</script><script>window.pwned = 1</script>", id="the end of a script"),
    pytest.param("<img src=x onerror='window.pwned = 1'>", id="an image that fails"),
    pytest.param("<!--", id="the start of a comment"),
    pytest.param("{{ 7 * 7 }}{% raw %}", id="a template"),
    pytest.param("\"'`&quot;", id="quotes"),
    pytest.param("javascript:window.pwned=1", id="an address that runs"),
    pytest.param("\u202egnol\u200f\u2066", id="marks that turn text round"),
    pytest.param("long " * 2000, id="ten kilobytes"),
]


def citation(number=1, **changes):
    fields = {
        "source": "aks:article",
        "passage": f"aks:article_p{number:02}",
        "locator": f"p{number:02}",
        "mode": "reported",
        "title": "An article",
        "publisher": "A paper",
        "published": "2024-02",
        "url": "https://example.org/article",
        "gist": f"What passage {number} says.",
    }
    return Citation(**(fields | changes))


def relation(subject=JAPAN, word="partner", other=GPI, date="", **changes):
    fields = {"id": "akd:part", "property": "akg:role", "sources": (citation(),)} | changes
    return Relation(subject=subject, relation=word, object=other, date=date, **fields)


def projection(nodes, edges=()):
    graph = nx.MultiDiGraph()
    for node, label, cls in nodes:
        graph.add_node(
            node, label=label, kind=cls.partition(":")[2], **{"class": cls}, aliases=(f"{label} too",)
        )
    for tail, head, key, attributes in edges:
        graph.add_edge(
            tail, head, key=key, **({"relation": "partner", "sources": (citation(),)} | attributes)
        )
    return graph


def small():
    """Two things, one relation told of both, and its edge."""
    things = [(JAPAN.id, "Japan", "akg:State"), (GPI.id, "GPI", "akg:Program")]
    graph = projection(things, [(JAPAN.id, GPI.id, "akd:part", {"date": "2023-08"})])
    told = {JAPAN.id: (relation(date="2023-08"),), GPI.id: (relation(GPI, "partner", JAPAN, "2023-08"),)}
    return page_data(graph, told, COVERAGE, title="Alliances", version="2026.11.0")


def block(html, name):
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def elements(html, tag):
    return re.findall(rf"<{tag}(?: id=[^>]*)?>(.*?)</{tag}>", html, re.DOTALL)


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_same_graph_gives_the_same_bytes():
    """Neither the order in which a graph was put together nor the clock can be seen in the page."""
    things = [(f"akd:x_{index}", f"Thing {index}", "akg:System") for index in range(20)]
    ties = [(f"akd:x_{index}", f"akd:x_{index // 2}", f"akd:tie_{index}", {}) for index in range(1, 20)]
    pages = [render(page_data(projection(things[::way], ties[::way]), {}, COVERAGE)) for way in (1, -1)]

    assert pages[0] == pages[1]


def test_the_layout_leaves_python_s_random_numbers_alone():
    """Drawing seeds its own generator: a reader's seeded analysis is not disturbed."""
    before = random.getstate()
    small()

    assert before == random.getstate()


def test_the_policy_names_the_hash_of_every_script_and_style():
    """Nothing runs or paints that was not shipped; the hashes are of the very text between the tags."""
    html = render(small())
    policy = unescape(re.search(r'Content-Security-Policy" content="(.*?)"', html)[1])
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    assert [hash_of(text) for text in elements(html, "script")] == rules["script-src"].split(" ")
    assert [hash_of(text) for text in elements(html, "style")] == rules["style-src"].split(" ")
    assert (
        "'none'" == rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"]
    )
    assert "unsafe" not in policy


def test_the_page_is_whole_and_points_nowhere():
    """A document of its own: doctype, language, title, and no address to fetch."""
    html = render(small())
    outside = html
    for text in (*elements(html, "script"), *elements(html, "style")):
        outside = outside.replace(text, "")

    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Alliances</title>" in html
    assert "1 source searched; coverage 2023-01..2024-02" in html
    assert "2026.11.0" in html
    assert not re.search(r'(?:src|href)="(?!data:,|#)', outside)


def test_vis_network_is_the_one_in_the_pyvis_wheel():
    """Our repository holds no third-party file; the first script is pyvis's, with its licence on top."""
    assert "@version 9.1.2" in scripts()[0][:400]
    assert all(len(text.splitlines()) <= 300 for text in (*scripts()[1:], *style_sheets()))


def test_our_scripts_never_write_markup():
    """What comes from data becomes text; there is no other door."""
    doors = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")

    assert [] == [found[0] for text in scripts()[1:] for found in doors.finditer(text)]


def test_citations_and_sources_are_stored_once():
    """Two relations that rest on one passage refer to it by its place."""
    shared, own = citation(1), citation(2)
    told = {
        JAPAN.id: (relation(sources=(shared, own)), relation(word="lead", id="akd:lead", sources=(shared,)))
    }
    data = page_data(projection([(JAPAN.id, "Japan", "akg:State")]), told, COVERAGE)

    assert ["aks:article_p01", "aks:article_p02"] == sorted(each["passage"] for each in data["citations"])
    assert [("An article", 2)] == [(each["title"], each["passages"]) for each in data["sources"]]
    by_word = {each["relation"]: each["sources"] for each in data["relations"]}
    assert by_word["lead"] == by_word["partner"][:1]
    assert data["citations"][by_word["lead"][0]]["passage"] == "aks:article_p01"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(["2023-08", "2022"], ["2022", "2023-08"], id="by year"),
        pytest.param(["", "2023"], ["2023", ""], id="undated last"),
        pytest.param(
            ["2023-08", "2023 (early)"], ["2023 (early)", "2023-08"], id="a whole year before its months"
        ),
        pytest.param(["2024-01", "from 2021"], ["from 2021", "2024-01"], id="a word before the date"),
    ],
)
def test_relations_are_read_by_date(dates, expected):
    """The panel tells a story in order, by the date as stated."""
    told = {JAPAN.id: [relation(date=date, id=f"akd:{index}") for index, date in enumerate(dates)]}
    data = page_data(projection([(JAPAN.id, "Japan", "akg:State")]), told, COVERAGE)

    assert expected == [data["relations"][index]["date"] for index in data["nodes"][0]["relations"]]


def test_an_edge_knows_the_relation_it_draws():
    """By id and ends, in the direction drawn; an edge of which nothing is told says so with -1."""
    things = [(JAPAN.id, "Japan", "akg:State"), (GPI.id, "GPI", "akg:Program")]
    edges = [(JAPAN.id, GPI.id, "akd:part", {}), (JAPAN.id, GPI.id, "akd:untold", {})]
    told = {GPI.id: [relation(GPI, "joined by", JAPAN)], JAPAN.id: [relation()]}
    data = page_data(projection(things, edges), told, COVERAGE)
    facts = {edge["key"]: edge["fact"] for edge in data["edges"]}

    assert data["relations"][facts["akd:part"]]["relation"] == "partner"
    assert facts["akd:untold"] == -1


def test_parallel_edges_are_bent_apart():
    """A memorandum and a treaty between the same two stay two lines, whichever way they point."""
    things = [("a", "A", "akg:State"), ("b", "B", "akg:State"), ("c", "C", "akg:State")]
    edges = [("a", "b", "1", {}), ("a", "b", "2", {}), ("b", "a", "3", {}), ("a", "c", "4", {})]
    bends = {
        edge["key"]: edge["bend"] for edge in page_data(projection(things, edges), {}, COVERAGE)["edges"]
    }

    assert bends["4"] == 0
    # a bend to the left of b -> a is one to the right of a -> b
    assert len({bends["1"], bends["2"], -bends["3"]}) == 3


def test_details_nest():
    """The signatories of an event within a relation arrive whole."""
    inner = Detail("akg:role", "signatory", Term("akd:person", "A person"), "2023")
    row = relation(
        details=(Detail("akg:event", "signed at", Term("akd:event", "A signing"), details=(inner,)),)
    )
    data = page_data(projection([(JAPAN.id, "Japan", "akg:State")]), {JAPAN.id: [row]}, COVERAGE)

    assert data["relations"][0]["details"][0]["details"][0]["value"] == {
        "id": "akd:person",
        "label": "A person",
    }


@pytest.mark.parametrize("size", [0, 1, 2, 9, 60])
def test_no_two_boxes_overlap(size):
    """Every label has room at zoom 1: a hub, a ring and a few that stand alone."""
    names = [f"n{index:02}" for index in range(size)]
    boxes = {name: Box.around("A label of two lines\nthat is this wide", 13, 12) for name in names}
    links = [(names[0], name) for name in names[: size * 2 // 3]] + list(pairwise(names[3:9]))
    places = positions(boxes, links)

    corners = {
        name: (
            x - boxes[name].half_width,
            x + boxes[name].half_width,
            y - boxes[name].up,
            y + boxes[name].down,
        )
        for name, (x, y) in places.items()
    }
    overlaps = [
        (one, other)
        for one, a in corners.items()
        for other, b in corners.items()
        if one < other and a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]
    assert set(names) == set(places)
    assert overlaps == []


@pytest.mark.parametrize(
    "label", ["U.S.-Japan Security of Supply Arrangement", "x" * 10_000, "", "a\x00b\nc", "日本" * 40]
)
def test_a_label_is_at_most_three_short_lines(label):
    """What the canvas shows is bounded, whatever the data hold; the panel has the whole."""
    lines = wrap(label).split("\n")

    assert 1 <= len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= LINE


def test_no_two_classes_look_alike():
    """Colour and shape together tell classes apart, our own and a user's."""
    styles = styles_of([*STYLES, *(f"ex:Class{index}" for index in range(8))])
    looks = [(style.colour, style.shape) for style in styles.values()]

    assert len(looks) == len(set(looks))
    assert {style.shape for style in styles.values()} <= set(SHAPES)
    assert sorted(styles.values(), key=lambda style: FAMILIES.index(style.family)) == list(styles.values())


def test_the_legend_counts_things_by_class():
    """Each class that is drawn has one line; things without a class have one too."""
    data = page_data(
        projection([("a", "A", "akg:State"), ("b", "B", "akg:State"), ("c", "C", "")]), {}, COVERAGE
    )

    assert {"akg:State": 2, "": 1} == {entry["id"]: entry["count"] for entry in data["classes"]}
    assert "no class" in {entry["kind"] for entry in data["classes"]}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_as_text(text):
    """In every field: the page has the elements of a harmless one, and its data hold the text unchanged."""
    html = render(hostile(text))
    harmless = render(hostile("harmless"))
    tags = re.compile(r"<(?!/?bdi)[a-z!/]", re.IGNORECASE)

    assert len(tags.findall(harmless)) == len(tags.findall(html))
    assert text in {node["name"] for node in block(html, "graph-nodes")}
    assert block(html, "page-data")["citations"][0]["gist"] == text


def hostile(text):
    """Two things and a relation with ``text`` in every field that holds text."""
    one, other = Term(f"ex:1{text}", text), Term(f"ex:2{text}", text)
    cited = Citation(text, text, text, text, text, text, text, text, text)
    inner = Detail(text, text, Term("", text), text, (Detail(text, text, other, text),))
    row = Relation(text, one, text, text, other, text, (inner,), text, contested=True, sources=(cited,))
    graph = nx.MultiDiGraph()
    for node in (one, other):
        graph.add_node(node.id, label=text, kind=text, **{"class": text}, aliases=(text,))
    graph.add_edge(
        one.id, other.id, key=text, relation=text, property=text, date=text, derived=text, sources=(cited,)
    )
    coverage = Coverage(1, text, text, (one,))
    return page_data(graph, {one.id: (row,), other.id: (row,)}, coverage, title=text, version=text)


def test_folding_keeps_what_stands_in_the_first_place():
    """The place 0 is not "empty": ends and values that are met first stay in their rows."""
    row = relation(JAPAN, "ally", JAPAN, sources=(), details=(Detail("akg:of", "of", JAPAN),))
    told = page_data(projection([(JAPAN.id, "Japan", "akg:State")]), {JAPAN.id: [row]}, COVERAGE)["relations"]
    folded = packed(told)

    assert folded["texts"] == ["", JAPAN.id, "Japan", "ally", "of"]
    assert folded["terms"] == [[1, 2]]
    assert folded["rows"] == [[0, 3, 0, [], 0, 0, [[4, 0]]]]
