"""Which class of Whoosh's a query is evaluated like."""

from __future__ import annotations

from typing import Any

from whoosh import query as q

from searchtui.columnar.kinds import evaluates_like, known_kind


class Remembering(q.Term):  # type: ignore[misc]
    """Finds what a term finds, and knows more."""

    surface = "Typed"


class Otherwise(q.Term):  # type: ignore[misc]
    """Finds something else."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        raise AssertionError


class Split(q.Or):  # type: ignore[misc]
    """Joins its parts in a way of its own."""

    def _matcher(self, *_: Any) -> Any:
        raise AssertionError


def test_a_class_that_finds_what_its_base_does_is_evaluated_like_it() -> None:
    assert evaluates_like(Remembering, q.Term)
    assert known_kind(Remembering("text", "a"), {q.Term, q.Or}) == q.Term
    assert known_kind(q.Term("text", "a"), {q.Term}) == q.Term


def test_one_with_a_matcher_of_its_own_is_not() -> None:
    assert not evaluates_like(Otherwise, q.Term)
    assert not evaluates_like(Split, q.Or)
    assert known_kind(Otherwise("text", "a"), {q.Term}) is None
    assert known_kind(Split([]), {q.Or}) is None


def test_the_nearest_base_decides() -> None:
    assert known_kind(Split([]), {Split, q.Or}) == Split
    assert known_kind(q.Phrase("text", ["a"]), {q.Term, q.Or}) is None
    assert known_kind(q.And([]), {q.Or}) is None
