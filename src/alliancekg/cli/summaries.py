"""The line of each command in ``alliancekg --help``.

It is the first sentence of the command's own help, said again here because importing every command for its
sentence takes longer than all the rest of ``--help``. A test compares them.
"""

from __future__ import annotations

SUMMARIES = {
    "bridges": "List the ties that hold the network in one piece, with their evidence.",
    "build": "Build a store to ask with --store, or write the merged dataset for another SPARQL engine.",
    "changes": "Tell what the data say now and did not say then, and the other way round.",
    "check": "Check files and folders (none: the graph in use) and tell each fault as file:line: "
    "what, why, fix.",
    "communities": "Group the nodes of a projection that are tied more among each other "
    "than chance would tie them.",
    "conflicts": "List where sources disagree: both sides cited, the preferred reading and why.",
    "depends": "Show what rests on a thing, itself or through others, through which statement.",
    "diff": "Tell what changed in the world between two days: joined, signed, in force, ended, renamed ...",
    "dyad-years": "List the pairs of states that an agreement ties, year by year, "
    "with what they owe each other.",
    "evidence": "Give the passages behind a statement, or behind all statements about a thing.",
    "explore": "Write the interactive page: one HTML file that works offline.",
    "export": "Write the dataset for another tool: every named graph as it was read.",
    "format": "Rewrite TriG and Turtle files (none: the graph in use) in canonical form.",
    "import": "Turn your own download of a world dataset into a graph: each row a passage that says so.",
    "info": "Tell what graph this is: files, sources, passages, statements, coverage, versions.",
    "list": "List the things of a class (State, Agreement, Program, System ...) with who speaks of them.",
    "matrix": "Show who takes part in which agreements and programs, and as what.",
    "needs": "Show single points of failure: each thing whose loss alone stops a thing, and by which links.",
    "new": "Begin a source file: numbered passages with digests, and empty places to fill in.",
    "path": "Show how two things are connected, hop by hop, with the evidence along the way.",
    "project": "Project the graph for network analysis, with the evidence on every edge.",
    "query": "Run a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE); our prefixes need no declaration.",
    "questions": "List the named questions, or answer one with the passages behind each row.",
    "rank": "Rank the nodes of a projection by a network measure, with what it does not tell.",
    "show": "Show one thing: what it is and its dated relations, each with its evidence.",
    "sources": "List the sources, or verify that the passages of one stand in a text of it.",
    "state-years": "List the states that are parties of agreements, year by year, "
    "with partners and obligations.",
    "timeline": "Show how long agreements, programs and transfers lasted, with their dated steps.",
    "twins": "Show who has the same partners, pair by pair, exact twins first.",
    "without": "Show what stops when things are taken away, and what has an alternative.",
}
