"""The surfaces of the interactive page in a real browser: table, pictures, paper, themes, names, keyboard."""

import base64
import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pypdf
import pytest

import alliancekg
from alliancekg.explore import page_data, render
from alliancekg.model import Citation, Coverage
from conftest import ARTICLE, CORRECTIONS
from hostile import TEXTS, write

pytestmark = pytest.mark.browser

TAB, ENTER, ESCAPE, SPACE = "\ue004", "\ue007", "\ue00c", "\ue00d"
LEFT, RIGHT, HOME = "\ue012", "\ue014", "\ue011"
GPI, JAPAN = "akd:program_gpi", "akd:state_japan"
SVG = "{http://www.w3.org/2000/svg}"
FOCUSED = "return document.activeElement.id || document.activeElement.textContent"
ROWS = "return [...document.querySelectorAll('#table tbody tr')].map((row) => row.innerText)"
CELLS = (
    "return [...document.querySelectorAll('#table tbody tr')].map((row) => row.cells[arguments[0]].innerText)"
)
DRAWN = "return akg.graph.drawn().edges.length"
AXE = """
    const done = arguments[0];
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
    axe.run(document, { runOnly: { type: "tag", values: tags } }).then(({ passes, violations }) => {
      const told = violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target)].join(" "));
      done([passes.map(({ id }) => id), told]);
    });
"""


def opened(chromium, folder, data):
    """Open the page of ``data``."""
    file = folder / "page.html"
    file.write_text(render(data), encoding="utf-8", newline="\n")
    chromium.open(file.as_uri())
    return chromium


def chain(length, **attributes):
    """Return a page's data: ``length`` ties along one line, each cited once."""
    cited = Citation("aks:a", "aks:a_p01", "p01", "reported", "T", "P", "2024-02", "", "A gist.")
    graph = nx.MultiDiGraph()
    names = [f"ex:{at:04}" for at in range(length + 1)]
    graph.add_nodes_from((name, {"label": name, "kind": "system", "class": "akg:System"}) for name in names)
    for at in range(length):
        made = {"relation": "part of", "date": f"{1000 + at}", "sources": (cited,)} | attributes
        graph.add_edge(names[at], names[at + 1], key=f"ex:tie_{at:04}", **made)
    return page_data(graph, {}, Coverage(1, "", ""))


def tab_to(page, wanted, key=TAB, most=120):
    """Press Tab until the focus is on the element with the id ``wanted``."""
    for _ in range(most):
        if page.run("return document.activeElement.id") == wanted:
            return
        page.press(key)
    pytest.fail(f"{wanted} is not within {most} steps of the keyboard")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param("", id="as it opens"),
        pytest.param(f"akg.state.set({{ focus: '{GPI}' }}, {{ move: true }})", id="a thing in the panel"),
        pytest.param("akg.state.set({ edge: 'e3', asof: '2023-08' })", id="a tie as of a month"),
        pytest.param("akg.table.open(true)", id="the table open"),
        pytest.param("document.getElementById('method-open').click()", id="the method open"),
        pytest.param("document.getElementById('save').open = true", id="the menu open"),
        pytest.param("document.getElementById('way-open').click()", id="asking for a way"),
        pytest.param(f"akg.state.set({{ path: ['{GPI}', '{JAPAN}'] }})", id="a way in the panel"),
        pytest.param("akg.state.set({ asof: '2024-02', since: '2023-01' })", id="two dates compared"),
        pytest.param(
            "akg.state.set({ groups: 'alliance', folded: new Set(['states']) })", id="in groups, one folded"
        ),
    ],
)
def test_no_rule_for_accessible_pages_is_broken(page, theme, act):
    """WCAG 2.2 A and AA, as far as a machine can tell; what it says of contrast holds in both themes."""
    if theme == "dark":
        page.run("document.getElementById('theme').click()")
    page.run(act)
    page.settle()
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    page.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": script})
    passes, violations = page.driver.execute_async_script(AXE)

    assert violations == []
    assert {"color-contrast", "button-name", "target-size"} <= set(passes)


