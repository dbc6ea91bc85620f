"""How sure the ties of the real ATOP are on a day, pair by pair, against the rows of the file.

Nothing of it is in the repository; without the folder ``shared/data`` beside it these tests are skipped.
"""

import csv
from calendar import monthrange
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

import alliancekg
from alliancekg.imports import convert
from test_world_data import ATOP, DATA, cow

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the datasets are not at hand")

MEMBERS = ATOP / "atop5_1m.csv"
COVERED = date(2018, 12, 31)
SUREST = ("yes", "possibly", "unknown")


@pytest.fixture(scope="module")
def atop(tmp_path_factory):
    return alliancekg.load(convert("atop", MEMBERS).save(tmp_path_factory.mktemp("atop") / "atop.nq"))


def days(row, side):
    """Return the first and the last day of an entry or exit, whose month or day may not be known."""
    year, month, day = (int(row[part + side] or 0) for part in ("yr", "mo", "day"))
    if year <= 0:
        return date.max, date.max  # it had not ended
    months = (month, month) if month > 0 else (1, 12)
    if day > 0 and month > 0:
        return (date(year, month, day),) * 2
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])


def spells(first, last):
    """Yield of each row that meets a period its phase, its member, and how it held."""
    with MEMBERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (entering, entered), (leaving, left) = days(row, "ent"), days(row, "exit")
            if entering <= last and first <= left:
                known = "yes" if entered <= first and last <= leaving else "possibly"
                beyond = first > COVERED and left == date.max
                yield (row["atopid"], row["phase"]), row["member"], "unknown" if beyond else known


def allied(first, last):
    """Return how each two members of one phase were allied, as the surer of all phases that they share."""
    phases, pairs = {}, {}
    for phase, member, holds in spells(first, last):
        phases.setdefault(phase, {}).setdefault(member, []).append(holds)
    for members in phases.values():
        sure = {member: min(told, key=SUREST.index) for member, told in members.items()}
        for pair in combinations(sure, 2):
            least = max((sure[one] for one in pair), key=SUREST.index)
            pairs.setdefault(frozenset(pair), []).append(least)
    return {pair: min(told, key=SUREST.index) for pair, told in pairs.items()}


@pytest.mark.parametrize(
    ("day", "first", "last", "counts"),
    [
        pytest.param("1914", (1914, 1, 1), (1914, 12, 31), {"yes": 28, "possibly": 6}, id="a year"),
        pytest.param("1914-07-01", (1914, 7, 1), (1914, 7, 1), {"yes": 28}, id="a day of it"),
        pytest.param("1990", (1990, 1, 1), (1990, 12, 31), {"yes": 985, "possibly": 547}, id="many changes"),
        pytest.param("2018-12-31", (2018, 12, 31), (2018, 12, 31), {"yes": 4228}, id="the last day covered"),
        pytest.param("2020", (2020, 1, 1), (2020, 12, 31), {"unknown": 4228}, id="beyond what is covered"),
    ],
)
def test_each_pair_is_as_sure_as_the_rows_have_it(atop, day, first, last, counts):
    """Both in throughout is sure, on some days possible; what is open in 2018 nobody knows of in 2020."""
    edges = atop.as_of(day).project("alliances").edges(data="holds")

    assert counts == Counter(holds for *_, holds in edges)
    assert allied(date(*first), date(*last)) == {
        frozenset((cow(one), cow(other))): holds for one, other, holds in edges
    }
