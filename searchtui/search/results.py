"""What is answered: exact counts, hits, facets, groups of hits by article, and contexts to read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from searchtui.article import Kind
from searchtui.dates import PartialDate
from searchtui.query.spelled import SpelledWord
from searchtui.search.request import SearchRequest

__all__ = [
    "Context",
    "ContextParagraph",
    "DateCounts",
    "DatePart",
    "Explanation",
    "FacetValue",
    "Facets",
    "FlatHit",
    "FlatHits",
    "Hit",
    "HitGroup",
    "HitGroups",
    "QueryPart",
    "ScoreExplanation",
    "SearchResults",
    "Share",
    "Span",
    "WordCount",
]

Span = tuple[int, int]
"""A highlighted stretch of a text: first code point and the one after the last."""


class Hit(msgspec.Struct, frozen=True):
    """One paragraph that was found, with what is known of its article.

    Args:
        article: id of the article.
        paragraph: its number in the article.
        text: clean text of the whole paragraph.
        highlights: the words that made it a hit, in order, never overlapping; none where the request wants none.
        score: only comparable within one answer.
        story: id of the fullest copy of the article's text.
        page: on which it begins, where the file has pages.
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
    highlights: tuple[Span, ...]
    score: float
    story: str
    page: int | None = None


class FacetValue(msgspec.Struct, frozen=True):
    """One value of a facet and how many paragraphs, articles or stories have it.

    Args:
        value: as shown; `unknown` for articles that have none.
        count: what matches the query and all filters but this facet's own, in the unit of the request.
        selected: the request asks for it.
        excluded: the request keeps it out.
        variants: what else it is called in articles; these count for it.
    """

    value: str
    count: int
    selected: bool = False
    excluded: bool = False
    variants: tuple[str, ...] = ()


class Facets(msgspec.Struct, frozen=True):
    """The counts of each facet. Sources and authors by falling count, dates in order of time, `unknown` last."""

    source: tuple[FacetValue, ...] = ()
    author: tuple[FacetValue, ...] = ()
    date: tuple[FacetValue, ...] = ()


class DatePart(msgspec.Struct, frozen=True):
    """A year, a month or a day, and how many of what was found have it.

    Args:
        value: `2020`, `2020-03` or `2020-03-05`; `=2020` for those of which no more than the year is known, in the same
            way `=2020-03`; `unknown` for those without a date.
        count: what matches the query and all filters but those by date, in the unit of the request.
        kept: how many of these the filters by date leave.
        selected: the request asks for it.
        excluded: the request keeps it out.
    """

    value: str
    count: int
    kept: int
    selected: bool = False
    excluded: bool = False


class DateCounts:
    """When what was found was published, made as it is looked at.

    Args:
        wanted: dates that the request asks for, as `DatePart.value` has them.
        excluded: dates that it keeps out.
        limits: limits of the date in the query as they are written, such as `>2019` and `2020-03..2020-06`.
    """

    wanted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    def parts(self, within: PartialDate | None = None) -> tuple[DatePart, ...]:
        """The years, or the months of a year, or the days of a month, with their counts; the undated last."""
        del within
        return ()


class HitGroup(msgspec.Struct, frozen=True):
    """The hits of one article.

    Args:
        article: id of the article.
        score: of the best of it and its copies; only comparable within one answer.
        best: number of its best paragraph.
        numbers: of all its paragraphs that were found, in order.
        copies: ids of the articles folded under this one: less full copies of its text that were found too.
    """

    article: str
    score: float
    best: int
    numbers: tuple[int, ...]
    copies: tuple[str, ...] = ()


class HitGroups(Sequence[HitGroup]):
    """The groups of one answer."""

    def of(self, article: str) -> HitGroup | None:
        """The hits of one article, which may stand folded under another one; None where it has none."""
        raise NotImplementedError

    def copies_of(self, index: int) -> tuple[HitGroup, ...]:
        """Groups of the articles that are folded under one, the fullest first."""
        raise NotImplementedError


class FlatHit(NamedTuple):
    """One paragraph in a list by falling score.

    Args:
        group: of its article, among the groups of the list.
        number: of the paragraph in its article.
    """

    group: int
    number: int


