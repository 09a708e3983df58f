"""Texts that would take hours if the time grew with the square of their length; each must be read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.corpus import FoundFile, Sidecars, read_file

SIZE = 400_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leaders.txt", "Contents" + "." * SIZE + "x"),
        ("cries.txt", "Wow" + "! " * SIZE + "x"),
        ("marks.txt", "e" + "\u0301\u0323" * SIZE),
        ("quotes.txt", "“" * SIZE),
        ("spaces.txt", "a" + " " * SIZE + "b"),
        ("bylines.txt", "By " * (SIZE // 3)),
        ("images.md", "<div>\n" + "<img " * (SIZE // 20)),
        ("paragraphs.md", "<p " * (SIZE // 20)),
        ("footnotes.md", "[^" * (SIZE // 20)),
        ("marks.jsonl", '{"id": "1", "text": "e' + "\\u0301\\u0323" * (SIZE // 4) + '"}'),
    ],
)
def test_a_hostile_text_is_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    reading = read_file(FoundFile(name, path, path.stat().st_size, 0), Sidecars())
    assert len(reading.articles) == 1


def test_letters_keep_the_marks_that_writing_puts_on_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Vie\u0323\u0302t Nam, q" + "\u0301" * 10, encoding="utf-8")
    (article,) = read_file(FoundFile("a.txt", path, path.stat().st_size, 0), Sidecars()).articles
    assert article.paragraphs[0].text == "Việt Nam, q" + "\u0301" * 10
