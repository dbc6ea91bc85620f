"""W9: the shapes. Ours is all of ``alliancekg check``, of which they are a part; the peer runs them alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from alliancekg import resources
from alliancekg.check import check
from suite.race import NAIVE, OURS, Aim, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from alliancekg.model import Finding
    from suite.ground import Ground

_MOST_FOR_PYSHACL = 100_000
_TRANSFER = re.compile(r"akd:(transfer_t\d+)\b")
_SHACL = "http://www.w3.org/ns/shacl#"


def validate(ground: Ground) -> Iterator[Heat]:
    """Race a check; compared are the transfers without an item, a fault that the made-up graph has."""
    path = ground.path

    def by_pyshacl() -> rdflib.Graph:
        import pyshacl
        import rdflib

        whole = Store()
        whole.load(path=path, format=RdfFormat.TRIG)
        data = rdflib.Graph()
        lines = "".join({f"{quad.triple} .\n" for quad in whole})
        data.parse(data=lines, format="nt")
        for file in resources.ontology_files():
            data.parse(file)
        shapes = rdflib.Graph().parse(resources.shapes_file())
        report = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)[1]
        return report if isinstance(report, rdflib.Graph) else rdflib.Graph()

    ways = [Way(OURS, lambda: check([path], []), _ours)]
    if ground.size <= _MOST_FOR_PYSHACL:
        ways.append(Way(NAIVE, by_pyshacl, _theirs))
    seconds = race("check", ways, min(2, ground.rounds))
    yield Heat("W9", "check / pyshacl", ground.size, seconds, (Aim(NAIVE, 1, faster=True),))


def _ours(found: tuple[Finding, ...]) -> list[str]:
    return sorted(
        name for one in found if one.check == "shape-Transfer" for name in _TRANSFER.findall(one.what)
    )


def _theirs(report: rdflib.Graph) -> list[str]:
    import rdflib

    faults = report.subjects(rdflib.URIRef(_SHACL + "resultPath"), rdflib.URIRef(_item()))
    focus = rdflib.URIRef(_SHACL + "focusNode")
    return sorted(str(report.value(fault, focus)).rpartition("/")[2] for fault in faults)


def _item() -> str:
    from alliancekg.terms import AKG

    return AKG + "item"
