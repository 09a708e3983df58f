"""An article, or a paragraph of it, in Markdown (CommonMark 0.31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtui.article import Kind, paragraph_name
from searchtui.citing.markdown import escape, escape_inline, quote
from searchtui.citing.quotation import origin_of

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import Span

__all__ = ["article_as_markdown", "paragraph_as_quote"]


def paragraph_as_quote(article: Article, paragraph: Paragraph) -> Iterator[str]:
    """One paragraph of an article as a block quote."""
    return quote(article, paragraph.text, paragraph.number, paragraph.page)


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
    yield f"— {origin_of(article, escape, titled=False)}"
    for paragraph in paragraphs:
        text = _marked(paragraph.text, highlights.get(paragraph.number, ()))
        yield ""
        name = paragraph_name(paragraph.number, paragraph.page)
        yield f"## {text}" if paragraph.kind is Kind.HEADING else f"{name} {text}"


def _marked(text: str, spans: Iterable[Span]) -> str:
    """Escaped text with the spans in bold."""
    parts: list[str] = []
    end = 0
    for first, last in spans:
        parts += [escape_inline(text[end:first]), f"**{escape_inline(text[first:last])}**"]
        end = last
    return "".join([*parts, escape_inline(text[end:])])
