"""The page of a graph made to attack its reader, in a real browser: nothing runs, nothing is asked for."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.common.exceptions import NoAlertPresentException

import alliancekg
from hostile import ADDRESSES, IRIS, TEXTS, write

_SPEC = spec_from_file_location("browser", Path(__file__).with_name("browser.py"))
browser = module_from_spec(_SPEC)
_SPEC.loader.exec_module(browser)

pytestmark = pytest.mark.browser

GLOBALS = "return Object.getOwnPropertyNames(window).sort()"
LINKS = "return [...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href'))"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """Return one browser for all tests here."""
    with browser.chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    """Return the hostile graph, loaded."""
    return alliancekg.load(write(tmp_path_factory.mktemp("hostile") / "hostile.trig"))


@pytest.fixture(scope="module")
def address(kg, tmp_path_factory):
    """Return the address of its page, whose heading is hostile as well."""
    return kg.explore(title=TEXTS["frame"]).save(tmp_path_factory.mktemp("page") / "page.html").as_uri()


@pytest.fixture
def page(chromium, address):
    """Return the browser with the page open and nothing said or asked for so far."""
    chromium.messages()
    chromium.requests()
    chromium.open(address)
    return chromium


def is_quiet(page, address):
    """Check that nothing ran, nothing was said on the console, and nothing but the page was asked for."""
    with pytest.raises(NoAlertPresentException):
        _ = page.driver.switch_to.alert.text
    assert page.run("return window.pwned ?? null") is None
    assert page.messages() == []
    assert set(page.requests()) <= {address}
    assert page.run("return document.images.length + document.querySelectorAll('iframe').length") == 0
    return True


def test_page_of_hostile_texts_shows_each_as_text(page, address, kg):
    """Thing by thing: the panel has the label, the gist and the title in the very words of the file."""
    for at, (name, text) in enumerate(TEXTS.items()):
        page.run("akg.state.set({ focus: arguments[0] })", f"akd:state_{at}")
        shown = page.run("return document.getElementById('panel').textContent")
        assert shown.count(text) >= 3, name

    assert page.run("return akg.data.nodes.length") == len(kg.project("entities"))
    assert is_quiet(page, address)


def test_lines_and_classes_of_hostile_texts_can_be_chosen(page, address):
    """Each relation opens, each class can be switched off, the search finds what is hostile."""
    assert page.run(
        """
        for (const edge of akg.data.edges) akg.state.set({ edge: edge.id });
        akg.state.set({ focus: null });
        for (const box of akg.legend.boxes.values()) { box.click(); box.click(); }
        return akg.data.edges.length;
        """
    )
    page.press("/")
    page.press("<script>")
    assert page.run("return document.querySelectorAll('#matches li').length") > 0
    assert is_quiet(page, address)


def test_no_link_leads_to_what_runs(page, address):
    """Of the addresses only that of the web is a link; the others are text; no element has a handler."""
    web = [one for one in ADDRESSES if one.startswith("https:")]
    links = set()
    for at in range(len(ADDRESSES)):
        page.run("akg.state.set({ focus: arguments[0] })", f"akd:state_{at}")
        links |= set(page.run(LINKS))
        assert page.run(
            "return [...document.querySelectorAll('*')].every("
            "(each) => each.getAttributeNames().every((name) => !name.startsWith('on')))"
        )

    outside = {one for one in links if not one.startswith("#")}
    assert len(outside) == len(web) == 1
    assert all(one.startswith("https://evil.example/") for one in outside)
    assert is_quiet(page, address)


def test_window_has_the_names_of_a_harmless_page(page, tiny, tmp_path):
    """No text becomes a name that scripts can reach, and no prototype is changed."""
    found = page.run(GLOBALS)
    bare = page.run("return Object.keys(Object.prototype).length + Object.keys(Array.prototype).length")
    page.open(alliancekg.load(tiny).explore().save(tmp_path / "tiny.html").as_uri())

    assert found == page.run(GLOBALS)
    assert bare == 0


def test_what_follows_the_number_sign_asks_in_vain(page, address):
    """Every text in every part of the address: no view, no error, and the address is no place to inject."""
    for text in set(TEXTS.values()) - set(IRIS):  # what is a thing here is a view
        part = quote(text[:500])
        for asked in (f"focus={part}&edge={part}&hide={part}", part, f"focus={part}", f"edge={part}"):
            page.run("location.hash = arguments[0]; akg.state.read()", asked)
            assert page.run(
                "return [akg.state.now.focus, akg.state.now.edge, akg.state.now.hidden.size]"
            ) == [
                None,
                None,
                0,
            ]

    page.settle()
    assert page.messages() == []
    assert page.run("return window.pwned ?? null") is None
    assert {one.partition("#")[0] for one in page.requests()} <= {address}
