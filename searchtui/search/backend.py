"""Where requests are answered: one interface, and the implementation on an index of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.index import FileIndex

from searchtui.article import Kind, Paragraph
from searchtui.catalogue import ArticleRecord
from searchtui.columnar import Evaluator, FieldScoring, IndexArrays
from searchtui.query import Mode, ParsedQuery, parse
from searchtui.search.facets import chosen_articles, counted
from searchtui.search.groups import Groups, Ranking
from searchtui.search.highlighting import Highlighter
from searchtui.search.readings import Reading, choose
from searchtui.search.request import SearchRequest
from searchtui.search.results import (
    Context,
    ContextParagraph,
    Facets,
    Hit,
    SearchResults,
    Span,
)
from searchtui.search.table import ArticleTable
from searchtui.search.texts import StoredTexts

__all__ = ["LocalBackend", "SearchBackend", "StaleIndexError"]

_SCORING = {
    "text": FieldScoring(lengths="text"),
    "exact": FieldScoring(lengths="exact"),
    "title": FieldScoring(b=0.0, weight=0.1),
}
_CONTEXTS = 5
_NEIGHBOURS = 3


class StaleIndexError(Exception):
    """The generation that was to be opened has been replaced by a newer one in the meantime."""


class SearchBackend(Protocol):
    """Answers requests on one generation of an index; safe from any thread."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request."""

    def paragraphs(self, article: str) -> tuple[Paragraph, ...]:
        """All paragraphs of the article with this id, furniture included, in any order."""

    def highlights(self, text: str, request: SearchRequest) -> tuple[Span, ...]:
        """Where in a text the words of a request stand."""

    def close(self) -> None:
        """Let go of the files."""


