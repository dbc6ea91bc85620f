"""The commands: help that runs, exit status, data apart from talk, and the answers of the issue."""

import csv
import gc
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import fields
from pathlib import Path

import click
import pyoxigraph as ox
import pytest

from alliancekg.cli import _COMMANDS, main
from alliancekg.cli.options import HEDGED_MODES
from alliancekg.model import Citation, Relation, SourceRow
from alliancekg.publish.networks import EDGE_COLUMNS

ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
#: A text of our own, to be read by `new`.
NOTE = Path(__file__).parent / "data" / "note.txt"
TABLES = Path(__file__).parent / "data" / "imports"
STATES = "SELECT ?s { ?s a akg:State } ORDER BY ?s"
#: One question for each command; all have an answer in the tiny graph.
ASKED = {
    "bridges": ["bridges"],
    "build": ["build"],  # nothing on stdout: tests/test_directory_store.py
    "changes": ["changes", "--since", Path(__file__).parent / "data" / "contested.trig"],
    "check": ["check"],
    "communities": ["communities"],
    "conflicts": ["conflicts"],
    "depends": ["depends", "Atland"],
    "diff": ["diff", "--from", "2019", "--to", "2021"],
    "dyad-years": ["dyad-years"],
    "evidence": ["evidence", "the Pact", "legal force"],
    "explore": ["explore"],
    "export": ["export", "-f", "nq"],
    "format": ["format", "--check"],
    "import": ["import", "atop", TABLES / "atop.csv"],
    "info": ["info"],
    "list": ["list", "State"],
    "matrix": ["matrix"],
    "needs": ["needs", "akd:part_atland-in-pact"],
    "new": ["new", NOTE, "--slug", "made-up-2021-note"],
    "path": ["path", "Atland", "the Pact"],
    "project": ["project", "states"],
    "query": ["query", "-e", STATES],
    "questions": ["questions", "run", "legal-force", "the Pact"],
    "rank": ["rank", "degree"],
    "show": ["show", "Supply Pact"],
    "sources": ["sources", "list"],
    "state-years": ["state-years"],
    "timeline": ["timeline"],
    "twins": ["twins"],
    "without": ["without", "Atland"],
}
#: Commands that have nothing to list where all is well.
QUIET = {"check", "format"}
COVERAGE = {"sources": 1, "from": "2020", "to": "2021-03", "subjects": []}
SEARCHED = "1 source searched; coverage 2020..2021-03"
#: Columns that CSV and TSV have at least, in this order; where there are sources, they stand last.
CSV_COLUMNS = {
    "bridges": ["cut_off", "from", "relation", "to", "from_id", "to_id", "sources"],
    "needs": ["for", "outcome", "thing", "without", "because", "for_id", "thing_id", "without_id", "sources"],
    "twins": ["likeness", "one", "other", "shared", "one_id", "other_id", "sources"],
    "matrix": ["sources"],
    "communities": ["group", "id", "label"],
    "depends": ["distance", "thing", "rests", "on", "thing_id", "on_id", "sources"],
    "path": ["path", "from", "relation", "to", "date", "from_id", "to_id", "sources"],
    "rank": ["rank", "id", "label", "kind", "degree"],
    "without": ["outcome", "thing", "because", "left", "thing_id", "sources"],
    "changes": ["change", "thing", "thing_label", "property", "value", "home", "sources"],
    "check": ["path", "line", "severity", "check", "what", "why", "fix"],
    "conflicts": ["id", "thing", "property", "stance", "value", "mode", "preferred", "passage", "note"],
    "diff": ["date", "change", "thing", "sentence", "before", "after"],
    "dyad-years": ["one", "one_label", "other", "other_label", "year", "tied", "agreements"],
    "state-years": ["state", "label", "year", "tied", "agreements", "partners"],
    "evidence": ["subject", "property", "object", "derived", "contested", "sources"],
    "info": ["what", "value"],
    "list": ["id", "label", "kind", "sources"],
    "project": [*EDGE_COLUMNS, "sources"],
    "query": ["s"],
    "questions": ["agreement", "force", "sources"],
    "show": ["relation", "to", "date", "derived", "contested", "sources"],
    "sources": [field.name for field in fields(SourceRow)],
    "timeline": ["id", "thing", "kind", "start_earliest"],
}
RDF = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def command(name):
    """Return a command, imported."""
    return main.get_command(click.Context(main), name)


