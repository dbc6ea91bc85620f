"""Make-believe graphs of any size that use the whole model; ``synthetic`` has the simpler ones.

Agreements with parties (some of them bodies of states), duties and dated steps, programs with roles,
transfers, amendments; passages in several modes, some withdrawn; dates to the day, the month or the year; a
few states that are in most things, as in life. Same seed, same bytes. Nothing here is a fact.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATES = 200
_BODIES, _SYSTEMS, _PER_SOURCE = 40, 60, 50
_FIRST_YEAR, _LAST_YEAR = 1900, 2023
_MODES = {"reported": 75, "announced": 13, "expected": 5, "judged": 4, "denied": 3}
_ROLES = ("partner", "lead", "funder", "prime-contractor", "subcontractor")
#: The share of passages that were withdrawn, of agreements that amend one before, of transfers without item.
_WITHDRAWN, _AMENDS, _FAULTY = 0.02, 0.2, 0.05


def write(path: Path, quads: int, seed: int = 7) -> int:
    """Write a graph of ``quads`` quads or a few more as TriG and return how many there are."""
    world = _World(random.Random(seed))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        file.writelines(world.registry())
        while world.quads < quads:
            file.writelines(world.source(quads))
    return world.quads


class _World:
    """What has been told so far: how many of each kind there are, and how many quads that took."""

    def __init__(self, chance: random.Random) -> None:
        self.quads = 0
        self._chance = chance
        self._weights = [1 / (number + 3) for number in range(STATES)]
        self._sources = self._passages = self._agreements = self._programs = self._transfers = 0
        self._known: list[str] = []
        self._amended: list[int] = []

    def registry(self) -> Iterator[str]:
        """Yield the states, their bodies and the systems, and the source that says whose body is whose."""
        for number in range(STATES):
            self._register(f"akd:state_s{number}", "State", f"State {number}")
        for number in range(_BODIES):
            self._register(f"akd:body_b{number}", "Organization", f"Ministry {number}")
        for number in range(_SYSTEMS):
            self._register(f"akd:system_y{number}", "System", f"System {number}")
        told = [self._about(f"akd:body_b{at}", f"akg:bodyOf akd:state_s{at}") for at in range(_BODIES)]
        yield from self._told_by("made-up-bodies", ["".join(told)])

    def source(self, quads: int) -> Iterator[str]:
        """Yield one source, its passages and what they say, fewer where ``quads`` are reached before."""
        told: list[str] = []
        while len(told) < _PER_SOURCE and self.quads < quads:
            draw = self._chance.random()
            tell = self._agreement if draw < 0.5 else self._program if draw < 0.75 else self._transfer  # noqa: PLR2004 - shares
            told.append(tell())
        self._sources += 1
        yield from self._told_by(f"made-up-{self._sources}", told)

    def _told_by(self, slug: str, told: list[str]) -> Iterator[str]:
        source = f"aks:{slug}"
        yield f"{source} {{\n"
        yield self._about(
            source,
            f'a akg:Source ; dcterms:title "{slug}"@en ; dcterms:publisher "Nobody"',
            'dcterms:issued "2024"^^xsd:gYear ; akg:sourceKind akv:source-kind_made-up',
            f'akg:coversFrom "{_FIRST_YEAR}"^^xsd:gYear ; akg:coversTo "2024"^^xsd:gYear',
        )
        for at in range(len(told)):
            yield self._passage(source, at)
        yield "}\nakd:registry {\n" + "".join(self._known) + "}\n"
        self._known.clear()
        yield from (f"{source}_p{at} {{\n{one}}}\n" for at, one in enumerate(told))

    def _passage(self, source: str, at: int) -> str:
        mode = self._chance.choices(list(_MODES), list(_MODES.values()))[0] if at else "reported"
        withdrawn = at and self._chance.random() < _WITHDRAWN
        self._passages += 1
        return self._about(
            f"{source}_p{at}",
            f"a akg:Passage ; akg:passageOf {source} ; akg:assertionMode akv:mode_{mode}",
            f'akg:locator "p{at + 1:02}" ; akg:digestStatus akv:digest-status_not-reproducible',
            f'akg:gist "What passage {self._passages} says."@en',
            f"akg:confidence akv:confidence_{self._chance.choice(('high', 'high', 'medium'))}",
            f"akg:reviewStatus akv:review_{'withdrawn' if withdrawn else 'draft'}",
        )

    def _agreement(self) -> str:
        number, chance = self._agreements, self._chance
        name, duty, year = f"akd:agreement_a{number}", f"akd:commitment_c{number}", self._year()
        self._agreements += 1
        self._register(name, "Agreement", f"Agreement {number}")
        self._register(duty, "Commitment", f"Duty of agreement {number}")
        told = self._about(
            name,
            "akg:agreementKind akv:agreement-kind_mutual-defense-treaty",
            f"akg:legalForce akv:legal-force_binding ; akg:setsOut {duty}",
        )
        told += self._about(
            duty,
            f"akg:mutualAmong {name} ; akg:normKind akv:norm-kind_duty",
            "akg:obligationType akv:obligation_defense",
        )
        if number and chance.random() < _AMENDS:
            told += self._about(name, f"akg:amends akd:agreement_a{chance.randrange(number)}")
        for at, state in enumerate(self._states(chance.choice((2, 2, 2, 3, 5)))):
            as_body = state < _BODIES and chance.random() < 1 / 4
            actor = f"akd:{'body_b' if as_body else 'state_s'}{state}"
            told += self._part(f"akd:part_a{number}-{at}", name, actor, "party")
        steps = [("signature", "signed", year), ("entry-into-force", "in-force", year + 1)]
        if chance.random() < 1 / 3:
            steps.append(("termination", "terminated", min(year + chance.randint(2, 40), _LAST_YEAR)))
        for kind, status, when in steps:
            event = f"akd:event_a{number}-{status}"
            self._register(event, "AgreementEvent", f"Agreement {number} {status}")
            told += self._about(
                event,
                f"akg:changes {name} ; akg:eventKind akv:event-kind_{kind}",
                f"akg:resultStatus akv:status_{status} ; akg:date {self._date(when)}",
            )
        return told

    def _program(self) -> str:
        number, chance = self._programs, self._chance
        name = f"akd:program_g{number}"
        self._programs += 1
        self._register(name, "Program", f"Program {number}")
        told = self._about(
            name,
            "akg:programKind akv:program-kind_co-development",
            f"akg:hasOutput akd:system_y{chance.randrange(_SYSTEMS)}",
        )
        if self._agreements:
            told += self._about(
                name, f"akg:underAgreement akd:agreement_a{chance.randrange(self._agreements)}"
            )
        for at, state in enumerate(self._states(chance.randint(2, 5))):
            told += self._part(f"akd:part_g{number}-{at}", name, f"akd:state_s{state}", chance.choice(_ROLES))
        return told

    def _transfer(self) -> str:
        number, chance = self._transfers, self._chance
        name = f"akd:transfer_t{number}"
        self._transfers += 1
        self._register(name, "Transfer", f"Transfer {number}")
        supplier, recipient = self._states(2)
        told = self._about(
            name,
            f"akg:supplier akd:state_s{supplier} ; akg:recipient akd:state_s{recipient}",
            "akg:transferMode akv:transfer-mode_foreign-military-sale",
        )
        if chance.random() >= _FAULTY:
            told += self._about(name, f"akg:item akd:system_y{chance.randrange(_SYSTEMS)}")
        if self._agreements and chance.random() < 1 / 3:
            told += self._about(
                name, f"akg:underAgreement akd:agreement_a{chance.randrange(self._agreements)}"
            )
        return told

    def _part(self, part: str, thing: str, actor: str, role: str) -> str:
        self._register(part, "Participation", "Part")
        return self._about(
            part, f"akg:participationIn {thing} ; akg:participant {actor} ; akg:role akv:role_{role}"
        )

    def _register(self, name: str, kind: str, label: str) -> None:
        self._known.append(self._about(name, f'a akg:{kind} ; skos:prefLabel "{label}"@en'))

    def _about(self, subject: str, *told: str) -> str:
        """Return a statement for each property, and count them."""
        text = " ; ".join(told)
        self.quads += text.count(" ; ") + 1
        return f"{subject} {text} .\n"

    def _states(self, many: int) -> list[int]:
        """Draw different states; the first ones far more often."""
        drawn: dict[int, None] = {}
        while len(drawn) < many:
            drawn |= dict.fromkeys(self._chance.choices(range(STATES), self._weights, k=many))
        return list(drawn)[:many]

    def _year(self) -> int:
        return self._chance.randint(_FIRST_YEAR, _LAST_YEAR - 1)

    def _date(self, year: int) -> str:
        """Return a date of a year, known to the day, the month or the year."""
        month, day = self._chance.randint(1, 12), self._chance.randint(1, 28)
        forms = (
            f'"{year}-{month:02}-{day:02}"^^xsd:date',
            f'"{year}-{month:02}"^^xsd:gYearMonth',
            f'"{year}"^^xsd:gYear',
        )
        return self._chance.choice(forms)
