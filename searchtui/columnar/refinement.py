"""A field that tells the words of another more finely, such as exact forms beside stems.

Both hold the same words of the same text at the same positions, so the finer field needs no postings: for each
occurrence of a coarser term that has several finer ones it is enough to say which of them it is.

A *form* is a finer term as one of those of a coarser term. Nearly every term is one form; where texts are in several
languages, a term may belong to another coarser term in each, and is a form of all of these.
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
from searchtui.columnar.field import Field, Located, LocatedPostings, PostingsField, joined_postings
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.lexicon import write_lexicon
from searchtui.columnar.packing import NarrowArray, changes, cut, extents, narrowest, spread, starts_of

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
        forms: how many forms each is, shape (n,).
        numbers: what each form is known by in `occurring`, in the order of the terms and then of the coarser terms,
            shape (m,).
        coarse: number of the coarser term of each form, shape (m,).
        occurring: the form that each occurrence is, in the order of the coarser field's positions, shape (k,).
        coarse_occurring: its coarser term, shape (k,).
        counts: how many occurrences each posting of the coarser field has.
        coarser_dfs: how many documents hold each coarser term.
    """

    terms: Sequence[bytes]
    forms: NDArray[np.int64]
    numbers: NDArray[np.int64]
    coarse: NDArray[np.int64]
    occurring: NDArray[np.uint32]
    coarse_occurring: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    coarser_dfs: NDArray[np.int64]


