"""The ontology: every term explains itself, nothing stands unused, and it stays OWL 2 DL."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef

from alliancekg.imports import convert

#: rdflib's own reader still uses what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology"
FILES = ("alliancekg.ttl", "vocab.ttl", "alignments.ttl", "shapes.ttl")
AKG, AKV = Namespace("https://w3id.org/alliancekg/ns#"), Namespace("https://w3id.org/alliancekg/vocab/")
AKD, AKS = "https://w3id.org/alliancekg/id/", "https://w3id.org/alliancekg/source/"
PREFIXES = {"akd": AKD, "akg": str(AKG), "aks": AKS, "akv": str(AKV), "xsd": str(XSD)}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: Lists that grow by need; every other scheme is a scale or a life cycle and is kept whole.
OPEN = {
    "agreement-kind",
    "assessment-kind",
    "code-system",
    "issue-area",
    "measure-kind",
    "obligation",
    "program-kind",
    "role",
    "system-kind",
    "transfer-mode",
    "trigger",
}
#: Properties that a shape asks for beside a concept of a scale, so they stay before a source needs them.
ASKED_FOR = {"speaker": "mode_attributed", "originalOrganization": "event-kind_merger"}
PREPOSITIONS = {
    "about",
    "against",
    "as",
    "by",
    "during",
    "for",
    "from",
    "in",
    "of",
    "on",
    "over",
    "to",
    "under",
    "with",
}


@cache
def turtle(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(data=(FOLDER / name).read_text(encoding="utf-8"), format="turtle")
    return graph


@cache
def data() -> Graph:
    """Return everything that the shipped graph, the cases and the imports of made-up tables say."""
    dataset = Dataset()
    for name in ("atop", "dcad"):
        found = convert(name, ROOT / "tests" / "data" / "imports" / f"{name}.csv")
        dataset.parse(data=found.text("nq"), format="nquads")
    for path in sorted([*(ROOT / "graph").rglob("*.trig"), *(ROOT / "tests/data/cases").glob("*.trig")]):
        dataset.parse(data=path.read_text(encoding="utf-8"), format="trig")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


@cache
def query_text() -> str:
    files = [*FOLDER.glob("rules/*.rq"), *FOLDER.glob("checks/*.rq")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


def is_ours(node: object) -> bool:
    return str(node).startswith((str(AKG), str(AKV)))


def own(*kinds: URIRef) -> list[URIRef]:
    """Return our terms of these kinds."""
    graph = turtle("alliancekg.ttl", "vocab.ttl")
    return sorted({term for kind in kinds for term in graph.subjects(RDF.type, kind) if is_ours(term)})


def terms_in(text: str) -> set[URIRef]:
    """Return the terms of ours that a file or an example names."""
    names = re.findall(r"\b(ak[gv]):([A-Za-z][\w-]*)", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text))
    return {URIRef(PREFIXES[prefix] + name) for prefix, name in names}


def ancestors(term: URIRef) -> set[URIRef]:
    return set(turtle("alliancekg.ttl").transitive_objects(term, RDFS.subClassOf))


def statement(example: str) -> tuple:
    """Return the triple that an example writes; one without a subject is about ``urn:it``."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    subject = "" if re.match(r"\S+ akg:[a-z]", example) else "<urn:it> "
    return next(iter(Graph().parse(data=f"{head}{subject}{example} .", format="turtle")))


@pytest.mark.parametrize("name", FILES)
def test_headers_are_complete_and_agree(name):
    """Whoever opens one file learns what it is, of which version, by whom, and under which licence."""
    graph = turtle(name)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    version = turtle("alliancekg.ttl").value(URIRef("https://w3id.org/alliancekg/ns"), OWL.versionInfo)

    assert version == graph.value(header, OWL.versionInfo)
    assert f"/ns/{version}" in str(graph.value(header, OWL.versionIRI))
    assert f"version {version}. {header}" in str(graph.value(header, DCTERMS.bibliographicCitation))
    assert "the alliancekg authors" == str(graph.value(header, DCTERMS.creator))
    assert "the alliancekg authors" == str(graph.value(header, DCTERMS.publisher))
    assert URIRef("https://creativecommons.org/licenses/by/4.0/") == graph.value(header, DCTERMS.license)
    assert all((header, field, None) in graph for field in (DCTERMS.title, DCTERMS.description))
    for field in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified):
        assert "2026-11-22" <= str(graph.value(header, field))
    assert (None, OWL.imports, None) not in graph


