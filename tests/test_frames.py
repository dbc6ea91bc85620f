"""Every answer gives its rows to pandas: the table that its command writes as CSV, gaps as gaps."""

import builtins
import inspect
import io
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import alliancekg
from alliancekg import answers
from alliancekg.answers.tables import Tabular

#: What is asked on the command line, and the same in Python.
ASKED = {
    "info": (["info"], lambda kg: kg.info()),
    "list": (["list", "Organization"], lambda kg: kg.list("Organization")),
    "show": (["show", "the Pact"], lambda kg: kg.show("the Pact")),
    "evidence": (["evidence", "the Pact"], lambda kg: kg.evidence("the Pact")),
    "evidence, none": (
        ["evidence", "Coria", "legal force"],
        lambda kg: kg.evidence("Coria", "legal force"),
    ),
    "question": (
        ["questions", "run", "legal-force", "the Pact"],
        lambda kg: kg.ask("legal-force", "the Pact"),
    ),
    "conflicts": (["conflicts"], lambda kg: kg.conflicts()),
    "path": (["path", "Borea", "Coria", "-k", "2"], lambda kg: kg.path("Borea", "Coria", most=2)),
    "rank": (["rank", "degree"], lambda kg: kg.rank("degree")),
    "communities": (["communities"], lambda kg: kg.communities()),
    "depends": (["depends", "Atland"], lambda kg: kg.depends("Atland")),
    "without": (["without", "Atland"], lambda kg: kg.without("Atland")),
    "matrix": (["matrix"], lambda kg: kg.matrix()),
    "timeline": (["timeline"], lambda kg: kg.timeline()),
    "diff": (["diff", "--from", "2019", "--to", "2021"], lambda kg: kg.diff("2019", "2021")),
}
#: Answers that change with the day.
TIMED = ("list", "show", "evidence", "question", "matrix")


def read(text):
    """Return a CSV as a reader of tables sees it: texts alone, None where a cell is empty."""
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    return list(frame.columns), [[cell or None for cell in row] for row in frame.to_numpy().tolist()]


def told(frame):
    """Return a data frame as CSV would tell it."""
    rows = frame.astype(object).to_numpy().tolist()
    return list(frame.columns), [[None if pd.isna(cell) else text(cell) for cell in row] for row in rows]


def text(cell):
    """Return a cell as text, a number with twelve digits."""
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)


@pytest.mark.parametrize(("words", "make"), ASKED.values(), ids=ASKED)
def test_a_frame_is_the_csv_of_the_command(ask, kg, tiny, words, make):
    """Same columns, same rows, same order."""
    written = ask("--graph", tiny, *words, "-f", "csv")

    assert written.exit_code == 0
    assert told(make(kg).to_pandas()) == read(written.stdout)


@pytest.mark.parametrize("name", TIMED)
def test_a_frame_of_a_day_says_how_rows_stand(ask, kg, tiny, name):
    """As the command does, with the columns holds, stage and last_confirmed."""
    words, make = ASKED[name]
    frame = make(kg.as_of("2020-12")).to_pandas()
    written = ask("--graph", tiny, *words, "--as-of", "2020-12", "-f", "csv")

    assert {"holds", "stage", "last_confirmed"} < set(frame.columns)
    assert told(frame) == read(written.stdout)


def test_changes_of_the_data_are_a_frame_too(ask, tiny, tmp_path):
    """One gist less than before."""
    path = tmp_path / "now.trig"
    path.write_text(
        tiny.read_text().replace('akg:gist "The pact is worth its paper."@en ;\n        akg:loc', "akg:loc")
    )
    written = ask("--graph", path, "changes", "--since", tiny, "-f", "csv")
    frame = alliancekg.load(path).changes_since(str(tiny)).to_pandas()

    assert len(frame) == 1
    assert told(frame) == read(written.stdout)


def test_a_query_tells_unbound_from_empty(kg):
    """Missing is not the empty text; IRIs are CURIEs, numbers and dates the text that is stated."""
    found = kg.query("SELECT * { VALUES (?a ?b ?c) { (akd:state_borea '' UNDEF) (UNDEF '2020-05' 7) } }")
    frame = found.to_pandas()

    assert list(frame.columns) == ["a", "b", "c"]
    assert told(frame)[1] == [["akd:state_borea", "", None], [None, "2020-05", "7"]]


def test_a_query_without_rows_keeps_its_columns(kg):
    """What follows does not stumble over a missing name."""
    assert list(kg.query("SELECT ?x ?y { ?x akg:nothing ?y }").to_pandas().columns) == ["x", "y"]


def test_numbers_are_numbers(kg):
    """Ranks and values can be sorted and added."""
    frame = kg.rank("degree").to_pandas()

    assert frame["rank"].min() == 1
    assert frame["degree"].sum() == pytest.approx(sum(row.value for row in kg.rank("degree")))


def test_every_answer_is_a_table():
    """Whoever adds an answer gives it a table too."""
    folder = Path(answers.__file__).parent
    modules = [import_module(f"alliancekg.answers.{path.stem}") for path in folder.glob("[a-z]*.py")]
    found = {
        value
        for module in modules
        for _, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__ and "coverage" in getattr(value, "__dataclass_fields__", ())
    }

    assert len(found) > 10  # the walk found them
    assert {one.__name__ for one in found if not issubclass(one, Tabular)} == set()


def test_without_pandas_one_line_says_what_to_do(kg, monkeypatch):
    """No traceback out of an import."""
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)

    with pytest.raises(alliancekg.AllianceKGError, match=r"pandas is not installed\. Run: "):
        kg.list("State").to_pandas()
