"""The open, cited, dated knowledge graph of alliance relationships, and the tool to ask it.

Start with ``alliancekg.load()``. Everything is imported when it is first used: ``import alliancekg`` costs
nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from alliancekg.answers import Answer, CitedResult, Description, Info, Reply, SelectResult, Value
    from alliancekg.api import KnowledgeGraph, connect, load
    from alliancekg.errors import AllianceKGError
    from alliancekg.model import (
        Citation,
        Coverage,
        Detail,
        Entity,
        Evidence,
        QuestionRow,
        Relation,
        SourceRow,
        Term,
    )

_HOMES = {
    "AllianceKGError": "errors",
    "Answer": "answers",
    "Citation": "model",
    "CitedResult": "answers",
    "Coverage": "model",
    "Description": "answers",
    "Detail": "model",
    "Entity": "model",
    "Evidence": "model",
    "Info": "answers",
    "KnowledgeGraph": "api",
    "QuestionRow": "model",
    "Relation": "model",
    "Reply": "answers",
    "SelectResult": "answers",
    "SourceRow": "model",
    "Term": "model",
    "Value": "answers",
    "connect": "api",
    "load": "api",
}

__all__ = [
    "AllianceKGError",
    "Answer",
    "Citation",
    "CitedResult",
    "Coverage",
    "Description",
    "Detail",
    "Entity",
    "Evidence",
    "Info",
    "KnowledgeGraph",
    "QuestionRow",
    "Relation",
    "Reply",
    "SelectResult",
    "SourceRow",
    "Term",
    "Value",
    "connect",
    "load",
]


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Add the cell magic ``%%sparql`` to a notebook: IPython calls this at ``%load_ext alliancekg``."""
    from alliancekg.notebook import register

    register(shell)


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("alliancekg")
    if name not in _HOMES:
        message = f"module 'alliancekg' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"alliancekg.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
