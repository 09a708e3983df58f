from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.errors import KeepingError
from searchtui.keeping.files import copy_aside, locked, make_private, set_aside, shown, write_whole

HOLDER = """
import sys
from pathlib import Path
from searchtui.keeping.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")


def test_a_file_is_replaced_as_a_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "one"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["one"]


@POSIX
def test_files_and_folders_are_for_the_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "folder"
    make_private(folder)
    write_whole(folder / "one", b"x")
    with locked(folder):
        pass
    # The name of a folder says something, too.
    assert {stat.S_IMODE(one.stat().st_mode) for one in (folder, folder.parent)} == {0o700}
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere" / "file")
    write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere" / "file").read_bytes() == b"x"


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "one"
    write_whole(file, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("searchtui.keeping.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["one"]


def test_a_lock_keeps_others_out_until_it_is_let_go(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(KeepingError, match="Another program"), locked(tmp_path, patience=0):
        pytest.fail("two hold it")
    with locked(tmp_path, patience=0):
        pass


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(KeepingError), locked(tmp_path, patience=0):
        pytest.fail("two hold it")
    holder.kill()
    holder.communicate()
    with locked(tmp_path):
        pass


def test_damaged_files_get_names_of_their_own(tmp_path: Path) -> None:
    names = set()
    for content in (b"1", b"2", b"3"):
        (tmp_path / "file").write_bytes(content)
        aside = set_aside(tmp_path / "file")
        assert aside.read_bytes() == content
        names.add(aside.name)
    assert len(names) == 3
    assert not (tmp_path / "file").exists()
    (tmp_path / "file").write_bytes(b"4")
    assert copy_aside(tmp_path / "file").read_bytes() == b"4"
    assert (tmp_path / "file").read_bytes() == b"4"


def test_paths_in_the_home_folder_are_written_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert shown(Path("/home/ada/data/file")) == "~/data/file"
    assert shown(Path("/home/adam/file")) == "/home/adam/file"
    monkeypatch.setenv("HOME", "/")
    assert shown(Path("/data/file")) == "/data/file"
