"""The only place that knows RDF engines: load, merge, derive, query, evidence.

Above this package there are rows (``alliancekg.model``), never triples.
"""