class FlatHits(Sequence[FlatHit]):
    """The paragraphs that were found, by falling score, copies folded: only those of the fullest are in it."""

    @property
    def groups(self) -> HitGroups:
        """Those of their articles, in the order in which these come up in the list."""
        raise NotImplementedError

    def row_of(self, group: int, number: int) -> int:
        """Where in the list a paragraph stands; -1 where it is not in it."""
        raise NotImplementedError


class ContextParagraph(msgspec.Struct, frozen=True):
    """A paragraph beside others, its hits marked; `highlights` is empty where it is no hit."""

    number: int
    kind: Kind
    text: str
    highlights: tuple[Span, ...] = ()
    page: int | None = None


class Context(msgspec.Struct, frozen=True):
    """The best paragraph of one article with its neighbours: one column of the side-by-side view.

    Args:
        article: id of the article.
        title, source, authors, date: of the article.
        length: how many paragraphs the article has, furniture included.
        best: number of the best paragraph.
        numbers: of all its paragraphs that were found, in order; `hit 1/9` counts these.
        paragraphs: the best one and its neighbours, in order, without furniture.
    """

    article: str
    title: str
    source: str | None
    authors: tuple[str, ...]
    date: PartialDate | None
    length: int
    best: int
    numbers: tuple[int, ...]
    paragraphs: tuple[ContextParagraph, ...]


class SearchResults(msgspec.Struct, frozen=True):
    """The answer to one request.

    Args:
        request: what was asked.
        understood: the query as it was understood, in words, on one line.
        hints: what the user should know: words left out, no such source, undated articles left out.
        paragraphs, articles, stories: exact counts of what was found, copies included.
        corrections: words and names that were taken for others, because no or few paragraphs have them.
        paragraphs_with_all: of them, how many have all the words; None where all have.
        listing: no words were looked for, so that all that the filters leave is listed.
        undated: how many paragraphs were left out because their article has no date.
        hits: `limit` of them from `offset`, in the order of the request; by falling score ties are by path and number.
        facets: counts per value, where the request wants them.
        groups: the found articles, copies folded under the fullest. By falling score a story stands where the best of
            its copies stands, by date where the fullest that was found does. They are made as they are looked at, so
            that a long answer costs nothing until it is scrolled.
        flat: the paragraphs by falling score, copies folded; made as they are looked at.
        dates: counts by year, month and day, where the request wants facets.
        contexts: for the first groups, the best paragraph with its neighbours, where the request wants them.
        generation: of the index that answered.
        took_ms: time of the evaluation.
    """

    request: SearchRequest
    understood: str
    paragraphs: int
    articles: int
    stories: int
    hits: tuple[Hit, ...]
    facets: Facets
    groups: HitGroups
    flat: FlatHits
    contexts: tuple[Context, ...]
    generation: int
    took_ms: float
    hints: tuple[str, ...] = ()
    corrections: tuple[SpelledWord, ...] = ()
    paragraphs_with_all: int | None = None
    undated: int = 0
    listing: bool = False
    dates: DateCounts = msgspec.field(default_factory=DateCounts)


class WordCount(msgspec.Struct, frozen=True):
    """A word, or a name, and how many paragraphs have it."""

    word: str
    paragraphs: int


class QueryPart(msgspec.Struct, frozen=True):
    """A part of a query.

    Args:
        depth: of the part in the tree; 0 for the whole.
        said: in words; of what has parts of its own, how it joins these.
        paragraphs: how many it finds in the whole collection.
        words: what it stands for, the most frequent first; none where that is just what was typed.
        more: how many further words it stands for.
        is_banned: whether what it finds is left out.
    """

    depth: int
    said: str
    paragraphs: int
    words: tuple[WordCount, ...] = ()
    more: int = 0
    is_banned: bool = False


class Share(msgspec.Struct, frozen=True):
    """What one thing adds to the score of a hit."""

    what: str
    score: float


class ScoreExplanation(msgspec.Struct, frozen=True):
    """Why a hit has its score.

    Args:
        hit: the hit.
        shares: what the score is made of, the greatest first.
        remark: what else decides where it stands; empty for nothing.
    """

    hit: Hit
    shares: tuple[Share, ...]
    remark: str = ""


class Explanation(msgspec.Struct, frozen=True):
    """Why an answer is as it is.

    Args:
        results: the answer.
        parts: of the query that was evaluated, each before its own parts.
        scores: of its hits.
    """

    results: SearchResults
    parts: tuple[QueryPart, ...]
    scores: tuple[ScoreExplanation, ...]
