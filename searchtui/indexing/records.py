"""What the catalogue keeps of an article that was read."""

from __future__ import annotations

from collections.abc import Iterable

from searchtui.analysis import count_words
from searchtui.article import Article, Kind, Paragraph
from searchtui.catalogue import ArticleRecord
from searchtui.corpus import fingerprints

__all__ = ["body_of", "record_of"]


def body_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The texts of the running text."""
    return [paragraph.text for paragraph in paragraphs if paragraph.kind is Kind.BODY]


def record_of(article: Article, digest: str) -> ArticleRecord:
    """The record of an article that stands alone.

    Args:
        article: as it was read.
        digest: checksum of all that it holds.
    """
    body = body_of(article.paragraphs)
    return ArticleRecord(
        id=article.id,
        path=article.path,
        title=article.title,
        item=article.item,
        authors=article.authors,
        source=article.source,
        date=article.date,
        url=article.url,
        language=article.language,
        known=article.known,
        story=article.id,
        paragraphs=sum(1 for paragraph in article.paragraphs if paragraph.kind is not Kind.FURNITURE),
        words=sum(map(count_words, body)),
        furniture=tuple(paragraph for paragraph in article.paragraphs if paragraph.kind is Kind.FURNITURE),
        fingerprints=tuple(fingerprints(body)),
        digest=digest,
    )
