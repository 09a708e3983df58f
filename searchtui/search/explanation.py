"""Why an answer is as it is: how the query was understood, what each word stands for, what each score is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.query import spans

from searchtui.columnar import Evaluator, IndexArrays
from searchtui.columnar.refinement import RefinedField
from searchtui.query import Filter, NamedArticles, Published
from searchtui.query.rewriting import parts_of, wanted_leaves
from searchtui.query.tree import (
    EXACT,
    TEXT,
    Corrected,
    Forms,
    Matching,
    Misspelt,
    Unfinished,
    Word,
)
from searchtui.query.wording import connective, say
from searchtui.search.lexicon import CollectionLexicon
from searchtui.search.naming import Naming
from searchtui.search.patterns import Patterns
from searchtui.search.results import Hit, QueryPart, ScoreExplanation, Share, WordCount

__all__ = ["Expansions", "explained_parts", "score_explained", "tree_shares"]

_MOST_WORDS = 20
"""So many of the words that a part stands for are listed, the most frequent."""

_SCORED_AS_ONE = (spans.SpanNear2, q.Sequence)
"""What stands near each other is scored as one word that occurs as often as the whole does."""

_ROUNDING = 0.01
_LIFTED = "It has all the words, or as they were typed, and so stands before those that have not."


class Expansions:
    """What the parts of queries stand for in one generation.

    Args:
        arrays: of the generation.
        evaluator: of these.
        lexicon: of its words.
        patterns: of its words.
        naming: of its articles.
        counts: how many paragraphs each article has, shape (articles,).
    """

    def __init__(
        self,
        arrays: IndexArrays,
        evaluator: Evaluator,
        lexicon: CollectionLexicon,
        patterns: Patterns,
        naming: Naming,
        counts: NDArray[np.int64],
    ) -> None:
        self._arrays, self._evaluator = arrays, evaluator
        self._lexicon, self._patterns, self._naming = lexicon, patterns, naming
        self._of_articles = counts

    def paragraphs(self, query: NamedArticles | Published) -> int:
        """How many paragraphs the articles have that a filter stands for."""
        return int(self._of_articles[self._naming.articles(query).articles].sum())

    def words(self, query: q.Query) -> tuple[tuple[WordCount, ...], int]:
        """The most frequent words or names that a leaf stands for, the most frequent first, and how many more it does.

        Words that only deleted paragraphs hold may be counted among those.
        """
        counts = self._counts(query)
        field = query.field() if isinstance(query, q.Wildcard | Matching) else EXACT
        is_exact = isinstance(query, NamedArticles) or self._arrays.documents == self._arrays.size
        most: list[WordCount] = []
        left = len(counts)
        for word in sorted(counts, key=lambda word: (-counts[word], word)):
            # Deleted paragraphs only ever add to a count.
            if len(most) == _MOST_WORDS and counts[word] < most[-1].paragraphs:
                break
            paragraphs = counts[word] if is_exact else self._live(field, word)
            left -= not paragraphs
            if paragraphs:
                most = sorted([*most, WordCount(word, paragraphs)], key=lambda one: (-one.paragraphs, one.word))
                del most[_MOST_WORDS:]
        return tuple(most), left - len(most)

    def _live(self, field: str, word: str) -> int:
        """How many paragraphs hold a word, deleted ones left out."""
        return len(self._evaluator.lists.word(field, word.encode("utf-8", "surrogatepass")).docs)

    def _counts(self, query: q.Query) -> dict[str, int]:
        match query:
            case Word(fieldname="text") | Forms(fieldname="text"):
                return self._frequencies(self._forms(query.stems))
            case Unfinished():
                return self._frequencies({*self._forms(query.stems), query.exact, *query.completions})
            case Misspelt(fieldname="exact"):
                return self._frequencies({query.text, *query.variants})
            case q.Prefix(fieldname="exact"):
                return dict(self._lexicon.completions(query.text, len(self._completed(query.text))))
            case q.Wildcard() | Matching():
                return self._patterns.words(query)
            case NamedArticles() if query.field() in ("source", "author"):
                return self._names(query)
        return {}

    def _frequencies(self, words: Iterable[str]) -> dict[str, int]:
        return {word: count for word in words if (count := self._lexicon.frequency(word))}

    def _completed(self, prefix: str) -> set[bytes]:
        """All words that begin so."""
        text = prefix.encode("utf-8", "surrogatepass")
        fields = [segment.fields[EXACT] for segment in self._arrays.segments if EXACT in segment.fields]
        return {term for field in fields for term in field.span(field.find(text), field.after_prefix(text))}

    def _forms(self, stems: Iterable[str]) -> set[str]:
        """The exact forms of words with these stems."""
        found = set()
        for segment in self._arrays.segments:
            exact, coarser = segment.fields.get(EXACT), segment.fields.get(TEXT)
            if isinstance(exact, RefinedField) and coarser is not None:
                numbers = [coarser.number(stem.encode("utf-8", "surrogatepass")) for stem in stems]
                found |= {form.decode() for number in numbers if number is not None for form in exact.finer(number)}
        return found

    def _names(self, query: NamedArticles) -> dict[str, int]:
        named = self._naming.articles(query)
        labels = [self._naming.label(query.field(), ordinal) for ordinal in named.ordinals]
        return {label: self.paragraphs(NamedArticles(query.field(), label, exactly=True)) for label in labels}


def explained_parts(
    query: q.Query, filters: Iterable[Filter], evaluator: Evaluator, expansions: Expansions
) -> Iterator[QueryPart]:
    """The parts of a query, each before its own, and then its filters.

    Args:
        query: with words of the collection in it.
        filters: that stand beside it.
        evaluator: of the index.
        expansions: of the same generation.
    """
    yield from _parts(query, evaluator, expansions, 0, is_banned=False)
    for filter_ in filters:
        words, more = expansions.words(filter_.query)
        paragraphs = expansions.paragraphs(filter_.query)
        yield QueryPart(0, say(filter_.query), paragraphs, words, more, filter_.banned)


def _parts(
    query: q.Query, evaluator: Evaluator, expansions: Expansions, depth: int, *, is_banned: bool
) -> Iterator[QueryPart]:
    inner = list(query) if isinstance(query, Corrected) else parts_of(query)
    words, more = expansions.words(query) if not inner else ((), 0)
    said = connective(query) if inner else say(query)
    yield QueryPart(depth, said, len(evaluator.documents(query)), words, more, is_banned)
    for at, part in enumerate(inner):
        banned = is_banned or (isinstance(query, q.AndNot) and at == 1)
        yield from _parts(part, evaluator, expansions, depth + 1, is_banned=banned)


def score_explained(hit: Hit, shares: Iterable[Share]) -> ScoreExplanation:
    """What the score of a hit is made of; where that is not all of it, it was lifted above others."""
    greatest = tuple(sorted((share for share in shares if share.score), key=lambda share: -share.score))
    is_lifted = hit.score - sum(share.score for share in greatest) > _ROUNDING
    return ScoreExplanation(hit, greatest, _LIFTED if is_lifted else "")


def tree_shares(query: q.Query, evaluator: Evaluator, doc: int) -> Iterator[Share]:
    """What the words, phrases and patterns of a query add to the score of a document.

    Args:
        query: with words of the collection in it.
        evaluator: of the index.
        doc: that the query finds.
    """
    docs = np.array([doc], np.int32)

    def is_looked_into(part: q.Query) -> bool:
        # What does not find the document as a whole adds nothing, though a word of it may be there.
        return not isinstance(part, _SCORED_AS_ONE) and bool(evaluator.node(part).found.holds(docs)[0])

    for leaf in wanted_leaves(query, is_looked_into):
        for part in leaf if isinstance(leaf, Corrected) else (leaf,):
            node = evaluator.node(part)
            if node.scored and node.found.holds(docs)[0]:
                instead = f" for {leaf.typed.surface}" if isinstance(leaf, Corrected) and part is not leaf.typed else ""
                yield Share(f"{say(part)}{instead}", float(node.scores_of(docs)[0]))
