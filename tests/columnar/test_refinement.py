"""Terms that are told more finely, also where one of them belongs to several coarser ones in one document."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.filedb.filestore import RamStorage

from searchtui.columnar import REFINEMENT, ColumnarSegment, SegmentBuilder
from searchtui.columnar.arrayfile import open_array_file
from searchtui.columnar.field import Field
from searchtui.columnar.merging import merge
from searchtui.columnar.refinement import RefinedField
from searchtui.columnar.terms import TERMS_EXT, TermsReader
from searchtui.columnar.verification import faults_of

NAME = f"REFINEMENT{os.getpid()}"


class Letters(Analyzer):  # type: ignore[misc]
    """Texts of words such as `ax`, of which the finer term is the first letter and the coarser one the second."""

    end = b"."

    def __init__(self, place: int) -> None:
        self.place = place

    def split(self, texts: Sequence[str]) -> list[bytes]:
        return " . ".join(texts).encode().split()

    def language(self, value: str) -> str:
        return ""

    def terms(self, chunk: bytes, language: str) -> list[tuple[str, int]]:
        return [(chunk.decode()[self.place], 1)]

    def single_terms(self, chunks: Sequence[bytes], language: str) -> list[str]:
        return [chunk.decode()[self.place] for chunk in chunks]

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        raise NotImplementedError


words = st.builds("{}{}".format, st.sampled_from("abc"), st.sampled_from("xyz"))
documents = st.lists(st.lists(words, min_size=1, max_size=8), min_size=1, max_size=6)


def schema() -> fields.Schema:
    return fields.Schema(coarse=fields.TEXT(analyzer=Letters(1)), fine=REFINEMENT("coarse", analyzer=Letters(0)))


def segment_of(storage: RamStorage, some: list[list[str]]) -> ColumnarSegment:
    builder = SegmentBuilder(storage, NAME, schema())
    for document in some:
        builder.add(coarse=" ".join(document), fine=" ".join(document))
    return builder.finish()


def check_several(field: Field) -> None:
    """Compare what several terms are asked together with what each is asked."""
    for step, length in ((1, 1), (2, 1), (3, 1), (3, 2), (9, 3)):
        bounds = [(first, min(first + length, len(field))) for first in range(0, len(field), step)]
        numbers = [number for run in bounds for number in range(*run)]
        docs, counts = field.some_postings(bounds)
        expected: Counter[int] = Counter()
        for number in numbers:
            for doc, count in zip(*field.postings(number), strict=True):
                expected[int(doc)] += int(count)
        found: Counter[int] = Counter()
        for doc, count in zip(docs.tolist(), counts.tolist(), strict=True):
            found[doc] += int(count)
        assert found == expected
    assert all(not len(part) for part in field.some_postings([]))
    dfs = field.dfs().tolist()
    assert all(df >= field.df(number) for number, df in enumerate(dfs))


def check(storage: RamStorage, segment: ColumnarSegment, some: list[list[str]]) -> None:
    """Compare all that the refining field can be asked with a scan."""
    assert [*faults_of(storage, segment)] == []
    field = TermsReader(storage, segment).fields["fine"]
    assert isinstance(field, RefinedField)
    texts = [[word[0] for word in document] for document in some]
    assert field.all() == sorted({letter.encode() for text in texts for letter in text})
    check_several(field)
    check_several(field.coarser)
    for number, term in enumerate(field.all()):
        letter = term.decode()
        holding = [doc for doc, text in enumerate(texts) if letter in text]
        docs, counts = field.postings(number)
        assert docs.tolist() == field.docs(number).tolist() == holding
        assert counts.tolist() == [texts[doc].count(letter) for doc in holding]
        assert field.df(number) == len(holding)
        for which in (np.arange(len(holding)), np.arange(0, len(holding), 2)):
            held, positions = field.located(number).take(which)
            expected = [
                [at for at, other in enumerate(texts[holding[place]]) if other == letter] for place in which.tolist()
            ]
            assert held.tolist() == [len(part) for part in expected]
            assert positions.tolist() == [at for part in expected for at in part]
    for first in range(len(field)):
        for last in range(first + 1, len(field) + 1):
            letters = {term.decode() for term in field.span(first, last)}
            total: dict[int, float] = {}
            for doc, count in zip(*(part.tolist() for part in field.range_postings(first, last)), strict=True):
                total[doc] = total.get(doc, 0) + count
            held_by = {doc: sum(map(letters.__contains__, text)) for doc, text in enumerate(texts)}
            assert total == {doc: count for doc, count in held_by.items() if count}
            found: list[tuple[int, int]] = []
            for holding_docs, located in field.range_located(first, last):
                held, positions = located.take(np.arange(len(holding_docs)))
                found += zip(np.repeat(holding_docs, held).tolist(), positions.tolist(), strict=True)
            assert sorted(found) == [
                (doc, at) for doc, text in enumerate(texts) for at, letter in enumerate(text) if letter in letters
            ]


@settings(deadline=None)
@given(documents)
def test_each_finer_term_is_found_with_all_its_forms(some: list[list[str]]) -> None:
    random.seed()  # Hypothesis seeds it alike for each example, and Whoosh names its segments with it
    storage = RamStorage()
    check(storage, segment_of(storage, some), some)


@settings(deadline=None)
@given(st.lists(documents, min_size=1, max_size=3), st.sets(st.integers(0, 9)), st.sampled_from([1, 64 << 20]))
def test_merged_segments_have_the_forms_of_all(parts: list[list[list[str]]], deleted: set[int], memory: int) -> None:
    random.seed()
    storage = RamStorage()
    segments = [segment_of(storage, some) for some in parts]
    for segment, some in zip(segments, parts, strict=True):
        for doc in sorted(deleted & set(range(len(some)))):
            segment.delete_document(doc)
    live = [document for some in parts for doc, document in enumerate(some) if doc not in deleted]
    merged = merge(storage, NAME, schema(), segments, memory)
    if live:
        check(storage, merged, live)


def test_nothing_is_kept_of_forms_where_each_term_is_one() -> None:
    storage = RamStorage()
    names = [
        open_array_file(storage, segment_of(storage, some).make_filename(TERMS_EXT)).names()
        for some in ([["ax", "bx", "cy"]], [["ax", "bx", "ay"]])
    ]
    assert [any(name.endswith("form-offsets") for name in some) for some in names] == [False, True]
