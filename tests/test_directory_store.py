"""The store in a directory: the same answers as in memory, and never a part of one, whatever goes wrong."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg.api import build
from alliancekg.questions import questions
from alliancekg.store import build as building
from alliancekg.store.directory import DATA, LOCK, MANIFEST
from alliancekg.store.locks import hold
from alliancekg.terms import AKG, ONTOLOGY
from test_cli import ASKED

CASES = Path(__file__).parent / "data" / "cases"
#: Commands that read files themselves or write, and the one that tells which store it is.
NOT_ASKED = {"build", "check", "format", "info", "new"}
#: Where a build is stopped: what it does next never happens.
STOPS = {
    "before anything is written": "building.GraphStore, 'load'",
    "with an empty folder": "building, '_dumped'",
    "with a dump and no names": "building.labels, 'keep'",
    "with names and no quads": "building.ox, 'Store'",
    "with all but the manifest": "pathlib.Path, 'write_text'",
    "with the manifest beside its place": "pathlib.Path, 'replace'",
    "with the old data still there": "building, 'remove_old'",
}
STOPPED = """
import os, pathlib, signal, sys
from alliancekg.api import build
from alliancekg.store import build as building
home, name = {where}
left = 1 if {where}[1] == "remove_old" else 0  # it clears up at first too
whole = getattr(home, name)
def stop(*args, **kwargs):
    global left
    if left:
        left -= 1
        return whole(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(home, name, stop)
build(sys.argv[1], sys.argv[2])
"""
ASKS = """
import sys
from alliancekg.cli import main
main.main(sys.argv[1:], prog_name="alliancekg")
"""
FULL = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
{ASKS}
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory, tiny):
    """Return a store of the tiny graph: do not write to it."""
    path = tmp_path_factory.mktemp("kept") / "tiny.store"
    build(path, tiny)
    return path


@pytest.fixture(scope="module")
def both(tmp_path_factory, article):
    """Return what the article says, in memory and in a store."""
    folder = tmp_path_factory.mktemp("article")
    article.export(folder / "article.trig")
    build(folder / "store", folder / "article.trig")
    return alliancekg.load(folder / "article.trig"), alliancekg.load(store=folder / "store")


@pytest.fixture
def own(tmp_path, tiny):
    """Return a copy of the tiny graph and a store of it, to be changed."""
    graph = tmp_path / "own.trig"
    shutil.copy(tiny, graph)
    build(tmp_path / "own.store", graph)
    return graph, tmp_path / "own.store"


def add_state(graph):
    """Add the state "Newland" to the registry of a graph."""
    with graph.open("a", encoding="utf-8") as file:
        file.write('\nakd:registry { akd:state_new a akg:State ; skos:prefLabel "Newland"@en . }\n')


def states(path):
    return [row.label for row in alliancekg.load(store=path).list("State")]


def contents(path):
    """Return the names of what lies in a directory, sorted."""
    return sorted(one.name for one in path.iterdir())


def python(code, *args):
    words = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)


# the same answers


def test_store_holds_the_quads_of_memory(both):
    """Named graphs, the merge and what rules derive: quad by quad."""
    memory, store = both

    assert set(memory._graph.engine) == set(store._graph.engine)
    assert len(store._graph.engine) > 5_000


def test_questions_have_the_same_answers(both):
    """The whole library: rows, their order, their sources; what the article does not know is told alike."""
    memory, store = ({one.id: _said(kg, one.id) for one in questions()} for kg in both)

    assert memory == store
    assert sum(not isinstance(one, str) and bool(one.rows) for one in memory.values()) > 10


def _said(kg, question):
    try:
        return kg.ask(question)
    except alliancekg.AllianceKGError as error:
        return str(error)


@pytest.mark.parametrize("name", sorted(set(ASKED) - NOT_ASKED))
def test_command_prints_the_same(ask, tiny, stored, name):
    """Every verb, byte by byte."""
    memory, store = ask("--graph", tiny, *ASKED[name]), ask("--store", stored, *ASKED[name])

    assert (memory.exit_code, memory.stdout, memory.stderr) == (store.exit_code, store.stdout, store.stderr)
    assert memory.exit_code == 0


@pytest.mark.parametrize(
    "narrowed",
    [
        pytest.param({"modes": ["expected"]}, id="a mode that it was not built with"),
        pytest.param({"sources": ["made-up-2021-report"]}, id="one source"),
        pytest.param({"known_by": "2020"}, id="what was known by a day"),
    ],
)
def test_narrowed_store_is_the_narrowed_graph(tmp_path, tiny, narrowed):
    """What needs another merge is derived from what the store holds."""
    build(tmp_path / "store", CASES / "gaps.trig", tiny)
    if "sources" in narrowed:
        narrowed = {"sources": [alliancekg.load(tiny).sources()[0].id]}

    memory = alliancekg.load(CASES / "gaps.trig", tiny, **narrowed)
    store = alliancekg.load(store=tmp_path / "store", **narrowed)

    assert set(memory._graph.engine) == set(store._graph.engine)
    assert memory.list("State") == store.list("State")
    assert set(memory._graph.engine) != set(alliancekg.load(store=tmp_path / "store")._graph.engine)


@pytest.mark.parametrize("named", [True, False], ids=["every node named", "blank nodes"])
def test_store_written_in_many_blocks_is_whole(tmp_path, tiny, monkeypatch, named):
    """No quad is lost where a block ends, and no blank node becomes two."""
    graph = tmp_path / "mine.ttl"
    what = "<urn:a> <urn:p> <urn:b> . <urn:b> <urn:q> 1 ." if named else "<urn:a> <urn:p> [ <urn:q> 1 ] ."
    graph.write_text(what, encoding="utf-8")
    monkeypatch.setattr(building, "_BLOCK", 200_000)
    build(tmp_path / "store", tiny, graph)
    store = alliancekg.load(store=tmp_path / "store")

    assert len(alliancekg.load(tiny, graph)._graph.engine) == len(store._graph.engine)
    assert [("1",)] == [
        tuple(map(str, row)) for row in store.query("SELECT ?n { <urn:a> <urn:p>/<urn:q> ?n }").rows
    ]


def test_store_as_of_a_day_is_the_graph_as_of_that_day(both):
    """A view of a store is cut in memory."""
    memory, store = (one.as_of("2023-08-15") for one in both)

    assert set(memory._graph.engine) == set(store._graph.engine)
    assert memory.list("Program") == store.list("Program")


def test_name_is_found_however_it_is_written(both):
    """By label, alias and CURIE, in any case; a name of nobody is told with the same close ones."""
    memory, store = both

    for name in ("sosa", "  JAPAN ", "akd:state_japan", "Ministry of  Defense"):
        assert _resolved(memory, name) == _resolved(store, name)
    for name in ("Japann", "akd:state_japann", "\udcff"):
        assert "no term is called" in _resolved(memory, name)
        assert _resolved(memory, name) == _resolved(store, name)


def _resolved(kg, name):
    try:
        return kg.entity(name).id
    except alliancekg.AllianceKGError as error:
        return str(error)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.trig")), ids=lambda path: path.stem)
def test_passages_count_in_a_store_as_in_memory(case):
    """Told one by one, they are those that the merge took in: hostile sources included."""
    from alliancekg.store.accepted import Accepted

    graph = alliancekg.load(case)._graph
    told = Accepted(graph.engine, graph.modes)
    names = {name.value for name in graph.engine.named_graphs()}

    assert {name for name in names if name in told} == graph.passages & names
    assert set(told) == graph.passages


def test_info_names_the_store_and_tells_the_rest_alike(ask, tiny, stored):
    """Counts were taken when it was built."""
    memory = json.loads(ask("--graph", tiny, "info", "-f", "json").stdout)
    store = json.loads(ask("--store", stored, "info", "-f", "json").stdout)

    assert store.pop("store") == f"{stored} (store, read only)"
    assert memory.pop("store") == ""
    assert memory == store


# built, left alone, built anew


def test_build_leaves_alone_what_is_up_to_date(own):
    """The second build writes nothing."""
    graph, path = own
    before = {one: one.stat().st_mtime_ns for one in path.rglob("*")}

    assert build(path, graph).was_fresh
    assert before == {one: one.stat().st_mtime_ns for one in path.rglob("*")}


def test_build_follows_a_change_that_keeps_size_and_date(own):
    """Content counts."""
    graph, path = own
    stat, text = graph.stat(), graph.read_text(encoding="utf-8")
    graph.write_text(text.replace("Atland", "Uthland"[:6]), encoding="utf-8")
    os.utime(graph, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert graph.stat().st_size == stat.st_size
    assert not build(path, graph).was_fresh
    assert "Uthlan" in states(path)


def test_build_follows_the_modes(own):
    """What counts is part of what a store is."""
    graph, path = own

    assert not build(path, graph, modes=["expected"]).was_fresh
    assert build(path, graph, modes=["expected"]).was_fresh
    assert "expected" in alliancekg.load(store=path).info().modes


def test_rebuild_leaves_one_set_of_data(own):
    """The old data go when nobody reads them."""
    graph, path = own
    add_state(graph)
    build(path, graph)

    assert ["alliancekg-store.json", "data-2", "lock"] == contents(path)


def test_reader_keeps_its_data_through_a_rebuild(own):
    """Who has the old store open goes on reading it; who opens it now gets the new one."""
    graph, path = own
    old = alliancekg.load(store=path)
    add_state(graph)
    build(path, graph)

    assert {"data-1", "data-2"} < set(contents(path))
    assert "Newland" not in [row.label for row in old.list("State")]
    assert "Newland" in states(path)

    del old
    add_state(graph)
    graph.write_text(graph.read_text(encoding="utf-8") + "# again\n", encoding="utf-8")
    build(path, graph)

    assert ["data-3"] == [name for name in contents(path) if name.startswith(DATA)]


def test_several_processes_read_at_once(stored, tiny):
    """Each gets the whole answer."""
    words = [sys.executable, "-m", "alliancekg", "--store", str(stored), "list", "State", "-f", "csv"]
    readers = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    told = [reader.communicate(timeout=60)[0] for reader in readers]

    assert [0, 0, 0] == [reader.returncode for reader in readers]
    assert len(set(told)) == 1
    assert len(told[0].splitlines()) == 1 + len(alliancekg.load(tiny).list("State"))


def test_store_may_lie_where_nothing_can_be_written(own):
    """Readers write nothing."""
    _, path = own
    before = sorted((str(one), one.stat().st_mtime_ns) for one in path.rglob("*"))

    assert states(path)
    assert before == sorted((str(one), one.stat().st_mtime_ns) for one in path.rglob("*"))


# stopped, full, in the way


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
@pytest.mark.parametrize("where", STOPS.values(), ids=STOPS)
def test_old_store_opens_when_a_build_is_killed(own, where):
    """Kill -9 at any point leaves the old store, or the new one, and nothing that blocks the next build."""
    graph, path = own
    old = states(path)
    add_state(graph)
    done = python(STOPPED.format(where=f"({where})"), path, graph)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert states(path) == (sorted([*old, "Newland"]) if "remove_old" in where else old)

    build(path, graph)

    assert "Newland" in states(path)
    assert 1 == len([name for name in contents(path) if name.startswith(DATA)])


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_store_that_was_never_finished_is_told(tmp_path, tiny):
    """A first build that was killed leaves no store, says so, and the next one makes it."""
    path = tmp_path / "store"
    python(STOPPED.format(where="(building.labels, 'keep')"), path, tiny)

    with pytest.raises(alliancekg.AllianceKGError, match="its build was stopped"):
        alliancekg.load(store=path)
    assert not build(path, tiny).was_fresh
    assert states(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files")
def test_full_disk_leaves_the_old_store_and_one_line(own, tmp_path):
    """Nothing is half-written, and nothing is left of the new store."""
    graph, path = own
    old, before = states(path), contents(path)
    add_state(graph)
    for target in (path, tmp_path / "new.store"):
        done = python(FULL, "--graph", graph, "build", "-o", target)

        assert 3 == done.returncode
        assert done.stdout == ""
        assert done.stderr.startswith(f"cannot write {target}: ")
        assert 1 == len(done.stderr.splitlines())
    assert (old, before) == (states(path), contents(path))
    assert not (tmp_path / "new.store").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files")
def test_full_disk_leaves_the_old_dataset(tmp_path, tiny):
    """A file for another engine is whole or what it was."""
    path = tmp_path / "all.nq"
    path.write_bytes(b"old")
    done = python(FULL, "--graph", tiny, "build", "-o", path)

    assert (3, "") == (done.returncode, done.stdout)
    assert 1 == len(done.stderr.splitlines())
    assert b"old" == path.read_bytes()
    assert ["all.nq"] == contents(tmp_path)


def test_one_build_at_a_time(own):
    """The second says so, and touches nothing."""
    graph, path = own
    add_state(graph)
    held = hold(path / LOCK, alone=True)
    with pytest.raises(alliancekg.AllianceKGError, match="another build is writing it"):
        build(path, graph)
    held.release()

    assert not build(path, graph).was_fresh


def test_file_that_changes_while_it_is_read_is_told(own, monkeypatch):
    """What was read would not be what the digest says."""
    graph, path = own
    add_state(graph)
    load = building.GraphStore.load

    def slow(*args):
        found = load(*args)
        graph.write_text(graph.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
        return found

    monkeypatch.setattr(building.GraphStore, "load", slow)

    with pytest.raises(alliancekg.AllianceKGError, match="changed while it was read"):
        build(path, graph)
    assert "Newland" not in states(path)


def test_build_refuses_what_is_not_ours(ask, tmp_path, tiny):
    """A folder with anything else in it is somebody's: nothing there is touched."""
    for names in (["notes.txt"], ["data-1", "data-old"], [MANIFEST, "thesis.doc"]):
        path = tmp_path / names[-1]
        path.mkdir()
        for name in names:
            (path / name).write_text("mine", encoding="utf-8")
        result = ask("--graph", tiny, "build", "-o", path)

        assert (3, "") == (result.exit_code, result.stdout)
        assert f"{path}: it is not empty, and no store of alliancekg." in result.stderr
        assert dict.fromkeys(names, "mine") == {
            one.name: one.read_text(encoding="utf-8") for one in path.iterdir()
        }


def test_folders_called_like_ours_are_not_ours(ask, tmp_path, tiny):
    """Others number their data too: what we did not make keeps a build away."""
    for name in ("data-1", "data-2"):
        (tmp_path / "mine" / name).mkdir(parents=True)
        (tmp_path / "mine" / name / "results.csv").write_text(name, encoding="utf-8")
    result = ask("--graph", tiny, "build", "-o", tmp_path / "mine")

    assert 3 == result.exit_code
    assert "no store of alliancekg" in result.stderr
    assert ["data-1/results.csv", "data-2/results.csv"] == sorted(
        one.relative_to(tmp_path / "mine").as_posix() for one in tmp_path.rglob("*") if one.is_file()
    )


def test_store_that_only_another_version_can_read_stays_until_the_new_one_is_whole(own):
    """Its manifest tells us nothing; the version that wrote it still opens it when our build fails."""
    graph, path = own
    _damage(path, "format")
    graph.write_text("no RDF", encoding="utf-8")
    with pytest.raises(alliancekg.AllianceKGError, match=r"own\.trig"):
        build(path, graph)

    assert [DATA + "1"] == [name for name in contents(path) if name.startswith(DATA)]
    assert (path / "data-1" / "quads" / "CURRENT").exists()


def largest(path):
    """Return the file of the engine that holds most."""
    return max((path / "data-1" / "quads").glob("*.sst"), key=lambda one: one.stat().st_size)


def test_data_cut_short_are_told_in_one_line_and_built_again(ask, own):
    """The inputs are as they were, and still the store is not up to date."""
    graph, path = own
    os.truncate(largest(path), 100)
    result = ask("--store", path, "list", "State")

    assert (3, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert result.stderr.startswith(f"{path}: the store is damaged")
    assert not build(path, graph).was_fresh
    assert states(path)


def test_damage_that_only_reading_shows_is_told_in_one_line_and_built_again(own):
    """The engine opens its files without reading them: it finds a wrong byte in an answer."""
    graph, path = own
    for file in (path / "data-1" / "quads").glob("*.sst"):
        data = bytearray(file.read_bytes())
        half = len(data) // 2
        data[:half] = bytes(255 - byte for byte in data[:half])
        file.write_bytes(data)
    result = python(ASKS, "--store", path, "list", "State")

    assert (3, "", 1) == (result.returncode, result.stdout, len(result.stderr.splitlines()))
    assert "the store is damaged" in result.stderr
    assert not build(path, graph).was_fresh
    assert states(path)


def _damage(path, what):
    if what == "cut":
        (path / MANIFEST).write_text((path / MANIFEST).read_text(encoding="utf-8")[:99], encoding="utf-8")
    elif what == "list":
        (path / MANIFEST).write_text("[]", encoding="utf-8")
    elif what == "empty":
        shutil.rmtree(path / "data-1")
    elif what == "torn":
        (path / "data-1" / "quads" / "CURRENT").unlink()
    elif what == "foreign":
        (path / MANIFEST).unlink()
        (path / "notes.txt").touch()
    else:
        told = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        told |= {"format": 99} if what == "format" else {"made_by": "0" * 64}
        if what == "version":
            told["info"] |= {"version": "2020.1.0", "engine": "pyoxigraph 0.1"}
        (path / MANIFEST).write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        pytest.param("cut", "is damaged or of another version", id="manifest cut short"),
        pytest.param("list", "is damaged or of another version", id="manifest of another shape"),
        pytest.param("format", "is damaged or of another version", id="another format"),
        pytest.param("version", "built by alliancekg 2020.1.0 with pyoxigraph 0.1; this is", id="version"),
        pytest.param("code", "the code of this one has changed since", id="other code of the same version"),
        pytest.param("empty", "the store is damaged", id="no data"),
        pytest.param("torn", "the store is damaged", id="data that the engine cannot read"),
        pytest.param("foreign", "it is no store of alliancekg", id="no manifest"),
    ],
)
def test_store_that_cannot_be_opened_is_told_in_one_line(ask, own, what, told):
    """What, where, what now; and a build puts it right unless the directory is somebody else's."""
    graph, path = own
    _damage(path, what)
    result = ask("--store", path, "list", "State")

    assert (3, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines())
    assert result.stderr.startswith(f"{path}: ")
    assert told in result.stderr
    assert "alliancekg build -o" in result.stderr
    if what != "foreign":
        assert not build(path, graph).was_fresh
        assert states(path)


