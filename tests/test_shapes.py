"""The shapes: the good graphs conform, and each planted fault gives exactly one finding.

All faults of ``data/faults.ttl`` are checked in one run. Each stands in a copy of the case "scope" of its
own, told apart by a number at the end of every name.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, SKOS, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef

#: rdflib's own reader, and pyshacl, still use what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/data/cases"
AKG = Namespace("https://w3id.org/alliancekg/ns#")
THINGS = ("https://w3id.org/alliancekg/id/", "https://w3id.org/alliancekg/source/")
NOTE, PREFIXES, BARE, *BLOCKS = (ROOT / "tests/data/faults.ttl").read_text(encoding="utf-8").split("\n\n")
#: What is wrong -> what the report must say of it.
FAULTS = dict(block.splitlines()[0].removeprefix("# ").split(": ") for block in BLOCKS)


def turtle(name: str) -> Graph:
    return Graph().parse(data=(ROOT / "ontology" / name).read_text(encoding="utf-8"), format="turtle")


def flat(*paths: Path) -> Graph:
    """Return the union of all graphs of the files."""
    dataset = Dataset()
    for path in sorted(paths):
        dataset.parse(data=path.read_text(encoding="utf-8"), format="trig")
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def made_up(block: str) -> Graph:
    """Return the statements of a block, each new thing with a label unless the label is what it is about."""
    graph = Graph().parse(data=f"{PREFIXES}\n{block}", format="turtle")
    if "label" not in block.splitlines()[0]:
        for thing in set(graph.subjects(RDF.type)):
            graph.add((thing, SKOS.prefLabel, Literal("made up", lang="en")))
    return graph


def numbered(graph: Graph, number: int) -> Graph:
    """Return a copy in which every thing, source and passage bears the number."""
    copy = Graph()
    for triple in graph:
        copy.add(
            tuple(URIRef(f"{node}--{number}") if str(node).startswith(THINGS) else node for node in triple)
        )
    return copy


def in_short(report: Graph, result: BNode) -> str:
    """Return component, path and severity as the headings of the faults write them."""
    component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
    path = report.value(result, SH.resultPath)
    if isinstance(path, BNode):
        path = "^" + str(report.value(path, SH.inversePath)).rpartition("#")[2]
    warns = report.value(result, SH.resultSeverity) == SH.Warning
    words = (component.removesuffix("ConstraintComponent"), re.split("[#/]", str(path or ""))[-1])
    return " ".join(word for word in (*words, "Warning" if warns else "") if word)


@pytest.fixture(scope="module")
def report():
    """Return the findings by the number of the fault, from 1; 0 is what ships and the good cases."""
    from pyshacl import validate

    data = flat(*(ROOT / "graph").rglob("*.trig")) + numbered(flat(*CASES.glob("*.trig")), 0)
    data += turtle("alliancekg.ttl") + turtle("vocab.ttl")
    good = flat(CASES / "scope.trig") + made_up(BARE)
    for number, block in enumerate(BLOCKS, start=1):
        data += numbered(good + made_up(block), number)
    _, found, _ = validate(data, shacl_graph=turtle("shapes.ttl"), inplace=True)
    findings = defaultdict(list)
    for result in found.objects(None, SH.result):
        ending = re.search(r"--([0-9]+)$", str(found.value(result, SH.focusNode)))
        findings[int(ending[1]) if ending else 0].append(in_short(found, result))
    return findings


def test_good_graphs_conform(report):
    """Nothing that ships breaks a shape: asking only for rejection would miss a shape gone wild."""
    assert [] == [finding for finding in report[0] if not finding.endswith("Warning")]


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_gives_one_finding(report, name):
    """A fault is found once, by the constraint that is meant for it."""
    number = list(FAULTS).index(name) + 1

    assert [FAULTS[name]] == report[number]


def test_values_are_checked_as_the_ranges_say():
    """Each property that sources write has the value shape that its range promises."""
    special = {
        SKOS.Concept: "sh:node",
        RDF.PlainLiteral: "sh:datatype rdf:langString",
        XSD.decimal: "sh:or ( [ sh:datatype xsd:decimal ] [ sh:datatype xsd:integer ] )",
    }
    kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    any_property = f"sh:or ( {' '.join(f'[ sh:class owl:{kind} ]' for kind in kinds)} )"
    expected = {"completeProperty": any_property, "conflictProperty": any_property}
    ontology = turtle("alliancekg.ttl")
    for name, value in ontology.subject_objects(RDFS.range):
        if (name, AKG.derivedBy, None) not in ontology:
            kind = "datatype xsd" if str(value).startswith(str(XSD)) else "class akg"
            expected[name.removeprefix(AKG)] = special.get(value, f"sh:{kind}:{value.rpartition('#')[2]}")

    written = re.findall(
        r"^ash:value-(\w+) .*; sh:property \[ sh:path akg:\1 ; (.*?)(?: ash:in-[a-z-]+)? \] \.$",
        (ROOT / "ontology/shapes.ttl").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert expected == dict(written)
