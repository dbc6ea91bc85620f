"""Bad input: one line that says what, where and what now; never a traceback, never half a file."""

import gc
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loopback import endpoint

#: A cross product over the default graph (thousands of statements, three times) that no row passes.
ENDLESS = """SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
    FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = "never in the data") }"""
OLD = b"what stood there before"


@pytest.fixture
def refuse(ask, tmp_path):
    """Return a function that runs a command that must fail and gives its one line.

    It is run with ``-o`` to a file that exists: the file must keep its bytes and stay alone in its folder.
    """

    def run(*args, stdin=None):
        folder = tmp_path / "results"
        folder.mkdir(exist_ok=True)
        (folder / "out").write_bytes(OLD)
        result = ask(*args, "-o", folder / "out", stdin=stdin)
        gc.collect()
        assert result.exit_code == 3, result.output
        assert result.stdout == ""
        assert (folder / "out").read_bytes() == OLD
        assert [path.name for path in folder.iterdir()] == ["out"]
        (line,) = result.stderr.splitlines()
        assert "Traceback" not in line
        assert not line.startswith(("Error", "error"))
        return line

    return run


@pytest.fixture
def misuse(ask):
    """Return a function that runs a command that click must refuse and gives the line that says why."""

    def run(*args, stdin=None):
        result = ask(*args, stdin=stdin)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        usage, hint, *rest = [line for line in result.stderr.splitlines() if line]
        assert usage.startswith("Usage: alliancekg")
        assert hint.startswith("Try 'alliancekg")
        (line,) = rest
        return line

    return run


