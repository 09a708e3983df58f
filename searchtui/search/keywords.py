"""Where in a text the keywords of a query stand, each place by itself: what has a line of its own in a concordance.

A word, a prefix or a pattern stands where one word fits it; a phrase from its first word to its last, and `NEAR` from
the first to the last word of each stretch that has all its sides and holds no shorter one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from whoosh import query as q
from whoosh.query.spans import SpanNear2

from searchtui.analysis import DEFAULT_LANGUAGE
from searchtui.analysis import Word as TextWord
from searchtui.search.highlighting import Highlighter
from searchtui.search.pieces import pieces, pieces_in
from searchtui.search.results import Span

__all__ = ["KeywordFinder"]


class _Placed(NamedTuple):
    """A word of a text.

    Args:
        at: where the piece of the text begins that it is in.
        position: how many words of the text stand before it.
        word: with its places in the piece.
    """

    at: int
    position: int
    word: TextWord


class _Stretch(NamedTuple):
    """A stretch of a text from one word to another.

    Args:
        first, last: positions of these words.
        start, end: code points of the text.
    """

    first: int
    last: int
    start: int
    end: int


class _Near(NamedTuple):
    """Sides of which each must stand near those before it.

    Args:
        sides: two at least.
        slop: how many words further on, or back, one may begin.
        ordered: whether each must come after those before.
    """

    sides: Sequence[KeywordFinder]
    slop: int
    ordered: bool

    def stretches(self, words: Sequence[_Placed]) -> list[_Stretch]:
        """All stretches of a text in which the sides stand near each other, as the index finds them."""
        found = self.sides[0].stretches(words)
        for side in self.sides[1:]:
            found = _pairs(found, side.stretches(words), self.slop, self.ordered)
        return found


class KeywordFinder(Highlighter):
    """Finds the places of a query's keywords.

    Args:
        query: what is banned in it is not looked for, nor are its fields other than the text.
    """

    def __init__(self, query: q.Query) -> None:
        self._nears: list[_Near] = []
        super().__init__(query)

    def _looks_into(self, part: q.Query) -> bool:
        return not isinstance(part, SpanNear2)

    def _add(self, part: q.Query) -> None:
        if isinstance(part, SpanNear2):
            self._nears.append(_Near([KeywordFinder(side) for side in part.qs], part.slop, bool(part.ordered)))
        else:
            super()._add(part)

    @property
    def finds_nothing(self) -> bool:
        """Whether the query has no keyword at all, but filters alone."""
        return not (self._has_words or self._phrases or self._nears)

    def matches(self, text: str, language: str = DEFAULT_LANGUAGE) -> tuple[Span, ...]:
        """The places in order; of two of which one lies inside the other only the outer one.

        Args:
            text: any text.
            language: by whose rules its words are stemmed; see `searchtui.analysis.stemming_language`.
        """
        known = pieces_in(language)
        found = self._word_spans(text, known) if self._has_words else []
        if self._phrases or self._nears:
            words: list[_Placed] = []
            position = -1
            for at, piece in pieces(text):
                for word in known.words(piece):
                    position += word.step
                    words.append(_Placed(at, position, word))
            found += [(one.start, one.end) for one in self._of_phrases(words)]
            for near in self._nears:
                found += _innermost((one.start, one.end) for one in near.stretches(words))
        return _outermost(found)

    def stretches(self, words: Sequence[_Placed]) -> list[_Stretch]:
        """The places among the words of a text, also such as lie inside each other, in any order."""
        found = self._of_phrases(words)
        for near in self._nears:
            found += near.stretches(words)
        if self._has_words:
            found += [_stretch(placed, placed) for placed in words if self._is_wanted(placed.word)]
        return found

    def _of_phrases(self, words: Sequence[_Placed]) -> list[_Stretch]:
        if not self._phrases:
            return []
        placed = [one for one in words if one.word.step]
        plain = [one.word for one in placed]
        found: list[_Stretch] = []
        for phrase in self._phrases:
            failed: set[tuple[int, int]] = set()
            for start in range(len(plain)):
                places = phrase.places(plain, start, failed)
                if places is not None:
                    found.append(_stretch(placed[places[0]], placed[places[-1]]))
        return found


def _stretch(first: _Placed, last: _Placed) -> _Stretch:
    return _Stretch(first.position, last.position, first.at + first.word.start, last.at + last.word.end)


def _pairs(some: Iterable[_Stretch], others: Iterable[_Stretch], slop: int, ordered: bool) -> list[_Stretch]:
    """The stretches that have one of each near each other."""
    by_first = sorted(others)
    by_last = [] if ordered else sorted(by_first, key=_last)
    found: set[_Stretch] = set()
    for one in some:
        behind = bisect_left(by_first, one.last + 1, key=_first), bisect_right(by_first, one.last + slop, key=_first)
        before = bisect_left(by_last, one.first - slop, key=_last), bisect_left(by_last, one.first, key=_last)
        for other in (*by_first[slice(*behind)], *by_last[slice(*before)]):
            found.add(
                _Stretch(
                    min(one.first, other.first),
                    max(one.last, other.last),
                    min(one.start, other.start),
                    max(one.end, other.end),
                )
            )
    return list(found)


def _first(stretch: _Stretch) -> int:
    return stretch.first


def _last(stretch: _Stretch) -> int:
    return stretch.last


def _innermost(spans: Iterable[Span]) -> list[Span]:
    """Those that have no other inside."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (-span[0], span[1])):
        if not kept or end < kept[-1][1]:
            kept.append((start, end))
    return kept


def _outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those that lie inside no other, in order."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