class LocalBackend:
    """Searches one generation of an index on this machine.

    Args:
        index: as Whoosh has it.
        records: of the catalogue of the same generation.
        generation: its number.
        kinds: what the numbers in the column `kind_code` stand for.

    Raises:
        StaleIndexError: the index has a newer generation by now.
        ValueError: index and catalogue do not belong together.
    """

    def __init__(
        self, index: FileIndex, records: Sequence[ArticleRecord], generation: int, kinds: Sequence[Kind]
    ) -> None:
        self._generation, self._kinds = generation, kinds
        reader, texts = index.reader(), index.reader()
        if index.latest_generation() != generation:
            raise StaleIndexError
        self._lock = threading.Lock()
        self._table = ArticleTable(records)
        self._arrays = IndexArrays(reader)
        self._evaluator = Evaluator(self._arrays, _SCORING)
        self._texts = StoredTexts(texts)
        self._articles = self._table.ordinals(self._arrays.column("article_key"))
        self._numbers: NDArray[np.int64] = self._arrays.column("number")
        self._kind_codes: NDArray[np.int64] = self._arrays.column("kind_code")
        live = self._arrays.all_docs()
        self._ordered = live[np.lexsort((self._numbers[live], self._articles[live]))]
        self._places = np.zeros(self._arrays.size, np.int64)
        self._places[self._ordered] = np.arange(len(live))
        self._starts = np.searchsorted(self._articles[self._ordered], np.arange(len(records) + 1))
        counted = np.diff(self._starts).tolist() == [record.paragraphs for record in records]
        if not counted or (self._articles[live] < 0).any():
            raise ValueError("the paragraphs of the index are not those of its catalogue")

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._arrays.reader.close()
        self._texts.close()

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request; see `SearchResults` for what the answer holds."""
        with self._lock:
            started = time.perf_counter()
            parsed = parse(request.text, request.mode, prefix_last=request.prefix_last)
            reading = choose(parsed, request.mode, self._evaluator)
            return self._answer(request, parsed, reading, started)

    def highlights(self, text: str, request: SearchRequest) -> tuple[Span, ...]:
        """Where in a text the words of a request stand."""
        return self._highlighter(request.text, request.mode, request.prefix_last).spans(text)

    @staticmethod
    @lru_cache(maxsize=16)
    def _highlighter(text: str, mode: Mode, prefix_last: bool) -> Highlighter:
        return Highlighter(parse(text, mode, prefix_last=prefix_last).any)

    def paragraphs(self, article: str) -> tuple[Paragraph, ...]:
        """All paragraphs of the article with this id, furniture included, in any order."""
        ordinal = self._table.ordinal[article]
        indexed = [self._paragraph(doc) for doc in self._docs(ordinal)]
        return (*indexed, *self._table.records[ordinal].furniture)

    def _docs(self, ordinal: int) -> list[int]:
        docs: list[int] = self._ordered[self._starts[ordinal] : self._starts[ordinal + 1]].tolist()
        return docs

    def _paragraph(self, doc: int) -> Paragraph:
        stored = self._texts[doc]
        return Paragraph(
            number=int(self._numbers[doc]),
            text=stored["text"],
            kind=self._kind(doc),
            heading=stored.get("heading"),
            line=stored.get("line"),
            page=stored.get("page"),
        )

    def _kind(self, doc: int) -> Kind:
        return self._kinds[int(self._kind_codes[doc])]

    def _answer(self, request: SearchRequest, parsed: ParsedQuery, reading: Reading, started: float) -> SearchResults:
        found = reading.matches.docs
        scores = reading.matches.scores
        if request.kinds:
            codes = [code for code, kind in enumerate(self._kinds) if kind in request.kinds]
            keep = np.isin(self._kind_codes[found], codes)
            found, scores = found[keep], scores[keep]
        hints = list(parsed.hints)
        by_source, by_author, by_month = (
            chosen_articles(column, wanted, name, hints)
            for column, wanted, name in (
                (self._table.sources, request.sources, "source"),
                (self._table.authors, request.authors, "author"),
                (self._table.months, request.months, "date"),
            )
        )
        articles = self._articles[found]
        dated = by_month & self._table.published(request.after, request.before)
        chosen = (by_source & by_author & dated)[articles]
        undated = 0
        if request.after or request.before:
            undated = int((by_source & by_author & by_month & self._table.undated())[articles].sum())
            if undated:
                hints.append(f"Paragraphs left out because their article has no date: {undated:,}.")
        facets = Facets(
            source=counted(self._table.sources, articles[(by_author & dated)[articles]], request.sources),
            author=counted(self._table.authors, articles[(by_source & dated)[articles]], request.authors),
            date=counted(self._table.months, articles[(by_source & by_author)[articles]], request.months, by_time=True),
        )
        ranking, with_all = self._rank(found[chosen], scores[chosen], reading.with_all)
        understood = reading.understood
        if with_all is not None:
            understood = f"{understood} ({with_all:,} with all of them, first)"
        groups = Groups(ranking, self._table)
        found_articles = np.unique(ranking.articles)
        stop = None if request.limit == 0 else request.offset + request.limit
        hits = tuple(
            self._hit(doc, score, reading.highlighter)
            for doc, score in zip(
                ranking.docs[request.offset : stop].tolist(),
                ranking.scores[request.offset : stop].tolist(),
                strict=True,
            )
        )
        contexts = tuple(
            self._context(group.article, group.best, group.numbers, reading) for group in groups[:_CONTEXTS]
        )
        return SearchResults(
            request=request,
            understood=understood,
            paragraphs=len(ranking.docs),
            articles=len(found_articles),
            stories=len(np.unique(self._table.stories[found_articles])),
            hits=hits,
            facets=facets,
            groups=groups,
            contexts=contexts,
            generation=self._generation,
            took_ms=(time.perf_counter() - started) * 1e3,
            hints=tuple(hints),
            paragraphs_with_all=with_all,
            undated=undated,
        )

    def _rank(
        self, docs: NDArray[np.int64], scores: NDArray[np.float32], with_all: NDArray[np.int64] | None
    ) -> tuple[Ranking, int | None]:
        """Order by score; those with all words before the others, by lifting their scores above theirs."""
        count = None
        if with_all is not None and len(docs):
            lifted = np.isin(docs, with_all, assume_unique=True)
            scores = np.where(lifted, scores + scores.max() + 1, scores)
            count = int(lifted.sum())
        order = np.lexsort((self._places[docs], -scores))
        docs = docs[order]
        return Ranking(docs, scores[order], self._articles[docs], self._numbers[docs]), count

    def _hit(self, doc: int, score: float, highlighter: Highlighter) -> Hit:
        record = self._table.records[self._articles[doc]]
        text = self._texts[doc]["text"]
        return Hit(
            article=record.id,
            path=record.path,
            item=record.item,
            title=record.title,
            source=record.source,
            authors=record.authors,
            date=record.date,
            paragraph=int(self._numbers[doc]),
            kind=self._kind(doc),
            text=text,
            highlights=highlighter.spans(text),
            score=round(score, 4),
            story=record.story,
        )

    def _context(self, article: str, best: int, numbers: tuple[int, ...], reading: Reading) -> Context:
        ordinal = self._table.ordinal[article]
        record = self._table.records[ordinal]
        docs = self._docs(ordinal)
        at = [int(self._numbers[doc]) for doc in docs].index(best)
        shown: list[ContextParagraph] = []
        for doc in docs[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]:
            number, text = int(self._numbers[doc]), self._texts[doc]["text"]
            marked = reading.highlighter.spans(text) if number in numbers else ()
            shown.append(ContextParagraph(number, self._kind(doc), text, marked))
        return Context(
            article=article,
            title=record.title,
            source=record.source,
            authors=record.authors,
            date=record.date,
            length=record.paragraphs + len(record.furniture),
            best=best,
            numbers=numbers,
            paragraphs=tuple(shown),
        )
