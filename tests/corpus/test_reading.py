"""Files become articles or problems."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.article import FIELDS, Kind, Known, Reason, article_id
from searchtui.corpus import (
    FoundFile,
    Limits,
    Opened,
    Reading,
    Sidecars,
    files,
    is_linear_by_name,
    open_file,
    open_linear,
    read_file,
    read_opened,
    readers,
    scan,
)
from searchtui.corpus.drafts import Contents
from searchtui.corpus.sources import Source
from tests.corpus.zipped import zipped
from tests.examples import examples

NO_SIDECARS = Sidecars()
TEXT = b"A boat lay on the beach for all of the year. " * 9


def read(folder: Path, name: str, data: bytes) -> Reading:
    (folder / name).write_bytes(data)
    return read_file(next(file for file in scan(folder).files if file.path == name), NO_SIDECARS)


def reasons(result: Reading) -> list[Reason]:
    return [problem.reason for problem in result.problems]


def test_an_article(tmp_path: Path) -> None:
    data = b"A boat lay on the beach for all of the year. Nobody knew whose."
    result = read(tmp_path, "a.txt", data)
    (article,) = result.articles
    assert result.checksum == hashlib.blake2b(data, digest_size=16).hexdigest()
    assert article.id == article.story == article_id("a.txt")
    assert article.title == "A boat lay on the beach for all of the year."
    assert article.paragraphs[0].kind is Kind.BODY
    assert {name: how.known for name, how in article.known.items()} == {
        **dict.fromkeys(FIELDS, Known.UNKNOWN),
        "title": Known.FALLBACK,
        "language": Known.FOUND,
    }


@pytest.mark.parametrize(
    ("name", "text", "sidecar", "expected"),
    [
        ("a.txt", "Das Boot lag auf dem Strand, und niemand wusste, wem es war.", "", ("de", "found")),
        ("a.txt", "Boot Strand Hafen", "", (None, "unknown")),
        ("a.md", "---\nlang: nl-BE\n---\nDas Boot lag auf dem Strand, und niemand wusste es.", "", ("nl", "declared")),
        ("a.txt", "Das Boot lag auf dem Strand, und niemand wusste es.", "language = 'nl'", ("nl", "sidecar")),
        ("a.txt", "Das Boot lag auf dem Strand, und niemand wusste es.", "language = false", (None, "sidecar")),
    ],
)
def test_languages(tmp_path: Path, name: str, text: str, sidecar: str, expected: tuple[str | None, str]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    if sidecar:
        (tmp_path / "metadata.toml").write_text(f'["{name}"]\n{sidecar}\n', encoding="utf-8")
    found = scan(tmp_path)
    (article,) = read_file(next(file for file in found.files if file.path == name), Sidecars.load(found)).articles
    assert (article.language, article.known["language"].known) == expected


def test_items_have_ids_of_their_own(tmp_path: Path) -> None:
    line = b'{"id": "%d", "text": "A boat lay on the beach."}\n'
    articles = read(tmp_path, "a.jsonl", line % 1 + line % 2).articles
    assert [article.id for article in articles] == [article_id("a.jsonl", "1"), article_id("a.jsonl", "2")]
    assert [article.name for article in articles] == ["a.jsonl#1", "a.jsonl#2"]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"Advertisement\n", b"* * *\n", "\ufeff\u200b".encode()])
def test_empty(tmp_path: Path, data: bytes) -> None:
    result = read(tmp_path, "a.txt", data)
    assert reasons(result) == [Reason.EMPTY]
    assert not result.articles
    assert result.checksum == result.problems[0].checksum != ""


def test_no_text(tmp_path: Path) -> None:
    assert reasons(read(tmp_path, "a.txt", bytes(range(256)) * 40)) == [Reason.NOT_TEXT]


def test_broken_lines_beside_articles(tmp_path: Path) -> None:
    result = read(tmp_path, "a.jsonl", b'{"text": "A boat."}\n{\n')
    assert len(result.articles) == 1
    assert reasons(result) == [Reason.BROKEN]
    assert "Line 2" in result.problems[0].message


def test_vanished(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A boat.")
    (file,) = scan(tmp_path).files
    file.absolute.unlink()
    result = read_file(file, NO_SIDECARS)
    assert reasons(result) == [Reason.CHANGED]
    assert result.checksum == ""


def found(path: Path) -> FoundFile:
    return FoundFile(path=path.name, location=path, size=1, mtime_ns=1)


def test_folder_and_pipe_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert reasons(read_file(found(tmp_path / "folder.txt"), NO_SIDECARS)) == [Reason.UNREADABLE]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.txt")
        assert reasons(read_file(found(tmp_path / "pipe.txt"), NO_SIDECARS)) == [Reason.UNREADABLE]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Nobody else may read this.")
    (folder / "a.txt").write_text("A boat.")
    (folder / "b.txt").symlink_to("a.txt")
    one, other = scan(folder).files
    assert read_file(other, NO_SIDECARS).articles
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    for file in (one, other):
        assert reasons(read_file(file, NO_SIDECARS)) == [Reason.UNREADABLE]


@pytest.mark.parametrize(
    ("name", "size", "is_linear"),
    [
        ("a.txt", 1 << 20, True),
        ("a.txt", 1 << 22, False),
        ("a.md", 1 << 10, True),
        ("a.md", 1 << 17, False),
        ("a.html", 1, False),
        ("a.rst", 1, False),
        ("page.txt", 1, False),
    ],
)
def test_what_is_read_without_fear(tmp_path: Path, name: str, size: int, is_linear: bool) -> None:
    begin = "<!doctype html><html>" if name == "page.txt" else "A boat. "
    path = tmp_path / name
    path.write_text(begin + "a" * size)
    opened = open_linear(found(path))
    assert (opened is not None) is is_linear
    assert name == "page.txt" or is_linear_by_name(path.suffix, path.stat().st_size) is is_linear


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error"), OSError(40, "Loop")]
)
def test_what_the_system_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    (tmp_path / "a.txt").write_text("A boat.")

    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    result = read_file(found(tmp_path / "a.txt"), NO_SIDECARS)
    assert reasons(result) == [Reason.UNREADABLE]
    assert str(error.strerror) in result.problems[0].message


def test_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    assert reasons(read(tmp_path, "a.txt", b"0123456789 and more")) == [Reason.TOO_LARGE]
    assert read(tmp_path, "b.txt", b"A boat.\n").articles


def test_too_long_for_one_text_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LARGEST_TEXT", 40)
    result = read(tmp_path, "a.txt", TEXT)
    assert reasons(result) == [Reason.TOO_LARGE]
    assert result.checksum
    assert reasons(read(tmp_path, "a.txt.gz", gzip.compress(TEXT))) == [Reason.TOO_LARGE]
    line = json.dumps({"text": TEXT.decode()}).encode()
    assert len(read(tmp_path, "a.jsonl.gz", gzip.compress(line + b"\n" + line)).articles) == 2


def test_an_archive_holds_more_text_than_it_has_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT))
    size = path.stat().st_size
    limits = Limits(characters=10)
    for enough in (1, 2):
        opened = open_file(found(path))
        assert isinstance(opened, Opened)
        reading = read_opened(opened, NO_SIDECARS, msgspec.structs.replace(limits, characters_per_byte=enough))
        assert bool(reading.articles) == (len(TEXT) <= size * enough)
        assert bool(reading.problems) == (len(TEXT) > size * enough)


def test_a_long_text_may_take_longer() -> None:
    limits = Limits()
    assert [limits.seconds_for(size) for size in (0, 5_000_000, 10_000_000)] == [20, 20, 40]


def test_what_is_made_of_an_archive_has_time_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    opened = open_file(found(tmp_path / "a.zip"))
    assert isinstance(opened, Opened)
    steps: list[tuple[int, int]] = []

    def step(number: int, size: int) -> bool:
        steps.append((number, size))
        return False

    reading = read_opened(opened, NO_SIDECARS, step=step)
    held = sum(len(paragraph.text) for article in reading.articles for paragraph in article.paragraphs)
    assert steps[-1] == (0, held)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"A boat.")
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    opened = os.open

    def open_and_grow(*arguments: object) -> int:
        descriptor = opened(*arguments)  # type: ignore[arg-type]
        path.write_bytes(b"A boat. " * 10)
        return descriptor

    monkeypatch.setattr(os, "open", open_and_grow)
    assert reasons(read_file(found(path), NO_SIDECARS)) == [Reason.TOO_LARGE]


def test_a_mistake_in_a_reader_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(_: Source) -> Contents:
        raise IndexError("secret text of the article")

    monkeypatch.setattr(readers, "reader_of", lambda _: mistaken)
    result = read(tmp_path, "a.txt", b"A boat.")
    assert reasons(result) == [Reason.BROKEN]
    assert "IndexError" in result.problems[0].message
    assert "secret" not in result.problems[0].message


def test_nothing_dangerous_leaves_the_reader(tmp_path: Path) -> None:
    head = "\x1b]0;x\x07Boat\u202e\n\nBy Ann\u200b Lee\n\n"
    text = "[b]A boat[/b] \x9b31m lay on the beach for all of the year.\n"
    (article,) = read(tmp_path, "a.txt", (head + text).encode()).articles
    shown = [article.title, *article.authors, *(paragraph.text for paragraph in article.paragraphs)]
    assert article.authors == ("Ann Lee",)
    assert all(character.isprintable() for text in shown for character in text)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".jsonl"]))
def test_any_bytes_are_read_or_a_problem(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    result = read_file(found(path), NO_SIDECARS)
    assert result.articles or result.problems
    assert not any("mistake" in problem.message for problem in result.problems)
    for article in result.articles:
        assert article.title
        assert tuple(article.known) == FIELDS