# files


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        pytest.param("a.ttl", b"@prefix x: <urn:x:> .\nx:a x:b .\n", ":2:9: .* RDF object", id="no object"),
        pytest.param("a.trig", b"\n\n{ akg:a }", ":3:3: .*akg:", id="prefix is not declared"),
        pytest.param("a.ttl", b'<urn:a> <urn:b>\n "open', ":2:[0-9]+: ", id="string is not closed"),
        pytest.param("a.nq", b"<urn:a> <urn:b> <urn:c> .\nx\n", ":2:1: ", id="second line of N-Quads"),
        pytest.param("a.jsonld", b'{"@id": ', ":1:[0-9]+: .*end of file", id="JSON stops"),
        pytest.param("a.rdf", b"<html><body>404</body></html>", ": .*RDF/XML", id="a web page"),
        pytest.param("a.trig", b"A letter, not RDF.\n", ":1:1: A is not", id="prose"),
        pytest.param("a.ttl", b'<urn:a>\n<urn:b> "\xff" .', ":2:10: .*UTF-8", id="not UTF-8"),
    ],
)
def test_syntax_error_has_file_line_and_column(refuse, tmp_path, name, data, told):
    """An editor jumps there; the reason is the engine's, the advice is ours."""
    path = tmp_path / name
    path.write_bytes(data)
    line = refuse("--graph", path, "info")

    assert re.match(re.escape(str(path)) + told, line)
    assert line.endswith("Mend the file there and run the command again.")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.trig", None, "there is no such file or folder", id="missing"),
        pytest.param("a.trig", b"", "the file is empty", id="empty"),
        pytest.param("a.trig", b" \n\t\n", "the file is empty", id="only white space"),
        pytest.param("a.trig", b"\x89PNG\r\n\0\0", "the file is binary", id="binary"),
        pytest.param(
            "a.ttl", "<urn:a> <urn:b> <urn:c> .".encode("utf-16"), "the file is binary", id="UTF-16"
        ),
        pytest.param(
            "a.txt", b"<urn:a> <urn:b> <urn:c> .", "the ending '.txt' is of no RDF format", id="wrong ending"
        ),
        pytest.param(
            "a", b"<urn:a> <urn:b> <urn:c> .", "the ending '(none)' is of no RDF format", id="no ending"
        ),
    ],
)
def test_file_that_cannot_be_used_is_named_with_the_reason(refuse, tmp_path, name, data, reason):
    """The path as it was given, what is wrong, and what to do."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    line = refuse("--graph", tmp_path / name, "info")

    assert line.startswith(f"{tmp_path / name}: {reason}")
    assert line.endswith(".")


def test_unreadable_file_is_told_as_such(refuse, tmp_path):
    """A file without permission; the all-powerful user gets a folder with no RDF in place of it."""
    path = tmp_path / "locked.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.rename(tmp_path / "results.txt")
        path.mkdir()
        assert "the folder holds no RDF file" in refuse("--graph", path, "info")
    else:
        assert "cannot be read (Permission denied)" in refuse("--graph", path, "info")


def test_bad_file_among_good_ones_is_the_one_that_is_named(refuse, tiny, tmp_path):
    """Nothing is answered from half of what was asked for."""
    (tmp_path / "bad.nt").write_text("oops")

    assert "bad.nt:1:" in refuse("--graph", tiny, "--graph", tmp_path / "bad.nt", "list", "State")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"2020-05-17"', '"2020-02-30"', id="no such day"),
        pytest.param('"2020-05-17"', "'2020-02-30'", id="in single quotes"),
        pytest.param('"2020-05-17"', '"17 May 2020"', id="in words"),
        pytest.param('"2021-03"', '"2021-13"', id="end of the coverage"),
    ],
)
def test_impossible_date_is_told_with_file_and_line(refuse, tiny, tmp_path, old, new):
    """The line that holds it and what is wrong with it."""
    path = tmp_path / "dated.trig"
    path.write_text(tiny.read_text().replace(old, new))
    number = path.read_text()[: path.read_text().index(new)].count("\n") + 1

    line = refuse("--graph", path, "info")
    assert line.startswith(f"{path}:{number}: ")
    assert f"'{new[1:-1]}' is not a date: " in line
    assert ": :" not in line


# names


@pytest.mark.parametrize(
    ("words", "said", "meant"),
    [
        pytest.param(["show", "Atlant"], "no term is called 'Atlant'", "Atland", id="label"),
        pytest.param(["show", "akd:state_atlant"], "no term is called", "akd:state_atland", id="CURIE"),
        pytest.param(["evidence", "Suply Pact"], "no term is called", "Supply Pact", id="subject"),
        pytest.param(
            ["evidence", "the Pact", "legal farce"], "no property is called", "has legal force", id="property"
        ),
        pytest.param(["list", "Agrement"], "no class is called", "Agreement", id="class"),
    ],
)
def test_unknown_name_comes_with_close_ones(refuse, tiny, words, said, meant):
    """A typo is answered with what was probably meant."""
    line = refuse("--graph", tiny, *words)

    assert said in line
    assert meant in line.partition(" Did you mean ")[2]


@pytest.mark.parametrize("value", ["Nowhere", "akd:state_nowhere"])
@pytest.mark.parametrize("prop", ["legal force", "body of"])
def test_unknown_object_is_an_error_and_no_negative_answer(refuse, tiny, prop, value):
    """A negative answer about a thing that nobody knows would be taken for knowledge."""
    assert f"no term is called '{value}'" in refuse("--graph", tiny, "evidence", "the Pact", prop, value)


def test_name_of_two_things_lists_both(refuse, tiny):
    """The program and the system are both called Radar."""
    line = refuse("--graph", tiny, "show", "Radar")

    assert "akd:program_radar (Radar program)" in line
    assert "akd:system_radar (Radar set)" in line
    assert "Use the CURIE" in line


def test_name_marked_as_ambiguous_needs_a_context(refuse, tiny):
    """One thing in this graph bears it, others in the world do."""
    line = refuse("--graph", tiny, "show", "ministry of defence")

    assert "akd:body_borea-mod (Borean Ministry of Defence)" in line
    assert "needs a context" in line


# queries


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("SELECT * { ?s a akg:State", "line 1, column 26", id="brace is not closed"),
        pytest.param("SELECT *\nWHERE {\n  ?s ?? ?o }", "line 3, column ", id="third line"),
        pytest.param("SELEKT * { ?s ?p ?o }", "line 1, column 1", id="keyword"),
        pytest.param("SELECT * { ?s a akx:State }", "line 1, column ", id="prefix is not known"),
    ],
)
def test_typo_in_a_query_has_line_and_column(refuse, tiny, tmp_path, text, where):
    """From a file and from the command line alike."""
    (tmp_path / "q.rq").write_text(text)
    from_line, from_file = (
        refuse("--graph", tiny, "query", "-e", text),
        refuse("--graph", tiny, "query", tmp_path / "q.rq"),
    )

    assert from_line == from_file
    assert from_line.startswith("the query was refused: ")
    assert where in from_line
    assert from_line.removesuffix("...").rstrip() == from_line.removesuffix("...").rstrip(": ")


@pytest.mark.parametrize("text", ["", " \n", "# nothing but a comment"])
def test_empty_query_is_refused_with_a_reason(refuse, tiny, text):
    """Not "expected" and then nothing."""
    line = refuse("--graph", tiny, "query", "-", stdin=text)

    assert "refused" in line
    assert not line.endswith(("expected", "expected "))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { akd:a akd:b akd:c }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR GRAPH akd:registry",
    ],
)
def test_update_is_refused_with_what_to_do(refuse, tiny, text):
    """The graph is changed in its files."""
    assert "it would change the graph; edit the files" in refuse("--graph", tiny, "query", "-e", text)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("no.rq", None, "No such file or directory", id="missing"),
        pytest.param("no.rq", b"SELECT \xff", "it is not UTF-8 text", id="not UTF-8"),
        pytest.param("", None, "Is a directory", id="folder"),
    ],
)
def test_query_file_that_cannot_be_read_is_named(refuse, tmp_path, name, data, reason):
    """Which file, why, and what it should be."""
    if data is not None:
        (tmp_path / name).write_bytes(data)

    line = refuse("query", tmp_path / name)
    assert line == f"{tmp_path / name}: {reason}. Name a file that holds a SPARQL query."


def test_bytes_that_are_no_text_are_refused_on_stdin_and_on_the_line(alone, tiny):
    """A process of its own: what the terminal hands over is bytes."""
    for done in (
        alone("--graph", tiny, "query", "-", stdin=b"SELECT \xff"),
        alone("--graph", tiny, "query", "-e", os.fsdecode(b"SELECT \xff")),
        alone("--graph", tiny, "show", os.fsdecode(b"\xff")),
    ):
        assert done.returncode == 3
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == b""


# the network


@pytest.fixture
def server():
    """Return the address of a SPARQL endpoint on this machine and the list of what it was asked."""
    with endpoint() as found:
        yield found


BLOCK = "{ ?x ?y ?z }"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"SELECT * {{ SERVICE <URL> {BLOCK} }}", id="plain"),
        pytest.param(f"SELECT * {{ service silent <URL> {BLOCK} }}", id="small letters, silent"),
        pytest.param(f"SELECT * {{SERVICE<URL>{BLOCK}}}", id="without spaces"),
        pytest.param(f"SELECT * {{ SERVICESILENT<URL>{BLOCK} }}", id="grown together with SILENT"),
        pytest.param(f"SELECT * {{ ?s ?p 1SERVICE <URL> {BLOCK} }}", id="right after a number"),
        pytest.param(f"SELECT * {{ ?s ?p trueSERVICE <URL> {BLOCK} }}", id="right after a word"),
        pytest.param(
            f"PREFIX ex: <URL> SELECT * {{ SERVICEex: {BLOCK} }}", id="grown together with a prefixed name"
        ),
        pytest.param(
            f"PREFIX : <URL> SELECT * {{ SERVICE: {BLOCK} }}", id="grown together with the empty prefix"
        ),
        pytest.param(
            f"SELECT * {{ # a comment ends here:\rSERVICE <URL> {BLOCK} \n}}", id="after a carriage return"
        ),
        pytest.param(
            f"PREFIX e: <urn:> SELECT * {{ ?s ?p e:.SERVICE <URL> {BLOCK} }}",
            id="after a bare prefix and a dot",
        ),
        pytest.param(
            f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <URL> {BLOCK} }} }}", id="inside a filter"
        ),
        pytest.param(f"SELECT * {{ \\u0053ERVICE <URL> {BLOCK} }}", id="one letter escaped"),
        pytest.param(f"SELECT * {{ \\U00000053\\u0045RVICE <URL> {BLOCK} }}", id="two letters escaped"),
        pytest.param(
            f"SELECT * {{ OPTIONAL {{ ?s <urn:\\u0041#> ?o }} SERVICE <URL> {BLOCK} }}",
            id="after an escape in an IRI",
        ),
        pytest.param(
            f'SELECT * {{ OPTIONAL {{ ?s <urn:\\u0041#a> "\\u0022" }} SERVICE <URL> {BLOCK}'
            ' OPTIONAL { ?s ?p """ """ } }',
            id="between escapes that look like quotes",
        ),
        pytest.param(
            f"SELECT * {{ ?s <urn:'> ?o . SERVICE <URL> {BLOCK} OPTIONAL {{ ?s <urn:'> ?o }} }}",
            id="quotes in IRIs",
        ),
        pytest.param(f"SELECT * {{ VALUES ?u {{ <URL> }} SERVICE ?u {BLOCK} }}", id="address in a variable"),
        pytest.param("LOAD <URL>", id="load"),
        pytest.param("LO\\u0041D SILENT <URL> INTO GRAPH akd:x", id="load, escaped"),
    ],
)
def test_query_that_would_reach_the_network_is_refused_and_asks_nobody(refuse, tiny, server, text):
    """However it is spelt: what the engine would take for SERVICE does not get that far."""
    address, asked = server
    line = refuse("--graph", tiny, "query", "-e", text.replace("URL", address))

    assert asked == []
    assert "refused" in line


def test_server_of_these_tests_would_have_been_asked(server):
    """The proof above is one: the bare engine does reach this server."""
    from pyoxigraph import Store

    address, asked = server
    list(Store().query(f"SELECT * {{ SERVICE SILENT <{address}> {BLOCK} }}"))
    assert asked == ["/sparql"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT * { ?s a akg:State } # SERVICE <http://x.example/>", id="comment"),
        pytest.param('SELECT * { ?s a akg:State FILTER(STR(?s) != "SERVICE, LOAD") }', id="string"),
        pytest.param("SELECT * { ?s a akg:State FILTER(STR(?s) != '''it's\nSERVICE''') }", id="long string"),
        pytest.param("SELECT * { ?s a akg:State FILTER(?s != <urn:SERVICE>) }", id="IRI"),
        pytest.param("SELECT * { ?s a akg:State BIND(1 AS ?service) }", id="variable"),
        pytest.param("PREFIX x: <urn:> SELECT * { ?s a akg:State FILTER(?s != x:SERVICE) }", id="local name"),
    ],
)
def test_word_that_is_no_keyword_is_allowed(ask, tiny, text):
    """Three states, whatever the strings and comments say."""
    result = ask("--graph", tiny, "query", "-e", text, "-f", "jsonl")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3


# output


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param("missing/out.csv", "No such file or directory", id="folder is missing"),
        pytest.param("", "it is a folder", id="path is a folder"),
        pytest.param("file/out.csv", "Not a directory", id="folder is a file"),
    ],
)
def test_place_that_cannot_be_written_is_named(ask, tiny, tmp_path, place, reason):
    """Where, why, what now; nothing new lies anywhere."""
    (tmp_path / "file").write_bytes(OLD)

    for words in (["list", "State"], ["explore"], ["query", "-e", "ASK {}", "-f", "json"]):
        result = ask("--graph", tiny, *words, "-o", tmp_path / place)
        assert result.exit_code == 3
        assert result.stdout == ""
        assert result.stderr == f"cannot write {tmp_path / place}: {reason}. Choose another place with -o.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == OLD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk_behind_stdout_is_one_line(tiny):
    """``> file`` on a full disk: the shell's file is not ours, the message is."""
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "alliancekg", "--graph", tiny, "list", "State"]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)

    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


