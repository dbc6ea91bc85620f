"""What is read at once for many answers to most things is what each look-up gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from alliancekg.store import catalog
from alliancekg.store.graph import GraphStore

DATA = Path(__file__).parent / "data"


def _twins(name: str) -> tuple[GraphStore, GraphStore]:
    """Return two views of one dataset: blank nodes bear the same names in both."""
    graph = GraphStore.load([DATA / f"{name}.trig"])
    return graph, GraphStore(graph.engine, graph.files, graph.modes, graph.passages)


@pytest.mark.parametrize("name", ["tiny", "contested", "times", "faults"])
def test_evidence_read_at_once_is_that_looked_up_one_by_one(name: str) -> None:
    """Denied, withdrawn, derived, registered and unsourced statements: each keeps its support."""
    slow, fast = _twins(name)
    fast.foresee(fast.schema.derived_by)
    triples = [quad.triple for quad in slow.engine.quads_for_pattern(None, None, None, DefaultGraph())]
    one_by_one = {str(triple): slow.citations.support(triple) for triple in triples}
    assert one_by_one == {str(triple): fast.citations.support(triple) for triple in triples}


@pytest.mark.parametrize("name", ["tiny", "contested", "times", "faults"])
def test_names_and_passages_read_at_once_are_those_looked_up_one_by_one(name: str) -> None:
    """Labels, classes, aliases, codes and passages of every thing, also of those only hedged."""
    slow, fast = _twins(name)
    fast.foresee()
    things = slow.instances(slow.schema.classes)
    one_by_one = [(catalog.entity(slow, iri), slow.is_hedged(iri)) for iri in things]
    assert one_by_one == [(catalog.entity(fast, iri), fast.is_hedged(iri)) for iri in things]


def test_a_passage_is_one_object_wherever_it_is_cited() -> None:
    """Edges share their citations: a network holds each passage once."""
    graph = GraphStore.load([DATA / "tiny.trig"])
    graph.foresee()
    cited = [
        one for iri in graph.instances(graph.schema.classes) for one in catalog.entity(graph, iri).sources
    ]
    assert cited
    assert len({one.passage for one in cited}) == len({id(one) for one in cited})
