from __future__ import annotations

from searchtui.collection import Alignment, Like
from searchtui.tui.alignments import Alignments
from searchtui.tui.style import DIFFERENT, SHARED

HERE = Like("a", 3)


def aligned(**found: Alignment) -> Alignments:
    alignments = Alignments()
    alignments.begin(HERE, frozenset("bcd"))
    for article, alignment in found.items():
        alignments.add(article, alignment)
    return alignments


def test_heads_say_how_much_alike_the_paragraphs_are() -> None:
    found = aligned(b=Alignment(5, 86.4, False, ((0, 3),), ((2, 5),)), c=Alignment(0, 3.0))
    assert found.remark("a", 3) == "= aligned on this"
    assert found.remark("a", 4) == ""
    assert found.remark("b", 5) == "86 % like"
    assert found.remark("b", 6) == "", "it has been left"
    assert found.remark("c", 1) == "nothing like it"
    assert found.remark("d", 1) == "comparing …"
    assert found.remark("e", 1) == ""
    found.add("d", Alignment(2, 100.0, True))
    assert found.remark("d", 2) == "the same words"


def test_what_both_share_is_marked_in_both() -> None:
    found = aligned(
        b=Alignment(5, 30.0, False, ((0, 3), (8, 9)), ((2, 5),)),
        c=Alignment(6, 20.0, False, ((2, 4),), ((7, 9),)),
        d=Alignment(1, 90.0, True, ((11, 12),), ((1, 2),)),
    )
    assert found.marks("b", 5) == (((2, 5),), SHARED)
    assert found.marks("b", 4) is None
    assert found.marks("d", 1) == (((1, 2),), DIFFERENT)
    assert found.marks("a", 3) == (((0, 4), (8, 9)), SHARED)


def test_where_all_others_are_copies_what_differs_is_marked() -> None:
    found = aligned(b=Alignment(5, 90.0, True, ((0, 3),), ()), c=Alignment(0, 1.0))
    assert found.marks("a", 3) == (((0, 3),), DIFFERENT)
    assert found.marks("b", 5) == ((), DIFFERENT)
    assert found.marks("c", 1) is None


def test_nothing_is_said_when_nothing_is_aligned_any_more() -> None:
    found = aligned(b=Alignment(5, 90.0, True, ((0, 3),), ()))
    found.clear()
    assert found.anchor is None
    assert found.remark("b", 5) == ""
    assert found.marks("a", 3) is found.marks("b", 5) is None