def test_damaged_names_are_told_in_one_line(ask, own):
    """The file of names is not trusted to be there."""
    graph, path = own
    (path / "data-1" / "names.sqlite").write_bytes(b"no names" * 100)
    result = ask("--store", path, "show", "Atland")

    assert (3, "") == (result.exit_code, result.stdout)
    assert "its file of names is damaged" in result.stderr
    assert not build(path, graph).was_fresh
    assert ask("--store", path, "show", "Atland").exit_code == 0


def test_place_that_is_no_directory_is_told(ask, tmp_path, tiny):
    """A typo, and a graph file given as a store."""
    missing = ask("--store", tmp_path / "none", "info")
    file = ask("--store", tiny, "info")
    (tmp_path / "file").touch()
    over = ask("--graph", tiny, "build", "-o", tmp_path / "file")

    assert [3, 3, 3] == [one.exit_code for one in (missing, file, over)]
    assert "there is no such directory" in missing.stderr
    assert "it is a file, not the directory of a store" in file.stderr
    assert "it is a file, not a directory" in over.stderr


# the command line


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(
            ["--graph", "x.trig", "--store", "x", "info"], "not two of them", id="files and a store"
        ),
        pytest.param(["--store", "x", "check"], "reads files, not a store", id="check"),
        pytest.param(["--store", "x", "format"], "reads files, not a store", id="format"),
        pytest.param(
            ["--store", "x", "build", "-o", "y"], "reads files, not a store", id="a store of a store"
        ),
        pytest.param(["--source", "x", "build", "-o", "y"], "give --source when you ask it", id="source"),
        pytest.param(["--as-of", "2020", "build", "-o", "y"], "give --as-of when you ask it", id="as of"),
        pytest.param(["--known-by", "2020", "build", "-o", "y"], "give --known-by when", id="known by"),
        pytest.param(["build", "-o", "y.ttl"], "a file ends in .nq or .nq.gz", id="no dataset format"),
        pytest.param(["build", "-o", "-"], "a file ends in .nq or .nq.gz", id="stdout"),
        pytest.param(["build"], "Missing option '-o'", id="nowhere"),
    ],
)
def test_wrong_use_is_status_2(ask, words, told):
    """Nothing is read or written."""
    result = ask(*words)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


