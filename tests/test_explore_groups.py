"""Groups and the comparison of two dates in a real browser: a folded group loses no tie from the count."""

import pytest

pytestmark = pytest.mark.browser

GPI, JAPAN = "akd:program_gpi", "akd:state_japan"
ENTER = "\ue007"
DRAWN = """
    const { nodes, edges } = akg.graph.drawn();
    return {
      nodes: nodes.filter(({ opens }) => !opens).map(({ id }) => id),
      signs: nodes.filter(({ opens }) => opens).map(({ opens }) => opens),
      edges: edges.filter(({ opens }) => !opens).map(({ id }) => id),
      bundled: edges.reduce((sum, { ties }) => sum + (ties ?? 0), 0),
    };
"""


@pytest.mark.parametrize("groups", ["class", "alliance"])
def test_groups_are_framed_apart(page, groups):
    """Each thing stands in a frame, no two frames overlap, and the way back leads to the first places."""
    first = page.run("return akg.graph.network.getPositions()")
    page.run("akg.state.set({ groups: arguments[0] })", groups)
    frames, places = page.run(
        "return [akg.data.page.groupings[arguments[0]], akg.graph.network.getPositions()]", groups
    )

    def holds(frame, place):
        return 0 < place["x"] - frame["x"] < frame["width"] and 0 < place["y"] - frame["y"] < frame["height"]

    assert len(frames) > 3
    assert all(sum(holds(frame, place) for frame in frames) == 1 for place in places.values())
    page.run("akg.state.set({ groups: '' })")
    assert first == page.run("return akg.graph.network.getPositions()")


def members(page, group):
    """Return the things of a group, from the data of the page."""
    script = """
        const { members } = akg.groups.chosen().find(({ id }) => id === arguments[0]);
        return members.map(([place]) => akg.data.nodes[place].id);
    """
    return set(page.run(script, group))


def ties(page):
    """Return id and ends of every tie in view."""
    return page.run("return akg.view.shownEdges().map(({ id, from, to }) => [id, from, to])")


def test_a_folded_group_is_one_sign_with_all_its_ties(page):
    """What is within it is gone, each tie that leaves it is counted once, the rest is as before."""
    page.run("akg.state.set({ groups: 'class' })")
    before = page.run(DRAWN)
    inner = members(page, "akg:Company")
    leaving = [tie for tie, start, end in ties(page) if (start in inner) != (end in inner)]
    within = [tie for tie, start, end in ties(page) if start in inner and end in inner]
    page.run("akg.groups.toggle('akg:Company')")
    after = page.run(DRAWN)

    assert len(leaving) > 5
    assert set(after["nodes"]) == set(before["nodes"]) - inner
    assert ["akg:Company"] == after["signs"]
    assert set(after["edges"]) == set(before["edges"]) - {*leaving, *within}
    assert len(leaving) == after["bundled"]


def test_all_groups_fold_and_open_twice(page):
    """Folded, only signs are left, and the ties between groups; open, all is where it was."""
    page.run("akg.state.set({ groups: 'alliance' })")
    first = page.run(DRAWN), page.run("return akg.graph.network.getPositions()")
    groups = page.run("return akg.groups.chosen().map(({ id }) => id)")
    home = {one: group for group in groups for one in members(page, group)}
    between = sum(home[start] != home[end] for _, start, end in ties(page))
    buttons = "return [...document.querySelectorAll('.groups .sets button')]"
    for _ in range(2):
        page.run(f"{buttons.replace('return ', '')}[0].click()")
        folded = page.run(DRAWN)
        assert {"nodes": [], "signs": groups, "edges": [], "bundled": between} == folded
        page.run(f"{buttons.replace('return ', '')}[1].click()")
        assert first == (page.run(DRAWN), page.run("return akg.graph.network.getPositions()"))


def test_a_group_folds_by_keys_and_opens_for_what_is_chosen(page):
    """Its button is reached and told; a thing that is searched for is never left inside."""
    page.run("akg.state.set({ groups: 'class' })")
    page.run(
        "[...document.querySelectorAll('.groups [aria-expanded]')]"
        ".find((one) => one.innerText.includes('ompany')).focus()"
    )
    page.press(ENTER)
    told = page.run("return document.activeElement.getAttribute('aria-expanded')")
    page.run("akg.state.set({ focus: arguments[0] }, { move: true })", "akd:company_northrop-grumman")

    assert told == "false"
    assert "akd:company_northrop-grumman" in page.run(DRAWN)["nodes"]
    page.run("akg.state.clear()")
    assert "akd:company_northrop-grumman" not in page.run(DRAWN)["nodes"]


def test_the_sign_of_a_folded_group_opens_it(page):
    """By a click, as the title of its frame folds it."""
    page.run("akg.state.set({ groups: 'class', folded: new Set(['akg:Company']) })")
    page.settle()
    place = """
        const { x, y, width, height } = akg.groups.frames().find(({ id }) => id === 'akg:Company');
        const seen = akg.graph.network.canvasToDOM({ x: x + width / 2, y: y + height / 2 });
        const frame = document.getElementById('graph').getBoundingClientRect();
        return [seen.x + frame.left, seen.y + frame.top];
    """
    page.click_at(*page.run(place))
    page.wait(lambda: page.run("return akg.state.now.folded.size === 0"))
    title = """
        const { x, y } = akg.groups.frames().find(({ id }) => id === 'akg:Company');
        const seen = akg.graph.network.canvasToDOM({ x, y });
        const frame = document.getElementById('graph').getBoundingClientRect();
        return [seen.x + frame.left + 6, seen.y + frame.top - 6];
    """
    page.settle()
    page.click_at(*page.run(title))
    page.wait(lambda: page.run("return akg.state.now.folded.has('akg:Company')"))


def test_folded_groups_are_in_the_address_and_in_the_picture(chromium, shipped, page):
    """A view that is sent or saved has them; groups that the page lacks are ignored."""
    chromium.open(f"{shipped}#groups=class&fold=akg:Company akg:Nothing __proto__")

    assert ["akg:Company"] == page.run("return [...akg.state.now.folded]")
    assert "fold=akg:Company" in page.run("return akg.state.address()")
    drawing = page.run("return akg.picture.asText()")
    assert "ompany (" in drawing


def test_two_dates_are_told_as_lists(page):
    """The panel lists what the drawing colours, each tie a way to its evidence."""
    page.run("akg.state.set({ asof: '2022-12-31', since: '2022-12-31' })")
    assert "Now choose another date." in page.panel()
    page.run("akg.state.set({ asof: '2024-02' })")
    kinds = page.run("return akg.view.shownEdges().map(akg.view.change)")
    heads = page.run("return [...document.querySelectorAll('#panel h3')].map((one) => one.innerText)")

    assert f"Added: ties ({kinds.count('added')})" in heads
    assert f"Changed: ties ({kinds.count('changed')})" in heads
    assert not any(head.startswith("Ended: ties") for head in heads if not kinds.count("ended"))
    rows = "return document.querySelectorAll('#panel section .moves')[0].children.length"
    assert kinds.count("added") == page.run(rows)
    page.run("document.querySelector('#panel .tie').click()")
    assert "Relation:" in page.panel()
