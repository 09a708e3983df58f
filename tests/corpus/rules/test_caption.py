"""Captions are known by their credit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus.rules import caption
from searchtui.corpus.rules.caption import is_caption, is_credit, is_doubled_with_credit


@pytest.mark.parametrize(
    "text",
    [
        "A crane lifts a container in the harbour. (Photo: Ann Lee)",
        "A crane lifts a container in the harbour. (Photo by Ann Lee/Getty Images)",
        "A crane lifts a container in the harbour. (AP Photo/Ann Lee)",
        "A crane lifts a container in the harbour (Reuters Archive)",
        "A crane lifts a container in the harbour. (Pool Photo / AFP)",
        "A crane lifts a container in the harbour. [Ann Lee/Reuters]",
        "A crane lifts a container in the harbour. Photo credit: Ann Lee/ AFP",
        "A crane lifts a container in the harbour. Photo: Ann Lee",
        "A crane lifts a container in the harbour. Photograph by Ann Lee",
        "A crane lifts a container in the harbour | Image: Harbour Office",
        "A crane lifts a container in the harbour. © Ann Lee / Reuters",
        "A crane lifts a container in the harbour [Ann Lee/Springfield Herald]",
        "FILE PHOTO: A crane lifts a container in the harbour, May 5, 2020.",
        "Photo: Ann Lee",
        "A boat on the beach on May 19, 2023. REUTERS/Ann Lee/File Photo",
        "A boat on the beach. (Reuters)",
        "FILE - A boat on the beach, May 5, 2020.",
        "Foto: Ann Lee",
        "Фото: Анна Ли",
        "Photo : Ann Lee",
        "(File photo)",
    ],
)
def test_credits(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The photo was taken by a neighbour who wished to remain unnamed.",
        "She looked at the photo: it showed her brother.",
        "Exports rose by a third (the ministry gives no figures for May).",
        "The agency (Reuters) was the first to report it.",
        "He had one reason: credit was cheap.",
        "They met in the old town (see the map on the next page), and talked.",
        "Trade with the region grew by 5% (Reuters).",
        "They asked for bread and/or water [the letter says nothing of either]",
        "A short sentence.",
        "He worked for Reuters (AP)",
        "FILE - the lawyers will file - today.",
    ],
)
def test_running_text(text: str) -> None:
    assert not is_caption(text)


def test_agency_that_signs_an_article() -> None:
    text = "The talks will go on in May. (Reuters)"
    assert is_caption(text)
    assert not is_caption(text, may_end_article=True)


def test_doubled_line() -> None:
    plain = "A crane lifts a container in the harbour."
    assert is_doubled_with_credit(plain, f"{plain} (Ann Lee)")
    assert is_doubled_with_credit(plain, f"{plain} Photo: Ann Lee")
    assert is_doubled_with_credit("A crane lifts a container", "A crane lifts a container (Reuters Archive)")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Row, row, row your boat", "Row, row, row your boat"),
        ("Row, row, row your boat", "Row, row, row your boat gently down the stream"),
        ("Yes", "Yes (said Ann)"),
        ("He never came back.", "He never came back. Nobody asked why."),
    ],
)
def test_repetition_is_no_doubled_line(first: str, second: str) -> None:
    assert not is_doubled_with_credit(first, second)


def test_lines_that_are_credits() -> None:
    assert is_credit("Photograph: Ann Lee/Springfield Herald")
    assert is_credit("Foto: Ann Lee")
    assert not is_credit("The photograph: a riddle")
    assert not is_credit("Photo: it was gone")


BARE = (caption._LABELLED_BEHIND_MARK, caption._PICTURE_BY_BEHIND_MARK, caption._RIGHTS, caption._SLASHED)
AT_BEGINNING = st.builds("{} {}".format, st.sampled_from(["Photo:", "Image credit:", "Video by"]), st.text(max_size=9))


@settings(max_examples=50)
@given(st.data(), st.sampled_from([*caption._IN_BRACKETS, *(pattern.search for pattern in BARE)]))
def test_a_credit_that_is_there_is_searched_for(data: st.DataObject, fits: caption._Try) -> None:
    text = str(data.draw(st.from_regex(fits.__self__.pattern)))  # type: ignore[attr-defined]
    assert fits(text)
    assert fits in caption._may_end_with(text)


@given(AT_BEGINNING | AT_BEGINNING.map("({})".format))
def test_a_credit_at_the_beginning_is_searched_for(text: str) -> None:
    credit = caption._LABELLED.match(text) or caption._PICTURE_BY.match(text)
    assert credit is None or is_caption(text)


def test_a_sentence_is_not_searched_for_credits() -> None:
    assert not caption._may_end_with("The talks will go on in May.")


@settings(max_examples=50)
@given(st.from_regex(rf"\A(?:{caption._AT_START.pattern})"))
def test_first_characters_of_captions(text: str) -> None:
    assert text[0] in caption._FIRST_CHARACTERS


def test_a_long_paragraph_is_no_caption() -> None:
    assert is_caption("The talks " * 30 + "went on. Photo: Ann Lee")
    assert not is_caption("The talks " * 40 + "went on. Photo: Ann Lee")


def test_the_longest_credit_is_found() -> None:
    maker = "a" * 79 + " A." + "b" * 40 + "."
    assert is_caption(f"The talks went on. Photo: {maker}")
    assert is_caption(f"The talks went on. Photo courtesy of A{maker}")
    assert is_caption(f"The talks went on. © {maker}")
    assert is_caption(f"The talks went on. Associated Press / Wikimedia Commons / {'A' * 41}")