def forms(name):
    """Return the forms that ``-f`` of a command offers."""
    return next((list(one.type.choices) for one in command(name).params if one.name == "form"), [])


def read(text, form):
    """Return what a program reads from data in a form that is no RDF."""
    if form == "json":
        return json.loads(text)
    if form == "jsonl":
        return [json.loads(line) for line in text.splitlines()]
    if form in ("csv", "tsv"):
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="," if form == "csv" else "\t"))
    if form in ("gexf", "graphml", "xml"):
        return ET.fromstring(text)  # noqa: S314 - reads what we wrote
    return text


def examples(text):
    """Return the commands that a help text shows, a line each."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line.startswith("alliancekg ")]


# help


def test_every_command_is_asked_here():
    """A new command needs a question above."""
    assert set(ASKED) == set(_COMMANDS)


@pytest.mark.parametrize("name", ["", *_COMMANDS], ids=lambda name: name or "alliancekg")
def test_help_says_what_you_get_and_shows_two_examples(ask, name):
    """The first line is one sentence, the examples stand on lines of their own, -h is --help."""
    words = [name] if name else []
    result = ask(*words, "--help")

    usage, first = [block for block in result.stdout.split("\n\n") if block.strip()][:2]
    assert result.exit_code == 0
    assert usage.startswith("Usage: alliancekg")
    assert first.strip().endswith((".", "?"))
    assert len(examples(result.stdout)) >= 2
    assert "\\b" not in result.stdout
    assert ask(*words, "-h").stdout == result.stdout


def test_list_of_commands_tells_each_in_a_sentence(ask):
    """``alliancekg --help`` names every command."""
    told = ask("--help").stdout.partition("\nCommands:\n")[2]

    lines = dict(
        line.strip().split(maxsplit=1)
        for line in told.splitlines()
        if line.startswith("  ") and line[2:3] != " "
    )
    assert set(lines) == set(_COMMANDS)


@pytest.mark.parametrize("name", ["", *_COMMANDS], ids=lambda name: name or "alliancekg")
def test_examples_of_the_help_run(ask, tiny, tmp_path, monkeypatch, name):
    """Whoever copies an example gets an answer."""
    text = (command(name) if name else main).help
    shown = examples(text)
    for file in ("my-article.trig", "older.trig"):
        shutil.copy(tiny, tmp_path / file)
    shutil.copy(NOTE, tmp_path / "article.txt")
    tables = {
        "atop5_1m.csv": "atop.csv",
        "atop5_1a.csv": "atop-alliance.csv",
        "atop5_1aph.csv": "atop-phase.csv",
        "DCAD-v1.0-main.csv": "dcad.csv",
        "states2016.csv": "states.csv",
    }
    for name_, file in tables.items():
        shutil.copy(TABLES / file, tmp_path / name_)
    (tmp_path / "question.rq").write_text(STATES)
    monkeypatch.chdir(tmp_path)

    assert len(shown) >= 2
    for line in shown:
        words, _, target = line.partition(" > ")
        result = ask(*shlex.split(words)[1:])
        assert result.exit_code == 0, (line, result.stderr)
        assert result.stdout or " -o " in words or name in QUIET, line
        if " -o " in words:
            assert Path(shlex.split(words)[-1]).stat().st_size > 0
        if target.endswith(".json"):
            json.loads(result.stdout)


def test_version_is_one_line(ask):
    """Program and version, nothing else."""
    name, version = ask("--version").stdout.split()

    assert name == "alliancekg"
    assert version.count(".") == 2


# exit status and streams


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["show", "Atland"], 0, id="done"),
        pytest.param(["list", "Alliance"], 0, id="done also for no rows"),
        pytest.param(["check"], 0, id="nothing wrong found"),
        pytest.param(["show"], 2, id="wrong usage"),
        pytest.param(["show", "Erewhon"], 3, id="could not do it"),
    ],
)
def test_exit_status_is_that_of_the_contract(ask, tiny, words, status):
    """0 done, 2 wrong usage, 3 could not do it."""
    assert ask("--graph", tiny, *words).exit_code == status


def test_check_that_finds_something_exits_1(ask, tiny, tmp_path):
    """The data is still on stdout: a finding is no error."""
    bad = tmp_path / "bad.trig"
    bad.write_text(tiny.read_text().replace("akg:legalForce akv:", "akg:legalFarce akv:"))

    number = next(at for at, line in enumerate(bad.read_text().splitlines(), 1) if "legalFarce" in line)
    told = {form: ask("--graph", bad, "check", "-f", form) for form in forms("check")}

    assert {result.exit_code for result in told.values()} == {1}
    assert f"{bad}:{number}: violation" in told["table"].stdout
    assert "finding" in told["table"].stderr
    rows = json.loads(told["json"].stdout)["rows"]
    assert (str(bad), number) in {(row["path"], row["line"]) for row in rows}
    assert read(told["jsonl"].stdout, "jsonl") == rows
    assert read(told["csv"].stdout, "csv") == read(told["tsv"].stdout, "tsv")
    assert len(read(told["csv"].stdout, "csv")) == len(rows) + 1


@pytest.mark.parametrize(
    "name", [name for name in ASKED if name not in {"build", "format"}]
)  # -o is no stdout
def test_talk_is_on_stderr_and_data_on_stdout(ask, tiny, tmp_path, name):
    """What -o writes is what stdout gets; the talk does not move, but for naming the file."""
    plain = ask("--graph", tiny, *ASKED[name])
    to_file = ask("--graph", tiny, *ASKED[name], "-o", tmp_path / "out")
    to_dash = ask("--graph", tiny, *ASKED[name], "-o", "-")

    assert plain.exit_code == to_file.exit_code == to_dash.exit_code == 0
    assert (tmp_path / "out").read_bytes() == plain.stdout_bytes == to_dash.stdout_bytes
    assert plain.stdout or name in QUIET  # which finds nothing here
    assert to_file.stdout == ""
    assert to_dash.stderr == plain.stderr
    assert not any(line in plain.stdout.splitlines() for line in plain.stderr.splitlines())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_answer_names_what_was_searched(ask, tiny):
    """Found or not, the coverage is told; "not found" is never alone."""
    assert ask("--graph", tiny, "list", "State").stderr == f"3 found; {SEARCHED}\n"
    assert ask("--graph", tiny, "list", "Alliance").stderr == f"not found; {SEARCHED}\n"
    assert ask("--graph", tiny, "evidence", "Coria", "body of").stderr == f"not stated; {SEARCHED}\n"
    assert ask("--graph", tiny, "query", "-e", "SELECT * { FILTER(false) }").stderr == f"0 rows; {SEARCHED}\n"
    assert ask("--graph", tiny, "query", "-e", "SELECT * {}").stderr == f"1 row; {SEARCHED}\n"


def test_reader_that_leaves_early_is_no_error(tiny):
    """``alliancekg ... | head`` ends without a word."""
    words = [sys.executable, "-m", "alliancekg", "--graph", tiny, "project", "entities", "-f", "graphml"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        talk = process.stderr.read()

    assert b"Traceback" not in talk
    assert b"Broken pipe" not in talk
    assert process.returncode == 0


# forms


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name in ASKED for form in forms(name) if form not in RDF]
)
def test_form_is_read_back(ask, tiny, name, form):
    """Every form of every command is what it is called, and has what was asked for."""
    result = ask("--graph", tiny, *ASKED[name], "-f", form)

    data = read(result.stdout, form)
    assert result.exit_code == 0
    assert len(data) or name in QUIET  # which finds nothing here
    if form in ("csv", "tsv"):
        header = [column.removeprefix("?") for column in data[0]]  # the TSV of W3C has question marks
        assert [column for column in header if column in CSV_COLUMNS[name]] == CSV_COLUMNS[name]
        assert "sources" not in header[:-1]
        assert {len(row) for row in data} == {len(header)}
    if name not in {"info", "check", "new"}:
        assert (
            "Atland" in result.stdout
            or "Pact" in result.stdout
            or "atland" in result.stdout
            or "pact" in result.stdout
        )


@pytest.mark.parametrize("form", RDF)
def test_constructed_triples_are_rdf_in_every_form(ask, tiny, form):
    """Three states, three triples; ttl and trig use our prefixes."""
    result = ask("--graph", tiny, "query", "-e", "CONSTRUCT WHERE { ?s a akg:State }", "-f", form)

    quads = list(ox.parse(result.stdout, format=RDF[form]))
    assert sorted(quad.subject.value.rpartition("_")[2] for quad in quads) == ["atland", "borea", "coria"]
    assert ("akd:state_atland" in result.stdout) == (form in ("ttl", "trig"))


@pytest.mark.parametrize("form", ["ttl", "json", "csv"])
def test_form_that_the_result_does_not_have_is_refused(ask, tiny, form):
    """Rows are no triples and triples are no rows."""
    text = STATES if form == "ttl" else "CONSTRUCT WHERE { ?s a akg:State }"
    result = ask("--graph", tiny, "query", "-e", text, "-f", form)

    gc.collect()  # what the engine left behind must not be dropped in a thread that did not make it
    assert result.exit_code == 3
    assert "choose one of" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["conflicts", "evidence", "list", "show"])
def test_json_answer_keeps_the_contract(ask, tiny, name):
    """as_of, coverage, rows; each row with its sources, each source told whole."""
    body = json.loads(ask("--graph", tiny, *ASKED[name], "-f", "json").stdout)

    assert {"as_of", "coverage", "rows"} <= set(body)
    assert body["as_of"] is None
    assert body["coverage"] == COVERAGE
    for row in body["rows"]:
        assert row["sources"]
        assert [set(source) for source in row["sources"]] == [set(Citation.__slots__)] * len(row["sources"])
    first = body["rows"][0]["sources"][0]
    assert first["source"] == "aks:made-up-tiny"
    assert first["passage"] == "aks:made-up-tiny_p01"
    assert first["mode"] == "reported"
    assert (first["title"], first["publisher"]) == ("Three states, one pact", "made up")
    assert (first["published"], first["locator"]) == ("2021-03-04", "p01")


def test_json_says_derived_and_contested(ask, tiny):
    """The pact's legal force is denied by p05; who its parties are comes from a rule."""
    rows = json.loads(ask("--graph", tiny, "show", "Supply Pact", "-f", "json").stdout)["rows"]

    assert [set(row) for row in rows] == [set(Relation.__slots__) - {"timing"}] * len(rows)
    assert {row["property"] for row in rows if row["contested"]} == {"akg:legalForce"}
    assert {row["derived"] for row in rows if row["property"] == "akg:stateParty"} == {"state-party"}
    assert [row["derived"] for row in rows] == sorted(
        row["derived"] for row in rows
    )  # sourced rows stand first


