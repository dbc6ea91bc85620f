"""``check --text``: digests that a text does not confirm are findings at their lines."""

import json
import textwrap

import pytest

from alliancekg.check import check, report
from alliancekg.draft import new
from alliancekg.errors import InputError

ONE, TWO = "example-2024-01-one", "example-2024-02-two"
FIRST = "It rains in Port Ebb. The harbour is closed."
SECOND = "Atland lent two tugs. Borea lent none."
THIRD = "The tugs came on 3 May."
TEXT = "\n\n".join((FIRST, SECOND, THIRD)) + "\n"


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a text and gives its path."""

    def put(content, name="text.txt"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return put


@pytest.fixture
def source(tmp_path, write):
    """Return the path of a source with a passage for each of the five sentences."""
    return write(new(write(TEXT), ONE)[0], f"{ONE}.trig")


@pytest.fixture
def other(tmp_path, write):
    """Return the path of another source, of another text."""
    return write(new(write("Nothing happened in Coria.", "other.txt"), TWO)[0], f"{TWO}.trig")


def told(paths, text):
    """Return what a text adds to the findings: check, severity, and what stands in the line."""
    added = [one for one in check(paths, text=text) if one.check.startswith("text-")]
    lines = {str(path): path.read_text(encoding="utf-8").splitlines() for path in paths}
    return [(one.check, one.severity, lines[one.path][one.line - 1].strip()) for one in added]


def line(source, locator, prop):
    """Return the line that states a property of a passage."""
    lines = source.read_text(encoding="utf-8").splitlines()
    start = lines.index(next(one for one in lines if one.strip() == f"aks:{source.stem}_{locator}"))
    return next(one.strip() for one in lines[start:] if prop in one)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="as it was"),
        pytest.param("A title\n\nA name\n\n" + TEXT, id="title above"),
        pytest.param(TEXT.replace(" ", "\n").replace("\n\n\n", "\n\n"), id="a word a line"),
        pytest.param(textwrap.fill(TEXT, 20), id="wrapped, with no blank line"),
    ],
)
def test_same_words_add_no_finding(source, write, text):
    """Whatever the rendering: where paragraphs are unknown nothing has moved."""
    assert told([source], write(text, "again.txt")) == []


def test_changed_sentence_is_a_violation_at_its_digest(source, write):
    """One word is enough."""
    text = write(TEXT.replace("two tugs", "three tugs"), "again.txt")

    assert told([source], text) == [("text-missing", "violation", line(source, "p02.s1", "textDigest"))]


def test_repeated_sentence_is_a_warning_at_its_digest(source, write):
    """Nobody can say which of the two was read."""
    text = write(f"{TEXT}\n{THIRD}\n", "again.txt")

    assert told([source], text) == [("text-ambiguous", "warning", line(source, "p03.s1", "textDigest"))]


def test_moved_sentence_is_a_warning_at_its_locator(source, write):
    """Found once, and not where the locator says."""
    said = " Borea lent none."
    text = write(TEXT.replace(said, "").rstrip() + said + "\n", "again.txt")

    assert told([source], text) == [("text-moved", "warning", line(source, "p02.s2", "akg:locator "))]


def test_digest_of_another_key_is_a_violation(source, write):
    """It can be neither found nor missed."""
    source.write_text(source.read_text(encoding="utf-8").replace("ak-key-1", "ak-key-9"), encoding="utf-8")

    assert {("text-unverifiable", "violation")} == {row[:2] for row in told([source], write(TEXT))}


def test_text_of_nothing_misses_every_passage_of_the_only_source(source, write):
    """With one source there is no doubt which one was meant."""
    rows = told([source], write("Nothing of the kind.", "again.txt"))

    assert [row[0] for row in rows] == ["text-missing"] * 5


def test_of_several_sources_those_without_a_trace_are_passed_over(source, other, write):
    """A text is of one source; the others are named as not compared."""
    text = write(TEXT.replace("two tugs", "three tugs"), "again.txt")
    found = report([source, other], text=text)

    assert [(one.source, one.skipped) for one in found.compared] == [
        (f"aks:{ONE}", False),
        (f"aks:{TWO}", True),
    ]
    assert [one.check for one in found.findings if one.check.startswith("text-")] == ["text-missing"]


def test_shared_sentence_does_not_make_a_text_of_another_source(source, write):
    """Two articles may quote one sentence: the text is of the source that it has most of."""
    shared = write(f"{THIRD} Coria said nothing.", "other.txt")
    other = write(new(shared, TWO)[0], f"{TWO}.trig")
    found = report([source, other], text=write(TEXT))

    assert [(one.source, one.skipped) for one in found.compared] == [
        (f"aks:{ONE}", False),
        (f"aks:{TWO}", True),
    ]
    assert [one for one in found.findings if one.check.startswith("text-")] == []


def test_text_of_none_of_several_sources_is_an_error(source, other, write):
    """Else a slip in the name of the text would pass for a comparison."""
    with pytest.raises(InputError, match=r"again\.txt: nothing of the 2 checked sources is in it"):
        check([source, other], text=write("Nothing of the kind.", "again.txt"))


def test_files_without_a_digest_have_nothing_to_compare(tiny, write):
    """A text given for nothing is told."""
    with pytest.raises(InputError, match="no checked file describes a source with digests"):
        check([tiny], text=write(TEXT))


def test_digest_is_read_from_the_checked_file_alone(source, write):
    """A changed copy is not helped by the original that it is checked beside."""
    copy = write(source.read_text(encoding="utf-8").replace('"sha256:', '"sha256:0')[:-1], "copy.trig")
    found = check([copy], [source], text=write(TEXT))

    assert [one.check for one in found if one.check == "text-missing"] == ["text-missing"] * 5


def test_command_tells_what_was_compared(ask, source, other, write):
    """Findings on stdout, the count of each source on stderr; the exit status counts violations."""
    done = ask("check", source, other, "--text", write(TEXT), "-f", "json")

    assert done.exit_code == 1  # the places of both are still empty
    assert [row for row in json.loads(done.stdout)["rows"] if row["check"].startswith("text-")] == []
    assert done.stderr.splitlines()[:2] == [
        f"aks:{ONE}: 5 of 5 digests found in the text",
        "1 other source not compared: a text is of one source",
    ]


def test_text_that_cannot_be_read_is_one_line(ask, source):
    """Exit status 3."""
    done = ask("check", source, "--text", source.with_name("none.txt"))

    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (3, "", 1)
