"""Inversion: the words of documents, collected in order, become for each term the documents that hold it.

A document's words are looked up in one dictionary, and all postings of a field come out of one sort of 64-bit keys: the
term's rank above the number of the occurrence.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.fields import FieldType

from searchtui.columnar.field import Block, InvertedField
from searchtui.columnar.packing import changes, spread
from searchtui.columnar.refinement import InvertedRefinement

__all__ = ["PostingsInverter", "SurfaceAnalyzer", "WordInverter", "has_words"]

_LONGEST_KEPT = 40
_BYTES_A_CHUNK = 200
"""What a piece of text with its entry in the dictionary takes in memory, about."""

_BYTES_AN_OCCURRENCE = 48
"""What inverting takes in memory for each word at its peak."""

_MOST_NUMBER = 0xFFFFFFFF

_LETTERS_AT_ONCE = 1 << 16
"""Text that is cut up at a time."""

_END = -1
"""In place of a term, between the words of two documents."""

_SEVERAL = -2
"""In place of a term, the first of the numbers that stand for none or several; the others follow downwards."""


@runtime_checkable
class SurfaceAnalyzer(Protocol):
    """An analyzer whose terms depend on nothing but the piece of text that they are made from, and its language."""

    split: Callable[[Sequence[str]], list[bytes]]
    """Cuts texts into pieces, text after text, with `end` between two texts.

    Equal pieces of texts in one language have equal terms.
    """

    end: bytes
    """No piece of any text."""

    def language(self, value: str) -> str:
        """The language in which a value is analysed, by any name; empty where it makes no difference."""

    def terms(self, chunk: bytes, language: str) -> Sequence[tuple[str, int]]:
        """The terms that a piece becomes, each with the number of positions that it stands after the one before.

        An empty term takes its positions and is no term.
        """


def has_words(field: FieldType) -> bool:
    """Whether a field is one of words with positions, whose postings can come out of a sort."""
    plain = type(field.format) is formats.Positions and field.format.field_boost == 1.0
    return plain and isinstance(field.analyzer, SurfaceAnalyzer)


class _Forms:
    """The terms that are told apart, each as one of those of a coarser term, by number.

    Most belong to one coarser term alone; in texts of several languages, some to another one in each.
    """

    def __init__(self) -> None:
        self.coarser: list[str] = []
        """The coarser term of each form."""
        self.several: list[tuple[array[int], array[int]]] = []
        """The forms in a piece of text that has none or several, and their steps; -1 for a step without a term."""
        self._first: dict[str, int] = {}
        self._others: dict[tuple[str, str], int] = {}

    def __len__(self) -> int:
        return len(self.coarser)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """The term of each form, and the form."""
        yield from self._first.items()
        yield from ((term, number) for (term, _), number in self._others.items())

    def number(self, term: str, coarser: str) -> int:
        """The number of a form."""
        count = len(self.coarser)
        number = self._first.setdefault(term, count)
        if number < count and self.coarser[number] != coarser:
            number = self._others.setdefault((term, coarser), count)
        if number == count:
            self.coarser.append(coarser)
        return number


class _Numbers(dict[bytes, int]):
    """The form that a piece of text becomes; of none or several, a number below zero that stands for them.

    Args:
        forms: that are numbered.
        finer: makes the terms that are told apart.
        coarser: makes the terms that these belong to.
        language: of the texts.
    """

    def __init__(self, forms: _Forms, finer: SurfaceAnalyzer, coarser: SurfaceAnalyzer, language: str) -> None:
        super().__init__({coarser.end: _END})
        self._forms, self._finer, self._coarser, self._language = forms, finer, coarser, language

    def __missing__(self, chunk: bytes) -> int:
        finer = self._finer.terms(chunk, self._language)
        coarser = finer if self._coarser is self._finer else self._coarser.terms(chunk, self._language)
        forms = self._forms
        if len(finer) == 1 and finer[0][1] == 1 and finer[0][0]:
            found = forms.number(finer[0][0], coarser[0][0])
        else:
            found = _SEVERAL - len(forms.several)
            pairs = zip(finer, coarser, strict=True)
            numbers = array("i", (forms.number(fine, coarse) if fine else -1 for (fine, _), (coarse, _) in pairs))
            forms.several.append((numbers, array("I", (step for _, step in finer))))
        if len(chunk) <= _LONGEST_KEPT:  # the longer ones hardly ever come again
            self[chunk] = found
        return found


class WordInverter:
    """Inverts a field of words with positions, and the field that refines it, if there is one.

    Args:
        field: of the schema.
        refining: the field that refines it.
    """

    def __init__(self, field: FieldType, refining: FieldType | None = None) -> None:
        self._finer, self._analyzer = (refining or field).analyzer, field.analyzer
        self._language_of = self._analyzer.language
        self._forms = _Forms()
        self._by_language: dict[str, _Numbers] = {}
        self._use("")
        self._occurring = array("I")
        self._positions: array[int] | None = None
        # Values in order: first document, how many documents in a row have it, how many words it has.
        self._firsts, self._repeats, self._lengths = array("I"), array("I"), array("I")
        self._value: str | None = None
        # How many words, about, are kept once and stand again in other documents.
        self._repeated = 0
        # Values are cut up many at a time, which takes far less time than one by one.
        self._waiting: list[str] = []
        self._letters = 0

    @property
    def memory(self) -> int:
        """How many bytes inverting will need, about."""
        kept = sum(map(len, self._by_language.values())) + len(self._forms) + len(self._forms.several)
        return _BYTES_AN_OCCURRENCE * (len(self._occurring) + self._repeated) + _BYTES_A_CHUNK * kept

    def add(self, doc: int, value: str, times: int = 1) -> None:
        """Add the value of one or several documents in a row."""
        language = self._language_of(value)
        if language != self._language:
            self._cut_up()
            self._use(language)
        elif value == self._value and self._firsts[-1] + self._repeats[-1] == doc:
            self._repeats[-1] += times
            self._repeated += (value.count(" ") + 1) * times
            return
        self._value = value
        self._firsts.append(doc)
        self._repeats.append(times)
        if times > 1:
            self._repeated += (value.count(" ") + 1) * (times - 1)
        self._waiting.append(value)
        self._letters += len(value)
        if self._letters > _LETTERS_AT_ONCE:
            self._cut_up()

    def _use(self, language: str) -> None:
        """Look up what comes as words of this language."""
        if language not in self._by_language:
            self._by_language[language] = _Numbers(self._forms, self._finer, self._analyzer, language)
        self._language, self._numbers = language, self._by_language[language]

    def _cut_up(self) -> None:
        """Look up the words of the values that wait."""
        if not self._waiting:
            return
        pieces = [*self._analyzer.split(self._waiting), self._analyzer.end]
        self._waiting, self._letters = [], 0
        found = np.fromiter(map(self._numbers.__getitem__, pieces), np.int32, len(pieces))
        if int(found.min()) > _SEVERAL and self._positions is None:
            ends = np.flatnonzero(found == _END)
            self._lengths.frombytes((np.diff(ends, prepend=-1) - 1).astype(np.uint32).tobytes())
            self._occurring.frombytes(found[found >= 0].tobytes())
            return
        self._explicit()
        found, steps = self._expanded(found)
        ends = np.flatnonzero(found == _END)
        texts = np.cumsum(found == _END) - (found == _END)
        until = np.cumsum(steps)
        positions = until - np.concatenate([[0], until[ends[:-1]]])[texts] - 1
        words = found >= 0
        self._lengths.frombytes(np.bincount(texts[words], minlength=len(ends)).astype(np.uint32).tobytes())
        self._occurring.frombytes(found[words].tobytes())
        self._explicit().frombytes(positions[words].astype(np.uint32).tobytes())

    def _expanded(self, found: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Numbers of terms and how many positions each stands after the one before, pieces of several terms in full."""
        several = np.flatnonzero(found <= _SEVERAL)
        made = [self._forms.several[_SEVERAL - number] for number in found[several].tolist()]
        counts = np.ones(len(found), np.int64)
        counts[several] = [len(terms) for terms, _ in made]
        starts = np.cumsum(counts) - counts
        terms = np.repeat(found, counts)
        steps = np.repeat((found != _END).astype(np.int64), counts)
        places = spread(starts[several], counts[several])
        # A step without a term is neither a word nor an end.
        terms[places] = [term if term >= 0 else _SEVERAL for some, _ in made for term in some]
        steps[places] = [step for _, some in made for step in some]
        return terms, steps

    def _explicit(self) -> array[int]:
        """The positions of all words so far; they are not kept as long as each word stands one after the one before."""
        if self._positions is None:
            lengths = np.frombuffer(self._lengths, np.uint32).astype(np.int64)
            self._positions = array("I", spread(np.zeros_like(lengths), lengths).astype(np.uint32).tobytes())
        return self._positions

    def lengths(self, documents: int) -> NDArray[np.uint32]:
        """How many words each of so many documents has, shape (documents,)."""
        self._cut_up()
        repeats = np.frombuffer(self._repeats, np.uint32).astype(np.int64)
        lengths = np.zeros(documents, np.uint32)
        docs = spread(np.frombuffer(self._firsts, np.uint32).astype(np.int64), repeats)
        lengths[docs] = np.repeat(np.frombuffer(self._lengths, np.uint32), repeats)
        return lengths

    def _documents(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Of each occurrence in each document: the number of its term, the document and the position."""
        occurring = np.frombuffer(self._occurring, np.uint32)
        lengths = np.frombuffer(self._lengths, np.uint32).astype(np.int64)
        repeats = np.frombuffer(self._repeats, np.uint32).astype(np.int64)
        positions = np.frombuffer(self._explicit(), np.uint32)
        docs = np.frombuffer(self._firsts, np.uint32)
        if len(repeats) != int(repeats.sum()):
            places = spread(np.repeat(np.cumsum(lengths) - lengths, repeats), np.repeat(lengths, repeats))
            occurring, positions = occurring[places], positions[places]
            docs = spread(docs.astype(np.int64), repeats).astype(np.uint32)
            lengths = np.repeat(lengths, repeats)
        return occurring, np.repeat(docs, lengths), positions

    def invert(self) -> tuple[InvertedField, InvertedRefinement] | None:
        """The postings of all that was added, by the coarser terms, and what refines them; None where nothing was."""
        self._cut_up()
        if not self._occurring:
            return None
        occurring, docs, positions = self._documents()
        if len(occurring) > _MOST_NUMBER:
            raise ValueError("a segment cannot hold more than 2**32 words of a field")
        coarser_terms = [term.encode() for term in self._forms.coarser]
        terms = sorted(set(coarser_terms))
        place = {term: rank for rank, term in enumerate(terms)}
        ranks = np.fromiter(map(place.__getitem__, coarser_terms), np.uint32, len(coarser_terms))
        keys = ranks[occurring].astype(np.uint64)
        keys <<= np.uint64(32)
        keys |= np.arange(len(keys), dtype=np.uint64)
        keys.sort()
        order, sorted_ranks = keys.astype(np.uint32), (keys >> np.uint64(32)).astype(np.uint32)
        del keys
        docs, positions, occurring = docs[order], positions[order], occurring[order]
        del order
        begins = np.flatnonzero(changes(sorted_ranks) | changes(docs))
        counts = np.diff(begins, append=len(docs)).astype(np.uint32)
        dfs = np.bincount(sorted_ranks[begins], minlength=len(terms))
        rank_of = ranks.tolist()
        finer = sorted((term.encode(), rank_of[number], number) for term, number in self._forms)
        numbers = np.fromiter((number for _, _, number in finer), np.int64, len(finer))
        forms = Counter(term for term, _, _ in finer)
        refinement = InvertedRefinement(
            terms=list(forms),
            forms=np.fromiter(forms.values(), np.int64, len(forms)),
            numbers=numbers,
            coarse=ranks[numbers].astype(np.int64),
            occurring=occurring,
            coarse_occurring=sorted_ranks,
            counts=counts,
            coarser_dfs=dfs,
        )
        return InvertedField(terms, dfs, Block(docs[begins], counts, positions)), refinement


class PostingsInverter:
    """Inverts any other field, from the postings that Whoosh makes of a value; these are kept for equal values.

    Args:
        field: of the schema.
    """

    def __init__(self, field: FieldType) -> None:
        self._field = field
        # For each term in order: first document, how many documents in a row, weight, what the format keeps.
        self._by_term: dict[bytes, list[list[Any]]] = {}
        self._value: Any = None
        self._made: list[list[Any]] = []
        self._length = self._runs = 0
        self._last = -1

    @property
    def memory(self) -> int:
        """How many bytes inverting will need, about."""
        return _BYTES_A_CHUNK * (len(self._by_term) + self._runs)

    def add(self, doc: int, value: Any, times: int = 1) -> int:
        """Add the value of one or several documents in a row; returns its length in words."""
        if type(value) is type(self._value) and value == self._value and self._last + 1 == doc:
            for run in self._made:
                run[1] += times
            self._last += times
            return self._length
        made = list(self._field.index(value))
        self._value, self._last = value, doc + times - 1
        self._length = sum(frequency for _, frequency, _, _ in made)
        self._made = []
        for term, _, weight, kept in made:
            run = [doc, times, weight, kept]
            self._by_term.setdefault(term, []).append(run)
            self._runs += 1
            self._made.append(run)
        return self._length

    def invert(self) -> InvertedField | None:
        """The postings of all that was added; None where nothing was."""
        if not self._by_term:
            return None
        terms = sorted(self._by_term)
        runs = [run for term in terms for run in self._by_term[term]]
        firsts, repeats, weights, kept = zip(*runs, strict=True)
        repeated = np.array(repeats, np.int64)
        dfs = [sum(run[1] for run in self._by_term[term]) for term in terms]
        values: Sequence[bytes] = ()
        positions = counts = None
        if type(self._field.format) is formats.Positions:
            decoded = [self._field.format.decode_positions(value) for value in kept]
            lengths = np.array([len(some) for some in decoded], np.int64)
            counts = np.repeat(lengths, repeated).astype(np.uint32)
            flat = np.array([position for some in decoded for position in some], np.uint32)
            starts = np.cumsum(lengths) - lengths
            positions = flat[spread(np.repeat(starts, repeated), np.repeat(lengths, repeated))]
        elif any(kept):
            values = [value for value, times in zip(kept, repeats, strict=True) for _ in range(times)]
        docs = spread(np.array(firsts, np.int64), repeated).astype(np.uint32)
        block = Block(docs, np.repeat(np.array(weights, np.float32), repeated), positions, counts, values)
        return InvertedField(terms, np.array(dfs, np.int64), block)
