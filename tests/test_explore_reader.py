"""The interactive page under a reader's hand: what can be left, what stays in place, what a slip is told."""

import networkx as nx
import pytest

from alliancekg.explore import page_data, render
from alliancekg.model import Coverage

pytestmark = pytest.mark.browser

TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
GPI, JAPAN = "akd:program_gpi", "akd:state_japan"


def test_two_dates_are_compared_in_order_of_time_whichever_is_chosen_first(chromium, shipped):
    """What came between two dates was added, not ended, for a reader who goes back as well."""
    seen = []
    for address in ("#asof=2024-02&since=2022-12", "#asof=2022-12&since=2024-02"):
        chromium.open(shipped + address)
        changes = chromium.run("return akg.view.shownEdges().map((edge) => [edge.id, akg.view.change(edge)])")
        counts = chromium.run("return document.getElementById('time-counts').textContent")
        looks = chromium.run("return akg.graph.drawn().edges.map((row) => [row.width, row.dashes])")
        seen.append((changes, chromium.panel().splitlines()[0], counts, looks))

    assert seen[0] == seen[1]
    assert "added" in {kind for _, kind in seen[0][0]}
    assert seen[0][1] == "December 2022 to February 2024"
    assert "December 2022 to February 2024" in chromium.run("return akg.picture.asText()")


def test_the_slider_stays_where_it_is(page):
    """Whatever the words beside it say of a date, it does not move under the hand that drags it."""
    slider = """
        const { left, top, width } = document.getElementById("time-slider").getBoundingClientRect();
        return [left, top, width];
    """
    before = page.run(slider)
    page.run("akg.state.set({ asof: '2006-01', since: '2025-11' })")
    page.settle()

    assert before == page.run(slider)


@pytest.mark.parametrize(
    "act", ["document.querySelector('#panel .back').click()", None], ids=["Close", "Esc"]
)
def test_the_question_for_a_way_can_be_left(page, act):
    """Nothing was chosen before it, so the panel goes back to how the page is read."""
    page.run("document.getElementById('way-open').click()")
    page.run("akg.state.set({ asof: '2023-08' })")
    assert "Way between two things" in page.panel()
    if act:
        page.run(act)
    else:
        page.press(ESCAPE)

    assert page.panel().startswith("How to read this page")


def test_a_way_is_asked_for_by_alias_and_what_is_unknown_is_said(page):
    """Names, aliases and identifiers count in any case; a field that names nothing is pointed out."""
    page.run("document.getElementById('way-open').click()")
    page.press("gpi", TAB, "nowhere", ENTER)
    told = page.run("return [document.activeElement.id, document.activeElement.validationMessage]")
    page.run("document.activeElement.value = 'JAPAN'")
    page.press(ENTER)

    assert told == ["way-to", "Choose a thing from the list"]
    assert page.run("return akg.state.now.path") == ["akd:program_gpi", JAPAN]


def test_the_panel_stays_where_it_is_read_when_the_date_moves(page):
    """Who reads on while the dates pass is not thrown back to the top; another thing begins at its top."""
    page.run("akg.state.set({ focus: arguments[0] })", GPI)
    page.run("document.getElementById('panel').scrollTop = 300")
    seen = []
    for change in ("asof: '2023-09'", f"focus: '{JAPAN}'"):
        page.run(f"akg.state.set({{ {change} }})")
        seen.append(page.run("return document.getElementById('panel').scrollTop"))

    assert seen == [300, 0]


def test_a_date_is_not_a_reason_to_tell_a_thing_again(page):
    """The slider says its own counts; what is chosen is announced once."""
    page.run("akg.state.set({ focus: arguments[0] })", GPI)
    announced = "return document.getElementById('status').textContent"
    first = page.run(announced)
    page.run("document.getElementById('status').textContent = ''; akg.state.set({ asof: '2023-09' })")

    assert first.startswith("Glide Phase Interceptor cooperative development: ")
    assert page.run(announced) == ""


def test_ties_that_share_a_key_have_addresses_of_their_own(chromium, tmp_path):
    """A merger of two parties is one thing said and two lines drawn: each can be sent to someone."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(("ex:a", "ex:b", "ex:c"), label="x", kind="system", **{"class": "akg:System"})
    for start in ("ex:a", "ex:b"):
        graph.add_edge(start, "ex:c", key="ex:merger", relation="merged into", sources=())
    file = tmp_path / "page.html"
    file.write_text(render(page_data(graph, {}, Coverage(1, "", ""))), encoding="utf-8", newline="\n")
    chromium.open(file.as_uri())
    found = []
    for edge in ("e0", "e1"):
        address = chromium.run(f"akg.state.set({{ edge: '{edge}' }}); return akg.state.address()")
        chromium.open(file.as_uri() + address)
        found.append((address, chromium.run("return akg.state.now.edge")))

    assert [each for _, each in found] == ["e0", "e1"]
    assert found[0][0] == "#edge=ex:merger"
