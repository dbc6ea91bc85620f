"""The seed article and its graph: all of it read, every digest found, nothing copied, nothing made up."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import SH

from alliancekg import text
from alliancekg.store.scope import keep_sources
from alliancekg.terms import ONTOLOGY, PREFIXES

ROOT = Path(__file__).parents[1]
SLUG = "zephyrnet-2024-02-japan-us-defense-industry"
FILES = [ROOT / "graph/registry.trig", ROOT / f"graph/sources/{SLUG}.trig", ROOT / "graph/conflicts.trig"]
VOCABULARY = [ROOT / "ontology/alliancekg.ttl", ROOT / "ontology/vocab.ttl"]
PREFIX_LINES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
LOCATOR = re.compile(r"p(\d\d)(?:\.s(\d+)(?:-(\d+))?)?[a-z]?")


@cache
def store() -> ox.Store:
    """Return what the article alone says as named graphs, with the ontology beside it."""
    loaded = ox.Store()
    for path in FILES:
        loaded.load(path.read_bytes(), format=ox.RdfFormat.TRIG)
    keep_sources(loaded, [SLUG])
    for path in VOCABULARY:
        for graph in (ox.NamedNode(ONTOLOGY), ox.DefaultGraph()):
            loaded.load(path.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return loaded


def rows(pattern: str, *names: str) -> set[tuple[str, ...]]:
    """Return the values of the named variables, over all named graphs."""
    found = store().query(f"{PREFIX_LINES}SELECT * WHERE {{ {pattern} }}")
    return {tuple(row[name].value for name in names) for row in found}


def curies(pattern: str, name: str) -> set[str]:
    """Return the local names of the values of one variable."""
    return {value.rpartition("/")[2].rpartition("#")[2] for (value,) in rows(pattern, name)}


@pytest.fixture(scope="module")
def article() -> str:
    """Return the text of the article, which no repository may hold."""
    found = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
    if not found and not os.environ.get("CI"):
        pytest.skip("the text of the article is not at hand: put it into ../shared/seed/ to run this test")
    assert found, "CI has to have the text of the article in ../shared/seed/"
    return found[0].read_text(encoding="utf-8")


def body(article: str) -> list[text.Span]:
    """Return the fifteen paragraphs of the body: the first begins with "On January 25"."""
    spans = list(text.paragraphs(article))
    first = next(place for place, span in enumerate(spans) if span.text.startswith("On January 25"))
    return spans[first : first + 15]


def passages() -> list[tuple[str, str, str]]:
    """Return locator, digest and length of each passage."""
    pattern = "GRAPH ?s { ?p akg:locator ?at ; akg:textDigest ?digest ; akg:textLength ?length }"
    return sorted(rows(pattern, "at", "digest", "length"))


# --- the text


def test_every_paragraph_is_read():
    """Fifteen of fifteen paragraphs have a passage, and no locator points anywhere else."""
    assert [f"p{number:02}" for number in range(1, 16)] == sorted({at[:3] for at, _, _ in passages()})


def test_every_sentence_is_read(article):
    """Each sentence of the body lies within a passage."""
    read = {at: (digest, int(length)) for at, digest, length in passages()}
    for number, paragraph in enumerate(body(article), start=1):
        here = [wanted for at, wanted in read.items() if at.startswith(f"p{number:02}")]
        stretches = [span for wanted in here for span in text.find(paragraph.text, *wanted)]
        for sentence in text.sentences(paragraph.text):
            assert any(span.start <= sentence.start and sentence.end <= span.end for span in stretches), (
                f"p{number:02} from sign {sentence.start}"
            )


@pytest.mark.parametrize(("at", "digest", "length"), passages(), ids=[at for at, _, _ in passages()])
def test_digest_is_found_where_the_locator_says(article, at, digest, length):
    """The digest stands once in the whole text, in that paragraph, and is of just those sentences."""
    number, first, last = LOCATOR.fullmatch(at).groups()
    paragraph = body(article)[int(number) - 1]

    spans = text.find(article, digest, int(length))

    assert len(spans) == 1
    assert paragraph.start <= spans[0].start
    assert spans[0].end <= paragraph.end
    if first:
        sentences = text.sentences(paragraph.text)[int(first) - 1 : int(last or first)]
        assert spans[0].text == paragraph.text[sentences[0].start : sentences[-1].end]
    else:
        assert spans[0].text == paragraph.text


def words(raw: str) -> list[str]:
    """Return the words of a text as runs of small letters and digits."""
    return re.findall(r"[a-z0-9]+", raw.lower())


def runs(tokens: list[str], size: int = 10) -> set[tuple[str, ...]]:
    """Return every run of that many words."""
    return {tuple(tokens[place : place + size]) for place in range(len(tokens) - size + 1)}


def test_no_ten_words_of_the_article_stand_in_the_repository(article):
    """The article is somebody's work: point to it, never copy it."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout: nothing says which files belong to the repository")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    theirs = runs(words(article))

    copied = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            ours = runs(words(path.read_bytes().decode("utf-8", errors="ignore")))
            if shared := theirs & ours:
                copied[name] = sorted(" ".join(run) for run in shared)

    assert copied == {}


