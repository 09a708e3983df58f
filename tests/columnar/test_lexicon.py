"""Terms by their numbers, and numbers by their terms."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar import lexicon as of_lexicon
from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.lexicon import Lexicon, write_lexicon

terms = st.binary(max_size=3) | st.sampled_from([b"ally", b"alp", b"alps", b"\xff", b"\xff\xff"])


def lexicon_of(held: set[bytes]) -> Lexicon:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    write_lexicon(writer, 0, sorted(held))
    writer.finish({})
    return Lexicon(ArrayFile(memoryview(sink.getvalue()), "lexicon"), 0)


@given(st.sets(terms, max_size=12), st.lists(terms, max_size=12), st.integers(1, 4))
def test_a_term_has_the_same_number_however_often_it_is_asked_for(
    held: set[bytes], asked: list[bytes], kept: int
) -> None:
    lexicon, rising = lexicon_of(held), sorted(held)
    assert lexicon.all() == [lexicon[number] for number in range(len(lexicon))] == rising
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_lexicon, "_MOST_KEPT", kept)
        for term in [*asked, *rising, *asked]:
            assert lexicon.number(term) == (rising.index(term) if term in held else None)


@given(st.sets(terms, max_size=12), st.sets(terms, max_size=12), st.sampled_from([0, 1, 32]))
def test_terms_that_are_asked_for_together_have_the_same_numbers(
    held: set[bytes], asked: set[bytes], between: int
) -> None:
    lexicon, texts = lexicon_of(held), sorted(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_lexicon, "_BETWEEN", between)
        assert lexicon.numbers(texts) == [lexicon.number(text) for text in texts]


@given(st.sets(terms, max_size=12), terms)
def test_the_terms_that_begin_alike_are_neighbours(held: set[bytes], prefix: bytes) -> None:
    lexicon = lexicon_of(held)
    found = lexicon.span(lexicon.find(prefix), lexicon.after_prefix(prefix))
    assert found == sorted(term for term in held if term.startswith(prefix))
