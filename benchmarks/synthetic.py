"""Make-believe graphs of any size in our own model: sources, passages, partial dates, parties, steps.

Same seed, same bytes. Nothing here is a fact.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PARTIES, _STATES, _PER_SOURCE = 3, 200, 50
_FIRST_YEAR, _LAST_YEAR = 1900, 2023
#: Quads that one agreement brings, roughly: what it says, its registry entries, its share of a source.
QUADS_EACH = 45


def write(path: Path, quads: int, seed: int = 7) -> int:
    """Write a graph of about ``quads`` quads as TriG and return the number of agreements in it."""
    chance = random.Random(seed)
    agreements = max(1, quads // QUADS_EACH)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        file.writelines(_states())
        for first in range(0, agreements, _PER_SOURCE):
            numbers = range(first, min(first + _PER_SOURCE, agreements))
            file.writelines(_source(f"made-up-{first // _PER_SOURCE}", numbers, chance))
    return agreements


def _states() -> Iterator[str]:
    yield "akd:registry {\n"
    for number in range(_STATES):
        yield f'akd:state_s{number} a akg:State ; skos:prefLabel "State {number}"@en .\n'
    yield "}\n"


def _source(slug: str, numbers: range, chance: random.Random) -> Iterator[str]:
    """Yield one source: its description, the registry entries and the passages of its agreements."""
    yield f'aks:{slug} {{ aks:{slug} a akg:Source ; dcterms:title "{slug}"@en ; '
    yield f'dcterms:issued "2024"^^xsd:gYear ; akg:coversFrom "{_FIRST_YEAR}"^^xsd:gYear ; '
    yield 'akg:coversTo "2024"^^xsd:gYear .\n'
    for number in numbers:
        yield f"aks:{slug}_p{number} a akg:Passage ; akg:passageOf aks:{slug} ; "
        yield f'akg:assertionMode akv:mode_reported ; akg:locator "p{number}" ; '
        yield f'akg:gist "Agreement {number}"@en ; '
        yield "akg:confidence akv:confidence_high .\n"
    yield "}\n"
    for number in numbers:
        told, known = _agreement(number, chance)
        yield f"akd:registry {{ {known} }}\naks:{slug}_p{number} {{ {told} }}\n"


def _agreement(number: int, chance: random.Random) -> tuple[str, str]:
    """Return what a passage tells of an agreement, and the registry entries of what it speaks of."""
    agreement = f"akd:agreement_a{number}"
    known = [f'{agreement} a akg:Agreement ; skos:prefLabel "Agreement {number}"@en .']
    told = [f"{agreement} akg:agreementKind akv:agreement-kind_mutual-defense-treaty ;"]
    told.append(f"akg:legalForce akv:legal-force_binding ; akg:setsOut akd:commitment_c{number} .")
    known.append(f"akd:commitment_c{number} a akg:Commitment .")
    told.append(f"akd:commitment_c{number} akg:mutualAmong {agreement} ; akg:normKind akv:norm-kind_duty ;")
    told.append("akg:obligationType akv:obligation_defense .")
    for at, state in enumerate(chance.sample(range(_STATES), _PARTIES)):
        part = f"akd:part_a{number}-{at}"
        known.append(f"{part} a akg:Participation .")
        told.append(f"{part} akg:participationIn {agreement} ; akg:participant akd:state_s{state} ;")
        told.append("akg:role akv:role_party .")
    year = chance.randint(_FIRST_YEAR, _LAST_YEAR - 1)
    steps = [("signature", "signed", year), ("entry-into-force", "in-force", year + 1)]
    if chance.random() < 1 / 3:
        steps.append(("termination", "terminated", min(year + chance.randint(2, 40), _LAST_YEAR)))
    for kind, status, when in steps:
        event = f"akd:event_a{number}-{status}"
        known.append(f"{event} a akg:AgreementEvent .")
        told.append(f"{event} akg:changes {agreement} ; akg:eventKind akv:event-kind_{kind} ;")
        told.append(f"akg:resultStatus akv:status_{status} ; akg:date {_date(when, chance)} .")
    return "\n".join(told), "\n".join(known)


def _date(year: int, chance: random.Random) -> str:
    """Return a date of a year, known to the day, the month or the year."""
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    forms = (
        f'"{year}-{month:02}-{day:02}"^^xsd:date',
        f'"{year}-{month:02}"^^xsd:gYearMonth',
        f'"{year}"^^xsd:gYear',
    )
    return chance.choice(forms)