def test_every_term_explains_itself():
    """One English label, a definition of one sentence, an example, and the ontology it belongs to."""
    graph = turtle("alliancekg.ttl", "vocab.ttl")
    unclear = []
    for term in own(*KINDS, SKOS.Concept, SKOS.ConceptScheme):
        labels, definitions = (
            list(graph.objects(term, RDFS.label)),
            list(graph.objects(term, SKOS.definition)),
        )
        sentence = len(definitions) == 1 and re.fullmatch(r"[A-Z].*\.", definitions[0]) is not None
        if not (
            [label.language for label in labels] == ["en"]
            and sentence
            and not re.search(r"[.?!] [A-Z]", definitions[0])
            and [text.language for text in definitions] == ["en"]
            and len(list(graph.objects(term, SKOS.example))) == 1
            and graph.value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/alliancekg/ns")
        ):
            unclear.append(term)

    assert [] == unclear


def test_labels_read_between_subject_and_object():
    """Read: GPI has output interceptor; and backwards: interceptor output of GPI."""
    graph = turtle("alliancekg.ttl")
    texts = [
        str(text)
        for term in own(*KINDS[1:])
        for field in (RDFS.label, AKG.inverseLabel)
        for text in graph.objects(term, field)
    ]

    def reads(text: str) -> bool:
        words = text.split(" ")
        return words[0].endswith("s") or words[-1] in PREPOSITIONS

    assert [] == [text for text in texts if not reads(text)]


def test_links_between_things_read_backwards():
    """Every object property has an inverse wording, but those that point at concepts or at properties."""
    graph = turtle("alliancekg.ttl")
    at_properties = {AKG.completeProperty, AKG.conflictProperty}
    expected = {
        term
        for term in own(OWL.ObjectProperty)
        if (term, RDFS.range, SKOS.Concept) not in graph and term not in at_properties
    }

    assert expected == set(graph.subjects(AKG.inverseLabel))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Participation", True, id="a situation"),
        pytest.param("NameUse", True, id="a name"),
        pytest.param("AgreementEvent", True, id="an event"),
        pytest.param("MonetaryAmount", True, id="a measure"),
        pytest.param("Rule", True, id="a norm"),
        pytest.param("Transfer", True, id="a transfer"),
        pytest.param("State", False, id="a state"),
        pytest.param("Agreement", False, id="an agreement"),
        pytest.param("Assessment", False, id="a judgement"),
    ],
)
def test_told_within_is_inherited(name, expected):
    """What happens and what is counted is told where it belongs; who and what it is about has an entry."""
    told = {term for term, value in turtle("alliancekg.ttl").subject_objects(AKG.toldWithin) if value.value}

    assert expected == bool(ancestors(AKG[name]) & told)


def test_nothing_stands_unused():
    """Every term is used by the graph, a case, rule, check or step of the code, or needed by one that is."""
    graph = turtle("alliancekg.ttl", "vocab.ttl")
    used = {node for triple in data() for node in triple} | terms_in(query_text())
    used |= {term for term, by in graph.subject_objects(AKG.derivedBy) if by.startswith("step ")}
    used |= {AKG[name] for name in ASKED_FOR if (AKV[ASKED_FOR[name]], None, None) in graph}
    needs = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
    edges = (AKG.edgeSource, AKG.edgeTarget, AKG.edgeKind)
    new = used
    while new:
        new = {
            value for term in new for field in (*needs, *edges) for value in graph.objects(term, field)
        } - used
        used |= new
    used |= set(graph.predicates())
    for concept, scheme in graph.subject_objects(SKOS.inScheme):
        if scheme.removeprefix(AKV) not in OPEN:
            used.add(concept)
        if concept in used:
            used.add(scheme)

    assert [] == [term for term in own(*KINDS, SKOS.Concept, SKOS.ConceptScheme) if term not in used]


def test_what_is_named_is_defined():
    """Rules, checks, shapes, alignments and data name no term that the ontology lacks."""
    files = [(FOLDER / name).read_text(encoding="utf-8") for name in FILES]
    named = {term for text in (*files, query_text()) for term in terms_in(text)}
    named |= {node for triple in data() for node in triple if is_ours(node)}
    defined = own(*KINDS, SKOS.Concept, SKOS.ConceptScheme)

    assert [] == sorted(named - set(defined))


