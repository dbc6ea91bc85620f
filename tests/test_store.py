"""Load, merge, derive: what is in the default graph, and that nothing is lost on the way."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg import resources
from alliancekg.store import catalog
from alliancekg.store.files import FORMATS
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import MODES, check_modes
from alliancekg.terms import AKD, AKG, AKS, AKV, DERIVED, ONTOLOGY, REGISTRY, UNATTRIBUTED

CASES = Path(__file__).parent / "data" / "cases"
HEAD = """
@prefix akd: <https://w3id.org/alliancekg/id/> .
@prefix akg: <https://w3id.org/alliancekg/ns#> .
@prefix aks: <https://w3id.org/alliancekg/source/> .
@prefix akv: <https://w3id.org/alliancekg/vocab/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def source(passages: str, *, about: str = "") -> str:
    """Build a made-up source; a test spells out only its passages."""
    return f"{HEAD} aks:made-up {{ aks:made-up a akg:Source {about} . {passages} }}"


def passage(name: str, mode: str = "reported", more: str = "") -> str:
    return f"aks:made-up_{name} akg:passageOf aks:made-up ; akg:assertionMode akv:mode_{mode} {more} ."


def says(name: str, text: str) -> str:
    return f"\naks:made-up_{name} {{ {text} }}"


def load(tmp_path: Path, text: str, name: str = "mine.trig", **options) -> GraphStore:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return GraphStore.load([path], **options)


def in_default(graph: GraphStore, subject: str, prop: str) -> list[str]:
    """Return the values in the default graph, as short texts."""
    quads = graph.engine.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(prop), None, ox.DefaultGraph())
    return sorted(quad.object.value for quad in quads)


@pytest.mark.parametrize(
    ("mode", "counts"),
    [pytest.param(mode, mode in ("reported", "announced"), id=mode) for mode in MODES],
)
def test_only_reported_and_announced_passages_reach_the_default_graph(tmp_path, mode, counts):
    """Idea 2: everything else waits for --modes."""
    graph = load(tmp_path, source(passage("p01", mode)) + says("p01", 'akd:x akg:aim "y"@en'))

    assert (["y"] if counts else []) == in_default(graph, AKD + "x", AKG + "aim")


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode not in ("reported", "announced", "denied")])
def test_a_hedged_mode_enters_when_asked_for(tmp_path, mode):
    """--modes widens the default graph by exactly that mode."""
    text = source(passage("p01", mode)) + says("p01", 'akd:x akg:aim "y"@en')

    assert ["y"] == in_default(load(tmp_path, text, modes=[mode]), AKD + "x", AKG + "aim")


def test_a_denial_is_never_support():
    """It cannot even be asked for."""
    with pytest.raises(alliancekg.AllianceKGError, match="denied"):
        check_modes(["denied"])


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("; akg:reviewStatus akv:review_withdrawn", id="withdrawn by the curators"),
        pytest.param('; akg:retractedOn "2024-03-02"^^xsd:date', id="retracted by the publisher"),
    ],
)
def test_what_was_taken_back_is_kept_but_does_not_count(tmp_path, more):
    """The quad stays in its named graph; the default graph lacks it."""
    text = source(passage("p01", more=more)) + says("p01", 'akd:x akg:aim "y"@en')
    graph = load(tmp_path, text)

    assert [] == in_default(graph, AKD + "x", AKG + "aim")
    assert graph.citations.graphs(
        ox.Triple(ox.NamedNode(AKD + "x"), ox.NamedNode(AKG + "aim"), ox.Literal("y", language="en"))
    ) == [AKS + "made-up_p01"]


def test_a_passage_described_outside_the_graph_of_its_source_does_not_count(tmp_path):
    """Else one source could declare another's hedge to be a report."""
    text = source(passage("p01")) + says("p01", passage("p02")) + says("p02", 'akd:x akg:aim "y"@en')
    graph = load(tmp_path, text)

    assert [] == in_default(graph, AKD + "x", AKG + "aim")


def test_a_statement_told_twice_is_in_the_default_graph_once(tmp_path):
    """Counting over the default graph counts statements, not reports."""
    told = 'akd:x akg:aim "y"@en'
    text = source(passage("p01") + passage("p02")) + says("p01", told) + says("p02", told)

    assert ["y"] == in_default(load(tmp_path, text), AKD + "x", AKG + "aim")


def test_graphs_that_nothing_describes_stay_out_and_are_counted(tmp_path):
    """A forgotten description must not turn a hedge into a fact."""
    graph = load(tmp_path, HEAD + 'akd:stray { akd:x akg:aim "y"@en }')
    info = catalog.info(graph)

    assert [] == in_default(graph, AKD + "x", AKG + "aim")
    assert (("akd:stray",), 1) == (info.undescribed_graphs, info.undescribed_statements)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf", ".trig", ".nq", ".jsonld"])