def test_the_whole_task_by_keyboard_alone(page, corrected):
    """Find GPI, read who takes part and who says so, see it as of July and of August 2023."""
    page.press("/", "GPI", ENTER)
    text = page.panel()
    parts = [row for row in corrected.show(GPI).relations if row.property == "akg:Participation"]

    assert page.run("return document.activeElement.id") == "panel"
    assert {"Japan", "United States"} <= {row.object.label for row in parts}
    for row in parts:
        assert row.object.label in text
        assert all(cited.locator in text and cited.gist in text for cited in row.sources)

    tab_to(page, "time-slider")
    page.press(HOME)
    first = page.run("return akg.state.now.asof")
    steps = (2023 - int(first[:4])) * 12 + 7 - int(first[5:7])
    page.press(*[RIGHT] * steps)
    july = page.run("return document.activeElement.getAttribute('aria-valuetext')")
    before = page.run("return akg.view.hasNode(arguments[0])", GPI)
    page.press(RIGHT)
    august = page.run("return document.activeElement.getAttribute('aria-valuetext')")
    after = page.run("return akg.view.hasNode(arguments[0])", GPI)

    assert (july.partition(":")[0], august.partition(":")[0]) == ("July 2023", "August 2023")
    assert (before, after) == tuple(
        GPI in corrected.as_of(month).project("entities") for month in ("2023-07", "2023-08")
    )
    page.wait(lambda: f"focus={GPI}&asof=2023-08" in page.run("return decodeURIComponent(location.hash)"))


def test_the_table_has_the_ties_that_the_graph_draws(page, corrected):
    """Whatever is switched off or dated: one row for each line, named by both ends."""
    page.run("akg.table.open(true)")
    seen = []
    for change in ("{}", "{ hidden: new Set(['akg:Person', 'akg:Rule']) }", "{ asof: '2023-08' }"):
        page.run(f"akg.state.set({change})")
        seen.append((len(page.run(ROWS)), page.run(DRAWN)))
    graph = corrected.as_of("2023-08").project("entities")
    kept = [
        edge
        for edge in graph.edges
        if not {graph.nodes[end]["class"] for end in edge[:2]} & {"akg:Person", "akg:Rule"}
    ]

    assert [rows for rows, _ in seen] == [drawn for _, drawn in seen]
    assert seen[0][0] == corrected.project("entities").number_of_edges()
    assert seen[2][0] == len(kept) < seen[1][0] < seen[0][0]
    assert page.run("return document.querySelector('#table caption').innerText") == (
        f"{len(kept)} relations, as the graph draws them."
    )


def test_the_table_is_one_for_those_who_hear_it(page):
    """A caption, heads of columns and of rows, and which column it is sorted by."""
    page.run("akg.table.open(true)")
    scopes = page.run(
        "return [...new Set([...document.querySelectorAll('#table th')].map((each) => each.scope))]"
    )
    sorts = page.run(
        "return [...document.querySelectorAll('[aria-sort]')].map((each) => [each.innerText, each.ariaSort])"
    )

    assert scopes == ["col", "row"]
    assert [(name.split()[0], way) for name, way in sorts] == [("Date,", "ascending")]
    assert page.run("return document.querySelector('#table tbody th button.thing') !== null")


def test_the_table_is_reached_by_the_second_press_of_tab(page):
    """A link past everything else leads there and opens it."""
    page.press(TAB, TAB)
    assert page.run(FOCUSED) == "table-skip"
    page.press(ENTER)

    assert page.run("return document.activeElement.id") == "table"
    assert page.run(ROWS)


@pytest.mark.parametrize("column", ["From", "Relation", "To"])
def test_a_column_sorts_both_ways(page, column):
    """By its head, from the keyboard; the focus stays on the head."""
    page.run("akg.table.open(true)")
    at = ["From", "Relation", "To"].index(column)
    ways = []
    for _ in range(2):
        page.run("document.querySelectorAll('#table thead button')[arguments[0]].focus()", at)
        page.press(ENTER)
        ways.append([text.casefold() for text in page.run(CELLS, at)])

    assert page.run(FOCUSED).startswith(column)
    assert ways[0] == ways[1][::-1] or sorted(ways[0]) == sorted(ways[1])
    assert ways[0][0] < ways[0][-1]
    assert ways[1][0] > ways[1][-1]


