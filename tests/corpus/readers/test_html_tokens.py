"""The tags of a text, without a parser."""

from __future__ import annotations

import pytest

from searchtui.corpus.readers.html_encoding import declared_encoding
from searchtui.corpus.readers.html_tokens import attributes_of, closings, shown, tokens


def told(text: str) -> list[str]:
    return [("/" if token.is_end else "") + token.name if token.name else repr(token.text) for token in tokens(text)]


def test_tags_and_texts() -> None:
    assert told("<P a='>'>One &amp; <epub:B>two</b><br/><i/>") == ["p", "'One & '", "b", "'two'", "/b", "br", "i", "/i"]


@pytest.mark.parametrize(
    "text",
    ['<p a="x"">', '<p a=">">', "<p a='\"'>", "<p a = b>", "<p a=b/c>", "<p\n\ta>"],
)
def test_slips_in_a_tag_do_not_swallow_the_text_behind_it(text: str) -> None:
    assert told(text + "word<b>") == ["p", "'word'", "b"]


def test_what_is_opened_and_never_closed_hides_only_itself() -> None:
    assert told("a<!-- b<p>c") == ["'a<!-- b'", "p", "'c'"]
    assert told("a<script>b<p>c") == ["'a'"]


def test_cdata_is_text() -> None:
    assert told("<p><![CDATA[a]]>b") == ["p", "'a'", "'b'"]


def test_markup_without_scripts_keeps_its_head() -> None:
    assert shown("<head><title>a</title><script>b</script></head><!-- c --><p>d") == "<head><title>a</title></head><p>d"


def test_attributes() -> None:
    assert attributes_of(""" A=1 b='2 &amp; 3' c="4" d""") == {"a": "1", "b": "2 & 3", "c": "4", "d": ""}


def test_an_end_tag_closes_the_last_of_its_name() -> None:
    assert closings(list(tokens("<a><b><a></b></a>"))) == {1: 3, 2: 4}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<meta charset=utf-8>", "utf-8"),
        (b"<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<?xml version='1.0' encoding=\"koi8-r\"?>", "koi8-r"),
        (b"<p>charset=utf-8", None),
        (b"", None),
    ],
)
def test_the_declared_encoding(data: bytes, name: str | None) -> None:
    assert declared_encoding(data) == name
