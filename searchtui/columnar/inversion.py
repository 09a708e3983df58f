"""Inversion: the words of documents, collected in order, become for each term the documents that hold it.

The postings of a field come out of sorts of 64-bit keys: the term's rank above the number of the occurrence. One
stretch of terms is sorted after the other, so that only what was collected, some bytes a word, is in memory as a whole.
"""

from __future__ import annotations

import operator
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.field import Block, PostingsWriter
from searchtui.columnar.forms import END, SEVERAL, Forms, PieceNumbers
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.lexicon import write_lexicon
from searchtui.columnar.packing import changes, chunks, cut, narrowest, spread, starts_of
from searchtui.columnar.refinement import RefinementWriter

__all__ = ["WordInverter"]

_BYTES_A_PIECE = 150
"""What a piece of text with its entry in the dictionary takes in memory, about."""

_BYTES_AN_OCCURRENCE = 10
"""What each word takes in memory until it is written, about."""

_BYTES_AN_INVERTED_OCCURRENCE = 64
"""What inverting takes in memory for each word of a stretch of terms at its peak."""

_MOST_NUMBER = 0xFFFFFFFF

_LETTERS_AT_ONCE = 1 << 15
"""Text that is cut up at a time: its pieces are at hand while they are looked up."""

_COUNTED_AT_ONCE = 1 << 18
"""Words."""

_MOST_REPEATED = 1 << 18
"""Letters of a value in all documents in a row that have it; in the next ones it is kept once more."""


class _Stretch(msgspec.Struct, frozen=True):
    """The postings of some terms in some documents.

    Args:
        first: rank of the first of the terms.
        dfs: how many postings each has, shape (n,).
        postings: of them.
        ranks: the term of each occurrence, shape (k,).
        forms: and its form, shape (k,).
        counts: how many occurrences each posting has.
    """

    first: int
    dfs: NDArray[np.int64]
    postings: Block
    ranks: NDArray[np.uint32]
    forms: NDArray[np.uint32]
    counts: NDArray[np.uint32]


