"""``conflicts``: where sources disagree, both sides cited; a denial is never support."""

import csv
import io
import json

import pytest

import alliancekg
from alliancekg.model import Citation, Conflict, Position

SEED = "aks:zephyrnet-2024-02-japan-us-defense-industry"
NOTE = "akd:conflict_pact-legal-force"
VALUE = "akv:legal-force_non-binding"


def sides(row):
    """Return what a test compares of each side."""
    return [
        (one.stance, [value.id for value in one.values], one.passage.passage.rpartition("_")[2])
        for one in row.positions
    ]


@pytest.fixture
def edited(tiny, tmp_path):
    """Return a function that loads the tiny graph with texts replaced, each of which stands in it."""

    def load(edits, **options):
        text = tiny.read_text()
        for old, new in edits.items():
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "edited.trig"
        path.write_text(text)
        return alliancekg.load(path, **options)

    return load


def without_note(tiny):
    """Return the edit that takes the conflict note out of the tiny graph."""
    text = tiny.read_text()
    block = text[text.index("akd:conflicts {") : text.index("akd:registry {")]
    return {block: ""}


# the tiny graph: p01 says that the pact does not bind, p05 denies it, a note tells of the two


def test_note_is_told_with_both_sides(kg):
    """Worked out by hand from the file."""
    [row] = kg.conflicts()

    assert (row.id, row.thing.id, row.property.id) == (NOTE, "akd:agreement_pact", "akg:legalForce")
    assert (row.thing.label, row.property.label) == ("Supply Pact", "has legal force")
    assert row.gist == "Told as not binding, and denied."
    assert sides(row) == [("asserts", [VALUE], "p01"), ("denies", [VALUE], "p05")]
    assert [one.preferred for one in row.positions] == [False, False]
    assert row.contested


def test_denial_is_never_support(kg):
    """The passage that denies is a side, and no source of the row."""
    [row] = kg.conflicts()

    assert [one.passage for one in row.sources] == ["aks:made-up-tiny_p01"]


def test_statement_contested_without_a_note_is_listed(edited, tiny):
    """The same two passages; there is no note and no gist."""
    [row] = edited(without_note(tiny)).conflicts()

    assert (row.id, row.gist, row.contested) == ("", "", True)
    assert (row.thing.id, row.property.id) == ("akd:agreement_pact", "akg:legalForce")
    assert sides(row) == [("asserts", [VALUE], "p01"), ("denies", [VALUE], "p05")]
    assert [one.passage for one in row.sources] == ["aks:made-up-tiny_p01"]


def test_note_about_another_property_does_not_cover_the_denial(edited):
    """The note speaks of the kind of agreement, which p05 is silent on; the denial has its own row."""
    rows = edited(
        {"akg:conflictProperty akg:legalForce": "akg:conflictProperty akg:agreementKind"}
    ).conflicts()

    assert [(row.property.id, row.id) for row in rows] == [
        ("akg:agreementKind", NOTE),
        ("akg:legalForce", ""),
    ]
    kind = "akv:agreement-kind_security-of-supply"
    assert sides(rows.rows[0]) == [("asserts", [kind], "p01"), ("silent", [], "p05")]
    assert not rows.rows[0].contested


def test_denial_of_what_nobody_asserts_is_no_conflict(edited, tiny):
    """p05 denies that the pact binds, and p01 does not say that it does."""
    force = "aks:made-up-tiny_p05 {\n    akd:agreement_pact\n        akg:legalForce akv:legal-force_"
    denied = {force + "non-binding": force + "binding"}

    assert len(edited({**without_note(tiny), **denied}).conflicts()) == 0


def test_denial_that_was_withdrawn_contests_nothing(edited, tiny):
    """A passage that was taken back is neither for nor against."""
    described = 'denied."@en ;\n        akg:locator "p05" ;'
    withdrawn = {described: described + "\n        akg:reviewStatus akv:review_withdrawn ;"}

    assert len(edited({**without_note(tiny), **withdrawn}).conflicts()) == 0
    [row] = edited(withdrawn).conflicts()
    assert sides(row)[1] == ("withdrawn", [VALUE], "p05")
    assert not row.contested


def test_hedged_side_counts_only_when_asked_for(edited):
    """p01 only expects what p05 denies: nothing is asserted, unless expected passages count."""
    expected = {"akv:mode_reported": "akv:mode_expected"}  # p01 is the only reported passage of the file

    [hedged] = edited(expected).conflicts()
    [counted] = edited(expected, modes=["expected"]).conflicts()

    assert [side[0] for side in sides(hedged)] == ["hedges", "denies"]
    assert (hedged.contested, hedged.sources) == (False, ())
    assert [side[0] for side in sides(counted)] == ["asserts", "denies"]
    assert counted.contested


