"""A field that tells the words of another more finely, such as exact forms beside stems.

Both hold the same words of the same text at the same positions, and each finer term belongs to one coarser term. So the
finer field needs no postings: for each occurrence of a coarser term that has several finer ones it is enough to say
which of them it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.field import Field, PostingsField
from searchtui.columnar.lexicon import write_lexicon
from searchtui.columnar.packing import NarrowArray, narrowest, spread, write_narrow

__all__ = ["REFINEMENT", "InvertedRefinement", "RefinedField", "write_refinement"]


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


@dataclass(frozen=True, slots=True)
class InvertedRefinement:
    """The terms of a refining field, ready to be written.

    Args:
        terms: in order, shape (n,).
        coarse: number of the coarser term of each, shape (n,).
        forms: which of the finer terms of that one it is, from 0, shape (n,).
        dfs: how many documents hold each, shape (n,).
        codes: which of the finer terms of its coarser term each occurrence is, in the order of the coarser field's
            positions, without those of terms that have one finer term, shape (k,).
        offsets: where the codes of each coarser term begin, and where the last ones end, shape (coarser terms + 1,).
    """

    terms: Sequence[bytes]
    coarse: NDArray[np.int64]
    forms: NDArray[np.int64]
    dfs: NDArray[np.int64]
    codes: NDArray[Any]
    offsets: NDArray[np.int64]


def write_refinement(writer: ArrayFileWriter, key: int, refinement: InvertedRefinement) -> None:
    """Write a refining field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        refinement: to be written.
    """
    write_lexicon(writer, key, refinement.terms)
    writer.add(f"{key}:coarse", narrowest(refinement.coarse))
    writer.add(f"{key}:forms", narrowest(refinement.forms))
    write_narrow(writer, f"{key}:dfs", refinement.dfs)
    writer.add(f"{key}:codes", narrowest(refinement.codes))
    writer.add(f"{key}:code-offsets", narrowest(refinement.offsets))


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

    def numbers(self, coarse: NDArray[np.int64]) -> NDArray[np.int64]:
        """The term of each single occurrence in the segment.

        Args:
            coarse: the coarser term of each, in the order in which positions are stored, shape (n,).
        """
        finer = np.lexsort((self.forms, self.coarse))
        counts = self._form_counts.astype(np.int64)
        forms = np.zeros(len(coarse), np.int64)
        forms[(counts > 1)[coarse]] = self.codes
        numbers: NDArray[np.int64] = finer[(np.cumsum(counts) - counts)[coarse] + forms]
        return numbers

    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        return int(self._dfs.span(number, number + 1)[0])

    def _is_whole(self, coarse: int) -> bool:
        """Whether a coarser term has a single finer one."""
        start, end = self.offsets[coarse : coarse + 2].tolist()
        return bool(start == end)

    def _standing(self, number: int) -> NDArray[np.bool_]:
        """Which occurrences of its coarser term are occurrences of a term that is not the only one of that."""
        start, end = self.offsets[self.coarse[number] : int(self.coarse[number]) + 2].tolist()
        standing: NDArray[np.bool_] = self.codes[start:end] == self.forms[number]
        return standing

    def _of_coarser(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """In which postings of its coarser term a term occurs that is not the only one of that, and how often."""
        ends = np.cumsum(self.coarser.counts(int(self.coarse[number])))
        until = np.cumsum(self._standing(number), dtype=np.int64)[ends - 1]
        counts = np.diff(until, prepend=0)
        holding = np.flatnonzero(counts)
        return holding, counts[holding]

    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each; shape (df,)."""
        coarse = int(self.coarse[number])
        if self._is_whole(coarse):
            return self.coarser.postings(coarse)
        holding, counts = self._of_coarser(number)
        return self.coarser.docs(coarse)[holding], counts.astype(np.float32)

    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, in any order; documents may repeat."""
        coarse = self.coarse[first:last].astype(np.int64)
        if not len(coarse):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        base = int(coarse.min())
        inside = np.bincount(coarse - base)
        forms = self._form_counts[base : base + len(inside)]
        complete = base + np.flatnonzero((inside > 0) & (inside == forms))
        # Terms that begin alike have coarser terms that begin alike, so nearly all of these stand side by side.
        runs = np.split(complete, np.flatnonzero(np.diff(complete) != 1) + 1)
        parts = [self.coarser.range_postings(int(run[0]), int(run[-1]) + 1) for run in runs if len(run)]
        partial = first + np.flatnonzero((inside != forms)[coarse - base])
        parts += [self.postings(number) for number in partial.tolist()]
        return np.concatenate([docs for docs, _ in parts]), np.concatenate([counts for _, counts in parts])

    @cached_property
    def _form_counts(self) -> NDArray[Any]:
        """How many finer terms each coarser term has."""
        return narrowest(np.bincount(self.coarse, minlength=len(self.coarser)))

    def occurrences(
        self, number: int, which: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where a term stands in its documents; see `Field.occurrences`."""
        coarse = int(self.coarse[number])
        if self._is_whole(coarse):
            return self.coarser.occurrences(coarse, which)
        holding, counts = self._of_coarser(number)
        if which is not None:
            holding, counts = holding[which], counts[which]
        of_coarser = self.coarser.counts(coarse)
        starts = (np.cumsum(of_coarser) - of_coarser)[holding]
        standing = self._standing(number)[spread(starts, of_coarser[holding])]
        _, positions = self.coarser.occurrences(coarse, holding)
        return counts, positions[standing]
