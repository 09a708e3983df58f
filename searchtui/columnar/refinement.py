"""A field that tells the words of another more finely, such as exact forms beside stems.

Both hold the same words of the same text at the same positions, and each finer term belongs to one coarser term. So the
finer field needs no postings: for each occurrence of a coarser term that has several finer ones it is enough to say
which of them it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import fields

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.field import Field, Located, LocatedPostings, PostingsField
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.lexicon import write_lexicon
from searchtui.columnar.packing import NarrowArray, changes, narrowest, spread, starts_of

__all__ = ["REFINEMENT", "InvertedRefinement", "RefinedField", "RefinementWriter", "write_refinement"]

_FEW = 16
"""Below one occurrence in so many postings, the postings are searched for and not counted off."""


class REFINEMENT(fields.TEXT):  # type: ignore[misc]
    """A field of a schema with the same words as another one, told more finely.

    Whoosh sees a text field like any other. A `SegmentBuilder` is given the same text for both fields and stores the
    postings once.

    Args:
        refines: name of the field with the coarser terms.
        options: as for `whoosh.fields.TEXT`; the analyzer must split a text like that of the other field.
    """

    def __init__(self, refines: str, **options: Any) -> None:
        super().__init__(**options)
        self.refines = refines


class InvertedRefinement(msgspec.Struct, frozen=True):
    """The terms of a refining field, and which of them the occurrences of the coarser terms are.

    Args:
        terms: in order, shape (n,).
        numbers: what each is known by in `occurring`, shape (n,).
        coarse: number of the coarser term of each, shape (n,).
        occurring: the term that each occurrence is, in the order of the coarser field's positions, shape (k,).
        coarse_occurring: its coarser term, shape (k,).
        counts: how many occurrences each posting of the coarser field has.
        coarser_dfs: how many documents hold each coarser term.
    """

    terms: Sequence[bytes]
    numbers: NDArray[np.int64]
    coarse: NDArray[np.int64]
    occurring: NDArray[np.uint32]
    coarse_occurring: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    coarser_dfs: NDArray[np.int64]


class RefinementWriter:
    """Writes which finer terms the occurrences of coarser terms are, which come in blocks like their postings.

    Args:
        writer: of the segment's terms; nothing is written to it before the end.
        key: number of the field in the segment.
        numbers: what each finer term, in order, is known by in the blocks, shape (n,).
        coarse: number of the coarser term of each, shape (n,).
        coarser: how many coarser terms there are.
        new_array: makes what holds the numbers until then.
    """

    def __init__(
        self,
        writer: ArrayFileWriter,
        key: int,
        numbers: NDArray[np.int64],
        coarse: NDArray[np.int64],
        coarser: int,
        new_array: Callable[[], GrowingArray] = GrowingArray,
    ) -> None:
        self._writer, self._key, self._numbers, self._coarse = writer, key, numbers, coarse
        of_coarse = np.bincount(coarse, minlength=coarser)
        by_coarse = np.argsort(coarse, kind="stable")
        self._forms = np.empty(len(coarse), np.int64)
        self._forms[by_coarse] = spread(np.zeros_like(of_coarse), of_coarse)
        self._form_of = np.empty(len(coarse), narrowest(of_coarse).dtype)
        self._form_of[numbers] = self._forms
        self._several = of_coarse > 1
        self._codes = new_array()
        self._dfs, self._occurrences = np.zeros(len(coarse), np.int64), np.zeros(coarser, np.int64)

    def add(
        self, coarse_occurring: NDArray[np.uint32], occurring: NDArray[np.uint32], counts: NDArray[np.uint32]
    ) -> None:
        """Add the occurrences in the next postings.

        Args:
            coarse_occurring: the coarser term of each, rising, shape (k,).
            occurring: the number of its finer term, shape (k,).
            counts: how many occurrences each posting of the coarser terms has.

        Raises:
            OSError: they cannot be kept, for instance because the disk is full.
        """
        told = self._several[coarse_occurring]
        self._codes.append(self._form_of[occurring[told]])
        first = int(coarse_occurring[0])
        occurrences = np.bincount(coarse_occurring - np.uint32(first))
        self._occurrences[first : first + len(occurrences)] += occurrences
        # A posting of one occurrence holds one finer term; of the others it must be looked at which are the same.
        postings = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        alone = (counts == 1)[postings]
        self._count(occurring[told & alone])
        several = np.flatnonzero(told & ~alone)
        pairs = postings[several] << np.uint64(32) | occurring[several]
        pairs.sort()
        self._count(pairs[changes(pairs)].astype(np.uint32))

    def _count(self, held: NDArray[np.uint32]) -> None:
        """Count one document for each of these terms."""
        self._dfs += np.bincount(held, minlength=len(self._dfs))

    def finish(self, coarser_dfs: NDArray[np.int64]) -> None:
        """Write all of them.

        Args:
            coarser_dfs: how many documents hold each coarser term.
        """
        writer, key = self._writer, self._key
        dfs = np.where(self._several[self._coarse], self._dfs[self._numbers], coarser_dfs[self._coarse])
        told = np.where(self._several, self._occurrences, 0)
        writer.add(f"{key}:coarse", narrowest(self._coarse))
        writer.add(f"{key}:forms", narrowest(self._forms))
        GrowingArray.of(dfs).write_narrow(writer, f"{key}:dfs")
        self._codes.write(writer, f"{key}:codes")
        writer.add(f"{key}:code-offsets", narrowest(starts_of(told)))
        self.close()

    def close(self) -> None:
        """Let go of what holds the numbers."""
        self._codes.close()


def write_refinement(writer: ArrayFileWriter, key: int, refinement: InvertedRefinement) -> None:
    """Write a refining field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        refinement: to be written.
    """
    write_lexicon(writer, key, refinement.terms)
    coarser_dfs = refinement.coarser_dfs
    forms = RefinementWriter(writer, key, refinement.numbers, refinement.coarse, len(coarser_dfs))
    forms.add(refinement.coarse_occurring, refinement.occurring, refinement.counts)
    forms.finish(coarser_dfs)


class RefinedField(Field):
    """Reads a refining field.

    Args:
        file: of the segment's terms.
        key: number of the field in it.
        coarser: the field that it refines.
    """

    has_positions = True

    def __init__(self, file: ArrayFile, key: int, coarser: PostingsField) -> None:
        super().__init__(file, key)
        self.coarser = coarser
        self.coarse, self.forms = file.array(f"{key}:coarse"), file.array(f"{key}:forms")
        self.codes, self.offsets = file.array(f"{key}:codes"), file.array(f"{key}:code-offsets")
        self._dfs = NarrowArray(file, f"{key}:dfs")

    def range_numbers(self, first: int, last: int, coarse: NDArray[np.int64]) -> NDArray[np.int64]:
        """The term that each single occurrence of some coarser terms is.

        Args:
            first: the first of the coarser terms.
            last: the one behind the last.
            coarse: the coarser term of each occurrence, in the order in which positions are stored, shape (n,).
        """
        forms = np.zeros(len(coarse), np.int64)
        forms[(self._form_counts > 1)[coarse]] = self.codes[int(self.offsets[first]) : int(self.offsets[last])]
        finer, starts = self._by_coarse
        numbers: NDArray[np.int64] = finer[starts[coarse] + forms]
        return numbers

    @cached_property
    def _by_coarse(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All terms by their coarser ones, and where those of each coarser term begin."""
        counts = self._form_counts.astype(np.int64)
        return np.lexsort((self.forms, self.coarse)), np.cumsum(counts) - counts

    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        return int(self._dfs.span(number, number + 1)[0])

    def dfs(self, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """How many documents hold each of the terms from `first` up to, and without, `last`, deleted ones included."""
        return self._dfs.span(first, len(self) if last is None else last)

    def _is_whole(self, coarse: int) -> bool:
        """Whether a coarser term has a single finer one."""
        start, end = self.offsets[coarse : coarse + 2].tolist()
        return bool(start == end)

    def _standing(self, number: int) -> NDArray[np.bool_]:
        """Which occurrences of its coarser term are occurrences of a term that is not the only one of that."""
        start, end = self.offsets[self.coarse[number] : int(self.coarse[number]) + 2].tolist()
        standing: NDArray[np.bool_] = self.codes[start:end] == self.forms[number]
        return standing

    def _of_coarser(self, number: int, standing: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """In which postings of its coarser term a term occurs that is not the only one of that, and how often."""
        starts = self.coarser.position_starts(int(self.coarse[number]))
        counts = np.diff(starts)
        most = np.count_nonzero(standing) * 2 > len(standing)
        # Either the term's occurrences are counted or those of the others are taken off, whichever are fewer.
        few = np.flatnonzero(~standing if most else standing)
        if len(few) * _FEW < len(counts):
            postings = np.searchsorted(starts, few.astype(starts.dtype), side="right") - 1
        else:
            postings = np.repeat(np.arange(len(counts)), counts)[few]
        counted = np.bincount(postings, minlength=len(counts)).astype(np.int32)
        counts = counts - counted if most else counted
        holding = np.flatnonzero(counts)
        return holding, counts[holding]

    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each; shape (df,)."""
        coarse = int(self.coarse[number])
        if self._is_whole(coarse):
            return self.coarser.postings(coarse)
        holding, counts = self._of_coarser(number, self._standing(number))
        return self.coarser.docs(coarse)[holding], counts.astype(np.float32)

    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, in any order; documents may repeat."""
        runs, others = self._of_range(first, last)
        parts = [self.coarser.range_postings(*run) for run in runs] + [self.postings(number) for number in others]
        docs, counts = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        return np.concatenate([*docs, *(some for some, _ in parts)]), np.concatenate(
            [*counts, *(some for _, some in parts)]
        )

    def range_located(self, first: int, last: int) -> list[tuple[NDArray[np.int64], Located]]:
        """Where the terms from `first` up to, and without, `last` stand; see `Field.range_located`."""
        runs, others = self._of_range(first, last)
        parts = [part for run in runs for part in self.coarser.range_located(*run)]
        return parts + [(self.docs(number), self.located(number)) for number in others]

    def _of_range(self, first: int, last: int) -> tuple[list[tuple[int, int]], list[int]]:
        """The terms from `first` up to, and without, `last` by their coarser terms.

        Returns:
            Runs of coarser terms all of whose finer terms are among them, each as its first term and the one behind its
            last; and the terms of which that is not so.
        """
        coarse = self.coarse[first:last].astype(np.int64)
        if not len(coarse):
            return [], []
        base = int(coarse.min())
        inside = np.bincount(coarse - base)
        forms = self._form_counts[base : base + len(inside)]
        complete = base + np.flatnonzero((inside > 0) & (inside == forms))
        # Terms that begin alike have coarser terms that begin alike, so nearly all of these stand side by side.
        runs = np.split(complete, np.flatnonzero(np.diff(complete) != 1) + 1)
        others = first + np.flatnonzero((inside != forms)[coarse - base])
        return [(int(run[0]), int(run[-1]) + 1) for run in runs if len(run)], others.tolist()

    @cached_property
    def _form_counts(self) -> NDArray[Any]:
        """How many finer terms each coarser term has."""
        return narrowest(np.bincount(self.coarse, minlength=len(self.coarser)))

    def located(self, number: int) -> Located:
        """Where a term stands in its documents, made ready once for all questions."""
        coarser = self.coarser.located(int(self.coarse[number]))
        if self._is_whole(int(self.coarse[number])):
            return coarser
        standing = self._standing(number)
        _, counts = self._of_coarser(number, standing)
        starts = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=starts[1:])
        return _LocatedForm(coarser, np.flatnonzero(standing).astype(np.int32), starts)


class _LocatedForm:
    """Where a term stands that is one of several of its coarser term.

    Args:
        coarser: where that one stands.
        standing: places of the term's occurrences among those of the coarser term, shape (n,).
        starts: where in `standing` those of each posting begin, and where the last ones end, shape (df + 1,).
    """

    def __init__(self, coarser: LocatedPostings, standing: NDArray[np.int32], starts: NDArray[np.int32]) -> None:
        self._positions, self._start = coarser.positions, coarser.start
        self._standing, self._starts = standing, starts

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self._standing.nbytes + self._starts.nbytes

    def take(self, which: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the term stands in some of its documents; see `Located.take`."""
        starts = self._starts[which].astype(np.int64)
        counts = self._starts[which + 1] - starts
        standing = self._standing[spread(starts, counts)].astype(np.int64)
        standing += self._start
        return counts, self._positions.take(standing)
