"""The interactive page in a real browser: what it asks for, says, paints, and does for keyboard and mouse."""

from importlib.util import module_from_spec, spec_from_file_location
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from alliancekg.explore import page_data, render
from alliancekg.model import Citation, Coverage, Relation, Term

_SPEC = spec_from_file_location("browser", Path(__file__).with_name("browser.py"))
browser = module_from_spec(_SPEC)
_SPEC.loader.exec_module(browser)

pytestmark = pytest.mark.browser

ESCAPE, ENTER, DOWN = "\ue00c", "\ue007", "\ue015"
PAYLOAD = "</script><script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>"
ALL_DRAWN = "return akg.graph.network.body.nodeIndices.length"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """Return one browser for all tests here."""
    with browser.chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def shipped(article, tmp_path_factory):
    """Return the address of the page of the shipped graph."""
    return article.explore().save(tmp_path_factory.mktemp("page") / "page.html").as_uri()


@pytest.fixture
def page(chromium, shipped):
    """Return the browser with the page of the shipped graph open and nothing said so far."""
    chromium.open(shipped)
    chromium.messages()
    return chromium


def meet(a, b):
    return (
        a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    )


def hash_of(page):
    return page.run("return decodeURIComponent(location.hash)")


def middle_of_edge(page, edge):
    """Return a point on an edge, in the window's pixels: a third of the way, clear of both signs."""
    return page.run(
        """
        const { from, to } = akg.data.edgeById.get(arguments[0]);
        const { network } = akg.graph;
        network.moveTo({ scale: 2, position: network.getPosition(from), animation: false });
        const places = network.getPositions([from, to]);
        const part = 0.35;
        const x = places[from].x * (1 - part) + places[to].x * part;
        const y = places[from].y * (1 - part) + places[to].y * part;
        const point = network.canvasToDOM({ x, y });
        const frame = document.getElementById("graph").getBoundingClientRect();
        return [frame.left + point.x, frame.top + point.y, network.getEdgeAt(point)];
        """,
        edge,
    )


def test_nothing_is_fetched_nothing_is_said_and_something_is_painted(chromium, shipped):
    """Zero requests beyond the file, zero console messages, and not a blank canvas."""
    chromium.messages()
    chromium.requests()
    chromium.open(shipped)

    assert [shipped] == chromium.requests()
    assert chromium.painted() > 5000
    assert chromium.messages() == []
    assert chromium.run("return document.compatMode") == "CSS1Compat"


def test_the_panel_opens_with_how_to_read_and_the_sources(page, article):
    """Before any click the reader sees what the page rests on."""
    text = page.panel()

    assert "How to read this page" in text
    assert all(source.title in text for source in article.sources())


def test_search_by_keyboard_leads_to_the_panel(page):
    """Slash, a name, the arrow, Enter: no mouse needed; Escape lets go."""
    page.press("/")
    page.press("state")
    first = page.run("return document.querySelector('[aria-selected=true]').id")
    page.press(DOWN)
    second = page.run("return document.querySelector('[aria-selected=true]').id")
    page.press(ESCAPE)
    page.press("glide phase interceptor coop", ENTER)

    assert (first, second) == ("match-0", "match-1")
    assert "Glide Phase Interceptor cooperative development" in page.panel()
    assert hash_of(page) == "#focus=akd:program_gpi"
    assert page.run("return document.activeElement.id") == "panel"
    page.press(ESCAPE)
    assert "How to read this page" in page.panel()
    assert page.messages() == []


@pytest.mark.parametrize("text", ["sosa", "SÓSA", "security of supply", "u.s.-japan security"])
def test_search_finds_by_alias_without_accents_and_with_signs(page, text):
    """Aliases count, marks and case do not, and what stands between letters is only text."""
    page.press("/")
    page.press(text, ENTER)

    assert "U.S.-Japan Security of Supply Arrangement" in page.panel()


def test_the_panel_of_a_thing_cites_the_passages_that_evidence_gives(page, article):
    """Every passage behind what is told of GPI is named, with its gist and its mode."""
    page.run("akg.state.set({ focus: 'akd:program_gpi' }, { move: true })")
    text = page.panel()
    told = [row for row in article.show("akd:program_gpi").relations if row.sources]

    assert told
    assert all(each.locator in text for row in told for each in row.sources)
    assert all(each.gist in text and each.mode in text for row in told for each in row.sources)
    for evidence in article.evidence("akd:program_gpi").rows:
        assert all(each.locator in text for each in evidence.sources)


