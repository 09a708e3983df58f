"""What the evaluation does beyond what random trees show; see `test_oracle`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.matching import ListMatcher, Matcher
from whoosh.query import spans

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import ColumnarCodec, Evaluator, FieldScoring, IndexArrays, LuceneBM25

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"EVALUATION{os.getpid()}"

VOCABULARY = ["ally", "alps", "bear", "beat", "cold", "war"]
SCORING = {"text": FieldScoring(k1=0.9, b=0.4, lengths="text")}


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True),
        kind=fields.ID(),
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True),
        other=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True),
        bare=fields.KEYWORD(),
    )


def index_of(batches: list[list[str]], deleted: list[int]) -> FileIndex:
    """An index with a segment for each batch of texts; some documents are deleted afterwards."""
    index = RamStorage().create_index(schema(), NAME)
    number = 0
    for batch in batches:
        writer = index.writer(codec=ColumnarCodec())
        for text in batch:
            kind = "parent" if text.startswith("war") else "child"
            writer.add_document(id=str(number), kind=kind, text=text, other=text, bare=text)
            number += 1
        writer.commit(merge=False)
    writer = index.writer(codec=ColumnarCodec())
    for doc in deleted:
        writer.delete_by_term("id", str(doc))
    writer.commit(merge=False)
    return index


def evaluator(index: FileIndex) -> Evaluator:
    return Evaluator(IndexArrays(index.reader()), SCORING)


def docs(index: FileIndex, query: q.Query) -> list[int]:
    found: list[int] = evaluator(index).evaluate(query).docs.tolist()
    return found


def test_a_prefix_is_scored_as_one_word() -> None:
    found = evaluator(index_of([["ally alps", "ally cold", "war cold"]], [])).evaluate(q.Prefix("text", "al"))
    assert found.docs.tolist() == [0, 1]
    assert found.scores[0] > found.scores[1] > 0


def test_a_field_that_is_not_scored_only_selects() -> None:
    assert Evaluator(IndexArrays(index_of([["ally"]], []).reader()), {}).evaluate(
        q.Term("text", "ally")
    ).scores.tolist() == [0.0]


def test_words_without_weight_are_found() -> None:
    weightless = fields.Schema(text=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), field_boost=0.0))
    index = RamStorage().create_index(weightless, NAME)
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(text="ally war")
    writer.commit()
    either = q.Or([q.Term("text", "ally"), q.Term("text", "war")])
    for query in (either, q.Prefix("text", "a"), q.And([either, q.Every()])):
        assert docs(index, query) == [0]
    arrays = IndexArrays(index_of([["ally", "war"]], []).reader())
    assert Evaluator(arrays, {"text": FieldScoring(weight=0.0)}).evaluate(either).docs.tolist() == [0, 1]


def test_a_field_that_does_not_exist_holds_nothing() -> None:
    index = index_of([["ally"]], [])
    for query in (
        q.Term("none", "ally"),
        q.Prefix("none", "a"),
        q.Prefix("none", ""),
        q.Phrase("none", ["a", "b"]),
        q.Every("none"),
        q.Sequence([q.Term("none", "a"), q.Term("none", "b")]),
    ):
        assert docs(index, query) == []


def test_an_empty_index_holds_nothing() -> None:
    index = index_of([[]], [])
    for query in (q.Every(), q.Term("text", "ally"), q.Not(q.Term("text", "ally")), q.Prefix("text", "a")):
        assert docs(index, query) == []


def test_otherwise_chooses_once_for_all_segments() -> None:
    index = index_of([["ally"], ["war"]], [])
    assert docs(index, q.Otherwise(q.Term("text", "ally"), q.Term("text", "war"))) == [0]
    assert docs(index, q.Otherwise(q.Term("text", "bear"), q.Term("text", "war"))) == [1]


def test_documents_are_found_without_scores() -> None:
    index = index_of([["ally war", "war", "ally"]], [1])
    query = q.Or([q.Term("text", "ally"), q.Term("text", "war")])
    assert evaluator(index).documents(query).tolist() == docs(index, query) == [0, 2]


def test_the_same_query_finds_the_same_again() -> None:
    known = evaluator(index_of([["ally war war", "war", "ally"]], []))
    queries = [q.Phrase("text", ["ally", "war"]), q.Prefix("text", "a"), q.Term("text", "war"), q.Every("text")]
    queries.append(q.Or(list(queries)))
    for query in queries:
        first, second = known.evaluate(query), known.evaluate(query)
        assert first.docs.tolist() == second.docs.tolist()
        assert first.scores.tolist() == second.scores.tolist()


def test_what_is_found_may_be_changed_by_whoever_asked() -> None:
    known = evaluator(index_of([["ally war", "war"]], []))
    for query in (q.Term("text", "war"), q.Every(), q.And([q.Term("text", "war"), q.Every()])):
        before = known.evaluate(query)
        kept = before.docs.tolist(), before.scores.tolist()
        before.docs[:], before.scores[:] = -1, -1
        after = known.evaluate(query)
        assert (after.docs.tolist(), after.scores.tolist()) == kept


# Phrases and their like


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (q.Phrase("text", ["ally"]), [0, 1, 2, 3]),
        (q.Phrase("text", ["ally", "ally"]), [3]),
        (q.Phrase("text", ["ally", "war", "ally"]), [2]),
        (q.Sequence([]), []),
        (q.Sequence([q.Term("text", "ally")], ordered=False), [0, 1, 2, 3]),
        (q.Sequence([q.Prefix("text", "al"), q.Prefix("text", "w")]), [0, 2]),
        (spans.SpanNear2([q.Term("text", "war"), q.Term("text", "ally")], ordered=False), [0, 1, 2]),
        (spans.SpanNear2([q.Term("text", "war"), q.Term("other", "ally")]), [1, 2]),
    ],
)
def test_words_near_each_other(query: q.Query, expected: list[int]) -> None:
    assert docs(index_of([["ally war", "war ally"], ["ally war ally", "ally ally bear"]], []), query) == expected


def test_a_phrase_in_many_documents() -> None:
    texts = ["ally cold war" if number % 3 else "war cold ally" for number in range(40_000)]
    index = index_of([texts], [])
    found = docs(index, q.Phrase("text", ["cold", "war"]))
    assert found == [number for number in range(40_000) if number % 3]


def test_a_field_without_positions_has_no_phrases() -> None:
    with pytest.raises(q.QueryError):
        docs(index_of([["ally war"]], []), q.Phrase("bare", ["ally", "war"]))


# What is evaluated by Whoosh's own matchers


def test_nested_documents() -> None:
    index = index_of([["war ally", "cold", "cold bear", "war beat", "bear", "cold"], ["war alps", "bear bear"]], [5])
    parents = q.Term("kind", "parent")
    assert docs(index, q.NestedParent(parents, q.Term("text", "bear"))) == [0, 3, 6]
    assert docs(index, q.NestedChildren(parents, q.Term("text", "beat"))) == [4]
    both = q.And([q.NestedParent(parents, q.Term("text", "bear")), q.Term("text", "alps")])
    assert docs(index, both) == [6]


def test_a_kind_of_query_that_is_not_known_is_scored_by_its_matcher() -> None:
    index = index_of([["ally war", "war ally ally"], ["ally", "cold ally"]], [2])
    for query in (
        spans.SpanFirst(q.Term("text", "ally"), limit=0),
        spans.SpanContains(q.Term("text", "ally"), q.Term("text", "ally")),
        spans.SpanOr([q.Term("text", "cold"), q.Term("text", "war")]),
        q.Or([q.Term("text", "ally"), q.Term("text", "war")], scale=0.9),
        q.Ordered([q.Term("text", "ally"), q.Term("text", "war")]),
    ):
        with index.searcher(weighting=LuceneBM25(SCORING)) as searcher:
            expected = {doc: score for score, doc in searcher.search(query, limit=None).top_n}
        found = evaluator(index).evaluate(query)
        assert dict(zip(found.docs.tolist(), found.scores.tolist(), strict=True)) == pytest.approx(expected)
        assert expected


class _Own(q.Query):  # type: ignore[misc]
    """A kind of query of somebody else's."""

    boost = 1.0

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids

    def __repr__(self) -> str:
        return f"Own({self.ids})"

    def matcher(self, searcher: object, context: object = None) -> Matcher:
        return ListMatcher(list(self.ids), weights=[float(number + 1) for number in self.ids])


