"""Which words of a text made it a hit."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from whoosh import query as q

from searchtui.analysis import DEFAULT_LANGUAGE
from searchtui.analysis import Word as TextWord
from searchtui.query.regex import matches_wholly
from searchtui.query.rewriting import wanted_leaves
from searchtui.query.tree import Corrected, Forms, Matching, Misspelt, Unfinished, Word
from searchtui.search.pieces import LONGEST_KEPT, Pieces, pieces, pieces_in
from searchtui.search.results import Span

__all__ = ["Highlighter"]

_KEPT_TEXTS = 256

_KEPT_PIECES = 1 << 14

_FEW_PIECES = 8
"""To look for each of more pieces takes longer than to go through all pieces of a text once."""

_Place = tuple[tuple[str, ...], bool, bool]
"""What may stand at a place of a phrase: terms, whether these are stems, and whether they are only begun."""


def _place(part: q.Query) -> _Place | None:
    """What a part of a sequence looks for."""
    match part:
        case Word() | Forms():
            return part.stems, True, False
        case Misspelt(fieldname="exact"):
            return (part.text, *part.variants), False, False
        case q.Term(fieldname="exact"):
            return (part.text,), False, False
        case q.Prefix(fieldname="exact"):
            return (part.text,), False, True
    return None


class _Phrase(NamedTuple):
    terms: tuple[_Place, ...]
    slop: int

    def is_here(self, word: TextWord, place: int) -> bool:
        """Whether a word of a text is the one that stands at a place of the phrase."""
        terms, stemmed, begun = self.terms[place]
        form = word.stem if stemmed else word.exact
        return form.startswith(terms) if begun else form in terms

    def places(
        self, text: Sequence[TextWord], start: int, failed: set[tuple[int, int]], done: int = 0
    ) -> list[int] | None:
        """Where the words of the phrase stand if its word number `done` stands at `start`; None where they do not.

        Args:
            text: the words of a text.
            start: the index of one.
            failed: from which indices and word numbers the rest of the phrase is known not to follow in this text. What
                is learnt is added: a text in which words repeat would otherwise be tried in all combinations.
            done: how many words of the phrase stand before.
        """
        if (start, done) in failed or not self.is_here(text[start], done):
            return None
        if done == len(self.terms) - 1:
            return [start]
        for following in range(start + 1, min(start + self.slop + 1, len(text))):
            if (rest := self.places(text, following, failed, done + 1)) is not None:
                return [start, *rest]
        failed.add((start, done))
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
        self._starts: list[str] = []
        self._matches: list[Callable[[str], object]] = []
        for part in wanted_leaves(query, self._looks_into):
            self._add(part)
        self._prefixes = tuple(self._starts)
        self._has_words = bool(self._stems or self._exact or self._prefixes or self._matches)
        self._spans: dict[tuple[str, str], tuple[Span, ...]] = {}
        self._letters = frozenset(form[:1] for form in (*self._stems, *self._exact, *self._starts))
        self._kept: dict[Pieces, dict[str, list[Span]]] = {}
        """What is marked in pieces that were looked at; nothing in most of them."""

    def _looks_into(self, part: q.Query) -> bool:
        """Whether what a part of the query is made of is looked for, and not the part as a whole."""
        del part
        return True

    def _add(self, part: q.Query) -> None:
        match part:
            case Corrected():
                for meant in part:
                    self._add(meant)
            case Word(fieldname="text") | Forms(fieldname="text"):
                self._stems.update(part.stems)
            case Unfinished():
                self._stems.update(part.stems)
                self._starts.append(part.exact)
            case Misspelt(fieldname="exact"):
                self._exact.update((part.text, *part.variants))
            case q.Term(fieldname="exact"):
                self._exact.add(part.text)
            case q.Phrase(fieldname="text" | "exact"):
                places = tuple(((word,), part.fieldname == "text", False) for word in part.words)
                self._phrases.append(_Phrase(places, part.slop))
            case q.Sequence():
                looked_for = tuple(place for some in part if (place := _place(some)) is not None)
                if len(looked_for) == len(part):
                    self._phrases.append(_Phrase(looked_for, part.slop))
            case q.Prefix(fieldname="exact"):
                self._starts.append(part.text)
            case q.Wildcard(fieldname="exact"):
                self._matches.append(re.compile(fnmatch.translate(part.text)).match)
            case Matching(fieldname="exact"):
                self._matches.append(matches_wholly(part.typed))

    def spans(self, text: str, language: str = DEFAULT_LANGUAGE) -> tuple[Span, ...]:
        """The marked stretches of a text in order; those that touch or overlap are one.

        Args:
            text: any text.
            language: by whose rules its words are stemmed; see `searchtui.analysis.stemming_language`.
        """
        known = self._spans.get((text, language))
        if known is None:
            known = self._found(text, pieces_in(language))
            if len(self._spans) >= _KEPT_TEXTS:
                self._spans = {}
            self._spans[text, language] = known
        return known

    def _found(self, text: str, known: Pieces) -> tuple[Span, ...]:
        marked = self._word_spans(text, known) if self._has_words else []
        if self._phrases:
            places = [(at, word) for at, piece in pieces(text) for word in known.words(piece) if word.step]
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

    def _word_spans(self, text: str, known: Pieces) -> list[Span]:
        """What is marked for the sake of single words, in any order.

        Only those pieces of the text are looked for in which something is to be marked: most have nothing.
        """
        found = text.split()
        marks = self._marks(set(found), known)
        if not marks:
            return []
        spaced = f" {' '.join(found)} "
        if len(spaced) != len(text) + 2:
            return [(at + start, at + end) for at, piece in pieces(text) for start, end in marks.get(piece, ())]
        marked: list[Span] = []
        if len(marks) > _FEW_PIECES:
            at = 0
            for piece in found:
                if piece in marks:
                    marked += [(at + start, at + end) for start, end in marks[piece]]
                at += len(piece) + 1
            return marked
        for piece, spans in marks.items():
            sought = f" {piece} "
            at = spaced.find(sought)
            while at >= 0:
                marked += [(at + start, at + end) for start, end in spans]
                at = spaced.find(sought, at + len(sought) - 1)
        return marked

    def _marks(self, distinct: set[str], known: Pieces) -> dict[str, list[Span]]:
        """What is marked in pieces of text for the sake of single words; pieces without a mark are left out."""
        # Nearly all pieces of a text begin with letters that nothing begins with that is looked for.
        likely = distinct if self._matches else known.likely(distinct, self._letters)
        kept = self._kept.setdefault(known, {})
        if len(kept) > _KEPT_PIECES:
            kept = self._kept[known] = {}
        marks = {}
        for piece in likely:
            spans = kept.get(piece)
            if spans is None:
                spans = [(word.start, word.end) for word in known.words(piece) if self._is_wanted(word)]
                if len(piece) <= LONGEST_KEPT:
                    kept[piece] = spans
            if spans:
                marks[piece] = spans
        return marks

    def _is_wanted(self, word: TextWord) -> bool:
        return (
            word.stem in self._stems
            or word.exact in self._exact
            or word.exact.startswith(self._prefixes)
            or (bool(self._matches) and any(matches(word.exact) for matches in self._matches))
        )

    @staticmethod
    def _phrase_spans(phrase: _Phrase, found: list[tuple[int, TextWord]]) -> Iterator[Span]:
        """What is marked for the sake of a phrase.

        Args:
            phrase: what is looked for.
            found: the words of the text, each with where the piece begins that it is in.
        """
        words = [word for _, word in found]
        spans = [(at + word.start, at + word.end) for at, word in found]
        failed: set[tuple[int, int]] = set()
        for start in range(len(words)):
            places = phrase.places(words, start, failed)
            if places is not None and phrase.slop == 1:
                yield spans[places[0]][0], spans[places[-1]][1]
            elif places is not None:
                yield from (spans[at] for at in places)
