"""The forms of a word have one stem."""

from __future__ import annotations

import threading
from string import ascii_lowercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import DEFAULT_LANGUAGE, UNSTEMMED, fold, keeps_first_letter, stem, stemming_language, stems
from searchtui.analysis.stemming import _ALGORITHMS, stem_all

LANGUAGES = st.sampled_from([*_ALGORITHMS, UNSTEMMED, "zh", "xx"])


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", "حكومة الحكومة"),
        ("ca", "guerra guerres"),
        ("cs", "válka války válce"),
        ("da", "krig krigen krige"),
        ("de", "Haus Häuser Häusern Hauses Haeuser"),
        ("de", "militärisch militärische militärischen"),
        ("el", "πόλεμος πόλεμοι πολέμου"),
        ("en", "running runs run"),
        ("en", "alliance alliances"),
        ("eo", "milito militoj militon"),
        ("es", "nación naciones nacion"),
        ("et", "maja majad"),
        ("eu", "etxe etxeak"),
        ("fa", "جنگ جنگ‌ها"),
        ("fi", "talo talon talossa talot"),
        ("fr", "allié alliés alliée alliées alliees"),
        ("fr", "national nationale nationaux"),
        ("hi", "सरकार सरकारों"),
        ("hu", "ház házak házban"),
        ("hy", "պատերազմ պատերազմի"),
        ("id", "perang peperangan"),
        ("it", "alleanza alleanze"),
        ("lt", "karas karo karai"),
        ("nb", "krig krigen kriger"),
        ("nl", "oorlog oorlogen"),
        ("no", "regjering regjeringen regjeringer"),
        ("pl", "wojna wojny wojnie wojną"),
        ("pt", "aliança alianças alianca"),
        ("ro", "guvern guvernul guverne"),
        ("ru", "война войны войне войной"),
        ("ru", "ёлка ёлки елка"),
        ("sr", "влада владе"),
        ("sv", "regering regeringen regeringar"),
        ("tr", "savaş savaşlar savaşın"),
    ],
)
def test_stems_join_the_forms_of_a_word(language: str, forms: str) -> None:
    assert len({stem(fold(form), language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "run", "runner"), ("en", "alliance", "ally"), ("ru", "война", "воин"), ("de", "haus", "maus")],
)
def test_different_words_keep_different_stems(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


@given(st.text(max_size=30).map(fold), LANGUAGES)
def test_a_stem_is_folded_and_never_empty(exact: str, language: str) -> None:
    stemmed = stem(exact, language)
    assert fold(stemmed) == stemmed
    assert bool(stemmed) == bool(exact)


@given(st.text(max_size=10).map(fold))
def test_without_rules_a_word_is_its_own_stem(exact: str) -> None:
    assert stem(exact, "zh") == stem(exact, UNSTEMMED) == exact


@given(st.text("abcdefghijklmnopqrstuvwxyzéüñß", max_size=12).map(fold), st.lists(LANGUAGES, max_size=4))
def test_stems_in_several_languages_are_distinct_and_in_order(exact: str, languages: list[str]) -> None:
    found = stems(exact, languages)
    assert list(found) == list(dict.fromkeys(stem(exact, language) for language in languages))


@pytest.mark.parametrize(
    ("language", "expected"),
    [(None, DEFAULT_LANGUAGE), ("de", "de"), ("nb", "no"), ("nn", "no"), ("zh", UNSTEMMED), ("xx", UNSTEMMED)],
)
def test_the_language_by_which_a_text_is_stemmed(language: str | None, expected: str) -> None:
    assert stemming_language(language) == expected


@given(st.text(ascii_lowercase, min_size=1, max_size=14))
@example("dieta")
@example("badania")
@example("mbaile")
def test_stems_begin_as_their_words_where_this_is_said(exact: str) -> None:
    for language in filter(keeps_first_letter, [*_ALGORITHMS, UNSTEMMED]):
        assert stem(exact, language)[0] == exact[0]


def test_rules_of_some_languages_cut_beginnings() -> None:
    assert stem("dieta", "id")[0] != "d"
    assert not keeps_first_letter("id")


def test_threads_have_stemmers_of_their_own() -> None:
    words = [f"{word}s" for word in ("alliance", "house", "nation", "war")] * 500
    expected = [stem.__wrapped__(word, language) for word in words for language in ("en", "fr", "de")]
    found: list[list[str]] = []

    def work() -> None:
        found.append([stem.__wrapped__(word, language) for word in words for language in ("en", "fr", "de")])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


@given(st.lists(st.text(ascii_lowercase + "019", max_size=9), max_size=5), LANGUAGES)
@example(["alliees", "y", "yes", ""], "fr")
@example(["yellow", "saying"], "en")
def test_words_are_stemmed_together_as_alone(words: list[str], language: str) -> None:
    assert stem_all(words, language) == [word and stem(word, language) for word in words]
