"""A paragraph that is to be found again, whatever happens to its file, its number and the index.

It is looked for by path, item and text; then, where the article under its name is still the one that was meant, by
what is most like it, since texts are corrected, and copies elsewhere are not; then by the text alone, since files are
moved; then by what is most like it in whatever has its name by now. What is not found is still known by the text that
is kept with it. An anchor is never changed by what was found for it, so that it cannot drift from text to text.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Protocol

import msgspec

from searchtui.article import Article, Kind, Paragraph, article_id, article_name
from searchtui.errors import ArticleNotFoundError

__all__ = ["Anchor", "Bookshelf", "Found", "Place", "anchor_of", "find_again"]

_ALIKE = 70.0
"""How alike, of 100, two texts must be for one to be the other, corrected."""
_BESIDE = 80
"""Characters that are kept of each paragraph beside one."""
_TELLING = 60
"""Characters from which on a text alone says which paragraph it is: short ones, as headings, stand in many articles."""
_MOST_COPIES = 50
"""Of so many articles with the same text it is asked which one is most likely the one that was moved."""


class Anchor(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a paragraph, or of an article, without any index.

    Args:
        path: of the file, relative to the folder of articles.
        text: of the paragraph, whole; of an article, its longest paragraph.
        title: of the article.
        number: of the paragraph; None for an article.
        item: of the article inside its file.
        before, after: how the paragraphs beside it begin.
        length: how many paragraphs the article has.
    """

    path: str
    text: str
    title: str = ""
    number: int | None = None
    item: str | None = None
    before: str = ""
    after: str = ""
    length: int = 0

    @property
    def name(self) -> str:
        """`path`, or `path#item`."""
        return article_name(self.path, self.item)

    @property
    def article(self) -> str:
        """The id that the article had."""
        return article_id(self.path, self.item)


class Found(StrEnum):
    """How something was found again."""

    SAME = "same"
    """Where it was."""
    MOVED = "moved"
    """The same text, in another article: most likely its file was moved or renamed."""
    CHANGED = "changed"
    """In its article, with another text that is much like it."""
    PARTED = "parted"
    """Its article is there and the paragraph is not."""
    GONE = "gone"
    """It is no longer in the collection."""


class Place(msgspec.Struct, frozen=True):
    """Where something is by now.

    Args:
        found: how it was found.
        article: id of the article, empty where that is gone.
        number: of the paragraph, None where that is gone or an article was looked for.
        name: of the article, as it is called now.
        likeness: of the texts, 0 to 100.
    """

    found: Found
    article: str = ""
    number: int | None = None
    name: str = ""
    likeness: float = 0.0


class Bookshelf(Protocol):
    """What is asked of a collection to find something again."""

    def article(self, name: str, /) -> Article:
        """The article with this id."""
        ...

    def same_text(self, text: str, /) -> Sequence[tuple[str, int]]:
        """Ids and numbers of all paragraphs with exactly this text."""
        ...


def anchor_of(article: Article, number: int | None = None) -> Anchor:
    """The anchor of a paragraph, or of a whole article.

    Raises:
        ArticleNotFoundError: the article has no such paragraph, or none at all.
    """
    if number is None:
        body = [one for one in article.paragraphs if one.kind is not Kind.FURNITURE] or list(article.paragraphs)
        chosen = max(body, key=lambda one: len(one.text), default=None)
    else:
        chosen = next((one for one in article.paragraphs if one.number == number), None)
    if chosen is None:
        raise ArticleNotFoundError(f"{article.name} has no paragraph {number or 1}.")
    before, after = _beside(article, chosen)
    return Anchor(
        article.path, chosen.text, article.title, number, article.item, before, after, len(article.paragraphs)
    )


def _beside(article: Article, paragraph: Paragraph) -> tuple[str, str]:
    """How the paragraphs before and after one begin."""
    texts = {one.number: one.text[:_BESIDE] for one in article.paragraphs}
    return texts.get(paragraph.number - 1, ""), texts.get(paragraph.number + 1, "")


