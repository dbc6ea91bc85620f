"""A graph made to attack its reader runs nothing, breaks no format and rewrites no screen."""

import csv
import io
import json
import re
import shutil
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import networkx as nx
import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg.publish import networks
from hostile import ADDRESSES, IRIS, TEXTS, literal, write

EACH_TEXT = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
EACH_VIEW = pytest.mark.parametrize("view", ["entities", "states", "actors-agreements"])
#: Every question whose answer holds texts of the graph; each has the forms table, csv, tsv, json and jsonl.
QUESTIONS = {
    "info": ["info"],
    "list": ["list", "State"],
    "list events": ["list", "Event"],
    "show a state": ["show", "akd:state_AT"],
    "show a pact": ["show", "akd:agreement_AT"],
    "show a signing": ["show", "akd:event_AT"],
    "evidence": ["evidence", "akd:part_AT"],
    "evidence of a signing": ["evidence", "akd:event_AT"],
    "conflicts": ["conflicts"],
    "events": ["questions", "run", "dated-events"],
    "entities": ["project", "entities"],
    "states": ["project", "states"],
    "actors": ["project", "actors-agreements"],
    "nodes": ["project", "entities", "--nodes"],
    "sources": ["sources", "list"],
}
#: Those that are asked of one thing are asked of the thing of each of these texts.
ASKED_OF = ("script", "right to left", "control signs", "terminal", "formula", "lines", "long word")
EACH_QUESTION = pytest.mark.parametrize(
    "words",
    [
        pytest.param([word.replace("AT", str(at)) for word in words], id=f"{name}, {text}" if many else name)
        for name, words in QUESTIONS.items()
        for many in [any("AT" in word for word in words)]
        for at, text in enumerate(TEXTS)
        if text == "script" or (many and text in ASKED_OF)
    ],
)
#: What a name, a path or a query can be on a command line: no NUL there, nor endless.
TYPED = {name: text for name, text in TEXTS.items() if "\0" not in text and len(text) < 200}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return the hostile graph in a file whose name is hostile too."""
    folder = tmp_path_factory.mktemp("hostile")
    return write(folder / "=<img src=x onerror=pwned()> \u202egirt\x1b[2J\x9b\n'.trig")


@pytest.fixture(scope="module")
def kg(path):
    """Return the hostile graph, loaded."""
    return alliancekg.load(path)


def unseen(text):
    """Return the signs of a text that move a cursor, turn a line round or cannot be seen; line ends apart."""
    return {sign for sign in text if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"}}


def in_xml(text):
    """Return a text as XML 1.0 can hold it: the production Char, and U+FFFD for what it lacks."""
    allowed = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return "".join(
        sign if any(low <= ord(sign) <= high for low, high in allowed) else "\ufffd" for sign in text
    )


def told(result):
    """Return what a command printed, having checked that it ended well and speaks in plain lines."""
    assert result.exit_code == 0, result.stderr
    assert unseen(result.stderr) == set()
    return result.stdout_bytes.decode()


# the measure


def test_the_graph_is_read_with_every_text_as_it_is(kg):
    """The attacks below are attacks: each text arrives as label, alias, gist and title."""
    labels = {row.label for row in kg.list("State")}

    assert set(TEXTS.values()) <= labels
    assert {one.title for one in kg.sources()} == set(TEXTS.values())
    assert {one.url for one in kg.sources()} == set(ADDRESSES)
    assert {row.id for row in kg.list("State")} >= set(IRIS)
    assert kg.show("akd:state_0").relations[0].sources[0].gist == TEXTS["script"]


# what a terminal shows


@EACH_QUESTION
def test_table_shows_no_sign_that_moves_or_hides(ask, path, words):
    """Every line is as long as it looks and says what it seems to."""
    text = told(ask("--graph", path, *words))

    assert unseen(text) == set()
    assert len(text.splitlines()) == text.count("\n") > 2


@EACH_TEXT
def test_name_that_is_found_is_shown_in_one_line(ask, path, text):
    """Asked by its hostile label, a thing answers with a heading that starts a line and ends it."""
    at = list(TEXTS.values()).index(text)
    heading, iri, *_ = told(ask("--graph", path, "show", f"akd:event_{at}")).splitlines()

    assert heading.endswith("(agreement event)")
    assert iri == f"akd:event_{at}"


def test_findings_are_lines_of_their_own(ask, path):
    """A file of a hostile name, checked: as many lines as findings, each in a form that editors read."""
    result = ask("check", path, "--graph", path)
    rows = json.loads(ask("check", path, "--graph", path, "-f", "json").stdout)["rows"]

    assert result.exit_code == 1
    assert unseen(result.output) == set()
    lines = result.stdout.splitlines()
    assert len(lines) == len(rows) > 0
    assert all(re.match(r".+:\d+: (violation|warning) \[[A-Za-z-]+\] ", line) for line in lines)


# CSV, TSV and JSON


def parsed(text, form):
    """Return the header and the rows of CSV or TSV."""
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter="," if form == "csv" else "\t")
    return header, rows


@EACH_QUESTION
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_spreadsheet_gets_every_row_whole_and_no_formula(ask, path, words, form):
    """As many rows as the edges, things or statements told; as many cells as the header; none that runs."""
    header, rows = parsed(told(ask("--graph", path, *words, "-f", form)), form)

    assert {len(row) for row in rows} == {len(header)}
    assert not [
        cell for row in rows for cell in row if re.match(r"[\t\r]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)
    ]
    objects = told(ask("--graph", path, *words, "-f", "jsonl")).split("\n")[:-1]
    one_a_row = words[0] not in {"info", "conflicts"}
    assert not one_a_row or len(rows) == len(objects)


@EACH_TEXT
def test_label_in_csv_is_the_label(ask, path, text):
    """But for a quote before what would run, and for the zero that ends a text elsewhere."""
    header, rows = parsed(told(ask("--graph", path, "list", "State", "-f", "csv")), "csv")
    at = list(TEXTS.values()).index(text)

    (label,) = (row[header.index("label")] for row in rows if row[0] == f"akd:state_{at}")
    assert label in {text.replace("\0", "\ufffd"), "'" + text}


@EACH_QUESTION
def test_json_is_read_and_shows_no_sign_that_moves_or_hides(ask, path, words):
    """Escaped in the text, whole in the data; a line of JSON lines is a line for every reader."""
    text = told(ask("--graph", path, *(word for word in words if word != "--nodes"), "-f", "json"))
    lines = told(ask("--graph", path, *words, "-f", "jsonl"))

    assert json.loads(text)
    assert unseen(text) == unseen(lines) == set()
    assert [json.loads(line) for line in lines.splitlines()]


@EACH_TEXT
def test_label_in_json_is_the_label(ask, path, text):
    """Every sign comes back, also those that are escaped."""
    rows = json.loads(told(ask("--graph", path, "list", "State", "-f", "json")))["rows"]
    at = list(TEXTS.values()).index(text)

    (row,) = (row for row in rows if row["id"] == f"akd:state_{at}")
    assert row["label"] == text
    assert row["aliases"] == [f"{text} too"]
    assert row["sources"][0]["title"] == text


# networks


READERS = {
    "graphml": lambda text, like: nx.read_graphml(
        io.BytesIO(text.encode()), force_multigraph=like.is_multigraph()
    ),
    "gexf": lambda text, _: nx.read_gexf(io.BytesIO(text.encode())),
    "json": lambda text, _: nx.node_link_graph(json.loads(text), edges="edges"),
}


@EACH_VIEW
@pytest.mark.parametrize("form", READERS)
def test_network_is_read_with_every_node_edge_and_label(ask, path, kg, view, form):
    """What XML cannot hold is U+FFFD there, and nothing else differs; JSON holds all."""
    network = kg.project(view)
    again = READERS[form](told(ask("--graph", path, "project", view, "-f", form)), network)
    holds = str if form == "json" else in_xml

    assert set(again) == set(network)
    assert sorted(map(sorted, again.edges())) == sorted(map(sorted, network.edges()))
    labels = dict(again.nodes(data="label"))
    assert labels == {node: holds(label) for node, label in network.nodes(data="label")}
    gists = {json.dumps([one.gist for one in data["sources"]]) for *_, data in network.edges(data=True)}
    read = {json.dumps(gists_of(data["sources"])) for *_, data in again.edges(data=True)}
    assert read == {holds_escaped(one, form) for one in gists}


def gists_of(sources):
    return [one["gist"] for one in (json.loads(sources) if isinstance(sources, str) else sources)]


def holds_escaped(told_, form):
    """Return gists as a network holds them; in XML they are JSON, where control signs are escapes already."""
    if form == "json":
        return told_
    return json.dumps([re.sub("[\ufffe\uffff]", "\ufffd", one) for one in json.loads(told_)])


@EACH_VIEW
@pytest.mark.parametrize("written", [networks.graphml, networks.gexf])
def test_network_in_xml_has_the_elements_of_a_harmless_one(kg, view, written):
    """No text becomes an element, a comment, an instruction or an entity."""
    text = written(kg.project(view))
    tags = {element.tag.partition("}")[2] for element in ET.fromstring(text).iter()}  # noqa: S314 - our own

    known = {"graphml", "key", "graph", "node", "edge", "data"}
    known |= {"gexf", "meta", "creator", "attributes", "attribute", "nodes", "edges", "attvalues", "attvalue"}
    assert tags <= known
    assert not re.search(r"<!|<\?(?!xml version)", text)


# files


@pytest.mark.parametrize("form", ["trig", "nq", "jsonld"])
def test_export_holds_every_text(path, kg, tmp_path, form):
    """What was read is what is written, escapes and all."""
    kg.export(tmp_path / f"out.{form}")

    assert set(ox.parse(path=str(tmp_path / f"out.{form}"))) == set(ox.parse(path=str(path)))


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_result_of_a_query_is_read_in_every_w3c_format(ask, path, form):
    """The engine writes them: as many rows as there are labels."""
    text = "SELECT ?label { GRAPH akd:registry { ?s a akg:State ; skos:prefLabel ?label } }"
    data = told(ask("--graph", path, "query", "-e", text, "-f", form))
    if form == "json":
        labels = [row["label"]["value"] for row in json.loads(data)["results"]["bindings"]]
    elif form == "xml":
        literals = ET.fromstring(data).iter("{http://www.w3.org/2005/sparql-results#}literal")  # noqa: S314
        labels = [one.text or "" for one in literals]
    elif form == "csv":
        labels = [row[0] for row in parsed(data, "csv")[1]]
    else:
        labels = [literal_of(line) for line in data.split("\n")[1:-1]]
    hold = in_xml if form == "xml" else str
    assert len(labels) == len(TEXTS) + len(IRIS)
    assert {hold(text) for text in TEXTS.values()} <= set(labels)


def literal_of(line):
    """Return the text of a literal of TSV, which is written as in Turtle."""
    (quad,) = ox.parse(f"<urn:a> <urn:b> {line} .".encode(), format=ox.RdfFormat.TURTLE)
    return quad.object.value


# what is typed


@EACH_TEXT
def test_query_finds_a_hostile_text_and_nothing_else(kg, text):
    """Written with escapes in a query, a text is a text: it ends no string and starts no command."""
    query = f"SELECT ?s {{ ?s a akg:State ; skos:prefLabel ?l FILTER (STR(?l) = {literal(text)}) }}"
    at = list(TEXTS.values()).index(text)

    assert [row["s"] for row in kg.query(query)] == [f"akd:state_{at}"]


COMMANDS = {
    "term": ["show", "X"],
    "subject": ["evidence", "X"],
    "property": ["evidence", "akd:state_atland", "X"],
    "object": ["evidence", "akd:agreement_pact", "legal force", "X"],
    "class": ["list", "X"],
    "query": ["query", "-e", "X"],
    "query file": ["query", "./X"],
    "question": ["questions", "run", "X"],
    "argument": ["questions", "run", "signatories", "X"],
    "action": ["questions", "X"],
    "source": ["--source", "X", "info"],
    "mode": ["--modes", "X", "info"],
    "time": ["--timeout", "X", "info"],
    "graph": ["--graph", "./X", "info"],
    "source to verify": ["sources", "verify", "X", "--text", "./X"],
    "text to verify": ["sources", "verify", "made-up-tiny", "--text", "./X"],
    "file to check": ["check", "./X"],
    "file to format": ["format", "./X"],
    "view": ["project", "X"],
    "form": ["project", "states", "-f", "X"],
    "place": ["project", "states", "-o", "./nowhere/X"],
    "place of an export": ["export", "-o", "./nowhere/X"],
    "word too many": ["info", "X"],
    "option": ["info", "--X"],
    "command": ["X"],
}


@pytest.fixture
def _elsewhere(tmp_path, monkeypatch):
    """Work in an empty folder: nothing that is typed names a file there."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_what_is_typed_comes_back_in_one_plain_line(ask, tiny, words):
    """An error repeats what was typed and tells no terminal what to do."""
    graph = [] if "--graph" in words else ["--graph", tiny]
    for name, text in TYPED.items():
        result = ask(*graph, *(word.replace("X", text) for word in words))
        *usage, line = [line for line in result.stderr.splitlines() if line]

        assert result.exit_code in {2, 3}, name
        assert (result.stdout, unseen(result.stderr)) == ("", set()), name
        assert len(line) > len("Error: "), name
        assert [one.split()[0] for one in usage] == (["Usage:", "Try"] if result.exit_code == 2 else []), name


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_file_of_any_name_is_told_in_plain_lines(ask, tiny, tmp_path, text):
    """A graph, an output, a file to put in order: found by its name, told without its tricks."""
    folder = tmp_path / "in"
    folder.mkdir()
    graph = folder / f"{text.replace('/', ' ')}.trig"
    shutil.copy(tiny, graph)
    for words in (["info"], ["export", "-o", f"{graph}.nq"], ["explore", "-o", f"{graph}.html"]):
        assert unseen(told(ask("--graph", graph, *words))) == set()
    graph.write_text("akd:x", encoding="utf-8")
    for words in (["--graph", graph, "info"], ["format", graph], ["check", graph]):
        result = ask(*words)
        assert result.exit_code in {1, 3}
        assert unseen(result.output) == set()


