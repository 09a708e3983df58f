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
        ("x/**.txt", "x/a.txt"),
        ("x/**.txt", "x/y/z/a.txt"),
        ("x/a**/b.txt", "x/ab/c/b.txt"),
        ("x/a**", "x/ab"),
        ("**", "a.txt"),
        ("**/", "x/a.txt"),
        ("x/***/b", "x/y/z/b"),
        ("*a*b*c", "1a2b3b4c"),
        ("a*/*b/**/c", "a/b/c"),
        ("**/x/**/y", "x/x/a/x/y/z"),
        ("*.tar.gz", "a.tar.gz.tar.gz"),
        ("a*", "a"),
        ("[!a]*[0-9]", "b.22"),
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
        ("a//b", "a/b"),
        ("x/*/y", "x/y"),
        ("x/*/y", "x/a/b/y"),
        ("x/**/y", "xy"),
        ("*a*b", "1a2b3"),
        ("a**b", "a/b"),
    ],
)
def test_does_not_fit(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 60 + "b", "/x/" + "*a" * 60 + "b", "**/a/" * 40 + "b", "**/*a/" * 40 + "b", "**a" * 40 + "/b"],
)
def test_a_pattern_of_many_stars_takes_no_time(pattern: str) -> None:
    # Tried in every way, each of these would take longer than the world is old.
    assert not matches(pattern, "a" * 200)
    assert not matches(pattern, "a/" * 200 + "a")
    assert not matches(pattern, "x/" + "a" * 200)


def _fits_by_trying(pattern: str, path: str) -> bool:
    """The same rules, each star tried in every way."""

    def fits(part: str, name: str) -> bool:
        if not part:
            return not name
        if part[0] == "*":
            return any(fits(part[1:], name[skipped:]) for skipped in range(len(name) + 1))
        return bool(name) and name[0] == part[0] and fits(part[1:], name[1:])

    def walk(parts: list[str], names: list[str]) -> bool:
        if not parts or (parts == ["**"] and names):
            return True
        if parts[0] == "**":
            return any(walk(parts[1:], names[skipped:]) for skipped in range(len(names)))
        return bool(names) and fits(parts[0], names[0]) and walk(parts[1:], names[1:])

    parts = pattern.strip("/").split("/")
    return walk(parts if "/" in pattern.rstrip("/") else ["**", *parts], path.split("/"))


_PARTS = st.one_of(st.just("**"), st.text("ab*", min_size=1, max_size=5).filter(lambda part: "**" not in part))


@given(
    st.lists(_PARTS, min_size=1, max_size=5), st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, max_size=5)
)
def test_what_is_met_first_is_enough(parts: list[str], names: list[str]) -> None:
    pattern, path = "/".join(parts), "/".join(names)
    assert matches(pattern, path) == _fits_by_trying(pattern, path)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_pattern_is_answered(pattern: str, path: str) -> None:
    matches(pattern, path)


@given(st.text(st.characters(exclude_characters="*?[/", codec="utf-8"), min_size=1, max_size=20))
def test_a_plain_name_fits_itself_at_any_depth(name: str) -> None:
    assert not has_wildcard(name)
    assert matches(name, name)
    assert matches(name, f"x/{name}")
