"""What the catalogue says of one article, of one file and of two articles that are copies."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from searchtui.article import Article, Paragraph, Problem, Provenance, article_name
from searchtui.dates import PartialDate

__all__ = ["ArticleRecord", "FileRecord", "StoryLink"]


# As in `article.py`, garbage is not looked for among these (`gc=False`): a run holds one for each article and file.
class ArticleRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One article without the text of its indexed paragraphs.

    Args:
        id, path, title, item, authors, source, date, url, language, known, story: as in `Article`.
        paragraphs: how many of its paragraphs are indexed and counted.
        words: how many words its body has; the fullest copy of a story is the one with the most.
        furniture: the paragraphs that are shown with the article but not indexed.
        fingerprints: 64-bit fingerprints of its paragraphs, by which copies are found.
        digest: checksum of the article as it was read, by which a change is known.
    """

    id: str
    path: str
    title: str
    item: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    language: str | None = None
    known: dict[str, Provenance] = {}
    story: str = ""
    paragraphs: int = 0
    words: int = 0
    furniture: tuple[Paragraph, ...] = ()
    fingerprints: tuple[int, ...] = ()
    digest: str = ""

    @property
    def name(self) -> str:
        """`path`, or `path#item` where the file holds several articles."""
        return article_name(self.path, self.item)

    def article(self, paragraphs: Iterable[Paragraph]) -> Article:
        """The article itself.

        Args:
            paragraphs: all of them, in any order.
        """
        return Article(
            id=self.id,
            path=self.path,
            title=self.title,
            item=self.item,
            authors=self.authors,
            source=self.source,
            date=self.date,
            url=self.url,
            language=self.language,
            paragraphs=tuple(sorted(paragraphs, key=lambda paragraph: paragraph.number)),
            known=self.known,
            story=self.story,
        )


class FileRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One file that was read, with what tells whether it has changed since.

    Args:
        path: relative to the folder of articles.
        size: in bytes.
        mtime_ns: time of its last change, nanoseconds since the epoch.
        checksum: BLAKE2b of its bytes, hexadecimal.
        sidecar: digest of the `metadata.toml` entries that apply to it, 16 hexadecimal digits; empty where none does.
        settled: whether size and time alone can be trusted to show a change; not so for a file that was written while
            or just before it was read, since a later change may fall on the same tick of the clock.
        articles: ids of the articles in it, in the order of their items.
        problems: what could not be read of it.
        skipped: the names of the files in it, where it is an archive, that are of no format that is read.
    """

    path: str
    size: int
    mtime_ns: int
    checksum: str = ""
    sidecar: str = ""
    settled: bool = True
    articles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[str, ...] = ()


class StoryLink(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two articles of which the shorter one stands in the longer one, wholly or in great part.

    Args:
        shorter, longer: their ids.
        share: the part of the shorter one's body text, 0 to 1, that stands in the longer one.
    """

    shorter: str
    longer: str
    share: float
