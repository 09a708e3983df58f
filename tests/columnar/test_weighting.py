"""The weighting model in Whoosh's own searcher; that its scores are ours, `test_oracle` shows."""

from __future__ import annotations

import os

import numpy as np
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import ColumnarCodec, FieldScoring, LuceneBM25

NAME = f"WEIGHTING{os.getpid()}"


def test_a_limit_gives_the_top_of_all() -> None:
    words = fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True)
    index = RamStorage().create_index(fields.Schema(text=words, other=words), NAME)
    random = np.random.default_rng(3)
    for _ in range(2):
        writer = index.writer(codec=ColumnarCodec())
        for _ in range(400):
            writer.add_document(text=" ".join(random.choice(list("abcdefgh"), random.integers(1, 30))), other="a")
        writer.commit(merge=False)
    weighting = LuceneBM25({"text": FieldScoring(lengths="text")})
    with index.searcher(weighting=weighting) as searcher:
        for query in (
            q.Or([q.Term("text", letter) for letter in "abc"]),
            q.Or([q.And([q.Term("text", "a"), q.Term("text", "b")], boost=3.0), q.Term("text", "c")]),
            q.AndMaybe(q.Term("text", "d"), q.Or([q.Term("text", letter) for letter in "efg"])),
        ):
            everything = searcher.search(query, limit=None).top_n
            best = sorted(everything, key=lambda pair: (-pair[0], pair[1]))[:10]
            assert searcher.search(query, limit=10).top_n == best


def test_a_field_that_is_not_named_scores_next_to_nothing() -> None:
    index = RamStorage().create_index(fields.Schema(text=fields.TEXT()), NAME)
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(text="ally")
    writer.commit()
    with index.searcher(weighting=LuceneBM25({})) as searcher:
        ((score, _),) = searcher.search(q.Term("text", "ally")).top_n
        assert 0 < score < 1e-6
