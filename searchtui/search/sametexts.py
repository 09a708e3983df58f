"""Paragraphs with exactly a given text, wherever they are."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from searchtui.analysis import words
from searchtui.columnar import Evaluator, IndexArrays
from searchtui.query.tree import EXACT, TEXT

__all__ = ["same_texts"]

_ENOUGH = 16
"""So many of the words of a text, the longest ones, leave hardly any other text."""


def same_texts(text: str, evaluator: Evaluator, arrays: IndexArrays) -> NDArray[np.int64]:
    """The documents whose text is this one, to the letter, shape (n,); none where it has no words.

    Those that have its words, as many as it has, are read and compared.

    Args:
        text: of a paragraph.
        evaluator: of the index.
        arrays: of the same generation.
    """
    counts = Counter(word.exact for word in words(text))
    longest = sorted(counts, key=lambda word: (-len(word), word))[:_ENOUGH]
    if not longest:
        return np.empty(0, np.int64)
    docs = evaluator.documents(q.And([q.Term(EXACT, word) for word in longest]))
    docs = docs[arrays.lengths(TEXT)[docs] == counts.total()]
    same = np.fromiter((arrays.stored(doc)["text"] == text for doc in docs.tolist()), np.bool_, len(docs))
    found: NDArray[np.int64] = docs.astype(np.int64)[same]
    return found
