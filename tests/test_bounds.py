"""What dates mean once loaded: bounds, confirmations, mere announcements, preferred readings."""

import pyoxigraph as ox
import pytest

from alliancekg.errors import DateError
from alliancekg.store.graph import GraphStore
from alliancekg.terms import AKD, AKG, PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
REGISTRY = (
    "akd:registry { akd:event_e a akg:Decision . akd:tenure_t a akg:Tenure . akd:program_p a akg:Program . }"
)


def load(tmp_path, passages: dict[str, tuple[str, str]], more: str = "", covers: str = "2023") -> GraphStore:
    """Load passages, name to (mode, text); their source came out in February 2024."""
    described = " ".join(
        f"aks:made-up_{name} akg:passageOf aks:made-up ; akg:assertionMode akv:mode_{mode} ."
        for name, (mode, _) in passages.items()
    )
    period = f'; akg:coversTo "{covers}"^^xsd:gYear' if covers else ""
    source = f'aks:made-up a akg:Source ; dcterms:issued "2024-02"^^xsd:gYearMonth {period} .'
    told = "\n".join(f"aks:made-up_{name} {{ {text} }}" for name, (_, text) in passages.items())
    path = tmp_path / "made-up.trig"
    path.write_text(
        f"{HEAD}{REGISTRY}\naks:made-up {{ {source} {described} }}\n{told}\n{more}", encoding="utf-8"
    )
    return GraphStore.load([path])


def derived(graph: GraphStore, thing: str) -> dict[str, str]:
    """Return what the steps wrote of a thing."""
    found = {}
    for name in ("earliest", "latest", "startEarliest", "startLatest", "endEarliest", "endLatest"):
        for quad in graph.engine.quads_for_pattern(
            ox.NamedNode(AKD + thing), ox.NamedNode(AKG + name), None, ox.DefaultGraph()
        ):
            found[name] = quad.object.value
    return found


def only_announced(graph: GraphStore, thing: str) -> bool:
    prop, node = ox.NamedNode(AKG + "onlyAnnounced"), ox.NamedNode(AKD + thing)
    return bool(list(graph.engine.quads_for_pattern(node, prop, None, ox.DefaultGraph())))


MONTH, YEAR = '"{}"^^xsd:gYearMonth', '"{}"^^xsd:gYear'


def test_an_event_in_a_month_can_be_on_any_of_its_days(tmp_path):
    """August 2023 is 1 to 31 August."""
    graph = load(tmp_path, {"p01": ("reported", f"akd:event_e akg:date {MONTH.format('2023-08')}")})

    assert derived(graph, "event_e") == {"earliest": "2023-08-01", "latest": "2023-08-31"}


def test_two_datings_have_the_hull_of_both(tmp_path):
    """Neither source is dropped."""
    told = {
        "p01": ("reported", f"akd:event_e akg:date {MONTH.format('2023-08')}"),
        "p02": ("reported", 'akd:event_e akg:date "2023-09-05"^^xsd:date'),
    }

    assert derived(load(tmp_path, told), "event_e") == {"earliest": "2023-08-01", "latest": "2023-09-05"}


def test_a_preferred_passage_alone_decides(tmp_path):
    """A conflict note with a preferred passage settles the date; both statements stay in their graphs."""
    told = {
        "p01": ("reported", f"akd:event_e akg:date {MONTH.format('2023-08')}"),
        "p02": ("reported", 'akd:event_e akg:date "2023-09-05"^^xsd:date'),
    }
    note = """akd:conflicts { akd:conflict_c a akg:Conflict ; akg:conflictOn akd:event_e ;
        akg:conflictProperty akg:date ; akg:preferredPassage aks:made-up_p02 . }"""

    assert derived(load(tmp_path, told, note), "event_e") == {
        "earliest": "2023-09-05",
        "latest": "2023-09-05",
    }


