"""The page of the whole shipped graph in a real browser: what a reader meets first."""

import pytest

pytestmark = pytest.mark.browser

ENTER = "\ue007"


@pytest.fixture(scope="module")
def whole(chromium, embedded, tmp_path_factory):
    """Return the browser with the page of the whole graph open."""
    page = embedded.explore()
    chromium.messages()
    chromium.requests()
    address = page.save(tmp_path_factory.mktemp("whole") / "page.html").as_uri()
    chromium.open(address)
    return chromium, address


def test_the_first_view_is_chosen_and_says_what_it_leaves_out(whole, embedded):
    """More than a thousand things are no first view: the main ones are drawn, the others told."""
    page, _ = whole
    drawn = page.run("return akg.graph.drawn().nodes.length")
    head = page.run("return document.querySelector('header').innerText")

    assert 100 < drawn < 1000
    assert "Left out for room" in head
    assert embedded.project("entities").number_of_nodes() > drawn
    assert page.painted() > 20_000


def test_nothing_is_fetched_and_nothing_is_said(whole):
    """A large page keeps the promises of a small one."""
    page, address = whole

    assert [address] == page.requests()
    assert page.messages() == []


def test_a_thing_is_found_and_cites_its_passages(whole):
    """Search leads to the panel, and the panel to gist and address."""
    page, _ = whole
    page.press("/")
    page.press("anzus treaty", ENTER)
    panel = page.panel()

    assert "ANZUS" in panel
    assert page.run("return document.querySelectorAll('#panel a[href^=http]').length") > 0