def test_examples_are_real():
    """An example is a thing of the class or a statement of the data, and prose where the data has none."""
    graph = turtle("alliancekg.ttl", "vocab.ttl")
    things = {node for triple in data() for node in triple if str(node).startswith((AKD, AKS))}
    wrong = []
    for term in own(*KINDS, SKOS.Concept, SKOS.ConceptScheme):
        example = str(graph.value(term, SKOS.example))
        kinds = set(graph.objects(term, RDF.type))
        if OWL.Class in kinds:
            prefix, _, name = example.partition(":")
            found = data().objects(URIRef(PREFIXES[prefix] + name), RDF.type)
            good = any(term in ancestors(kind) for kind in found)
        elif SKOS.ConceptScheme in kinds:
            good = (URIRef(PREFIXES["akv"] + example.removeprefix("akv:")), SKOS.inScheme, term) in graph
        elif OWL.AnnotationProperty in kinds:
            good = statement(example) in graph
        elif SKOS.Concept in kinds:
            in_use = (None, None, term) in data()
            good = statement(example) in data() if in_use else re.fullmatch(r"[A-Z][^:]*\.", example)
        elif (None, term, None) in data():
            good = statement(example) in data()
        else:
            _, predicate, _ = triple = statement(example)
            named = {node for node in triple if str(node).startswith((AKD, AKS))}
            good = predicate == term and named <= things
        if not good:
            wrong.append((term, example))

    assert [] == wrong


def test_examples_of_derived_properties_come_out_of_the_rules():
    """What an example of a derived property says, the rules say of the shipped graph and the cases."""
    graph = data() + turtle("alliancekg.ttl", "vocab.ttl")
    for path in sorted(FOLDER.glob("rules/*.rq")):
        graph += graph.query(path.read_text(encoding="utf-8")).graph
    derived = {
        term: statement(str(graph.value(term, SKOS.example)))
        for term, by in graph.subject_objects(AKG.derivedBy)
        if by.split(" ")[0] == "rule"
    }

    assert 7 == len(derived)
    assert [] == [term for term, example in derived.items() if term != example[1] or example not in graph]


def test_terms_that_follow_a_standard_name_it():
    """The namespace of each aligned term, and of no other vocabulary, is a source of our term."""
    ontology, alignments = turtle("alliancekg.ttl"), turtle("alignments.ttl")
    aligned = set(alignments.subject_objects(SKOS.closeMatch))
    for field in (RDFS.subClassOf, RDFS.subPropertyOf):
        aligned |= {pair for pair in ontology.subject_objects(field) if not is_ours(pair[1])}
    sources = set(ontology.subject_objects(DCTERMS.source))
    known = {str(namespace) for graph in (ontology, alignments) for _, namespace in graph.namespaces()}

    assert aligned
    assert [] == [
        (term, other) for term, other in aligned if (term, namespace_of(other, known)) not in sources
    ]
    explained = {(term, namespace_of(other, known)) for term, other in aligned}
    spare = {source for source in sources - explained if str(source[1]) in known}
    assert {AKG.edgeDirected, AKG.edgeKind, AKG.edgeSource, AKG.edgeTarget} == {term for term, _ in spare}


def namespace_of(term: URIRef, known: set[str]) -> URIRef:
    return URIRef(max((one for one in known if str(term).startswith(one)), key=len))


def test_ontology_stays_in_owl_dl():
    """What a profile checker asks: all declared, no term of two kinds, no blank node, the right ranges.

    OWL API 3.4 found the three files to be OWL 2 DL, also with graph and cases; this keeps what it found.
    """
    builtin = (str(RDF), str(RDFS), str(OWL), str(XSD))
    for name in FILES[:3]:
        graph = turtle(name)
        assert not any(isinstance(node, BNode) for triple in graph for node in triple)
        kinds = {kind: set(graph.subjects(RDF.type, kind)) for kind in KINDS}
        properties = set.union(*(kinds[kind] for kind in KINDS[1:]))
        assert sum(len(kinds[kind]) for kind in KINDS[1:]) == len(properties)
        assert [] == [
            one for one in graph.predicates() if not str(one).startswith(builtin) and one not in properties
        ]
        for parent, child_kinds in ((RDFS.subClassOf, KINDS[:1]), (RDFS.subPropertyOf, KINDS[1:])):
            for child, up in graph.subject_objects(parent):
                assert any(child in kinds[kind] and up in kinds[kind] for kind in child_kinds)
    ontology = turtle("alliancekg.ttl")
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    datatypes = {
        RDF.PlainLiteral,
        *(XSD[name] for name in ("boolean", "date", "decimal", "integer", "string")),
    }
    for kind, values in ((OWL.ObjectProperty, classes), (OWL.DatatypeProperty, datatypes)):
        for term in ontology.subjects(RDF.type, kind):
            assert set(ontology.objects(term, RDFS.range)) <= values
            assert set(ontology.objects(term, RDFS.domain)) <= classes
    used = {predicate for predicate in data().predicates() if predicate != RDF.type}
    assert used <= {term for kind in KINDS[1:] for term in ontology.subjects(RDF.type, kind)}


