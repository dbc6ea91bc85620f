"""Time, ways and views of the interactive page in a real browser: what it draws is what the store answers."""

from pathlib import Path

import pytest

import alliancekg

pytestmark = pytest.mark.browser

ENTER, HOME, END, RIGHT, PAGE_DOWN = "\ue007", "\ue011", "\ue010", "\ue014", "\ue00f"
DATES = (
    "1990",
    "2006-06",
    "2018",
    "2022-12-31",
    "2023-01",
    "2023-07",
    "2023-08",
    "2023-08-18",
    "2024-02-29",
    "2030-01-01",
)
GPI, JAPAN = "akd:program_gpi", "akd:state_japan"
DRAWN_EDGES = """
    const drawn = new Set(akg.graph.drawn().edges.map(({ id }) => id));
    return akg.data.edges.filter(({ id }) => drawn.has(id)).map((edge) => {
      const { holds, stage } = akg.times.on(edge);
      return [edge.from, edge.to, edge.key, holds, stage];
    });
"""
DRAWN_NODES = "return akg.graph.drawn().nodes.map(({ id }) => id)"


@pytest.fixture(scope="module")
def hard(tmp_path_factory):
    """Return the address of the page of a graph made of hard dates, and that graph."""
    kg = alliancekg.load(Path(__file__).parent / "data" / "times.trig")
    return kg.explore().save(tmp_path_factory.mktemp("hard") / "page.html").as_uri(), kg


def answered(kg, date):
    """Return what the store draws as of a date: the edges with how they stand, and the nodes."""
    graph = kg.as_of(date).project("entities")
    edges = {
        (tail, head, key, about["holds"], about["stage"])
        for tail, head, key, about in graph.edges(keys=True, data=True)
    }
    return edges, set(graph)


def seen(page):
    return {tuple(row) for row in page.run(DRAWN_EDGES)}, set(page.run(DRAWN_NODES))


def hash_of(page):
    return page.run("return decodeURIComponent(location.hash)")


@pytest.mark.parametrize("date", DATES)
def test_the_page_draws_what_the_store_answers(page, corrected, date):
    """Edge by edge and node by node, with what holds and the stage reached, on any kind of date."""
    page.run("akg.state.set({ asof: arguments[0] })", date)

    (edges, nodes), (drawn_edges, drawn_nodes) = answered(corrected, date), seen(page)

    assert sorted(edges ^ drawn_edges) == []
    assert sorted(nodes ^ drawn_nodes) == []


@pytest.mark.parametrize("date", ["1949-04-04", "1966-07", "2013-08", "2015-06-01", "2016", "2020-05-02"])
def test_hard_dates_are_drawn_as_the_store_answers(chromium, hard, date):
    """Months and years of which some days differ, handovers, and what is over."""
    address, kg = hard
    chromium.open(f"{address}#asof={date}")

    (edges, nodes), (drawn_edges, drawn_nodes) = answered(kg, date), seen(chromium)

    assert sorted(edges ^ drawn_edges) == []
    assert sorted(nodes ^ drawn_nodes) == []


def test_without_a_date_everything_is_drawn(page, corrected):
    """The first view has all there is in the graph."""
    edges, nodes = seen(page)
    graph = corrected.project("entities")

    assert set(graph.edges(keys=True)) == {edge[:3] for edge in edges}
    assert set(graph) == nodes


def test_the_slider_goes_to_both_ends_by_keyboard(page):
    """Home is the first month, End the last; a step is a month; it says what it shows."""
    page.run("document.getElementById('time-slider').focus()")
    months = page.run("return akg.times.months")
    page.press(HOME)
    assert months[0] == page.run("return akg.state.now.asof")
    page.press(RIGHT)
    assert months[1] == page.run("return akg.state.now.asof")
    page.press(END)
    assert months[-1] == page.run("return akg.state.now.asof")

    told = page.run("return document.getElementById('time-slider').getAttribute('aria-valuetext')")
    things = len(seen(page)[1])
    assert f"{things} things" in told
    assert hash_of(page) == f"#asof={months[-1]}"


def test_playing_stops_at_each_change_and_at_the_end(page):
    """From the first month in which something changes to the last; then the button offers to play again."""
    stops = page.run("return akg.times.stops")
    page.run(
        """
        window.seen = [];
        akg.state.subscribe(({ asof }) => window.seen.push(asof));
        akg.state.set({ asof: akg.times.stops.at(-4) });
        document.getElementById("time-play").focus();
        """
    )
    page.press(ENTER)
    assert page.run("return document.getElementById('time-play').getAttribute('aria-label')") == "Pause"
    page.wait(lambda: not page.run("return akg.time.isPlaying()"))

    assert stops[-4:] == page.run("return window.seen")
    assert page.run("return document.getElementById('time-play').getAttribute('aria-label')") == "Play"


def test_all_dates_brings_everything_back(page):
    """The button is the way out of a date."""
    before = seen(page)
    page.run("akg.state.set({ asof: '2010' })")
    assert seen(page) != before
    page.run("document.getElementById('time-all').click()")

    assert before == seen(page)
    assert hash_of(page) == ""


