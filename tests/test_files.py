"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from alliancekg.errors import OutputError
from alliancekg.files import write_bytes, write_text


def names(folder):
    """Return what lies in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_text_is_written_as_utf_8_with_plain_line_ends(tmp_path):
    """The bytes do not depend on the machine; the path comes back."""
    path = tmp_path / "a.txt"

    assert write_text(path, "Tōkyō\n\r\n") == path
    assert path.read_bytes() == b"T\xc5\x8dky\xc5\x8d\n\r\n"


def test_new_file_replaces_the_old_one_whole(tmp_path):
    """A shorter text leaves no tail of the longer one, and nothing lies beside it."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a long old text")

    write_bytes(path, b"new")

    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_failure_keeps_the_old_file_and_leaves_nothing_beside(tmp_path, monkeypatch, step):
    """Whatever fails on the way, a reader sees the old bytes and no part of the new ones."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(self, *_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, fail)

    with pytest.raises(OutputError, match=r"a\.txt: No space left on device"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755], ids=oct)
def test_permissions_of_the_old_file_are_kept(tmp_path, mode):
    """Who could read the old file can read the new one, and nobody else."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(mode)

    write_bytes(path, b"new")

    assert path.stat().st_mode & 0o777 == mode


def test_new_file_gets_the_permissions_that_any_new_file_gets(tmp_path):
    """The file beside it is private (0600); what stays is what ``open`` would have made."""
    (tmp_path / "plain.txt").write_bytes(b"")

    write_bytes(tmp_path / "ours.txt", b"")

    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert modes["ours.txt"] == modes["plain.txt"]


def test_folder_is_refused(tmp_path):
    """The message says what it is and what now; the folder stays."""
    with pytest.raises(OutputError, match=r"it is a folder\. Choose another place"):
        write_bytes(tmp_path, b"new")
    assert names(tmp_path) == []


def test_missing_folder_is_refused_and_not_made(tmp_path):
    """A typo in a path makes no new folder."""
    with pytest.raises(OutputError) as caught:
        write_bytes(tmp_path / "missing" / "a.txt", b"new")

    assert caught.value.reason == "No such file or directory"
    assert isinstance(caught.value, OSError)
    assert names(tmp_path) == []


def test_link_stays_and_its_target_gets_the_data(tmp_path):
    """As with ``>``: /dev/stdout, say, is a link that nobody wants to lose."""
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)

    write_bytes(link, b"new")

    assert link.read_bytes() == b"new"
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_device_is_written_to_and_not_replaced():
    """``-o /dev/null`` is a common way to ask for nothing."""
    before = Path(os.devnull).stat().st_rdev

    write_bytes(Path(os.devnull), b"new")

    assert Path(os.devnull).stat().st_rdev == before
    assert not Path(os.devnull).is_file()
