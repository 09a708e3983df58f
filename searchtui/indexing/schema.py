"""The Whoosh schema: one document a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields

from searchtui.analysis import VALUE_SEPARATOR, LanguageText, WordAnalyzer, stemming_language, text_in
from searchtui.article import UNKNOWN, Article, Kind, Paragraph
from searchtui.columnar import REFINEMENT, FacetColumn

__all__ = ["KINDS", "article_key", "documents", "make_schema", "shared"]

KINDS = tuple(Kind)
"""The column `kind_code` holds positions in this list."""


def make_schema() -> fields.Schema:
    """The fields of a paragraph.

    `text` and `exact` hold the same words, stemmed by the rules of the article's language and unstemmed; `title`,
    `source`, `author`, `date` and `language` are those of its article, on every paragraph; `article` is the article's
    id, by which it is replaced and removed.
    The columns are read as arrays: the article's id as a number, the paragraph's number, its kind; the facets source,
    author and month; the first and the last day that the date can mean (`date.toordinal`), 0 where it is unknown.
    """
    stemmed, exact = WordAnalyzer(stemmed=True), WordAnalyzer(stemmed=False)
    values = FacetColumn(VALUE_SEPARATOR)
    return fields.Schema(
        text=fields.TEXT(analyzer=stemmed, phrase=True, stored=True, multitoken_query="phrase"),
        exact=REFINEMENT("text", analyzer=exact, phrase=True, multitoken_query="phrase"),
        title=fields.TEXT(analyzer=stemmed, phrase=True, multitoken_query="phrase"),
        source=fields.TEXT(analyzer=exact, phrase=True, multitoken_query="phrase", sortable=values),
        author=fields.TEXT(analyzer=exact, phrase=True, multitoken_query="phrase", sortable=values),
        date=fields.ID(),
        kind=fields.ID(),
        language=fields.ID(),
        path=fields.ID(),
        article=fields.ID(),
        heading=fields.STORED(),
        line=fields.STORED(),
        page=fields.STORED(),
        article_key=fields.COLUMN(columns.NumericColumn("q")),
        number=fields.COLUMN(columns.NumericColumn("i")),
        kind_code=fields.COLUMN(columns.NumericColumn("i")),
        month=fields.COLUMN(FacetColumn(VALUE_SEPARATOR)),
        first_day=fields.COLUMN(columns.NumericColumn("i")),
        last_day=fields.COLUMN(columns.NumericColumn("i")),
    )


def article_key(article: str) -> int:
    """The number that stands for an article's id in the column `article_key`."""
    return int(article, 16)


def _is_indexed(paragraph: Paragraph) -> bool:
    return paragraph.kind is not Kind.FURNITURE


def _text_of(article: Article, language: str | None) -> type[LanguageText]:
    return text_in(stemming_language(language or article.language))


def documents(article: Article, language: str | None) -> Iterator[dict[str, Any]]:
    """The documents of one article: all its paragraphs but the furniture, without what `shared` says.

    Args:
        article: itself.
        language: by whose rules all articles are stemmed; None where each is by those of its own.
    """
    stemmed = _text_of(article, language)
    for paragraph in filter(_is_indexed, article.paragraphs):
        text = stemmed(paragraph.text)
        yield {
            "text": text,
            "exact": text,
            "kind": paragraph.kind.value,
            "heading": paragraph.heading,
            "line": paragraph.line,
            "page": paragraph.page,
            "number": paragraph.number,
            "kind_code": KINDS.index(paragraph.kind),
        }


def shared(article: Article, language: str | None) -> dict[str, Any]:
    """What all documents of one article have in common.

    Args:
        article: with its metadata as they are to be found.
        language: see `documents`.
    """
    date = article.date
    return {
        "title": _text_of(article, language)(article.title),
        "source": article.source or UNKNOWN,
        "author": VALUE_SEPARATOR.join(article.authors) or UNKNOWN,
        "date": str(article.date or UNKNOWN),
        "language": article.language or UNKNOWN,
        "path": article.path.encode("utf-8", "replace").decode(),
        "article": article.id,
        "article_key": article_key(article.id),
        "month": date.month_label if date else UNKNOWN,
        "first_day": date.first_day.toordinal() if date else 0,
        "last_day": date.last_day.toordinal() if date else 0,
    }
