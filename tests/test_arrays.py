"""Projections read off arrays: the same bytes as asking the graph, on any day, and never stale."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import mixed
import pytest

import alliancekg
from alliancekg import recipes
from alliancekg.api import build
from alliancekg.dates import FIRST_DAY, LAST_DAY
from alliancekg.errors import DateError
from alliancekg.imports import convert
from alliancekg.publish.networks import graphml
from alliancekg.store import arrays, cache, kept_spells, network
from alliancekg.store import spells as spells_module
from alliancekg.store.calendar import _STRIDE

DATA = Path(__file__).parent / "data"
ODD_DAYS = (
    "1930",
    "1950-02-28",
    "1950-03-10",
    "1950-03",
    "1954-12-31",
    "1955-01-10",
    "1960-05-20",
    "1960-06-01",
)
LATER_DAYS = (
    "1965-06-01",
    "1966-07-01",
    "1968-07-01",
    "1969-12-31",
    "1970-07-01",
    "1971-01-01",
    "1955/1972",
    "1999-07-01",
    "2020",
    "9999-12-31",
)
POSSIBLE = ("include", "exclude", "only")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the folder of a cache."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def store(tmp_path, home):
    """Return a function that builds a store of a file in a directory, and says where."""

    def built(path, name="store"):
        build(tmp_path / name, path)
        return tmp_path / name

    return built


@pytest.fixture
def odd(tmp_path):
    """Return a treaty of which a ministry, one that left, one that is denied and one that joined are parties.

    Of a second one nobody says when it was made.
    """
    return Path(shutil.copy(DATA / "parties.trig", tmp_path / "odd.trig"))


@pytest.fixture(params=["atop", "beside", "mixed", "tiny"])
def large(request, tmp_path):
    """Return graphs of many ties: spells to the day, events, ministries, denied and withdrawn passages.

    Beside a dataset stands a source that covers other years.
    """
    if request.param in {"atop", "beside"}:
        folder = tmp_path / "atop"
        folder.mkdir()
        if request.param == "beside":
            shutil.copy(DATA / "parties.trig", folder)
        return convert("atop", DATA / "imports" / "atop.csv").save(folder / "atop.nq").parent
    if request.param == "tiny":
        return DATA / "tiny.trig"
    mixed.write(tmp_path / "mixed.trig", 4000)
    return tmp_path / "mixed.trig"


def kept(home):
    return sorted(home.glob("*.npz"))


def told(kg, view):
    return graphml(kg.project(view)), kg.coverage()


def on(kg, day, possible="include"):
    return kg.as_of(day, possible) if day else kg


def turns(kg):
    """Return days and years around some of those on which anything in the arrays of a projection changes."""
    calendars = [one for key, one in kg._graph.worked_out.items() if key[0] == "calendar"]
    days = sorted({int(turn) % _STRIDE for one in calendars for turn in one.turns} - {1})
    found = [date.fromordinal(one) for one in days[:: max(1, len(days) // 5)]]
    near = {day.isoformat() for one in found for day in (one, one - timedelta(1))}
    return [*sorted(near), str(found[len(found) // 2].year)]


@pytest.mark.parametrize("possible", POSSIBLE)
def test_odd_ties_are_the_same_bytes_on_every_day(store, odd, possible):
    """Who left, joined, is denied, stands behind a ministry or is undated; days and periods, far days too."""
    memory, opened = alliancekg.load(odd), alliancekg.load(store=store(odd))

    for day in (*ODD_DAYS, *LATER_DAYS):
        assert told(on(memory, day, possible), "alliances") == told(on(opened, day, possible), "alliances"), (
            day
        )


@pytest.mark.parametrize("possible", ["include", "exclude"])
def test_large_graphs_are_the_same_bytes_around_their_turns(store, large, possible):
    """The graph in memory is asked row by row, the store is read off its arrays, gathered or kept."""
    memory, place = alliancekg.load(large), store(large)
    gathered = alliancekg.load(store=place)

    assert told(memory, "alliances") == told(gathered, "alliances")
    told(on(gathered, "1950"), "alliances")
    days, again = turns(gathered), alliancekg.load(store=place)
    for day in days:
        expected = told(on(memory, day, possible), "alliances")
        assert expected == told(on(gathered, day, possible), "alliances"), day
        assert expected == told(on(again, day, possible), "alliances"), day


def test_sure_edges_are_those_of_a_view_without_what_is_possible(store, large):
    """What is only possible or unknown is cut from that view by things; the edges go by what they rest on."""
    memory, opened = alliancekg.load(large), alliancekg.load(store=store(large))
    told(on(opened, "1950"), "alliances")

    for day in (*turns(opened), "1999-07-01", "2020"):
        sure = set(on(memory, day, "exclude").project("alliances").edges)
        for kg in (memory, opened):
            edges = on(kg, day).project("alliances").edges(data="holds")
            assert sure == {(one, other) for one, other, holds in edges if holds == "yes"}, day


@pytest.mark.parametrize("view", recipes.names())
def test_every_recipe_is_the_same_bytes_in_a_store(store, odd, view):
    """Those that arrays cannot tell are asked of the view."""
    memory, opened = alliancekg.load(odd), alliancekg.load(store=store(odd))

    for day, possible in ((None, "include"), ("1960-05-20", "include"), ("1960-05-20", "only")):
        assert told(on(memory, day, possible), view) == told(on(opened, day, possible), view), (day, possible)


def test_source_and_modes_are_asked_as_ever(store, odd):
    """A graph that is merged anew for one command keeps nothing: its arrays would be of another merge."""
    place = store(odd)
    for narrowed in ({"sources": ["made-up-odd"]}, {"modes": ["judged"]}, {"known_by": "2020"}):
        memory, opened = alliancekg.load(odd, **narrowed), alliancekg.load(store=place, **narrowed)

        assert told(on(memory, "1956"), "alliances") == told(on(opened, "1956"), "alliances")
        assert opened._graph.worked_out == {}


def test_kept_arrays_are_used_and_not_gathered_again(store, home, odd, monkeypatch):
    """A second process asks for other days: nothing is read from the graph but its sources."""
    place = store(odd)
    expected = {
        day: told(on(alliancekg.load(store=place), day), "alliances") for day in ("1956", "1956-07-01")
    }
    assert 2 == len(kept(home))

    monkeypatch.setattr(network, "gather", None)
    monkeypatch.setattr(network, "Asked", None)
    for day, answer in expected.items():
        assert answer == told(on(alliancekg.load(store=place), day), "alliances")


def test_changed_file_gives_another_store_and_other_arrays(store, home, odd):
    """Coria never left: the store is built again in the same place, and its arrays are new ones."""
    place = store(odd)
    pair = ("akd:state_atland", "akd:state_coria")
    before = alliancekg.load(store=place).as_of("1965-01-01").project("alliances")
    stated = odd.read_text(encoding="utf-8")
    odd.write_text(stated.replace('akg:endDate "1960-05"^^xsd:gYearMonth ;', ""), encoding="utf-8")
    after = alliancekg.load(store=store(odd)).as_of("1965-01-01").project("alliances")

    assert ("akd:agreement_two",) == before.edges[pair]["agreements"]
    assert ("akd:agreement_one", "akd:agreement_two") == after.edges[pair]["agreements"]
    assert 4 == len(kept(home))


def test_other_code_reads_no_arrays_of_before(store, home, odd, monkeypatch):
    """What was kept may mean something else to it."""
    place = store(odd)
    told(alliancekg.load(store=place), "alliances")
    before = kept(home)
    monkeypatch.setattr(arrays, "told_by", lambda: "another version")
    told(alliancekg.load(store=place), "alliances")

    assert (1, 2) == (len(before), len(kept(home)))


def test_other_text_of_a_recipe_reads_no_arrays_of_before(store, odd, tmp_path):
    """A file of one's own is changed: no ministry stands for its state any more."""
    place, view = store(odd), tmp_path / "own.toml"
    shipped = (Path(recipes.__file__).parent / "library" / "alliances.toml").read_text(encoding="utf-8")
    view.write_text(shipped, encoding="utf-8")
    before = alliancekg.load(store=place).project(str(view))
    view.write_text(shipped.replace('["bodyOf"]', "[]"), encoding="utf-8")
    after = alliancekg.load(store=place).project(str(view))

    assert {"akd:state_borea"} == before.nodes - after.nodes


