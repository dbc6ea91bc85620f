"""Made-up tables with something in them changed, for tests of imports."""

import csv
import io


def rewritten(path, folder, number, **cells):
    """Return a copy of a table in which some cells of a row, counted from 1, are others."""
    table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert cells.keys() <= table[0].keys()
    table[number - 1] |= cells
    out = io.StringIO()
    writer = csv.DictWriter(out, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    copy = folder / path.name
    copy.write_text(out.getvalue(), encoding="utf-8")
    return copy