def test_every_form_of_evidence_says_contested(ask, tiny):
    """Nobody should take a denied statement for a plain one because of the form that was asked for."""
    told = {
        form: "contested" in ask("--graph", tiny, "evidence", "the Pact", "legal force", "-f", form).stdout
        for form in forms("evidence")
    }

    assert told == dict.fromkeys(told, True)


def test_query_json_is_the_w3c_format_and_nothing_else(ask, tiny):
    """SPARQL 1.1 Query Results JSON Format, exactly; the coverage goes to stderr."""
    result = ask("--graph", tiny, "query", "-e", STATES, "-f", "json")

    iris = [f"https://w3id.org/alliancekg/id/state_{name}" for name in ("atland", "borea", "coria")]
    bindings = [{"s": {"type": "uri", "value": iri}} for iri in iris]
    assert json.loads(result.stdout) == {"head": {"vars": ["s"]}, "results": {"bindings": bindings}}
    assert result.stderr == f"{SEARCHED}\n"
    asked = ask("--graph", tiny, "query", "-e", "ASK { akd:state_atland a akg:State }", "-f", "json")
    assert json.loads(asked.stdout) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("words", "full"),
    [
        pytest.param(["list", "Alliance"], ["list", "State"], id="list"),
        pytest.param(
            ["evidence", "Coria", "body of"], ["evidence", "the Pact", "legal force"], id="evidence"
        ),
        pytest.param(["query", "-e", "SELECT ?s { FILTER(false) }"], ["query", "-e", STATES], id="query"),
    ],
)
def test_csv_without_rows_has_its_header(ask, tiny, words, full):
    """A program that reads columns by name need not ask whether there is a row."""
    empty, filled = (ask("--graph", tiny, *one, "-f", "csv").stdout_bytes for one in (words, full))

    header, *rows = filled.splitlines(keepends=True)
    assert empty == header
    assert rows