# notebooks


class Markup(HTMLParser):
    """The elements and attributes of a piece of HTML, as a browser reads them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name if name != "style" else f"style={value}" for name, value in attrs}

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda kg: kg, id="graph"),
        pytest.param(lambda kg: kg.list("State"), id="list"),
        pytest.param(lambda kg: kg.conflicts(), id="conflicts"),
        pytest.param(lambda kg: kg.ask("dated-events"), id="answer"),
        pytest.param(lambda kg: kg.entity("akd:state_0"), id="entity"),
        pytest.param(lambda kg: kg.evidence("akd:event_0"), id="evidence"),
        pytest.param(lambda kg: kg.query("SELECT ?name { ?s skos:prefLabel ?name }"), id="query"),
        pytest.param(lambda kg: kg.cited("SELECT ?why { ?part akg:condition ?why }"), id="cited query"),
        pytest.param(lambda kg: kg.path("akd:state_0", "akd:agreement_0"), id="path"),
        pytest.param(lambda kg: kg.rank("degree"), id="ranking"),
        pytest.param(lambda kg: kg.communities(), id="communities"),
        pytest.param(lambda kg: kg.depends("akd:agreement_0"), id="what rests on a pact"),
        pytest.param(lambda kg: kg.without("akd:state_0"), id="what stops without a state"),
        pytest.param(lambda kg: kg.matrix(), id="matrix"),
        pytest.param(lambda kg: kg.timeline(), id="timeline"),
        *(
            pytest.param(lambda kg, at=at: kg.show(f"akd:agreement_{at}"), id=f"show, {name}")
            for at, name in enumerate(TEXTS)
        ),
    ],
)
def test_notebook_shows_tables_and_nothing_that_runs(kg, make):
    """The markup is ours, whatever the texts: no script, no image, no link, no handler, and no colour."""
    found = Markup(make(kg)._repr_html_())

    assert found.tags <= {
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "p",
        "ol",
        "ul",
        "li",
    }
    assert found.attributes <= {"scope", "style=text-align:left", "style=text-align:left;min-width:40em"}
    assert "td" in found.tags


def test_notebook_shows_a_name_as_it_is(kg):
    """Escaped, not cut."""
    assert TEXTS["script"] in Markup(kg.entity("akd:state_0")._repr_html_()).text
