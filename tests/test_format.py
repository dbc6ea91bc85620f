"""``format``: the same statements in one order, no word lost, a file whole or not touched."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekg.check.canonical import canonical, put_in_order
from alliancekg.check.scan import comment_line
from alliancekg.errors import InputError, ParseError
from alliancekg.terms import AKD, AKG, XSD

PREFIXES = f"@prefix d: <{AKD}> .\n@prefix g: <{AKG}> .\n"
# lines 3 to 5; the order, the layout and the prefixes are not canonical, the numbers are written oddly
SPOILT = (
    PREFIXES
    + """d:stated { d:sum_x g:value 2.40 , 007 ; g:about d:state_y }
d:registry { d:state_y a g:State . }
d:registry { d:agreement_x a g:Agreement , g:Agreement . }
"""
)
CANONICAL = """\
@prefix akd: <https://w3id.org/alliancekg/id/> .
@prefix akg: <https://w3id.org/alliancekg/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

akd:registry {
    akd:agreement_x
        a akg:Agreement .

    akd:state_y
        a akg:State .
}

akd:stated {
    akd:sum_x
        akg:about akd:state_y ;
        akg:value "2.40"^^xsd:decimal ,
            007 .
}
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and gives its path."""

    def write(text, name="x.trig"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def read(data):
    """Return the statements of a TriG text as a set."""
    return set(ox.parse(data, format=ox.RdfFormat.TRIG))


# what is rewritten


def test_file_is_rewritten_in_canonical_form_and_then_left_alone(ask, file):
    """The form by hand; the second run changes nothing and says so."""
    path = file(SPOILT)

    first, second = ask("format", path), ask("format", path)

    assert path.read_text() == CANONICAL
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == f"rewrote {path}\n1 of 1 file rewritten\n"
    assert (second.exit_code, second.stderr) == (0, "0 of 1 file rewritten\n")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"\xef\xbb\xbf" + SPOILT.encode(), id="byte order mark"),
        pytest.param(SPOILT.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(SPOILT.replace("@prefix", "PREFIX").replace("> .", ">"), id="SPARQL prefixes"),
        pytest.param(f"@base <{AKD}> .\n" + SPOILT.replace("d:sum_x", "<sum_x>"), id="base of its own"),
    ],
)
def test_the_layout_does_not_matter(file, text):
    """Equal statements, equal bytes."""
    assert canonical(file(text)).decode() == CANONICAL


def test_turtle_stays_turtle(file):
    """All stands in the default graph, so there is no block."""
    path = file(PREFIXES + "d:state_y g:about d:state_x ; a g:State .", "x.ttl")

    head = f"@prefix akd: <{AKD}> .\n@prefix akg: <{AKG}> .\n"
    assert (
        canonical(path).decode() == f"{head}\nakd:state_y\n    a akg:State ;\n    akg:about akd:state_x .\n"
    )


def test_bytes_do_not_depend_on_the_hash_seed(alone, file):
    """Two processes, two seeds, one file."""
    paths = [file(SPOILT, f"{seed}.trig") for seed in ("1", "2")]

    runs = [alone("format", path, PYTHONHASHSEED=path.stem) for path in paths]

    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert [path.read_text() for path in paths] == [CANONICAL, CANONICAL]


def test_link_stays_a_link_and_permissions_stay(ask, file, tmp_path):
    """The file behind the link is rewritten."""
    path = file(SPOILT)
    path.chmod(0o640)
    link = tmp_path / "link.trig"
    link.symlink_to(path)

    assert ask("format", link).exit_code == 0
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == (CANONICAL, 0o640)


def test_folder_is_walked_and_other_formats_are_passed_over(ask, file, tmp_path):
    """N-Quads of a folder are left; a file named twice is rewritten once."""
    (tmp_path / "inner").mkdir()
    inner, other = file(SPOILT, "inner/x.trig"), file(f"<{AKD}a> <{AKD}b> <{AKD}c> .\n", "x.nq")
    before = other.read_bytes()

    result = ask("format", tmp_path, inner)

    assert result.stderr.endswith("1 of 1 file rewritten\n")
    assert (inner.read_text(), other.read_bytes()) == (CANONICAL, before)


def test_graph_option_names_what_is_rewritten(ask, file):
    """Without a PATH it is the graph in use."""
    path = file(SPOILT)

    assert ask("--graph", path, "format").exit_code == 0
    assert path.read_text() == CANONICAL


# --check


def test_check_lists_what_would_change_and_writes_nothing(ask, file, tmp_path, monkeypatch):
    """One path a line on stdout, exit status 1; a path below the working directory is told from there."""
    monkeypatch.chdir(tmp_path)
    path = file(SPOILT)
    file(CANONICAL, "good.trig")

    result = ask("format", "--check", tmp_path)

    assert (result.exit_code, result.stdout) == (1, "x.trig\n")
    assert result.stderr == "1 of 2 files not in canonical form\n"
    assert path.read_text() == SPOILT


def test_shipped_graph_is_in_canonical_form(ask):
    """Nothing to list, exit status 0."""
    result = ask("format", "--check")

    assert (result.exit_code, result.stdout) == (0, "")


def test_check_exits_3_when_a_file_could_not_be_read(ask, file, tmp_path):
    """What would change is still listed."""
    bad, good = file("nonsense", "bad.trig"), file(SPOILT)

    result = ask("format", "--check", tmp_path)

    assert (result.exit_code, result.stdout) == (3, f"{good}\n")
    assert f"{bad}:1:" in result.stderr


# what is refused

REFUSED = [
    pytest.param("# why\n" + SPOILT, ":1: a comment", "skos:editorialNote", id="comment at the top"),
    pytest.param(SPOILT + "# why", ":6: a comment", "skos:editorialNote", id="comment at the end"),
    pytest.param(
        SPOILT.replace("g:State .", "g:State .# x\n"), ":4: a comment", "editorialNote", id="after a dot"
    ),
    pytest.param(SPOILT.replace("a g:State", "a g:State#x\n"), ":4: a comment", "note", id="after a name"),
    pytest.param(SPOILT.replace("d:sum_x", "_:b"), ":3: a blank node", "Give every thing an IRI", id="label"),
    pytest.param(
        SPOILT.replace("d:state_y a", "d:state_y g:about\n [] ; a"), ":5: a blank", "IRI", id="brackets"
    ),
    pytest.param(SPOILT.replace("d:registry", "_:g"), ":4: a blank", "IRI", id="graph without a name"),
    pytest.param(
        SPOILT.replace("a g:State", "g:about (1)"), ":4: a blank", "IRI", id="members of a collection"
    ),
    pytest.param(SPOILT.replace("a g:State", 'g:about "x"@en--ltr'), "direction", "RDF 1.1", id="RDF 1.2"),
    pytest.param(SPOILT.replace("d:sum_x", "<sum>"), ":3:12: No scheme", "Mend", id="relative IRI"),
    pytest.param(SPOILT.replace("d:sum_x", "e:sum_x"), ":3:12: ", "prefix", id="unknown prefix"),
    pytest.param(SPOILT.replace("d:sum_x", "d:sum_x ;"), ":3:20: ", "Mend", id="syntax"),
    pytest.param(SPOILT.encode() + b"\0", "binary", "", id="binary"),
    pytest.param(SPOILT.encode() + b"# \xff", ":6: ", "", id="comment in another encoding"),
    pytest.param(PREFIXES, "no statement", "", id="prefixes alone"),
    pytest.param("", "empty", "", id="empty"),
]


@pytest.mark.parametrize(("text", "where", "fix"), REFUSED)
def test_file_that_would_lose_something_is_refused_and_kept(ask, file, text, where, fix):
    """One line that says where, what and what now; exit status 3; not a byte is changed."""
    path = file(text)
    before = path.read_bytes()

    result = ask("format", path)

    told, summary = result.stderr.splitlines()
    assert result.exit_code == 3
    assert told.startswith(str(path))
    assert where in told
    assert fix in told
    assert summary == "0 of 1 file rewritten, 1 refused"
    assert path.read_bytes() == before


def test_the_others_are_put_in_order_beside_a_refused_one(ask, file, tmp_path):
    """A file is the unit: whole or not at all."""
    file("# x\n" + SPOILT, "a.trig")
    good = file(SPOILT, "b.trig")

    assert ask("format", tmp_path).exit_code == 3
    assert good.read_text() == CANONICAL


@pytest.mark.parametrize("name", ["missing.trig", "x.nq", "empty"])
def test_path_of_no_use_exits_3(ask, file, tmp_path, name):
    """No such file, another format, a folder without any."""
    file(f"<{AKD}a> <{AKD}b> <{AKD}c> .\n", "x.nq")
    (tmp_path / "empty").mkdir()

    result = ask("format", tmp_path / name)

    assert result.exit_code == 3
    assert name in result.stderr


def test_file_that_cannot_be_written_is_told_and_kept(ask, file, monkeypatch):
    """Where no file can be made beside it, the old one stays."""

    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = file(SPOILT)
    monkeypatch.setattr("tempfile.mkstemp", full)
    result = ask("format", path)

    assert result.exit_code == 3
    assert f"cannot write {path}: No space left on device" in result.stderr
    assert path.read_text() == SPOILT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<a:a#b> <a:c> <a:d#> .", id="IRI"),
        pytest.param("<a:a> <a:c> '#' , \"#\" .", id="short strings"),
        pytest.param("<a:a> <a:c> '''\n# 'x''\n''' , \"\"\"\n# \"x\n\"\"\" .", id="long strings"),
        pytest.param("<a:a> <a:c> 'it\\'s #1' .", id="escaped quotation mark"),
        pytest.param("@prefix e: <a:e> . e:a\\#b e:b e:c .", id="escaped in a name"),
    ],
)
def test_number_sign_inside_a_term_is_no_comment(text):
    """The engine reads these as terms, and so do we."""
    assert read(text)
    assert comment_line(text) == 0


# laws

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
IRIS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_./-]{0,4}(#[a-z.-]{0,2})?", fullmatch=True).map(
        lambda name: ox.NamedNode(AKD + name)
    ),
    st.from_regex(r"[a-z][a-z/.]{0,4}#?", fullmatch=True).map(lambda name: ox.NamedNode("urn:" + name)),
)
NUMBERS = st.from_regex(r"[+-]?0{0,2}[0-9]{1,3}(\.[0-9]{1,2}0?)?", fullmatch=True)
LITERALS = st.one_of(
    WORDS.map(ox.Literal),
    WORDS.map(lambda text: ox.Literal(text, language="en")),
    NUMBERS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))),
    NUMBERS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "integer"))),
    WORDS.map(lambda text: ox.Literal(text, datatype=ox.NamedNode(AKD + "type"))),
)
QUADS = st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), st.one_of(IRIS, st.just(ox.DefaultGraph())))


@given(st.lists(QUADS, min_size=1, max_size=8))
def test_format_keeps_every_statement_and_is_idempotent(tmp_path_factory, quads):
    """Load, format, load is the same set of quads; formatting twice is formatting once."""
    path = tmp_path_factory.mktemp("law") / "x.trig"
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.TRIG))

    put_in_order([path])
    once = path.read_bytes()
    again = put_in_order([path])

    assert read(once) == set(quads)
    assert (again.changed, again.refused, path.read_bytes()) == ((), (), once)
    assert comment_line(once.decode()) == 0


# a process that is killed

#: Seconds after which it is: moments by chance, the same in each run, within several rounds of the loop.
DELAYS = [random.Random(at).uniform(0, 0.06) for at in range(20)]  # noqa: S311 - no secret
SAME = {**os.environ, "PYTHONHASHSEED": "0"}  # equal work, equal steps
LOOP = """
import sys
from pathlib import Path
from alliancekg.check.canonical import put_in_order
from alliancekg.files import write_bytes
path, spoilt = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
print("ready", flush=True)
while True:
    write_bytes(path, spoilt)
    put_in_order([path])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_process_never_loses_the_file(file, tmp_path):
    """Whenever it is stopped, the file is the old one or the new one, and can be put in order."""
    many = "".join(f"d:stated {{ d:sum_{at} g:value {at} . }}\n" for at in range(300))
    spoilt = file(PREFIXES + many, "spoilt.trig")
    path = Path(shutil.copy(spoilt, tmp_path / "x.trig"))
    whole = {spoilt.read_bytes(), canonical(spoilt)}

    seen = set()
    for delay in DELAYS:
        words = [sys.executable, "-c", LOOP, str(path), str(spoilt)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(delay)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        seen.add(path.read_bytes())

    assert seen <= whole
    assert put_in_order([path]).refused == ()


# ends itself at the step asked for, a step being one call or return; prints how many there were if it lives
STEPS = """
import os, signal, sys, tempfile
from pathlib import Path
from alliancekg.check.canonical import put_in_order
path, last, steps = Path(sys.argv[1]), int(sys.argv[2]), 0
def count(*_):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)
sys.setprofile(count)
put_in_order([path])
sys.setprofile(None)
print(steps)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_process_killed_at_any_step_of_the_work_never_loses_the_file(file, tmp_path):
    """Steps by chance all along, and every third of the last hundred, in which the file is written."""
    path = tmp_path / "x.trig"
    words = [sys.executable, "-c", STEPS, str(path)]

    def stopped(last):
        path.write_text(SPOILT)
        return subprocess.run([*words, str(last)], capture_output=True, text=True, check=False, env=SAME)

    steps = int(stopped(0).stdout)
    ends = []
    for last in (*random.Random(1).sample(range(1, steps), 6), *range(steps - 100, steps, 3)):  # noqa: S311
        assert stopped(last).returncode == -signal.SIGKILL
        ends.append(path.read_text())

    assert set(ends) == {SPOILT, CANONICAL}
    assert put_in_order([path]).refused == ()


@pytest.mark.parametrize("error", [InputError, ParseError])
def test_errors_of_one_file_are_raised_in_python(file, error):
    """Who asks for one file gets an exception with the place."""
    text = "# x\n" + SPOILT if error is InputError else "nonsense"

    with pytest.raises(error, match=r"x\.trig:1"):
        canonical(file(text))
