"""Which words of a text made it a hit."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whoosh import query as q

from searchtui.analysis import Word, words
from searchtui.search.results import Span

__all__ = ["Highlighter"]


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

    def spans(self, text: str) -> tuple[Span, ...]:
        """The marked stretches of a text in order; those that touch or overlap are one."""
        found = list(words(text))
        marked = [(word.start, word.end) for word in found if self._is_wanted(word)]
        for phrase in self._phrases:
            marked += self._phrase_spans(phrase, [word for word in found if word.step])
        merged: list[Span] = []
        for start, end in sorted(marked):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    def _is_wanted(self, word: Word) -> bool:
        return (
            word.stem in self._stems
            or word.exact in self._exact
            or word.exact.startswith(self._prefixes)
            or (self._pattern is not None and self._pattern.match(word.exact) is not None)
        )

    @staticmethod
    def _phrase_spans(phrase: _Phrase, found: list[Word]) -> Iterator[Span]:
        terms = [word.stem if phrase.stemmed else word.exact for word in found]
        for start in range(len(terms)):
            places = phrase.places(terms, start)
            if places is not None and phrase.slop == 1:
                yield found[places[0]].start, found[places[-1]].end
            elif places is not None:
                yield from ((found[at].start, found[at].end) for at in places)


def _wanted(query: q.Query) -> Iterator[q.Query]:
    """The leaves that a document may have been found by."""
    if isinstance(query, q.AndNot):
        yield from _wanted(query.a)
    elif isinstance(query, q.And | q.Or) and not isinstance(query, q.Sequence):
        for part in query:
            yield from _wanted(part)
    elif not isinstance(query, q.Not):
        yield query
