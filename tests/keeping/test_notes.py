from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.cleaning import clean_text
from searchtui.keeping import Anchor, Note, revised, with_note, without_note

ANCHOR = Anchor("a.txt", "The text.", number=2)
NOTE = Note("n1", ANCHOR, "first\nsecond", "then", "then")


def test_a_note_is_made_edited_and_deleted() -> None:
    blank = Note("n2", ANCHOR, "")
    (made,) = revised([], blank, "  # Heading\n\ntext\n", "now")
    assert (made.text, made.made, made.changed) == ("# Heading\n\ntext", "now", "now")
    (edited,) = revised([made], made, "other", "later")
    assert (edited.text, edited.made, edited.changed) == ("other", "now", "later")
    assert revised([edited], edited, " \n", "later") == []
    assert revised([], blank, "", "now") == []


def test_what_another_program_wrote_meanwhile_stays() -> None:
    (theirs,) = revised([NOTE], NOTE, "theirs", "now")
    (both,) = revised([theirs], NOTE, "ours", "later")
    assert both.text == "theirs\n\nours"
    assert revised([theirs], NOTE, "", "later")[0].text == "theirs"
    assert revised([theirs], NOTE, "first\nsecond", "later") == [theirs]
    assert [note.text for note in revised([], NOTE, "ours", "later")] == ["ours"]
    assert revised([], NOTE, "first\nsecond", "later") == []


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_no_text_that_was_written_is_lost(before: str, theirs: str, ours: str) -> None:
    note = Note("n1", ANCHOR, before)
    entries = revised([note], note, theirs, "1")
    after = revised(entries, note, ours, "2")
    wrote = [one.text for one in revised([note], note, ours, "2")]
    for text in (*(one.text for one in entries), *wrote):
        if text != note.text:
            assert any(text in one.text for one in after)


@given(st.text())
def test_a_note_has_nothing_that_a_terminal_obeys(text: str) -> None:
    for note in revised([], Note("n", ANCHOR, ""), text, "now"):
        assert clean_text(note.text) == note.text


def test_others_are_left_alone() -> None:
    other = Note("n2", ANCHOR, "other")
    assert with_note([NOTE], other) == [NOTE, other]
    assert without_note([NOTE, other], "n1") == [other]
    assert revised([NOTE, other], other, "new", "now")[0] is NOTE


def test_the_first_line_says_something() -> None:
    assert Note("n", ANCHOR, "\n \n  one \ntwo").first_line == "one"
    assert Note("n", ANCHOR, "").first_line == ""
