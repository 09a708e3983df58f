"""Forms: the terms of texts as numbers, each piece of text being analysed once however often it occurs."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.fields import FieldType

__all__ = ["END", "SEVERAL", "Forms", "PieceNumbers", "SurfaceAnalyzer", "has_words"]

_LONGEST_KEPT = 40

_BYTES_A_FORM = 150
_BYTES_IN_SEVERAL = 8
"""What a form takes in memory, and one more in a piece of text that has several, about."""

_Several = tuple["array[int]", "array[int]"]

END = -1
"""In place of a form, between the words of two texts."""

SEVERAL = -2
"""In place of a form, the first of the numbers that stand for none or several; the others follow downwards."""


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

    def single_terms(self, chunks: Sequence[bytes], language: str) -> Sequence[str]:
        """Of each piece its only term, one position after the one before; empty where `terms` must be asked.

        The analyzers of a field and of what refines it must leave the same ones empty.
        """


def has_words(field: FieldType) -> bool:
    """Whether a field is one of words with positions, whose postings can come out of a sort."""
    plain = type(field.format) is formats.Positions and field.format.field_boost == 1.0
    return plain and isinstance(field.analyzer, SurfaceAnalyzer)


class Forms:
    """The terms that are told apart, each as one of those of a coarser term, by number.

    Most belong to one coarser term alone; in texts of several languages, some to another one in each.
    """

    def __init__(self) -> None:
        self.coarser: list[str] = []
        """The coarser term of each form."""
        # The forms in a piece of text that has none or several, and their steps; -1 for a step without a term.
        self._several: tuple[list[_Several], list[_Several]] = [], []
        self._in_several = 0
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
        return self.numbers((term,), (coarser,))[0]

    def numbers(self, terms: Sequence[str], coarser: Sequence[str]) -> list[int]:
        """The numbers of forms; of an empty term, -1.

        Args:
            terms: of the forms, shape (n,).
            coarser: the terms that they belong to, shape (n,).
        """
        known, first = self.coarser, self._first
        numbers = []
        for term, belonging in zip(terms, coarser, strict=True):
            if not term:
                numbers.append(-1)
                continue
            count = len(known)
            number = first.setdefault(term, count)
            if number < count and known[number] != belonging:
                number = self._others.setdefault((term, belonging), count)
            if number == count:
                # Most terms are their own coarser ones, and need be in memory once.
                known.append(term if term == belonging else belonging)
            numbers.append(number)
        return numbers

    @property
    def memory(self) -> int:
        """How many bytes they take, about."""
        return _BYTES_A_FORM * (len(self.coarser) + len(self._several[True])) + _BYTES_IN_SEVERAL * self._in_several

    def number_of_several(
        self, finer: Sequence[tuple[str, int]], coarser: Sequence[tuple[str, int]], *, keep: bool
    ) -> int:
        """A number below zero that stands for the terms of a piece of text.

        Args:
            finer: the terms of the piece that are told apart, each with its step.
            coarser: those that they belong to.
            keep: whether the number is asked for more than once.
        """
        numbers = array("i", self.numbers([term for term, _ in finer], [term for term, _ in coarser]))
        made = self._several[keep]
        made.append((numbers, array("I", (step for _, step in finer))))
        self._in_several += keep * len(numbers)
        return SEVERAL + 2 - 2 * len(made) - keep

    def of_several(self, numbers: Sequence[int]) -> list[_Several]:
        """The forms that such numbers stand for, and their steps; those that are not kept are forgotten."""
        found = [self._several[(SEVERAL - number) & 1][(SEVERAL - number) >> 1] for number in numbers]
        self._several[False].clear()
        return found


class PieceNumbers(dict[bytes, int]):
    """The pieces of texts in one language, by number, and the form that each becomes.

    Args:
        forms: that are numbered.
        finer: makes the terms that are told apart.
        coarser: makes the terms that these belong to.
        language: of the texts.
    """

    def __init__(self, forms: Forms, finer: SurfaceAnalyzer, coarser: SurfaceAnalyzer, language: str) -> None:
        super().__init__({coarser.end: 0})
        self._forms, self._finer, self._coarser, self._language = forms, finer, coarser, language
        self._made = array("i", [END])
        self._new: list[bytes] = []

    def __missing__(self, piece: bytes) -> int:
        number = len(self._made) + len(self._new)
        self._new.append(piece)
        if len(piece) <= _LONGEST_KEPT:  # the longer ones hardly ever come again
            self[piece] = number
        return number

    def forms_of(self, pieces: Sequence[bytes]) -> NDArray[np.int32]:
        """The form that each piece becomes; of none or several, a number below zero that stands for them."""
        # What is new is numbered at first, and analysed all at once, in a fraction of the time.
        numbers = array("i", list(map(self.__getitem__, pieces)))
        if self._new:
            self._analyse()
        return np.frombuffer(self._made, np.int32)[np.frombuffer(numbers, np.int32)]

    def _analyse(self) -> None:
        """Find the forms of the pieces that are new."""
        new, self._new = self._new, []
        finer = self._finer.single_terms(new, self._language)
        same = self._coarser is self._finer
        coarser = finer if same else self._coarser.single_terms(new, self._language)
        numbers = self._forms.numbers(finer, coarser)
        for place, term in enumerate(finer):
            if not term:
                numbers[place] = self._several(new[place])
        self._made.extend(numbers)

    def _several(self, piece: bytes) -> int:
        """What stands for a piece whose terms must be asked for one by one; its form where it is one after all."""
        finer = self._finer.terms(piece, self._language)
        coarser = finer if self._coarser is self._finer else self._coarser.terms(piece, self._language)
        if len(finer) == 1 and finer[0][1] == 1 and finer[0][0]:
            return self._forms.number(finer[0][0], coarser[0][0])
        return self._forms.number_of_several(finer, coarser, keep=len(piece) <= _LONGEST_KEPT)
