"""The wider questions over the whole shipped graph: golden rows worked out by hand from the sources.

Each list was written down from what the sources say (who signed, when, what took force), not from an answer.
"""

from functools import cache

import pytest

import alliancekg

RDTE, SOSA = "akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023"
TREATY, ALLIANCE = "akd:agreement_us-japan-treaty-1960", "akd:alliance_japan-us"
GPI, PATRIOT, SM3 = "akd:program_gpi", "akd:program_patriot-licensed-production", "akd:program_sm-3-block-iia"
LICENCES = {"akd:agreement_us-japan-patriot-licence-1985", "akd:agreement_us-japan-pac-3-mou-2005"}
#: There before Norway, which the report of 12 April 2018 calls the ninth.
EIGHT = {"Australia", "Canada", "Finland", "Italy", "Netherlands", "Spain", "Sweden", "United Kingdom"}
#: From the ninth on, in the order of the ordinals that the releases give.
LATER = [
    *("Norway", "Latvia", "Japan", "Denmark", "Israel", "Estonia", "Lithuania", "Republic of Korea"),
    *("Singapore", "India", "Germany"),
]


@pytest.fixture(scope="module")
def on(embedded):
    """Return a function that gives the shipped graph as of a day, cut once."""
    return cache(embedded.as_of)


def column(reply: alliancekg.Reply, name: str) -> list[str]:
    """Return one column: CURIEs where there are any."""
    return [row[name].id or row[name].label for row in reply]


def labels(reply: alliancekg.Reply, name: str) -> list[str]:
    return list(dict.fromkeys(row[name].label for row in reply))


def certain(reply: alliancekg.Reply, name: str) -> set[str]:
    return {row[name].id for row in reply if row.timing.holds == "yes"}


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param("2022-12-31", 10, id="ten, Latvia the last"),
        pytest.param("2023-12-31", 17, id="seventeen, Singapore the last"),
        pytest.param("", 19, id="nineteen to date, Germany the last"),
    ],
)
def test_supply_partners_of_the_united_states_follow_the_day(embedded, on, day, number):
    """The first eight in any order, for most of them bounds alone are told; then as the releases count."""
    found = labels((on(day) if day else embedded).ask("partners"), "partner")

    assert (set(found[:8]), found[8:]) == (EIGHT, LATER[: number - 8])


def test_supply_partners_are_cited(embedded):
    """Each by passages, Canada though one source denies it."""
    rows = embedded.ask("partners").rows

    assert all(row.sources for row in rows)
    assert "akd:agreement_us-canada-sosa" in {row.thing.id for row in embedded.conflicts()}


def test_equipment_partners_of_japan_stand_in_order_of_signature(embedded):
    """From the notes of 1983 to Bangladesh, signed on 3 February 2026; Mongolia's day is told in two ways."""
    assert labels(embedded.ask("partners", "equipment transfer", "Japan"), "partner") == [
        *("United States", "United Kingdom", "Australia", "France", "India", "Philippines", "Italy"),
        *("Germany", "Malaysia", "Indonesia", "Vietnam", "Thailand", "Sweden", "United Arab Emirates"),
        *("Singapore", "Mongolia", "Canada", "Bangladesh"),
    ]


def test_a_day_stands_in_place_of_the_bounds_that_it_lies_in(embedded):
    """Canada: signed on 27 January 2026, by another page before the 28th: one row, the day."""
    rows = embedded.ask("partners", "equipment transfer", "Japan").rows

    assert [row["signed"].label for row in rows if row["partner"].label == "Canada"] == ["2026-01-27"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(
            "2023-12-31",
            [
                ("akd:agreement_japan-united-arab-emirates-dett-2023", "2023-05-25"),
                ("akd:agreement_gigo-convention-2023", "2023-12-14"),
            ],
            id="the Emirates until 9 January 2024, the GCAP convention until December 2024",
        ),
        pytest.param(
            "2023-12-13",
            [("akd:agreement_japan-united-arab-emirates-dett-2023", "2023-05-25")],
            id="the convention not yet signed",
        ),
    ],
)
def test_what_was_signed_and_not_yet_in_force_is_certain_where_a_later_entry_is_told(embedded, day, expected):
    """Signed by the day, in force only after it: two dates, both sourced."""
    rows = embedded.ask("in-force-after", day).rows

    assert [(row["agreement"].id, row["signed"].label) for row in rows] == expected
    assert all(row.sources for row in rows)