class WordInverter:
    """Inverts a field of words with positions, and the field that refines it, if there is one.

    Args:
        field: of the schema.
        refining: the field that refines it.
    """

    def __init__(self, field: FieldType, refining: FieldType | None = None) -> None:
        self._finer, self._analyzer = (refining or field).analyzer, field.analyzer
        self._refines = refining is not None
        self._forms = Forms()
        self._by_language: dict[str, PieceNumbers] = {}
        self._occurring = array("I")
        self._positions: array[int] | None = None
        # Values in order: first document, how many documents in a row have it, how many words it has.
        self._firsts, self._repeats, self._lengths = array("I"), array("I"), array("I")
        # Values are cut up many at a time, which takes far less time than one by one.
        self._waiting: list[str] = []
        self._letters = 0

    @property
    def memory(self) -> int:
        """How many bytes inverting will need, about, beside those for a stretch of terms."""
        occurrences = len(self._occurring) + len(self._positions or ()) * 4 // _BYTES_AN_OCCURRENCE
        pieces = sum(map(len, self._by_language.values()))
        return _BYTES_AN_OCCURRENCE * occurrences + _BYTES_A_PIECE * pieces + self._forms.memory

    def add(self, docs: Sequence[int], values: Sequence[str], times: Sequence[int]) -> None:
        """Add values.

        Args:
            docs: of each value the first document that has it, rising, shape (n,).
            values: themselves, shape (n,).
            times: how many documents in a row have it, shape (n,).
        """
        letters = list(map(len, values))
        if max(map(operator.mul, letters, times), default=0) > _MOST_REPEATED:
            docs, values, times = _often_kept(docs, values, times)
        self._firsts.extend(docs)
        self._repeats.extend(times)
        self._waiting.extend(values)
        self._letters += sum(letters)
        if self._letters > _LETTERS_AT_ONCE:
            self._cut_up()

    def _cut_up(self) -> None:
        """Look up the words of the values that wait."""
        values, self._waiting, self._letters = self._waiting, [], 0
        letters = np.fromiter(map(len, values), np.int64, len(values))
        for first, last in chunks(letters, _LETTERS_AT_ONCE):
            self._look_up(values[first:last])

    def _look_up(self, values: Sequence[str]) -> None:
        found = self._found(values)
        if int(found.min()) > SEVERAL and self._positions is None:
            ends = np.flatnonzero(found == END)
            self._lengths.frombytes((np.diff(ends, prepend=-1) - 1).astype(np.uint32).tobytes())
            self._occurring.frombytes(found[found >= 0].tobytes())
            return
        self._explicit()
        found, steps = self._expanded(found)
        ends = np.flatnonzero(found == END)
        texts = np.cumsum(found == END) - (found == END)
        until = np.cumsum(steps)
        positions = until - np.concatenate([[0], until[ends[:-1]]])[texts] - 1
        words = found >= 0
        self._lengths.frombytes(np.bincount(texts[words], minlength=len(ends)).astype(np.uint32).tobytes())
        self._occurring.frombytes(found[words].tobytes())
        self._explicit().frombytes(positions[words].astype(np.uint32).tobytes())

    def _found(self, values: Sequence[str]) -> NDArray[np.int32]:
        """The forms of the pieces of values, `END` behind each value."""
        languages = list(map(self._analyzer.language, values))
        if len(distinct := dict.fromkeys(languages)) == 1:
            return self._found_in(languages[0], values)
        places: list[int] = []
        found: list[NDArray[np.int32]] = []
        for language in distinct:
            here = [place for place, one in enumerate(languages) if one == language]
            places += here
            found.append(self._found_in(language, [values[place] for place in here]))
        together = np.concatenate(found)
        counts = np.diff(np.flatnonzero(together == END), prepend=-1)
        order = np.argsort(places)
        return cut(together, (np.cumsum(counts) - counts)[order], counts[order])

    def _found_in(self, language: str, values: Sequence[str]) -> NDArray[np.int32]:
        numbers = self._by_language.get(language)
        if numbers is None:
            numbers = PieceNumbers(self._forms, self._finer, self._analyzer, language)
            self._by_language[language] = numbers
        return numbers.forms_of([*self._analyzer.split(values), self._analyzer.end])

    def _expanded(self, found: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Numbers of terms and how many positions each stands after the one before, pieces of several terms in full."""
        several = np.flatnonzero(found <= SEVERAL)
        made = self._forms.of_several(found[several].tolist())
        counts = np.ones(len(found), np.int64)
        counts[several] = [len(terms) for terms, _ in made]
        starts = np.cumsum(counts) - counts
        terms = np.repeat(found, counts)
        steps = np.repeat((found != END).astype(np.int64), counts)
        places = spread(starts[several], counts[several])
        # A step without a term is neither a word nor an end.
        terms[places] = [term if term >= 0 else SEVERAL for some, _ in made for term in some]
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

    def write(self, writer: ArrayFileWriter, key: int, most: int, new_array: Callable[[], GrowingArray]) -> bool:
        """Write the postings of all that was added, and what refines them.

        Args:
            writer: of the segment's terms.
            key: number of the field in the segment; the field that refines it has the next one.
            most: bytes that a stretch of terms may take while it is inverted, about.
            new_array: makes what holds postings until they are written.

        Returns:
            Whether there was anything to write.

        Raises:
            OSError: they cannot be written, for instance because the disk is full.
            ValueError: there are too many words.
        """
        self._cut_up()
        self._by_language.clear()
        if not self._occurring:
            return False
        if len(self._occurring) > _MOST_NUMBER:
            raise ValueError("a segment cannot hold more than 2**32 words of a field")
        coarser = self._forms.coarser
        terms = sorted(set(coarser))
        place = {term: rank for rank, term in enumerate(terms)}
        ranks = np.fromiter(map(place.__getitem__, coarser), np.uint32, len(coarser))
        del place
        write_lexicon(writer, key, [term.encode() for term in terms])
        with ExitStack() as held:
            postings = PostingsWriter(writer, key, len(terms), new_array)
            held.callback(postings.close)
            refinement = None
            if self._refines:
                finer, forms, numbers = self._finer_terms(ranks)
                coarse = ranks[numbers].astype(np.int64)
                refinement = RefinementWriter(writer, key + 1, forms, numbers, coarse, len(terms), new_array)
                held.callback(refinement.close)
            for stretch in self._stretches(ranks, len(terms), most):
                postings.add(stretch.first, stretch.dfs, stretch.postings)
                if refinement is not None:
                    refinement.add(stretch.ranks, stretch.forms, stretch.counts)
            postings.finish()
            if refinement is not None:
                write_lexicon(writer, key + 1, finer)
                refinement.finish(postings.dfs)
        return True

    def _finer_terms(self, ranks: NDArray[np.uint32]) -> tuple[list[bytes], NDArray[np.int64], NDArray[np.int64]]:
        """The finer terms in order, how many forms each is, and these forms, in the order of the coarser terms."""
        term_of = [""] * len(ranks)
        for term, number in self._forms:
            term_of[number] = term
        # UTF-8 keeps the order of code points.
        numbers = sorted(np.argsort(ranks, kind="stable").tolist(), key=term_of.__getitem__)
        forms = Counter(map(term_of.__getitem__, numbers))
        counts = np.fromiter(forms.values(), np.int64, len(forms))
        return [term.encode() for term in forms], counts, np.array(numbers, np.int64)

    def _stretches(self, ranks: NDArray[np.uint32], terms: int, most: int) -> Iterator[_Stretch]:
        """The postings, stretch of terms after stretch.

        Args:
            ranks: of the term of each form.
            terms: how many there are.
            most: bytes that a stretch may take, about.
        """
        occurring = np.frombuffer(self._occurring, np.uint32)
        repeats = np.frombuffer(self._repeats, np.uint32)
        values = np.repeat(np.arange(len(repeats), dtype=np.uint32), np.frombuffer(self._lengths, np.uint32))
        held = np.zeros(len(ranks))
        for start in range(0, len(occurring), _COUNTED_AT_ONCE):
            some = slice(start, start + _COUNTED_AT_ONCE)
            held += np.bincount(occurring[some], repeats[values[some]], len(ranks))
        costs = np.bincount(ranks, held, terms).astype(np.int64) * _BYTES_AN_INVERTED_OCCURRENCE
        bounds = list(chunks(costs, most))
        of_terms = np.repeat(np.arange(len(bounds)), [last - first for first, last in bounds])
        which = narrowest(of_terms)[ranks][occurring]
        for number, (first, last) in enumerate(bounds):
            # A term that takes too much is alone in its stretch, and taken some documents after others.
            if costs[first] > most:
                pieces = self._in_parts(which, number, values, costs[first] / costs.sum(), most)
            else:
                pieces = iter([np.flatnonzero(which == number)])
            for places in pieces:
                yield self._inverted(places, ranks, values, first, last)

    def _in_parts(
        self, which: NDArray[Any], number: int, values: NDArray[np.uint32], share: float, most: int
    ) -> Iterator[NDArray[np.int64]]:
        """The places of the occurrences of a term, those in some documents after those in others.

        Args:
            which: number of the stretch of each occurrence of all terms.
            number: of the term's stretch.
            values: that each occurrence of all terms is in.
            share: of the term in all occurrences.
            most: bytes that a part may take, about.
        """
        lengths = np.frombuffer(self._lengths, np.uint32).astype(np.int64)
        repeats = np.frombuffer(self._repeats, np.uint32)
        starts = starts_of(lengths)
        costs = lengths * repeats * (_BYTES_AN_INVERTED_OCCURRENCE * share)
        for first, last in chunks(costs.astype(np.int64), most):
            start, end = starts[[first, last]].tolist()
            # Where a term stands often all at once, they are still too many.
            yield from _cut_by_cost(np.flatnonzero(which[start:end] == number) + start, values, repeats, most)

    def _inverted(
        self, places: NDArray[np.int64], ranks: NDArray[np.uint32], values: NDArray[np.uint32], first: int, last: int
    ) -> _Stretch:
        """The postings of some terms.

        Args:
            places: of their occurrences.
            ranks: of the term of each form.
            values: that each occurrence of all terms is in.
            first: rank of the first of the terms.
            last: of the one behind the last.
        """
        occurring = np.frombuffer(self._occurring, np.uint32)
        keys = ranks[occurring[places]].astype(np.uint64)
        keys <<= np.uint64(32)
        keys |= places.view(np.uint64)
        del places
        keys.sort()
        order, sorted_ranks = keys.astype(np.uint32), (keys >> np.uint64(32)).astype(np.uint32)
        del keys
        forms, values = occurring[order], values[order]
        if self._positions is not None:
            positions = np.frombuffer(self._positions, np.uint32)[order]
        else:
            lengths = np.frombuffer(self._lengths, np.uint32)
            positions = order - (np.cumsum(lengths, dtype=np.uint32) - lengths)[values]
        del order
        begins = np.flatnonzero(changes(sorted_ranks) | changes(values))
        counts = np.diff(begins, append=len(values))
        held = values[begins]
        docs, repeats = np.frombuffer(self._firsts, np.uint32)[held], np.frombuffer(self._repeats, np.uint32)[held]
        if (repeats > 1).any():
            docs = spread(docs.astype(np.int64), repeats.astype(np.int64)).astype(np.uint32)
            begins, counts = np.repeat(begins, repeats), np.repeat(counts, repeats)
            # From here on each document has occurrences of its own.
            everywhere = spread(begins, counts)
            dfs = np.bincount(sorted_ranks[begins] - np.uint32(first), minlength=last - first)
            sorted_ranks, forms, positions = sorted_ranks[everywhere], forms[everywhere], positions[everywhere]
        else:
            dfs = np.bincount(sorted_ranks[begins] - np.uint32(first), minlength=last - first)
        narrow = counts.astype(np.uint32)
        return _Stretch(first, dfs, Block(docs, narrow, positions), sorted_ranks, forms, narrow)


def _often_kept(
    docs: Sequence[int], values: Sequence[str], times: Sequence[int]
) -> tuple[list[int], list[str], list[int]]:
    """Values that are in so many documents in a row that they are better kept several times; see `WordInverter.add`."""
    kept = [
        (start, value, min(most, doc + count - start))
        for doc, value, count in zip(docs, values, times, strict=True)
        for most in (max(1, _MOST_REPEATED // max(1, len(value))),)
        for start in range(doc, doc + count, most)
    ]
    return [doc for doc, _, _ in kept], [value for _, value, _ in kept], [count for _, _, count in kept]


def _cut_by_cost(
    places: NDArray[np.int64], values: NDArray[np.uint32], repeats: NDArray[np.uint32], most: int
) -> Iterator[NDArray[np.int64]]:
    """Cut the occurrences of a term between two values, into pieces that do not take too much.

    Args:
        places: of the occurrences.
        values: that each occurrence of all terms is in.
        repeats: how many documents have each value.
        most: bytes that a piece may take, about.
    """
    here = values[places]
    begins = np.flatnonzero(changes(here))
    counts = np.diff(begins, append=len(here)) * repeats[here[begins]].astype(np.int64)
    ends = np.append(begins, len(here)).tolist()
    for first, last in chunks(counts * _BYTES_AN_INVERTED_OCCURRENCE, most):
        yield places[ends[first] : ends[last]]
