"""``%load_ext alliancekg`` in a notebook, and what a notebook shows."""

import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import alliancekg
from alliancekg.answers import CitedResult
from alliancekg.answers.tables import MOST_SHOWN

FORCE = "SELECT ?f { akd:agreement_pact akg:legalForce ?f }"


@pytest.fixture
def shell(tiny, tmp_path, monkeypatch):
    """Return a notebook's shell with the tiny graph as ``kg``, and forget it after the test."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    made = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    made.run_cell("%load_ext alliancekg")
    made.user_ns["kg"] = alliancekg.load(tiny)
    return made


def cell(shell, text):
    """Return the result of a cell, or the error that ended it."""
    done = shell.run_cell(text)
    return done.result if done.success else done.error_in_exec or done.error_before_exec


def test_a_cell_is_asked_of_the_notebooks_graph(shell):
    """The graph called kg, with the passages behind the rows."""
    found = cell(shell, f"%%sparql\n{FORCE}")

    assert isinstance(found, CitedResult)
    assert [row["f"] for row in found] == ["akv:legal-force_non-binding"]
    assert [one.passage for one in found.backing[0].sources] == ["aks:made-up-tiny_p01"]


def test_a_name_gets_the_result_and_nothing_is_shown(shell):
    """The name alone shows it later."""
    assert cell(shell, f"%%sparql force\n{FORCE}") is None
    assert cell(shell, "force").columns == ("f",)


def test_a_graph_can_be_named(shell, tiny):
    """By a path with a blank in it, with quotation marks; kg is left as it is."""
    path = tiny.parent / "tiny.trig"
    shell.user_ns["kg"] = None

    assert len(cell(shell, f'%%sparql --graph "{path}"\n{FORCE}')) == 1
    assert shell.user_ns["kg"] is None


def test_without_a_graph_the_shipped_one_is_asked(shell):
    """A name that holds something else is no graph."""
    shell.user_ns["kg"] = 5

    assert len(cell(shell, "%%sparql\nSELECT ?s { BIND (akd:state_japan AS ?s) ?s a akg:State }")) == 1


def test_a_source_narrows_the_shipped_graph(shell):
    """What one article says and no other."""
    slug = "zephyrnet-2024-02-japan-us-defense-industry"
    query = "SELECT DISTINCT ?source { GRAPH ?g { ?p akg:passageOf ?source } }"

    assert [row["source"] for row in cell(shell, f"%%sparql --source {slug}\n{query}")] == [f"aks:{slug}"]


def test_a_day_cuts_the_graph(shell):
    """The pact was signed on 17 May 2020."""
    query = "SELECT ?e { ?e akg:resultStatus akv:status_signed }"

    assert len(cell(shell, f"%%sparql --as-of 2019\n{query}")) == 0
    assert len(cell(shell, f"%%sparql --as-of 2021\n{query}")) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("%%sparql\nSELECT ?x { ?x ", "the query was refused: it stops at line", id="bad query"),
        pytest.param("%%sparql 1st\nASK {}", "'1st' is no name of a variable", id="bad name"),
        pytest.param("%%sparql class\nASK {}", "'class' is no name of a variable", id="keyword"),
        pytest.param("%%sparql --nope\nASK {}", "unrecognized arguments: --nope", id="unknown option"),
        pytest.param("%%sparql --as-of soon\nASK {}", "'soon' is not a date", id="bad date"),
        pytest.param("%%sparql --timeout nan\nASK {}", "'nan' is no time", id="bad time"),
        pytest.param("%%sparql --graph 'a\nASK {}", "a quotation mark does not close", id="open quote"),
        pytest.param("%%sparql --graph /no/such\nASK {}", "there is no such file", id="missing file"),
        pytest.param("%%sparql --source nope\nASK {}", "'nope'", id="unknown source"),
        pytest.param("%%sparql \x1b[2J\nASK {}", "no name of a variable", id="control sign"),
    ],
)
def test_a_mistake_is_one_line(shell, capfd, text, line):
    """No traceback: what, and what now."""
    error = cell(shell, text)
    told = capfd.readouterr().err.strip()

    assert type(error).__name__ == "UsageError"
    assert line in told
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told


def test_help_tells_the_options(shell):
    """``%%sparql?`` shows what may stand behind the name."""
    told = shell.find_cell_magic("sparql").__doc__

    assert all(option in told for option in ("NAME", "--graph", "--source", "--as-of", "--timeout"))


def test_the_package_knows_ipython_only_in_a_notebook():
    """Neither ``import alliancekg`` nor a question imports it."""
    code = "import sys, alliancekg; alliancekg.load().query('ASK {}'); print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_long_answer_is_cut_and_counted(kg):
    """A browser has its limits; footnotes are of the rows that are shown."""
    values = " ".join(str(number) for number in range(MOST_SHOWN + 3))
    shown = kg.cited(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}")._repr_html_()

    assert shown.count("<tr>") == MOST_SHOWN + 1
    assert "3 more rows: to_pandas()." in shown


def test_an_entity_says_what_it_is_and_who_speaks_of_it(kg):
    """Its other names, its class, and the passages as footnotes."""
    shown = kg.entity("the Pact")._repr_html_()

    assert "Supply Pact (agreement) akd:agreement_pact</caption>" in shown
    assert ">also called</td>" in shown
    assert ">the Pact</td>" in shown
    assert "aks:made-up-tiny_p01 (reported): Atland and the ministry of Borea" in shown


def test_as_of_a_day_tables_say_how_rows_stand(kg):
    """Also in a notebook."""
    assert "last_confirmed" in kg.as_of("2020-12").list("Agreement")._repr_html_()
    assert "last_confirmed" not in kg.list("Agreement")._repr_html_()