class RefinementWriter:
    """Writes which forms the occurrences of coarser terms are, which come in blocks like their postings.

    Args:
        writer: of the segment's terms; nothing is written to it before the end.
        key: number of the field in the segment.
        forms: how many forms each finer term is, shape (n,).
        numbers: what each form is known by in the blocks, in the order of the terms and then of the coarser terms,
            shape (m,).
        coarse: number of the coarser term of each form, shape (m,).
        coarser: how many coarser terms there are.
        new_array: makes what holds the numbers until then.
    """

    def __init__(
        self,
        writer: ArrayFileWriter,
        key: int,
        forms: NDArray[np.int64],
        numbers: NDArray[np.int64],
        coarse: NDArray[np.int64],
        coarser: int,
        new_array: Callable[[], GrowingArray] = GrowingArray,
    ) -> None:
        self._writer, self._key, self._forms, self._numbers, self._coarse = writer, key, forms, numbers, coarse
        of_coarse = np.bincount(coarse, minlength=coarser)
        by_coarse = np.argsort(coarse, kind="stable")
        self._codes_of_forms = np.empty(len(coarse), np.int64)
        self._codes_of_forms[by_coarse] = spread(np.zeros_like(of_coarse), of_coarse)
        self._code_of = np.empty(len(coarse), narrowest(of_coarse).dtype)
        self._code_of[numbers] = self._codes_of_forms
        self._several = of_coarse > 1
        self._codes = new_array()
        self._dfs, self._occurrences = np.zeros(len(coarse), np.int64), np.zeros(coarser, np.int64)

    def add(
        self, coarse_occurring: NDArray[np.uint32], occurring: NDArray[np.uint32], counts: NDArray[np.uint32]
    ) -> None:
        """Add the occurrences in the next postings.

        Args:
            coarse_occurring: the coarser term of each, rising, shape (k,).
            occurring: what its form is known by, shape (k,).
            counts: how many occurrences each posting of the coarser terms has.

        Raises:
            OSError: they cannot be kept, for instance because the disk is full.
        """
        told = self._several[coarse_occurring]
        self._codes.append(self._code_of[occurring[told]])
        first = int(coarse_occurring[0])
        occurrences = np.bincount(coarse_occurring - np.uint32(first))
        self._occurrences[first : first + len(occurrences)] += occurrences
        # A posting of one occurrence holds one form; of the others it must be looked at which are the same.
        postings = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        alone = (counts == 1)[postings]
        self._count(occurring[told & alone])
        several = np.flatnonzero(told & ~alone)
        pairs = postings[several] << np.uint64(32) | occurring[several]
        pairs.sort()
        self._count(pairs[changes(pairs)].astype(np.uint32))

    def _count(self, held: NDArray[np.uint32]) -> None:
        """Count one document for each of these forms."""
        self._dfs += np.bincount(held, minlength=len(self._dfs))

    def finish(self, coarser_dfs: NDArray[np.int64]) -> None:
        """Write all of them.

        Args:
            coarser_dfs: how many documents hold each coarser term.
        """
        writer, key = self._writer, self._key
        dfs = np.where(self._several[self._coarse], self._dfs[self._numbers], coarser_dfs[self._coarse])
        told = np.where(self._several, self._occurrences, 0)
        if len(self._forms) < len(self._coarse):
            writer.add(f"{key}:form-offsets", narrowest(starts_of(self._forms)))
        writer.add(f"{key}:coarse", narrowest(self._coarse))
        writer.add(f"{key}:forms", narrowest(self._codes_of_forms))
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
    forms = RefinementWriter(writer, key, refinement.forms, refinement.numbers, refinement.coarse, len(coarser_dfs))
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
        self.form_offsets = file.array(f"{key}:form-offsets") if f"{key}:form-offsets" in file else None
        """Where the forms of each term begin, and where the last ones end; None where each term is one form."""

    def forms_of(self, first: int, last: int) -> tuple[int, int]:
        """The first form of the terms from `first` up to, and without, `last`, and the one behind their last."""
        if self.form_offsets is None:
            return first, last
        return int(self.form_offsets[first]), int(self.form_offsets[last])

    def terms_of_forms(self) -> NDArray[np.int64]:
        """The term that each form is, shape (forms,)."""
        terms = np.arange(len(self))
        return terms if self.form_offsets is None else np.repeat(terms, extents(self.form_offsets))

    def finer(self, coarse: int) -> list[bytes]:
        """The terms that are forms of a coarser one, in order."""
        return self.some(self.terms_of_forms()[np.flatnonzero(self.coarse == coarse)])

    def range_forms(self, first: int, last: int, coarse: NDArray[np.int64]) -> NDArray[np.int64]:
        """The form that each single occurrence of some coarser terms is.

        Args:
            first: the first of the coarser terms.
            last: the one behind the last.
            coarse: the coarser term of each occurrence, in the order in which positions are stored, shape (n,).
        """
        codes = np.zeros(len(coarse), np.int64)
        codes[(self._form_counts > 1)[coarse]] = self.codes[int(self.offsets[first]) : int(self.offsets[last])]
        forms, starts = self._by_coarse
        found: NDArray[np.int64] = forms[starts[coarse] + codes]
        return found

    @cached_property
    def _by_coarse(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All forms by their coarser terms, and where those of each coarser term begin."""
        counts = self._form_counts.astype(np.int64)
        return np.lexsort((self.forms, self.coarse)), np.cumsum(counts) - counts

    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        first, last = self.forms_of(number, number + 1)
        # A document may hold a term as several forms.
        return int(self._dfs.span(first, last)[0]) if last == first + 1 else len(self.docs(number))

    def dfs(self, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """How many documents hold each of the terms from `first` up to, and without, `last`, deleted ones included.

        A document that holds a term as several forms is counted for each.
        """
        last = len(self) if last is None else last
        begin, end = self.forms_of(first, last)
        dfs = self._dfs.span(begin, end)
        if self.form_offsets is None or not len(dfs):
            return dfs
        return np.add.reduceat(dfs, self.form_offsets[first:last].astype(np.int64) - begin)

    def _is_whole(self, coarse: int) -> bool:
        """Whether a coarser term has a single form."""
        start, end = self.offsets[coarse : coarse + 2].tolist()
        return bool(start == end)

    def _standing(self, form: int) -> NDArray[np.bool_]:
        """Which occurrences of its coarser term are occurrences of a form that is not the only one of that."""
        start, end = self.offsets[self.coarse[form] : int(self.coarse[form]) + 2].tolist()
        standing: NDArray[np.bool_] = self.codes[start:end] == self.forms[form]
        return standing

    def _of_coarser(self, form: int, standing: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """In which postings of its coarser term a form occurs that is not the only one of that, and how often."""
        starts = self.coarser.position_starts(int(self.coarse[form]))
        counts = np.diff(starts)
        most = np.count_nonzero(standing) * 2 > len(standing)
        # Either the form's occurrences are counted or those of the others are taken off, whichever are fewer.
        few = np.flatnonzero(~standing if most else standing)
        if len(few) * _FEW < len(counts):
            postings = np.searchsorted(starts, few.astype(starts.dtype), side="right") - 1
        else:
            postings = np.repeat(np.arange(len(counts)), counts)[few]
        counted = np.bincount(postings, minlength=len(counts)).astype(np.int32)
        counts = counts - counted if most else counted
        holding = np.flatnonzero(counts > 0)
        return holding, counts[holding]

    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each; shape (df,)."""
        first, last = self.forms_of(number, number + 1)
        if last == first + 1:
            return self._postings(first)
        docs, counts = (np.concatenate(parts) for parts in zip(*map(self._postings, range(first, last)), strict=True))
        order = np.argsort(docs, kind="stable")
        begins = np.flatnonzero(changes(docs[order]))
        return docs[order][begins], np.add.reduceat(counts[order], begins)

    def _postings(self, form: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a form, rising, and how often it occurs in each."""
        coarse = int(self.coarse[form])
        if self._is_whole(coarse):
            return self.coarser.postings(coarse)
        holding, counts = self._of_coarser(form, self._standing(form))
        return self.coarser.docs(coarse)[holding], counts.astype(np.float32)

    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, in any order; documents may repeat."""
        runs, others = self._of_range(*self.forms_of(first, last))
        parts = [self.coarser.range_postings(*run) for run in runs]
        return joined_postings([*parts, self._some_of_coarser(np.array(others, np.int64))])

    def some_postings(self, runs: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms of several runs, in any order; documents may repeat."""
        if len(runs) < 2:
            return joined_postings([self.range_postings(*run) for run in runs])
        bounds = np.array([self.forms_of(*run) for run in runs], np.int64)
        forms = spread(bounds[:, 0], bounds[:, 1] - bounds[:, 0])
        coarse, held = np.unique(self.coarse[forms].astype(np.int64), return_counts=True)
        complete = held == self._form_counts[coarse]
        others = forms[~complete[np.searchsorted(coarse, self.coarse[forms])]]
        whole = [(int(term), int(term) + 1) for term in coarse[complete].tolist()]
        return joined_postings([self.coarser.some_postings(whole), self._some_of_coarser(others)])

    def _some_of_coarser(self, forms: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of forms, none of which is the only one of its coarser term; documents may repeat."""
        if not len(forms):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        coarse, owners = np.unique(self.coarse[forms].astype(np.int64), return_inverse=True)
        starts = starts_of(self._form_counts[coarse])
        wanted = np.zeros(int(starts[-1]), bool)
        wanted[starts[owners] + self.forms[forms]] = True
        begins = self.offsets[coarse].astype(np.int64)
        occurrences = self.offsets[coarse + 1] - begins
        codes = cut(self.codes, begins, occurrences)
        hits = wanted[np.repeat(starts[:-1], occurrences) + codes]
        docs, counts = self.coarser.some_counts(coarse)
        # Sums of all that come before take half the time of reducing each posting, most of which have one occurrence.
        frequencies = np.diff(np.cumsum(hits, dtype=np.int32).take(np.cumsum(counts) - 1), prepend=np.int32(0))
        holding = np.flatnonzero(frequencies > 0)
        return docs[holding], frequencies[holding].astype(np.float32)

    def range_located(self, first: int, last: int) -> list[tuple[NDArray[np.int64], Located]]:
        """Where the terms from `first` up to, and without, `last` stand; see `Field.range_located`."""
        runs, others = self._of_range(*self.forms_of(first, last))
        parts = [part for run in runs for part in self.coarser.range_located(*run)]
        return parts + [(self._postings(form)[0], self._located(form)) for form in others]

    def _of_range(self, first: int, last: int) -> tuple[list[tuple[int, int]], list[int]]:
        """The forms from `first` up to, and without, `last` by their coarser terms.

        Returns:
            Runs of coarser terms all of whose forms are among them, each as its first term and the one behind its last;
            and the forms of which that is not so.
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
        """How many forms each coarser term has."""
        return narrowest(np.bincount(self.coarse, minlength=len(self.coarser)))

    def located(self, number: int) -> Located:
        """Where a term stands in its documents, made ready once for all questions."""
        first, last = self.forms_of(number, number + 1)
        if last == first + 1:
            return self._located(first)
        parts = [(self._postings(form)[0], self._located(form)) for form in range(first, last)]
        return _LocatedTogether(self.docs(number), parts)

    def _located(self, form: int) -> Located:
        """Where a form stands in its documents."""
        coarser = self.coarser.located(int(self.coarse[form]))
        if self._is_whole(int(self.coarse[form])):
            return coarser
        standing = self._standing(form)
        _, counts = self._of_coarser(form, standing)
        starts = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=starts[1:])
        return _LocatedForm(coarser, np.flatnonzero(standing).astype(np.int32), starts)


class _LocatedForm:
    """Where a form stands that is one of several of its coarser term.

    Args:
        coarser: where that one stands.
        standing: places of the form's occurrences among those of the coarser term, shape (n,).
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
        """Where the form stands in some of its documents; see `Located.take`."""
        starts = self._starts[which].astype(np.int64)
        counts = self._starts[which + 1] - starts
        standing = self._standing[spread(starts, counts)].astype(np.int64)
        standing += self._start
        return counts, self._positions.take(standing)


class _LocatedTogether:
    """Where a term stands that is several forms.

    Args:
        docs: the documents that hold it, rising, shape (df,).
        parts: of each form the documents that hold it, and where it stands in these.
    """

    def __init__(self, docs: NDArray[np.int64], parts: Sequence[tuple[NDArray[np.int64], Located]]) -> None:
        self._parts = []
        for held, located in parts:
            places = np.full(len(docs), -1, np.int32)
            places[np.searchsorted(docs, held)] = np.arange(len(held))
            self._parts.append((places, located))

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return sum(places.nbytes + located.nbytes for places, located in self._parts)

    def take(self, which: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the term stands in some of its documents; see `Located.take`."""
        counts = np.zeros(len(which), np.int64)
        postings, positions = [], []
        for places, located in self._parts:
            here = np.flatnonzero(places[which] >= 0)
            held, found = located.take(places[which[here]].astype(np.intp))
            counts[here] += held
            postings.append(np.repeat(here, held))
            positions.append(found)
        joined = np.concatenate(positions)
        return counts, joined[np.lexsort((joined, np.concatenate(postings)))]