def test_dates_sort_by_time_and_what_has_none_stands_last(chromium, tmp_path):
    """As text, because dates are only as precise as their sources."""
    data = chain(4)
    for edge, date in zip(
        data["edges"], ["2023-08 or 2023-08-18", "", "since 1960", "2023 (early)"], strict=True
    ):
        edge["date"] = date
    opened(chromium, tmp_path, data).run("akg.table.open(true)")

    assert chromium.run(CELLS, 3) == ["since 1960", "2023 (early)", "2023-08 or 2023-08-18", "no date stated"]


def test_more_than_two_hundred_rows_are_turned_like_pages(chromium, tmp_path):
    """450 ties: 200, 200 and 50; no page before the first, none after the last."""
    page = opened(chromium, tmp_path, chain(450))
    page.run("akg.table.open(true)")
    sizes, held = [len(page.run(ROWS))], []
    for _ in range(2):
        page.run("const [, on] = document.querySelectorAll('.pages button'); on.focus(); on.click()")
        sizes.append(len(page.run(ROWS)))
        held.append(page.run(FOCUSED))

    assert sizes == [200, 200, 50]
    assert held == ["Next rows", "Previous rows"]  # from a button that is off the focus goes to the other
    assert "Rows 401 to 450" in page.run("return document.querySelector('#table caption').innerText")
    assert page.run(
        "return [...document.querySelectorAll('.pages button')].map((each) => each.disabled)"
    ) == [
        False,
        True,
    ]


def test_a_row_of_the_table_opens_its_tie(page):
    """From the table to the passage in one step."""
    page.run("akg.table.open(true); document.querySelector('#table td button.thing').click()")

    assert page.run("return akg.state.now.edge") is not None
    assert page.run("return document.querySelectorAll('#table [aria-current]').length") == 1
    assert page.run("return document.querySelectorAll('#panel .passages li').length") > 0


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("plain", "plain", id="plain"),
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param(" \t+1", "' \t+1", id="a formula after blanks"),
        pytest.param("-1", "'-1", id="a minus"),
        pytest.param("@SUM(1)", "'@SUM(1)", id="an at"),
        pytest.param("\uff1d1", "'\uff1d1", id="a formula in full width"),
        pytest.param("2023-08", "2023-08", id="a date is no formula"),
        pytest.param('a "b", c', '"a ""b"", c"', id="quotes and a comma"),
        pytest.param("a\nb", '"a\nb"', id="a line end"),
        pytest.param('=A1,"x"', '"\'=A1,""x"""', id="a formula with quotes"),
    ],
)
def test_a_cell_of_csv_neither_runs_nor_ends_early(page, text, cell):
    """What the command line does for its CSV, the page does for its own."""
    assert cell == page.run("return akg.rows.cell(arguments[0])", text)


def test_the_csv_of_the_view_is_what_the_command_line_gives(page, corrected, ask):
    """The same ties with the same passages as `project entities -f csv` as of that date, known as UTF-8."""
    page.run("akg.state.set({ asof: '2023-08' })")
    text = page.run("return akg.rows.csv(akg.rows.now())")
    columns = (
        "source",
        "source_label",
        "relation",
        "target",
        "target_label",
        "date",
        "derived",
        "contested",
        "sources",
    )
    told = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    sources = [word for source in (ARTICLE, *CORRECTIONS) for word in ("--source", source)]
    given = ask("project", "entities", *sources, "--as-of", "2023-08", "-f", "csv")
    asked = csv.DictReader(io.StringIO(given.stdout))

    assert text.startswith("\ufeffsource,")
    assert sorted([[row[name] for name in columns] for row in asked]) == sorted(
        [[row[name] for name in columns] for row in told]
    )


@pytest.fixture
def saved(page, tmp_path):
    """Return a function that chooses from the menu by keyboard and gives the bytes that were saved."""
    page.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )

    def save(place, name):
        page.run("document.querySelector('#save summary').focus()")
        page.press(ENTER, *[TAB] * place, ENTER)
        page.wait((tmp_path / name).exists)
        return (tmp_path / name).read_bytes()

    return save


