"""The Whoosh schema: one document a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from whoosh import columns, fields

from searchtui.analysis import VALUE_SEPARATOR, LanguageText, WordAnalyzer, stemming_language, text_in
from searchtui.article import UNKNOWN, Article, Kind, Paragraph
from searchtui.columnar import REFINEMENT, FacetColumn

__all__ = ["KINDS", "article_key", "documents", "make_schema"]

KINDS = tuple(Kind)
"""The column `kind_code` holds positions in this list."""

_KIND_VALUES = tuple(kind.value for kind in KINDS)

_AT_ONCE = 512
"""Paragraphs that are made documents at a time."""


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


class Documents(NamedTuple):
    """Documents in groups, by their fields; see `SegmentBuilder.add_groups`."""

    own: dict[str, list[Any]]
    shared: dict[str, list[Any]]
    times: list[int]


def documents(articles: Iterable[Article], language: str | None) -> Iterator[Documents]:
    """The documents of articles, many at a time: all their paragraphs but the furniture.

    Args:
        articles: with their metadata as they are to be found.
        language: by whose rules all of them are stemmed; None where each is by those of its own.
    """
    groups: list[tuple[Article, list[Paragraph]]] = []
    count = 0
    for article in articles:
        indexed = [paragraph for paragraph in article.paragraphs if paragraph.kind is not Kind.FURNITURE]
        for start in range(0, len(indexed), _AT_ONCE):
            some = indexed[start : start + _AT_ONCE]
            groups.append((article, some))
            count += len(some)
            if count >= _AT_ONCE:
                yield _documents(groups, language)
                groups, count = [], 0
    if groups:
        yield _documents(groups, language)


def _documents(groups: Sequence[tuple[Article, list[Paragraph]]], language: str | None) -> Documents:
    """The documents of some paragraphs of articles."""
    every = [paragraph for _, some in groups for paragraph in some]
    in_language = [text_in(stemming_language(language or article.language)) for article, _ in groups]
    texts = [made(paragraph.text) for made, (_, some) in zip(in_language, groups, strict=True) for paragraph in some]
    kinds = [KINDS.index(paragraph.kind) for paragraph in every]
    own: dict[str, list[Any]] = {
        "text": texts,
        "exact": texts,
        "kind": [_KIND_VALUES[kind] for kind in kinds],
        "heading": [paragraph.heading for paragraph in every],
        "line": [paragraph.line for paragraph in every],
        "page": [paragraph.page for paragraph in every],
        "number": [paragraph.number for paragraph in every],
        "kind_code": kinds,
    }
    shared = [_shared(article, made) for made, (article, _) in zip(in_language, groups, strict=True)]
    return Documents(
        own, {name: [one[name] for one in shared] for name in shared[0]}, [len(some) for _, some in groups]
    )


def _shared(article: Article, in_language: type[LanguageText]) -> dict[str, Any]:
    """What all documents of an article have in common.

    Args:
        article: itself.
        in_language: makes a text that is stemmed as those of the article are.
    """
    date = article.date
    return {
        "title": in_language(article.title),
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
