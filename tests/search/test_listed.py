"""Which files a list of names means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchtui.search import ListedFiles, listed_files

KNOWN = {"one.txt", "sub/two.txt", "sub/one.txt", "caf\\xe9.txt", "-rf.txt"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles" / "sub").mkdir(parents=True)
    return (tmp_path / "articles").resolve()


@pytest.mark.parametrize(
    ("base", "name", "path"),
    [
        (".", "one.txt", "one.txt"),
        (".", "./sub//two.txt", "sub/two.txt"),
        (".", "sub/../-rf.txt", "-rf.txt"),
        ("sub", "one.txt", "sub/one.txt"),
        ("sub", "../one.txt", "one.txt"),
        ("..", "articles/one.txt", "one.txt"),
        ("..", "sub/two.txt", "sub/two.txt"),  # as `search --files-with-matches` prints it
        (".", os.fsdecode(b"caf\xe9.txt"), "caf\\xe9.txt"),
    ],
)
def test_names_are_relative_to_the_working_directory_or_else_to_the_articles(
    folder: Path, base: str, name: str, path: str
) -> None:
    assert listed_files([name], (folder / base).resolve(), folder, KNOWN) == ListedFiles(frozenset([path]))


def test_absolute_names_and_names_through_links(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    names = [str(folder / "one.txt"), str(tmp_path / "link" / "sub" / "two.txt")]
    assert listed_files(names, Path("/"), folder, KNOWN).paths == {"one.txt", "sub/two.txt"}


def test_names_that_are_not_there_are_said_once(folder: Path) -> None:
    names = ["no.txt", "one.txt", "no.txt", "../one.txt", "/one.txt", ".", os.fsdecode(b"\xff")]
    listed = listed_files(names, folder, folder, KNOWN)
    assert listed.paths == {"one.txt"}
    assert listed.missing == ("no.txt", "../one.txt", "/one.txt", ".", os.fsdecode(b"\xff"))
    assert listed.remark == "Not in the collection: 'no.txt', '../one.txt', '/one.txt' and 2 more."
    assert listed_files(["one.txt"], folder, folder, KNOWN).remark == ""