@pytest.mark.parametrize(
    ("day", "waits"),
    [
        pytest.param("1960-01-18", False, id="not yet signed"),
        pytest.param("1960-01-19", True, id="on the day of signature"),
        pytest.param("1960-06-22", True, id="the day before entry into force"),
        pytest.param("1960-06-23", False, id="on the day of entry into force"),
        pytest.param("1960-05", True, id="by the end of a month"),
        pytest.param("1960", False, id="by the end of the year it was in force"),
    ],
)
def test_a_treaty_waits_from_signature_to_entry_into_force(embedded, day, waits):
    """The treaty of 1960, day by day; a month or a year means its end."""
    assert (TREATY in column(embedded.ask("in-force-after", day), "agreement")) is waits


def test_what_no_source_tells_to_be_in_force_is_listed_as_of_the_day(on):
    """The two of the stricter question are among them; what was in force, or unsigned, is not."""
    listed = set(column(on("2023-12-31").ask("signed-not-in-force"), "agreement"))

    assert {
        "akd:agreement_japan-united-arab-emirates-dett-2023",
        "akd:agreement_gigo-convention-2023",
    } <= listed
    assert not listed & {
        TREATY,
        "akd:agreement_japan-united-kingdom-raa-2023",
        "akd:agreement_japan-philippines-raa-2024",
        "akd:agreement_japan-singapore-dett-2023",
    }


def test_an_undated_status_does_not_outrun_the_dated_steps(on):
    """A page says that the treaty of 1960 is in force; in March 1960 it was signed and no more."""
    assert TREATY in column(on("1960-03-01").ask("signed-not-in-force"), "agreement")
    assert TREATY not in column(on("1960-03-01").ask("allied"), "alliance")


@pytest.mark.parametrize(
    ("firm", "expected"),
    [
        pytest.param(
            "Northrop Grumman",
            {(GPI, "Northrop Grumman", "akd:agreement_us-japan-gpi-arrangement-2024")},
            id="GPI, under the arrangement of May 2024",
        ),
        pytest.param(
            "RTX",
            {
                *((PATRIOT, "RTX", licence) for licence in LICENCES),
                ("akd:program_pac-2-licensed-production", "Raytheon Company", ""),
                (SM3, "Raytheon Company", "akd:agreement_us-japan-dett-2006"),
                (SM3, "Raytheon Company", "akd:agreement_us-japan-sm-3-moi-2006"),
            },
            id="Patriot and, as Raytheon, PAC-2 and SM-3 Block IIA under the notes and memorandum of 2006",
        ),
        pytest.param(
            "Lockheed Martin",
            {
                *((PATRIOT, "Lockheed Martin", licence) for licence in LICENCES),
                ("akd:program_asev", "Lockheed Martin", ""),
                ("akd:program_f-35-japan-assembly", "Lockheed Martin", ""),
            },
            id="Patriot, the radar of the Aegis vessels, the F-35 line; for two no agreement is told",
        ),
    ],
)
def test_programs_tie_japanese_firms_to_american_ones(embedded, firm, expected):
    """Question 21: the program, the firm as the program has it, the agreement where one is told."""
    rows = embedded.ask("firm-ties", "Japan", firm).rows

    assert {(row["program"].id, row["named"].label, row["agreement"].id) for row in rows} == expected
    assert "akd:company_mhi" in {row["partner"].id for row in rows}


def test_japan_is_tied_without_a_defence_treaty_to_all_its_partners_but_one(embedded):
    """Equipment (17 but for the United States), information (three more), logistics (one more)."""
    found = {
        side
        for row in embedded.ask("no-defense-pact")
        if "Japan" in (row["one"].label, row["other"].label)
        for side in (row["one"].label, row["other"].label)
    }

    assert found - {"Japan"} == {
        *("Australia", "Bangladesh", "Canada", "France", "Germany", "India", "Indonesia", "Italy"),
        *("Malaysia", "Mongolia", "Philippines", "Singapore", "Sweden", "Thailand"),
        *("United Arab Emirates", "United Kingdom", "Vietnam"),
        *("Republic of Korea", "Ukraine", "New Zealand"),
        "Netherlands",
    }


