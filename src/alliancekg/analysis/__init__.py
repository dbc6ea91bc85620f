"""Networks that explain themselves: paths, measures and what rests on what, over networkx projections.

Pure: a projection in, rows out. Heavy measures run in igraph. Whoever adds a measure adds it here, checks it
against networkx in the tests, and says in a sentence what it does not tell.
"""