def test_projection_without_edges_has_its_header(ask, tmp_path):
    """A file of the user's without any state gives an empty projection, not an error."""
    (tmp_path / "mine.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    result = ask("--graph", tmp_path / "mine.ttl", "project", "states", "-f", "csv")

    assert result.stdout == ",".join(CSV_COLUMNS["project"]) + "\n"
    assert result.stderr.startswith("0 nodes, 0 edges; 0 sources searched")


def test_statement_outside_any_graph_is_shown_as_unsourced(ask, tmp_path):
    """Plain Turtle of the user's is kept and nobody is said to vouch for it."""
    (tmp_path / "mine.ttl").write_text("<urn:a> <urn:b> <urn:c> .")

    assert "UNSOURCED" in ask("--graph", tmp_path / "mine.ttl", "evidence", "urn:a").stdout


# options


@pytest.mark.parametrize(
    ("option", "words", "seen"),
    [
        pytest.param(["--graph", "TINY"], ["list", "State"], "Coria", id="graph"),
        pytest.param(["--graph", "TINY", "--modes", "judged"], ["list", "Assessment"], "Worth", id="modes"),
        pytest.param(
            ["--graph", "TINY", "--max-rows", "1"], ["query", "-e", STATES], "atland", id="max-rows"
        ),
        pytest.param(["--graph", "TINY", "--timeout", "50"], ["query", "-e", STATES], "coria", id="timeout"),
    ],
)
def test_options_mean_the_same_before_and_after_the_command(ask, tiny, option, words, seen):
    """Nobody has to remember which side."""
    option = [str(tiny) if word == "TINY" else word for word in option]

    before, after = ask(*option, *words), ask(*words, *option)
    assert (before.exit_code, before.stdout, before.stderr) == (after.exit_code, after.stdout, after.stderr)
    assert seen in before.stdout


def test_max_rows_cuts_and_says_so(ask, tiny):
    """Two of three states; and three of three are not cut."""
    cut = ask("--graph", tiny, "--max-rows", "2", "query", "-e", STATES, "-f", "jsonl")
    whole = ask("--graph", tiny, "--max-rows", "3", "query", "-e", STATES, "-f", "jsonl")

    assert cut.stdout.splitlines() == ['{"s": "akd:state_atland"}', '{"s": "akd:state_borea"}']
    assert "more were cut by --max-rows" in cut.stderr
    assert len(whole.stdout.splitlines()) == 3
    assert "cut" not in whole.stderr


@pytest.fixture
def other(tmp_path):
    """Return a second graph: one more state, told outside any graph."""
    path = tmp_path / "other.ttl"
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    ns, name = "https://w3id.org/alliancekg/ns#", "https://w3id.org/alliancekg/id/state_dorland"
    path.write_text(f'<{name}> a <{ns}State> ; <{label}> "Dorland"@en .')
    return path


def labels(result):
    """Return the labels that ``list -f csv`` gave."""
    assert result.exit_code == 0, result.stderr
    return [row[1] for row in csv.reader(result.stdout.splitlines())][1:]


def test_several_graphs_load_together(ask, tiny, other):
    """Named twice before, twice after, once on either side, or as the folder that holds them."""
    shutil.copy(tiny, other.parent)
    ways = [
        ["--graph", tiny, "--graph", other, "list", "State"],
        ["list", "State", "--graph", tiny, "--graph", other],
        ["--graph", tiny, "list", "State", "--graph", other],
        ["--graph", other.parent, "list", "State"],
    ]

    for way in ways:
        assert labels(ask(*way, "-f", "csv")) == ["Atland", "Borea", "Coria", "Dorland"]


def test_graph_comes_from_the_environment(ask, tiny):
    """ALLIANCEKG_GRAPH names the graph when nothing else does."""
    result = ask("list", "State", "-f", "csv", env={"ALLIANCEKG_GRAPH": str(tiny)})

    assert labels(result) == ["Atland", "Borea", "Coria"]


@pytest.mark.parametrize("side", ["before", "after"])
def test_option_wins_over_the_environment(ask, tiny, other, side):
    """On either side of the command, the named graph is in place of that of the environment."""
    option, words = ["--graph", other], ["list", "State", "-f", "csv"]
    given = [*option, *words] if side == "before" else [*words, *option]

    assert labels(ask(*given, env={"ALLIANCEKG_GRAPH": str(tiny)})) == ["Dorland"]


def weights(result):
    """Return what ``project states -f csv`` says of each pair of states."""
    assert result.exit_code == 0, result.stderr
    rows = csv.DictReader(result.stdout.splitlines())
    return {f"{row['source_label']}-{row['target_label']}": row["weight"] for row in rows}


def test_expected_part_counts_only_when_asked_for(ask, tiny):
    """Borea is only expected in the radar: with it, it shares that with Atland and with Coria."""
    ask_states = ["--graph", tiny, "project", "states", "-f", "csv"]

    # the pact joins Atland and Borea (by its ministry), the radar Atland and Coria
    assert weights(ask(*ask_states)) == {"Atland-Borea": "1", "Atland-Coria": "1"}
    with_expected = {"Atland-Borea": "2", "Atland-Coria": "1", "Borea-Coria": "1"}
    assert weights(ask(*ask_states, "--modes", "expected")) == with_expected
    assert weights(ask(*ask_states, "--modes", "judged")) == {"Atland-Borea": "1", "Atland-Coria": "1"}


def test_judgement_is_listed_only_when_asked_for(ask, tiny):
    """Without --modes it is counted, not shown."""
    plain = ask("--graph", tiny, "list", "Assessment", "-f", "csv")
    added = ask("--graph", tiny, "list", "Assessment", "-f", "csv", "--modes", "judged")

    assert labels(plain) == []
    assert "1 more" in plain.stderr
    assert "--modes" in plain.stderr
    assert labels(added) == ["Worth of the pact"]
    assert "more" not in added.stderr


def test_modes_are_given_one_by_one_or_with_commas(ask, tiny):
    """``--modes expected,judged`` is ``--modes expected --modes judged``."""
    one = ask("--graph", tiny, "--modes", "expected,judged", "info", "-f", "json")
    two = ask("--graph", tiny, "--modes", "judged", "info", "--modes", "expected", "-f", "json")

    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["modes"] == ["reported", "announced", "expected", "judged"]
    assert json.loads(one.stdout)["accepted_passages"] == 4  # p01, p02, p03, p04; not the denial


def test_denial_is_never_offered_as_support(ask, tiny, tmp_path):
    """A denied statement that nobody asserts is found outside; no advice to add what cannot be added."""
    only_denied = tmp_path / "denied.trig"
    only_denied.write_text(tiny.read_text().replace("mode_reported", "mode_denied"))
    result = ask("--graph", only_denied, "evidence", "the Pact", "legal force")

    assert "aks:made-up-tiny_p05" in result.stderr
    assert "denied" in result.stderr
    assert "--modes denied" not in result.stderr
    assert "denied" not in HEDGED_MODES


def test_query_comes_from_a_file_from_stdin_or_from_the_line(ask, tiny, tmp_path):
    """Three ways, one answer."""
    (tmp_path / "q.rq").write_text(STATES)

    from_line = ask("--graph", tiny, "query", "-e", STATES).stdout
    assert ask("--graph", tiny, "query", tmp_path / "q.rq").stdout == from_line
    assert ask("--graph", tiny, "query", "-", stdin=STATES).stdout == from_line
    assert "akd:state_coria" in from_line


# the same input gives the same bytes

REPEAT = """
import sys
from click.testing import CliRunner
from alliancekg.cli import main
for words in [
    ["info", "-f", "json"], ["list", "State"], ["show", "Supply Pact", "-f", "json"],
    ["evidence", "the Pact"],
    ["project", "entities", "-f", "graphml"], ["project", "states", "-f", "json"], ["check"], ["explore"],
    ["conflicts", "-f", "json"], ["format", "--check"],
    ["query", "-f", "ttl", "-e", "DESCRIBE akd:agreement_pact"],
    ["query", "-f", "csv", "-e", "SELECT * { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(akd:))) }"],
    ["query", "-e", "SELECT ?s (COUNT(*) AS ?n) { ?s akg:participant ?o } GROUP BY ?s"],
]:
    result = CliRunner().invoke(main, ["--graph", sys.argv[1], *words], catch_exceptions=False)
    assert result.exit_code == 0, (words, result.stderr)
    print(words, result.stdout, result.stderr, sep="\\n")
"""


def test_same_question_gives_the_same_bytes(tiny):
    """In another process, with other hashes, nothing moves."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", REPEAT, str(tiny)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            timeout=120,
            check=False,
        )
        for seed in ("1", "2")
    ]

    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr.decode()
    assert runs[0].stdout == runs[1].stdout


# the shipped graph: what the issue asks for


def shown(ask, term, *words):
    """Return the relations of a thing of the shipped graph: (relation, to, date) and the passages of each."""
    result = ask("show", term, "-f", "csv", *words)
    assert result.exit_code == 0, result.stderr
    rows = csv.DictReader(io.StringIO(result.stdout, newline=""))
    return [(f"{row['relation']}: {row['to']} {row['date']}", row["sources"]) for row in rows]


def sources_of(rows, *parts):
    """Return the passages behind the rows that hold all the texts, as one text."""
    found = [sources for text, sources in rows if all(part in text for part in parts)]
    assert found, f"no relation holds {parts}"
    return " ".join(found)


def test_sosa_is_non_binding_between_two_departments_signed_by_two_ministers(ask):
    """Legal force, both parties, both signers, all by the third paragraph."""
    rows = shown(ask, "SOSA")

    for parts in [("non-binding",), ("party: ", "Department of Defense"), ("party: ", "Ministry of Defense")]:
        assert "_p03." in sources_of(rows, *parts)
    assert "_p03." in sources_of(rows, "signature", "Austin", "Hamada", "2023")


def test_gpi_has_its_participants_system_date_and_predecessor(ask):
    """Both states, the interceptor, August 2023, SM-3 Block IIA, by the fourth paragraph."""
    rows = shown(ask, "GPI")

    for parts in [
        ("partner: Japan",),
        ("partner: United States",),
        ("has output: Glide Phase Interceptor",),
        ("announcement", "2023-08"),
        ("builds on: SM-3 Block IIA",),
    ]:
        assert "_p04." in sources_of(rows, *parts)


def test_patriot_is_made_under_licence_and_goes_back_by_the_rule_of_december_2023(ask):
    """The licensed production, the rule and the decision, by the fifth paragraph."""
    rows = shown(ask, "Patriot")

    assert "_p05." in sources_of(rows, "output of: Licensed production of Patriot")
    assert "_p05." in sources_of(rows, "decision: Decision to export", "permitted by: ", "2023-12-22")


def test_tomahawk_purchase_has_its_reported_value(ask):
    """USD 2.4 billion is what the article reports, in its twelfth paragraph."""
    assert "_p12." in sources_of(shown(ask, "Tomahawk"), "USD 2.4 billion", "reported", "Japan")


def test_nothing_says_whether_the_mou_binds(ask, article):
    """Absence is the answer: no row, exit 0, and the coverage; in no graph and in no mode."""
    mou, alone = "akd:agreement_us-japan-rdte-mou-2023", ("--source", ARTICLE)
    result = ask("evidence", mou, "legal force", "-f", "csv", *alone)
    every_mode = ask("evidence", mou, "legal force", "-f", "csv", "--modes", ",".join(HEDGED_MODES), *alone)

    for one in (result, every_mode):
        assert one.exit_code == 0
        assert one.stdout.startswith("subject,property,object,derived")
        assert one.stdout.count("\n") == 1
        assert one.stderr == f"not stated; {article.coverage()}\n"
    anywhere = f"ASK {{ {{ {mou} akg:legalForce ?f }} UNION {{ GRAPH ?g {{ {mou} akg:legalForce ?f }} }} }}"
    assert list(article.query(anywhere)) == [{"ask": "false"}]
    assert not [
        text
        for text, _ in shown(ask, mou, "--modes", ",".join(HEDGED_MODES), *alone)
        if "legal force" in text
    ]
    assert "non-binding" in str(shown(ask, "SOSA"))  # the same look finds what is there
