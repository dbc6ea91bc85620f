"""The dataset given away: the same quads in each form, read by others, the same bytes each time."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import to_isomorphic

import alliancekg
from alliancekg.cli.export import FORMATS
from alliancekg.errors import UnknownTermError
from alliancekg.store import write
from alliancekg.terms import AKS, DERIVED, ONTOLOGY

CASES = Path(__file__).parent / "data" / "cases"
OTHERS = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
EACH_FORM = pytest.mark.parametrize("form", FORMATS)
#: Blank nodes that little or nothing tells apart: equal branches, lists, rings, a knot of three.
BLANK = """
@prefix ex: <https://example.org/> .
ex:a ex:p [ ex:p [ ex:p [] ] ], [ ex:p [ ex:p [] ] ], ( 1 ( 2 2 ) ), ( 1 ( 2 2 ) ) .
_:a ex:p _:b . _:b ex:p _:c . _:c ex:p _:a . _:d ex:p _:e . _:e ex:p _:f . _:f ex:p _:d .
_:x ex:q _:y, _:z . _:y ex:q _:x, _:z . _:z ex:q _:x, _:y .
"""


def quads(path):
    """Return the statements of a file with the names of their graphs, as a parser alone reads them."""
    return set(ox.parse(path=str(path)))


def test_forms_are_listed_alike_for_help_and_for_work():
    """The list is repeated so that --help imports no engine; it must not drift."""
    assert tuple(write.FORMATS) == FORMATS


@EACH_FORM
def test_load_export_load_gives_the_same_quads(ask, tiny, tmp_path, form):
    """Out and in again: what stood in the file, no more and no less."""
    out = tmp_path / f"out.{form}"
    result = ask("--graph", tiny, "export", "-o", out)

    assert result.exit_code == 0
    assert quads(out) == quads(tiny)
    again = tmp_path / f"again.{form}"
    alliancekg.load(out).export(again)
    assert again.read_bytes() == out.read_bytes()


@EACH_FORM
@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own parsers
def test_rdflib_reads_the_same_quads(tiny, form, monkeypatch):
    """A parser that is not ours agrees, graph by graph; it would else rewrite years as it knows them."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    kg = alliancekg.load(tiny)
    ours = rdflib.Dataset().parse(data=kg.export_bytes(form), format=OTHERS[form])
    theirs = rdflib.Dataset().parse(source=tiny, format="trig")

    assert len(list(ours.quads())) > 100
    assert set(ours.quads()) == set(theirs.quads())


@EACH_FORM
def test_form_may_differ_from_the_ending(ask, tiny, tmp_path, form):
    """-f wins over the name of the file; to stdout go the same bytes."""
    named, other = tmp_path / f"out.{form}", tmp_path / "out.txt"
    ask("--graph", tiny, "export", "-o", named)
    ask("--graph", tiny, "export", "-f", form, "-o", other)
    printed = ask("--graph", tiny, "export", "-f", form)

    assert other.read_bytes() == named.read_bytes() == printed.stdout_bytes


def test_talk_says_how_much_was_written_where(ask, tiny, tmp_path):
    """As many quads as the file had, and what they cover; stdout stays empty."""
    result = ask("--graph", tiny, "export", "-o", tmp_path / "out.nq")

    told = f"wrote {tmp_path / 'out.nq'}: {len(quads(tiny))} quads; "
    assert (result.stdout, result.stderr.startswith(told)) == ("", True)


def test_neither_merge_nor_derived_nor_ontology_is_written(article, tmp_path):
    """What the tool makes itself, the next tool can make again."""
    article.export(tmp_path / "out.nq")
    graphs = {quad.graph_name for quad in quads(tmp_path / "out.nq")}

    assert ox.DefaultGraph() not in graphs
    assert not [one.value for one in graphs if one.value.startswith(DERIVED) or one.value == ONTOLOGY]
    assert len(graphs) > 50


