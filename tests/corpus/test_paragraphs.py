"""Which lines are one paragraph."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.paragraphs import one_blank_between, split_pieces

ONE = (
    "The harbour had been closed since the spring, and the boats that used to come from the islands lay on the "
    "beach like stranded animals. Nobody in the town could remember such a year, and the oldest of them had seen many."
)
TWO = (
    "In May the council met for the third time. It heard the fishermen, the owners of the two hotels and an engineer "
    "who had built harbours in other countries, and it decided nothing, as it had decided nothing before."
)


def nothing(_: str) -> bool:
    return False


def split(text: str) -> list[str]:
    return [piece.text for piece in split_pieces(text, nothing)]


def wrapped(text: str, width: int = 72) -> str:
    return textwrap.fill(text, width)


def test_blank_lines_part_long_lines() -> None:
    assert split(f"{ONE}\n\n{TWO}\n\n\n{ONE}") == [ONE, TWO, ONE]


def test_long_lines_are_paragraphs_without_blank_lines_too() -> None:
    assert split(f"Title\n{ONE}\n{TWO}\n“Where?” he asked.\n{ONE}") == ["Title", ONE, TWO, "“Where?” he asked.", ONE]


def test_wrapped_lines_are_joined() -> None:
    for width in (40, 60, 72, 100):
        assert split(f"{wrapped(ONE, width)}\n\n{wrapped(TWO, width)}\n") == [ONE, TWO]


def test_wrapped_paragraphs_with_indented_first_lines() -> None:
    first = textwrap.fill(ONE, 70, initial_indent="    ")
    second = textwrap.fill(TWO, 70, initial_indent="    ")
    assert split(f"{first}\n{second}\n{first}") == [ONE, TWO, ONE]


def test_wrapped_paragraphs_that_only_a_short_last_line_parts() -> None:
    text = f"{wrapped(ONE + ' So it was.', 70)}\n{wrapped(TWO, 70)}"
    assert split(text) == [ONE + " So it was.", TWO]


def test_wrapped_text_of_which_all_is_indented() -> None:
    block = textwrap.indent(wrapped(ONE, 60), "        ")
    assert split(f"{wrapped(TWO)}\n\n{block}\n") == [TWO, ONE]


def test_head_above_wrapped_text() -> None:
    head = "The Harbour\nBy Ann Lee\n5 May 2020"
    own = frozenset(["By Ann Lee", "5 May 2020"])
    text = f"{head}\n\n{wrapped(ONE)}\n\n{wrapped(TWO)}"
    assert [piece.text for piece in split_pieces(text, own.__contains__)] == [*head.split("\n"), ONE, TWO]


def test_verse_is_joined_to_its_stanza() -> None:
    verse = "The boats lie on the sand,\nthe gulls have gone to land,\nand nobody will stand\nupon the pier"
    assert split(f"{verse}\n\n{verse}") == [verse.replace("\n", " ")] * 2


def test_short_lines_that_end_sentences_are_paragraphs() -> None:
    lines = ["“Where is it?” he asked.", "“There.”", "She pointed at the sea.", "“I see nothing.”", "“Look again.”"]
    assert split("\n".join(lines)) == lines


def test_bio_glued_to_wrapped_text() -> None:
    bio = "Ann Lee is a writer."
    assert split(f"{wrapped(ONE)}\n\n{wrapped(TWO + ' Thus it ended.')}\n{bio}") == [ONE, TWO + " Thus it ended.", bio]


def test_lists_in_wrapped_text() -> None:
    items = "- the first of them, which is long enough to need a second line to\n  be told in full\n- the second"
    pieces = split(f"{wrapped(ONE)}\n\n{items}\n")
    assert pieces[1:] == [
        "- the first of them, which is long enough to need a second line to be told in full",
        "- the second",
    ]


def test_lines_are_numbered_from_one() -> None:
    pieces = split_pieces(f"\n\nTitle\n\n{wrapped(ONE)}\n\n{TWO}", nothing)
    assert [piece.line for piece in pieces][:2] == [3, 5]
    assert pieces[1].block == 1


def test_nothing() -> None:
    assert split("") == split(" \n\t\n") == []


@given(st.lists(st.text(st.sampled_from("ab. \n\t"), max_size=200), max_size=8))
def test_no_word_is_lost(parts: list[str]) -> None:
    text = "\n".join(parts)
    assert " ".join(split(text)).split() == text.split()


@given(st.integers(min_value=45, max_value=110), st.lists(st.sampled_from([ONE, TWO]), min_size=1, max_size=6))
def test_wrapping_makes_no_difference(width: int, texts: list[str]) -> None:
    assert split("\n\n".join(wrapped(text, width) for text in texts)) == texts


@given(st.text() | st.text(st.sampled_from("ab \t\xa0\u3000\x1f")))
def test_one_blank_between_words(line: str) -> None:
    assert one_blank_between(line) == " ".join(line.split())


@given(st.lists(st.sampled_from(["Ann Lee", "  a long-", "goes on.", "- an item", "x" * 130, "By Ann Lee"])))
def test_lines_that_do_not_touch_are_paragraphs_and_nobody_is_asked(lines: list[str]) -> None:
    pieces = split_pieces("\n\n".join(lines), lambda line: pytest.fail(line))
    assert [(piece.text, piece.line, piece.block, piece.lines) for piece in pieces] == [
        (line.strip(), 2 * number + 1, number, 1) for number, line in enumerate(lines)
    ]
