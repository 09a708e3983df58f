"""The parts of a query on one generation of an index: which documents each finds, and what it adds to their scores.

The two are asked apart, so that a score is only ever computed for a document that is found, and never for a filter.
Scores are added up in an array over all documents where these are many, and in one over the found documents else.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import MARKED, Docs, DocSet, common, difference, intersection, meeting, places_of, union
from searchtui.columnar.lists import Scored, Scores
from searchtui.columnar.packing import changes
from searchtui.columnar.ranking import Matches

__all__ = [
    "All",
    "AndMaybe",
    "AndNot",
    "Any",
    "Best",
    "Boosted",
    "Complement",
    "Constant",
    "Fixed",
    "Listed",
    "Node",
    "Valued",
    "Within",
]

_SURELY_MORE = 1.0
"""Factors from here on leave no score so small that a 32-bit number holds it as nothing."""

_DENSE = 24
"""From one found document in so many on, scores are added up in an array over all documents."""

_FEW = 128
"""Below one document in so many, lists are put one behind the other and sorted with their scores."""


class Node(ABC):
    """A part of a query, for one evaluation.

    Args:
        size: how many documents there are, deleted ones included.
    """

    scored = True
    """Whether it adds anything to the score of any document."""

    positive = False
    """Whether it adds more than nothing to the score of each document that it finds."""

    def __init__(self, size: int) -> None:
        self.size = size

    @cached_property
    def found(self) -> DocSet:
        """The live documents that it finds."""
        return self._find()

    @property
    def most(self) -> int:
        """At least as many as it finds, cheaper to know than how many."""
        return len(self.found)

    @abstractmethod
    def _find(self) -> DocSet:
        """The live documents that it finds."""

    @abstractmethod
    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores of documents that it finds to theirs.

        Args:
            docs: the documents, rising, shape (n,), not all of which it need find; None for all that there are.
            scores: of these documents, changed in place.
            factor: on what is added.
        """

    def matches(self) -> Matches:
        """What it finds, with scores."""
        if not self.scored:
            docs = self.found.docs
            return Matches(docs.astype(np.int64), np.zeros(len(docs), np.float32))
        if self.positive and self.most * MARKED > self.size:
            total = np.zeros(self.size, np.float32)
            self.add(None, total, 1.0)
            places = places_of(total > 0)
            return Matches(places, total.take(places))
        docs = self.found.docs
        return Matches(docs.astype(np.int64), self.scores_of(docs))

    def scores_of(self, docs: Docs) -> Scores:
        """The scores of documents that it finds, rising, shape (n,)."""
        if len(docs) * _DENSE > self.size:
            total = np.zeros(self.size, np.float32)
            self.add(None, total, 1.0)
            return total.take(docs)
        scores = np.zeros(len(docs), np.float32)
        self.add(docs, scores, 1.0)
        return scores

    def _add_found(self, made: Callable[[Docs], Scores], docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add scores that are made for exactly the documents that are both asked for and found."""
        if docs is None:
            found = self.found.docs
            _add_at(scores, found.astype(np.intp), made(found), factor)
            return
        held = self.found.holds(docs)
        if held.all():
            _add_at(scores, None, made(docs), factor)
        else:
            places = np.flatnonzero(held)
            _add_at(scores, places, made(docs[places]), factor)


def _add_at(total: Scores, places: NDArray[np.intp] | None, scores: Scores, factor: float) -> None:
    """Add scores at places of which each is named once; at all where that is None."""
    if factor != 1.0:
        scores = scores * np.float32(factor)
    if places is None:
        total += scores
    else:
        np.add.at(total, places, scores)


class Listed(Node):
    """A word, or words taken as one, or a phrase: a list of documents, read before.

    Args:
        size: how many documents there are.
        entry: the list.
    """

    def __init__(self, size: int, entry: Scored) -> None:
        super().__init__(size)
        self.entry = entry
        self.scored, self.positive = entry.has_scores, entry.is_positive

    def _find(self) -> DocSet:
        return DocSet(self.size, self.entry.docs, marks=self.entry.marks)

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        if not self.scored:
            return
        if docs is None:
            self.entry.add_to_all(scores, factor)
        else:
            here, there = meeting(self.entry.docs, docs, self.size)
            _add_at(scores, there, self.entry.scores_at(here), factor)

    def matches(self) -> Matches:
        """What it finds, with scores."""
        docs = self.entry.docs
        scores = self.entry.scores.copy() if self.scored else np.zeros(len(docs), np.float32)
        return Matches(docs.astype(np.int64), scores)


class Fixed(Node):
    """Documents that are known, without scores: a filter.

    Args:
        found: the documents.
    """

    scored = False

    def __init__(self, found: DocSet) -> None:
        super().__init__(found.size)
        self._known = found

    def _find(self) -> DocSet:
        return self._known

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Adds nothing."""


class Valued(Node):
    """Documents with scores that are known.

    Args:
        found: the documents.
        values: their scores.
    """

    def __init__(self, found: DocSet, values: Scores) -> None:
        super().__init__(found.size)
        self._known, self._values = found, values

    def _find(self) -> DocSet:
        return self._known

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        known = self._known.docs
        self._add_found(lambda found: self._values[np.searchsorted(known, found)], docs, scores, factor)


class Constant(Node):
    """The documents of another part, all with one score.

    Args:
        part: the other part.
        score: of each document.
    """

    def __init__(self, part: Node, score: float) -> None:
        super().__init__(part.size)
        self._part, self._score = part, score
        self.scored, self.positive = score != 0, score >= _SURELY_MORE

    def _find(self) -> DocSet:
        return self._part.found

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        self._add_found(lambda found: np.full(len(found), self._score, np.float32), docs, scores, factor)


class Boosted(Node):
    """Another part with all its scores multiplied.

    Args:
        part: the other part.
        boost: the factor.
    """

    def __init__(self, part: Node, boost: float) -> None:
        super().__init__(part.size)
        self._part, self._boost = part, boost
        self.scored, self.positive = part.scored and boost != 0, part.positive and boost >= _SURELY_MORE

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return self._part.most

    def _find(self) -> DocSet:
        return self._part.found

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        if self.scored:
            self._part.add(docs, scores, factor * self._boost)


class All(Node):
    """The documents that all parts find; their scores are added up.

    Args:
        parts: at least one.
    """

    def __init__(self, parts: Sequence[Node]) -> None:
        super().__init__(parts[0].size)
        self._parts = parts
        self.scored = any(part.scored for part in parts)

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return min(part.most for part in self._parts)

    def _find(self) -> DocSet:
        return intersection([part.found for part in self._parts])

    def matches(self) -> Matches:
        """What it finds, with scores."""
        listed = [part for part in self._parts if isinstance(part, Listed)]
        if len(listed) < len(self._parts) or self.most * _DENSE > self.size:
            return super().matches()
        # Where the documents stand in each list comes with looking for them.
        docs, places = common([part.entry.docs for part in listed], self.size)
        scores = np.zeros(len(docs), np.float32)
        for part, of_part in zip(listed, places, strict=True):
            if part.scored:
                scores += part.entry.scores_at(of_part)
        return Matches(docs.astype(np.int64), scores)

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        self._add_found(self._added_up, docs, scores, factor)

    def scores_of(self, docs: Docs) -> Scores:
        """The scores of documents that it finds, rising, shape (n,)."""
        return self._added_up(docs)

    def _added_up(self, docs: Docs) -> Scores:
        scored = [part for part in self._parts if part.scored]
        if len(docs) * _DENSE > self.size:
            total = np.zeros(self.size, np.float32)
            for part in scored:
                part.add(None, total, 1.0)
            return total.take(docs)
        scores = np.zeros(len(docs), np.float32)
        for part in scored:
            part.add(docs, scores, 1.0)
        return scores


class _Union(Node):
    """The documents that any part finds.

    Args:
        parts: at least one.
    """

    def __init__(self, parts: Sequence[Node]) -> None:
        super().__init__(parts[0].size)
        self._parts = parts
        self.scored = any(part.scored for part in parts)

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return sum(part.most for part in self._parts)

    def _find(self) -> DocSet:
        return union([part.found for part in self._parts], self.size)


class Any(_Union):
    """The documents that any part finds; their scores are added up.

    Args:
        parts: at least one.
    """

    def __init__(self, parts: Sequence[Node]) -> None:
        super().__init__(parts)
        self.positive = all(part.positive for part in parts)

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        for part in self._parts:
            part.add(docs, scores, factor)

    def matches(self) -> Matches:
        """What it finds, with scores."""
        if not self.scored or self.most * _FEW > self.size:
            return super().matches()
        parts = [part.matches() for part in self._parts]
        docs = np.concatenate([part.docs for part in parts])
        order = np.argsort(docs)
        docs = docs[order]
        first = np.flatnonzero(changes(docs))
        if not len(first):
            return parts[0]
        scores = np.concatenate([part.scores for part in parts])[order]
        return Matches(docs[first], np.add.reduceat(scores, first))


class Best(_Union):
    """The documents that any part finds, each with the best of its scores and a share of the others.

    Args:
        parts: at least one.
        tiebreak: factor on the scores that are not the best.
    """

    def __init__(self, parts: Sequence[Node], tiebreak: float) -> None:
        super().__init__(parts)
        self._tiebreak = tiebreak

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        self._add_found(self._best, docs, scores, factor)

    def _best(self, docs: Docs) -> Scores:
        best, total = np.full(len(docs), -np.inf, np.float32), np.zeros(len(docs), np.float32)
        for part in self._parts:
            scores = np.zeros(len(docs), np.float32)
            part.add(docs, scores, 1.0)
            total += scores
            np.maximum(best, np.where(part.found.holds(docs), scores, -np.inf), out=best)
        return best + np.float32(self._tiebreak) * (total - best)


class _Selected(Node):
    """The documents of one part that another selects; only the first one scores.

    Args:
        wanted: the one part.
        other: the other part.
    """

    def __init__(self, wanted: Node, other: Node) -> None:
        super().__init__(wanted.size)
        self._wanted, self._other = wanted, other
        self.scored = wanted.scored

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        self._add_found(self._wanted.scores_of, docs, scores, factor)


class AndNot(_Selected):
    """The documents that one part finds and the other does not."""

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return self._wanted.most

    def _find(self) -> DocSet:
        return difference(self._wanted.found, self._other.found)


class Within(_Selected):
    """The documents that both parts find."""

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return min(self._wanted.most, self._other.most)

    def _find(self) -> DocSet:
        return intersection([self._wanted.found, self._other.found])


class AndMaybe(Node):
    """The documents that one part finds; another adds to their scores.

    Args:
        wanted: the one part.
        bonus: the other part.
    """

    def __init__(self, wanted: Node, bonus: Node) -> None:
        super().__init__(wanted.size)
        self._wanted, self._bonus = wanted, bonus
        self.scored = wanted.scored or bonus.scored

    @property
    def most(self) -> int:
        """At least as many as it finds."""
        return self._wanted.most

    def _find(self) -> DocSet:
        return self._wanted.found

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Add its scores to those of documents; see `Node.add`."""
        self._wanted.add(docs, scores, factor)
        if docs is None:
            docs = self.found.docs
            extra = np.zeros(len(docs), np.float32)
            self._bonus.add(docs, extra, factor)
            np.add.at(scores, docs.astype(np.intp), extra)
        else:
            self._add_found(self._bonus_of, docs, scores, factor)

    def _bonus_of(self, docs: Docs) -> Scores:
        scores = np.zeros(len(docs), np.float32)
        self._bonus.add(docs, scores, 1.0)
        return scores


class Complement(Node):
    """The live documents that another part does not find.

    Args:
        part: the other part.
        live: all live documents.
    """

    scored = False

    def __init__(self, part: Node, live: DocSet) -> None:
        super().__init__(part.size)
        self._part, self._live = part, live

    def _find(self) -> DocSet:
        return difference(self._live, self._part.found)

    def add(self, docs: Docs | None, scores: Scores, factor: float) -> None:
        """Adds nothing."""
