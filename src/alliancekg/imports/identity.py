"""What the registry of states says, as lines of N-Quads: identity, names over time, who came from whom.

Names of states and their codes are identity and go into ``akd:registry``. Former names and successions are
statements, so each stands in the graph of a passage: a row of a table of ours, with a note of the page where
it was read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from alliancekg.imports.form import Origin
from alliancekg.imports.nquads import ALIAS, LABEL, TYPE, dated, line, node, term, text
from alliancekg.imports.passages import SourceGraph
from alliancekg.imports.states import state_iri, table
from alliancekg.terms import AKD, REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alliancekg.imports.states import StateCode, StateCodes

_REGISTRY = f"<{REGISTRY}>"
_LABELS = {
    "cow": "COW number",
    "gleditsch-ward": "Gleditsch-Ward number",
    "gleditsch-ward-microstates": "Gleditsch-Ward number",
    "iso-3166-1-alpha-2": "ISO 3166-1 alpha-2 code",
    "iso-3166-1-alpha-3": "ISO 3166-1 code",
    "iso-3166-3": "ISO 3166-3 code",
}


def _ours(slug: str, title: str) -> Origin:
    """Return a table of ours as a source."""
    return Origin(
        slug,
        title,
        "the alliancekg authors",
        ("1816", "2026"),
        "2026-11-23",
        issued="2026-11",
        notes=("Each row was read at the page that its passage names.",),
        reliability="medium",
    )


_NAMES = _ours("alliancekg-2026-11-state-names", "Former names of states")
_SUCCESSIONS = _ours("alliancekg-2026-11-state-successions", "Successions of states")


def identity(states: StateCodes, wanted: Iterable[str]) -> list[str]:
    """Return what identifies the ``wanted`` states (IRIs): class, names, and codes with their periods.

    Raises:
        UnknownTermError: When one of them is not in the registry.
    """
    return [quad for state in sorted(set(wanted)) for quad in _identity(states, state)]


def _identity(states: StateCodes, state: str) -> Iterator[str]:
    subject, called = f"<{state}>", states.name(state)
    yield line(subject, TYPE, node("akg:State"), _REGISTRY)
    yield line(subject, LABEL, text(called.name, "en"), _REGISTRY)
    for other in called.others:
        yield line(subject, ALIAS, text(other, "en"), _REGISTRY)
    for code in states.codes_of(state):
        yield from identifier(states, code)
        yield from period(code, _REGISTRY)


def identifier(states: StateCodes, code: StateCode) -> Iterator[str]:
    """Yield an identifier without its period, for the registry."""
    subject, mark = f"<{identifier_iri(code)}>", _mark(code)
    label = f"{_LABELS[code.system]} of {states.name(code.state).name}" + (f" ({mark})" if mark else "")
    yield line(subject, TYPE, node("akg:Identifier"), _REGISTRY)
    yield line(subject, LABEL, text(label, "en"), _REGISTRY)
    yield line(subject, term("identifies"), f"<{code.state}>", _REGISTRY)
    yield line(subject, term("code"), text(code.code), _REGISTRY)
    yield line(subject, term("codeSystem"), node(f"akv:code-system_{code.system}"), _REGISTRY)


def spell(code: StateCode, graph: str) -> Iterator[str]:
    """Yield whom an identifier names between which days, as the passage ``graph`` states it."""
    yield line(f"<{identifier_iri(code)}>", term("identifies"), f"<{code.state}>", graph)
    yield from period(code, graph)


def period(code: StateCode, graph: str) -> Iterator[str]:
    """Yield the days between which an identifier stands, as ``graph`` states them."""
    subject = f"<{identifier_iri(code)}>"
    if code.start:
        yield line(subject, term("startDate"), dated(code.start), graph)
    if code.end:
        yield line(subject, term("endDate"), dated(code.end), graph)


def identifier_iri(code: StateCode) -> str:
    """Return the IRI of an identifier: state and system, and what tells several of one system apart.

    A spell has its first day, a country code that was withdrawn has itself: ``akd:code_japan-iso-3166-1`` is
    today's JPN, ``akd:code_serbia-iso-3166-1-yug`` was YUG.
    """
    system = code.system.replace("iso-3166-1-alpha-3", "iso-3166-1")
    mark = _mark(code).lower()
    return f"{AKD}code_{code.slug}-{system}" + (f"-{mark}" if mark else "")


def _mark(code: StateCode) -> str:
    """Return what tells this code of a state from others of the same system; "" for the one that leads."""
    if code.system.startswith("iso-3166"):
        return code.code if code.start or code.end else ""
    return code.start


def former_names(states: StateCodes) -> list[str]:
    """Return the names that states bore, each a row of a table of ours."""
    listed = SourceGraph(_NAMES)
    quads = listed.source()
    for row in table(states.folder / "names.csv"):
        key = "-".join(part for part in (row["state"], slug(row["name"]), row["from"]) if part)
        years, now = _years(row), states.name(state_iri(row["state"])).name
        gist = f"{row['name']} was {f'the name of {now}, {years}' if years else f'a name of {now}'}."
        said = listed.passage(f"x-{key}", gist, [_read_at(row)])
        quads += said.described
        use = node(f"akd:name_{key}")
        quads += [
            line(use, TYPE, node("akg:NameUse"), _REGISTRY),
            line(use, LABEL, text(f"Name {row['name']}" + (f" ({years})" if years else ""), "en"), _REGISTRY),
            line(use, term("nameOf"), f"<{state_iri(row['state'])}>", said.graph),
            line(use, term("name"), text(row["name"], "en"), said.graph),
        ]
        for word, year in (("startDate", row["from"]), ("endDate", row["to"])):
            quads += [line(use, term(word), dated(year), said.graph)] if year else []
    return quads


def successions(states: StateCodes) -> list[str]:
    """Return which states came from which, each a row of a table of ours."""
    listed = SourceGraph(_SUCCESSIONS)
    quads = listed.source()
    for row in table(states.folder / "successions.csv"):
        before, after = row["from"].split(";"), row["to"].split(";")
        key = "-".join((row["year"], *(before if row["kind"] == "split" else after)))
        heirs, gone = _listed(states, after), _listed(states, [one for one in before if one not in after])
        label = f"Succession of {heirs} to {gone} ({row['year']})"
        gist = f"{heirs} followed {gone} in {row['year']}."
        said = listed.passage(f"x-{key}", gist, [_read_at(row)])
        quads += said.described
        event = node(f"akd:event_succession-{key}")
        quads += [
            line(event, TYPE, node("akg:OrganizationChange"), _REGISTRY),
            line(event, LABEL, text(label, "en"), _REGISTRY),
            line(event, term("eventKind"), node(f"akv:event-kind_{row['kind']}"), said.graph),
            line(event, term("date"), dated(row["year"]), said.graph),
        ]
        for word, sides in (("originalOrganization", before), ("resultingOrganization", after)):
            quads += [line(event, term(word), f"<{state_iri(one)}>", said.graph) for one in sides]
    return quads


def slug(name: str) -> str:
    """Return a name as part of an IRI: small letters, digits and hyphens.

    Example:
        >>> slug("Kingdom of Serbs, Croats and Slovenes")
        'kingdom-of-serbs-croats-and-slovenes'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _years(row: Mapping[str, str]) -> str:
    """Return the years of a former name, "" where the page that shows the name gives none."""
    if row["from"]:
        return f"{row['from']}-{row['to']}"
    return f"until {row['to']}" if row["to"] else ""


def _read_at(row: Mapping[str, str]) -> str:
    """Return the note that says where a row was read."""
    return f"Read at {row['page']}"


def _listed(states: StateCodes, slugs: list[str]) -> str:
    """Return names as a sentence lists them."""
    *first, last = (states.name(state_iri(one)).name for one in slugs)
    return f"{', '.join(first)} and {last}" if first else last
