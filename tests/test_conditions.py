"""Which agreements a recipe counts: those that are of a kind, or hold something of a kind."""

from pathlib import Path

import pytest

import alliancekg
from alliancekg.errors import RecipeError
from alliancekg.imports import convert
from alliancekg.terms import PREFIXES

DATA = Path(__file__).parent / "data"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
DUTY = "a akg:Commitment ; akg:normKind akv:norm-kind_duty ; akg:obligationType akv:obligation_"
#: Of an agreement between two states of its own, by its name: what is said of it.
TEXTS = {
    "pact": "akd:agreement_pact akg:agreementKind akv:agreement-kind_mutual-defense-treaty .",
    "counted": "akd:agreement_counted akg:agreementKind akv:agreement-kind_bilateral-alliance .",
    "bound": f"""akd:agreement_bound akg:agreementKind akv:agreement-kind_treaty ;
        akg:legalForce akv:legal-force_binding ; akg:setsOut akd:commitment_bound .
        akd:commitment_bound {DUTY}defense .""",
    "article": f"""akd:agreement_article akg:legalForce akv:legal-force_binding ;
        akg:contains akd:provision_article . akd:provision_article a akg:Provision ;
        akg:setsOut akd:commitment_article . akd:commitment_article {DUTY}defense .""",
    "promise": f"""akd:agreement_promise akg:agreementKind akv:agreement-kind_joint-statement ;
        akg:legalForce akv:legal-force_non-binding ; akg:setsOut akd:commitment_promise .
        akd:commitment_promise {DUTY}defense .""",
    "talks": f"""akd:agreement_talks akg:agreementKind akv:agreement-kind_treaty ;
        akg:legalForce akv:legal-force_binding ; akg:setsOut akd:commitment_talks .
        akd:commitment_talks {DUTY}consultation .""",
    "works": "akd:agreement_works akg:agreementKind akv:agreement-kind_general-defense-cooperation .",
}
RECIPE = """
tells = "states by agreements"
direction = "undirected"
parallel = "folded"
weight = "shared"
time = "none"
[[nodes]]
classes = ["State"]
[[shared]]
list = "agreements"
things = ["Agreement"]
carriers = ["Participation"]
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """Return a graph of the agreements above, each between two states of its own since 1960."""
    told = []
    for name, about in TEXTS.items():
        told.append(f'akd:agreement_{name} a akg:Agreement ; akg:startDate "1960"^^xsd:gYear . {about}')
        told += [
            f"akd:state_{name}-{side} a akg:State . akd:part_{name}-{side} a akg:Participation ; "
            f"akg:role akv:role_party ; akg:participant akd:state_{name}-{side} ; "
            f"akg:participationIn akd:agreement_{name} ."
            for side in ("one", "other")
        ]
    path = tmp_path_factory.mktemp("conditions") / "texts.trig"
    path.write_text(
        f"""{HEAD} aks:made-up {{ aks:made-up a akg:Source . aks:made-up_p01 akg:passageOf aks:made-up ;
            akg:assertionMode akv:mode_reported . }} aks:made-up_p01 {{ {" ".join(told)} }}""",
        encoding="utf-8",
    )
    return alliancekg.load(path)


def counted(network):
    """Return the agreements that make an edge, by name."""
    return {one.partition("_")[2] for *_, tie in network.edges(data=True) for one in tie["agreements"]}


def own(tmp_path, *lines):
    path = tmp_path / "own.toml"
    path.write_text(RECIPE + "\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("day", [None, "1970"])
def test_alliances_are_counted_as_such_or_bind_to_defense(texts, day):
    """Neither a promise that binds nobody, nor a duty to consult, nor cooperation makes an ally."""
    network = (texts.as_of(day) if day else texts).project("alliances")

    assert {"pact", "counted", "bound", "article"} == counted(network)
    assert {"pact", "counted", "bound", "article"} == {
        node.partition("_")[2].partition("-")[0] for node in network
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([], set(TEXTS), id="no condition"),
        pytest.param(['where = { agreementKind = "treaty" }'], {"bound", "talks"}, id="a kind"),
        pytest.param(
            ['where = { agreementKind = "treaty", obligationType = "defense" }', 'parts = "setsOut"'],
            {"bound"},
            id="both of two, one of a part",
        ),
        pytest.param(
            ['where = [{ agreementKind = "treaty" }, { legalForce = "binding" }]'],
            {"bound", "talks", "article"},
            id="one of two",
        ),
        pytest.param(['where = { obligationType = "defense" }'], set(), id="nothing of a part is asked"),
        pytest.param(
            ['where = { obligationType = "defense" }', 'parts = ["contains", "setsOut"]'],
            {"bound", "article", "promise"},
            id="a part of a part",
        ),
    ],
)
def test_conditions_say_what_counts(texts, tmp_path, lines, expected):
    """All properties of a condition, any of several conditions."""
    assert expected == counted(texts.project(own(tmp_path, *lines)))


@pytest.mark.parametrize(
    ("lines", "at", "said"),
    [
        pytest.param(['where = "treaty"'], 13, "where gives concepts to properties", id="no table"),
        pytest.param(["where = {}"], 13, "where gives concepts to properties", id="an empty table"),
        pytest.param(["where = { agreementKind = [] }"], 13, "[[shared]] needs where", id="no concept"),
        pytest.param(['where = { agreementKind = "traety" }'], 13, "no concept 'traety'", id="odd concept"),
        pytest.param(
            ['where = { agreementKynd = "treaty" }'], 13, "no property 'agreementKynd'", id="odd name"
        ),
        pytest.param(['parts = "setsOut"'], 13, "parts is said of conditions", id="parts alone"),
        pytest.param(
            ['where = { agreementKind = "treaty" }', 'parts = "setsUot"'],
            14,
            "no property 'setsUot'",
            id="part",
        ),
    ],
)
def test_a_slip_in_a_condition_is_told_with_its_line(texts, tmp_path, lines, at, said):
    """The table of the recipe above ends on line 12."""
    path = own(tmp_path, *lines)
    with pytest.raises(RecipeError) as caught:
        texts.project(path)

    assert str(caught.value).startswith(f"{path}:{at}: ")
    assert said in str(caught.value)


def test_beside_other_datasets_the_alliances_of_one_stay_what_they_are(tmp_path):
    """What DCAD counts are agreements to cooperate: 1 and 3 have one in 2005, and are no allies."""
    atop, dcad = (
        convert(name, DATA / "imports" / f"{name}.csv").save(tmp_path / f"{name}.nq")
        for name in ("atop", "dcad")
    )
    both, alone = (alliancekg.load(*paths).as_of("2005-06-01") for paths in ((atop, dcad), (atop,)))
    found = both.project("alliances")

    assert {frozenset(pair) for pair in alone.project("alliances").edges} == {
        frozenset(pair) for pair in found.edges
    }
    assert {"atop-9001", "atop-9003"} == counted(found)
    assert not found.has_edge("akd:state_cow-1001", "akd:state_cow-1003")