@pytest.mark.parametrize(
    ("covers", "latest"),
    [
        pytest.param("2023", "2023-12-31", id="to the end of what the source covers"),
        pytest.param("", "2024-02-29", id="else to the last day on which the source can have come out"),
    ],
)
def test_an_undated_reported_event_had_happened_when_its_source_speaks(tmp_path, covers, latest):
    """Nobody knows how early."""
    told = {"p01": ("reported", "akd:event_e akg:eventKind akv:event-kind_decision")}

    assert derived(load(tmp_path, told, covers=covers), "event_e") == {
        "earliest": "0001-01-01",
        "latest": latest,
    }


def test_an_undated_announced_event_has_no_bounds(tmp_path):
    """An announcement does not say that it happened."""
    told = {"p01": ("announced", "akd:event_e akg:eventKind akv:event-kind_decision")}
    graph = load(tmp_path, told)

    assert derived(graph, "event_e") == {}
    assert only_announced(graph, "event_e")


def test_an_event_that_is_reported_too_is_not_only_announced(tmp_path):
    """One report is enough."""
    told = {
        "p01": ("announced", "akd:event_e akg:eventKind akv:event-kind_decision"),
        "p02": ("reported", "akd:event_e akg:eventKind akv:event-kind_decision"),
    }

    assert not only_announced(load(tmp_path, told), "event_e")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"akg:startDate {YEAR.format('2021')}",
            ("2021-01-01", "2021-12-31", "9999-12-31", "9999-12-31"),
            id="no end: as far as anyone says",
        ),
        pytest.param(
            f'akg:startDate {YEAR.format("2021")} ; akg:endDate "2023-09-13"^^xsd:date',
            ("2021-01-01", "2021-12-31", "2023-09-13", "2023-09-13"),
            id="both stated",
        ),
        pytest.param(
            'akg:startDate "2021-10-04"^^xsd:date ; akg:endDate ".."^^edtf:EDTF',
            ("2021-10-04", "2021-10-04", "9999-12-31", "9999-12-31"),
            id="an open end",
        ),
        pytest.param(
            'akg:endDate "2022-06-30"^^xsd:date',
            ("0001-01-01", "2022-06-30", "2022-06-30", "2022-06-30"),
            id="no start: begun by its end at the latest",
        ),
        pytest.param(
            'akg:endDate "[..2023-03-31]"^^edtf:EDTF',
            ("0001-01-01", "2023-03-31", "0001-01-01", "2023-03-31"),
            id="over by a day, nobody says when",
        ),
    ],
)
def test_a_stretch_has_four_bounds(tmp_path, text, expected):
    """Widest and narrowest reading of start and end."""
    graph = load(tmp_path, {"p01": ("reported", f"akd:tenure_t {text}")})
    names = ("startEarliest", "startLatest", "endEarliest", "endLatest")

    assert derived(graph, "tenure_t") == dict(zip(names, expected, strict=True))


def test_an_impossible_date_names_file_line_and_thing(tmp_path):
    """A curator finds it at once."""
    with pytest.raises(DateError, match=r"made-up\.trig:\d+: akd:event_e akg:date: '2023-02-31'"):
        load(tmp_path, {"p01": ("reported", 'akd:event_e akg:date "2023-02-31"^^xsd:date')})


def test_what_is_hedged_dates_nothing(tmp_path):
    """An expected date is no date of the event."""
    told = {"p01": ("expected", 'akd:event_e akg:date "2024-04-10"^^xsd:date')}

    assert derived(load(tmp_path, told), "event_e") == {}


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param(' ; akg:endDate "2020-05"^^xsd:gYearMonth', "2020-05-31", id="ended before"),
        pytest.param(' ; akg:endDate "2030"^^xsd:gYear', "2023-12-31", id="to end later"),
        pytest.param("", "2023-12-31", id="no end"),
    ],
)
def test_nothing_is_confirmed_beyond_its_end(tmp_path, end, expected):
    """A source that covers 2023 confirms for 2023 what had not ended."""
    told = {"p01": ("reported", f"akd:tenure_t akg:startDate {YEAR.format('2019')}{end}")}
    found = load(tmp_path, told).engine.quads_for_pattern(
        ox.NamedNode(AKD + "tenure_t"), ox.NamedNode(AKG + "lastConfirmed"), None, ox.DefaultGraph()
    )

    assert [expected] == [quad.object.value for quad in found]