def test_the_panel_of_every_thing_tells_its_doubts_and_sources(page, article):
    """Thing by thing: what a reader must know first, every passage, and no element told as text."""
    doubts = 0
    for node in article.project("entities"):
        page.run("akg.state.set({ focus: arguments[0] }, {})", node)
        text, shown = page.panel(), article.show(node)
        doubts += len(shown.conflicts) + shown.only_announced
        assert "[object" not in text, node
        assert all(notice in text for notice in shown.notices), node
        assert all(each.locator in text for row in shown.relations for each in row.sources), node

    assert doubts >= 3  # two conflict notes on rules or revisions, and a visit that is only announced


def test_a_click_on_an_edge_opens_its_relation(page):
    """One relation, with both ends and its citations."""
    edge = page.run(
        "return akg.data.edges.find((each) => each.to === 'akd:program_gpi' && each.sources.length).id"
    )
    x, y, seen = middle_of_edge(page, edge)
    page.click_at(x, y)
    page.wait(lambda: page.run("return akg.state.now.edge"))

    assert page.run("return akg.state.now.edge") == seen
    assert page.panel().startswith(("Close", "Relation"))
    assert page.run("return document.querySelectorAll('#panel .passages li').length") > 0
    assert hash_of(page).startswith("#edge=")


def test_a_click_on_a_thing_opens_it_and_a_click_beside_lets_go(page):
    """The mouse does what the keyboard does."""
    x, y = page.run(
        """
        const point = akg.graph.network.canvasToDOM(akg.graph.network.getPosition("akd:state_japan"));
        const frame = document.getElementById("graph").getBoundingClientRect();
        return [frame.left + point.x, frame.top + point.y];
        """
    )
    page.click_at(x, y)
    page.wait(lambda: hash_of(page) == "#focus=akd:state_japan")

    assert "Japan" in page.panel()
    page.press(ESCAPE)
    assert "How to read this page" in page.panel()
    assert hash_of(page) == ""


def test_a_class_can_be_switched_off_and_on_twice(page):
    """The second time is where filtered views used to break."""
    before = page.run(ALL_DRAWN)
    box = "akg.legend.boxes.get('akg:System')"
    seen = []
    for _ in range(4):
        page.run(f"{box}.click()")
        page.settle()
        seen.append(page.run(ALL_DRAWN))
    systems = page.run("return akg.data.nodes.filter((node) => node.class === 'akg:System').length")

    assert systems > 0
    assert seen == [before - systems, before, before - systems, before]
    assert page.messages() == []


def test_what_is_switched_off_is_still_found(page):
    """No thing is out of the reach of the search; the address tells of both."""
    page.run("akg.legend.boxes.get('akg:System').click()")
    page.press("/")
    page.press("tomahawk", ENTER)
    focus = page.run("return akg.state.now.focus")

    assert page.run("return akg.graph.network.body.nodeIndices.includes(arguments[0])", focus)
    assert "hide=akg:System" in hash_of(page)


@pytest.mark.parametrize(
    ("address", "focus", "hidden"),
    [
        pytest.param("#focus=akd:program_gpi", "akd:program_gpi", 0, id="a thing"),
        pytest.param(
            "#focus=akd:program_gpi&hide=akg:System", "akd:program_gpi", 1, id="a thing and a class"
        ),
        pytest.param("#focus=akd:nowhere&hide=akg:Nothing", None, 0, id="what the page lacks"),
        pytest.param("#focus=%3Cimg%20src=x%20onerror=alert(1)%3E&edge=__proto__", None, 0, id="nonsense"),
    ],
)
def test_an_address_opens_a_view(chromium, shipped, address, focus, hidden):
    """What follows "#" is a view to send to someone; what it asks for in vain is ignored."""
    chromium.messages()
    chromium.open(shipped + address)

    assert chromium.run("return akg.state.now.focus") == focus
    assert chromium.run("return akg.state.now.hidden.size") == hidden
    assert chromium.messages() == []


def test_the_way_back_leads_to_the_thing_before(page):
    """Each thing looked at is a step in the browser's history."""
    for focus in ("akd:state_japan", "akd:program_gpi"):
        page.run("akg.state.set({ focus: arguments[0] })", focus)
    page.run("history.back()")
    page.wait(lambda: page.run("return akg.state.now.focus") == "akd:state_japan")


