"""The terms that are written like a text: all of them, and none that are further away."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from searchtui.analysis import words
from searchtui.columnar import similarity
from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.lexicon import Lexicon, write_lexicon
from searchtui.columnar.similarity import Letters, similar


def lexicon_of(terms: set[str]) -> Lexicon:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    write_lexicon(writer, 0, sorted(term.encode("utf-8", "surrogatepass") for term in terms))
    writer.finish({})
    return Lexicon(ArrayFile(memoryview(sink.getvalue()), "lexicon"), 0)


def found(lexicon: Lexicon, text: str, distance: int, alike: int = 0, letters: Letters | None = None) -> dict[str, int]:
    numbers = similar(lexicon, text, distance, alike, letters)
    assert numbers == sorted(numbers)
    return {lexicon[number].decode("utf-8", "surrogatepass"): edits for number, edits in numbers}


def scanned(terms: set[str], text: str, distance: int) -> dict[str, int]:
    return {term: edits for term in terms if (edits := OSA.distance(text, term)) <= distance}


few_letters = st.text("abcab", max_size=7)
"""Many of which are alike, with letters that occur twice."""

any_script = st.text(
    st.sampled_from("ab\u0441\u0442\u043e\u05d0\u05d1\u4e2d\u56fd\U0001f600\U00020000\ud800"), max_size=6
)
"""Of one to four bytes a character."""


@given(st.sets(few_letters, max_size=40), few_letters, st.integers(0, 3))
def test_all_terms_within_the_distance_are_found(terms: set[str], text: str, distance: int) -> None:
    assert found(lexicon_of(terms), text, distance) == scanned(terms, text, distance)


@given(st.sets(few_letters, max_size=40), few_letters, st.integers(0, 3), st.integers(0, 4))
def test_terms_may_have_to_begin_like_the_text(terms: set[str], text: str, distance: int, alike: int) -> None:
    beginning = {term for term in terms if term.startswith(text[:alike])}
    assert found(lexicon_of(terms), text, distance, alike) == scanned(beginning, text, distance)


@given(st.sets(few_letters, max_size=40), few_letters, st.integers(0, 3), st.integers(0, 4), st.data())
def test_only_some_terms_may_be_looked_at(
    terms: set[str], text: str, distance: int, alike: int, data: st.DataObject
) -> None:
    lexicon = lexicon_of(terms)
    chosen = data.draw(st.sets(st.integers(0, max(0, len(terms) - 1)), max_size=len(terms)))
    letters = lexicon.letters_of(np.array(sorted(chosen), np.int64))
    some = {sorted(terms)[number] for number in chosen}
    beginning = {term for term in some if term.startswith(text[:alike])}
    assert found(lexicon, text, distance, alike, letters) == scanned(beginning, text, distance)


@given(st.sets(any_script, max_size=30), any_script, st.integers(0, 3))
def test_characters_of_any_script_count_as_one(terms: set[str], text: str, distance: int) -> None:
    assert found(lexicon_of(terms), text, distance) == scanned(terms, text, distance)


@given(st.sets(st.text(max_size=8), max_size=20), st.text(max_size=8), st.integers(0, 2))
def test_any_text_at_all(terms: set[str], text: str, distance: int) -> None:
    assert found(lexicon_of(terms), text, distance) == scanned(terms, text, distance)


def test_terms_that_are_counted_at_different_times(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = {f"{first}{second}лл" for first in "abcdefgh" for second in "ijklmnop"} | {"", "a" * 300}
    monkeypatch.setattr(similarity, "_AT_ONCE", 7)
    lexicon = lexicon_of(terms)
    assert found(lexicon, "aiлл", 1) == scanned(terms, "aiлл", 1)
    assert found(lexicon, "a" * 299, 1) == {"a" * 300: 1}
    assert found(lexicon, "a", 1) == {"": 1}


def test_few_terms_are_compared(seeds: Path) -> None:
    terms = {word.exact for path in seeds.iterdir() for word in words(path.read_text("utf-8"))}
    lexicon = lexicon_of(terms)
    for term in sorted(terms)[::20]:
        for text in (term, term[1:], term[:-1] + "x", term[1::-1] + term[2:]):
            distance = 1 if len(text) < 8 else 2
            assert found(lexicon, text, distance) == scanned(terms, text, distance)
    assert len(lexicon.letters.near("militray", 2, range(len(lexicon)))) < len(terms) / 50


def test_a_lexicon_without_terms() -> None:
    assert similar(lexicon_of(set()), "word", 2) == []
    assert similar(lexicon_of({""}), "", 2) == [(0, 0)]
