from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Paragraph
from searchtui.collection import Version
from searchtui.search.versions import version
from searchtui.tui.redline import Redline, redline, said
from searchtui.tui.style import ADDED, DIM, GOOD, REMOVED, TEXT

FIRST = "The harbour was quiet when the fleet came home."
SECOND = "Nobody had expected so many boats, and the harbour master said so."


def lines(base: list[str], copy: list[str]) -> list[Redline]:
    one, other = ([Paragraph(number, text) for number, text in enumerate(texts, 1)] for texts in (base, copy))
    return [redline(paragraph) for paragraph in version(one, other).paragraphs]


def test_differences_stand_between_signs() -> None:
    (line,) = lines([FIRST], [FIRST.replace("the fleet", "a boat").replace("quiet", "very quiet")])
    assert line.text == "The harbour was {+very+} quiet when [-the fleet-]{+a boat+} came home."
    assert line.sign == "~"
    assert [line.text[place:][:6] for place in line.changes] == ["{+very", "[-the "]
    shown = {ink: [line.text[begin:end] for begin, end in spans] for spans, ink in line.layers}
    assert shown == {ADDED: ["{+very+}", "{+a boat+}"], REMOVED: ["[-the fleet-]"]}


def test_whole_paragraphs_are_in_one_ink_with_a_sign_beside() -> None:
    gone, kept, new = lines([FIRST, SECOND], [SECOND, "Grapes ripen late in the hills."])
    assert (gone.text, gone.ink, gone.sign, gone.layers) == (f"[-{FIRST}-]", DIM, "−", ())
    assert (kept.text, kept.ink, kept.sign, kept.changes) == (SECOND, TEXT, " ", ())
    assert (new.text, new.ink, new.sign) == ("{+Grapes ripen late in the hills.+}", GOOD, "+")


def test_a_moved_paragraph_says_where_it_stands() -> None:
    moved, kept = lines([SECOND, FIRST], [FIRST, SECOND])
    assert moved.text == f"(stands elsewhere there: ¶2) {FIRST}"
    assert moved.changes == (0,)
    assert kept.text == SECOND


def test_nothing_that_a_terminal_obeys_is_in_it() -> None:
    (line,) = lines([f"{SECOND} \x1b[31m and quiet."], [f"{SECOND} \x1b]0;x\x07 and \u202e quiet now."])
    assert not re.search("[\x00-\x1f\u202e]", line.text)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "harbour,", "港口", "5", "%"]), min_size=1, max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_without_the_signs_it_is_the_copy(base: list[str], copy: list[str]) -> None:
    shown = []
    for line in lines(base, copy):
        if line.sign == "−":
            continue
        text = re.sub(r"^\(stands elsewhere there: ¶\d+\) ", "", line.text)
        text = re.sub(r"\{\+|\+\}", "", re.sub(r"\[-.*?-\]", "", text))
        shown.append("".join(text.split()))
        for spans, ink in line.layers:
            for begin, end in spans:
                assert ink is DIM or line.text[begin : begin + 2] in ("[-", "{+")
                assert 0 <= begin < end <= len(line.text)
    assert shown == ["".join(text.split()) for text in copy]


def test_what_is_said_is_what_is_counted() -> None:
    assert said(Version((), 12)) == "the same, word for word"
    assert said(Version((), 12, left_out=3, words_removed=30, words_added=20, words_changed=41)) == (
        "leaves out 3 of 12 paragraphs, changes 41 words (−30 +20)"
    )
    assert said(Version((), 1_200, 1, 1, 2, 0, 1, 1)) == (
        "leaves out 1 of 1,200 paragraphs, adds 1 paragraph, moves 2 paragraphs, changes 1 word (−0 +1)"
    )