def find_again(anchor: Anchor, shelf: Bookshelf) -> Place:
    """Where the paragraph of an anchor is by now."""
    from rapidfuzz import fuzz  # few need it at once, and importing it takes time

    article = _article(shelf, anchor.article)
    if article is not None and (article.path, article.item) != (anchor.path, anchor.item):
        article = None
    if article is not None:
        same = [one for one in article.paragraphs if one.text == anchor.text]
        if same:
            return _place(Found.SAME, article, anchor, _nearest(article, same, anchor), 100.0)
    corrected: Place | None = None
    if article is not None:
        alike = [(fuzz.ratio(one.text, anchor.text, score_cutoff=_ALIKE), one) for one in article.paragraphs]
        best = max((likeness for likeness, _ in alike), default=0.0)
        if best:
            candidates = [one for likeness, one in alike if likeness == best]
            chosen = _nearest(article, candidates, anchor)
            corrected = _place(Found.CHANGED, article, anchor, chosen, best)
            if _common(anchor, article, chosen):
                return corrected
    moved = _moved(anchor, shelf)
    if moved is not None or corrected is not None:
        return moved or corrected or Place(Found.GONE)
    # The name of a file alone does not make another article the one that was meant.
    if article is not None and anchor.title and article.title == anchor.title:
        return Place(Found.PARTED, article.id, None, article.name)
    return Place(Found.GONE)


def _place(found: Found, article: Article, anchor: Anchor, paragraph: Paragraph, likeness: float) -> Place:
    number = None if anchor.number is None else paragraph.number
    return Place(found, article.id, number, article.name, likeness)


def _nearest(article: Article, paragraphs: Sequence[Paragraph], anchor: Anchor) -> Paragraph:
    """The one that stands between the same neighbours, since numbers move; of several the one with the nearest."""

    def order(one: Paragraph) -> tuple[int, int]:
        return -_neighbours(anchor, article, one), abs(one.number - (anchor.number or one.number))

    return min(paragraphs, key=order)


def _neighbours(anchor: Anchor, article: Article, paragraph: Paragraph) -> int:
    """How many of the paragraphs beside it are as they were; where there was none, there is none still."""
    before, after = _beside(article, paragraph)
    return (before == anchor.before) + (after == anchor.after)


def _moved(anchor: Anchor, shelf: Bookshelf) -> Place | None:
    """The paragraph with the same text in the article that is most like the one that it was in."""
    places: list[tuple[tuple[int, int, bool, str, int], Article, Paragraph]] = []
    for name, number in shelf.same_text(anchor.text)[:_MOST_COPIES]:
        article = _article(shelf, name)
        if article is None:
            continue
        for paragraph in article.paragraphs:
            if paragraph.number == number:
                common = _common(anchor, article, paragraph)
                if common or len(anchor.text) >= _TELLING:
                    longer = abs(len(article.paragraphs) - anchor.length)
                    elsewhere = PurePosixPath(article.path).name != PurePosixPath(anchor.path).name
                    far = abs(number - (anchor.number or number))
                    places.append(((-common, longer, elsewhere, article.name, far), article, paragraph))
    if not places:
        return None
    _, article, paragraph = min(places, key=lambda place: place[0])
    return _place(Found.MOVED, article, anchor, paragraph, 100.0)


def _common(anchor: Anchor, article: Article, paragraph: Paragraph) -> int:
    """How many things beside the text say that it is the same paragraph of the same article."""
    before, after = _beside(article, paragraph)
    same_title = bool(anchor.title) and article.title == anchor.title and anchor.text != anchor.title
    return same_title + (before == anchor.before != "") + (after == anchor.after != "")


def _article(shelf: Bookshelf, name: str) -> Article | None:
    try:
        return shelf.article(name)
    except ArticleNotFoundError:
        return None
