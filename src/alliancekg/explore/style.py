"""How each class looks: colour and shape together, so that neither has to be seen to tell two classes apart.

Colours are those of Okabe and Ito. No two classes share both colour and shape. Classes that are not listed (a
user's own) get what is left over, in the order of their CURIEs.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

#: States, then what ties them, then what stands around, then the rest: labels are placed in this order.
Rank = Literal["state", "tie", "main", "minor"]

BLUE, SKY, GREEN, YELLOW = "#0072b2", "#56b4e9", "#009e73", "#f0e442"
ORANGE, VERMILLION, PURPLE, GREY, WHITE = "#e69f00", "#d55e00", "#cc79a7", "#999999", "#ffffff"

#: The shapes of vis-network that keep the label outside, and can be drawn in a legend.
SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")

#: The families of the legend, in its order.
FAMILIES = (
    "Actors",
    "People and offices",
    "Agreements",
    "Rules and policies",
    "Programs and systems",
    "Events",
    "Other",
)


class Style(NamedTuple):
    """The look of one class; ``rank`` says how much room its things are given in the first view."""

    family: str
    colour: str
    shape: str
    rank: Rank


_ACTORS, _PEOPLE, _AGREEMENTS, _RULES, _PROGRAMS, _EVENTS, _OTHER = FAMILIES

STYLES: dict[str, Style] = {
    "akg:State": Style(_ACTORS, BLUE, "dot", "state"),
    "akg:Actor": Style(_ACTORS, BLUE, "diamond", "main"),
    "akg:Company": Style(_ACTORS, BLUE, "hexagon", "main"),
    "akg:ResearchInstitution": Style(_ACTORS, BLUE, "triangle", "main"),
    "akg:ActorGroup": Style(_ACTORS, SKY, "diamond", "minor"),
    "akg:ArmedForce": Style(_ACTORS, SKY, "triangleDown", "main"),
    "akg:Forum": Style(_ACTORS, SKY, "star", "main"),
    "akg:GovernmentBody": Style(_ACTORS, SKY, "square", "main"),
    "akg:InternationalOrganization": Style(_ACTORS, SKY, "hexagon", "main"),
    "akg:MilitaryCommand": Style(_ACTORS, SKY, "triangle", "main"),
    "akg:Organization": Style(_ACTORS, SKY, "dot", "main"),
    "akg:Person": Style(_PEOPLE, ORANGE, "dot", "minor"),
    "akg:Office": Style(_PEOPLE, ORANGE, "square", "minor"),
    "akg:Alliance": Style(_AGREEMENTS, VERMILLION, "star", "tie"),
    "akg:Agreement": Style(_AGREEMENTS, VERMILLION, "square", "tie"),
    "akg:Commitment": Style(_AGREEMENTS, VERMILLION, "diamond", "minor"),
    "akg:Provision": Style(_AGREEMENTS, VERMILLION, "triangle", "minor"),
    "akg:PolicyInstrument": Style(_RULES, YELLOW, "square", "main"),
    "akg:Norm": Style(_RULES, YELLOW, "triangle", "minor"),
    "akg:Rule": Style(_RULES, YELLOW, "diamond", "minor"),
    "akg:Program": Style(_PROGRAMS, GREEN, "hexagon", "tie"),
    "akg:Transfer": Style(_PROGRAMS, PURPLE, "diamond", "main"),
    "akg:System": Style(_PROGRAMS, GREEN, "triangle", "main"),
    "akg:Platform": Style(_PROGRAMS, GREEN, "square", "main"),
    "akg:Component": Style(_PROGRAMS, GREEN, "diamond", "minor"),
    "akg:Materiel": Style(_PROGRAMS, GREEN, "dot", "main"),
    "akg:Technology": Style(_PROGRAMS, GREEN, "star", "minor"),
    "akg:Capability": Style(_PROGRAMS, GREEN, "triangleDown", "minor"),
    "akg:AgreementEvent": Style(_EVENTS, GREY, "square", "minor"),
    "akg:Decision": Style(_EVENTS, GREY, "diamond", "minor"),
    "akg:DiplomaticEvent": Style(_EVENTS, GREY, "star", "minor"),
    "akg:Event": Style(_EVENTS, GREY, "dot", "minor"),
    "akg:OrganizationChange": Style(_EVENTS, GREY, "hexagon", "minor"),
    "akg:PolicyChange": Style(_EVENTS, GREY, "triangle", "minor"),
    "akg:Statement": Style(_EVENTS, GREY, "triangleDown", "minor"),
    "akg:Place": Style(_OTHER, PURPLE, "dot", "minor"),
    "akg:Facility": Style(_OTHER, PURPLE, "square", "minor"),
    "akg:Topic": Style(_OTHER, PURPLE, "star", "minor"),
}

#: What a thing of each rank takes up, in pixels: half the width of its shape, and the size of its letters.
SHAPE_SIZE: dict[Rank, int] = {"state": 24, "tie": 13, "main": 11, "minor": 7}
FONT_SIZE: dict[Rank, float] = {"state": 17, "tie": 13, "main": 12.5, "minor": 11.5}


def styles_of(classes: Iterable[str]) -> dict[str, Style]:
    """Return the look of each of ``classes`` (CURIEs), in the order of the legend: by family, then by table.

    Example:
        >>> styles_of(["ex:Cat", "akg:State"])["ex:Cat"].shape
        'dot'
    """
    wanted = set(classes)
    known = [name for name in STYLES if name in wanted]
    known.sort(key=lambda name: FAMILIES.index(STYLES[name].family))
    chosen = {name: STYLES[name] for name in known}
    spare = [(colour, shape) for colour in (WHITE, PURPLE, YELLOW, ORANGE) for shape in SHAPES]
    taken = {(style.colour, style.shape) for style in STYLES.values()}
    free = [look for look in spare if look not in taken]
    for index, name in enumerate(sorted(wanted - set(known))):
        colour, shape = free[index % len(free)]
        chosen[name] = Style(_OTHER, colour, shape, "main")
    return chosen
