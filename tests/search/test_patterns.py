"""The words that patterns stand for, against a look at each word."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from searchtui.columnar import Evaluator, FieldScoring, IndexArrays
from searchtui.query.tree import Matching
from searchtui.search import patterns as patterns_module
from searchtui.search.patterns import Patterns
from tests.examples import examples
from tests.search.test_lexicon import arrays_of

WORDS = ["a", "ab", "abba", "ally", "allies", "bear", "beat", "b", "мир", "миры", "2020"]
batches = st.lists(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=5), max_size=4
)
wildcards = st.text("ab*?ми", min_size=1, max_size=5).filter(lambda text: "*" in text or "?" in text)
expressions = st.sampled_from(
    ["a.*", "(ally|bear)", "[^a]+", "^a.?$", "(?i)MИР|ми.*", r"\d+", r"[\s\S]*", "", "x*", ".*|a", "b?", "(?s)a.b"]
)
queries = wildcards.map(lambda text: q.Wildcard("exact", text)) | expressions.map(lambda text: Matching("exact", text))
checked = settings(deadline=None, max_examples=examples(80))


def is_meant(query: q.Query, word: str) -> bool:
    if isinstance(query, Matching):
        return re.fullmatch(query.typed, word, re.IGNORECASE) is not None
    return fnmatch.fnmatchcase(word, query.text)


def found(arrays: IndexArrays, patterns: Patterns, query: q.Query) -> list[int]:
    evaluator = Evaluator(arrays, {"exact": FieldScoring()}, expansions=patterns.expansions)
    documents: list[int] = evaluator.documents(query).tolist()
    return documents


@checked
@given(batches, queries)
def test_a_pattern_stands_for_the_words_that_match(batches: list[list[list[str]]], query: q.Query) -> None:
    paragraphs = [paragraph for batch in batches for paragraph in batch]
    arrays = arrays_of(batches)
    patterns = Patterns(arrays)
    assert patterns.words(query) == Counter(
        word for paragraph in paragraphs for word in set(paragraph) if is_meant(query, word)
    )
    holding = [at for at, paragraph in enumerate(paragraphs) if any(is_meant(query, word) for word in paragraph)]
    if not (isinstance(query, q.Wildcard) and query.text == "*"):
        assert found(arrays, patterns, query) == holding
    assert list(patterns.hints(query)) == []


@checked
@given(batches, queries, st.integers(1, 4), st.integers(1, 6))
def test_of_too_many_words_the_most_frequent_are_looked_for(
    batches: list[list[list[str]]], query: q.Query, most: int, scanned: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(patterns_module, "MOST_WORDS", most)
        patched.setattr(patterns_module, "_SCANNED", scanned)
        arrays = arrays_of(batches)
        patterns = Patterns(arrays)
        words, said = patterns.words(query), list(patterns.hints(query))
        documents = found(arrays, patterns, query)
    is_cut, expected, first, holding = False, Counter[str](), 0, set[int]()
    for batch in batches:
        counts = Counter(word for paragraph in batch for word in set(paragraph))
        matching = {word for word in counts if is_meant(query, word)}
        if len(matching) > most:
            is_cut = True
            looked_at = sorted(counts.values(), reverse=True)[:scanned]
            frequent = sorted((counts[word] for word in matching), reverse=True)[:most]
            # Of words that are as frequent as the last of those that are taken, any may be left out.
            surely = {word for word in matching if counts[word] > max(looked_at[-1], frequent[-1])}
            assert surely <= set(words)
        else:
            expected.update({word: counts[word] for word in matching})
            holding |= {first + at for at, paragraph in enumerate(batch) if matching & set(paragraph)}
        first += len(batch)
    assert bool(said) == is_cut
    assert all(words[word] >= count for word, count in expected.items())
    if not is_cut:
        assert words == expected
    if not (isinstance(query, q.Wildcard) and query.text == "*"):
        assert holding <= set(documents)


def test_what_is_said_of_too_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns_module, "MOST_WORDS", 2)
    monkeypatch.setattr(patterns_module, "_SCANNED", 3)
    patterns = Patterns(arrays_of([[["ally", "allies", "alloy"], ["ally", "alloy"], ["ally", "bear", "bear"]]]))
    query = q.Wildcard("exact", "al*")
    assert patterns.words(query) == {"ally": 3, "alloy": 2}
    banned = q.AndNot(q.Term("text", "bear"), query)
    assert list(patterns.hints(query)) == ["al* stands for more than 2 words; only the most frequent are looked for."]
    assert list(patterns.hints(Matching("exact", "al.*"))) != []
    assert list(patterns.hints(banned)) == list(patterns.hints(query))


def test_words_of_deleted_paragraphs_find_nothing() -> None:
    arrays = arrays_of([[["ally"], ["allies"]], [["alloy"]]], deleted=[1, 2])
    query = q.Wildcard("exact", "al*")
    assert found(arrays, Patterns(arrays), query) == [0]
    assert found(arrays, Patterns(arrays), Matching("exact", "alloy")) == []


def test_a_field_that_is_not_there_has_no_words() -> None:
    patterns = Patterns(arrays_of([[["ally"]]]))
    assert patterns.words(q.Wildcard("nowhere", "*")) == {}
    assert found(arrays_of([]), Patterns(arrays_of([])), Matching("exact", ".*")) == []
    assert np.array_equal(found(arrays_of([[["ally"]]]), patterns, q.Wildcard("nowhere", "a?")), [])
