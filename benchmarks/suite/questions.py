"""The eleven questions of W5, in our model, over the merged default graph and the named graphs."""

from __future__ import annotations

from alliancekg.terms import PREFIXES

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("akd", "akg", "akv", "skos", "xsd"))
_QUESTIONS = {
    "parties of an agreement": "SELECT ?p ?l { akd:agreement_a5 akg:hasParty ?p . ?p skos:prefLabel ?l }",
    "two states' agreements in force on a day": """SELECT ?a ?l ?d {
        ?a akg:stateParty akd:state_s0 , akd:state_s1 ; skos:prefLabel ?l .
        ?e akg:changes ?a ; akg:resultStatus akv:status_in-force ; akg:latest ?d .
        OPTIONAL { ?t akg:changes ?a ; akg:resultStatus akv:status_terminated ; akg:earliest ?end }
        FILTER (?d <= "1995-06-01"^^xsd:date && (!BOUND(?end) || ?end > "1995-06-01"^^xsd:date)) }""",
    "partners of a state in programs, counted": """SELECT ?o (COUNT(DISTINCT ?g) AS ?n) {
        ?part akg:participationIn ?g ; akg:participant akd:state_s9 . ?g a akg:Program .
        ?other akg:participationIn ?g ; akg:participant ?o FILTER (?o != akd:state_s9) }
        GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 20""",
    "amends, at any remove": "SELECT ?a { ?a akg:amends+ akd:agreement_a1 }",
    "ten largest suppliers": """SELECT ?s (COUNT(?t) AS ?n) (COUNT(DISTINCT ?r) AS ?to) {
        ?t a akg:Transfer ; akg:supplier ?s ; akg:recipient ?r } GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 10""",
    "who says so, how surely": """SELECT ?a ?locator ?source { GRAPH ?g { ?part akg:participationIn ?a ;
        akg:participant akd:state_s20 } GRAPH ?source { ?g akg:passageOf ?source ; akg:locator ?locator ;
        akg:confidence akv:confidence_high } }""",
    "a supplier's transfers, agreement if told": """SELECT ?t ?r ?a { ?t akg:supplier akd:state_s11 ;
        akg:recipient ?r ; akg:transferMode ?m . OPTIONAL { ?t akg:underAgreement ?a }
        FILTER (?r != akd:state_s0) }""",
    "allies as new statements": """CONSTRUCT { ?p akg:alliedWith ?q } {
        ?a a akg:Agreement ; akg:stateParty ?p , ?q FILTER (STR(?p) < STR(?q)) }""",
    "suppliers of allies, at two removes": """SELECT (COUNT(DISTINCT ?z) AS ?n) {
        ?a akg:stateParty akd:state_s60 , ?m . ?t akg:recipient ?m ; akg:supplier ?z }""",
    "every agreement with its parties": "SELECT ?a ?p { ?a akg:hasParty ?p }",
    "is there a party": "ASK { akd:agreement_a5 akg:hasParty ?p }",
}
#: What is asked, by what it asks for.
QUESTIONS = {name: _PREFIXES + text for name, text in _QUESTIONS.items()}
