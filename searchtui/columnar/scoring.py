"""BM25 on whole posting lists at once."""

from __future__ import annotations

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["FieldScoring", "bm25", "idf"]


class FieldScoring(msgspec.Struct, frozen=True):
    """How much a match in one field is worth.

    Args:
        k1: how slowly further occurrences of a word add to the score.
        b: how much a long text counts against a match, 0 to 1.
        lengths: name of the field whose length in words counts; None to leave length out.
        weight: factor on the field's scores.
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


def bm25(
    frequencies: NDArray[np.float32],
    lengths: NDArray[np.float32] | None,
    average_length: float,
    inverse_frequency: float,
    scoring: FieldScoring,
) -> NDArray[np.float32]:
    """Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) of one term.

    Args:
        frequencies: of the term in each document, shape (n,).
        lengths: of each document in words, shape (n,); None to leave length out.
        average_length: over all documents, in words.
        inverse_frequency: of the term.
        scoring: the parameters.

    Returns:
        The scores, shape (n,).
    """
    if lengths is None or average_length <= 0:
        normalised: NDArray[np.float32] | float = scoring.k1
    else:
        normalised = scoring.k1 * (1 - scoring.b + scoring.b * lengths / np.float32(average_length))
    factor = np.float32(scoring.weight * inverse_frequency * (scoring.k1 + 1))
    return (factor * frequencies / (frequencies + normalised)).astype(np.float32, copy=False)