def test_picture_drawing_and_table_are_saved_from_the_keyboard(page, saved):
    """The names tell the date; the picture is twice as fine as the screen."""
    page.run("akg.state.set({ asof: '2023-08' })")
    png = saved(1, "alliancekg-2023-08.png")
    drawing = saved(2, "alliancekg-2023-08.svg")
    table = saved(3, "alliancekg-2023-08.csv")
    width = page.run("return document.getElementById('graph').clientWidth")

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", png[16:20]) == (2 * width,)
    assert drawing.decode() == page.run("return akg.picture.asText()")
    assert table.decode() == page.run("return akg.rows.csv(akg.rows.now())")
    assert page.run(FOCUSED) == "Save"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_has_a_background_and_something_on_it(page, theme):
    """No pixel lets anything through, whatever paper it is put on; the corner has the colour of the page."""
    if theme == "dark":
        page.run("document.getElementById('theme').click()")
    corner, through, colours = page.driver.execute_async_script(
        """
        const done = arguments[0];
        akg.picture.asPng().then(createImageBitmap).then((image) => {
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          const colours = new Set();
          let through = 0;
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] < 255) through += 1;
            colours.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
          }
          const hex = [...data.slice(0, 3)].map((each) => each.toString(16).padStart(2, "0")).join("");
          done([`#${hex}`, through, colours.size]);
        });
        """
    )

    assert corner == page.run("return akg.look.colours.paper")
    assert through == 0
    assert colours > 50


def test_the_drawing_has_what_the_canvas_has(page):
    """A sign for each thing, a line for each tie, the labels of this view, and below what it is."""
    page.run(f"akg.state.set({{ focus: '{GPI}', asof: '2023-08' }}, {{ move: true }})")
    page.settle()
    text, labels = page.run(  # in one breath: which labels there is room for follows the view
        "return [akg.picture.asText(),"
        " [...akg.labels.written(akg.graph.network.getPositions())].map(({ text }) => text)]"
    )
    tree = ET.fromstring(text)  # noqa: S314 - what the page wrote
    view = tree.find(f"{SVG}svg")
    words = [each.text for each in tree.iter(f"{SVG}text")]
    shapes = [each for each in view if each.tag in {f"{SVG}circle", f"{SVG}polygon"}]
    lines = view.findall(f"{SVG}path")

    assert page.run(DRAWN) == len(lines)
    assert page.run("return akg.graph.drawn().nodes.length") == len(shapes) - len(
        lines
    )  # a line has an arrow
    assert set(labels) <= set(words)
    assert "As of August 2023" in " ".join(words)
    assert "not an official position" in " ".join(words)
    assert {each.tag for each in tree.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "rect", "path", "polygon", "circle", "text")
    }


