"""What is read of a collection, and which part of it is taken."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.paragraphs import PreparedParagraphs, UnreadableCollectionError, count, day_number, prepare

ALL = 1_000_000


def written(path: Path, *articles: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps({"id": "1", **article}) + "\n" for article in articles), encoding="utf-8")
    return path


def test_blank_lines_part_paragraphs_and_line_breaks_do_not(tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", {"text": "One\nline.\n \n\n  Two.\n\n"}, {"text": "", "author": []})
    prepared = prepare([file], count([file]), ALL, tmp_path / "prepared")
    assert [paragraph.text for paragraph in prepared] == ["One line.", "Two."]
    assert (len(prepared), prepared.text_bytes) == (2, len("One line.Two."))


def test_what_is_not_known_is_said(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        {"text": "One.", "author": None, "source": None, "date": "one day"},
        {"text": "Two.", "author": ["Ada", "Ben", "Ada"], "source": "Post", "date": "1999-03"},
        {"text": "Three.", "author": "Ada"},
    )
    first, second, third = prepare([file], count([file]), ALL, tmp_path / "prepared")
    assert (first.source, first.authors, first.day) == ("unknown", ("unknown",), 0)
    assert (second.source, second.authors, second.day) == ("Post", ("Ada", "Ben"), dt.date(1999, 3, 1).toordinal())
    assert third.authors == ("Ada",)
    assert [first.article, second.article, third.article] == [0, 1, 2]


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("0001-01-01", 1),
        ("1945", dt.date(1945, 1, 1).toordinal()),
        ("13-Jun-2000", dt.date(2000, 6, 13).toordinal()),
        ("2000-02-31", 0),
        (None, 0),
    ],
)
def test_dates_are_days(date: str | None, day: int) -> None:
    assert day_number(date) == day


def test_a_limit_takes_of_each_file_its_share(tmp_path: Path) -> None:
    files = [
        written(tmp_path / "a.jsonl", *[{"text": f"a {n}"} for n in range(30)]),
        written(tmp_path / "b.jsonl", {"text": "\n\n".join(f"b {n}" for n in range(10))}),
    ]
    prepared = prepare(files, count(files), 20, tmp_path / "prepared")
    assert [one.text for one in prepared] == [*(f"a {n}" for n in range(15)), *(f"b {n}" for n in range(5))]


def test_the_articles_of_the_paragraphs_are_kept_whole(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        {"text": "One.\n\nTwo.", "title": "Numbers", "author": ["Ada", "Ben"], "source": "Post", "date": "1999-03"},
        {"text": "Three.\n\nFour.\n\nFive.", "title": None},
    )
    prepared = prepare([file], count([file]), 4, tmp_path / "prepared")
    (articles,) = prepared.articles.iterdir()
    first, second = map(json.loads, articles.read_text(encoding="utf-8").splitlines())
    known = {"title": "Numbers", "author": ["Ada", "Ben"], "source": "Post", "date": "1999-03"}
    assert first == {"text": "One.\n\nTwo.", **known}
    assert second == {"text": "Three.\n\nFour.", **dict.fromkeys(known)}


@given(jobs=st.integers(1, 12))
def test_parts_are_all_paragraphs(paragraphs: PreparedParagraphs, jobs: int) -> None:
    parts = paragraphs.parts(jobs)
    assert len(parts) <= jobs
    assert [one for part in parts for one in paragraphs.between(*part)] == list(paragraphs)


def test_a_sample_is_spread_evenly(paragraphs: PreparedParagraphs) -> None:
    everything = list(paragraphs)
    assert list(paragraphs.sample(len(everything))) == everything
    assert list(paragraphs.sample(-(-len(everything) // 3))) == everything[::3]


def test_compressed_files_are_read(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    plain = written(tmp_path / "a.jsonl", {"text": "One.\n\nTwo."})
    packed = tmp_path / "a.jsonl.zst"
    packed.write_bytes(zstandard.compress(plain.read_bytes()))
    assert count([packed]) == [2]


@pytest.mark.parametrize("content", [b"{", b'{"id": "1"}', None])
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "broken.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableCollectionError, match=r"broken\.jsonl"):
        count([file])