def test_export_rules_of_japan_changed_in_this_order(embedded):
    """1967 to 2026: what came in on each day, one date a rule, however coarsely others give it."""
    came = {}
    for row in embedded.ask("export-rules"):
        came.setdefault(row["date"].label, set()).add(row["rule"].id.removeprefix("akd:rule_japan-"))

    assert [day for day in came if day] == [
        *("1967-04-21", "1976-02-27", "1983-01-14", "2011-12-27", "2014-04-01", "2022-03-08", "2023-12-22"),
        *("2024-03-26", "2026-04-21"),
    ]
    assert came["1967-04-21"] == {
        "no-arms-to-communist-bloc",
        "no-arms-under-un-embargo",
        "no-arms-to-conflict-states",
    }
    assert came["1983-01-14"] == {"military-technology-to-us"}
    assert {"licensed-return", "codeveloped-components"} <= came["2023-12-22"]
    assert "gcap-fighter-to-third-states" in came["2024-03-26"]


def test_export_rules_that_ended_say_when(embedded):
    """The bans of 1967 and 1976 gave way in 2014, the five categories in April 2026."""
    ended = {
        row["rule"].id.removeprefix("akd:rule_japan-"): row["ended"].label
        for row in embedded.ask("export-rules")
    }

    assert (ended["no-arms-to-communist-bloc"], ended["no-promotion-of-arms-exports"]) == ("2014-04-01",) * 2
    assert (ended["five-categories"], ended["licensed-return"]) == ("2026-04-21", "")


def test_two_ministers_signed_two_texts_on_12_january_2023(embedded):
    """The memorandum on research and the supply arrangement, each by Austin and Hamada."""
    rows = embedded.ask("signed-on", "2023-01-12").rows

    assert [(row["agreement"].id, row["person"].id.removeprefix("akd:person_")) for row in rows] == [
        (text, person) for text in (RDTE, SOSA) for person in ("austin-lloyd", "hamada-yasukazu")
    ]


@pytest.mark.parametrize("state", ["Japan", "United States"])
def test_alliances_before_the_coverage_are_unknown_and_not_none(on, state):
    """Question 26: on 1 July 1914 no source here speaks; the answer says so."""
    reply = on("1914-07-01").ask("alliances", state)

    assert (reply.rows, reply.coverage.outside) == ((), True)
    assert "unknown: 1914-07-01 lies outside this coverage" in str(reply.coverage)


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        pytest.param("Japan", "1960-06-22", set(), id="signed, a day too early"),
        pytest.param("Japan", "1960-06-23", {TREATY}, id="in force that day"),
        pytest.param(
            "United States",
            "1953-12-31",
            {
                "akd:agreement_north-atlantic-treaty-1949",
                "akd:agreement_anzus-1951",
                "akd:agreement_us-philippines-mdt-1951",
            },
            id="before Korea (November 1954), Manila and Taiwan (1955)",
        ),
    ],
)
def test_alliances_of_a_state_follow_the_day(on, state, day, expected):
    """Question 26: by entry into force; an alliance of which nobody tells the start is only possible."""
    assert certain(on(day).ask("alliances", state), "alliance") == expected


def test_signature_and_entry_into_force_are_two_dates(embedded):
    """Question 27: signed on 19 January 1960, in force on 23 June."""
    rows = embedded.ask("agreement-dates", TREATY).rows

    assert [(row["step"].label, row["date"].label) for row in rows] == [
        ("signed", "1960-01-19"),
        ("in force", "1960-06-23"),
    ]


def test_pledges_of_1960_run_each_way_on_their_own(embedded):
    """Question 30: defence both ways by Article V, bases one way by Article VI."""
    pledged = {
        (row["debtor"].label, row["creditor"].label, row["obligation"].label, row["provision"].id[-1])
        for row in embedded.ask("pledges", TREATY)
        if row["debtor"].label
    }

    assert pledged == {
        ("United States", "Japan", "defense", "5"),
        ("Japan", "United States", "defense", "5"),
        ("Japan", "United States", "basing", "6"),
    }


