"""What is cited: articles, paragraphs of them, and lines of a concordance."""

from __future__ import annotations

from typing import Protocol

import msgspec

from searchtui.article import Article, Kind
from searchtui.dates import PartialDate

__all__ = ["Cited", "Found", "Line", "Passage", "Reference", "Row", "reference"]


class Cited(Protocol):
    """Whatever says which article it is of: a hit, an article, a record of one."""

    @property
    def path(self) -> str:
        """Of its file, relative to the folder of articles."""

    @property
    def item(self) -> str | None:
        """Its name inside a file that holds several articles."""

    @property
    def title(self) -> str:
        """Never empty."""

    @property
    def source(self) -> str | None:
        """The publication, where it is known."""

    @property
    def authors(self) -> tuple[str, ...]:
        """In the order of the byline."""

    @property
    def date(self) -> PartialDate | None:
        """Of publication, as precise as it is known."""


class Found(Cited, Protocol):
    """A paragraph that a search found; `Hit` is one."""

    @property
    def article(self) -> str:
        """Id of the article."""

    @property
    def paragraph(self) -> int:
        """Its number in the article."""

    @property
    def kind(self) -> Kind:
        """What it is in the article."""

    @property
    def text(self) -> str:
        """The whole paragraph."""

    @property
    def highlights(self) -> tuple[tuple[int, int], ...]:
        """The words that made it a hit."""

    @property
    def page(self) -> int | None:
        """On which it begins, where the file has pages."""

    @property
    def score(self) -> float:
        """Comparable within one answer."""

    @property
    def story(self) -> str:
        """Id of the fullest copy of the article's text."""


class Reference(msgspec.Struct, frozen=True):
    """One article, with all that a bibliography says of it.

    Args:
        id, path, title, item, authors, source, date, url, language: those of `Article`.
        pages: of its file, on which what is cited of it begins, each once and in order.
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
    pages: tuple[int, ...] = ()


def reference(article: Article) -> Reference:
    """What a bibliography says of an article."""
    return msgspec.convert(article, Reference, from_attributes=True)


class Row(msgspec.Struct, frozen=True):
    """What every row of ours says of the article that it is of."""

    article: str
    path: str
    item: str | None
    title: str
    source: str | None
    authors: tuple[str, ...]
    date: PartialDate | None
    paragraph: int
    page: int | None = None


class Passage(Row, frozen=True):
    """A paragraph that the user chose: a pin, or a paragraph with a note.

    Args:
        text: of the paragraph; empty where the article as a whole was chosen.
        note: what the user wrote about it.
        kind: what it is in the article.
    """

    text: str = ""
    note: str = ""
    kind: Kind = Kind.BODY


class Line(Row, frozen=True):
    """One line of a concordance.

    Args:
        left: what stands before the keyword.
        keyword: as it stands in the text.
        right: what stands behind it.
    """

    left: str = ""
    keyword: str = ""
    right: str = ""
