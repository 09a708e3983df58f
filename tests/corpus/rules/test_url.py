"""Addresses on a line of their own."""

from __future__ import annotations

from searchtui.corpus.rules.url import url_line


def test_addresses() -> None:
    assert url_line("https://example.org/a") == "https://example.org/a"
    assert url_line("URL: <https://example.org/a>") == "https://example.org/a"


def test_sentences_with_addresses() -> None:
    assert url_line("See https://example.org/a") is None
    assert url_line("example.org") is None
    assert url_line("https://example.org and more") is None
