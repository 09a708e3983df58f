"""What the catalogue keeps of an article that was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from searchtui.analysis.counting import count_words
from searchtui.article import Article, Kind, Paragraph
from searchtui.catalogue import ArticleRecord
from searchtui.corpus import fingerprints_of

__all__ = ["body_of", "records_of"]

# Of each paragraph: a member is found in its enumeration far more slowly than a name in its module.
_BODY, _FURNITURE = Kind.BODY, Kind.FURNITURE


def body_of(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The texts of the running text."""
    return [paragraph.text for paragraph in paragraphs if paragraph.kind is _BODY]


def records_of(articles: Sequence[Article], digests: Sequence[str]) -> list[ArticleRecord]:
    """The records of articles that stand alone. Made together, they take about half as long.

    Args:
        articles: as they were read.
        digests: of each a checksum of all that it holds.
    """
    bodies = [body_of(article.paragraphs) for article in articles]
    words = count_words(list(chain.from_iterable(bodies)))
    ends = np.cumsum(list(map(len, bodies)), dtype=np.int64)
    totals = np.diff(np.concatenate([[0], np.cumsum(words)])[ends], prepend=0).tolist()
    marks = fingerprints_of(bodies)
    return [_record(*one) for one in zip(articles, digests, totals, marks, strict=True)]


def _record(article: Article, digest: str, words: int, fingerprints: tuple[int, ...]) -> ArticleRecord:
    furniture = tuple([paragraph for paragraph in article.paragraphs if paragraph.kind is _FURNITURE])
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
        paragraphs=len(article.paragraphs) - len(furniture),
        words=words,
        furniture=furniture,
        fingerprints=fingerprints,
        digest=digest,
    )
