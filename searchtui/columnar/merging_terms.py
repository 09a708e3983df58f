"""Merging the terms of several segments: lexicons by ranges of terms, postings by stretches of terms.

Only one stretch is in memory at a time, as numbers of full width; what has been merged waits in narrow arrays on disk.
So it does not depend on how large the segments are how much memory merging takes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.field import Block, PostingsField, PostingsWriter
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.lexicon import Lexicon, write_joined_lexicon
from searchtui.columnar.packing import chunks, spread
from searchtui.columnar.refinement import RefinedField, RefinementWriter
from searchtui.columnar.terms import TermsReader

__all__ = ["TermsPart", "merge_terms"]

_BYTES_A_POSTING = 64
_BYTES_AN_OCCURRENCE = 96
"""What these take in memory while they are being merged, about."""

_MOST_BYTES = 32 << 20
"""What a stretch takes at most: larger ones make merging no faster."""

_TERMS_AT_ONCE = 1 << 16
"""Of all lexicons together, about."""


@dataclass(frozen=True, slots=True)
class TermsPart:
    """The terms of one of the segments that are merged.

    Args:
        terms: of the segment.
        live: which of its documents are not deleted; None where all are.
        numbers: what each live document will be numbered.
    """

    terms: TermsReader
    live: NDArray[np.bool_] | None
    numbers: NDArray[np.uint32]


def merge_terms(
    writer: ArrayFileWriter, parts: Sequence[TermsPart], memory: int, new_array: Callable[[], GrowingArray]
) -> None:
    """Write the postings of the live documents of several segments as those of one.

    Args:
        writer: of the merged segment's terms.
        parts: the segments, in order.
        memory: bytes that may be taken, about. The postings of one term in one segment are always taken together.
        new_array: makes what holds postings until they are written.

    Raises:
        OSError: they cannot be written, for instance because the disk is full.
        ValueError: a field is refined in one segment and not in another.
    """
    names: list[str] = []
    refines: dict[str, str] = {}
    finer_of = {coarser: finer for part in parts for coarser, finer in _refined(part.terms)}
    most = min(memory // 2, _MOST_BYTES)
    for name in sorted({name for part in parts for name in part.terms.fields}.difference(finer_of.values())):
        finer = finer_of.get(name)
        fields = [_FieldPart(part, name, finer, most) for part in parts if name in part.terms.fields]
        merged = _MergedField(fields, most)
        if not len(merged):
            continue
        with closing(_Output(writer, len(names), merged, refined=finer is not None, new_array=new_array)) as output:
            merged.write(output)
        names.append(name)
        if finer is not None:
            names.append(finer)
            refines[finer] = name
    writer.finish({"fields": names, "refines": refines})


def _refined(terms: TermsReader) -> Iterator[tuple[str, str]]:
    """The fields of a segment that another one refines, each with the name of that."""
    for finer, field in terms.fields.items():
        if isinstance(field, RefinedField):
            yield next(name for name, other in terms.fields.items() if other is field.coarser), finer


@dataclass(frozen=True, slots=True)
class _Postings:
    """The postings of some terms in the live documents of one segment.

    Args:
        dfs: of each of the terms, shape (n,).
        docs, weights, counts, values: of the postings.
        positions: of the occurrences.
        forms: the form that each is, where another field refines this one.
    """

    dfs: NDArray[np.int64]
    docs: NDArray[np.uint32]
    weights: NDArray[np.float32]
    counts: NDArray[np.uint32]
    values: list[bytes]
    positions: NDArray[np.uint32]
    forms: NDArray[np.uint32]


_NONE = np.empty(0, np.uint32)


class _FieldPart:
    """A field of one segment.

    Args:
        part: the segment.
        name: of the field.
        finer: name of the field that refines it, if there is one.
        most: bytes that may be taken, about.
    """

    def __init__(self, part: TermsPart, name: str, finer: str | None, most: int) -> None:
        field = part.terms.fields[name]
        refining = part.terms.fields[finer] if finer is not None else None
        if not isinstance(field, PostingsField) or not isinstance(refining, RefinedField | None):
            raise ValueError(f"the field {name!r} is refined in one segment and not in another")
        self.field, self.refining, self._terms = field, refining, part.terms
        self._live, self._numbers = part.live, part.numbers
        self.dfs = field.dfs().astype(np.uint32)
        """How many live documents hold each term."""
        self.forms_occurring = np.ones(len(refining.forms) if refining is not None else 0, bool)
        """Which of the forms occur in a live document."""
        if self._live is not None:
            self.forms_occurring[:] = False
            for first, last in chunks(self.costs(0, len(field)), most):
                postings = self.take(first, last)
                self.dfs[first:last] = postings.dfs
                self.forms_occurring[postings.forms] = True

    @property
    def finer_occurring(self) -> NDArray[np.bool_]:
        """Which of the finer terms occur in a live document."""
        assert self.refining is not None
        occurring = np.zeros(len(self.refining), bool)
        occurring[self.refining.terms_of_forms()[self.forms_occurring]] = True
        return occurring

    def costs(self, first: int, last: int) -> NDArray[np.int64]:
        """What the postings of each of some terms take in memory while they are being merged, about, in bytes."""
        costs = self.field.dfs(first, last) * _BYTES_A_POSTING
        if self.field.has_positions:
            costs += self.field.occurring(first, last) * _BYTES_AN_OCCURRENCE
        return costs

    def release(self) -> None:
        """Let go of the memory that the file takes, which is not looked at twice."""
        self._terms.release()

    def take(self, first: int, last: int) -> _Postings:
        """The postings of the terms from `first` up to, and without, `last`."""
        field = self.field
        docs, weights = field.range_postings(first, last)
        dfs = field.dfs(first, last)
        values = field.range_values(first, last) or []
        counts = positions = forms = _NONE
        if field.has_positions:
            counts, positions = field.range_occurrences(first, last)
            if self.refining is not None:
                coarse = np.repeat(np.repeat(np.arange(first, last), dfs), counts)
                forms = self.refining.range_forms(first, last, coarse).astype(np.uint32)
        if self._live is not None:
            alive = self._live[docs]
            dfs = np.bincount(np.repeat(np.arange(len(dfs)), dfs)[alive], minlength=len(dfs))
            if field.has_positions:
                standing = np.repeat(alive, counts)
                counts, positions = counts[alive], positions[standing]
                forms = forms[standing] if self.refining is not None else forms
            values = [value for value, lives in zip(values, alive.tolist(), strict=True) if lives] if values else []
            docs, weights = docs[alive], weights[alive]
        return _Postings(dfs, self._numbers[docs], weights, counts, values, positions, forms)


class _MergedLexicon:
    """The lexicons of a field in several segments as one.

    Args:
        lexicons: of the segments.
        occurring: for each of them, which of its terms are kept.
    """

    def __init__(self, lexicons: Sequence[Lexicon], occurring: Sequence[NDArray[np.bool_]]) -> None:
        self.joined = bytearray()
        self.lengths = array("I")
        self.ranks = [np.empty(len(lexicon), np.int32) for lexicon in lexicons]
        """For each segment and each of its terms the number that it will have; none falls behind the one before."""
        places = [[0, *map(lexicon.find, _borders(lexicons)), len(lexicon)] for lexicon in lexicons]
        for spans in zip(*map(pairwise, places), strict=True):
            self._add(lexicons, occurring, spans)
        for ranks in self.ranks:
            np.maximum.accumulate(ranks, out=ranks)

    def __len__(self) -> int:
        return len(self.lengths)

    def _add(
        self,
        lexicons: Sequence[Lexicon],
        occurring: Sequence[NDArray[np.bool_]],
        spans: Sequence[tuple[int, int]],
    ) -> None:
        """Add the terms of a range, which is a span of each lexicon."""
        kept = []
        for lexicon, occurs, (first, last) in zip(lexicons, occurring, spans, strict=True):
            terms = lexicon.span(first, last)
            kept.append([term for term, one in zip(terms, occurs[first:last].tolist(), strict=True) if one])
        terms = sorted(set().union(*kept))
        place = {term: rank for rank, term in enumerate(terms, start=len(self))}
        for ranks, occurs, some, (first, last) in zip(self.ranks, occurring, kept, spans, strict=True):
            # Of a term that is left out nothing is asked; it gets the number of the one before.
            ranks[first:last] = 0
            ranks[first:last][occurs[first:last]] = [place[term] for term in some]
        self.lengths.extend(map(len, terms))
        self.joined += b"".join(terms)

    def write(self, writer: ArrayFileWriter, key: int) -> None:
        """Write it as that of a field.

        Args:
            writer: of the segment's terms.
            key: number of the field in the segment.
        """
        write_joined_lexicon(writer, key, np.frombuffer(self.lengths, np.uint32), self.joined)


def _borders(lexicons: Sequence[Lexicon]) -> list[bytes]:
    """Terms that cut all lexicons together into ranges of `_TERMS_AT_ONCE` terms or fewer, about, and into few of them.

    Args:
        lexicons: at least one.
    """
    step = max(1, _TERMS_AT_ONCE // len(lexicons) // 2)
    some = sorted(lexicon[number] for lexicon in lexicons for number in range(step, len(lexicon), step))
    # Each of these ends a step of its own lexicon, and of each lexicon most of a step may follow that none has ended.
    return sorted(set(some[len(lexicons) :: len(lexicons)]))


class _MergedField:
    """A field of several segments as one.

    Args:
        parts: the field in each segment.
        most: bytes that may be taken, about.
    """

    def __init__(self, parts: Sequence[_FieldPart], most: int) -> None:
        self._parts, self._most = parts, most
        self.lexicon = _MergedLexicon([part.field for part in parts], [part.dfs > 0 for part in parts])
        self._has_values = any(part.field.has_values for part in parts)
        self._refining = [part.refining for part in parts if part.refining is not None]
        if self._refining and len(self):
            self.finer = _MergedLexicon(self._refining, [part.finer_occurring for part in parts])
            self._merge_forms()

    def __len__(self) -> int:
        return len(self.lexicon)

    def _merge_forms(self) -> None:
        """Tell which forms the merged field has, and which of them those of each segment are."""
        pairs = []
        for part, finer, coarser in zip(self._parts, self.finer.ranks, self.lexicon.ranks, strict=True):
            assert part.refining is not None
            terms = finer[part.refining.terms_of_forms()].astype(np.uint64)
            pairs.append(terms << np.uint64(32) | coarser[part.refining.coarse].astype(np.uint64))
        merged = np.unique(
            np.concatenate([some[part.forms_occurring] for some, part in zip(pairs, self._parts, strict=True)])
        )
        self.form_ranks = [np.searchsorted(merged, some).astype(np.uint32) for some in pairs]
        """For each segment and each of its forms the number that it will have; of one that is left out, any."""
        self.forms = np.bincount((merged >> np.uint64(32)).astype(np.int64), minlength=len(self.finer))
        """How many forms each finer term is."""
        self.coarse = (merged & np.uint64(0xFFFFFFFF)).astype(np.int64)
        """The coarser term of each form."""

    def write(self, output: _Output) -> None:
        """Write it, stretch by stretch."""
        costs = np.zeros(len(self), np.int64)
        for part, ranks in zip(self._parts, self.lexicon.ranks, strict=True):
            occurs = part.dfs > 0
            costs[ranks[occurs]] += part.costs(0, len(part.field))[occurs]
        everything = list(range(len(self._parts)))
        for first, last in chunks(costs, self._most):
            # The documents of each segment come after those of the one before, so that a term may be taken in pieces.
            for which in [everything] if costs[first] <= self._most else [[one] for one in everything]:
                self._write(output, first, last, which)
            for part in self._parts:
                part.release()
        output.finish()

    def _write(self, output: _Output, first: int, last: int, which: Sequence[int]) -> None:
        """Write a stretch of terms.

        Args:
            output: to be written to.
            first: the first term.
            last: the one behind the last.
            which: the segments.
        """
        taken: list[tuple[int, NDArray[np.int64], _Postings]] = []
        dfs = np.zeros(last - first, np.int64)
        for number in which:
            part, ranks = self._parts[number], self.lexicon.ranks[number]
            begin, end = np.searchsorted(ranks, [first, last]).tolist()
            # Among those that occur there may be others, and many, that only deleted documents hold.
            for start, stop in chunks(part.costs(begin, end), self._most):
                some = slice(begin + start, begin + stop)
                occurs = part.dfs[some] > 0
                if occurs.any():
                    terms = ranks[some][occurs].astype(np.int64) - first
                    postings = part.take(some.start, some.stop)
                    dfs[terms] += postings.dfs[occurs]
                    taken.append((number, terms, postings))
        if not taken:
            return
        begins = np.cumsum(dfs) - dfs
        places = []
        for _, terms, postings in taken:
            held = postings.dfs[postings.dfs > 0]
            places.append(spread(begins[terms], held))
            begins[terms] += held
        postings_of = [postings for _, _, postings in taken]
        placed = _Placed(places)
        counts = positions = None
        values: list[bytes] = []
        if self._parts[0].field.has_positions:
            counts = placed.joined([one.counts for one in postings_of], np.uint32)
            ends = np.cumsum(counts, dtype=np.int64)
            occurrences = _Placed(
                [
                    spread(ends[some] - counts[some], one.counts.astype(np.int64))
                    for some, one in zip(places, postings_of, strict=True)
                ]
            )
            positions = occurrences.joined([one.positions for one in postings_of], np.uint32)
            if self._refining:
                ranked = [self.form_ranks[number][one.forms] for number, _, one in taken]
                coarse = np.repeat(np.repeat(np.arange(first, last, dtype=np.uint32), dfs), counts)
                output.add_refinement(coarse, occurrences.joined(ranked, np.uint32), counts)
        elif self._has_values:
            values = placed.joined_values([one.values for one in postings_of])
        docs = placed.joined([one.docs for one in postings_of], np.uint32)
        weights = placed.joined([one.weights for one in postings_of], np.float32)
        output.add(first, dfs, Block(docs, weights, positions, counts, values))


class _Placed:
    """Puts what several segments have in their places.

    Args:
        places: for each segment where what it has goes.
    """

    def __init__(self, places: Sequence[NDArray[np.int64]]) -> None:
        self._places = places
        self._length = sum(map(len, places))

    def joined(self, parts: Sequence[NDArray[Any]], dtype: type[np.number[Any]]) -> NDArray[Any]:
        """The numbers of all segments in their places."""
        joined = np.empty(self._length, dtype)
        for places, numbers in zip(self._places, parts, strict=True):
            joined[places] = numbers
        return joined

    def joined_values(self, parts: Sequence[list[bytes]]) -> list[bytes]:
        """The bytes of all segments in their places; empty for those of a segment that has none."""
        joined = [b""] * self._length
        for places, values in zip(self._places, parts, strict=True):
            for place, value in zip(places.tolist(), values, strict=False):
                joined[place] = value
        return joined


class _Output:
    """Where a merged field goes.

    Args:
        writer: of the merged segment's terms.
        key: number of the field in it; the field that refines it has the next one.
        merged: the field.
        refined: whether there is one.
        new_array: makes what holds postings until they are written.
    """

    def __init__(
        self,
        writer: ArrayFileWriter,
        key: int,
        merged: _MergedField,
        *,
        refined: bool,
        new_array: Callable[[], GrowingArray],
    ) -> None:
        merged.lexicon.write(writer, key)
        self._postings = PostingsWriter(writer, key, len(merged), new_array)
        self._forms = None
        if refined:
            merged.finer.write(writer, key + 1)
            numbers = np.arange(len(merged.coarse))
            self._forms = RefinementWriter(
                writer, key + 1, merged.forms, numbers, merged.coarse, len(merged), new_array
            )

    def add(self, first: int, dfs: NDArray[np.int64], block: Block) -> None:
        """Add postings; see `PostingsWriter.add`."""
        self._postings.add(first, dfs, block)

    def add_refinement(self, coarse: NDArray[np.uint32], forms: NDArray[np.uint32], counts: NDArray[np.uint32]) -> None:
        """Add what refines them; see `RefinementWriter.add`."""
        assert self._forms is not None
        self._forms.add(coarse, forms, counts)

    def finish(self) -> None:
        """Write all of it."""
        self._postings.finish()
        if self._forms is not None:
            self._forms.finish(self._postings.dfs)

    def close(self) -> None:
        """Let go of what holds postings."""
        with closing(self._postings):
            if self._forms is not None:
                self._forms.close()
