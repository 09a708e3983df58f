"""Styles of documents."""

from __future__ import annotations

import pytest

from searchtui.article import Kind
from searchtui.corpus.readers.paragraph_styles import Style, Styles, style_of_name


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Heading 2", None, 2),
        ("Heading_20_3", None, 3),
        ("Überschrift 1", None, 1),
        ("berschrift1", None, 1),
        ("заголовок 4", None, 4),
        ("Title", Kind.TITLE, None),
        ("Caption", Kind.CAPTION, None),
        ("toc 1", Kind.FURNITURE, None),
        ("Contents 2", Kind.FURNITURE, None),
        ("footnote text", Kind.FOOTNOTE, None),
        ("Subtitle", Kind.BODY, None),
        ("Heading", None, None),
        ("Heading 10", None, None),
        ("My Title", None, None),
    ],
)
def test_what_a_name_says(name: str, kind: Kind | None, level: int | None) -> None:
    style = style_of_name(name)
    assert (style.kind, style.level) == (kind, level)


def test_a_style_says_what_those_say_that_it_is_based_on() -> None:
    styles = Styles(
        {
            "a": Style("normal", hidden=False),
            "b": Style("heading 1", parent="a", level=1, listed=True),
            "c": Style("house", parent="b", hidden=True),
            "d": Style("subtitle", parent="b", kind=Kind.BODY),
        },
        "a",
    )
    assert styles.of("c") == Style("house", level=1, hidden=True, listed=True)
    assert (styles.of("d").kind, styles.of("d").level) == (Kind.BODY, None)
    assert styles.of(None) == styles.of("a") == Style("normal", hidden=False)
    assert styles.of("heading 2").level == 2


def test_styles_that_are_based_on_each_other_come_to_an_end() -> None:
    styles = {"a": Style(parent="b"), "b": Style(parent="a", level=3)}
    assert Styles(styles).of("a").level == 3
    long = {str(number): Style(parent=str(number + 1)) for number in range(100_000)}
    assert Styles(long).of("0").level is None