def test_store_wins_over_a_graph_from_the_environment(ask, stored):
    """What is typed counts, before the command or after it."""
    env = {"ALLIANCEKG_GRAPH": "/nowhere.trig"}

    assert 0 == ask("--store", stored, "list", "State", env=env).exit_code
    assert 0 == ask("list", "State", "--store", stored, env=env).exit_code


# the dataset for another engine


def test_dataset_is_what_is_asked_here(ask, tmp_path, tiny):
    """Another engine that loads it holds the same quads, the merge and the ontology included."""
    path = tmp_path / "all.nq"
    result = ask("--graph", tiny, "build", "-o", path)
    other = ox.Store()
    other.load(path=str(path), format=ox.RdfFormat.N_QUADS)

    assert 0 == result.exit_code
    assert set(alliancekg.load(tiny)._graph.engine) == set(other)
    assert f"wrote {path}: {len(other):,} quads" in result.stderr
    assert other.contains_named_graph(ox.NamedNode(ONTOLOGY))


def test_dataset_as_of_a_day_is_the_view(ask, tmp_path, tiny):
    """What an endpoint loads to be asked about that day: stages included."""
    path = tmp_path / "view.nq.gz"
    ask("--graph", tiny, "--as-of", "2021-06", "build", "-o", path)
    other = ox.Store()
    other.load(gzip.decompress(path.read_bytes()), format=ox.RdfFormat.N_QUADS)

    assert set(alliancekg.load(tiny).as_of("2021-06")._graph.engine) == set(other)
    assert any(other.quads_for_pattern(None, ox.NamedNode(AKG + "stage"), None, ox.DefaultGraph()))


@pytest.mark.parametrize("ending", ["nq", "nq.gz"])
def test_dataset_is_the_same_bytes_each_time(tmp_path, ending):
    """Blank nodes get names of their own; no clock is in the file."""
    graph = tmp_path / "mine.ttl"
    graph.write_text("<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ] ] .", encoding="utf-8")
    first, second = (tmp_path / f"{name}.{ending}" for name in "ab")
    for path in (first, second):
        alliancekg.load(graph).write_dataset(path)

    assert first.read_bytes() == second.read_bytes()
