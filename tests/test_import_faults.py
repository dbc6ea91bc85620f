"""Files that are not what they should be: one plain line, nothing half done."""

import csv
import io
import re
from pathlib import Path

import pytest

from alliancekg.errors import InputError
from alliancekg.imports import convert
from tables import rewritten

FOLDER = Path(__file__).parent / "data" / "imports"
ATOP = (FOLDER / "atop.csv").read_bytes()


def changed(old, new, count=1):
    """Return the table with something in it replaced."""
    assert old in ATOP
    return ATOP.replace(old, new, count)


FAULTS = {
    "nothing": (b"", "the file is empty"),
    "a header alone": (ATOP.splitlines(keepends=True)[0], "it has a header and no row"),
    "cut off within a row": (ATOP[:-60], "it is cut off: line 12 ends after"),
    "cut off within a cell": (ATOP.rstrip(b"\n")[:-1], "line 12 has version '5.' and not '5.1'"),
    "NUL bytes": (changed(b"9002,,,1004", b"9002,\0,1004"), "line 5 holds a NUL byte"),
    "Latin-1": (changed(b"9002,,,1004", "9002,é,,1004".encode("latin-1")), "line 5 holds the byte 0xe9"),
    "UTF-16": (ATOP.decode().encode("utf-16"), "it is written in UTF-16"),
    "semicolons": (ATOP.replace(b",", b";"), "its columns are separated by ';' and not by ','"),
    "a quotation mark too few": (changed(b"9002,,", b'9002,",'), "is no row of a table"),
    "a column missing": (changed(b"yrexit,", b"", 1), "it lacks the column yrexit"),
    "a column renamed": (changed(b"yrexit", b"yr_exit"), "Is it the one called 'yr_exit'?"),
    "a column twice": (changed(b"cow4id", b"cowid"), "two columns are called 'cowid'"),
    "another version": (changed(b"5.1", b"4.1", 1), "line 2 has version '4.1' and not '5.1'"),
    "an HTML page": (b"<!doctype html>\n<title>Not found</title>\n", "it lacks the columns atopid, member"),
}


@pytest.mark.parametrize(("data", "said"), FAULTS.values(), ids=FAULTS)
def test_a_damaged_file_is_told_in_one_line_and_nothing_is_written(ask, tmp_path, data, said):
    """Exit status 3, one line with the file and the cause; no output, no list of refusals."""
    path = tmp_path / "mine.csv"
    path.write_bytes(data)
    result = ask("import", "atop", path, "-o", tmp_path / "atop.nq")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"{path}: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["mine.csv"]


def test_a_file_that_is_not_there_is_told(ask, tmp_path):
    """As with any file."""
    result = ask("import", "atop", tmp_path / "none.csv")

    assert result.exit_code == 3
    assert "cannot be read (No such file or directory)" in result.stderr


