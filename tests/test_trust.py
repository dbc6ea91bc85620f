"""What a reader may trust: nothing that a file says of itself decides what counts, and no doubt is lost."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import alliancekg
from alliancekg.errors import InputError, QueryError
from alliancekg.terms import DERIVED, ONTOLOGY, PREFIXES
from loopback import endpoint

ANZUS = Path(__file__).parent / "data" / "cases" / "anzus.trig"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
EVIL = 'akd:x akg:aim "evil"@en'
WITHDRAWN = "akg:reviewStatus akv:review_withdrawn"
RETRACTED = 'akg:retractedOn "2024-03-02"^^xsd:date'


def source(told: dict[str, tuple[str, str]], registry: str = "") -> str:
    """Build the made-up source ``aks:m``.

    ``told`` is name to mode and text of each passage; further properties of a passage may follow its mode.
    """
    described = " ".join(
        f'aks:m_{name} a akg:Passage ; akg:passageOf aks:m ; akg:locator "{name}" ; '
        f'akg:gist "what {name} says"@en ; akg:assertionMode akv:mode_{mode} .'
        for name, (mode, _) in told.items()
    )
    about = 'aks:m a akg:Source ; dcterms:title "The true title"@en ; dcterms:publisher "The Paper" .'
    passages = "\n".join(f"aks:m_{name} {{ {text} }}" for name, (_, text) in told.items())
    return f"{HEAD}akd:registry {{ {registry} }}\naks:m {{ {about} {described} }}\n{passages}\n"


def write(folder: Path, text: str, name: str = "m.trig") -> Path:
    path = folder / name
    path.write_text(text if text.startswith(HEAD) else HEAD + text, encoding="utf-8")
    return path


def load(folder: Path, told: dict[str, tuple[str, str]], registry: str = "", more: str = "", **options):
    """Load the made-up source with ``more`` graphs beside it."""
    return alliancekg.load(write(folder, source(told, registry) + more), **options)


def aims(kg: alliancekg.KnowledgeGraph) -> list[str]:
    """Return what the default graph gives as the aims of akd:x."""
    return sorted(row["aim"] for row in kg.query("SELECT ?aim { akd:x akg:aim ?aim }"))


def locators(row: alliancekg.Evidence | alliancekg.Relation) -> list[str]:
    return [one.locator for one in row.sources]


def is_told(result) -> bool:
    """Return whether a command ended as it should: done, or one line that says why not; never a traceback."""
    lines = result.stderr.splitlines()
    assert "Traceback" not in result.stderr
    assert result.exit_code in {0, 3}
    assert len(lines) <= (3 if result.exit_code == 0 else 1), result.stderr
    return result.exit_code == 0


# the network


@pytest.fixture(scope="module")
def listening():
    """Return the address of a SPARQL endpoint on this machine and the list of what it was asked."""
    with endpoint() as found:
        yield found


REMOTE = "SERVICE SILENT <URL> { ?x ?y ?z }"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "SELECT * { ?s ?p ?o FILTER(1<2)SERVICE#>\nSILENT <URL> { ?x ?y ?z } }",
            id="a comparison and a comment that look like an IRI",
        ),
        pytest.param(
            f"SELECT * {{ ?s a akg:State FILTER(''<'a'&&'>'!='q') {REMOTE} FILTER('a'='a') }}",
            id="comparisons that look like an IRI hide a quote",
        ),
        pytest.param(
            f"SELECT * {{ ?s a akg:State FILTER(''<'a'&&'>'!='q') #\r{REMOTE} FILTER('a'='a') }}",
            id="the same, and a comment that a carriage return ends",
        ),
        pytest.param(
            f"SELECT * {{ OPTIONAL {{ ?s ?p akd:a\\# }} {REMOTE}\n }}",
            id="an escaped number sign in a name is no comment",
        ),
        pytest.param(
            f"SELECT * {{ OPTIONAL {{ ?s ?p akd:a\\' }} {REMOTE} FILTER('a'='a') }}",
            id="an escaped quote in a name is no string",
        ),
        pytest.param(
            "SELECT * { ?s a akg:State FILTER(''<'a'&&'>'!='q') FILTER('\\u0027\\u0027'!='x') "
            f"{REMOTE} FILTER('\\u0027'!='b') }}",
            id="escapes that only some parsers take for quotes",
        ),
    ],
)
def test_query_that_would_reach_the_network_is_refused_and_asks_nobody(kg, listening, text):
    """Whatever the words around it look like; before the engine sees it."""
    address, asked = listening
    asked.clear()

    with pytest.raises(QueryError, match="refused"):
        kg.query(text.replace("URL", address))
    assert asked == []


def test_endpoint_of_these_tests_would_have_been_asked(listening):
    """The proof above is one: the bare engine does reach it, by the first of those queries."""
    from pyoxigraph import Store

    address, asked = listening
    asked.clear()
    text = "SELECT * { FILTER(1<2)SERVICE#>\nSILENT <URL> { ?x ?y ?z } }"
    list(Store().query(text.replace("URL", address)))

    assert asked == ["/sparql"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT ?service { ?service a akg:State }", id="variable"),
        pytest.param("SELECT $SERVICE { $SERVICE a akg:State FILTER(1<2) }", id="variable with a dollar"),
        pytest.param("SELECT * { ?s a akg:State FILTER(STR(?s) != 'SERVICE <x>') }", id="string"),
        pytest.param(
            "SELECT * { ?s a akg:State FILTER(1 < 2 && 'service>' != '<') }", id="string after a comparison"
        ),
        pytest.param('SELECT * { ?s a akg:State FILTER("""a " SERVICE""" != "") }', id="long string"),
        pytest.param("SELECT * { ?s a akg:State } # SERVICE <x>", id="comment"),
        pytest.param("SELECT * { ?s a akg:State # it's a SERVICE\n FILTER('a' = 'a') }", id="comment, quote"),
        pytest.param("SELECT * { ?s a akg:State FILTER(?s != <https://example.org/service>) }", id="IRI"),
        pytest.param(
            "SELECT * { ?s a akg:State FILTER(?s != akd:state_service) }", id="part of a local name"
        ),
        pytest.param("SELECT * { ?s a akg:State FILTER(?s != akd:service) }", id="local name"),
    ],
)
def test_query_with_the_word_service_still_runs(kg, text):
    """Three states: the word alone asks nobody."""
    assert len(kg.query(text)) == 3


