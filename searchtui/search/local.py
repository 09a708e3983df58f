"""Requests answered on an index of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import repeat
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.index import FileIndex

from searchtui.analysis import stemming_language, words
from searchtui.article import Kind, Paragraph
from searchtui.catalogue import Catalogue
from searchtui.columnar import Evaluator, FieldScoring, IndexArrays
from searchtui.query import ParsedQuery, SpelledWord
from searchtui.query.rewriting import all_leaves
from searchtui.query.tree import TEXT, TITLE, NamedArticles
from searchtui.search.article_queries import ArticleQueries
from searchtui.search.articlelists import ArticleLists
from searchtui.search.backend import CutShortError, InconsistentIndexError, StaleIndexError
from searchtui.search.concordance import Concordance, Gathering
from searchtui.search.dating import ArticleDates, dates_named
from searchtui.search.facets import ArticleFacet, ArticleFacets
from searchtui.search.feedback import Liked
from searchtui.search.flat import Flat
from searchtui.search.folding import Folding
from searchtui.search.groups import Groups
from searchtui.search.highlighting import Highlighter
from searchtui.search.keywords import KeywordFinder
from searchtui.search.languages import stemming_languages
from searchtui.search.lexicon import CollectionLexicon
from searchtui.search.likeness import Likeness
from searchtui.search.naming import Naming
from searchtui.search.ordering import BestFirst, ByDate, StoryOrder
from searchtui.search.patterns import Patterns
from searchtui.search.pick import Pick
from searchtui.search.picking import dated, picked
from searchtui.search.placement import Placement, Runs
from searchtui.search.ranking import Ranking
from searchtui.search.readings import Reading
from searchtui.search.relevance import Relevance
from searchtui.search.request import Detail, Like, Order, SearchRequest, Unit
from searchtui.search.results import (
    Context,
    ContextParagraph,
    DateCounts,
    Explanation,
    Facets,
    FacetValue,
    Hit,
    HitGroup,
    SearchResults,
    Share,
    Span,
)
from searchtui.search.sametexts import same_texts
from searchtui.search.selection import Mask, Selected, Selection, Selections, both
from searchtui.search.table import ArticleTable
from searchtui.search.texts import StoredTexts
from searchtui.search.understanding import Understanding

__all__ = ["LocalBackend"]

_SCORING = {
    "text": FieldScoring(lengths="text"),
    "exact": FieldScoring(lengths="text"),  # the same words
    "title": FieldScoring(b=0.0, weight=0.1),
}
_CONTEXTS = 5
_NEIGHBOURS = 3
_BITE = 16
"""Paragraphs that are looked through at a time."""
_GROWTH = 8
"""How many times more matches there are each time that those at hand are shown."""


class _Ranked(NamedTuple):
    """What a request leaves of what its query finds.

    Args:
        ranking: of that.
        folding: of its copies.
        stories: in the order of the request, those of hits by score by score, too.
        selection: the filters.
        facets: the counts, where they are wanted.
        dates: the same by year, month and day.
        undated: how many paragraphs are left out because their article has no date.
        with_all: how many have all the words; None where all have.
    """

    ranking: Ranking
    folding: Folding
    stories: BestFirst | ByDate
    selection: Selection
    facets: Facets
    dates: DateCounts
    undated: int
    with_all: int | None


class LocalBackend:
    """Searches one generation of an index on this machine.

    Nothing but the files is opened when it is made; what a search needs is read when the first one comes.

    Args:
        index: as Whoosh has it.
        catalogue: of the same generation.
        generation: its number.
        kinds: what the numbers in the column `kind_code` stand for.

    Raises:
        StaleIndexError: the index has a newer generation by now.
        InconsistentIndexError: it has not as many paragraphs as the catalogue says.
    """

    def __init__(self, index: FileIndex, catalogue: Catalogue, generation: int, kinds: Sequence[Kind]) -> None:
        self._generation, self._kinds = generation, kinds
        reader = index.reader()
        if index.latest_generation() != generation:
            reader.close()
            raise StaleIndexError
        self._lock = threading.Lock()
        self._table = ArticleTable(catalogue)
        self._arrays = IndexArrays(reader)
        if self._arrays.documents != catalogue.paragraphs.sum():
            reader.close()
            raise InconsistentIndexError
        self._texts = StoredTexts(self._arrays)
        self._values = ArticleFacets(self._arrays, lambda: self._placement, catalogue.stories, self._table.own_address)
        naming = self._naming = Naming(self._table, self._values)
        self._selections = Selections(self._values, naming, self._table, kinds, lambda: self._kind_codes)
        answered = ArticleQueries(self._arrays, naming, lambda: self._placement, kinds, lambda: self._kind_codes)
        self._patterns = Patterns(self._arrays)
        self._evaluator = Evaluator(self._arrays, _SCORING, answered.makers, self._patterns.expansions)
        self._lexicon = CollectionLexicon(self._arrays)
        likeness = Likeness(self._evaluator, self._arrays.documents, self._table, self._docs_of, self._liked)
        of_stems = {field: CollectionLexicon(self._arrays, field) for field in (TEXT, TITLE)}
        self._understanding = Understanding(self._evaluator, self._lexicon, of_stems, self._languages, likeness)

    def _require_whole(self) -> None:
        if not (self._arrays.is_whole() and self._table.catalogue.columns.is_whole()):
            raise CutShortError

    @cached_property
    def _placement(self) -> Placement:
        catalogue = self._table.catalogue
        try:
            return Placement(
                catalogue.keys,
                catalogue.key_order,
                catalogue.paragraphs,
                self._arrays.raw_column("article_key"),
                self._arrays.raw_column("number"),
                None if self._arrays.documents == self._arrays.size else self._arrays.all_docs(),
            )
        except ValueError as error:
            raise InconsistentIndexError from error

    def _languages(self) -> Sequence[str]:
        return stemming_languages(self._arrays, self._table.catalogue.language)

    def _liked(self, doc: int) -> Liked:
        record = self._table[int(self._placement.articles[doc])]
        return Liked(self._texts[doc]["text"], self._stemmed_as(record.language))

    def explain(self, request: SearchRequest, chosen: Like | None = None) -> Explanation:
        """Answer a request and say why the answer is as it is.

        Args:
            request: its limit and offset say which hits are explained.
            chosen: the paragraph that is explained instead of these, where the request finds it.
        """
        # Few searches are explained, and all are sooner done without this.
        from searchtui.search.explanation import Expansions, explained_parts, score_explained, tree_shares

        with self._lock:
            self._require_whole()
            started = time.perf_counter()
            parsed = self._understanding.parsed(request)
            reading = self._understanding.reading(request, parsed)
            ranked = self._ranked(request, parsed, reading)
            ranking, relevance = ranked.ranking, self._relevance(reading)
            expansions = Expansions(
                self._arrays, self._evaluator, self._lexicon, self._patterns, self._naming, self._placement.counts
            )
            places = self._wanted(request, ranked)
            if chosen is not None:
                places = np.flatnonzero(np.isin(ranking.docs, self._docs_of(chosen)))
            scores = []
            for place in places.tolist():
                doc, score = int(ranking.docs[place]), float(ranking.scores[place])
                shares = list(tree_shares(reading.query, self._evaluator, doc))
                if relevance is not None:
                    article = int(self._placement.articles[doc])
                    added = relevance.shares(doc, article, closely=ranking.is_close(place))
                    shares += [Share(what, score) for what, score in added.items()]
                scores.append(score_explained(self._hit(doc, score, None), shares))
            return Explanation(
                results=self._answer(request, parsed, reading, ranked, started),
                parts=tuple(explained_parts(reading.query, parsed.filters, self._evaluator, expansions)),
                scores=tuple(scores),
            )

    def _docs_of(self, chosen: Like) -> NDArray[np.int64]:
        """The documents of a paragraph, or of an article; none where it is not there."""
        try:
            docs = self._placement.docs(self._table.catalogue.ordinal(chosen.article))
        except KeyError:
            return np.empty(0, np.int64)
        return docs if chosen.paragraph is None else docs[self._placement.numbers[docs] == chosen.paragraph]

    @cached_property
    def _article_lists(self) -> ArticleLists:
        return ArticleLists(self._arrays, self._placement)

    @cached_property
    def _kind_codes(self) -> NDArray[np.integer]:
        return self._arrays.raw_column("kind_code")

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._arrays.reader.close()

    def beginnings(self) -> Sequence[str]:
        """What words begin with that take long the first time, the longest first; see `Collection.rehearse`."""
        self._require_whole()
        return self._lexicon.beginnings()

    def rehearse(self, beginning: str) -> bool:
        """Make the lists for words that begin so; see `Collection.rehearse`."""
        self._require_whole()
        request = SearchRequest(beginning, prefix_last=True, details=())
        # Without the lock: a question that is put meanwhile does not wait for it.
        relevance = self._relevance(self._understanding.reading(request, self._understanding.parsed(request)))
        if relevance is not None:
            _ = relevance.articles
        # What tells words of all scripts apart takes longer to make than a key can wait, and some text has an accent.
        tuple(words("京"))
        return self._evaluator.lists.has_room

    def warm(self) -> None:
        """Make what the first misspelt word or name would have to wait for; searches go on meanwhile."""
        self._lexicon.warm()
        self._naming.warm()

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request; see `SearchResults` for what the answer holds.

        Raises:
            InconsistentIndexError: the index and its catalogue do not belong together.
            CutShortError: a file of the index has been cut short since it was opened.
        """
        with self._lock:
            self._require_whole()
            started = time.perf_counter()
            parsed = self._understanding.parsed(request)
            reading = self._understanding.reading(request, parsed)
            return self._answer(request, parsed, reading, self._ranked(request, parsed, reading), started)

    def concordance(
        self, request: SearchRequest, most: int, going_on: Callable[[Concordance | None, int, int], bool]
    ) -> Concordance:
        """Every place where a keyword of a request stands; see `Collection.concordance`.

        Raises:
            InconsistentIndexError: the index and its catalogue do not belong together.
            CutShortError: a file of the index has been cut short since it was opened.
        """
        with self._lock:
            self._require_whole()
            plain = msgspec.structs.replace(request, details=())
            parsed = self._understanding.parsed(plain)
            reading = self._understanding.reading(plain, parsed)
            docs = self._ranked(plain, parsed, reading).ranking.docs
            docs = docs[np.argsort(self._placement.places(docs))]
        finder, gathering = KeywordFinder(reading.query), Gathering()
        found = len(docs)

        def gathered(searched: int) -> Concordance:
            return Concordance(request, reading.understood, found, searched, gathering)

        if finder.finds_nothing:
            return gathered(found)
        shown, searched = 1, 0
        while searched < found and len(gathering) < most:
            bite = docs[searched : searched + _BITE].tolist()
            # Not for longer than a key can wait, because searches wait meanwhile.
            with self._lock:
                self._require_whole()
                for doc in bite:
                    record, stored = self._table[int(self._placement.articles[doc])], self._texts[doc]
                    text = stored["text"]
                    spans = finder.matches(text, self._stemmed_as(record.language))[: most - len(gathering)]
                    gathering.add(record, self._number(doc), self._kind(doc), text, spans, stored.get("page"))
                    searched += 1
                    if len(gathering) >= most:
                        break
            partly = None
            if len(gathering) >= shown:
                partly, shown = gathered(searched), len(gathering) * _GROWTH
            if not going_on(partly, searched, found):
                break
        return gathered(searched)

    def picked(self, text: str, field: str, value: str, pick: Pick) -> str:
        """The text of a query with a value of a facet picked, excluded or dropped; see `searchtui.search.picking`."""
        with self._lock:
            self._require_whole()
            return picked(text, field, value, pick, self._naming)

    def dated(self, text: str, wanted: Sequence[str], excluded: Sequence[str]) -> str:
        """The text of a query with other filters by date; see `searchtui.search.picking`."""
        with self._lock:
            self._require_whole()
            return dated(text, wanted, excluded, self._naming)

    def highlights(self, text: str, request: SearchRequest, language: str | None = None) -> tuple[Span, ...]:
        """Where in a text, of an article in this language, the words of a request stand."""
        with self._lock:
            self._require_whole()
            return self._understanding.highlighter(request).spans(text, self._stemmed_as(language))

    def same_text(self, text: str) -> tuple[tuple[str, int], ...]:
        """Ids of the articles and numbers of all paragraphs with exactly this text, in the order of the catalogue."""
        with self._lock:
            self._require_whole()
            docs = same_texts(text, self._evaluator, self._arrays)
            docs = docs[np.argsort(self._placement.places(docs))]
            return tuple((self._article_id(doc), self._number(doc)) for doc in docs.tolist())

    def found(self, request: SearchRequest) -> NDArray[np.int64]:
        """The documents of all paragraphs that a request finds, shape (n,); limit and details do not matter."""
        with self._lock:
            self._require_whole()
            plain = msgspec.structs.replace(request, details=())
            parsed = self._understanding.parsed(plain)
            return self._ranked(plain, parsed, self._understanding.reading(plain, parsed)).ranking.docs

    def texts(self, docs: NDArray[np.int64]) -> tuple[tuple[str, str], ...]:
        """Id of the article and text of some documents; nothing is kept of them in memory."""
        self._require_whole()
        return tuple((self._article_id(doc), self._arrays.stored(doc)["text"]) for doc in docs.tolist())

    def _article_id(self, doc: int) -> str:
        return self._table.catalogue.id(int(self._placement.articles[doc]))

    def _stemmed_as(self, language: str | None) -> str:
        """By the rules of which language the texts of an article are stemmed."""
        return stemming_language(self._table.catalogue.language or language)

    def paragraphs(self, article: str) -> tuple[Paragraph, ...]:
        """All paragraphs of the article with this id, furniture included, in any order.

        Raises:
            InconsistentIndexError: the index and its catalogue do not belong together.
            CutShortError: a file of the index has been cut short since it was opened.
        """
        self._require_whole()
        ordinal = self._table.catalogue.ordinal(article)
        indexed = [self._paragraph(doc) for doc in self._placement.docs(ordinal).tolist()]
        return (*indexed, *self._table[ordinal].furniture)

    def _paragraph(self, doc: int) -> Paragraph:
        stored = self._texts[doc]
        return Paragraph(
            number=self._number(doc),
            text=stored["text"],
            kind=self._kind(doc),
            heading=stored.get("heading"),
            line=stored.get("line"),
            page=stored.get("page"),
        )

    def _number(self, doc: int) -> int:
        return int(self._placement.numbers[doc])

    def _kind(self, doc: int) -> Kind:
        return self._kinds[int(self._kind_codes[doc])]

    def _ranked(self, request: SearchRequest, parsed: ParsedQuery, reading: Reading) -> _Ranked:
        found, scores = reading.matches.docs, reading.matches.scores
        of_kind = self._selections.kinds(request.kinds)
        if of_kind is not None:
            wanted = of_kind[found]
            found, scores = found[wanted], scores[wanted]
        found, scores = self._placement.arranged(found, scores)
        runs = self._placement.runs(found)
        selection = self._selections.of(request, parsed.filters)
        source, author, month = selection.source, selection.author, selection.month
        missing = both(source.mask, author.mask, selection.undated, selection.files)
        undated = 0 if selection.undated is None else int(_left(runs, missing).counts.sum())
        facets = self._facets(runs, selection, request.unit) if Detail.FACETS in request.details else Facets()
        siblings = both(source.mask, author.mask, selection.files)
        everything = runs
        chosen = both(siblings, month.mask, selection.published)
        if chosen is not None:
            which = chosen[runs.articles]
            keep = runs.places(which)
            found, scores, runs = found[keep], scores[keep], runs.chosen(which)
        dates = DateCounts()
        if Detail.FACETS in request.details:
            named = dates_named(parsed.filters, request.months)
            dates = ArticleDates(self._values, request.unit, _left(everything, siblings), runs, *named)
        tiers = self._tiers(found, reading)
        ranking = Ranking(found, scores, runs, self._placement, self._relevance(reading), tiers)
        folding = Folding(runs, self._table)
        return _Ranked(
            ranking=ranking,
            folding=folding,
            stories=self._stories(request.order, ranking, folding),
            selection=selection,
            facets=facets,
            dates=dates,
            undated=undated,
            with_all=None if reading.with_all is None or tiers is None else int(np.count_nonzero(tiers & 1)),
        )

    def _answer(
        self, request: SearchRequest, parsed: ParsedQuery, reading: Reading, ranked: _Ranked, started: float
    ) -> SearchResults:
        ranking, selection = ranked.ranking, ranked.selection
        source, author, month = selection.source, selection.author, selection.month
        hints = [
            *parsed.hints,
            *reading.hints,
            *self._patterns.hints(reading.query),
            *(hint for leaf in self._named(reading) for hint in self._naming.articles(leaf).hints),
            *source.hints,
            *author.hints,
            *month.hints,
        ]
        if ranked.undated:
            hints.append(f"Paragraphs left out because their article has no date: {ranked.undated:,}.")
        spelled = tuple(dict.fromkeys([*reading.spelled, *_corrected_names(source, author), *self._names_in(reading)]))
        understood = " · ".join([reading.understood, *(word.said for word in spelled)])
        if ranked.with_all is not None:
            understood = f"{understood} ({ranked.with_all:,} with all of them, first)"
        groups = self._grouped(ranked, ranked.stories)
        best = self._wanted(request, ranked)
        wanted = Detail.HIGHLIGHTS in request.details
        # The rest of what is shown of this answer is marked by it soon.
        highlighter = self._understanding.highlighter(request, reading) if wanted else None
        hits = tuple(map(self._hit, ranking.docs[best].tolist(), ranking.scores[best].tolist(), repeat(highlighter)))
        shown = groups[:_CONTEXTS] if Detail.CONTEXTS in request.details else ()
        contexts = tuple(self._context(group, highlighter) for group in shown)
        return SearchResults(
            request=request,
            understood=understood,
            paragraphs=len(ranking),
            articles=len(ranking.runs.articles),
            stories=len(groups),
            hits=hits,
            facets=ranked.facets,
            groups=groups,
            flat=Flat(ranking, self._placement, ranked.folding, partial(self._grouped, ranked)),
            contexts=contexts,
            generation=self._generation,
            took_ms=(time.perf_counter() - started) * 1e3,
            hints=tuple(dict.fromkeys(hints)),
            corrections=spelled,
            paragraphs_with_all=ranked.with_all,
            undated=ranked.undated,
            listing=reading.query == q.Every(),
            dates=ranked.dates,
        )

    def _wanted(self, request: SearchRequest, ranked: _Ranked) -> NDArray[np.int64]:
        """The places of the hits that are wanted among all that were found."""
        ranking = ranked.ranking
        stop = min(len(ranking), request.offset + request.limit) if request.limit else len(ranking)
        if request.order is Order.SCORE:
            return ranking.best(stop)[request.offset :]
        return ranked.stories.places(stop)[request.offset :]

    def _stories(self, order: Order, ranking: Ranking, folding: Folding) -> BestFirst | ByDate:
        best = BestFirst(ranking, folding)
        by_score = order in (Order.SCORE, Order.ARTICLE)
        return best if by_score else ByDate(order, best, folding, self._values.time)

    def _grouped(self, ranked: _Ranked, order: StoryOrder) -> Groups:
        return Groups(ranked.ranking, self._placement, self._table, ranked.folding, order)

    def _relevance(self, reading: Reading) -> Relevance | None:
        return Relevance(self._evaluator.lists, self._article_lists, reading.sought) if reading.sought else None

    def _names_in(self, reading: Reading) -> Iterator[SpelledWord]:
        """Names within the query that were taken for others."""
        for leaf in self._named(reading):
            if meant := self._naming.articles(leaf).meant:
                yield SpelledWord(leaf.text, meant, known=False)

    @staticmethod
    def _named(reading: Reading) -> list[NamedArticles]:
        return [leaf for leaf in all_leaves(reading.query) if isinstance(leaf, NamedArticles)]

    def _facets(self, runs: Runs, selection: Selection, unit: Unit) -> Facets:
        """The counts of each facet under the filters of the others, so that its values can be compared."""
        source, author, month, published = selection.source, selection.author, selection.month, selection.published

        def counted(facet: ArticleFacet, own: Selected, *others: Mask, by_time: bool = False) -> tuple[FacetValue, ...]:
            left = _left(runs, both(*others, selection.files))
            counts = facet.counts_in(unit, left.articles, left.counts)
            return facet.shown(counts, own.ordinals, own.excluded, by_time=by_time)

        return Facets(
            source=counted(self._values.source, source, author.mask, month.mask, published),
            author=counted(self._values.author, author, source.mask, month.mask, published),
            date=counted(self._values.month, month, source.mask, author.mask, by_time=True),
        )

    def _tiers(self, docs: NDArray[np.int64], reading: Reading) -> NDArray[np.int8] | None:
        """What decides before any score: whether words as they were typed find a document, then whether it has all."""
        tiers = None
        for worth, first in ((1, reading.with_all), (2, reading.as_typed)):
            if first is not None:
                having = np.zeros(self._arrays.size, np.int8)
                having[first] = worth
                tiers = having[docs] if tiers is None else tiers + having[docs]
        return tiers

    def _hit(self, doc: int, score: float, highlighter: Highlighter | None) -> Hit:
        record = self._table[int(self._placement.articles[doc])]
        stored = self._texts[doc]
        text = stored["text"]
        return Hit(
            article=record.id,
            path=record.path,
            item=record.item,
            title=record.title,
            source=record.source,
            authors=record.authors,
            date=record.date,
            paragraph=self._number(doc),
            kind=self._kind(doc),
            text=text,
            highlights=highlighter.spans(text, self._stemmed_as(record.language)) if highlighter else (),
            score=round(score, 4),
            story=record.story,
            page=stored.get("page"),
        )

    def _context(self, group: HitGroup, highlighter: Highlighter | None) -> Context:
        ordinal = self._table.catalogue.ordinal(group.article)
        record = self._table[ordinal]
        docs, language = self._placement.docs(ordinal), self._stemmed_as(record.language)
        at = int(np.searchsorted(self._placement.numbers[docs], group.best))
        shown: list[ContextParagraph] = []
        for doc in docs[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1].tolist():
            number, stored = self._number(doc), self._texts[doc]
            text = stored["text"]
            marked = highlighter.spans(text, language) if highlighter and number in group.numbers else ()
            shown.append(ContextParagraph(number, self._kind(doc), text, marked, stored.get("page")))
        return Context(
            article=group.article,
            title=record.title,
            source=record.source,
            authors=record.authors,
            date=record.date,
            length=record.paragraphs + len(record.furniture),
            best=group.best,
            numbers=group.numbers,
            paragraphs=tuple(shown),
        )


def _corrected_names(*selected: Selected) -> Iterator[SpelledWord]:
    return (SpelledWord(typed, meant, known=False) for some in selected for typed, meant in some.meant)


def _left(runs: Runs, articles: Mask) -> Runs:
    """The runs of the articles that are chosen."""
    return runs if articles is None else runs.chosen(articles[runs.articles])
