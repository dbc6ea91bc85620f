"""GEXF in the hands of others: the reader of graphology finds what was written."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import networkx as nx
import pytest

import alliancekg
from alliancekg import recipes
from alliancekg.publish.networks import gexf

HERE = Path(__file__).parent
PACKAGES = HERE.parent / ".venv" / "npm"
#: What does not count: intervals, which the reader leaves in the file, and ids that writers make up.
UNREAD = ("start", "end", "id", "networkx_key")


@pytest.fixture(scope="module")
def node():
    """Return the program that runs the reader; without it the test fails where CI is set, else skips."""
    found = shutil.which("node")
    if found and (PACKAGES / "node_modules" / "graphology-gexf").is_dir():
        return found
    missing = "node or graphology is missing: sh tests/install-graphology.sh"
    return pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


@pytest.fixture(scope="module")
def read(node, embedded, tmp_path_factory):
    """Return each projection of some graphs, as it was drawn and as the reader reads it."""
    folder = tmp_path_factory.mktemp("gexf")
    cases = sorted((HERE / "data" / "cases").glob("*.trig"))
    graphs = {path.stem: alliancekg.load(path) for path in (HERE / "data" / "times.trig", *cases)}
    networks = {}
    for name, graph in {**graphs, "shipped": embedded}.items():
        for view in recipes.names():
            networks[name, view] = graph.project(view)
            text = gexf(networks[name, view])
            (folder / f"{len(networks):03}.gexf").write_text(text, encoding="utf-8", newline="")
    words = [node, HERE / "graphology.cjs", PACKAGES, *sorted(folder.iterdir())]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    again = map(json.loads, done.stdout.splitlines())
    return [(network, found) for network, found in zip(networks.values(), again, strict=True)]


def told(data):
    """Return the attributes that count; a number is a number, with a point or without."""
    numbers = {name: float(value) for name, value in data.items() if type(value) is int}
    return {name: value for name, value in {**data, **numbers}.items() if name not in UNREAD}


def by_text(network, edges):
    """Return edges in an order of their own; where they have no direction, so have their ends."""
    ends = tuple if network.is_directed() else sorted
    return sorted(json.dumps([*ends(edge[:2]), edge[2]], sort_keys=True) for edge in edges)


def test_the_reader_finds_every_node_and_edge_with_its_attributes(read, tmp_path):
    """Ends, labels, words, numbers, doubts and passages are as networkx reads them from the same file."""
    for network, found in read:
        path = tmp_path / "again.gexf"
        path.write_text(gexf(network), encoding="utf-8", newline="")
        again = nx.read_gexf(path)

        nodes = {node: told(data) for node, data in again.nodes(data=True)}
        assert {node: told(data) for node, data in found["nodes"]} == nodes
        expected = [(tail, head, told(data)) for tail, head, data in again.edges(data=True)]
        seen = [(tail, head, told(data)) for tail, head, data in found["edges"]]
        assert by_text(network, seen) == by_text(network, expected)
        assert (found["order"], found["size"]) == (len(network), network.number_of_edges())


def test_the_reader_finds_no_day_of_writing(read):
    """Two days, one file."""
    assert {json.dumps(found["about"]) for _, found in read} == {'{"creator": "alliancekg"}'}


def test_what_was_read_is_not_nothing(read):
    """Equal and empty would prove nothing: each recipe gives an edge somewhere, directed where it is."""
    full = {network.name: network.is_directed() for network, found in read if found["edges"]}

    assert set(full) == set(recipes.names())
    assert {network.name for network, found in read if found["edges"] and found["directed"]} == {
        name for name, directed in full.items() if directed
    }