@pytest.mark.parametrize("damaged", ["cut short", "empty", "one byte changed"])
def test_damaged_arrays_are_worked_out_again(store, home, odd, damaged):
    """The answer is the same, and the files are whole again."""
    place = store(odd)
    expected = told(alliancekg.load(store=place).as_of("1956-01-01"), "alliances")
    whole = {path: path.read_bytes() for path in kept(home)}
    for path, data in whole.items():
        ways = {"cut short": data[:100], "empty": b"", "one byte changed": data[:-1] + b"x"}
        path.write_bytes(ways[damaged])

    assert expected == told(alliancekg.load(store=place).as_of("1956-01-01"), "alliances")
    assert whole == {path: path.read_bytes() for path in kept(home)}


def test_no_cache_keeps_nothing(store, home, odd, monkeypatch):
    """Switched off, or where it cannot be written, the answer is the same."""
    place = store(odd)
    expected = told(alliancekg.load(odd).as_of("1956"), "alliances")
    monkeypatch.setenv(cache.VARIABLE, "0")
    assert expected == told(alliancekg.load(store=place).as_of("1956"), "alliances")
    monkeypatch.setenv(cache.VARIABLE, str(odd / "a-file-is-no-folder"))
    assert expected == told(alliancekg.load(store=place).as_of("1956"), "alliances")
    assert not home.exists()


