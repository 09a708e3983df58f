"""What words add to the scores of a few documents, against a look at every word of every document."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.columnar import Evaluator, FieldScoring, IndexArrays
from searchtui.columnar.rescoring import WeightedTerms, add_pairs, add_terms, pairs
from tests.columnar.test_evaluation import VOCABULARY, index_of
from tests.columnar.truth import Truth
from tests.examples import examples

SCORING = {"text": FieldScoring(lengths="text")}

texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)
weighted = st.dictionaries(st.sampled_from([*VOCABULARY, "absent"]), st.sampled_from([1.0, 0.5]), max_size=2).map(
    lambda terms: tuple(terms.items())
)


def evaluator_of(batches: list[list[str]], deleted: list[int]) -> Evaluator:
    return Evaluator(IndexArrays(index_of(batches, deleted).reader()), SCORING)


def live(batches: list[list[str]], deleted: list[int]) -> dict[int, list[str]]:
    whole = [text.split() for batch in batches for text in batch]
    return {doc: words for doc, words in enumerate(whole) if doc not in deleted}


def frequency(words: list[str], first: WeightedTerms, second: WeightedTerms, reach: int) -> float:
    """How often a word stands before another, each as much as both weigh."""
    weights, total = dict(second), 0.0
    for at, word in enumerate(words):
        after = next((other for other in words[at + 1 : at + 1 + reach] if other in weights), None)
        if word in dict(first) and after is not None:
            total += dict(first)[word] * weights[after]
    return total


def truth_of(documents: dict[int, list[str]]) -> Truth:
    return Truth({str(doc): {"text": words} for doc, words in documents.items()}, SCORING)


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_pairs_and_terms_add_what_a_look_at_each_word_gives(data: st.DataObject) -> None:
    batches = data.draw(st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=3))
    count = sum(map(len, batches))
    deleted = data.draw(st.lists(st.integers(0, count - 1), unique=True, max_size=2))
    documents = live(batches, deleted)
    few = [doc for doc in documents if data.draw(st.booleans())]
    words = data.draw(st.lists(weighted, max_size=4))
    follows = [data.draw(st.booleans()) for _ in words]
    reach, factor = data.draw(st.integers(1, 4)), 0.5
    lists, docs = evaluator_of(batches, deleted).lists, np.array(few, np.int32)
    scores = np.zeros(len(few), np.float32)
    found = pairs(lists, "text", words, follows, reach, docs)
    add_pairs(lists, "text", words, found, docs, scores, factor)
    terms = [term for word in words for term in word]
    add_terms(lists, "text", terms, docs, scores, factor)

    truth, expected = truth_of(documents), dict.fromkeys(few, 0.0)
    for at in range(1, len(words)):
        first, second = words[at - 1], words[at]
        if not follows[at] or first == second:
            continue
        near = {doc: frequency(documents[doc], first, second, reach) for doc in few}
        both = sum(all(set(own) & dict(word).keys() for word in (first, second)) for own in documents.values())
        for doc, times in near.items():
            expected[doc] += factor * bm25(documents, doc, times, both)
        assert any(near.values()) == any((pair.first, pair.second) == (at - 1, at) for pair in found)
    for term, weight in terms:
        often = {name: truth.words(name, "text").count(term) for name in truth.documents}
        for name, score in truth.bm25("text", often, weight * factor).items():
            if int(name) in expected:
                expected[int(name)] += score
    assert scores.tolist() == pytest.approx(list(expected.values()), rel=1e-4)


def bm25(documents: dict[int, list[str]], doc: int, often: float, containing: int) -> float:
    """The score of a word that occurs so often in a document, and in so many documents."""
    if not often:
        return 0.0
    average = sum(map(len, documents.values())) / len(documents)
    rarity = float(np.log(1 + (len(documents) - containing + 0.5) / (containing + 0.5)))
    return rarity * often * 1.9 / (often + 0.9 * (0.6 + 0.4 * len(documents[doc]) / average))


def test_order_and_reach_decide() -> None:
    batches = [["cold war", "war cold", "cold a b war", "cold a b c war", "cold cold war", "cold"]]
    lists = evaluator_of(batches, []).lists
    words: list[WeightedTerms] = [(("cold", 1.0),), (("war", 1.0),)]
    found = pairs(lists, "text", words, [False, True], 3, np.arange(6, dtype=np.int32))
    assert [pair.frequencies.tolist() for pair in found] == [[1, 0, 1, 0, 2, 0]]
    assert pairs(lists, "text", words, [False, False], 3, np.arange(6, dtype=np.int32)) == []
    assert pairs(lists, "text", [words[0], words[0]], [False, True], 3, np.arange(6, dtype=np.int32)) == []


def test_a_field_without_scores_adds_nothing() -> None:
    lists = Evaluator(IndexArrays(index_of([["cold war"]], []).reader()), {}).lists
    scores = np.zeros(1, np.float32)
    add_terms(lists, "text", [("cold", 1.0)], np.zeros(1, np.int32), scores, 1.0)
    assert scores.tolist() == [0.0]