# long and deep queries

NAMES = " ".join(f"<https://example.org/made-up/{number:05}>" for number in range(4300))


def in_own_process(graph: Path, text: str) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", "alliancekg", "--graph", str(graph), "query", "-", "-f", "jsonl"]
    return subprocess.run(words, input=text.encode(), capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"ASK {{ FILTER({'!' * 100_000}true) }}", id="not not not"),
        pytest.param(f"SELECT * {{ BIND({'+'.join(['1'] * 100_000)} AS ?x) }}", id="one plus one"),
        pytest.param(f"ASK {{ FILTER({'||'.join(['true'] * 100_000)}) }}", id="or"),
        pytest.param(f"ASK {{ {' UNION '.join(['{}'] * 100_000)} }}", id="union"),
        pytest.param(f"ASK {{ ?s {'/'.join(['akg:a'] * 50_000)} ?o }}", id="path"),
        pytest.param(f"ASK {{ {'OPTIONAL{} ' * 50_000} }}", id="optional"),
        pytest.param(f"ASK {'{' * 20_000}{'}' * 20_000}", id="braces"),
    ],
)
def test_long_or_deep_query_is_answered_or_refused_in_one_line(tiny, text):
    """The engine's parser recurses: what it cannot do is refused, what it can do gets the room."""
    done = in_own_process(tiny, text)

    assert done.returncode in {0, 3}, done.stderr
    (line,) = done.stderr.decode().splitlines()
    if done.returncode == 0:
        assert len(done.stdout.splitlines()) == 1
        assert line.startswith("1 row; ")
    else:
        assert done.stdout == b""
        assert line.startswith("the query was refused: ")
        assert len(line) < 400


def test_long_list_of_values_still_runs(tiny):
    """Length alone is no fault: 150 kB of names come from a spreadsheet."""
    text = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?thing {{ {NAMES} }} }}"
    done = in_own_process(tiny, text)

    assert len(text) > 150_000
    assert (done.returncode, json.loads(done.stdout)) == (0, {"n": "4300"})


# graphs that the tool writes


@pytest.mark.parametrize("suffix", [".trig", ".nq", ".jsonld"])
@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(DERIVED + "has-party", id="graph of a rule"),
        pytest.param(DERIVED + "bounds", id="graph of a step"),
        pytest.param(DERIVED + "my-own", id="graph of no rule"),
        pytest.param(ONTOLOGY, id="ontology"),
    ],
)
def test_file_that_writes_a_graph_of_the_tool_is_refused(tmp_path, tiny, graph, suffix):
    """Else a file could pass its own words off as derived; the message names that file and the graph."""
    triple = f'<{PREFIXES["akd"]}x> <{PREFIXES["akg"]}aim> "evil"'
    texts = {
        ".trig": f"<{graph}> {{ {triple} . }}",
        ".nq": f"{triple} <{graph}> .\n",
        ".jsonld": json.dumps(
            {"@id": graph, "@graph": [{"@id": "https://example.org/x", PREFIXES["akg"] + "aim": "evil"}]}
        ),
    }
    path = tmp_path / f"forged{suffix}"
    path.write_text(texts[suffix], encoding="utf-8")

    with pytest.raises(InputError) as refused:
        alliancekg.load(tiny, path)
    assert str(path) in str(refused.value)
    assert graph in str(refused.value)
    assert str(tiny) not in str(refused.value)


def test_graph_with_a_name_like_those_is_not_refused(tmp_path):
    """The names of things may hold the word."""
    path = write(tmp_path, f"akd:derived {{ {EVIL} }}")

    assert alliancekg.load(path).info().undescribed_graphs == ("akd:derived",)


# the merge


