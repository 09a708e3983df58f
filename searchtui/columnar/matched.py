"""What a query finds by its own Whoosh matcher, for kinds of queries that are not evaluated on arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.reading import IndexReader, TermNotFound

from searchtui.columnar.scoring import FieldScoring

__all__ = ["by_matcher"]


def by_matcher(
    reader: IndexReader, scoring: Mapping[str, FieldScoring], query: q.Query
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The documents that a query's own matcher finds, and the scores that it gives them, one document at a time.

    Args:
        reader: of the generation.
        scoring: how the fields are scored.
        query: of any kind that has a matcher.

    Returns:
        Document numbers, rising, deleted ones perhaps among them, and their scores.

    Raises:
        QueryError: the matcher does not come to an end.
    """
    found: dict[int, float] = {}
    # Few queries have such nodes, and importing this takes longer than most searches.
    from whoosh.searching import Searcher

    from searchtui.columnar.weighting import LuceneBM25

    searcher = Searcher(reader, weighting=LuceneBM25(scoring), closereader=False)
    for leaf, offset in searcher.leaf_searchers():
        try:
            # Not every Whoosh asks for it where the places of alternatives are compared; without it they may have none.
            matcher = query.matcher(leaf, leaf.context(needs_current=True))
        except TermNotFound:
            continue
        left = leaf.doc_count_all()
        while matcher.is_active():
            if not left:
                raise q.QueryError(f"The matcher of {query!r} does not come to an end.")
            left -= 1
            found[offset + matcher.id()] = float(matcher.score())
            matcher.next()
    docs = np.array(sorted(found), np.int64)
    return docs, np.array([found[doc] for doc in docs.tolist()], np.float32)
