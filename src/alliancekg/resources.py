"""Find the files that ship with alliancekg: the graph, the ontology, its rules and checks.

An installed wheel carries them in ``alliancekg/_data``; a checkout (also an editable install) has them at its
top, and the checkout is asked first: what a curator edits is what a command sees.
"""

from pathlib import Path

from alliancekg.errors import DataNotFoundError

_HERE = Path(__file__).resolve().parent


def data_root() -> Path:
    """Return the folder that holds ``graph/`` and ``ontology/``.

    Raises:
        DataNotFoundError: When neither the checkout nor the installed package has both.
    """
    places = (_HERE.parents[1], _HERE / "_data")
    for place in places:
        if (place / "graph").is_dir() and (place / "ontology" / "alliancekg.ttl").is_file():
            return place
    raise DataNotFoundError(*places)


def graph_folder() -> Path:
    """Return the folder of the shipped graph."""
    return data_root() / "graph"


def states_folder() -> Path:
    """Return the folder of the registry of states: tables, so that no question loads them."""
    return graph_folder() / "states"


def ontology_files() -> tuple[Path, ...]:
    """Return the files that are loaded beside every graph: the terms and the vocabularies."""
    folder = data_root() / "ontology"
    return (folder / "alliancekg.ttl", folder / "vocab.ttl")


def rule_files() -> tuple[Path, ...]:
    """Return the rules, in the order in which they run."""
    return tuple(sorted((data_root() / "ontology" / "rules").glob("*.rq")))


def check_files() -> tuple[Path, ...]:
    """Return the graph checks: queries that must give no rows."""
    return tuple(sorted((data_root() / "ontology" / "checks").glob("*.rq")))


def shapes_file() -> Path:
    """Return the SHACL shapes."""
    return data_root() / "ontology" / "shapes.ttl"
