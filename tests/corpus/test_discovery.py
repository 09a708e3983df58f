"""Which files are articles."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path, PurePosixPath

import pytest

from searchtui.article import Reason
from searchtui.corpus import FoundFile, scan, would_be_found


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def paths(folder: Path, **options: list[str] | list[Path]) -> list[str]:
    return [file.path for file in scan(folder, **options).files]  # type: ignore[arg-type]


def test_files_are_sorted_with_size_and_time(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.md", "a.TXT", "c.jsonl")
    files = scan(tmp_path).files
    assert [file.path for file in files] == ["a.TXT", "a/z.md", "b.txt", "c.jsonl"]
    assert all(file.size == 4 and file.mtime_ns == file.absolute.stat().st_mtime_ns for file in files)
    assert [file.suffix for file in files] == [".txt", ".md", ".txt", ".jsonl"]


def test_hidden_names_and_own_files_are_no_articles(tmp_path: Path) -> None:
    put(
        tmp_path,
        ".a.txt",
        ".git/a.txt",
        "x/.hidden/a.txt",
        "searchtui.toml",
        "metadata.toml",
        "x/metadata.toml",
        "x/a.txt",
    )
    found = scan(tmp_path)
    assert [file.path for file in found.files] == ["x/a.txt"]
    assert [file.path for file in found.sidecars] == ["metadata.toml", "x/metadata.toml"]
    assert found.skipped == {}


def test_other_suffixes_are_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "b.JPG", "README", "c.jpg.gz", "d.gz", "e.txt.gz.gz", ".txt.gz", "f.txt")
    assert scan(tmp_path).skipped == {"": 1, ".gz": 3, ".jpg": 2}


def test_archives_are_found_and_what_is_compressed_by_the_suffix_inside(tmp_path: Path) -> None:
    names = ["a.TXT.gz", "b.md.xz", "c.tar.zst", "d.jsonl.bz2", "e.tgz", "f.zip", "g.tar"]
    put(tmp_path, *names)
    assert paths(tmp_path) == names
    assert all(would_be_found(tmp_path / name, tmp_path) for name in names)
    assert not any(would_be_found(tmp_path / name, tmp_path) for name in ("a.gz", "b.jpg.gz", "c.tgz.gz"))


def test_include_exclude_and_ignored_folders(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.md", "drafts/c.txt", "index/d.txt", "x/index/e.txt")
    assert paths(tmp_path, include=["*.txt"], exclude=["drafts/"]) == ["a.txt", "index/d.txt", "x/index/e.txt"]
    assert paths(tmp_path, ignored_folders=[tmp_path / "index"]) == ["a.txt", "b.md", "drafts/c.txt", "x/index/e.txt"]


def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    put(outside, "secret.txt")
    put(folder, "a.txt", ".store/b.txt")
    (folder / "kept.txt").symlink_to(folder / ".store/b.txt")
    (folder / "leaves.txt").symlink_to(outside / "secret.txt")
    (folder / "broken.txt").symlink_to(folder / "nothing.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "elsewhere").symlink_to(outside)
    found = scan(folder)
    assert [file.path for file in found.files] == ["a.txt", "kept.txt"]
    assert {problem.path: problem.message for problem in found.problems} == {
        "broken.txt": "It is a link to a file that is not there.",
        "elsewhere": "It is a link to a folder elsewhere and is not followed.",
        "leaves.txt": "It is a link that leaves the folder and is not followed.",
        "round.txt": found.problems[-1].message,
    }
    assert {problem.reason for problem in found.problems} == {Reason.UNREADABLE}
    assert "elsewhere" not in [problem.path for problem in scan(folder, exclude=["elsewhere"]).problems]


def test_what_a_saved_page_loads_is_skipped(tmp_path: Path) -> None:
    loaded = ["Story_files/a.js", "Story_files/deep/b.txt", "Story_files/frame.html"]
    put(
        tmp_path,
        "Story.html",
        *loaded,
        "Story_files/metadata.toml",
        "alone_files/kept.html",
        "Bericht.htm",
        "Bericht-Dateien/c.html",
    )
    found = scan(tmp_path, name_skipped=True)
    assert [file.path for file in found.files] == ["Bericht.htm", "Story.html", "alone_files/kept.html"]
    assert (found.sidecars, found.skipped_paths) == ((), ("Bericht-Dateien/c.html", *loaded))
    assert found.skipped == {".html": 2, ".js": 1, ".txt": 1}
    assert not would_be_found(tmp_path / "Story_files" / "deep" / "new.txt", tmp_path)
    assert would_be_found(tmp_path / "alone_files" / "new.txt", tmp_path)


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert paths(tmp_path / "link") == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes among files")
def test_pipes_and_sockets_are_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.txt")
        found = scan(tmp_path)
    assert [problem.path for problem in found.problems] == ["pipe.txt", "socket.txt"]
    assert not found.files


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not hold for this user")
def test_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        found = scan(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert [file.path for file in found.files] == ["a.txt"]
    assert [(problem.path, problem.reason) for problem in found.problems] == [("closed", Reason.UNREADABLE)]


def test_missing_folder_is_a_problem(tmp_path: Path) -> None:
    found = scan(tmp_path / "nothing")
    assert [problem.path for problem in found.problems] == ["."]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_odd_names(tmp_path: Path) -> None:
    names = [b"-rf.txt", b"line\nbreak.txt", b"caf\xe9.txt", b"x" * 251 + b".txt", b"*.txt", b" .txt"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("text", encoding="utf-8")
    found = scan(tmp_path)
    assert len(found.files) == len(names)
    assert all(file.absolute.read_text(encoding="utf-8") == "text" for file in found.files)
    assert all(file.path.encode() for file in found.files)


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a", "a.", "a.b.md", "a..md", "a b.c d", "é.ü", "a. "])
def test_suffixes_are_those_of_paths(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("text", encoding="utf-8")
    found = scan(tmp_path)
    suffix = PurePosixPath(name).suffix.lower()
    assert [file.suffix for file in found.files] + list(found.skipped) == [suffix]


@pytest.mark.parametrize("path", ["a.b/c", "a.b/c.MD", "a/.b", "a/b.c.d", "a/..md"])
def test_suffixes_of_files_in_folders(path: str) -> None:
    assert FoundFile(path, path, 0, 0).suffix == PurePosixPath(path).suffix.lower()


@pytest.mark.parametrize(
    "name", ["a.md", "sub/B.TXT", "c.csv", ".hidden.md", ".sub/a.md", "index/a.md", "metadata.toml", "no/a.md", "a"]
)
def test_what_would_be_found_is_what_is_found_once_it_is_there(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    expected = would_be_found(file, tmp_path, (), ("no/*",), [tmp_path / "index"])
    file.parent.mkdir(exist_ok=True)
    file.write_text("Text.\n")
    assert expected == bool(scan(tmp_path, (), ("no/*",), [tmp_path / "index"]).files)


def test_nothing_outside_the_folder_would_be_found(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    assert not would_be_found(tmp_path / "a.md", folder)
    assert not would_be_found(folder / ".." / "a.md", folder)
    assert not would_be_found(folder / "link" / "a.md", folder)