def test_marks_and_line_ends_of_spreadsheets_change_nothing(tmp_path):
    """A byte order mark, carriage returns, quotation marks, numbers with .0: the same quads."""
    lines = ATOP.decode().splitlines()
    quoted = [",".join(f'"{cell}"' for cell in line.split(",")) for line in lines]
    decimal = [re.sub(r"\b(\d{4})\b", r"\1.0", line) if at else line for at, line in enumerate(lines)]
    (tmp_path / "bom.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(quoted).encode())
    (tmp_path / "float.csv").write_text("\n".join(decimal) + "\n")

    def said(path):
        return [line for line in convert("atop", path).lines if "sha256" not in line]

    assert said(tmp_path / "bom.csv") == said(FOLDER / "atop.csv")
    assert said(tmp_path / "float.csv") == said(FOLDER / "atop.csv")


def test_a_row_of_the_wrong_length_is_refused_alone(tmp_path):
    """In the middle of the file it is that row which is damaged."""
    path = tmp_path / "mine.csv"
    path.write_bytes(changed(b"9002,,,1004", b"9002,,,,1004"))
    found = convert("atop", path)

    assert [(one.line.number, one.reason) for one in found.refused] == [(4, "it has 31 cells for 30 columns")]
    assert found.kept == 10


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"yrent": ""}, "yrent is empty"),
        ({"yrent": "19x9"}, "yrent, moent, dayent: 19x9 7 8 is no date"),
        ({"dayent": "32"}, "yrent, moent, dayent: there is no such day as 1949-07-32"),
        ({"yrent": "1952"}, "exit 1951-10-23 is before entry 1952-07-08"),
        ({"atopid": "9 02"}, "atopid is '9 02', and nothing can be named by that"),
        ({"member": ""}, "member is '', no cow code (a number)"),
        ({"bilat": "7"}, "bilat is '7', none of 1, 0"),
        ({"phase": "1>"}, "phase is '1>', and nothing can be named by that"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(tmp_path, cells, reason):
    """One row, one reason; the others are kept."""
    found = convert("atop", rewritten(FOLDER / "atop.csv", tmp_path, 3, **cells))

    assert [(3, reason)] == [(one.line.number, one.reason) for one in found.refused]
    assert found.kept == 10


def test_what_the_reader_should_know_is_told(ask, tmp_path):
    """Fewer rows than the dataset has, columns that nobody knows, columns that are not there."""
    path = tmp_path / "mine.csv"
    path.write_bytes(changed(b"cow4id", b"my_note"))
    told = ask("import", "atop", path, "-o", tmp_path / "atop.nq").stderr

    assert "11 rows read, 11 kept, 0 refused\n" in told
    assert "the file has 11 rows and the dataset 2510: it may be cut off, or a part\n" in told
    assert "not read, because the mapping does not know them: my_note\n" in told
    assert "the file lacks cow4id: what they tell is left out\n" in told


def test_refused_rows_are_written_beside_the_output(ask, tmp_path):
    """The list has the name of the output, or the one that is asked for."""
    ask("import", "dcad", FOLDER / "dcad.csv", "-o", tmp_path / "dcad.nq")
    ask("import", "dcad", FOLDER / "dcad.csv", "-f", "trig", "--refused", tmp_path / "left-out.csv")
    beside, asked = tmp_path / "dcad.refused.csv", tmp_path / "left-out.csv"

    assert len(beside.read_text().splitlines()) == 5
    assert asked.read_bytes() == beside.read_bytes()


@pytest.mark.parametrize("place", [".", "/"])
def test_a_folder_is_no_output(ask, place):
    """Told before anything is read, also where it has no name to put beside."""
    result = ask("import", "dcad", FOLDER / "dcad.csv", "-o", place)

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"cannot write {place}: it is a folder")


@pytest.mark.parametrize(
    "asked",
    [
        ("-o", "mine.nq", "--refused", "mine.nq"),
        ("-o", "mine.nq", "--refused", "dcad.refused.csv"),
        ("-o", "dcad.nq"),  # whose list of refused rows is the file itself
    ],
)
def test_the_download_and_the_outputs_are_not_written_over(ask, tmp_path, monkeypatch, asked):
    """Two of them of one name: nothing is read, nothing is written."""
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "dcad.refused.csv"
    mine.write_bytes((FOLDER / "dcad.csv").read_bytes())
    result = ask("import", "dcad", mine.name, *asked)

    assert result.exit_code == 2
    assert "would be written over" in result.stderr
    assert mine.read_bytes() == (FOLDER / "dcad.csv").read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == [mine.name]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("-o", "mine.ttl"), "the ending .ttl is of no form we write"),
        (("-o", "mine.nq", "-f", "trig"), "name two forms"),
    ],
)
def test_the_ending_says_the_form(ask, tmp_path, monkeypatch, asked, said):
    """What is called .nq is read as N-Quads later."""
    monkeypatch.chdir(tmp_path)
    result = ask("import", "atop", FOLDER / "atop.csv", *asked)

    assert result.exit_code == 2
    assert said in result.stderr
    assert [] == list(tmp_path.iterdir())


def test_refused_cells_are_no_formulas(tmp_path):
    """A list for spreadsheets; a number below zero stays one."""
    path = rewritten(FOLDER / "dcad.csv", tmp_path, 5, cowName1="=HYPERLINK(1)")
    listed = list(csv.DictReader(io.StringIO(convert("dcad", path).refusals())))
    (row,) = (one for one in listed if one["DCAid"] == "DCADv1.0-0005")

    assert ("'=HYPERLINK(1)", "-77", "1004") == (row["cowName1"], row["span"], row["ccode2"])