def test_lines_of_the_drawing_end_where_those_of_the_canvas_do(chromium, tmp_path):
    """Lines between the same two things: the drawing bends them through the points that vis-network has."""
    data = chain(1)
    first = data["edges"][0]
    data["edges"] = [
        first | {"id": f"e{at}", "key": f"k{at}", "bend": bend} for at, bend in enumerate((-0.22, 0, 0.22))
    ]
    page = opened(chromium, tmp_path, data)
    theirs = page.run(
        """
        return akg.graph.drawn().edges.map(({ id }) => {
          const { edgeType } = akg.graph.network.body.edges[id];
          const via = edgeType.getViaNode();
          const { from, to } = edgeType;
          return via?.x === undefined ? [(from.x + to.x) / 2, (from.y + to.y) / 2] : [via.x, via.y];
        });
        """
    )
    tree = ET.fromstring(page.run("return akg.picture.asText()"))  # noqa: S314 - what the page wrote
    ours = [re.search(r"Q(\S+),(\S+) ", path.get("d")).groups() for path in tree.iter(f"{SVG}path")]

    assert len({tuple(each) for each in theirs}) == 3
    for (x, y), place in zip(theirs, ours, strict=True):
        assert (float(place[0]), float(place[1])) == pytest.approx((x, y), abs=0.02)


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_reader_can_choose_against_the_system(page, system):
    """One press for the other theme, one back; page and canvas change together, and the button says which."""
    features = [{"name": "prefers-color-scheme", "value": system}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.settle()
    seen = []
    for _ in range(3):
        seen.append(
            page.run(
                """
                const paper = getComputedStyle(document.querySelector(".stage")).backgroundColor;
                const isDark = Number(/\\d+/.exec(paper)[0]) < 128;
                const isPainted = parseInt(akg.look.colours.paper.slice(1, 3), 16) < 128;
                const says = document.getElementById("theme").ariaPressed === "true";
                return [isDark, isPainted, says];
                """
            )
        )
        page.run("document.getElementById('theme').click()")
        page.settle()

    dark = system == "dark"
    assert seen == [[dark] * 3, [not dark] * 3, [dark] * 3]


def test_paper_has_drawing_legend_panel_table_and_method(page):
    """A4, from the dark theme and with the table closed: light, complete, and afterwards all is as it was."""
    page.run("document.getElementById('theme').click()")
    page.run(f"akg.state.set({{ focus: '{GPI}', asof: '2023-08' }}, {{ move: true }})")
    printed = page.driver.execute_cdp_cmd(
        "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
    )
    reader = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    pages = [sheet.extract_text() for sheet in reader.pages]
    text = "\n".join(pages)
    dates = set(
        re.findall(
            r"\b\d{4}-\d\d-\d\d\b", " ".join(page.run("return akg.rows.now().map(({ date }) => date)"))
        )
    )
    ties = page.run(DRAWN)

    assert [round(side / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    assert "Government body" in pages[0] + pages[1]
    assert "Stands" in pages[0] + pages[1]
    assert "By date" in text
    assert f"{ties} relations, as the graph draws them." in text
    assert "not an official position" in text
    assert dates
    assert {date for date in dates if date not in text} == set()
    assert "Close" not in text
    assert page.run("return [document.getElementById('table').hidden, akg.theme.isDark()]") == [True, True]
    assert page.run("return document.querySelectorAll('.printed').length") == 0
    assert page.run("return akg.look.colours.paper") == "#151a21"


def test_the_method_tells_sources_coverage_and_version(page, corrected):
    """Each source with its link; what the page is not; Escape closes it and the focus goes back."""
    page.run("document.getElementById('method-open').focus()")
    page.press(ENTER)
    text = page.run("return document.getElementById('method').innerText")
    links = page.run("return [...document.querySelectorAll('#method a')].map((each) => each.href)")
    read = max(re.findall(r'endedAtTime "(\d{4}-\d\d-\d\d)', "\n".join(_files())))

    assert all(source.title in text for source in corrected.sources())
    assert sorted(source.url for source in corrected.sources() if source.url) == sorted(links)
    assert "not an official position" in text
    assert f"alliancekg {corrected.info().version}; sources last read {read}" in text
    assert f"{corrected.coverage().start} to {corrected.coverage().end}" in text
    page.press(ESCAPE)
    assert page.run(FOCUSED) == "method-open"
    assert page.run("return document.getElementById('method').open") is False


def _files():
    return [path.read_text() for path in (Path(__file__).parents[1] / "graph" / "sources").glob("*.trig")]


def test_things_are_named_in_japanese_where_the_registry_can(page, corrected):
    """On the canvas and in the panel, marked as Japanese; what has no such name keeps its own."""
    page.run("akg.state.set({ lang: 'ja', focus: 'akd:body_japan-atla' }, { move: true })")
    page.settle()
    texts = page.run(
        "return [...akg.labels.written(akg.graph.network.getPositions())].map(({ text }) => text)"
    )
    heading = page.run(
        "const [part] = document.querySelectorAll('#panel h2 bdi'); return [part.innerText, part.lang]"
    )

    assert "防衛装備庁" in corrected.entity("akd:body_japan-atla").aliases
    assert heading == ["防衛装備庁", "ja"]
    assert "防衛装備庁" in texts
    assert "Japanese Ministry of" in texts
    assert page.run("return location.hash").endswith("&lang=ja")
    page.run("akg.state.set({ lang: '' })")
    assert page.run("return document.querySelector('#panel h2').innerText").startswith("Acquisition")


@pytest.mark.parametrize(("asked", "lang"), [("ja", "ja"), ("xx", ""), ("__proto__", "")])
def test_an_address_may_ask_for_names_that_the_page_has(chromium, shipped, asked, lang):
    """Any other language is ignored."""
    chromium.messages()
    chromium.open(f"{shipped}#lang={asked}")

    assert chromium.run("return akg.state.now.lang") == lang
    assert chromium.run("return document.getElementById('language').value") == lang
    assert chromium.messages() == []


def test_a_page_of_one_language_offers_no_other(chromium, tmp_path):
    """Nothing to choose, no switch."""
    assert opened(chromium, tmp_path, chain(1)).run("return document.getElementById('language')") is None


def test_nothing_is_cut_off_at_400_pixels(page):
    """Neither the page nor a control reaches beyond the screen; the graph comes first and is labelled."""
    screen = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    try:
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        page.driver.refresh()
        page.wait(lambda: page.run("return typeof akg === 'object' && Boolean(akg.theme)"))
        page.settle()
        beyond = page.run(
            """
            const parts = [...document.querySelectorAll("button, select, input, output, h1, h2, summary")];
            return parts.filter((each) => each.checkVisibility() && !each.classList.contains("skip"))
              .map((each) => [each.textContent || each.id, each.getBoundingClientRect()])
              .filter(([, { left, right }]) => left < -1 || right > innerWidth + 1).map(([name]) => name);
            """
        )
        outside = page.run(
            """
            const { view } = akg.graph.drawn();
            const cut = (room) => room.left < view.left || room.right > view.right;
            return [...akg.labels.shown()].filter(([, room]) => cut(room)).map(([id]) => id);
            """
        )
        assert beyond == []
        assert outside == []
        assert page.run("return akg.labels.shown().size") > 5
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")
        for act, part in (
            (f"akg.state.set({{ focus: '{GPI}' }})", "panel"),
            ("document.getElementById('table-switch').click()", "table"),
        ):
            page.run(act)
            top = page.run("return document.getElementById(arguments[0]).getBoundingClientRect().top", part)
            assert 0 < top < 400, part  # what was asked for is on the screen, below some of the graph
    finally:
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen | {"width": 1280})


def test_hostile_text_stays_text_on_every_surface(chromium, tmp_path):
    """Table, drawing, CSV, method of a graph made of attacks: nothing runs, and the drawing is still XML."""
    kg = alliancekg.load(write(tmp_path / "hostile.trig"))
    address = kg.explore(title=TEXTS["script"]).save(tmp_path / "page.html").as_uri()
    chromium.requests()
    chromium.open(address)
    chromium.messages()
    chromium.run("akg.table.open(true); document.getElementById('method-open').click()")
    chromium.driver.execute_async_script("akg.picture.asPng().then(() => arguments[0]())")
    drawing = chromium.run("return akg.picture.asText()")
    table = chromium.run("return akg.rows.csv(akg.rows.now())")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]

    assert ET.fromstring(drawing).find(f"{SVG}title").text == TEXTS["script"]  # noqa: S314 - what the page wrote
    assert [cell for cell in cells[1:] if cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))] == []
    assert chromium.run("return [window.pwned ?? null, document.images.length]") == [None, 0]
    assert chromium.run("return [...document.links].every(({ protocol }) => /^https?:$/.test(protocol))")
    assert chromium.messages() == []
    assert {asked for asked in chromium.requests() if not asked.startswith("blob:")} <= {address}


def test_a_frame_in_a_notebook_has_every_surface(chromium, corrected, tmp_path):
    """In a sandbox without an origin of its own, table, theme, picture and method still work."""
    file = tmp_path / "notebook.html"
    frame = corrected.explore()._repr_html_()
    file.write_text(f'<!doctype html><meta charset="utf-8">{frame}', encoding="utf-8", newline="\n")
    chromium.messages()
    chromium.driver.get(file.as_uri())
    chromium.driver.switch_to.frame(0)
    try:
        chromium.wait(lambda: chromium.run("return typeof akg === 'object' && Boolean(akg.theme)"))
        chromium.settle()
        chromium.run("akg.table.open(true); document.getElementById('theme').click()")
        size = chromium.driver.execute_async_script(
            "akg.picture.asPng().then(({ size }) => arguments[0](size))"
        )
        chromium.run("document.getElementById('method-open').click()")

        assert "allow-same-origin" not in frame.partition("srcdoc")[0]
        assert len(chromium.run(ROWS)) == corrected.project("entities").number_of_edges()
        assert size > 10_000
        assert chromium.messages() == []
    finally:
        chromium.driver.switch_to.default_content()
