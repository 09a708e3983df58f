"""What the attributes of elements say of them."""

from __future__ import annotations

import pytest

from searchtui.corpus.readers.html_rules import (
    is_caption,
    is_footnote,
    is_furniture_element,
    is_hidden,
    is_note_mark,
)


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ({"hidden": ""}, True),
        ({"hidden": "until-found"}, False),
        ({"aria-hidden": "TRUE"}, True),
        ({"aria-hidden": "false"}, False),
        ({"data-nosnippet": ""}, True),
        ({"style": "color: red; Display : None"}, True),
        ({"style": "visibility:hidden"}, True),
        ({"style": "mso-hide:all"}, True),
        ({"style": "overflow: hidden; display: block"}, False),
        ({"class": "lead SR-only"}, True),
        ({"class": "hidden-gems"}, False),
        ({}, False),
    ],
)
def test_hidden(attributes: dict[str, str], hidden: bool) -> None:
    assert is_hidden(attributes) is hidden


@pytest.mark.parametrize(
    ("attributes", "note"),
    [
        ({"role": "doc-endnotes"}, True),
        ({"epub:type": "rearnote"}, True),
        ({"id": "fn:12"}, True),
        ({"id": "cite_note-Lee_2020-3"}, True),
        ({"id": "footnote-3"}, True),
        ({"id": "fnref:12"}, False),
        ({"id": "cite_ref-3"}, False),
        ({"id": "footnote-to-history-of-a-very-long-name"}, False),
        ({"class": "small footnotes"}, True),
        ({"class": "MsoFootnoteText"}, True),
        ({"class": "footnoted"}, False),
        ({"class": "note"}, False),
        ({}, False),
    ],
)
def test_footnotes(attributes: dict[str, str], note: bool) -> None:
    assert is_footnote(attributes) is note


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        ("caption", True),
        ("wp-caption-text", True),
        ("article__image-caption", True),
        ("big captions", True),
        ("captioned", False),
        ("has-caption-below", False),
        ("", False),
    ],
)
def test_captions(name: str, caption: bool) -> None:
    assert is_caption({"class": name}) is caption


@pytest.mark.parametrize(
    ("attributes", "furniture"),
    [
        ({"role": "Navigation"}, True),
        ({"class": "c-newsletter-signup"}, True),
        ({"class": "story share"}, True),
        ({"id": "comments"}, True),
        ({"id": "disqus_thread"}, True),
        ({"class": "has-sidebar"}, False),
        ({"class": "no-ads"}, False),
        ({"class": "adsorption"}, False),
        ({"class": "navigator"}, False),
        ({"class": "article-body"}, False),
        ({"class": "x" * 90 + "-ads"}, False),
        ({}, False),
    ],
)
def test_furniture(attributes: dict[str, str], furniture: bool) -> None:
    assert is_furniture_element(attributes) is furniture


@pytest.mark.parametrize(
    ("text", "is_link", "before", "mark"),
    [
        ("1", True, "", True),
        (" [a] ", True, "x", True),
        ("iv", True, "", True),
        ("note 7", True, "", True),
        ("see there", True, "", False),
        ("1", False, "a harbour", True),
        ("12", False, "froze.", True),
        ("†", False, "froze”", True),
        ("2", False, "12 m", False),
        ("2", False, "CO", False),
        ("12", False, "10", False),
        ("th", False, "the 12", False),
        ("a", False, "harbour", False),
        ("1234", False, "harbour", False),
    ],
)
def test_marks_of_footnotes(text: str, is_link: bool, before: str, mark: bool) -> None:
    assert is_note_mark(text, is_link=is_link, before=before) is mark