def test_statements_outside_any_graph_are_kept_and_told_apart(tmp_path, suffix):
    """Every format we read; the row is UNSOURCED: no citation stands behind it."""
    triple = ox.Triple(ox.NamedNode(AKD + "x"), ox.NamedNode(AKG + "aim"), ox.Literal("y", language="en"))
    path = tmp_path / f"My File{suffix}"
    path.write_bytes(ox.serialize([triple], format=FORMATS[suffix]))
    graph = GraphStore.load([path])

    assert [UNATTRIBUTED + "my-file"] == graph.citations.graphs(triple)
    assert ["y"] == in_default(graph, AKD + "x", AKG + "aim")
    assert () == graph.citations.support(triple).sources


def test_several_files_and_folders_load_together():
    """Quads add up; each file is read once, however often it is named."""
    anzus, sosa = CASES / "anzus.trig", CASES / "sosa.trig"
    both = GraphStore.load([anzus, CASES])

    assert len({file.path for file in both.files}) == len(both.files)
    assert {anzus, sosa} <= {file.path for file in both.files}


@pytest.mark.parametrize("suffix", [".trig", ".nq", ".jsonld"])
def test_load_export_load_keeps_every_quad_and_graph_name(tmp_path, suffix, embedded):
    """The shipped graph survives each format that holds named graphs."""
    path = tmp_path / f"out{suffix}"
    embedded.export(path)
    again = alliancekg.load(path)

    read = Counter(quad for file in resources.graph_folder().rglob("*.trig") for quad in ox.parse(path=file))
    assert read == Counter(ox.parse(path=path))
    assert embedded.info().named_graphs == again.info().named_graphs


def test_every_statement_of_the_default_graph_traces_to_where_it_comes_from(embedded):
    """Passage, registry, source, conflict note, ontology, or a rule with the passages behind its row."""
    graph = embedded._graph
    sources = set(graph.sources)
    untraced = []
    for quad in graph.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        triple = ox.Triple(quad.subject, quad.predicate, quad.object)
        homes = graph.citations.graphs(triple)
        known = {REGISTRY, AKD + "conflicts", ONTOLOGY, *sources} & set(homes)
        if not known and not graph.citations.support(triple).sources:
            untraced.append(str(triple))

    assert [] == untraced


def test_derived_statements_stand_in_the_graph_of_their_rule_and_nowhere_else(article):
    """Sources and rules never write the same property."""
    graph = article._graph
    derived = {iri for iri, step in graph.schema.derived_by.items() if step.startswith(("rule", "step"))}
    homes = {
        quad.graph_name.value
        for prop in derived
        for quad in graph.engine.quads_for_pattern(None, ox.NamedNode(prop), None, None)
        if isinstance(quad.graph_name, ox.NamedNode)
    }

    assert homes
    assert all(home.startswith(DERIVED) for home in homes)


def test_what_is_hedged_in_the_article_is_absent_and_appears_with_its_mode(article):
    """What a hedged mode says, unless it is reported too, enters only by that mode."""
    graph = article._graph
    hedged: dict[str, set[ox.Triple]] = {}
    for quad in graph.engine:
        if isinstance(quad.graph_name, ox.NamedNode):
            mode = graph.citations.mode(quad.graph_name.value)
            if mode and mode not in ("reported", "announced"):
                hedged.setdefault(mode, set()).add(ox.Triple(quad.subject, quad.predicate, quad.object))

    assert {"expected", "judged", "advised"} <= set(hedged)
    for mode, triples in hedged.items():
        only = {triple for triple in triples if not graph.citations.support(triple).sources}
        wider = alliancekg.load(modes=[mode])._graph
        assert only, mode
        assert all(ox.Quad(*_parts(triple)) not in graph.engine for triple in only)
        assert all(ox.Quad(*_parts(triple)) in wider.engine for triple in only)


def _parts(triple: ox.Triple) -> tuple:
    return triple.subject, triple.predicate, triple.object


def test_no_judgement_is_in_the_default_graph(article):
    """Assessments keep their label in the registry; what they say stays in their passages."""
    kinds = article._graph.engine.quads_for_pattern(
        None, ox.NamedNode(AKG + "assessmentKind"), None, ox.DefaultGraph()
    )

    assert [] == list(kinds)
    assert article.query("ASK { GRAPH ?g { ?a akg:assessmentKind ?k } }").rows[0][0].text == "true"


def test_the_rdflib_dataset_is_the_same_store(article):
    """No copy: the default graph and the named graphs count the same from rdflib."""
    count = "SELECT (COUNT(*) AS ?n) WHERE { %s }"
    for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"):
        ours = article.query(count % pattern).rows[0][0].text
        theirs = str(next(iter(article.dataset.query(count % pattern)))[0])
        assert ours == theirs


def test_mode_concepts_and_code_agree():
    """The vocabulary has the modes that the code orders, no more and no fewer."""
    graph = GraphStore.load([CASES / "anzus.trig"])
    scheme = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    concepts = graph.engine.quads_for_pattern(
        None, scheme, ox.NamedNode(AKV + "mode"), ox.NamedNode(ONTOLOGY)
    )

    assert {AKV + f"mode_{mode}" for mode in MODES} == {quad.subject.value for quad in concepts}