def test_two_dates_are_compared(page, corrected):
    """Added and ended between two days is what the store has on one and not on the other."""
    was, now = (answered(corrected, date) for date in ("2022-12-31", "2024-02-29"))
    page.run("akg.state.set({ asof: '2022-12-31' })")
    page.run("document.getElementById('time-compare').click()")
    page.run("akg.state.set({ asof: '2024-02-29' })")
    kinds = page.run(
        "return akg.view.shownEdges().map((edge) => [edge.from, edge.to, edge.key, akg.view.change(edge)])"
    )
    before, after = ({edge[:3] for edge in one[0]} for one in (was, now))

    assert after - before == {tuple(row[:3]) for row in kinds if row[3] == "added"}
    assert before - after == {tuple(row[:3]) for row in kinds if row[3] == "ended"}
    assert before | after == {tuple(row[:3]) for row in kinds}
    assert len(after - before) > 10
    assert f"added ({len(after - before)})" in page.run("return document.getElementById('samples').innerText")
    assert "since=2022-12-31" in hash_of(page)


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        pytest.param("planned", "phase === 'before'", id="only planned"),
        pytest.param("unsure", "holds !== 'yes'", id="not certain"),
    ],
)
def test_a_kind_of_line_can_be_switched_off_and_on_twice(page, kind, count):
    """The legend of the ties is a filter by how they stand on the date."""
    page.run("akg.state.set({ asof: '2023-08' })")
    drawn = "return akg.graph.drawn().edges.length"
    before = page.run(drawn)
    off = page.run(
        f"return akg.view.shownEdges().filter((edge) => {{ const {{ phase, holds }} = akg.times.on(edge);"
        f" return {count} }}).length"
    )
    found = []
    for _ in range(4):
        page.run("akg.legend.kinds.get(arguments[0]).click()", kind)
        found.append(page.run(drawn))

    assert off > 0
    assert [before - off, before, before - off, before] == found


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            "#focus=akd:program_gpi&asof=2023-08&hide=akg:Person",
            {"focus": GPI, "asof": "2023-08", "hidden": ["akg:Person"]},
            id="a thing on a date",
        ),
        pytest.param(
            "#path=akd:program_gpi,akd:state_japan&bar=akg:State",
            {"path": [GPI, JAPAN], "barred": ["akg:State"]},
            id="a way",
        ),
        pytest.param(
            "#asof=2024&since=2023-01-11&without=ended unsure&groups=alliance",
            {"asof": "2024", "since": "2023-01-11", "without": ["ended", "unsure"], "groups": "alliance"},
            id="two dates in frames",
        ),
        pytest.param("#asof=2023-02-30&since=2020&groups=shape", {}, id="no such day"),
        pytest.param("#asof=0000&path=akd:program_gpi,akd:program_gpi", {}, id="no year, no way to itself"),
        pytest.param("#since=2020", {}, id="nothing to compare with"),
        pytest.param(
            "#asof=<img src=x onerror=alert(1)>&path=__proto__,constructor&groups=toString&bar=valueOf"
            "&without=<script>alert(1)</script>&hide=__proto__",
            {},
            id="hostile",
        ),
    ],
)
def test_an_address_opens_a_view(chromium, shipped, address, expected):
    """What an address asks for in vain is ignored; what it asks for rightly is written the same way."""
    chromium.messages()
    chromium.open(shipped + address)
    nothing = {
        "focus": None, "edge": None, "path": None, "barred": [], "asof": "", "since": "", "hidden": [],
        "without": [], "groups": "",
    }  # fmt: skip
    now = chromium.run(
        "const now = akg.state.now;"
        "return { ...now, barred: [...now.barred], hidden: [...now.hidden], without: [...now.without] }"
    )

    assert nothing | expected == {name: value for name, value in now.items() if name in nothing}
    assert chromium.run("return document.images.length") == 0
    assert chromium.painted() > 1000
    assert chromium.messages() == []
    if expected:
        assert address == chromium.run("return decodeURIComponent(akg.state.address())")


def test_a_way_is_found_with_its_evidence(page):
    """The shortest one, hop by hop, each hop with its passages; a barred class is not walked through."""
    page.run("document.getElementById('way-open').click()")
    page.run("document.getElementById('way-from').value = 'Raytheon Company'")
    page.run("document.getElementById('way-to').value = 'Japan'")
    page.run("document.getElementById('way-from').form.requestSubmit()")
    page.settle()
    way = page.run("return akg.path.find(akg.state.now.path, akg.state.now.barred)")
    hops = page.run("return document.querySelectorAll('.hops > li').length")
    cited = page.run(
        "return [...document.querySelectorAll('.hops > li')].every((each) => each.querySelector('.passages'))"
    )

    assert way[0] == page.run("return akg.search && akg.state.now.path[0]")
    assert way[-1] == JAPAN
    assert not any(node.startswith("akd:state_") for node in way[1:-1])
    assert hops == len(way) - 1 > 1
    assert cited
    assert hash_of(page).startswith("#path=")


def test_a_way_is_the_shortest(page, corrected):
    """As networkx finds it, for every thing from Japan, without barring anything."""
    import networkx as nx

    graph = corrected.project("entities").to_undirected(as_view=True)
    expected = dict(nx.single_source_shortest_path_length(graph, JAPAN))
    lengths = page.run(
        """
        const lengths = {};
        for (const { id } of akg.data.nodes) {
          const way = akg.path.find([arguments[0], id], new Set());
          if (way) lengths[id] = way.length - 1;
        }
        return lengths;
        """,
        JAPAN,
    )

    assert expected == lengths


def test_no_way_is_said(page):
    """On a date before the program there is none, and the page says so."""
    page.run(
        "akg.state.set({ path: [arguments[0], arguments[1]], asof: '2010' }, { move: true })", GPI, JAPAN
    )

    assert "No way as of 2010" in page.panel()
    page.run("akg.state.set({ asof: '2024-02' })")
    assert "1 step as of February 2024" in page.panel()
