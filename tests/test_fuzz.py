"""Spoilt input, hundreds of times over: an answer or a clear line; no traceback, no file harmed."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alliancekg import questions
from alliancekg.cli import main
from alliancekg.store.files import FORMATS
from alliancekg.terms import AKD, AKG

DATA = Path(__file__).parent / "data"
TINY = DATA / "tiny.trig"
NAMED = (".trig", ".nq", ".jsonld")  # formats that hold named graphs
#: The same examples on every machine, as many as it says and in whatever time they need.
LAWS = settings(derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def examples(count):
    """Return the settings of one law."""
    return settings(LAWS, max_examples=count)


# what is spoilt, and how


def corpus():
    """Return pairs of ending and bytes: three good graphs in five formats."""
    whole = []
    for path in (TINY, DATA / "check" / "good.trig", DATA / "cases" / "scope.trig"):
        whole.append((".trig", path.read_bytes()))
        quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TRIG))
        triples = [quad.triple for quad in quads]
        whole += [
            (ending, ox.serialize(quads if ending in NAMED else triples, format=FORMATS[ending]))
            for ending in (".nq", ".jsonld", ".ttl", ".nt")
        ]
    return whole


FILES = corpus()
QUERIES = [one.query.encode() for one in questions.questions()]
JUNK = [
    *(b"\0", b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xc2\x85", b"\x1b[31m", b"\r", b"\v"),
    *(b'"', b"'", b'"""', b"<", b">", b"<<", b"{|", b"~", b"{", b"}", b"[]", b"(1 2)", b"_:b", b"#", b"\\"),
    *(b"\\u0000", b"\\uD800", b"\\U00110000", b"@base <x> .", b"@prefix akd: <urn:x:> .", b"a", b".", b";"),
    *(
        b'"2024-13-45"^^xsd:date',
        b'"x"@en--ltr',
        b"1e999",
        b"-" * 40,
        b"9" * 400,
        "\u00e9\U0001f600".encode(),
    ),
    *(b"SELECT", b"FILTER(", b"OPTIONAL", b"SERVICE <urn:x>", b"LIMIT -1", b"* ", b"?x", b"$", b"^^", b"||"),
]
ENCODINGS = ("latin-1", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp037")
WHOLE = st.sampled_from([b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"#\n", b"null", b"[]", b"<>"])


@st.composite
def spoilt(draw, data):
    """Return ``data`` after one to three accidents: cut, lost, doubled or moved, overwritten, re-encoded."""
    for _ in range(draw(st.integers(1, 3))):
        size = len(data)
        start, length = draw(st.integers(0, size)), draw(st.integers(0, 60))
        junk = draw(st.one_of(st.sampled_from(JUNK), st.binary(min_size=1, max_size=4)))
        piece, rest = data[start : start + length], data[start + length :]
        target = draw(st.integers(0, size))
        accidents = {
            "cut": data[:start],
            "beheaded": data[start:],
            "lost": data[:start] + rest,
            "doubled": data[:start] + piece + piece + rest,
            "moved": data[:target] + piece + data[target:],
            "inserted": data[:start] + junk + data[start:],
            "overwritten": data[:start] + junk + data[start + len(junk) :],
            "encoded": ("\u00e9" + data.decode("latin-1")).encode(
                draw(st.sampled_from(ENCODINGS)), "replace"
            ),
        }
        data = accidents[draw(st.sampled_from(sorted(accidents)))]
    return data


GRAPHS = st.sampled_from(FILES).flatmap(lambda one: st.tuples(st.just(one[0]), spoilt(one[1])))
RUBBISH = st.tuples(st.sampled_from(sorted(FORMATS)), st.one_of(WHOLE, st.binary(max_size=200)))
BAD_FILES = st.one_of(GRAPHS, GRAPHS, GRAPHS, RUBBISH)
ORDERED = [one for one in FILES if one[0] in (".trig", ".ttl")]
BAD_ORDERED = st.one_of(
    st.sampled_from(ORDERED).flatmap(lambda one: st.tuples(st.just(one[0]), spoilt(one[1]))),
    RUBBISH.filter(lambda one: one[0] in (".trig", ".ttl")),
)
BAD_QUERIES = st.one_of(st.sampled_from(QUERIES).flatmap(spoilt), WHOLE, st.binary(max_size=200))


# what must hold


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs a command beside one bad file and checks what holds for every command."""
    folder = tmp_path_factory.mktemp("fuzz")
    patch = pytest.MonkeyPatch()

    def left(status):
        pytest.fail(f"a query on a tiny graph did not end (status {status})")

    patch.setattr("alliancekg.cli._leave", left)  # it would end the process of the tests

    def invoke(words, name, data, *, stdin=None):
        path = folder / name
        path.write_bytes(data)
        try:
            words = [str(path) if word == "PATH" else word for word in words]
            result = CliRunner().invoke(main, words, input=stdin, catch_exceptions=False)
            assert result.exit_code in {0, 1, 2, 3}
            assert [name] == [one.name for one in folder.iterdir()]
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", result.stderr)
            if result.exit_code == 2:
                assert result.stderr.startswith("Usage: ")
            return result, path.read_bytes()
        finally:
            path.unlink()

    yield invoke
    patch.undo()


def statements(ending, data):
    """Return the quads of a text as the engine reads them, None when it is not valid."""
    try:
        return set(ox.parse(data.removeprefix(b"\xef\xbb\xbf"), format=FORMATS[ending]))
    except (SyntaxError, ValueError, OSError):
        return None


@examples(160)
@given(BAD_FILES)
def test_spoilt_file_is_loaded_or_refused_in_one_line(run, bad):
    """What is no RDF is refused by every question: status 3, no data, one line that names the file."""
    ending, data = bad
    result, after = run(["--graph", "PATH", "query", "-e", "ASK {}"], f"x{ending}", data)

    assert data == after
    assert result.exit_code in {0, 3}
    if result.exit_code == 3:
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert f"x{ending}" in line
    elif ending != ".jsonld":
        base = f"@base <{AKD}> .\n".encode() if ending in (".trig", ".ttl") else b""
        assert statements(ending, base + data.removeprefix(b"\xef\xbb\xbf"))


@examples(110)
@given(BAD_FILES)
def test_spoilt_file_is_a_finding(run, bad):
    """``check`` never gives up: what is no RDF is a finding of its own, with a line of the file."""
    ending, data = bad
    result, after = run(["check", "PATH", "-f", "jsonl"], f"x{ending}", data)

    assert data == after
    assert result.exit_code in {0, 1}
    assert re.fullmatch(r"\d+ findings?.* in 1 file", result.stderr.strip())
    lines = re.findall(r'"line": ?(\d+)', result.stdout)
    assert all(1 <= int(line) <= data.count(b"\n") + data.count(b"\r") + 1 for line in lines)
    if not statements(ending, data):
        assert result.exit_code == 1


@examples(260)
@given(BAD_ORDERED)
@example((".trig", f'<{AKD}a> <{AKG}b> <{AKD}c> , "\\u0000" .'.encode()))
def test_spoilt_file_is_put_in_order_without_loss_or_kept(run, bad):
    """Status 0: the same statements, and again the same bytes. Status 3: not a byte is changed."""
    ending, data = bad
    result, after = run(["format", "PATH"], f"x{ending}", data)

    if result.exit_code == 0:
        assert statements(ending, data) == statements(ending, after)
        assert statements(ending, after)
        again, twice = run(["format", "PATH"], f"x{ending}", after)
        assert (again.exit_code, twice) == (0, after)
    else:
        assert (result.exit_code, after) == (3, data)
        told, summary = result.stderr.splitlines()
        assert f"x{ending}" in told
        assert summary == "0 of 1 file rewritten, 1 refused"


@examples(240)
@given(
    BAD_QUERIES,
    st.sampled_from(["file", "stdin", "expression"]),
    st.sampled_from(["table", "csv", "json", "jsonl", "xml", "nt"]),
)
@example(b"\x80", "stdin", "table")
def test_spoilt_query_is_answered_or_refused_in_one_line(run, text, way, form):
    """From a file, standard input or the command line: an answer, or status 3, no data and one line."""
    words = {"file": ["PATH"], "stdin": ["-"], "expression": ["-e", text.decode("utf-8", "surrogateescape")]}
    command = ["--graph", str(TINY), "query", *words[way], "-f", form, "--timeout", "30", "--max-rows", "50"]
    result, after = run(command, "x.rq", text, stdin=text if way == "stdin" else None)

    assert text == after
    assert result.exit_code in {0, 3}
    if result.exit_code == 3:
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("way", ["PATH", "-"])
def test_query_may_begin_with_a_byte_order_mark(run, way):
    """Some editors write one; it is no part of the question."""
    text = b"\xef\xbb\xbfASK {}"
    result, _ = run(["--graph", str(TINY), "query", way, "-f", "json"], "x.rq", text, stdin=text)

    assert result.exit_code == 0
    assert json.loads(result.stdout)["boolean"] is True