def test_labels_do_not_cover_each_other(page):
    """In the first view and with the busiest thing chosen, at more than one zoom."""
    for act in (
        "",
        "akg.graph.network.moveTo({ scale: 2 }); akg.graph.restyle()",
        "akg.state.set({ focus: 'akd:state_japan' })",
    ):
        page.run(act)
        rooms = page.run("return [...akg.labels.shown().values()]")
        assert len(rooms) > 5
        assert [] == [(a, b) for a, b in combinations(rooms, 2) if meet(a, b)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_have_their_own_colours(page, scheme):
    """The canvas follows the system, not only the style sheet."""
    media = [{"name": "prefers-color-scheme", "value": scheme}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    page.settle()
    brightness = page.run("return parseInt(akg.look.colours.paper.slice(1, 3), 16)")

    assert (brightness > 128) == (scheme == "light")


def test_a_narrow_screen_shows_the_graph_first(page):
    """At 400 px nothing is cut off sideways, and graph, legend and panel follow each other."""
    screen = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    try:
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        page.settle()
        tops = page.run(
            """
            const parts = [".stage", "#legend", "#panel"].map((each) => document.querySelector(each));
            return parts.map((each) => each.getBoundingClientRect().top);
            """
        )
        assert tops == sorted(tops)
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    finally:
        screen |= {"width": 1280}
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def test_hostile_data_never_run(chromium, tmp_path):
    """Payloads in every field: shown as text in panel, search and legend, links only where they may lead."""
    one, other = Term(f"ex:1{PAYLOAD}", PAYLOAD), Term(f"ex:2{PAYLOAD}", PAYLOAD)
    cited = Citation(*[PAYLOAD] * 7, "javascript:window.pwned=1", PAYLOAD)
    row = Relation("ex:part", one, PAYLOAD, PAYLOAD, other, PAYLOAD, derived=PAYLOAD, sources=(cited,))
    graph = nx.MultiDiGraph()
    for node in (one, other):
        graph.add_node(node.id, label=PAYLOAD, kind=PAYLOAD, aliases=(PAYLOAD,), **{"class": PAYLOAD})
    graph.add_edge(one.id, other.id, key="ex:part", relation=PAYLOAD, date=PAYLOAD, sources=(cited,))
    data = page_data(graph, {one.id: (row,)}, Coverage(1, PAYLOAD, PAYLOAD), title=PAYLOAD, version=PAYLOAD)
    file = tmp_path / "hostile.html"
    file.write_text(render(data), encoding="utf-8", newline="\n")
    chromium.messages()
    chromium.open(file.as_uri())
    for step in (
        "{ focus: akg.data.nodes[0].id }",
        "{ edge: 'e0' }",
        "{ hidden: new Set([akg.data.nodes[0].class]) }",
    ):
        chromium.run(f"akg.state.set({step}, {{ move: true }})")
        chromium.settle()
    chromium.press("/")
    chromium.press("script")

    assert chromium.run("return document.querySelectorAll('#matches li').length") == 2
    assert chromium.run("return [window.pwned ?? null, document.images.length]") == [None, 0]
    assert (
        chromium.run("return [...document.links].filter((each) => each.protocol === 'javascript:').length")
        == 0
    )
    assert PAYLOAD in chromium.run("return document.getElementById('panel').textContent")
    assert chromium.messages() == []


def test_a_notebook_shows_the_page_in_a_frame_of_its_own(chromium, article, tmp_path):
    """A sandboxed frame has no address and no history: the page does without."""
    file = tmp_path / "notebook.html"
    file.write_text(
        f'<!doctype html><meta charset="utf-8">{article.explore()._repr_html_()}',
        encoding="utf-8",
        newline="\n",
    )
    chromium.messages()
    chromium.driver.get(file.as_uri())
    chromium.driver.switch_to.frame(0)
    try:
        chromium.wait(lambda: chromium.run("return typeof akg === 'object' && Boolean(akg.graph)"))
        chromium.settle()
        chromium.run("akg.state.set({ focus: 'akd:program_gpi' })")
        assert "Glide Phase Interceptor" in chromium.panel()
        assert chromium.painted() > 5000
        assert chromium.messages() == []
    finally:
        chromium.driver.switch_to.default_content()


def test_what_was_not_shipped_is_blocked(page):
    """The policy stops a script and an image that someone slips in later."""
    page.run(
        """
        const script = document.createElement("script");
        script.textContent = "window.pwned = 1";
        const image = document.createElement("img");
        image.src = "https://example.org/pixel.png";
        document.body.append(script, image);
        """
    )
    page.settle()

    assert page.run("return window.pwned ?? null") is None
    assert sum("Content Security Policy" in message for message in page.messages()) == 2
