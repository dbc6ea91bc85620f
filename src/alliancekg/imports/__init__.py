"""Other people's datasets in our terms: from tables to quads, with what was read, kept and refused.

A table goes in as rows and comes out as lines of N-Quads; no RDF engine is needed to write them.
"""
