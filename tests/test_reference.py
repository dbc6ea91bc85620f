"""The reference page of the ontology: generated, committed, and true to the files."""

import re
import subprocess
import sys
from pathlib import Path

from alliancekg.check.reference import reference

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology"


def test_reference_page_is_the_generated_one():
    """The page is a product of the files, and each of its links leads somewhere."""
    page = (ROOT / "docs/ontology.md").read_text(encoding="utf-8")

    assert page == reference(FOLDER)
    anchors = re.findall(r'<a id="([^"]+)">', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(anchors)
    linked = re.findall(r"\]\((\.\./[^)]+)\)", page)
    assert linked
    assert [] == [link for link in linked if not (ROOT / "docs" / link).exists()]


def test_reference_command_writes_what_it_prints(tmp_path):
    """The same page goes to the file and to standard output, from wherever it is run."""
    command = [sys.executable, "-m", "alliancekg.check.reference", str(FOLDER)]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path).stdout
    subprocess.run([*command, "-o", "page.md"], check=True, cwd=tmp_path)

    assert printed == (tmp_path / "page.md").read_bytes()
    assert printed.decode().startswith("# ")
