"""Markdown output, ready to be quoted: each paragraph as a block quote with where it comes from (CommonMark 0.31)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from searchtui.article import Kind, article_name
from searchtui.cleaning import clean_line

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import Hit, Span

__all__ = ["article_as_markdown", "escape", "hits_as_quotes", "paragraph_as_quote"]

# "$" begins a formula and "~" a deletion in the Markdown of many programs.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$#]")
_LIST_OR_RULE = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[-+=]))")


def escape(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it is emphasis, a link, HTML, a heading or a list."""
    return _LIST_OR_RULE.sub(r"\g<0>\\", _escape_inline(text).strip())


def hits_as_quotes(hits: Iterable[Hit]) -> Iterator[str]:
    """One block quote a hit."""
    for position, hit in enumerate(hits):
        if position:
            yield ""
        name = article_name(hit.path, hit.item)
        yield from _quote(hit.text, _origin(hit.title, hit.authors, hit.source, hit.date, name), hit.paragraph)


def paragraph_as_quote(article: Article, paragraph: Paragraph) -> Iterator[str]:
    """One paragraph of an article as a block quote."""
    origin = _origin(article.title, article.authors, article.source, article.date, article.name)
    return _quote(paragraph.text, origin, paragraph.number)


def article_as_markdown(
    article: Article, paragraphs: Iterable[Paragraph], highlights: dict[int, tuple[Span, ...]]
) -> Iterator[str]:
    """An article as a document, its paragraphs numbered and its hits bold.

    Args:
        article: the article.
        paragraphs: those to write.
        highlights: by the paragraph's number.
    """
    yield f"# {escape(article.title)}"
    yield ""
    yield f"— {_origin('', article.authors, article.source, article.date, article.name)}"
    for paragraph in paragraphs:
        text = _marked(paragraph.text, highlights.get(paragraph.number, ()))
        yield ""
        yield f"## {text}" if paragraph.kind is Kind.HEADING else f"¶{paragraph.number} {text}"


def _quote(text: str, origin: str, paragraph: int) -> Iterator[str]:
    yield f"> {escape(text)}"
    yield ">"
    yield f"> — {origin}, ¶{paragraph}"


def _origin(title: str, authors: Sequence[str], source: str | None, date: object, name: str) -> str:
    """Authors, title, source, date and path, as far as they are known."""
    known = [
        ", ".join(escape(author) for author in authors),
        f"“{escape(title)}”" if title else "",
        escape(source or ""),
        "" if date is None else str(date),
        escape(name),
    ]
    return ", ".join(part for part in known if part)


def _marked(text: str, spans: Iterable[Span]) -> str:
    """Escaped text with the spans in bold."""
    parts: list[str] = []
    end = 0
    for first, last in spans:
        parts += [_escape_inline(text[end:first]), f"**{_escape_inline(text[first:last])}**"]
        end = last
    return "".join([*parts, _escape_inline(text[end:])])


def _escape_inline(text: str) -> str:
    """Escape what has a meaning within a line."""
    return _INLINE.sub(r"\\\g<0>", clean_line(text))