def test_what_a_reported_passage_says_counts(tmp_path):
    """The measure of the tests below: the same words in an honest passage."""
    assert aims(load(tmp_path, {"p1": ("reported", EVIL)})) == ["evil"]


@pytest.mark.parametrize(
    ("told", "more"),
    [
        pytest.param(f"aks:m_p1 a akg:Source . {EVIL}", "", id="says that it is a source"),
        pytest.param(
            "aks:e akg:passageOf aks:m_p1 ; akg:assertionMode akv:mode_reported",
            f"aks:e {{ {EVIL} }}",
            id="describes another graph as its passage",
        ),
        pytest.param(
            "aks:m_p1 a akg:Source . aks:e akg:passageOf aks:m_p1 ; akg:assertionMode akv:mode_reported",
            f"aks:e {{ {EVIL} }}",
            id="says that it is a source and describes another graph",
        ),
        pytest.param(
            f"aks:m_p1 akg:passageOf aks:m_p1 ; akg:assertionMode akv:mode_reported . {EVIL}",
            "",
            id="says that it is a passage of itself",
        ),
        pytest.param(
            f"aks:m_p1 akg:passageOf aks:m ; akg:assertionMode akv:mode_reported . {EVIL}",
            "",
            id="says that it is reported",
        ),
        pytest.param(
            'akd:x akg:aim "a judgement"@en',
            f"aks:e {{ aks:e akg:passageOf aks:e ; akg:assertionMode akv:mode_reported . {EVIL} }}",
            id="a graph of no source says that it is a passage of itself",
        ),
        pytest.param(
            'akd:x akg:aim "a judgement"@en',
            "aks:e { aks:e a akg:Source ; akg:passageOf aks:e ; akg:assertionMode akv:mode_reported . "
            f"{EVIL} }}",
            id="a graph says that it is a source and its own passage",
        ),
        pytest.param(
            EVIL,
            "aks:e { aks:e a akg:Source . "
            "aks:m_p1 akg:passageOf aks:e ; akg:assertionMode akv:mode_reported }",
            id="another source claims the passage as its own report",
        ),
    ],
)
def test_what_a_graph_says_of_itself_does_not_make_it_count(tmp_path, told, more):
    """A judged passage stays a judgement, a graph that no source describes stays out."""
    kg = load(tmp_path, {"p1": ("judged", told)}, more=more)

    assert aims(kg) == []
    assert {row.id for row in kg.sources()} <= {"aks:m", "aks:e"}
    assert kg.info().accepted_passages == 0


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("aks:m akg:passageOf aks:elsewhere", id="calls its source a passage"),
        pytest.param(f"aks:m_p1 {WITHDRAWN}", id="withdraws another passage"),
        pytest.param(f"aks:m_p1 {RETRACTED}", id="retracts another passage"),
        pytest.param("aks:m_p1 akg:assertionMode akv:mode_denied", id="calls another passage a denial"),
    ],
)
def test_what_a_passage_says_of_others_does_not_silence_them(tmp_path, told):
    """Only the source's own graph describes its passages; a passage cannot take another out."""
    kg = load(tmp_path, {"p1": ("reported", 'akd:x akg:aim "honest"@en'), "p2": ("reported", told)})

    assert aims(kg) == ["honest"]
    assert [locators(row) for row in kg.evidence("akd:x")] == [["p1"]]
    assert not kg.evidence("akd:x").rows[0].contested


# citations

FAKES = [
    pytest.param('aks:m dcterms:title "A fake"@en', id="title"),
    pytest.param('aks:m dcterms:publisher "A Reuters"', id="publisher"),
    pytest.param('aks:m akg:originalPublisher "A Reuters"', id="first publisher"),
    pytest.param('aks:m dcterms:issued "1999"^^xsd:gYear', id="date of issue"),
    pytest.param("aks:m schema:url <https://a.example/>", id="address"),
    pytest.param("aks:m akg:sourceReliability akv:reliability_a", id="reliability"),
    pytest.param('aks:m_p1 akg:gist "a fake"@en', id="gist"),
    pytest.param('aks:m_p1 akg:locator "a1"', id="locator"),
    pytest.param("aks:m_p1 akg:confidence akv:confidence_high", id="confidence"),
    pytest.param("aks:m_p1 akg:assertionMode akv:mode_announced", id="mode"),
    pytest.param('aks:m_p1 skos:editorialNote "a fake"@en', id="note"),
    pytest.param("aks:m_p1 akg:passageOf aks:a-fake", id="source"),
]


@pytest.mark.parametrize("fake", FAKES)
@pytest.mark.parametrize("place", ["passage", "plain file"])
def test_citation_is_read_from_the_graph_of_the_source_alone(tmp_path, fake, place):
    """Another passage, or a file beside it, cannot put another name under what p1 says."""
    told = {"p1": ("reported", 'akd:x akg:aim "y"@en')}
    paths = [write(tmp_path, source(told))]
    honest = alliancekg.load(*paths)
    if place == "passage":
        paths = [write(tmp_path, source({**told, "p2": ("reported", fake)}), "more.trig")]
    else:
        paths.append(write(tmp_path, f"{fake} .", "plain.ttl"))
    kg = alliancekg.load(*paths)

    (row,) = honest.evidence("akd:x").rows
    assert [(one.title, one.publisher, one.gist) for one in row.sources] == [
        ("The true title", "The Paper", "what p1 says")
    ]
    assert kg.evidence("akd:x").rows == (row,)
    assert [(one.id, one.title, one.publisher) for one in kg.sources()] == [
        ("aks:m", "The true title", "The Paper")
    ]


