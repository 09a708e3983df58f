"""Which of a query's two readings answers a request."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.columnar import Evaluator, Matches
from searchtui.query import FEW_WORDS, Mode, ParsedQuery
from searchtui.search.highlighting import Highlighter

__all__ = ["Reading", "choose"]


class Reading(msgspec.Struct, frozen=True):
    """The reading of a query that was chosen, and what it found.

    Args:
        matches: of the whole collection.
        understood: in words.
        with_all: documents that have all the words, where others have not; None where all have.
        highlighter: for its words.
    """

    matches: Matches
    understood: str
    with_all: NDArray[np.int64] | None
    highlighter: Highlighter


def choose(parsed: ParsedQuery, mode: Mode, evaluator: Evaluator) -> Reading:
    """Choose between the readings as the mode says.

    Whether any paragraph has all the words is asked of the whole collection, not of what a selection leaves of it: else
    selecting a source could change how the query is read, and with it every count.

    Args:
        parsed: the query.
        mode: how many of the words must be in a paragraph.
        evaluator: of the index.
    """

    def loosely(said: str, with_all: NDArray[np.int64] | None = None) -> Reading:
        return Reading(evaluator.evaluate(parsed.any), said, with_all, Highlighter(parsed.any))

    def strictly() -> Reading:
        return Reading(evaluator.evaluate(parsed.all), parsed.understood_all, None, Highlighter(parsed.all))

    if mode is Mode.ANY:
        return loosely(parsed.understood_any)
    if mode is Mode.ALL or parsed.all == parsed.any:
        return strictly()
    if parsed.content_words > FEW_WORDS:
        found = evaluator.documents(parsed.all)
        if len(found):
            return loosely(parsed.understood_any, found)
    elif len((strict := strictly()).matches.docs):
        return strict
    loose = loosely(f"{parsed.understood_any} (no paragraph has all)")
    return loose if len(loose.matches.docs) else strictly()
