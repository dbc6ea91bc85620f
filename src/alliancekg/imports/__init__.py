"""World datasets: a user's own download, read by a declared mapping, as quads with provenance.

A mapping is a TOML file that says how a dataset is laid out and what becomes of each row. Those that ship lie
in ``mappings``; whoever adds a dataset adds a file, no code. Nothing of any dataset ships with the package.
"""

from __future__ import annotations

from alliancekg.imports.converting import convert, convert_all
from alliancekg.imports.mapping import mapping, mappings, names
from alliancekg.imports.system_lists import import_states

__all__ = ["convert", "convert_all", "import_states", "mapping", "mappings", "names"]
