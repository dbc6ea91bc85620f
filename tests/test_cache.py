"""The cache of the commands: never stale, never in the way, and told by ``info``."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import alliancekg
from alliancekg.api import build
from alliancekg.store import cache
from alliancekg.store.directory import LOCK
from alliancekg.store.locks import hold

EVERYTHING = "from alliancekg.store import cache; cache._WORTH = range(1, 10**9)"
ASKS = f"""
import os, resource, signal, sys
{EVERYTHING}
%s
from alliancekg.cli import main
main.main(sys.argv[1:], prog_name="alliancekg")
"""
FULL = "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
KILLED = """
from alliancekg.store import labels
labels.keep = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return the folder of a cache in which a graph of any size is kept."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "_WORTH", range(1, 10**9))
    return tmp_path / "cache"


@pytest.fixture
def graph(tmp_path, tiny):
    """Return a copy of the tiny graph, to be changed."""
    shutil.copy(tiny, tmp_path / "own.trig")
    return tmp_path / "own.trig"


@pytest.fixture
def store_of(ask):
    """Return a function that tells which store answers about a graph, "" for none."""

    def told(graph, *words):
        return json.loads(ask("--graph", graph, *words, "info", "-f", "json").stdout)["store"]

    return told


def stores(home):
    return [one for one in home.iterdir() if one.is_dir()] if home.exists() else []


def add_state(graph, name):
    with graph.open("a", encoding="utf-8") as file:
        file.write(f'\nakd:registry {{ akd:state_{name} a akg:State ; skos:prefLabel "{name}"@en . }}\n')


def test_graph_is_kept_the_second_time_and_used_the_third(ask, home, graph, store_of):
    """Who asks once pays nothing; info says what answered, and answers are the same."""
    told = [store_of(graph) for _ in range(3)]
    plain = ask("--graph", graph, "show", "Supply Pact", env={cache.VARIABLE: "0"})

    assert told == ["", "", f"{stores(home)[0]} (cache, read only)"]
    assert ask("--graph", graph, "show", "Supply Pact").stdout == plain.stdout


def test_changed_file_is_read_again(ask, home, graph, store_of):
    """Size and date of the file are as they were; its content is not."""
    for _ in range(3):
        store_of(graph)
    stat, text = graph.stat(), graph.read_text(encoding="utf-8")
    graph.write_text(text.replace("Atland", "Uthlan"), encoding="utf-8")
    os.utime(graph, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert stat.st_size == graph.stat().st_size
    assert "Uthlan" in ask("--graph", graph, "list", "State").stdout
    assert store_of(graph, "--modes", "expected") == ""


def test_part_of_a_graph_is_not_kept(ask, home, graph):
    """A view is made from the files, or cut from what is kept."""
    for _ in range(3):
        ask("--graph", graph, "--known-by", "2020", "info")

    assert [] == stores(home)


@pytest.mark.parametrize("size", ["small", "large"])
def test_graph_that_is_not_worth_it_is_not_kept(home, graph, store_of, monkeypatch, size):
    """A small one is read as fast; a large one would fill the disk unasked."""
    length = graph.stat().st_size
    monkeypatch.setattr(cache, "_WORTH", range(length + 1, 10**9) if size == "small" else range(1, length))

    assert ["", "", ""] == [store_of(graph) for _ in range(3)]
    assert [] == stores(home)


def test_zero_keeps_and_uses_nothing(home, graph, store_of, monkeypatch):
    """ALLIANCEKG_CACHE=0."""
    for _ in range(3):
        store_of(graph)
    monkeypatch.setenv(cache.VARIABLE, "0")

    assert store_of(graph) == ""


def test_library_keeps_nothing_unasked(home, graph):
    """A notebook asks many questions: memory answers them faster."""
    for _ in range(3):
        kg = alliancekg.load(graph)

    assert kg.info().store == ""
    assert [] == stores(home)


def test_place_that_cannot_be_written_is_no_fault(ask, home, graph):
    """The answer comes all the same, with not a word more."""
    home.write_text("no folder", encoding="utf-8")
    told = [ask("--graph", graph, "list", "State") for _ in range(3)]
    plain = ask("--graph", graph, "list", "State", env={cache.VARIABLE: "0"})

    assert {(plain.stdout, plain.stderr, 0)} == {(one.stdout, one.stderr, one.exit_code) for one in told}


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files, no kill -9")
@pytest.mark.parametrize(("fault", "status"), [(FULL, 0), (KILLED, -9)], ids=["disk full", "killed"])
def test_store_that_could_not_be_finished_is_never_used(home, graph, store_of, fault, status):
    """Nothing is half-kept, and the next time it is kept as a whole."""
    store_of(graph)
    words = [sys.executable, "-c", ASKS % fault, "--graph", str(graph), "list", "State", "-f", "csv"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert (status, "Traceback" in done.stderr) == (done.returncode, False)
    assert status or "Atland" in done.stdout
    assert store_of(graph) == ""
    assert store_of(graph).endswith("(cache, read only)")


def test_damaged_store_is_made_anew(home, graph, store_of):
    """What cannot be opened is passed over."""
    for _ in range(3):
        store_of(graph)
    next(stores(home)[0].glob("data-*/quads/CURRENT")).unlink()

    assert ["", ""] == [store_of(graph) for _ in range(2)]
    assert store_of(graph).endswith("(cache, read only)")


def test_store_cut_short_is_made_anew(home, graph, store_of):
    """The engine says so with an error of another kind."""
    for _ in range(3):
        store_of(graph)
    for file in stores(home)[0].glob("data-*/quads/*.sst"):
        os.truncate(file, 100)

    assert ["", ""] == [store_of(graph) for _ in range(2)]
    assert store_of(graph).endswith("(cache, read only)")


def test_nobody_waits_for_another_who_writes(home, graph, store_of):
    """The store is being written by somebody else: the files answer."""
    for _ in range(3):
        store_of(graph)
    place = stores(home)[0]
    shutil.rmtree(place / "data-1")
    held = hold(place / LOCK, alone=True)

    assert ["", "", ""] == [store_of(graph) for _ in range(3)]

    held.release()


def test_what_else_lies_there_is_left_alone(home, graph, tiny, store_of):
    """A folder of the user's choice may hold stores of his own, empty folders and anything else."""
    for number in range(5):
        home.mkdir(exist_ok=True)
        build(home / f"own-{number}.store", tiny)
        (home / f"empty-{number}").mkdir()
        (home / f"film-{number}.seen").touch()
    before = {one.name for one in home.iterdir()}
    for _ in range(2):
        store_of(graph)

    assert 1 == len({one.name for one in home.iterdir()} - before)
    assert before < {one.name for one in home.iterdir()}
    assert alliancekg.load(store=home / "own-0.store").list("State")


def test_few_stores_are_kept_the_last_used_ones(home, graph, store_of):
    """The disk does not fill up; what is read stays."""
    for _ in range(3):
        first = store_of(graph)
    kg = alliancekg.load(graph, cached=True)
    for number in range(5):
        add_state(graph, f"s{number}")
        for _ in range(3):
            last = store_of(graph)

    assert last.startswith(str(home))
    assert 5 == len(stores(home))  # four, and the one that is read
    assert any(first.startswith(f"{one} ") for one in stores(home))

    del kg
    add_state(graph, "again")
    for _ in range(2):
        store_of(graph)

    assert 4 == len(stores(home))
