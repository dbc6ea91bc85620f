"""What a notebook holds."""

import csv
import io

import networkx as nx
import pytest
import rdflib

import alliancekg


def test_names_resolve_in_any_case_by_label_alias_and_curie(article):
    """One thing, many names."""
    names = ("Japan", "japan", "akd:state_japan", "https://w3id.org/alliancekg/id/state_japan")

    assert {article.entity(name).id for name in names} == {"akd:state_japan"}


def test_a_source_and_its_passages_go_by_their_slug(kg):
    """As ``--source`` takes it; a thing that bears the name goes before."""
    assert ("aks:made-up-tiny", "source") == (kg.entity("made-up-tiny").id, kg.entity("made-up-tiny").kind)
    assert "aks:made-up-tiny_p01" == kg.entity("made-up-tiny_p01").id


def test_a_dataset_says_how_to_cite_it(ask, tmp_path):
    """Version, citation and terms, in Python and as CSV; other sources leave them empty."""
    path = tmp_path / "set.trig"
    path.write_text(
        """@prefix akg: <https://w3id.org/alliancekg/ns#> .
        @prefix aks: <https://w3id.org/alliancekg/source/> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix schema: <https://schema.org/> .
        aks:set { aks:set a akg:Source ; schema:version "5.1" ; dcterms:rights "Ask to be cited."@en ;
          dcterms:bibliographicCitation "Nobody 2024, Set." . }
        aks:text { aks:text a akg:Source ; dcterms:title "Text" . }""",
        encoding="utf-8",
    )
    dataset, text = alliancekg.load(path).sources()
    rows = list(csv.DictReader(io.StringIO(ask("--graph", path, "sources", "list", "-f", "csv").stdout)))

    assert ("5.1", "Nobody 2024, Set.", "Ask to be cited.") == (
        dataset.version,
        dataset.citation,
        dataset.terms,
    )
    assert ("", "", "") == (text.version, text.citation, text.terms)
    assert ["Nobody 2024, Set.", ""] == [row["citation"] for row in rows]
    assert ["5.1", ""] == [row["version"] for row in rows]


def test_an_unknown_name_suggests_close_ones(article):
    """A slip of the pen is answered with what it may have meant."""
    with pytest.raises(
        alliancekg.AllianceKGError, match=r"no term is called 'Tomahwak'.*Did you mean Tomahawk"
    ) as caught:
        article.show("Tomahwak")

    assert isinstance(caught.value, LookupError)


def test_an_ambiguous_name_is_never_guessed(article):
    """The name "MOU" needs a context even where only one thing bears it."""
    with pytest.raises(
        alliancekg.AllianceKGError, match=r"needs a context.*akd:agreement_us-japan-rdte-mou-2023"
    ):
        article.show("MOU")


@pytest.mark.parametrize("kind", ["State", "state", "akg:State"])
def test_a_class_is_named_by_local_name_label_or_curie(article, kind):
    """In words, not in camel case."""
    assert [row.label for row in article.list(kind)] == ["Japan", "United States"]


def test_a_list_takes_in_subclasses(article):
    """Bodies are organizations."""
    assert {row.id for row in article.list("government body")} <= {
        row.id for row in article.list("Organization")
    }


def test_a_list_hides_what_is_only_hedged_and_counts_it(article):
    """The scheme that Japan "will start" is no program yet."""
    programs = article.list("Program")
    wider = alliancekg.load(modes=["expected"]).list("Program")

    assert "akd:program_japan-ota-like" not in {row.id for row in programs}
    assert "akd:program_japan-ota-like" in {row.id for row in wider}
    assert programs.hidden > wider.hidden


def test_coverage_names_the_period_of_the_sources(article):
    """What a negative answer says it searched."""
    assert str(article.coverage()) == "1 source searched; coverage 2023-01..2024-02"


def test_an_empty_answer_still_names_its_coverage(article):
    """To say "not stated" is an answer."""
    answer = article.evidence("akd:agreement_us-japan-rdte-mou-2023", "legal force")

    assert (answer.rows, answer.outside) == ((), ())
    assert answer.coverage.sources == 1


def test_projections_are_ordinary_networkx_graphs(article):
    """All of networkx works on them."""
    graph = article.project("entities")

    assert isinstance(graph, nx.MultiDiGraph)
    assert nx.degree_centrality(graph)["akd:state_japan"] > 0


def test_the_dataset_is_rdflibs(article):
    """Idioms of rdflib work on it."""
    kind = rdflib.URIRef("https://w3id.org/alliancekg/ns#State")

    assert {str(one).rpartition("_")[2] for one in article.dataset.subjects(rdflib.RDF.type, kind)} == {
        "japan",
        "united-states",
    }


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda kg: kg, id="graph"),
        pytest.param(lambda kg: kg.show("SOSA"), id="entity"),
        pytest.param(lambda kg: kg.list("State"), id="list"),
        pytest.param(lambda kg: kg.evidence("SOSA"), id="evidence"),
        pytest.param(lambda kg: kg.query("SELECT ('<b>' AS ?x) {}"), id="query"),
        pytest.param(lambda kg: kg.explore(title="<b>"), id="page"),
    ],
)
def test_what_a_notebook_shows_is_escaped_html(article, make):
    """No markup from data."""
    shown = make(article)._repr_html_()

    assert shown.startswith("<")
    assert "<b>" not in shown


def test_the_representation_says_what_it_is_and_how_big(article):
    """Nothing is printed, nothing is dumped."""
    assert repr(article).startswith("<KnowledgeGraph: 1 source, ")


def test_a_page_is_saved_whole_and_says_how_much_it_draws(article, tmp_path):
    """The same page twice is the same bytes."""
    page = article.explore()
    one, other = page.save(tmp_path / "a.html"), article.explore().save(tmp_path / "b.html")

    assert one.read_bytes() == other.read_bytes()
    assert page.nodes == article.project("entities").number_of_nodes()
