"""Which peers are installed, and in which versions."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

#: What runs beside us where it is installed: ``pip install --group bench``.
PEERS = ("kglab", "oxigraph", "scipy")
_TOLD = ("alliancekg", "pyoxigraph", "rdflib", "networkx", "igraph", "pyvis", "pyshacl", "click", *PEERS)
NOT_INSTALLED = "not installed"


def versions() -> dict[str, str]:
    """Return the version of each package that counts, NOT_INSTALLED where it is not there."""
    found = {"Python": platform.python_version()}
    for name in _TOLD:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = NOT_INSTALLED
    return found


def has(name: str) -> bool:
    """Return whether a package is installed."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