def test_room_is_made_among_arrays_alone(store, home, odd, monkeypatch):
    """The oldest goes; what is not ours stays, whatever it is called."""
    monkeypatch.setattr(arrays, "_KEPT", 2)
    home.mkdir()
    others = [home / "notes.npz", home / "0123456789abcdef0123456789abcdef", home / "photo.png"]
    for path in others:
        path.write_text("mine", encoding="utf-8")
    old = home / f"{'0' * 32}.npz"
    old.write_bytes(b"")
    alliancekg.load(store=store(odd)).as_of("1956-01-01").project("alliances")

    assert not old.exists()
    assert 2 == len([path for path in kept(home) if path not in others])
    assert all(path.read_text(encoding="utf-8") == "mine" for path in others)


def test_dyad_years_are_the_same_rows_when_kept(store, home, tmp_path, monkeypatch):
    """Stretches of days, kinds of duties and the years that each source speaks of come back as they were."""
    path = convert("atop", DATA / "imports" / "atop.csv").save(tmp_path / "atop.nq")
    place = store(path)
    for rule in spells_module.DATE_RULES:
        memory = alliancekg.load(path)
        expected = (memory.dyad_year_table(date_rule=rule), memory.state_year_table(date_rule=rule))
        first = alliancekg.load(store=place)
        assert expected == (first.dyad_year_table(date_rule=rule), first.state_year_table(date_rule=rule))
        with monkeypatch.context() as patch:
            patch.setattr(kept_spells.told, "spells", None)
            again = alliancekg.load(store=place)
            assert expected == (again.dyad_year_table(date_rule=rule), again.state_year_table(date_rule=rule))


def test_impossible_day_is_told_when_it_is_asked_for(store, odd):
    """Nothing is cut until something is asked, but a slip is told at once."""
    with pytest.raises(DateError):
        alliancekg.load(store=store(odd)).as_of("1956-02-30")


def test_first_and_last_day_of_all_are_days_like_others():
    """The arrays number days by thing and ordinal: none runs into the next thing."""
    assert 1 == FIRST_DAY.toordinal()
    assert LAST_DAY.toordinal() < _STRIDE
