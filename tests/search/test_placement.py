"""Where the paragraphs of articles stand, against a plain look at every document."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.search.placement import Placement


class Document(NamedTuple):
    owner: int
    number: int
    live: bool


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[int], list[Document]]:
    """The keys of articles in the order of the catalogue, and documents: runs of them, in order or mixed up."""
    keys = draw(st.lists(st.integers(0, (1 << 48) - 1), unique=True, max_size=6))
    documents = [
        Document(key, number, True)
        for key in draw(st.permutations(keys))
        for number in sorted(draw(st.sets(st.integers(1, 9), max_size=4)))
    ]
    if draw(st.booleans()):
        documents = draw(st.permutations(documents))
    if draw(st.booleans()):
        gone = draw(
            st.lists(st.builds(Document, st.sampled_from(keys) if keys else st.just(7), st.just(3), st.just(False)))
        )
        for document in gone:
            documents.insert(draw(st.integers(0, len(documents))), document)
    return keys, documents


def placed(keys: list[int], documents: list[Document], paragraphs: list[int]) -> Placement:
    live = np.array([document.live for document in documents], bool)
    return Placement(
        np.array(keys, np.int64),
        np.argsort(np.array(keys, np.int64)),
        np.array(paragraphs, np.int64),
        np.array([document.owner for document in documents], np.uint64),
        np.array([document.number for document in documents], np.uint8),
        None if live.all() else np.flatnonzero(live),
    )


def live_of(documents: list[Document], key: int) -> list[int]:
    own = [doc for doc, document in enumerate(documents) if document.live and document.owner == key]
    return sorted(own, key=lambda doc: documents[doc].number)


@given(layouts(), st.data())
def test_articles_and_documents_find_each_other(layout: tuple[list[int], list[Document]], data: st.DataObject) -> None:
    keys, documents = layout
    paragraphs = [len(live_of(documents, key)) for key in keys]
    placement = placed(keys, documents, paragraphs)
    for article, key in enumerate(keys):
        assert placement.docs(article).tolist() == live_of(documents, key)
    live = [doc for doc, document in enumerate(documents) if document.live]
    if live:
        for article, first in enumerate(placement.firsts().tolist()):
            assert first in live
            assert not paragraphs[article] or documents[first].owner == keys[article]
    numbers = np.array([document.number for document in documents], np.float32)
    assert placement.sums(numbers).tolist() == [
        sum(documents[doc].number for doc in live_of(documents, key)) for key in keys
    ]
    order = sorted(live, key=lambda doc: (keys.index(documents[doc].owner), documents[doc].number))
    assert sorted(live, key=lambda doc: int(placement.places(np.array([doc]))[0])) == order
    assert not placement.in_order or order == live

    found = [doc for doc in live if data.draw(st.booleans())]
    docs, scores = placement.arranged(np.array(found, np.int64), np.array(found, np.float32))
    assert sorted(docs.tolist()) == found
    assert docs.tolist() == scores.tolist()
    runs = placement.runs(docs)
    pieces = [
        (keys[article], docs[start : start + count].tolist())
        for article, start, count in zip(
            runs.articles.tolist(), runs.starts.tolist(), runs.counts.tolist(), strict=True
        )
    ]
    assert dict(pieces) == {
        key: [doc for doc in live_of(documents, key) if doc in found] for key in {documents[doc].owner for doc in found}
    }
    assert len(dict(pieces)) == len(pieces)
    which = np.array([data.draw(st.booleans()) for _ in pieces], bool)
    chosen = runs.chosen(which)
    left = docs[runs.places(which)]
    assert [left[s : s + c].tolist() for s, c in zip(chosen.starts, chosen.counts, strict=True)] == [
        own for keep, (_, own) in zip(which, pieces, strict=True) if keep
    ]


@pytest.mark.parametrize(
    ("keys", "paragraphs"), [([5], [2]), ([5, 6], [2, 1]), ([5, 9], [2, 0]), ([5, 6, 7], [2, 1, 1]), ([], [])]
)
def test_documents_of_other_articles_are_noticed(keys: list[int], paragraphs: list[int]) -> None:
    documents = [Document(5, 1, True), Document(5, 2, True), Document(6, 1, True), Document(6, 2, True)]
    with pytest.raises(ValueError, match="catalogue"):
        placed(keys, documents, paragraphs)
