"""Which words of a text made it a hit."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from whoosh import query as q

from searchtui.analysis import Word
from searchtui.search.pieces import pieces, single_word, words_of
from searchtui.search.results import Span

__all__ = ["Highlighter"]

_KEPT_TEXTS = 256


class _Phrase(NamedTuple):
    stemmed: bool
    terms: tuple[str, ...]
    slop: int
    unfinished: bool = False

    def is_here(self, word: str, place: int) -> bool:
        """Whether a word of a text is the one that stands at a place of the phrase."""
        if self.unfinished and place == len(self.terms) - 1:
            return word.startswith(self.terms[place])
        return word == self.terms[place]

    def places(self, text: Sequence[str], start: int, done: int = 0) -> list[int] | None:
        """Where the words of the phrase stand if its word number `done` stands at `start`; None where they do not."""
        if not self.is_here(text[start], done):
            return None
        if done == len(self.terms) - 1:
            return [start]
        for following in range(start + 1, min(start + self.slop + 1, len(text))):
            if (rest := self.places(text, following, done + 1)) is not None:
                return [start, *rest]
        return None


class Highlighter:
    """Marks what a query looks for: words by their stem or form, prefixes, patterns, whole phrases.

    Args:
        query: what is banned in it is not marked, nor are its fields other than the text.
    """

    def __init__(self, query: q.Query) -> None:
        self._stems: set[str] = set()
        self._exact: set[str] = set()
        self._phrases: list[_Phrase] = []
        prefixes, patterns = [], []
        for part in _wanted(query):
            match part:
                case q.Term(fieldname="text"):
                    self._stems.add(part.text)
                case q.Term(fieldname="exact"):
                    self._exact.add(part.text)
                case q.Phrase(fieldname="text" | "exact"):
                    self._phrases.append(_Phrase(part.fieldname == "text", tuple(part.words), part.slop))
                case q.Sequence() if (terms := [leaf.text for leaf in part]) and part[0].fieldname == "exact":
                    self._phrases.append(_Phrase(False, tuple(terms), 1, unfinished=True))
                case q.Prefix(fieldname="exact"):
                    prefixes.append(part.text)
                case q.Wildcard(fieldname="exact"):
                    patterns.append(fnmatch.translate(part.text))
        self._prefixes = tuple(prefixes)
        self._pattern = re.compile("|".join(patterns)) if patterns else None
        self._has_words = bool(self._stems or self._exact or prefixes or patterns)
        self._spans: dict[str, tuple[Span, ...]] = {}

    def spans(self, text: str) -> tuple[Span, ...]:
        """The marked stretches of a text in order; those that touch or overlap are one."""
        known = self._spans.get(text)
        if known is None:
            known = self._found(text)
            if len(self._spans) >= _KEPT_TEXTS:
                self._spans = {}
            self._spans[text] = known
        return known

    def _found(self, text: str) -> tuple[Span, ...]:
        marked = self._word_spans(text) if self._has_words else []
        if self._phrases:
            places = [(at, word) for at, piece in pieces(text) for word in words_of(piece) if word.step]
            for phrase in self._phrases:
                marked += self._phrase_spans(phrase, places)
        marked.sort()
        merged: list[Span] = []
        for start, end in marked:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    def _word_spans(self, text: str) -> list[Span]:
        """What is marked for the sake of single words, in any order.

        Only those pieces of the text are looked for in which something is to be marked: most have nothing.
        """
        found = text.split()
        marks = self._marks(set(found))
        if not marks:
            return []
        spaced = f" {' '.join(found)} "
        if len(spaced) != len(text) + 2:
            return [(at + start, at + end) for at, piece in pieces(text) for start, end in marks.get(piece, ())]
        marked: list[Span] = []
        for piece, spans in marks.items():
            sought = f" {piece} "
            at = spaced.find(sought)
            while at >= 0:
                marked += [(at + start, at + end) for start, end in spans]
                at = spaced.find(sought, at + len(sought) - 1)
        return marked

    def _marks(self, distinct: set[str]) -> dict[str, list[Span]]:
        """What is marked in pieces of text for the sake of single words; pieces without a mark are left out."""
        stems, exact = self._stems, self._exact
        likely: Iterable[str] = distinct
        if not (self._prefixes or self._pattern):
            # The most common case, and there may be thousands of pieces.
            likely = [
                piece
                for piece, word in zip(distinct, map(single_word, distinct), strict=True)
                if word is None or word.stem in stems or word.exact in exact
            ]
        marks = {}
        for piece in likely:
            found = [(word.start, word.end) for word in words_of(piece) if self._is_wanted(word)]
            if found:
                marks[piece] = found
        return marks

    def _is_wanted(self, word: Word) -> bool:
        return (
            word.stem in self._stems
            or word.exact in self._exact
            or word.exact.startswith(self._prefixes)
            or (self._pattern is not None and self._pattern.match(word.exact) is not None)
        )

    @staticmethod
    def _phrase_spans(phrase: _Phrase, found: list[tuple[int, Word]]) -> Iterator[Span]:
        """What is marked for the sake of a phrase.

        Args:
            phrase: what is looked for.
            found: the words of the text, each with where the piece begins that it is in.
        """
        terms = [word.stem if phrase.stemmed else word.exact for _, word in found]
        spans = [(at + word.start, at + word.end) for at, word in found]
        for start in range(len(terms)):
            places = phrase.places(terms, start)
            if places is not None and phrase.slop == 1:
                yield spans[places[0]][0], spans[places[-1]][1]
            elif places is not None:
                yield from (spans[at] for at in places)


def _wanted(query: q.Query) -> Iterator[q.Query]:
    """The leaves that a document may have been found by."""
    if isinstance(query, q.AndNot):
        yield from _wanted(query.a)
    elif isinstance(query, q.And | q.Or) and not isinstance(query, q.Sequence):
        for part in query:
            yield from _wanted(part)
    elif not isinstance(query, q.Not):
        yield query
