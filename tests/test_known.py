"""What was known by a day: what sources had published by then, and had not yet taken back."""

import json

import pytest

import alliancekg
from alliancekg.terms import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
#: A sale as it came to be known: its ceiling in November, its letter in January, a report in February.
STEPS = {
    "ceiling": ("2023-11-20", "2023-11-17", "notification", "notified", ""),
    "letter": ("2024-01-18", "2024-01-18", "signature", "signed", ""),
    "report": ("2024-02", "2024-02-05", "delivery", "delivered", '; akg:retractedOn "2024-03-10"^^xsd:date'),
}


@pytest.fixture(scope="module")
def sale(tmp_path_factory):
    """Return a graph file: three sources, each of which tells one step of one sale."""
    text = [HEAD, 'akd:registry { akd:transfer_sale a akg:Transfer ; skos:prefLabel "Sale"@en .']
    text += [f'akd:event_{name} a akg:Event ; skos:prefLabel "{name}"@en .' for name in STEPS]
    text.append("}")
    for name, (issued, day, kind, status, more) in STEPS.items():
        type_ = "date" if len(issued) == 10 else "gYearMonth"
        text.append(f"""aks:{name} {{ aks:{name} a akg:Source ; dcterms:title "{name}"@en ;
            dcterms:issued "{issued}"^^xsd:{type_} ; akg:coversFrom "2023"^^xsd:gYear ;
            akg:coversTo "2024"^^xsd:gYear .
          aks:{name}_p01 akg:passageOf aks:{name} ; akg:assertionMode akv:mode_reported ; akg:locator "p01"
            {more} . }}
        aks:{name}_p01 {{ akd:event_{name} akg:changes akd:transfer_sale ; akg:date "{day}"^^xsd:date ;
            akg:eventKind akv:event-kind_{kind} ; akg:resultStatus akv:status_{status} . }}""")
    path = tmp_path_factory.mktemp("known") / "sale.trig"
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def steps(kg):
    return {row["e"].removeprefix("akd:event_") for row in kg.query("SELECT ?e { ?e akg:changes ?sale }")}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2023-11-19", set(), id="before the first came out"),
        pytest.param("2023-12-01", {"ceiling"}, id="the ceiling only"),
        pytest.param("2024-01-20", {"ceiling", "letter"}, id="the letter too"),
        pytest.param("2024-02-15", {"ceiling", "letter"}, id="a source of that month is not sure yet"),
        pytest.param("2024-03-01", {"ceiling", "letter", "report"}, id="the report too, not yet retracted"),
        pytest.param("2024-03-10", {"ceiling", "letter"}, id="retracted on that day"),
    ],
)
def test_only_what_was_surely_published_by_a_day_counts(sale, day, expected):
    """By the dates of issue and of retraction."""
    assert steps(alliancekg.load(sale, known_by=day)) == expected


def test_today_a_retracted_passage_does_not_count(sale):
    """Without a day, what its publisher took back is gone."""
    assert steps(alliancekg.load(sale)) == {"ceiling", "letter"}


@pytest.mark.parametrize(
    ("known", "as_of", "stage"),
    [
        pytest.param("2023-12-01", "2024-06-01", "notified", id="in December nobody knew of the letter"),
        pytest.param("2024-01-20", "2023-12-31", "notified", id="it was not signed by then"),
        pytest.param("2024-01-20", "2024-01-20", "signed", id="signed, and known to be"),
        pytest.param("2024-03-01", "2024-02-05", "delivered", id="delivered, as was said then"),
    ],
)
def test_the_stage_is_never_later_than_what_was_reported(sale, known, as_of, stage):
    """The two days are asked for apart: what held, and what was known."""
    (row,) = alliancekg.load(sale, known_by=known).as_of(as_of).list("Transfer")

    assert row.timing.stage == stage


def test_both_days_are_echoed(ask, sale):
    """The answer says what it was asked."""
    result = ask("--graph", sale, "list", "Transfer", "--known-by", "2023-12-01", "--as-of", "2023-11-30")

    assert "1 source searched" in result.stderr
    assert "known by 2023-12-01; as of 2023-11-30, what is only possible included" in result.stderr


def test_a_source_without_a_date_of_issue_is_not_known_to_have_been_there(tmp_path):
    """Nobody can say that it was out by then."""
    path = tmp_path / "undated.trig"
    path.write_text(
        HEAD
        + """akd:registry { akd:state_x a akg:State ; skos:prefLabel "X"@en . }
        aks:undated { aks:undated a akg:Source . aks:undated_p01 akg:passageOf aks:undated ;
          akg:assertionMode akv:mode_reported . }
        aks:undated_p01 { akd:state_x akg:locatedIn akd:place_y . }""",
        encoding="utf-8",
    )

    assert alliancekg.load(path).info().sources == 1
    left = alliancekg.load(path, known_by="2030")
    assert left.info().sources == 0
    assert (0, 1) == (alliancekg.load(path).coverage().undated, left.coverage().undated)


def test_how_many_sources_are_left_out_for_want_of_a_date_is_told(ask, sale, tmp_path):
    """Else an empty answer reads as if nobody had said anything; on a day as well, and in JSON."""
    undated = tmp_path / "undated.trig"
    about = "".join(f"aks:{slug} {{ aks:{slug} a akg:Source . }}\n" for slug in ("one", "other"))
    undated.write_text(HEAD + about, encoding="utf-8")
    asked = ("--graph", sale, "--graph", undated, "list", "Transfer", "--known-by", "2023-12-01")

    told = ask(*asked).stderr
    assert "known by 2023-12-01; 2 sources without a date of issue left out\n" in told
    assert "2 sources without a date of issue left out; as of 2024" in ask(*asked, "--as-of", "2024").stderr
    assert 2 == json.loads(ask(*asked, "-f", "json").stdout)["coverage"]["undated"]
    assert "left out" not in ask(*asked, "--source", "ceiling").stderr