# what nobody vouches for

PARTIES = """
akd:state_a a akg:State ; skos:prefLabel "Atland"@en . akd:state_b a akg:State ; skos:prefLabel "Borea"@en .
akd:body_m a akg:GovernmentBody ; skos:prefLabel "Ministry"@en .
akd:agreement_x a akg:Agreement ; skos:prefLabel "Pact"@en .
akd:program_g a akg:Program ; skos:prefLabel "Radar"@en .
akd:part_a a akg:Participation . akd:part_b a akg:Participation . akd:part_m a akg:Participation ."""
PARTY_A = (
    "akd:part_a akg:participant akd:state_a ; akg:participationIn akd:agreement_x ; akg:role akv:role_party"
)
PARTY_M = (
    "akd:part_m akg:participant akd:body_m ; akg:participationIn akd:agreement_x ; akg:role akv:role_party"
)


@pytest.mark.parametrize("plain", [False, True], ids=["all of it cited", "a condition that nobody says"])
def test_relation_with_a_part_that_nobody_vouches_for_says_so(ask, tmp_path, plain):
    """The citation of the participation is no citation of what a plain file adds to it."""
    paths = [write(tmp_path, source({"p1": ("reported", PARTY_A)}, PARTIES))]
    if plain:
        paths.append(write(tmp_path, 'akd:part_a akg:condition "made up by user"@en .', "plain.ttl"))
    (row,) = [row for row in alliancekg.load(*paths).show("akd:agreement_x").relations if not row.derived]

    assert row.id == "akd:part_a"
    assert locators(row) == ["p1"]
    assert row.unsourced is plain
    options = [word for path in paths for word in ("--graph", path)]
    shown = ask(*options, "show", "akd:agreement_x").stdout
    assert ("made up by user" in shown, "UNSOURCED" in shown) == (plain, plain)


@pytest.mark.parametrize("plain", [False, True], ids=["all of it cited", "a step that nobody says"])
def test_derived_statement_with_a_premise_that_nobody_vouches_for_says_so(ask, tmp_path, plain):
    """The ministry is party by p1; that it is a body of Atland stands in a plain file, or in p2."""
    told = {"p1": ("reported", PARTY_M), "p2": ("reported", "akd:body_m akg:bodyOf akd:state_a")}
    if plain:
        del told["p2"]
    paths = [write(tmp_path, source(told, PARTIES))]
    if plain:
        paths.append(write(tmp_path, "akd:body_m akg:bodyOf akd:state_a .", "plain.ttl"))
    (row,) = alliancekg.load(*paths).evidence("akd:agreement_x", "akg:stateParty").rows

    assert (row.object.id, row.derived) == ("akd:state_a", "state-party")
    assert locators(row) == (["p1"] if plain else ["p1", "p2"])
    assert row.unsourced is plain
    options = [word for path in paths for word in ("--graph", path)]
    told_ = ask(*options, "evidence", "akd:agreement_x", "akg:stateParty").stdout
    assert ("UNSOURCED" in told_) is plain


def test_registry_states_identity_and_nothing_else(tmp_path):
    """Type, names and codes count; a relation needs a passage that says so."""
    code = 'akd:code_a a akg:Identifier ; akg:identifies akd:state_a ; akg:code "AAA" . '
    entry = 'akd:state_a skos:altLabel "A-land"@en ; akg:bodyOf akd:state_b ; akg:aim "to be told"@en . '
    kg = load(tmp_path, {"p1": ("reported", PARTY_A)}, PARTIES + code + entry)
    shown = kg.entity("akd:state_a")

    assert (shown.label, shown.class_id, shown.aliases) == ("Atland", "akg:State", ("A-land",))
    assert [one.partition(" ")[0] for one in shown.codes] == ["AAA"]
    for prop in ("akg:bodyOf", "akg:aim"):
        assert kg.query(f"ASK {{ akd:state_a {prop} ?o }}").rows[0][0].text == "false"
        assert kg.query(f"ASK {{ GRAPH akd:registry {{ akd:state_a {prop} ?o }} }}").rows[0][0].text == "true"


# derived rows


def derived_ties(kg: alliancekg.KnowledgeGraph, term: str) -> list[tuple[str, str]]:
    return sorted((row.relation, row.object.label) for row in kg.show(term).relations if row.derived)


