"""What a code stands for: "3180", "atop:3180" or "JPN", as the codes of a thing are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from alliancekg.store.engine import matching
from alliancekg.store.labels import fold
from alliancekg.terms import AKG, AKV

if TYPE_CHECKING:
    from pyoxigraph import Store

    from alliancekg.store.schema import Schema

_CODE, _SYSTEM, _IDENTIFIES = (NamedNode(AKG + name) for name in ("code", "codeSystem", "identifies"))
_SYSTEMS = AKV + "code-system_"


def bearers(store: Store, schema: Schema, text: str) -> frozenset[str]:
    """Return the IRIs of the things that bear a code, in any system or in the one named before a colon.

    A system goes by its name ("ATOP alliance number") or by the last part of its CURIE ("atop").
    """
    system, colon, code = (part.strip() for part in text.rpartition(":"))
    found: set[str] = set()
    if not code.isprintable():
        return frozenset()  # the engine takes no text that is none
    for told in matching(store, p=_CODE, o=Literal(code)):
        if not colon or _is_of(store, schema, told.subject, fold(system)):
            found.update(
                one.object.value
                for one in matching(store, told.subject, _IDENTIFIES)
                if isinstance(one.object, NamedNode)
            )
    return frozenset(found)


def _is_of(store: Store, schema: Schema, identifier: object, system: str) -> bool:
    """Return whether an identifier is of the system that somebody named."""
    systems = [one.object.value for one in matching(store, identifier, _SYSTEM)]  # type: ignore[union-attr]
    return any(system in (one.removeprefix(_SYSTEMS), fold(schema.label(one) or "")) for one in systems)