def test_source_narrows_what_is_written(ask, tmp_path):
    """Of two sources one: its own graph and its passages', no other's."""
    slugs = [path.stem for path in sorted(CASES.glob("*.trig"))][:2]
    kept = alliancekg.load(*(CASES / f"{slug}.trig" for slug in slugs)).sources()[0].id.removeprefix("aks:")
    words = [word for slug in slugs for word in ("--graph", CASES / f"{slug}.trig")]
    result = ask(*words, "--source", kept, "export", "-o", tmp_path / "out.nq")

    assert result.exit_code == 0
    graphs = {quad.graph_name.value for quad in quads(tmp_path / "out.nq")}
    of_sources = {one for one in graphs if one.startswith(AKS)}
    assert AKS + kept in of_sources
    assert {one for one in of_sources if not one.startswith(AKS + kept)} == set()


@EACH_FORM
def test_blank_nodes_have_the_same_labels_each_time(tmp_path, form):
    """The engine draws labels anew at each load; the file must not show it."""
    path = tmp_path / "blank.ttl"
    path.write_text(BLANK, encoding="utf-8")
    first, *others = [alliancekg.load(path).export_bytes(form) for _ in range(5)]

    assert others == [first] * 4


def test_blank_nodes_stay_what_they_are(tmp_path):
    """New labels, the same graph: rdflib finds it isomorphic to what was written by hand."""
    path = tmp_path / "blank.ttl"
    path.write_text(BLANK, encoding="utf-8")
    written = rdflib.Dataset().parse(data=alliancekg.load(path).export_bytes("nq"), format="nquads")

    (graph,) = [one for one in written.graphs() if len(one)]
    assert to_isomorphic(graph) == to_isomorphic(rdflib.Graph().parse(path))


def test_knot_of_blank_nodes_takes_no_longer_than_others(tmp_path):
    """Thirty nodes, each tied to each: canonical labels proper would not be found in a lifetime."""
    path = tmp_path / "knot.nt"
    ties = [(one, other) for one in range(30) for other in range(30) if one != other]
    path.write_text("".join(f"_:b{one} <urn:p> _:b{other} .\n" for one, other in ties))
    lines = alliancekg.load(path).export_bytes("nq").splitlines()

    assert len(lines) == len(ties)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        pytest.param(["export"], 2, "Say where (-o FILE), or in which form", id="neither place nor form"),
        pytest.param(["export", "-o", "-"], 2, "Say where (-o FILE), or in which form", id="stdout, no form"),
        pytest.param(["export", "-f", "ttl"], 2, "'ttl' is not one of", id="Turtle has no named graphs"),
        pytest.param(["export", "-o", "/no/out.ttl"], 3, "end in .trig, .nq, .jsonld", id="ending of Turtle"),
        pytest.param(["export", "-o", "/no/out.nq"], 3, "cannot write /no/out.nq", id="no such folder"),
    ],
)
def test_wrong_use_is_told(ask, tiny, words, status, told):
    """What is missing or wrong, in a line."""
    result = ask("--graph", tiny, *words)

    assert (result.exit_code, result.stdout) == (status, "")
    assert told in result.stderr.splitlines()[-1]


def test_unknown_form_is_refused_from_python(tiny, tmp_path):
    """With the forms there are; nothing is written."""
    kg = alliancekg.load(tiny)

    with pytest.raises(UnknownTermError, match="no format for named graphs is called 'ttl'"):
        kg.export_bytes("ttl")
    with pytest.raises(UnknownTermError):
        kg.export(tmp_path / "out.nq", "ttl")
    assert list(tmp_path.iterdir()) == []


def test_json_ld_names_every_graph(tiny):
    """A reader of JSON alone finds the passages: one object a graph, each with its name."""
    graphs = json.loads(alliancekg.load(tiny).export_bytes("jsonld"))

    assert {one["@id"] for one in graphs} == {quad.graph_name.value for quad in quads(tiny)}
    assert all(one["@graph"] for one in graphs)
