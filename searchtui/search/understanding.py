"""How requests are read: the query parsed, its words found in the collection, and one of its readings chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property

from whoosh import query as q

from searchtui.analysis import stems
from searchtui.columnar import Evaluator
from searchtui.query import Corrections, ParsedQuery, Resolved, parse, resolved
from searchtui.search.highlighting import Highlighter
from searchtui.search.lexicon import CollectionLexicon
from searchtui.search.likeness import Likeness
from searchtui.search.readings import Reading, choose
from searchtui.search.request import SearchRequest

__all__ = ["Understanding"]

_MOST_HIGHLIGHTERS = 16


class Understanding:
    """Reads requests for one generation.

    Args:
        evaluator: of the index.
        lexicon: of its words.
        stem_lexicons: of the stems of its fields.
        languages: gives those by whose rules its texts are stemmed, at least one.
        likeness: for requests that want more of something.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        lexicon: CollectionLexicon,
        stem_lexicons: Mapping[str, CollectionLexicon],
        languages: Callable[[], Sequence[str]],
        likeness: Likeness,
    ) -> None:
        self._evaluator, self._lexicon, self._likeness = evaluator, lexicon, likeness
        self._stem_lexicons, self._find_languages = stem_lexicons, languages
        self._highlighters: dict[Hashable, Highlighter] = {}

    @cached_property
    def _languages(self) -> Sequence[str]:
        return self._find_languages()

    def _stems(self, exact: str) -> tuple[str, ...]:
        return stems(exact, self._languages)

    def _frequency(self, field: str, term: str) -> int:
        return self._stem_lexicons[field].frequency(term)

    def parsed(self, request: SearchRequest) -> ParsedQuery:
        """The query of a request in both its readings."""
        return parse(
            request.text, request.mode, prefix_last=request.prefix_last, exactly=request.exactly, stems=self._stems
        )

    def reading(self, request: SearchRequest, parsed: ParsedQuery) -> Reading:
        """The reading that answers a request, and what it finds."""

        def resolve(query: q.Query, correct: Corrections) -> Resolved:
            correct = Corrections.NONE if request.exactly else correct
            return resolved(query, self._lexicon, self._stems, self._frequency, correct=correct)

        if request.like:
            return self._likeness.reading(request.like, parsed.any)
        return choose(parsed, request.mode, self._evaluator, resolve)

    def highlighter(self, request: SearchRequest, reading: Reading | None = None) -> Highlighter:
        """For the words of a request; made once for many texts.

        Args:
            request: whose words are marked.
            reading: of it, where that is known already.
        """
        key = request.text, request.mode, request.prefix_last, request.exactly, request.like
        if key not in self._highlighters:
            if len(self._highlighters) >= _MOST_HIGHLIGHTERS:
                self._highlighters = {}
            reading = reading or self.reading(request, self.parsed(request))
            self._highlighters[key] = Highlighter(reading.query)
        return self._highlighters[key]
