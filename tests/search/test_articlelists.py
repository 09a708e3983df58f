"""Words scored by article."""

from __future__ import annotations

import json

import numpy as np
import pytest

from searchtui.collection import Collection
from searchtui.search import LocalBackend
from searchtui.search.articlelists import ArticleLists
from tests.conftest import MakeCollection


def lists_of(collection: Collection) -> ArticleLists:
    """Those of the index of a collection, in the order of its articles."""
    collection.check()
    backend = collection._generation().backend
    assert isinstance(backend, LocalBackend)
    return backend._article_lists


FILES = {
    "a.md": "---\ntitle: Bears of the river\n---\n\nA bear.\n\nA river and a bear.",
    "b.md": "---\ntitle: Rivers\n---\n\nA cold river.",
    "c.md": "---\ntitle: Cold\n---\n\n" + "It was cold. " * 30,
}


def test_an_article_counts_as_one_text(make_collection: MakeCollection) -> None:
    lists = lists_of(make_collection(FILES))
    bears, rivers, cold = (lists.wholes([(term, 1.0)]) for term in ("bear", "river", "cold"))
    assert (bears > 0).tolist() == [True, False, False]
    assert (rivers > 0).tolist() == [True, True, False]
    assert (cold > 0).tolist() == [False, True, True]
    # Rarity is that among articles, not among paragraphs.
    assert bears[0] > rivers[0]


def test_weights_multiply_and_words_add_up(make_collection: MakeCollection) -> None:
    lists = lists_of(make_collection(FILES))
    for scores in (lists.wholes, lists.titles):
        whole = scores([("bear", 1.0), ("river", 0.5), ("river", 0.5), ("absent", 1.0)])
        assert whole == pytest.approx(scores([("bear", 1.0)]) + scores([("river", 1.0)]))
        assert not scores([]).any()


def test_titles_are_scored_by_themselves(make_collection: MakeCollection) -> None:
    lists = lists_of(make_collection(FILES))
    rivers = lists.titles([("river", 1.0)])
    assert (rivers > 0).tolist() == [True, True, False]
    assert rivers[1] > rivers[0]  # the shorter one


def test_pairs_are_as_rare_as_the_articles_with_both(make_collection: MakeCollection) -> None:
    lists = lists_of(make_collection(FILES))
    here, once = np.array([0]), np.ones(1, np.float32)
    rare = lists.pairs([("bear", 1.0)], [("river", 1.0)], here, once)
    common = lists.pairs([("bear", 1.0), ("cold", 1.0)], [("river", 1.0)], here, once)
    assert rare > common > 0


def test_titles_without_a_word_and_no_paragraphs_at_all(make_collection: MakeCollection) -> None:
    silent = make_collection({"a.jsonl": json.dumps({"title": "—", "text": "A bear."})})
    assert lists_of(silent).titles([("bear", 1.0)]).tolist() == [0.0]
    empty = lists_of(make_collection({}))
    assert len(empty.wholes([("bear", 1.0)])) == len(empty.titles([("bear", 1.0)])) == 0
