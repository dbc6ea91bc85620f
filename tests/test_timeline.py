"""Timelines: bars that say what the as-of views say, and a figure that shows them to everybody."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import alliancekg
from alliancekg.answers import Timeline
from alliancekg.errors import UnknownTermError
from alliancekg.model import Bar, Citation, Coverage, Term
from alliancekg.publish import svg
from alliancekg.publish.axis import Axis
from alliancekg.publish.timeline import figure

TIMES = Path(__file__).parent / "data" / "times.trig"
SVG = "{http://www.w3.org/2000/svg}"
CITATION = Citation("aks:a", "aks:a_p01", "p01", "reported", "T & <b>", "P", "2024", "", "Told \x07there.")


@pytest.fixture(scope="module")
def times():
    return alliancekg.load(TIMES)


def bar(label="Pact", bounds=("2020-01-01", "2020-01-01", "", ""), confirmed="", steps=()):
    """Return a bar; a test spells out only what it is about."""
    return Bar(Term("akd:x", label), "agreement", *bounds, confirmed, tuple(steps), (CITATION,))


def drawn(*bars, as_of=""):
    """Return the figure of bars as a tree."""
    coverage = Coverage(1, "2020", "2024", as_of=as_of, possible="include" if as_of else "")
    return ET.fromstring(figure(Timeline(bars, "agreement", coverage)))  # noqa: S314 - what we wrote


def words(tree):
    return ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("term", "bounds"),
    [
        pytest.param(
            "Alliance of 1902", ("1902-01-30", "1902-01-30", "1923-08-17", "1923-08-17"), id="ended"
        ),
        pytest.param("Treaty of 1960", ("1960-01-19", "1960-01-19", "", ""), id="signed, no end"),
        pytest.param("Program P", ("2013-08-01", "2013-08-31", "2020-05-01", "2020-05-01"), id="a month"),
        pytest.param(
            "akd:tenure_first", ("2010-01-01", "2010-12-31", "2020-01-01", "2020-01-01"), id="a year"
        ),
        pytest.param("akd:tenure_third", ("", "", "", "1999-12-31"), id="over by, never certain"),
        pytest.param("1949 signed", ("1949-04-04",) * 4, id="an event is over as it happens"),
    ],
)
def test_a_bar_begins_and_ends_as_the_sources_have_it(times, term, bounds):
    """Worked out by hand from the dates in times.trig."""
    row, *others = times.timeline(term).rows

    assert (row.start_earliest, row.start_latest, row.end_earliest, row.end_latest) == bounds
    assert others == []
    assert [one.passage for one in row.sources] == ["aks:made-up-2024-times_p01"]


def test_what_ended_and_began_again_has_a_bar_for_each_time(times):
    """France left on 1 July 1966 and came back on 3 April 2009: nothing is drawn between."""
    rows = times.timeline("france pact 1949").rows

    assert [(row.start_latest, row.end_earliest) for row in rows] == [
        ("1949-04-04", "1966-07-01"),
        ("2009-04-03", ""),
    ]
    assert [stage for _, _, stage in rows[0].steps] == ["signed", "in force", "withdrawn"]
    assert rows[1].steps == (("2009-04-03", "2009-04-03", "in force"),)
    assert [row.confirmed for row in rows] == ["", "2024-05-31"]


def test_bars_agree_with_the_as_of_views(times):
    """On each bound a thing is listed, on the day outside it is not."""
    for row in times.timeline():
        for inside, outside in ((row.start_earliest, -1), (row.end_latest, 1)):
            if inside:
                day = alliancekg.dates.date.fromisoformat(inside)
                beyond = day.fromordinal(day.toordinal() + outside).isoformat()
                held = [
                    row.thing.id in {one.thing.id for one in times.as_of(on).timeline()}
                    for on in (inside, beyond)
                ]

                assert held == [True, False]


def test_rows_come_by_start_and_undated_ones_last(kg):
    """The pact was signed in 2020; nobody dates the radar program, whose passage is an announcement."""
    rows = kg.timeline().rows

    assert [(row.thing.label, row.start_earliest, row.is_dated) for row in rows] == [
        ("Supply Pact", "2020-05-17", True),
        ("Radar program", "", False),
    ]


def test_an_actor_stands_for_what_it_takes_part_in(kg):
    """Coria is a partner in the radar alone."""
    assert [row.thing.label for row in kg.timeline("Coria")] == ["Radar program"]


def test_classes_choose_the_things(times):
    """Three people held the chair."""
    assert {row.thing.label for row in times.timeline(classes=["Tenure"])} == {"first", "second", "third"}
    with pytest.raises(UnknownTermError):
        times.timeline(classes=["Tenur"])


# figure


def test_every_bar_has_its_label_its_story_and_its_footnote():
    """What is cut or drawn is whole in the title of its row; the source block says who says so."""
    label = "A very long name of an agreement " * 6
    tree = drawn(bar(label, steps=[("2020-01-01", "2020-01-01", "signed")]))
    titles = [one.text for one in tree.iter(f"{SVG}title")]

    assert label.strip() in titles[1]
    assert "signed 2020-01-01" in titles[1]
    assert any(one.endswith("…") for one in words(tree))
    assert "agreement [1]" in words(tree)
    assert "aks:a_p01 (reported): Told \ufffdthere." in words(tree)
    assert "aks:a: T & <b>, P, 2024" in words(tree)


def test_the_figure_names_itself_and_loads_nothing():
    """An image with a title and a description, no script, no style sheet, no address to fetch."""
    text = figure(Timeline((bar(),), "agreement", Coverage(1, "2020", "2024")))
    tree = ET.fromstring(text)  # noqa: S314 - what we wrote
    ids = {one.get("id") for one in tree.iter()}

    assert tree.get("role") == "img"
    assert set(tree.get("aria-labelledby").split()) <= ids
    assert not re.search(r"<script|<style|<image|<foreignObject|href|@import|url\((?!#)|\son\w+=", text)


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", "]]>&amp;\"'", "a\x00b\x1bc\ufffe", "\u202egnp", ""]
)
def test_hostile_labels_stay_text(label):
    """Whatever a name holds, the file is XML and no element more than for a plain one."""
    plain = [one.tag for one in drawn(bar("plain")).iter()]

    assert [one.tag for one in drawn(bar(label)).iter()] == plain


def test_certain_uncertain_and_unconfirmed_are_drawn_apart():
    """Begun in 2020, confirmed to 2022, open: hatched, then solid, then pale with an arrow."""
    row = bar(bounds=("2020-01-01", "2020-12-31", "", ""), confirmed="2022-01-01")
    rects = [
        one for one in drawn(row).iter(f"{SVG}rect") if one.get("height") == "10" and one.get("stroke-width")
    ]

    assert [one.get("fill") for one in rects] == ["url(#akg-hatch)", "#1f5a96", "#cfe0f1"]
    ends = [float(one.get("x")) + float(one.get("width")) for one in rects]
    assert ends[:2] == pytest.approx([float(one.get("x")) for one in rects[1:]], abs=0.11)


def test_undated_things_and_the_day_asked_about_are_told():
    """No bar is invented for what nobody dates; a day is a line with its words."""
    tree = drawn(bar(bounds=("", "", "", "")), as_of="2021-06-01")

    assert "no date stated" in words(tree)
    assert "as of 2021-06-01" in words(tree)


def test_steps_of_one_day_stand_above_each_other():
    """Two marks on a day do not hide each other."""
    day = "2020-01-01"
    tree = drawn(bar(steps=[(day, day, "announced"), (day, day, "in force")]))
    places = [
        tuple(map(float, one.get("transform")[10:-1].split()))
        for one in tree.iter(f"{SVG}g")
        if one.get("transform")
    ]
    (x1, y1), (x2, y2) = places[-2:]

    assert x1 == x2
    assert abs(y1 - y2) >= 12


def test_no_rows_and_the_ends_of_time_are_figures_too():
    """An empty answer, and lives that fill all the time there is."""
    assert "nothing found" in words(drawn())
    assert drawn(bar(bounds=("0001-01-02", "0001-01-02", "9999-12-30", "9999-12-30"))) is not None


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(
            ["2023-01-01", "2024-01-01"], ["2023-01", "2023-04", "2023-07", "2023-10", "2024-01"], id="a year"
        ),
        pytest.param(
            ["1902-01-01", "2022-01-01"], [str(year) for year in range(1900, 2021, 20)], id="a century"
        ),
    ],
)
def test_ticks_are_round_and_few(days, expected):
    """A year is told in quarters; 120 years and a sixteenth on either side (1894 to 2029) in twenties."""
    assert [words for _, words in Axis.around(days, 0, 100).ticks()] == expected


def test_text_is_cut_and_wrapped_to_its_room():
    """What is set fits by the estimate that cut it, also without a blank to break at."""
    for text in ("word " * 40, "x" * 200, "日本" * 60):
        assert svg.width(svg.cut(text, 100, 12), 12) <= 100
        assert all(svg.width(line, 12) <= 100 for line in svg.wrap(text, 100, 12))
    assert "".join(svg.wrap("x" * 200, 100, 12)) == "x" * 200


# command


def test_the_ending_of_the_file_chooses_the_figure(ask, tmp_path, tiny):
    """-o FILE.svg draws; without it there is a table; the same question gives the same bytes."""
    for name in ("one.svg", "two.svg"):
        assert ask("--graph", tiny, "timeline", "-o", tmp_path / name).exit_code == 0

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert ask("--graph", tiny, "timeline").stdout.startswith("thing")


def test_json_has_the_envelope_and_the_citations(ask, tiny):
    """The day asked about, the coverage, then rows with who says so."""
    told = json.loads(
        ask("--graph", tiny, "--as-of", "2020-06-01", "timeline", "SUPPLY PACT", "-f", "json").stdout
    )

    assert list(told) == ["as_of", "coverage", "rows"]
    assert told["as_of"] == "2020-06-01"
    assert told["rows"][0]["steps"] == [["2020-05-17", "2020-05-17", "signed"]]
    assert [one["passage"] for one in told["rows"][0]["sources"]] == ["aks:made-up-tiny_p01"]
