"""BM25 on whole posting lists at once."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["FieldScoring", "bm25", "idf", "normalisation"]


class FieldScoring(msgspec.Struct, frozen=True):
    """How much a match in one field is worth.

    Args:
        k1: how slowly further occurrences of a word add to the score.
        b: how much a long text counts against a match, 0 to 1.
        lengths: name of the field whose length in words counts; None to leave length out.
        weight: factor on the field's scores; where it is not above 0, the field is not scored.
    """

    k1: float = 0.9
    b: float = 0.4
    lengths: str | None = None
    weight: float = 1.0


def idf(documents: int, containing: int) -> float:
    """Inverse document frequency as Lucene's BM25Similarity has it; never negative.

    Args:
        documents: how many there are.
        containing: how many of them hold the term.
    """
    return math.log(1 + (documents - containing + 0.5) / (containing + 0.5))


def normalisation(
    lengths: NDArray[np.float32] | None, average_length: float, scoring: FieldScoring
) -> NDArray[np.float32] | np.float32:
    """What a document's frequencies are measured by: high in long documents.

    Args:
        lengths: of each document in words, shape (n,); None to leave length out.
        average_length: over all documents, in words.
        scoring: the parameters.

    Returns:
        Shape (n,), or one number where length is left out.
    """
    if lengths is None or average_length <= 0:
        return np.float32(scoring.k1)
    return np.float32(scoring.k1 * (1 - scoring.b)) + np.float32(scoring.k1 * scoring.b / average_length) * lengths


def bm25(
    frequencies: NDArray[np.float32], norms: NDArray[np.float32] | np.float32, rarity: float, scoring: FieldScoring
) -> NDArray[np.float32]:
    """Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) of one term.

    Args:
        frequencies: of the term in each document, shape (n,).
        norms: of the same documents, see `normalisation`; shape (n,) or one number.
        rarity: inverse document frequency of the term, with any boost.
        scoring: the parameters.

    Returns:
        The scores, shape (n,).
    """
    scores = frequencies + norms
    np.divide(frequencies, scores, out=scores)
    scores *= np.float32(scoring.weight * rarity * (scoring.k1 + 1))
    return scores