#: What PROV-O and the Organization Ontology say of the terms that ours hang on.
OTHERS = f"""
@prefix akd: <{AKD}> .
@prefix akg: <{AKG}> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
org:ChangeEvent rdfs:subClassOf prov:Activity .
org:originalOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
org:postIn rdfs:domain org:Post ; rdfs:range org:Organization .
org:resultingOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
prov:Activity owl:disjointWith prov:Entity .
prov:used rdfs:domain prov:Activity ; rdfs:range prov:Entity .
prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
"""


@pytest.mark.parametrize(
    ("fault", "things"),
    [
        pytest.param("", None, id="as it ships"),
        pytest.param(
            "akd:program_gpi akg:bodyOf akd:state_japan .", {"program_gpi"}, id="a program as a body"
        ),
        pytest.param(
            "akg:changes rdfs:subPropertyOf prov:used .",
            {"transfer_y"},
            id="a superproperty that smuggles in a range",
        ),
    ],
)
def test_owl_rl_finds_no_contradiction(fault, things):
    """Types that follow from domains, ranges and parents never clash; literals play no part."""
    owlrl = pytest.importorskip("owlrl")
    whole = data() + turtle("alliancekg.ttl", "vocab.ttl")
    aside = {*whole.subjects(RDF.type, OWL.AnnotationProperty), RDFS.label, RDFS.isDefinedBy, RDFS.seeAlso}
    graph = Graph().parse(data=OTHERS + fault, format="turtle")
    for triple in whole:
        if (
            triple[1] not in aside
            and not isinstance(triple[2], Literal)
            and not str(triple[1]).startswith(str(SKOS))
        ):
            graph.add(triple)

    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    closure.expand(graph)
    errors = [str(value) for _, field, value in graph if str(field).endswith("agent-ont#error")]
    found = {error.rpartition("/")[2] for error in errors}
    assert things <= found if things else found == set()


@pytest.mark.parametrize("name", FILES[:3])
def test_turtle_is_canonical(name):
    """Sorted and one object a line, so that a change of one statement is a change of one line."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    head, *blocks = text.removesuffix("\n").split("\n\n")
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", "\n".join(blocks))
    prefixes = re.findall(r"^@prefix ([a-z-]+): <\S+> \.$", head, re.MULTILINE)
    assert prefixes == sorted({*re.findall(r"([a-z][a-z-]*):", bare)})
    assert len(prefixes) == len(head.splitlines())
    subjects = [block.splitlines()[0] for block in blocks]
    assert subjects == sorted(set(subjects))
    for block in blocks:
        lines = block.splitlines()[1:]
        fields = [line.split(" ")[4] for line in lines if not line.startswith(" " * 8)]
        assert fields == sorted(set(fields), key=lambda field: (field != "a", field))
        assert lines[-1].endswith(" .")
        objects: list[str] = []
        for line in lines:
            value = line[8:] if line.startswith(" " * 8) else line.split(" ", maxsplit=5)[5]
            objects.append(value.rsplit(" ", maxsplit=1)[0])
            if not line.endswith(" ,"):
                assert objects == sorted(set(objects))
                objects = []


def test_concepts_stand_in_one_scheme():
    """A concept belongs to the scheme that its name begins with, and the scheme knows it."""
    graph = turtle("vocab.ttl")
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        scheme = URIRef(concept.partition("_")[0])
        assert [scheme] == list(graph.objects(concept, SKOS.inScheme))
        assert [scheme] == list(graph.objects(concept, SKOS.topConceptOf))
        assert (scheme, SKOS.hasTopConcept, concept) in graph
        assert graph.value(concept, RDFS.label) == graph.value(concept, SKOS.prefLabel)
    for status in graph.subjects(SKOS.inScheme, AKV.status):
        assert (graph.value(status, AKG.lifePhase), SKOS.inScheme, AKV["life-phase"]) in graph
        assert isinstance(graph.value(status, AKG.lifeRank).value, int)
    for result in graph.objects(None, AKG.usualResult):
        assert (result, SKOS.inScheme, AKV.status) in graph