@pytest.mark.parametrize("transfer", [False, True], ids=["the treaty alone", "with a transfer between two"])
def test_derived_ties_of_a_state_are_shown_once_each(tmp_path, transfer):
    """Each party owes each other party defence; that one sells the other something says nothing of that."""
    told = "akd:transfer_t akg:supplier akd:state_australia ; akg:recipient akd:state_new-zealand"
    more = write(tmp_path, source({"p1": ("reported", told)}, "akd:transfer_t a akg:Transfer ."))
    kg = alliancekg.load(ANZUS, more) if transfer else alliancekg.load(ANZUS)
    others = ("new zealand", "united states")

    assert derived_ties(kg, "australia") == sorted(
        (word, other)
        for word in ("in a defence pact with", "is owed defence by", "owes defence to")
        for other in others
    )
    carriers = {row.id for row in kg.show("australia").relations if not row.derived}
    assert carriers == {"akd:part_australia-anzus", *(["akd:transfer_t"] if transfer else [])}


def test_derived_row_that_a_participation_already_tells_is_left_out(tmp_path):
    """Atland is party by its own participation: nobody needs "state party to" beside it."""
    kg = load(tmp_path, {"p1": ("reported", PARTY_A)}, PARTIES)

    assert [row.id for row in kg.show("akd:state_a").relations] == ["akd:part_a"]
    assert kg.query("ASK { akd:agreement_x akg:stateParty akd:state_a }").rows[0][0].text == "true"


def test_derived_row_that_no_participation_tells_is_shown(tmp_path):
    """The ministry is party, not Atland: the row of the state is the rule's."""
    told = {"p1": ("reported", PARTY_M), "p2": ("reported", "akd:body_m akg:bodyOf akd:state_a")}

    assert derived_ties(load(tmp_path, told, PARTIES), "akd:state_a") == [("state party to", "Pact")]


# what was taken back, and denials

PROGRAM = 'akd:x a akg:Program ; skos:prefLabel "X"@en .'


@pytest.mark.parametrize("mode", ["reported", "announced", "expected", "judged", "denied"])
@pytest.mark.parametrize("taken_back", [WITHDRAWN, RETRACTED], ids=["withdrawn", "retracted"])
def test_what_was_taken_back_is_in_no_view(ask, tmp_path, mode, taken_back):
    """Neither shown nor counted, and no mode could add it; the quad stays in its graph."""
    kg = load(tmp_path, {"p1": (f"{mode} ; {taken_back}", 'akd:x akg:aim "y"@en')}, PROGRAM)
    shown, said = kg.show("akd:x"), kg.evidence("akd:x", "akg:aim")

    assert (shown.relations, shown.hedged, shown.entity.sources) == ((), (), ())
    assert not [one for one in shown.notices if mode in one]
    assert (said.rows, said.outside) == ((), ())
    assert kg.list("Program").hidden == 0
    assert "what p1 says" not in kg.explore().html
    for words in (["show", "akd:x"], ["evidence", "akd:x", "akg:aim"], ["list", "Program"]):
        assert "--modes" not in ask("--graph", tmp_path / "m.trig", *words).stderr
    assert kg.query("ASK { GRAPH aks:m_p1 { akd:x akg:aim ?y } }").rows[0][0].text == "true"


def test_what_was_not_taken_back_is_counted(ask, tmp_path):
    """The measure of the test above: an expected passage is hedged, outside, and hides its program."""
    kg = load(tmp_path, {"p1": ("expected", 'akd:x akg:aim "y"@en')}, PROGRAM)

    assert [(one.mode, one.passages) for one in kg.show("akd:x").hedged] == [("expected", 1)]
    assert [one.locator for one in kg.evidence("akd:x", "akg:aim").outside] == ["p1"]
    assert kg.list("Program").hidden == 1
    for words in (["show", "akd:x"], ["evidence", "akd:x", "akg:aim"], ["list", "Program"]):
        assert "--modes" in ask("--graph", tmp_path / "m.trig", *words).stderr


def test_a_denial_that_was_taken_back_contests_nothing(tmp_path):
    """What remains is the report."""
    told = {name: (mode, 'akd:x akg:aim "y"@en') for name, mode in (("p1", "reported"), ("p2", "denied"))}
    told["p3"] = (f"denied ; {WITHDRAWN}", 'akd:x akg:aim "z"@en')
    told["p4"] = ("reported", 'akd:x akg:aim "z"@en')
    rows = {row.object.label: row for row in load(tmp_path, told, PROGRAM).evidence("akd:x", "akg:aim")}

    assert (rows["y"].contested, rows["z"].contested) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["show", "akd:x"], id="show"),
        pytest.param(["evidence", "akd:x", "akg:aim"], id="evidence"),
    ],
)
def test_a_denial_is_told_as_a_denial(ask, tmp_path, words):
    """--modes denied does not exist: nobody is sent there."""
    path = write(tmp_path, source({"p1": ("denied", 'akd:x akg:aim "y"@en')}, PROGRAM))
    result = ask("--graph", path, *words)

    assert result.exit_code == 0
    assert "--modes" not in result.output
    assert re.search(r"\bden(y|ies|ied|ial)", result.output)


