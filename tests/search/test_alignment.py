from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind, Paragraph
from searchtui.search.alignment import LEAST_LIKE, aligned, differing, shared
from searchtui.search.wording import tokens

TEXTS = st.text(alphabet="ab cd. 港口。’", max_size=40)
WORDS = st.lists(st.sampled_from(["harbour", "Harbours", "boat", "the", "sailed,", "net:", "港口"]), max_size=12).map(
    " ".join
)


def paragraphs(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, text) for number, text in enumerate(texts, 1)]


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[begin:end] for begin, end in spans]


OWN = paragraphs(
    "The harbour of the town was quiet.",
    "A treaty on early warning was signed by the harbour master.",
    "Nobody in the harbour knew.",
)
OTHER = paragraphs(
    "The harbour, the harbour, again the harbour of the town.",
    "Early warnings, says the treaty, are to be shared.",
    "In the harbour there are boats.",
)


def test_the_paragraph_with_the_rarest_words_in_common_is_most_like() -> None:
    found = aligned(OWN[1].text, OTHER)
    assert found.number == 2
    assert LEAST_LIKE < found.score < 60
    assert not found.near_copy
    assert marked(OWN[1].text, found.here) == ["treaty", "early", "warning"]
    assert marked(OTHER[1].text, found.there) == ["Early", "warnings", "treaty"]


def test_of_a_near_copy_exactly_the_words_that_differ_are_marked() -> None:
    text = "A treaty on early warning was signed by the harbour-master of Kiel, 5 % late."
    copy = "A Treaty on early warning was never signed by the harbour master of Köln, 7 % late!"
    found = aligned(text, paragraphs("Nothing.", copy))
    assert found.number == 2
    assert found.near_copy
    assert marked(text, found.here) == ["Kiel", "5"]
    assert marked(copy, found.there) == ["never", "Köln", "7"]


def test_where_nothing_is_like_it_nothing_is_marked() -> None:
    found = aligned(OWN[1].text, paragraphs("Grapes ripen late.", "港口は静かだった。"))
    assert (found.number, found.here, found.there) == (0, (), ())
    assert found.score < LEAST_LIKE
    assert aligned("", []).number == 0
    assert aligned("harbour", []).number == 0


def test_furniture_is_never_like_anything() -> None:
    other = [Paragraph(1, OWN[1].text, Kind.FURNITURE), Paragraph(2, OWN[1].text)]
    assert aligned(OWN[1].text, other).number == 2


def test_chinese_is_compared_by_its_characters() -> None:
    found = aligned("港口很安静。", paragraphs("天气好。", "港口不安静。"))
    assert found.number == 2
    assert found.near_copy
    assert marked("港口很安静。", found.here) == ["很"]
    assert marked("港口不安静。", found.there) == ["不"]


def test_a_search_for_the_most_alike_can_be_stopped() -> None:
    answers = iter([False, True])
    found = aligned(OWN[1].text, OTHER * 100, stopped=lambda: next(answers))
    assert found.number == 0
    assert next(answers, None) is None


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_whole_text_is_as_like_as_can_be(language: str) -> None:
    found = aligned(OWN[2].text, OWN, language)
    assert (found.number, found.score, found.near_copy, found.here) == (3, 100.0, True, ())


@settings(deadline=None)
@given(WORDS, WORDS)
def test_shared_words_are_those_that_the_other_text_has(one: str, other: str) -> None:
    here, there = shared(one, other)
    for text, spans, opposite in ((one, here, other), (other, there, one)):
        for word in ("harbour", "boat", "net", "sailed", "港口"):
            found = [text[begin:end].casefold().removesuffix("s") for begin, end in spans]
            assert found.count(word) == (text.casefold().count(word) if word in opposite.casefold() else 0)
        assert "the" not in [text[begin:end] for begin, end in spans]
    assert (there, here) == shared(other, one)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_does_not_differ_is_the_same_in_both(one: str, other: str) -> None:
    here, there = differing(one, other)

    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [token.key for token in tokens(text) if (token.start, token.end) not in spans]

    assert rest(one, here) == rest(other, there)
    assert all(text[begin:end].strip() for text, spans in ((one, here), (other, there)) for begin, end in spans)


@settings(deadline=None)
@given(TEXTS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert differing(text, text.upper()) == ((), ())