# wrong usage


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["query"], "Give a query", id="neither file nor text"),
        pytest.param(["query", "q.rq", "-e", "ASK {}"], "Give a query", id="both file and text"),
        pytest.param(["--modes", "maybe", "info"], "'maybe' is no assertion mode", id="unknown mode"),
        pytest.param(
            ["info", "--modes", "expected,maybe"], "'maybe' is no assertion mode", id="unknown mode in a list"
        ),
        pytest.param(["--modes", "denied", "info"], "'denied'", id="denied is no mode to add"),
        pytest.param(["info", "-f", "yaml"], "'yaml' is not one of 'table', 'csv'", id="unknown form"),
        pytest.param(["list", "State", "-f", "ttl"], "'ttl' is not one of", id="form of another command"),
        pytest.param(["inof"], "No such command 'inof'", id="unknown command"),
        pytest.param(
            ["project", "stats"],
            "'stats' is no projection. Choose from actors-agreements,",
            id="unknown view",
        ),
        pytest.param(["info", "--grpah", "x"], "No such option", id="unknown option"),
        pytest.param(["list"], "Missing argument 'CLASS'", id="argument is missing"),
        pytest.param(["info", "more"], "unexpected extra argument", id="one argument too many"),
        pytest.param(["--max-rows", "-1", "info"], "-1 is not in the range", id="negative rows"),
        pytest.param(["info", "--max-rows", "2.5"], "'2.5' is not a valid integer", id="rows in parts"),
        pytest.param(["--timeout", "0", "info"], "0.0 is not in the range", id="no time"),
        pytest.param(["--timeout", "nan", "query", "-e", "ASK {}"], "nan", id="time that is no number"),
        pytest.param(["--timeout", "soon", "info"], "'soon'", id="time in words"),
    ],
)
def test_wrong_usage_says_what_and_how(misuse, tiny, words, said):
    """Click's three lines: usage, where to read, what is wrong."""
    assert said in misuse("--graph", tiny, *words)