def test_a_thing_that_is_only_denied_is_not_told_as_expected(ask, tmp_path):
    """No mode would bring it into the list."""
    path = write(tmp_path, source({"p1": ("denied", 'akd:x akg:aim "y"@en')}, PROGRAM))
    result = ask("--graph", path, "list", "Program")

    assert result.exit_code == 0
    assert "--modes" not in result.output
    assert alliancekg.load(path).list("Program").hidden == 0


# dates


@pytest.mark.parametrize(
    ("bound", "day", "cited"),
    [
        ("startEarliest", "2001-01-01", ["p1"]),
        ("startLatest", "2001-12-31", ["p1"]),
        ("endEarliest", "2005-01-01", ["p2"]),
        ("endLatest", "2005-12-31", ["p2"]),
    ],
)
def test_a_bound_cites_the_passage_that_dates_it(tmp_path, bound, day, cited):
    """Who says when it began is no witness of when it ended."""
    told = {
        "p1": ("reported", 'akd:tenure_t akg:startDate "2001"^^xsd:gYear'),
        "p2": ("reported", 'akd:tenure_t akg:endDate "2005"^^xsd:gYear'),
    }
    (row,) = load(tmp_path, told, "akd:tenure_t a akg:Tenure .").evidence("akd:tenure_t", f"akg:{bound}").rows

    assert (row.object.label, row.derived, locators(row)) == (day, "bounds", cited)


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        pytest.param(["announced"], True, id="announced"),
        pytest.param(["announced", "advised"], True, id="announced and advised"),
        pytest.param(["advised"], False, id="advised"),
        pytest.param(["reported"], False, id="reported"),
        pytest.param(["announced", "reported"], False, id="announced and reported"),
        pytest.param(["advised", "reported"], False, id="advised and reported"),
    ],
)
def test_only_announced_needs_a_passage_that_announces(tmp_path, modes, expected):
    """Advice that was let in is no announcement."""
    told = {
        f"p{number}": (mode, "akd:event_e akg:eventKind akv:event-kind_decision")
        for number, mode in enumerate(modes)
    }
    kg = load(tmp_path, told, "akd:event_e a akg:Decision .", modes=["advised"])

    assert len(kg.evidence("akd:event_e", "akg:eventKind").rows) == 1
    assert kg.show("akd:event_e").only_announced is expected


# projections

TIES = {
    "agreement": ("akd:agreement_x", "akv:role_party", "state-party"),
    "program": ("akd:program_g", "akv:role_partner", "takes-part"),
}


def shared(thing: str, role: str, *, denied: bool) -> str:
    """Return a source by which Borea, and Atland through its ministry, share a thing."""
    parts = (("akd:part_m", "akd:body_m"), ("akd:part_b", "akd:state_b"))
    joined = " . ".join(
        f"{part} akg:participant {actor} ; akg:participationIn {thing} ; akg:role {role}"
        for part, actor in parts
    )
    told = {"p1": ("reported", joined), "p2": ("reported", "akd:body_m akg:bodyOf akd:state_a")}
    if denied:
        told["p3"] = ("denied", "akd:body_m akg:bodyOf akd:state_a")
    return source(told, PARTIES)


@pytest.mark.parametrize("denied", [False, True], ids=["undisputed", "a step on the way is denied"])
@pytest.mark.parametrize(("thing", "role", "rule"), TIES.values(), ids=TIES)
def test_states_view_keeps_what_is_derived_and_what_is_contested(tmp_path, thing, role, rule, denied):
    """That the ministry is Atland's is denied: so is what the states share through it."""
    network = alliancekg.load(write(tmp_path, shared(thing, role, denied=denied))).project("states")

    ((one, other, data),) = network.edges(data=True)
    assert {one, other} == {"akd:state_a", "akd:state_b"}
    assert bool(data["contested"]) is denied
    assert rule in data["derived"]
    assert [cited.locator for cited in data["sources"]] == ["p1", "p2"]


@pytest.mark.parametrize("denied", [False, True], ids=["undisputed", "denied"])
@pytest.mark.parametrize("view", ["states", "entities", "actors-agreements"])
def test_csv_of_a_projection_tells_what_is_contested(ask, tmp_path, view, denied):
    """Who computes on the table can leave these edges out."""
    told = shared("akd:agreement_x", "akv:role_party", denied=denied)
    if denied:
        told += "aks:m { aks:m_p4 a akg:Passage ; akg:passageOf aks:m ; akg:assertionMode akv:mode_denied . }"
        told += f"aks:m_p4 {{ {PARTY_M} }}"
    result = ask("--graph", write(tmp_path, told), "project", view, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))

    contested = {(row["source"], row["target"]): row["contested"] for row in rows}
    disputed = {
        "states": {("akd:state_a", "akd:state_b")},
        "entities": {("akd:body_m", "akd:state_a"), ("akd:body_m", "akd:agreement_x")},
        "actors-agreements": {("akd:body_m", "akd:agreement_x")},
    }
    assert len(contested) == {"states": 1, "entities": 3, "actors-agreements": 2}[view]
    assert {ends for ends, said in contested.items() if said == "true"} == (
        disputed[view] if denied else set()
    )
    assert set(contested.values()) <= {"true", ""}


# bad terms and odd nodes