def test_refused_rows_are_listed_with_the_cells_that_are_too_many(tmp_path):
    """Whoever mends the row must see what made it too long; a row of the right length has none."""
    path = tmp_path / "mine.csv"
    path.write_bytes(changed(b"9002,,,1004", b"9002,=1+1,,,1004").replace(b",,0,0,2,2,", b",,0,7,2,2,", 1))
    long, other = csv.DictReader(io.StringIO(convert("atop", path).refusals()))

    assert ("4", "'=1+1", "0", "5.1") == (long["row"], long["cowid"], long["version"], long["beyond 1"])
    assert ("5", "7", "5.1", "") == (other["row"], other["bilat"], other["version"], other["beyond 1"])


def test_a_name_that_is_missing_is_no_conflict(tmp_path):
    """Two codes without a name do not contradict each other."""
    path = rewritten(FOLDER / "dcad.csv", tmp_path, 1, cowName1="", cowName2="")

    assert 1 not in {one.line.number for one in convert("dcad", path).refused}


def test_cells_that_are_too_long_are_told_in_short(ask, tmp_path):
    """A damaged file does not flood the terminal, and no thing is named by it."""
    path = rewritten(FOLDER / "atop.csv", tmp_path, 3, member="9" * 100_000)
    path = rewritten(path, tmp_path, 8, dayent="9" * 100_000)
    told = ask("import", "atop", path, "-o", tmp_path / "atop.nq").stderr

    assert "11 rows read, 9 kept, 2 refused" in told
    assert f"member is '{'9' * 60}', no cow code (a number)" in told
    assert len(told) < 4000


def test_an_unknown_dataset_is_wrong_usage(ask):
    """It names those that ship."""
    result = ask("import", "atpo", FOLDER / "atop.csv")

    assert result.exit_code == 2
    assert "'atpo' is no dataset. Choose from atop, dcad, states" in result.stderr


def test_a_dataset_without_its_file_is_wrong_usage(ask):
    """Only the registry of states is ours; of the others nothing ships."""
    result = ask("import", "atop")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Missing argument 'FILE': your own download of atop." in result.stderr


def test_the_registry_of_states_takes_a_list_or_none(ask, tmp_path):
    """Without one it says what is left out; with one it counts rows and lists those it refuses."""
    mine = tmp_path / "states2016.csv"
    mine.write_text(
        "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
        "JPN,740,Japan,1871,2,3,1944,5,6,2016\n"
        "ANN,8152,Annam,1874,1,1,1883,1,1,2016\n"
    )
    alone = ask("import", "states", "-o", tmp_path / "alone.nq")
    both = ask("import", "states", mine, "-o", tmp_path / "both.nq")

    assert (0, 0) == (alone.exit_code, both.exit_code)
    assert "without the spells of the Correlates of War: name your states2016.csv" in alone.stderr
    assert "rows read" not in alone.stderr
    assert "2 rows read, 1 kept, 1 refused (listed in " in both.stderr
    assert "row 2 (line 3): the registry has no state with the number '8152'\n" in both.stderr
    assert 2 == len((tmp_path / "both.refused.csv").read_text().splitlines())
    assert "cow-2016-state-system-membership_row1" not in (tmp_path / "alone.nq").read_text()
    assert "cow-2016-state-system-membership_row1" in (tmp_path / "both.nq").read_text()


def test_an_ending_that_is_no_form_is_refused(tmp_path):
    """In Python, where the ending is all that says the form."""
    with pytest.raises(InputError, match=r"the ending '\.csv' is of no form we write"):
        convert("dcad", FOLDER / "dcad.csv").save(tmp_path / "dcad.csv")


# on a terminal


def test_a_terminal_shows_how_far_it_is(monkeypatch):
    """A bar on stderr; the rows come through as they are. Elsewhere there is none."""
    from alliancekg.cli import imports

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        with imports._progress() as watch:
            assert ["a", "b"] == list(watch(["a", "b"]))
        assert shown == ("reading rows" in stream.getvalue())
