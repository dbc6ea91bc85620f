"""What is printed: one line a cell, nothing that moves a cursor, nothing that a spreadsheet runs."""

import csv
import io
import json

import pytest

from alliancekg.cli import output
from alliancekg.model import Citation, Coverage, Term

MARK = "\ufffd"


def cited(passage):
    """Return a citation of which only the passage and its source matter."""
    return Citation(
        "aks:x",
        passage,
        "p01",
        "reported",
        "Title",
        "Publisher",
        "2024",
        "https://x.example/",
        "What it says.",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain", "plain", id="plain text stays"),
        pytest.param("Tōkyō “é” 東京", "Tōkyō “é” 東京", id="letters of any script stay"),
        pytest.param("a\tb\r\nc\n\nd", "a b c d", id="tabs and line ends are one space"),
        pytest.param("\x1b[31mred", f"{MARK}[31mred", id="escape sequences are cut"),
        pytest.param("a\0b\x7f\x9b", f"a{MARK}b{MARK}{MARK}", id="control signs of both sets"),
        pytest.param("abc\u202edef\u2066", f"abc{MARK}def{MARK}", id="marks that turn the line round"),
        pytest.param("a\u061cb", f"a{MARK}b", id="the Arabic letter mark turns it too"),
        pytest.param("a\u2028b\u2029", f"a{MARK}b{MARK}", id="line ends of Unicode"),
        pytest.param("a\u200bb\ufeff", f"a{MARK}b{MARK}", id="signs without width"),
    ],
)
def test_safe_gives_one_line_that_shows_as_it_is(text, shown):
    """A label from a file of somebody else must not rewrite the screen."""
    assert output.safe(text) == shown


def test_table_aligns_columns_under_a_ruled_header():
    """Two spaces between columns, none at the end of a line."""
    text = output.table(("id", "label"), [("akd:a", "A"), ("b", "Bee")])

    assert text == "id     label\n--     -----\nakd:a  A\nb      Bee\n"


def test_table_without_rows_has_its_header():
    """Nothing found is still a table."""
    assert output.table(("id", "label"), []) == "id  label\n--  -----\n"


def test_long_cell_is_wrapped_inside_its_column():
    """No word is lost, no line of the cell is longer than 64, what follows stays in its column."""
    words = [f"word{number}" for number in range(40)]

    lines = output.table(("long", "short"), [(" ".join(words), "x")]).splitlines()[2:]

    first, *rest = lines
    assert first.endswith("  x")
    assert [word for line in lines for word in line.removesuffix("  x").split()] == words
    assert all(len(line) <= 64 for line in rest)
    assert len(lines) == 5  # 10 x 5 + 30 x 6 + 39 = 269 signs take five lines of at most 64


def test_long_word_is_cut_and_not_lost():
    """An address longer than the column goes on in the next line."""
    address = "https://x.example/" + "a" * 100

    lines = output.table(("url",), [(address,)]).splitlines()[2:]

    assert "".join(lines) == address


def test_cell_of_the_table_is_safe():
    """The table is where a terminal is told lies."""
    assert "\x1b" not in output.table(("a",), [("\x1b[2J",)])


def test_each_passage_is_one_footnote_and_no_passage_is_said_aloud():
    """Rows that rest on one passage share its mark; a row with none is UNSOURCED."""
    one, two = cited("aks:x_p01"), cited("aks:x_p02")

    text = output.cited_table(("a",), [(("r1",), (one,)), (("r2",), (one, two)), (("r3",), ())])

    marks = [line.split()[-1] for line in text.splitlines()[2:5]]
    assert marks == ["[1]", "[1][2]", "UNSOURCED"]
    assert text.count("aks:x_p01") == text.count("aks:x_p02") == 1
    assert text.count("https://x.example/") == 1


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param('=HYPERLINK("x")', '\'=HYPERLINK("x")', id="formula"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at sign"),
        pytest.param("  =1", "'  =1", id="formula after spaces"),
        pytest.param("\t=1", "'\t=1", id="formula after a tab"),
        pytest.param("\r=1", "'\r=1", id="formula after a line end"),
        pytest.param("a=1", "a=1", id="no formula"),
        pytest.param("2023-08", "2023-08", id="date"),
        pytest.param("'quoted'", "'quoted'", id="quote of its own"),
        pytest.param("a\0b", f"a{MARK}b", id="a zero ends no cell"),
    ],
)
def test_spreadsheet_runs_nothing(form, cell, written):
    """A cell that would be run gets a quote in front, all others stay; quotes and line ends survive."""
    text = output.delimited(("a", "b"), [(cell, 'x,"y"\tz\n')], form)

    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if form == "csv" else "\t"))
    assert rows == [["a", "b"], [written, 'x,"y"\tz\n']]


def test_envelope_names_date_coverage_and_rows():
    """Rows become objects, sources too; letters of any script stay readable."""
    coverage = Coverage(2, "2020", "2021-03", (Term("akd:state_x", "Tōkyō"),))

    text = output.envelope([cited("aks:x_p01")], coverage, more=(Term("a", "b"),))

    body = json.loads(text)
    assert list(body) == ["as_of", "coverage", "more", "rows"]
    assert body["as_of"] is None
    subjects = [{"id": "akd:state_x", "label": "Tōkyō"}]
    assert body["coverage"] == {"sources": 2, "from": "2020", "to": "2021-03", "subjects": subjects}
    assert body["more"] == [{"id": "a", "label": "b"}]
    assert body["rows"][0]["passage"] == "aks:x_p01"
    assert "Tōkyō" in text


def test_json_line_holds_no_line_end_of_its_own():
    """A text with line ends is still one line."""
    lines = output.json_lines([Term("a", "x\ny"), Term("b", "z")]).split("\n")

    assert [json.loads(line) for line in lines[:-1]] == [
        {"id": "a", "label": "x\ny"},
        {"id": "b", "label": "z"},
    ]
    assert lines[-1] == ""
