"""Facets of several segments as one, against the values themselves."""

from __future__ import annotations

import io
from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar import Facet, FacetColumn
from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.facets import FacetCollector, SegmentFacet

VALUES = ["", "CGTN", "Élise", "TRT World", "unknown"]
some_values = st.lists(st.sampled_from(VALUES[1:]), unique=True, max_size=3)
segments = st.lists(st.lists(some_values, max_size=6) | st.lists(st.sampled_from([["CGTN"], ["unknown"]])), max_size=4)


def segment(documents: list[list[str]]) -> SegmentFacet | None:
    """The facet of one segment, written and read again; None where no document has a value."""
    if not any(documents):
        return None
    collector = FacetCollector(FacetColumn())
    for doc, values in enumerate(documents):
        if values:
            collector.add(doc, "\n".join(values))
    file = io.BytesIO()
    writer = ArrayFileWriter(file)
    collector.write(writer, "facet:author", len(documents))
    writer.finish({})
    return SegmentFacet.read(ArrayFile(memoryview(file.getvalue()), "test"), "author")


@given(segments, st.randoms(use_true_random=False), st.sets(st.sampled_from(VALUES)))
def test_a_facet_counts_and_selects_as_its_values_do(
    parts: list[list[list[str]]], random: Random, asked: set[str]
) -> None:
    every = [values for documents in parts for values in documents]
    facet = Facet.joined([(segment(documents), len(documents)) for documents in parts])
    assert facet.values == sorted({value for values in every for value in values})
    docs = np.array(sorted(random.sample(range(len(every)), len(every) // 2)), np.int64)
    expected = Counter(value for doc in docs.tolist() for value in every[doc])
    assert facet.counts(docs).tolist() == [expected[value] for value in facet.values]
    counts, ordinals = facet.of(docs)
    assert counts.tolist() == [len(every[doc]) for doc in docs.tolist()]
    assert [facet.values[ordinal] for ordinal in ordinals.tolist()] == [v for doc in docs.tolist() for v in every[doc]]
    chosen = [ordinal for ordinal, value in enumerate(facet.values) if value in asked]
    assert facet.mask(chosen).tolist() == [bool(asked.intersection(values)) for values in every]
    assert facet.among(docs, chosen).tolist() == [bool(asked.intersection(every[doc])) for doc in docs.tolist()]


@given(st.lists(st.tuples(st.lists(st.sampled_from(VALUES), max_size=3), st.integers(1, 90)), max_size=6), st.data())
def test_many_neighbours_with_the_same_values_are_counted(
    runs: list[tuple[list[str], int]], data: st.DataObject
) -> None:
    every = [list(dict.fromkeys(values)) for values, length in runs for _ in range(length)]
    facet = Facet.joined([(segment(every), len(every))])
    left_out = data.draw(st.sets(st.integers(0, max(0, len(every) - 1)), max_size=20))
    docs = np.array([doc for doc in range(len(every)) if doc not in left_out], np.int32)
    expected = Counter(value for doc in docs.tolist() for value in every[doc])
    assert facet.counts(docs).tolist() == [expected[value] for value in facet.values]


def test_documents_with_the_same_values_share_them() -> None:
    one = segment([["b", "a"], ["a"], ["b", "a"]])
    assert one is not None
    assert one.sets.tolist() == [0, 1, 0]
    assert one.ordinals.tolist() == [1, 0, 0]
