"""Patterns for files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.globs import has_wildcard, matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a.md"),
        ("*.md", "x/y/a.md"),
        ("2021/*.txt", "2021/a.txt"),
        ("/a.txt", "a.txt"),
        ("**/a.txt", "a.txt"),
        ("**/a.txt", "x/y/a.txt"),
        ("x/**/a.txt", "x/a.txt"),
        ("x/**/a.txt", "x/y/z/a.txt"),
        ("x/**", "x/y/a.txt"),
        ("drafts", "drafts/a.txt"),
        ("drafts/", "x/drafts/y/a.txt"),
        ("a?.txt", "ab.txt"),
        ("[ab].txt", "b.txt"),
        ("[!ab].txt", "c.txt"),
        ("[a.txt", "[a.txt"),
        ("a+b(1).txt", "a+b(1).txt"),
        ("*.txt", "line\nbreak.txt"),
        ("-rf", "-rf"),
    ],
)
def test_fits(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.md", "a.mdx"),
        ("2021/*.txt", "x/2021/a.txt"),
        ("2021/*.txt", "2021/x/a.txt"),
        ("/a.txt", "x/a.txt"),
        ("a.txt", "aXtxt"),
        ("*.MD", "a.md"),
        ("draft", "drafts/a.txt"),
        ("[!a].txt", "a.txt"),
        ("x[!a]y.txt", "x/y.txt"),
        ("[z-a].txt", "b.txt"),
        ("", "a.txt"),
        ("/", "a.txt"),
    ],
)
def test_does_not_fit(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_pattern_is_answered(pattern: str, path: str) -> None:
    matches(pattern, path)


@given(st.text(st.characters(exclude_characters="*?[/", codec="utf-8"), min_size=1, max_size=20))
def test_a_plain_name_fits_itself_at_any_depth(name: str) -> None:
    assert not has_wildcard(name)
    assert matches(name, name)
    assert matches(name, f"x/{name}")