# --- what it says, and what it does not


def test_sosa_does_not_bind():
    """One paragraph says so outright."""
    assert curies("GRAPH ?g { akd:agreement_us-japan-sosa-2023 akg:legalForce ?force }", "force") == {
        "legal-force_non-binding"
    }


def test_legal_force_of_the_memorandum_is_stated_nowhere():
    """Absence is the answer "not stated"; the force of the SOSA says nothing of the memorandum."""
    assert curies("GRAPH ?g { akd:agreement_us-japan-rdte-mou-2023 akg:legalForce ?force }", "force") == set()


def test_signing_has_no_day():
    """The article says that the two men opened the year with it, and no more."""
    assert rows("GRAPH ?g { akd:event_sign-us-japan-mou-sosa akg:date ?date }", "date") == {("2023",)}


def test_who_signed_for_whom():
    """Each minister signs in his office and for his ministry."""
    pattern = (
        "GRAPH ?g { ?part akg:participationIn akd:event_sign-us-japan-mou-sosa ; akg:participant ?who ;"
        " akg:role akv:role_signatory ; akg:onBehalfOf ?whom ; akg:inCapacityOf ?office }"
    )
    assert rows(
        f"{pattern} BIND(CONCAT(STRAFTER(STR(?who), '_'), ' ', STRAFTER(STR(?whom), '_')) AS ?x)", "x"
    ) == {
        ("austin-lloyd us-dod",),
        ("hamada-yasukazu japan-mod",),
    }


def test_gpi_rests_on_no_agreement():
    """That the memorandum covers GPI is plausible and not in the text."""
    assert curies("GRAPH ?g { akd:program_gpi akg:underAgreement ?agreement }", "agreement") == set()


def test_tomahawk_seller_is_not_stated():
    """The text names a buyer and a sum; the sum is a reported value, not a price."""
    assert curies("GRAPH ?g { akd:transfer_tomahawk-to-japan akg:supplier ?seller }", "seller") == set()
    assert rows(
        "GRAPH ?h { akd:transfer_tomahawk-to-japan akg:recipient akd:state_japan }"
        "GRAPH ?g { akd:transfer_tomahawk-to-japan akg:hasMeasure ?sum ."
        " ?sum akg:value ?value ; akg:currency ?currency ; akg:measureKind akv:measure-kind_reported-value }",
        "value",
        "currency",
    ) == {("2400000000", "USD")}


def test_export_rule_has_two_wordings_and_a_note():
    """Both wordings stay, each in its passage, and a conflict note names both."""
    pattern = "GRAPH ?g { akd:rule_japan-licensed-return akg:permittedRecipient ?group }"
    assert curies(pattern, "group") == {"group_licensor-states", "group_patent-holder-states"}
    note = (
        "GRAPH akd:conflicts"
        " { ?note akg:conflictProperty akg:permittedRecipient ; akg:conflictBetween ?passage }"
    )
    assert curies(note, "passage") == curies(pattern, "g")


@pytest.mark.parametrize("kind", ["Company", "Provision", "Commitment", "Quantity", "Facility"])
def test_no_such_thing_is_named(kind):
    """No firm, no article of a treaty, no pledge, no number of missiles, no base."""
    assert curies(f"GRAPH ?g {{ ?thing a akg:{kind} }}", "thing") == set()


def test_only_two_states_and_no_treaty_are_named():
    """Third states appear as an unnamed group; the two agreements are the memorandum and the arrangement."""
    assert curies("GRAPH ?g { ?state a akg:State }", "state") == {"state_japan", "state_united-states"}
    assert curies("GRAPH ?g { ?agreement akg:agreementKind ?kind }", "kind") == {
        "agreement-kind_memorandum-of-understanding",
        "agreement-kind_security-of-supply",
    }


