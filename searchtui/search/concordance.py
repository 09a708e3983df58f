"""A concordance: every place of a keyword with what stands before and behind it, in many orders.

It is gathered paragraph by paragraph, so that whoever waits for it can see how far it is, look at what is there, and
stop. What a sort needs, the words beside each keyword, is kept as numbers; a line is made when it is looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.analysis import fold, is_cjk, surfaces
from searchtui.article import Kind
from searchtui.catalogue import ArticleRecord
from searchtui.citing import Line
from searchtui.dates import PartialDate
from searchtui.search.request import SearchRequest
from searchtui.search.results import Span
from searchtui.search.sorting import Sorting

__all__ = ["BESIDE", "Concordance", "ConcordanceLine", "Gathering", "words_beside"]

BESIDE = 3
"""How many words on either side of a keyword lines can be sorted by."""

_AT_ONCE = 4096
"""Words that are sorted in one go."""

_WINDOW = 48
"""Characters on either side in which these words are looked for first."""


class ConcordanceLine(msgspec.Struct, frozen=True):
    """One match with its paragraph.

    Args:
        article: id of the article.
        path, item, title, source, authors, date: of the article.
        paragraph: its number in the article.
        kind: of the paragraph.
        text: clean text of the whole paragraph.
        start, end: code points of the keyword in it.
        page: on which the paragraph begins, where the file has pages.
    """

    article: str
    path: str
    item: str | None
    title: str
    source: str | None
    authors: tuple[str, ...]
    date: PartialDate | None
    paragraph: int
    kind: Kind
    text: str
    start: int
    end: int
    page: int | None = None

    @property
    def left(self) -> str:
        """What stands before the keyword in its paragraph."""
        return self.text[: self.start]

    @property
    def keyword(self) -> str:
        """The keyword as it stands there."""
        return self.text[self.start : self.end]

    @property
    def right(self) -> str:
        """What stands behind the keyword in its paragraph."""
        return self.text[self.end :]

    @property
    def cited(self) -> Line:
        """The line as it is exported."""
        return Line(
            article=self.article,
            path=self.path,
            item=self.item,
            title=self.title,
            source=self.source,
            authors=self.authors,
            date=self.date,
            paragraph=self.paragraph,
            page=self.page,
            left=self.left,
            keyword=self.keyword,
            right=self.right,
        )


def words_beside(text: str, start: int, end: int) -> tuple[list[Span], list[Span]]:
    """The words left and right of a stretch of a text, up to three each, the nearest first.

    A Chinese, Japanese or Korean character is a word of its own. A word of which the stretch is a part is none of them.

    Args:
        text: of a paragraph.
        start: first code point of the stretch.
        end: the one after its last.
    """
    reach = _WINDOW
    while True:
        begin, stop = max(0, start - reach), end + reach
        found = _surfaces(text[begin:stop])
        left = [(a + begin, b + begin) for a, b in found if b + begin <= start]
        right = [(a + begin, b + begin) for a, b in found if a + begin >= end]
        # The outermost word of a window may be a part of a longer one.
        if (begin == 0 or len(left) > BESIDE) and (stop >= len(text) or len(right) > BESIDE):
            return left[: -BESIDE - 1 : -1], right[:BESIDE]
        reach *= 4


def _surfaces(text: str) -> Iterable[Span]:
    if text.isascii():
        return list(surfaces(text))
    return [
        span
        for first, last in surfaces(text)
        for span in ([(at, at + 1) for at in range(first, last)] if is_cjk(text[first:last]) else [(first, last)])
    ]


class Concordance:
    """All matches of a request, or the first of them; it never changes.

    Args:
        request: what was asked.
        understood: the query as it was understood, in words.
        found: how many paragraphs the request finds.
        searched: in how many of them, from the first, matches were looked for.
        gathering: the matches.
    """

    def __init__(
        self, request: SearchRequest, understood: str, found: int, searched: int, gathering: Gathering
    ) -> None:
        self.request, self.understood, self.found, self.searched = request, understood, found, searched
        self._records = tuple(gathering.records)
        self._texts = tuple(gathering.texts)
        self._of_article = np.array(gathering.owners, np.int32)
        self._numbers = np.array(gathering.numbers, np.int32)
        self._pages = np.array(gathering.pages, np.int32)
        self._kinds = tuple(gathering.kinds)
        self._of_paragraph = np.array(gathering.paragraphs, np.int32)
        self._spans = np.array(gathering.spans, np.int32).reshape(-1, 2)
        self._words = np.array(gathering.words, np.int32).reshape(-1, 2 * BESIDE + 1)
        self._vocabulary = tuple(gathering.vocabulary)
        self._orders: dict[Sorting, NDArray[np.int64]] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @property
    def is_whole(self) -> bool:
        """Whether all paragraphs that the request finds were looked at."""
        return self.searched == self.found

    @property
    def paragraphs(self) -> int:
        """How many paragraphs have a match."""
        return len(self._texts)

    @property
    def articles(self) -> int:
        """How many articles have one."""
        return len(self._records)

    def line(self, match: int) -> ConcordanceLine:
        """One match.

        Args:
            match: its place in the order of the collection.
        """
        paragraph = int(self._of_paragraph[match])
        record = self._records[self._of_article[paragraph]]
        start, end = self._spans[match].tolist()
        return ConcordanceLine(
            article=record.id,
            path=record.path,
            item=record.item,
            title=record.title,
            source=record.source,
            authors=record.authors,
            date=record.date,
            paragraph=int(self._numbers[paragraph]),
            kind=self._kinds[paragraph],
            text=self._texts[paragraph],
            start=start,
            end=end,
            page=int(self._pages[paragraph]) or None,
        )

    def lines(self, sorting: Sorting = Sorting.COLLECTION) -> Iterator[ConcordanceLine]:
        """All matches in an order."""
        return map(self.line, self.ordered(sorting).tolist())

    def ordered(self, sorting: Sorting) -> NDArray[np.int64]:
        """The matches in an order, as their places in that of the collection, shape (n,); worked out once."""
        known = self._orders.get(sorting)
        if known is None:
            known = self._orders[sorting] = self._sorted(sorting)
        return known

    def heads(self, sorting: Sorting) -> NDArray[np.int64]:
        """The places, in an order, of lines that have another sort word than the one before, or another article.

        The article counts where lines are sorted by none of the words.
        """
        order = self.ordered(sorting)
        if sorting in (Sorting.COLLECTION, Sorting.DATE):
            values = self._of_article[self._of_paragraph[order]]
        else:
            values = self._words[order, _columns(sorting)[0]]
        return np.flatnonzero(np.append(True, values[1:] != values[:-1])) if len(values) else order

    def article_of(self, match: int) -> int:
        """Which article, of those that have a match, a match is in."""
        return int(self._of_article[self._of_paragraph[match]])

    def paragraphs_of(self, article: int) -> tuple[str, tuple[int, ...]]:
        """The id of an article that has a match, and the numbers of its paragraphs that have one."""
        first, last = np.searchsorted(self._of_article, [article, article + 1])
        return self._records[article].id, tuple(self._numbers[first:last].tolist())

    def _sorted(self, sorting: Sorting) -> NDArray[np.int64]:
        if sorting is Sorting.COLLECTION:
            return np.arange(len(self))
        if sorting is Sorting.DATE:
            days = [record.date.first_day.toordinal() if record.date else _NEVER for record in self._records]
            return np.argsort(np.array(days, np.int64)[self._of_article[self._of_paragraph]], kind="stable")
        return np.lexsort([self._ranks[self._words[:, column]] for column in reversed(_columns(sorting))])

    @cached_property
    def _ranks(self) -> NDArray[np.int32]:
        """The place of each word of the vocabulary among its words in order, that of no word last, shape (words,)."""
        numbers, word = range(len(self._vocabulary)), self._vocabulary.__getitem__
        # While Python sorts, no other thread runs: a hundred thousand words at once would be felt at the keyboard.
        some = [sorted(numbers[start : start + _AT_ONCE], key=word) for start in numbers[::_AT_ONCE]]
        order = list(merge(*some, key=word))
        ranks = np.empty(len(order), np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        ranks[0] = len(order)
        return ranks


def _columns(sorting: Sorting) -> list[int]:
    """Which of the words of a match it is sorted by, the first first."""
    if sorting is Sorting.KEYWORD:
        return list(range(BESIDE + 1))
    outwards = [(sorting.distance - 1 + step) % BESIDE + 1 for step in range(BESIDE)]
    return [at if sorting.side == "r" else BESIDE + at for at in outwards]


_NEVER = 1 << 30
"""After every day of the calendar."""


class Gathering:
    """Matches as they are found, paragraph by paragraph in the order of the collection."""

    def __init__(self) -> None:
        self.records: list[ArticleRecord] = []
        self.texts: list[str] = []
        self.owners = array("i")
        """For each paragraph, the place of its article in `records`."""
        self.numbers = array("i")
        self.pages = array("i")
        """For each paragraph, the page on which it begins, 0 where there are none."""
        self.kinds: list[Kind] = []
        self.paragraphs = array("i")
        """For each match, the place of its paragraph in `texts`."""
        self.spans = array("i")
        self.words = array("i")
        """For each match the numbers of its keyword, of the words right of it and of those left of it."""
        self.vocabulary: dict[str, int] = {"": 0}
        self._folded: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.paragraphs)

    def add(
        self,
        record: ArticleRecord,
        number: int,
        kind: Kind,
        text: str,
        spans: Sequence[Span],
        page: int | None = None,
    ) -> None:
        """Bring a paragraph with its matches, in order; one without any is left out.

        Args:
            record: of its article; those of one article follow each other.
            number: of the paragraph in it.
            kind: of the paragraph.
            text: of the paragraph.
            spans: its matches.
            page: on which it begins, where its file has pages.
        """
        if not spans:
            return
        if not self.records or self.records[-1].id != record.id:
            self.records.append(record)
        self.owners.append(len(self.records) - 1)
        self.numbers.append(number)
        self.pages.append(page or 0)
        self.kinds.append(kind)
        self.texts.append(text)
        for start, end in spans:
            self.paragraphs.append(len(self.texts) - 1)
            self.spans.extend((start, end))
            left, right = words_beside(text, start, end)
            self.words.append(self._number(text[start:end]))
            for beside in (right, left):
                self.words.extend([self._number(text[a:b]) for a, b in beside])
                self.words.extend([0] * (BESIDE - len(beside)))

    def _number(self, word: str) -> int:
        known = self._folded.get(word)
        if known is None:
            known = self.vocabulary.setdefault(fold(word), len(self.vocabulary))
            self._folded[word] = known
        return known