class _Endless(_Own):
    def matcher(self, searcher: object, context: object = None) -> Matcher:
        class Same(ListMatcher):  # type: ignore[misc]
            def next(self) -> bool:
                return False

        return Same([0])


class _Louder(q.Term):  # type: ignore[misc]
    def matcher(self, searcher: object, context: object = None) -> Matcher:
        return ListMatcher([1], weights=[7.0])


class _Listed(q.terms.MultiTerm):  # type: ignore[misc]
    fieldname, boost = "text", 1.0

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Listed)

    def field(self) -> str:
        return self.fieldname

    def _btexts(self, ixreader: object) -> Iterator[bytes]:
        return iter([b"war", b"absent", b"cold", b"cold"])


def test_somebody_elses_queries() -> None:
    index = index_of([["ally", "war", "cold war"]], [])
    found = evaluator(index).evaluate(q.And([_Own([0, 2]), q.Every()]))
    assert (found.docs.tolist(), found.scores.tolist()) == ([0, 2], [1.0, 3.0])
    assert evaluator(index).evaluate(_Louder("text", "ally")).scores.tolist() == [7.0]
    assert docs(index, _Listed()) == [1, 2]


def test_a_matcher_that_does_not_go_on_is_stopped() -> None:
    with pytest.raises(q.QueryError, match="does not come to an end"):
        docs(index_of([["ally"]], []), _Endless([0]))


# Threads


def test_several_threads_find_what_one_does() -> None:
    random = np.random.default_rng(5)
    texts = [" ".join(random.choice(VOCABULARY, 6)) for _ in range(3_000)]
    index = index_of([texts[:2_000], texts[2_000:]], [7, 11])
    queries = [
        q.Or([q.Term("text", "ally"), q.Phrase("text", ["cold", "war"])]),
        q.And([q.Prefix("text", "be"), q.Term("text", "war")]),
        q.AndNot(q.Wildcard("text", "*a*"), q.Term("text", "bear")),
        q.Sequence([q.Prefix("text", "al"), q.Term("text", "cold")], slop=2, ordered=False),
    ]
    alone = [evaluator(index).evaluate(query) for query in queries]
    shared = evaluator(index)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(shared.evaluate, queries * 20))
    for found, expected in zip(together, alone * 20, strict=True):
        assert found.docs.tolist() == expected.docs.tolist()
        assert found.scores.tolist() == expected.scores.tolist()