COMMANDS = [
    ["info"],
    ["list", "Agreement"],
    ["list", "Event"],
    ["show", "akd:agreement_x"],
    ["evidence", "akd:agreement_x"],
    ["evidence", "akd:part_a"],
    ["project", "entities", "-f", "csv"],
    ["project", "actors-agreements", "-f", "csv"],
    ["project", "states", "-f", "graphml"],
    ["explore"],
]
ODD = {
    "a literal as participant": 'akd:part_a akg:participant "Japan" ; akg:participationIn akd:agreement_x ; '
    "akg:role akv:role_party",
    "a blank node as participant": "akd:part_a akg:participant [] ; akg:participationIn akd:agreement_x ; "
    "akg:role akv:role_party",
    "a blank node as participation": "[] akg:participant akd:state_a ; "
    "akg:participationIn akd:agreement_x ; akg:role akv:role_party",
    "a blank node as agreement": "akd:part_a akg:participant akd:state_a ; akg:role akv:role_party ; "
    "akg:participationIn [ a akg:Agreement ]",
    "a blank node with a date": '[] a akg:Decision ; akg:date "2023"^^xsd:gYear',
    "a blank node with a start": '[] akg:startDate "2023"^^xsd:gYear',
    "an event that changes a literal": 'akd:event_e a akg:Decision ; akg:changes "the pact" ; '
    'akg:date "2023"^^xsd:gYear',
}


@pytest.mark.parametrize("form", ["passage", "plain file"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_node_is_shown_or_refused_and_never_a_traceback(ask, tmp_path, odd, form):
    """What a hand-written file may hold; every command that asks or draws."""
    told = {"p1": ("reported", "akd:agreement_x akg:legalForce akv:legal-force_binding")}
    if form == "passage":
        told["p2"] = ("reported", odd)
    paths = [write(tmp_path, source(told, PARTIES))]
    if form == "plain file":
        paths.append(write(tmp_path, f"{odd} .", "plain.ttl"))
    options = [word for path in paths for word in ("--graph", path)]

    done = {" ".join(words): is_told(ask(*options, *words)) for words in COMMANDS}
    assert len(set(done.values())) == 1, done  # what loads for one command loads for all


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["show", "http://a b"], id="IRI with a space"),
        pytest.param(["show", "akd:foo bar"], id="CURIE with a space"),
        pytest.param(["show", "<http://a>b>"], id="IRI with a bracket"),
        pytest.param(["show", 'urn:a"b'], id="IRI with a quote"),
        pytest.param(["evidence", "akd:agreement_pact", "akg:a b"], id="property with a space"),
        pytest.param(["evidence", "akd:agreement_pact", "http://a b"], id="property IRI with a space"),
        pytest.param(["evidence", "akd:foo bar"], id="subject with a space"),
        pytest.param(["evidence", "akd:agreement_pact", "akg:legalForce", "akv:a b"], id="value, a space"),
    ],
)
def test_term_that_is_no_iri_is_refused_in_one_line(ask, tiny, words):
    """A slip of the pen, told as one."""
    result = ask("--graph", tiny, *words)

    assert (result.exit_code, result.stdout) == (3, "")
    (line,) = result.stderr.splitlines()
    assert words[-1].strip("<>") in line


