from __future__ import annotations

import threading
from pathlib import Path

import pytest

from searchtui.indexing import watching
from searchtui.indexing.watching import FolderWatch

LONG = 10.0
SHORT = 0.6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    (made / "old").mkdir(parents=True)
    (made / "index").mkdir()
    (made / "old" / "a.txt").write_text("A boat.", encoding="utf-8")
    return made


def settled(folder: Path) -> FolderWatch:
    """A watch that has been told of all that was done before."""
    watch = FolderWatch(folder, [folder / "index"])
    while watch.wait(0.2):
        pass
    return watch


def test_a_file_that_comes_is_told(folder: Path) -> None:
    watch = settled(folder)
    (folder / "b.txt").write_text("A ship.", encoding="utf-8")
    assert watch.wait(LONG)
    assert not watch.wait(SHORT)


def test_a_file_that_is_changed_renamed_or_removed_is_told(folder: Path) -> None:
    watch = settled(folder)
    file = folder / "old" / "a.txt"
    file.write_text("Two boats.", encoding="utf-8")
    assert watch.wait(LONG)
    file.rename(folder / "old" / "c.txt")
    assert watch.wait(LONG)
    (folder / "old" / "c.txt").unlink()
    assert watch.wait(LONG)


def test_a_folder_that_comes_with_files_or_leaves_is_told(folder: Path, tmp_path: Path) -> None:
    watch = settled(folder)
    (folder / "old").rename(tmp_path / "old")
    assert watch.wait(LONG)
    (tmp_path / "old").rename(folder / "new")
    assert watch.wait(LONG)
    while watch.wait(0.2):
        pass
    (folder / "new" / "a.txt").write_text("Three boats.", encoding="utf-8")
    assert watch.wait(LONG)


def test_neither_the_index_nor_hidden_files_count(folder: Path) -> None:
    watch = settled(folder)
    (folder / "index" / "segment").write_bytes(b"1")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_bytes(b"1")
    (folder / "old" / ".a.txt.swp").write_bytes(b"1")
    assert not watch.wait(SHORT)


def test_reading_a_file_is_no_change(folder: Path) -> None:
    watch = settled(folder)
    (folder / "old" / "a.txt").read_bytes()
    assert not watch.wait(SHORT)


def test_thousands_at_once_are_told_a_few_times(folder: Path) -> None:
    watch = settled(folder)
    for number in range(3000):
        (folder / f"{number}.txt").write_bytes(b"A boat.")
    times = 0
    while watch.wait(SHORT):
        times += 1
    assert 1 <= times < 50


def test_who_waits_is_let_go_at_the_end(folder: Path) -> None:
    watch = settled(folder)
    threading.Timer(0.1, watch.end).start()
    assert not watch.wait()
    assert not watch.wait()


def test_where_the_system_refuses_the_clock_tells(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watchfiles._rust_notify.RustNotify", refuse)
    monkeypatch.setattr(watching, "_BY_THE_CLOCK", 0.05)
    watch = FolderWatch(folder)
    assert not watch.is_told
    assert watch.wait()
    assert watch.wait(LONG)
    assert not watch.wait(0.01)
    watch.end()
    assert not watch.wait()


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FolderWatch(tmp_path / "none")