@pytest.mark.parametrize(
    ("thing", "modes"),
    [
        pytest.param("akd:program_japan-ota-like", {"mode_expected"}, id="scheme after OTA is only to come"),
        pytest.param("akd:event_visit-talks-partnership", {"mode_expected"}, id="talks are only expected"),
        pytest.param(
            "akd:program_munitions", {"mode_expected", "mode_possible"}, id="munitions are only hoped for"
        ),
        pytest.param("akd:event_pjhq-establishment", {"mode_expected"}, id="headquarters is not set up"),
        pytest.param(
            "akd:event_kishida-state-visit-2024", {"mode_announced"}, id="visit has not taken place"
        ),
    ],
)
def test_hedge_is_kept(thing, modes):
    """What is said of the thing itself stands in passages of these modes alone."""
    pattern = f"GRAPH ?p {{ {thing} ?property ?value }} GRAPH ?s {{ ?p akg:assertionMode ?mode }}"
    assert curies(pattern, "mode") == modes


def test_judgements_are_never_facts():
    """Assessments stand in judged and advised passages."""
    pattern = "GRAPH ?p { ?thing akg:assessmentKind ?kind } GRAPH ?s { ?p akg:assertionMode ?mode }"
    assert curies(pattern, "mode") == {"mode_judged", "mode_advised"}


# --- names


def names() -> dict[str, set[str]]:
    """Return what each name, in small letters, resolves to: preferred and alternative labels."""
    found: dict[str, set[str]] = {}
    pattern = "GRAPH akd:registry { ?thing skos:prefLabel|skos:altLabel ?name }"
    for thing, name in rows(pattern, "thing", "name"):
        found.setdefault(name.casefold(), set()).add(thing.rpartition("/")[2])
    return found


def test_no_name_belongs_to_two_things():
    """A name that two things bear is an ambiguousLabel instead."""
    assert {name: things for name, things in names().items() if len(things) > 1} == {}


def test_ambiguous_name_is_no_other_label():
    """What must not be resolved without help is resolved by nothing."""
    unclear = {
        name.casefold() for (name,) in rows("GRAPH akd:registry { ?x akg:ambiguousLabel ?name }", "name")
    }

    assert {"mou", "ministry of defense", "department of defense"} <= unclear
    assert set() == unclear & set(names())


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("SOSA", "agreement_us-japan-sosa-2023"),
        ("GPI", "program_gpi"),
        ("GPI interceptor", "system_gpi"),
        ("Patriot", "system_patriot"),
        ("Tomahawk", "system_tomahawk"),
        ("PJHQ", "command_pjhq"),
        ("J-JOC", "command_pjhq"),
        ("METI", "body_japan-meti"),
        ("OTA", "policy_us-ota"),
        ("JSDF", "force_jsdf"),
        ("SDF", "force_jsdf"),
        ("DoD", "body_us-dod"),
        ("U.S.", "state_united-states"),
        ("US", "state_united-states"),
        ("USA", "state_united-states"),
    ],
)
def test_short_name_leads_to_the_thing(name, thing):
    """What a reader of the article would type."""
    assert names()[name.casefold()] == {thing}


# --- the form


@pytest.mark.parametrize("check", sorted((ROOT / "ontology/checks").glob("*.rq")), ids=lambda path: path.stem)
def test_graph_check_finds_nothing(check):
    """Each check lists faults; the shipped graph has none."""
    found = [[str(value) for value in row] for row in store().query(check.read_text(encoding="utf-8"))]

    assert found == []


def test_graph_conforms_to_the_shapes():
    """Neither a violation nor a warning, over the union of the named graphs and the ontology."""
    triples = {
        quad.triple
        for graph in store().named_graphs()
        for quad in store().quads_for_pattern(None, None, None, graph)
    }
    lines = "".join(f"{triple} .\n" for triple in triples)
    union = rdflib.Graph().parse(data=lines, format="nt")
    shapes = rdflib.Graph().parse(data=(ROOT / "ontology/shapes.ttl").read_text(encoding="utf-8"))

    _, report, message = pyshacl.validate(union, shacl_graph=shapes, inference="none")

    assert list(report.subjects(rdflib.RDF.type, SH.ValidationResult)) == [], message


def test_gist_is_short_and_ours():
    """At most 240 signs; the words are compared with the article in another test."""
    gists = rows("GRAPH ?s { ?p akg:gist ?gist }", "gist")

    assert gists
    assert {gist for (gist,) in gists if len(gist) > 240} == set()