def test_a_pledge_that_was_suspended_between_two_is_kept_by_the_others(on):
    """Question 30: from 11 August 1986 ANZUS binds the United States to New Zealand no longer."""

    def under_anzus(day: str) -> set[tuple[str, str]]:
        found = on(day).cited("""SELECT ?debtor ?creditor {
            VALUES ?debtor { akd:state_united-states akd:state_new-zealand }
            VALUES ?creditor { akd:state_united-states akd:state_new-zealand akd:state_australia }
            ?debtor akg:owesDefenceTo ?creditor }""")
        return {
            (row["debtor"].removeprefix("akd:state_"), row["creditor"].removeprefix("akd:state_"))
            for row, behind in zip(found, found.backing, strict=True)
            if any("anzus" in one.source for one in behind.sources)
        }

    before, after = under_anzus("1986-08-10"), under_anzus("1986-08-11")
    assert before - after == {("united-states", "new-zealand")}
    assert after >= {("new-zealand", "united-states"), ("united-states", "australia")}


def test_whether_two_are_allied_is_told_by_day(embedded, on):
    """Question 32: Japan and the United States yes; Japan and Australia not stated, and what was searched."""
    none = embedded.ask("allied", "Japan", "Australia")

    assert set(column(embedded.ask("allied"), "alliance")) == {TREATY, ALLIANCE}
    assert (none.rows, none.coverage.outside) == ((), False)
    assert str(none.coverage).startswith(f"{embedded.info().sources} sources searched; coverage ")
    assert certain(on("1960-06-23").ask("allied"), "alliance") == {TREATY}


def test_beyond_what_a_source_covers_an_alliance_is_unknown():
    """Question 32: a page of June 2020 says nothing of 2022, neither yes nor no."""
    page = alliancekg.load(sources=["usembassy-2020-treaty-sixty-years"])
    asked = page.as_of("2022-06-30").ask("allied")

    assert [(row["alliance"].id, row.timing.holds) for row in asked] == [(TREATY, "unknown")]
    assert asked.coverage.outside


def test_without_the_american_state_japan_loses_its_interceptors(embedded):
    """Question 35: sales of SM-3 Block IIA and AMRAAM come from one supplier, and the link is cited."""
    single = {
        point.thing.id: point for point in embedded.needs("Japan") if point.basis.label == "United States"
    }
    sales = ("sm-3-block-iia-to-japan-2018", "sm-3-block-iia-to-japan-2019", "amraam-to-japan-2025")

    assert {single[f"akd:transfer_{sale}"].outcome for sale in sales} == {"stops"}
    assert all(link.sources for sale in sales for link in single[f"akd:transfer_{sale}"].links)


def test_japan_must_consent_before_its_arms_go_on(embedded):
    """Question 36: for re-exports, by the rules of 2011 and 2014, and for SM-3 Block IIA by the notes."""
    assert set(column(embedded.ask("consent", "Japan"), "rule")) >= {
        "akd:rule_japan-reexport-consent",
        "akd:rule_japan-2014-prior-consent",
        "akd:commitment_us-sm-3-re-export-consent",
    }


def test_the_two_hubs_lie_between_most_states(embedded):
    """Question 37: of the states, on a stated projection, those whose lists the sources give in full."""
    ranking = embedded.rank("betweenness", "states")

    assert [score.node.label for score in ranking][:2] == ["United States", "Japan"]


def test_the_network_changed_between_2015_and_2024(embedded):
    """Question 38: NATO grew by four, AUKUS was set up, Japan's access agreement with Manila was signed."""
    changes = {(one.kind, one.thing.id.partition("_")[2], one.date) for one in embedded.diff("2015", "2024")}

    assert changes >= {
        ("joined", "montenegro-in-north-atlantic-treaty-1949", "2017-06-05"),
        ("joined", "north-macedonia-in-north-atlantic-treaty-1949", "2020-03-27"),
        ("joined", "finland-in-north-atlantic-treaty-1949", "2023-04-04"),
        ("joined", "sweden-in-north-atlantic-treaty-1949", "2024-03-07"),
        ("established", "aukus", "2021-09-15"),
        ("signed", "japan-philippines-raa-2024", "2024-07-08"),
        ("signed", "us-japan-rdte-mou-2023", "2023-01-12"),
    }


def test_a_status_without_a_date_is_not_given_that_of_an_earlier_step(embedded):
    """A page of May 2024 has the British access agreement in force; the day was only announced."""
    (row,) = [
        one
        for one in embedded.diff("2022", "2024")
        if one.thing.id == "akd:agreement_japan-united-kingdom-raa-2023"
    ]

    assert (row.kind, row.date) == ("in force", "")
    assert [one.source for one in row.sources] == ["aks:jiji-2024-05-france-raa-talks"]