def test_passage_that_is_not_here_is_called_missing(edited):
    """A note may name a passage of a file that was not loaded."""
    [row] = edited({"            aks:made-up-tiny_p05": "            aks:elsewhere_p01"}).conflicts().rows[1:]

    assert sides(row) == [("asserts", [VALUE], "p01"), ("missing", [], "p01")]


def test_rows_are_frozen(kg):
    """They can stand in sets and cannot be written to."""
    [row] = kg.conflicts()

    assert len({row, *row.positions}) == 3
    with pytest.raises(AttributeError):
        row.gist = "x"


# the shipped graph


def test_shipped_notes_are_listed_with_both_sides_cited(article):
    """Two notes: one revision told in two tenses, one rule in two wordings."""
    tense, wording = article.conflicts()

    rule = "akd:rule_japan-licensed-return"
    assert tense.id == "akd:conflict_export-revision-tense"
    assert sides(tense) == [("asserts", [rule], "p05.s1-2"), ("hedges", [rule], "p07.s2b")]
    assert [one.preferred for one in tense.positions] == [True, False]
    assert tense.gist.startswith("One revision told twice")
    assert wording.id == "akd:conflict_licensed-return-wording"
    assert sides(wording) == [
        ("asserts", ["akd:group_licensor-states"], "p05.s1-2"),
        ("asserts", ["akd:group_patent-holder-states"], "p07.s2a"),
    ]
    assert {one.preferred for one in wording.positions} == {False}
    cited = [one.passage for row in (tense, wording) for one in row.positions]
    assert {one.source for one in cited} == {SEED}
    assert all(one.locator and one.mode and one.gist and one.title for one in cited)


# the command


def test_table_shows_both_sides_the_preferred_one_and_why(ask):
    """Stance, value, mode and locator of each, with footnotes."""
    result = ask("conflicts", "--source", SEED.removeprefix("aks:"))

    assert result.exit_code == 0
    assert "asserts, preferred" in result.stdout
    assert "hedges" in result.stdout
    assert "The dated\ntelling, after which the Patriot decision was taken, is followed." in result.stdout
    assert f"[2] {SEED}_p07.s2b (expected" in result.stdout
    assert result.stderr == "2 conflicts; 1 source searched; coverage 2023-01..2024-02\n"


def test_json_is_the_envelope_with_sides_and_sources(ask, tiny):
    """as_of, coverage, rows; a denial is no source."""
    body = json.loads(ask("--graph", tiny, "conflicts", "-f", "json").stdout)

    [row] = body["rows"]
    assert set(body) == {"as_of", "coverage", "rows"}
    assert set(row) == set(Conflict.__slots__)
    assert [set(one) for one in row["positions"]] == [set(Position.__slots__)] * 2
    assert set(row["positions"][1]["passage"]) == set(Citation.__slots__)
    assert row["positions"][1]["passage"]["mode"] == "denied"
    assert [one["mode"] for one in row["sources"]] == ["reported"]
    lines = ask("--graph", tiny, "conflicts", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == body["rows"]


def test_csv_has_a_line_a_side(ask, tiny):
    """The first tells who asserts, the second who denies."""
    text = ask("--graph", tiny, "conflicts", "-f", "csv").stdout

    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["id"], row["stance"], row["value"], row["passage"]) for row in rows] == [
        (NOTE, "asserts", VALUE, "aks:made-up-tiny_p01"),
        (NOTE, "denies", VALUE, "aks:made-up-tiny_p05"),
    ]


def test_no_conflict_names_what_was_searched(ask, tiny, tmp_path):
    """Never a bare no."""
    text = tiny.read_text().replace("akv:mode_denied", "akv:mode_judged")
    [(block, _)] = without_note(tiny).items()
    path = tmp_path / "plain.trig"
    path.write_text(text.replace(block, ""))

    result = ask("--graph", path, "conflicts", "-f", "csv")

    assert result.stdout == "id,thing,property,stance,value,mode,preferred,passage,note\n"
    assert result.stderr == "no conflict found; 1 source searched; coverage 2020..2021-03\n"


def test_notebook_shows_both_sides(kg):
    """Escaped, with the note and the footnotes of both passages."""
    shown = kg.conflicts()._repr_html_()

    assert ">asserts</td>" in shown
    assert ">denies</td>" in shown
    assert "Told as not binding, and denied." in shown
    assert "aks:made-up-tiny_p05 (denied)" in shown
