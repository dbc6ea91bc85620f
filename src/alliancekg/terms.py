"""Namespaces, and IRIs to CURIEs and back. The one place that knows the prefix map."""

from functools import lru_cache

AKG = "https://w3id.org/alliancekg/ns#"
AKV = "https://w3id.org/alliancekg/vocab/"
AKD = "https://w3id.org/alliancekg/id/"
AKS = "https://w3id.org/alliancekg/source/"
DERIVED = "https://w3id.org/alliancekg/derived/"
ONTOLOGY = "https://w3id.org/alliancekg/ns"
REGISTRY = AKD + "registry"
CONFLICTS = AKD + "conflicts"
UNATTRIBUTED = AKS + "unattributed_"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

#: Prefix to namespace IRI. The longest namespace wins when an IRI is made a CURIE.
PREFIXES: dict[str, str] = {
    "akd": AKD,
    "akg": AKG,
    "aks": AKS,
    "akv": AKV,
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": XSD,
}

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


@lru_cache(maxsize=1 << 16)
def compress(iri: str) -> str:
    """Return the CURIE of ``iri``, or the IRI itself when no prefix fits.

    Example:
        >>> compress("https://w3id.org/alliancekg/id/state_japan")
        'akd:state_japan'
    """
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(curie: str) -> str | None:
    """Return the IRI of ``curie``; None when the text is no CURIE with a prefix we know, nor an IRI.

    Example:
        >>> expand("akd:state_japan")
        'https://w3id.org/alliancekg/id/state_japan'
    """
    if curie.startswith(("http://", "https://", "urn:")):
        return curie
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        return None
    return PREFIXES[prefix] + local