@pytest.mark.parametrize("seconds", ["inf", "1e30", "1e-9"])
def test_extreme_time_is_taken_or_refused_in_our_words(ask, tiny, seconds):
    """No clock can wait that long, no query is that fast."""
    words = ["--graph", str(tiny), "--timeout", seconds, "query", "-e", "ASK {}"]
    done = subprocess.run(
        [sys.executable, "-m", "alliancekg", *words], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode in {0, 2, 3}
    assert "Traceback" not in done.stderr


# time


def running(process):
    """Wait until a process has started the thread that its query runs in."""
    tasks = Path(f"/proc/{process.pid}/task")
    if not tasks.exists():
        time.sleep(5)
        return
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None and len(list(tasks.iterdir())) < 2:
        time.sleep(0.02)


@pytest.mark.parametrize("form", ["table", "json"])
def test_endless_query_ends_when_its_time_is_up(alone, tiny, tmp_path, form):
    """One line that says how long and what now; the file keeps its old bytes."""
    out = tmp_path / "out"
    out.write_bytes(OLD)
    start = time.monotonic()
    done = alone("--graph", tiny, "--timeout", "1", "query", "-e", ENDLESS, "-f", form, "-o", out)

    assert 1 <= time.monotonic() - start < 20
    assert done.returncode == 3
    assert done.stderr == b"the query did not end within 1 s. Narrow it, add LIMIT, or raise --timeout.\n"
    assert done.stdout == b""
    assert out.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
def test_endless_query_stops_on_ctrl_c(tiny, tmp_path):
    """Within two seconds, with one line and exit status 3; the file keeps its old bytes."""
    out = tmp_path / "out"
    out.write_bytes(OLD)
    words = [sys.executable, "-m", "alliancekg", "--graph", tiny, "query", "-e", ENDLESS, "-o", out]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        running(process)
        time.sleep(0.2)
        assert process.poll() is None
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        data, talk = process.communicate(timeout=30)

    assert time.monotonic() - start < 2
    assert process.returncode == 3
    assert (data, talk.splitlines()) == (b"", [b"stopped; nothing was written."])
    assert out.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