@pytest.mark.parametrize("name", ["m.ttl", "m.trig"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("akd:x akg:aim <<( akd:a akg:bodyOf akd:b )>> .", id="triple term"),
        pytest.param("<< akd:a akg:bodyOf akd:b >> akg:aim akd:x .", id="reified triple"),
        pytest.param('akd:a akg:bodyOf akd:b {| akg:aim "y" |} .', id="annotation"),
    ],
)
def test_triple_term_is_refused_in_one_line(ask, tmp_path, name, text):
    """A statement about a statement has its passage; RDF 1.2 has no place in our tables."""
    path = write(tmp_path, f"akd:y akg:aim akd:x . {text}", name)

    for words in (["info"], ["show", "akd:x"], ["query", "-e", "SELECT * { ?s ?p ?o }"]):
        result = ask("--graph", path, *words)
        assert (result.exit_code, result.stdout) == (3, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(str(path))


def test_a_byte_that_is_no_utf_8_does_not_hide_where_a_date_is_wrong(ask, tmp_path):
    """The line is found although a comment beside it is in another encoding."""
    path = tmp_path / "m.ttl"
    text = '\n# caf\u00e9\nakd:event_e a akg:Decision ;\n  akg:date "2023-02-31"^^xsd:date .\n'
    path.write_bytes(HEAD.encode() + text.encode("latin-1"))
    result = ask("--graph", path, "info")

    assert (result.exit_code, result.stdout) == (3, "")
    (line,) = result.stderr.splitlines()
    number = len(HEAD.splitlines()) + 4
    assert line.startswith((f"{path}:{number}: ", f"{path}:{number - 2}:"))


def test_triple_term_in_rdf_xml_is_refused_in_one_line(ask, tmp_path):
    """The same statement about a statement, in the other spelling that has one."""
    text = f"""<rdf:RDF xmlns:rdf="{PREFIXES["rdf"]}" xmlns:akg="{PREFIXES["akg"]}" rdf:version="1.2">
        <rdf:Description rdf:about="{PREFIXES["akd"]}x"><akg:aim rdf:parseType="Triple">
          <rdf:Description rdf:about="{PREFIXES["akd"]}a"><akg:bodyOf rdf:resource="{PREFIXES["akd"]}b"/>
          </rdf:Description></akg:aim></rdf:Description></rdf:RDF>"""
    path = tmp_path / "m.rdf"
    path.write_text(text, encoding="utf-8")
    result = ask("--graph", path, "info")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(str(path))
    assert len(result.stderr.splitlines()) == 1


# things of other schemes


def test_thing_of_any_scheme_is_found_by_what_list_prints(ask, tmp_path):
    """A file without our prefixes: tag:, an absolute file:, and one relative to the file itself."""
    path = write(
        tmp_path,
        '<tag:example.org,2024:one> a akg:State ; skos:prefLabel "Tagland"@en .\n'
        '<file:///made/up/two> a akg:State ; skos:prefLabel "Fileland"@en .\n'
        '<#three> a akg:State ; skos:prefLabel "Hereland"@en ; akg:aim "to be found"@en .\n',
        "plain.ttl",
    )
    kg = alliancekg.load(path)
    rows = {row.label: row for row in kg.list("State")}

    assert {label: row.id for label, row in rows.items()} == {
        "Tagland": "tag:example.org,2024:one",
        "Fileland": "file:///made/up/two",
        "Hereland": f"{path.as_uri()}#three",
    }
    for row in rows.values():
        assert kg.show(row.id).entity == row
        assert kg.evidence(row.id).rows
        assert ask("--graph", path, "show", row.id).stdout.startswith(f"{row.label} (state)\n{row.id}\n")
        assert ask("--graph", path, "evidence", row.id, "rdf:type", "akg:State").exit_code == 0
    page = kg.explore()
    assert page.nodes == 3
    assert all(row.id in page.html for row in rows.values())


# what is hidden


@pytest.mark.parametrize("plain", [False, True], ids=["a judgement alone", "a plain statement beside it"])
def test_thing_with_a_statement_outside_any_passage_is_listed(tmp_path, plain):
    """A judgement about a thing does not hide what the user's own file says of it."""
    told = {"p1": ("judged", "akd:assessment_j akg:about akd:x")}
    paths = [
        write(tmp_path, source(told, "akd:assessment_j a akg:Assessment ." + ("" if plain else PROGRAM)))
    ]
    if plain:
        paths.append(write(tmp_path, f'{PROGRAM} akd:x akg:aim "mine"@en .', "plain.ttl"))
    answer = alliancekg.load(*paths).list("Program")

    assert ([row.id for row in answer], answer.hidden) == ((["akd:x"], 0) if plain else ([], 1))


# growth


def announced(folder: Path, number: int) -> alliancekg.KnowledgeGraph:
    """Load one event that announces ``number`` agreements of two parties each, each in its own passage."""
    registry = ["akd:event_e a akg:Statement ; skos:prefLabel 'Summit'@en ."]
    told = {
        "p000": (
            "reported",
            'akd:event_e akg:eventKind akv:event-kind_announcement ; akg:date "2023"^^xsd:gYear',
        )
    }
    for at in range(1, number + 1):
        text = f"akd:event_e akg:announces akd:agreement_{at}"
        registry.append(f"akd:agreement_{at} a akg:Agreement ; skos:prefLabel 'Pact {at}'@en .")
        for side in ("l", "r"):
            registry.append(f"akd:state_{side}{at} a akg:State . akd:part_{side}{at} a akg:Participation .")
            text += (
                f" . akd:part_{side}{at} akg:participant akd:state_{side}{at} ; akg:role akv:role_party ; "
                f"akg:participationIn akd:agreement_{at}"
            )
        told[f"p{at:03}"] = ("reported", text)
    return load(folder, told, " ".join(registry))


def test_page_grows_with_the_graph_and_no_faster(tmp_path):
    """Twice the agreements of one summit: about twice the data."""
    pages = [announced(tmp_path, number).explore().html for number in (40, 80)]
    blocks = [
        re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL) for page in pages
    ]
    data = [max(found, key=len) for found in blocks]

    assert len(pages[1]) <= 3 * len(pages[0])
    assert len(data[1]) <= 3 * len(data[0])


def test_announcement_of_an_agreement_cites_what_announces_it(tmp_path):
    """The other agreements of the same summit are in other passages."""
    kg = announced(tmp_path, 12)

    for at in (1, 7, 12):
        rows = {row.id: row for row in kg.show(f"akd:agreement_{at}").relations}
        row = rows["akd:event_e"]
        assert (row.relation, row.object.label, row.date) == ("announcement", "Summit", "2023")
        assert locators(row) == ["p000", f"p{at:03}"]
    summit = {row.object.id: locators(row) for row in kg.show("akd:event_e").relations if row.object.id}
    assert summit["akd:agreement_7"] == ["p007"]
