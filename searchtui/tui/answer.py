"""One answer as the panes see it: articles, the rows of the hit list, and the texts that are already there.

Hits bring their text, other paragraphs are fetched in the search thread when they come into view. An answer notes what
was looked at and was not there; `take_missing` hands that over to be fetched, and `add` brings it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from searchtui.article import Article, Kind, Paragraph
from searchtui.collection import ContextParagraph, HitGroup, Order, SearchResults, Span
from searchtui.dates import PartialDate
from searchtui.tui.flow import Place, back, distance, window
from searchtui.tui.items import Items
from searchtui.tui.listing import FlatListing, GroupedListing, Listing
from searchtui.tui.question import Question
from searchtui.tui.signs import Signs
from searchtui.tui.times import time_shown

__all__ = ["GONE", "Answer", "Card", "Line", "Missing", "Page"]

Missing = dict[str, set[int]]
"""Ids of articles, each with the numbers of those paragraphs whose highlights are wanted."""

GONE = "This article is no longer in the collection."

_FAR = 200
"""How many articles are searched for one that is to be found again."""


class Card(msgspec.Struct, frozen=True):
    """What an article is called in lists and above its text."""

    title: str
    source: str | None
    authors: tuple[str, ...]
    date: PartialDate | None


class Line(msgspec.Struct, frozen=True):
    """One paragraph to show.

    Args:
        number: in its article.
        kind: what it is there.
        text: of it.
        spans: its highlights, None while they are not there yet.
        page: on which it begins, where its file has pages.
    """

    number: int
    kind: Kind
    text: str
    spans: tuple[Span, ...] | None
    page: int | None = None


class Page(msgspec.Struct, frozen=True):
    """The paragraphs of one article that can be shown.

    Args:
        article: its id.
        card: what it is called.
        length: how many paragraphs it has.
        numbers: those that were found; none where everything is listed.
        best: the best of them.
        paragraphs: number, kind and text of those at hand.
        whole: all are.
        pages: of the file, by the numbers of the paragraphs at hand that begin there; none where it has no pages.
    """

    article: str
    card: Card
    length: int
    numbers: tuple[int, ...]
    best: int
    paragraphs: tuple[tuple[int, Kind, str], ...]
    whole: bool
    pages: Mapping[int, int] = {}


def _card(item: Article) -> Card:
    return Card(item.title, item.source, item.authors, item.date)


def _pages(paragraphs: Iterable[Paragraph | ContextParagraph]) -> dict[int, int]:
    return {one.number: one.page for one in paragraphs if one.page is not None}


class Answer:
    """The answer to one question.

    Args:
        number: of the question; rises with each.
        question: what was asked.
        results: what was found.
    """

    def __init__(self, number: int, question: Question, results: SearchResults) -> None:
        self.number = number
        self.question = question
        self.results = results
        self.listing = results.listing
        flat = question.order is Order.SCORE and not self.listing
        self.items = Items(results.flat.groups if flat else results.groups)
        """The articles."""
        self.rows: Listing = FlatListing(self.items, results.flat) if flat else GroupedListing(self.items, self.listing)
        """The rows of the hit list."""
        self.signs = Signs()
        """Of the paragraphs."""
        self.gone: set[str] = set()
        """Ids of articles that were looked at and are no longer in the collection."""
        self.on_missing: Callable[[], object] | None = None
        self._of: dict[str, HitGroup] = {}
        self._cards: dict[str, Card] = {}
        self._texts: dict[tuple[str, int], tuple[Kind, str, int | None]] = {}
        self._marks: dict[tuple[str, int], tuple[Span, ...]] = {}
        self._articles: dict[str, Article] = {}
        self._pages: dict[str, Page] = {}
        self._missing: Missing = {}
        self._asked: set[tuple[str, int]] = set()
        for hit in results.hits:
            self._texts[hit.article, hit.paragraph] = hit.kind, hit.text, hit.page
            self._marks[hit.article, hit.paragraph] = hit.highlights
            self._cards.setdefault(hit.article, Card(hit.title, hit.source, hit.authors, hit.date))
        for context in results.contexts:
            self._cards.setdefault(context.article, Card(context.title, context.source, context.authors, context.date))
            for beside in context.paragraphs:
                self._texts[context.article, beside.number] = beside.kind, beside.text, beside.page
                if beside.number in context.numbers:
                    self._marks.setdefault((context.article, beside.number), beside.highlights)
        self._contexts = {context.article: context for context in results.contexts}

    # The articles, and the rows of the hit list

    def __len__(self) -> int:
        return len(self.items)

    def group(self, item: int) -> HitGroup:
        """The article at a position."""
        return self.items[item]

    def hits_of(self, article: str) -> HitGroup:
        """An article with its hits, wherever it stands, and without any where none of it was found."""
        known = self._of.get(article)
        if known is None:
            found = self.results.groups.of(article)
            known = self._of[article] = found or HitGroup(article, 0.0, 1, ())
        return known

    def unfold(self, place: Place) -> Place:
        """Show the copies of the article of a row as articles of their own, or fold them again.

        Args:
            place: a row of the article, or of one of its copies.

        Returns:
            Where one is then: at the same row, or at the article's where a copy's is gone.
        """
        item = self.rows.item_at(place)
        group, copy = self.items.origin(item)
        number = self.rows.number_at(place)
        if self.items.toggle(group) and isinstance(self.rows, FlatListing):
            self.rows.unfold_at(place[0])
        head = self.items.item_of(group)
        if isinstance(self.rows, FlatListing):
            return place[0], 0
        return self.rows.place_of(head, self.group(head).best if copy else number)

    def item_of(self, article: str) -> int | None:
        """The position of an article, if it is among the first."""
        return next((item for item in range(min(len(self), _FAR)) if self.group(item).article == article), None)

    # Texts

    def card(self, article: str) -> Card | None:
        """What an article is called; None, and noted as missing, while that is not there."""
        card = self._cards.get(article)
        if card is None:
            self._want(article, 0)
        return card

    def line(self, article: str, number: int) -> Line | None:
        """One paragraph that was found; None while its text is not there."""
        known = self._texts.get((article, number))
        if known is None:
            self._want(article, number)
            return None
        kind, text, page = known
        return Line(number, kind, text, self.marks(article, number), page)

    def again(self, article: str, number: int, before: Answer) -> int:
        """The number by now of a paragraph that an answer in another generation of the index had.

        Args:
            article: its id.
            number: that it had.
            before: the answer that had it.

        Returns:
            That of the nearest hit with the same text, among those whose text is there; else the one that it had.
        """
        if before.results.generation == self.results.generation or (article, number) not in before._texts:
            return number
        text = before._texts[article, number][1]
        same = [hit.paragraph for hit in self.results.hits if hit.article == article and hit.text == text]
        return min(same, key=lambda one: abs(one - number), default=number)

    def marks(self, article: str, number: int) -> tuple[Span, ...] | None:
        """Highlights of a paragraph that was found; None while they are not there."""
        spans = self._marks.get((article, number))
        if spans is None:
            self._want(article, number)
        return spans

    def page(self, group: HitGroup) -> Page | None:
        """The article of a group as far as it is there: whole, the best paragraph with its neighbours, or not yet."""
        page = self._pages.get(group.article)
        if page is not None and page.numbers == self._found(group):
            return page
        article, context = self._articles.get(group.article), self._contexts.get(group.article)
        if article is not None:
            texts = tuple((paragraph.number, paragraph.kind, paragraph.text) for paragraph in article.paragraphs)
            page = self._pages[group.article] = Page(
                article.id,
                _card(article),
                len(texts),
                self._found(group),
                group.best,
                texts,
                whole=True,
                pages=_pages(article.paragraphs),
            )
            return page
        self._want(group.article, group.best)
        if context is None:
            return None
        texts = tuple((beside.number, beside.kind, beside.text) for beside in context.paragraphs)
        card = self._cards[group.article]
        return Page(
            group.article,
            card,
            context.length,
            self._found(group),
            group.best,
            texts,
            whole=False,
            pages=_pages(context.paragraphs),
        )

    def _found(self, group: HitGroup) -> tuple[int, ...]:
        return () if self.listing else group.numbers

    def article(self, article: str) -> Article | None:
        """The whole article, if it is there."""
        return self._articles.get(article)

    # What is not there yet

    def _want(self, article: str, number: int) -> None:
        if (article, number) in self._asked:
            return
        self._asked.add((article, number))
        first = not self._missing
        numbers = self._missing.setdefault(article, set())
        if number:
            numbers.add(number)
        if first and self.on_missing is not None:
            self.on_missing()

    def take_missing(self) -> Missing:
        """What was looked at since the last call and was not there."""
        missing, self._missing = self._missing, {}
        return missing

    def add(self, articles: Mapping[str, Article], marks: Mapping[tuple[str, int], tuple[Span, ...]]) -> None:
        """Bring what was missing.

        An article may have changed since the answer was made: nothing is marked in it that was found in other words.
        """
        for name, article in articles.items():
            if name in self._articles:
                continue
            self._articles[name] = article
            self._pages.pop(name, None)
            self._cards[name] = _card(article)
            for paragraph in article.paragraphs:
                place = name, paragraph.number
                known = self._texts.get(place)
                if known is not None and known[1] != paragraph.text:
                    self._marks.pop(place, None)
                    self._asked.discard(place)
                self._texts[place] = paragraph.kind, paragraph.text, paragraph.page
        self._marks.update(marks)

    def look(self, rows: int, columns: int, kept: Sequence[str] = (), lines: int = 0) -> None:
        """Look at what the first screen will show, so that it is known what of it is missing.

        Args:
            rows: of the hit list.
            columns: side by side.
            kept: ids of articles that are shown whatever was found.
            lines: of a column.
        """
        # The counts are made where nobody waits for them.
        self.results.dates.parts(time_shown(self.results.dates))
        for article in kept:
            self.page(self.hits_of(article))
        for item in range(min(columns, len(self))):
            group = self.group(item)
            self.page(group)
            # The best paragraph begins a third down, and none takes less than two lines.
            for number in self._found(group):
                if group.best - lines // 6 <= number <= group.best + lines // 3:
                    self.marks(group.article, number)
        if not len(self):
            return
        best = self.rows.place_of(0, self.group(0).best)
        is_far = distance(self.rows, (0, 0), best, rows) >= rows
        for place in window(self.rows, back(self.rows, best, rows - 1) if is_far else (0, 0), rows):
            article = self.group(self.rows.item_at(place)).article
            self.card(article)
            if not self.rows.is_name(place):
                self.line(article, self.rows.shown_at(place))
