"""Which of a query's two readings answers a request."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from searchtui.columnar import Evaluator, Matches
from searchtui.query import FEW_WORDS, Corrections, Mode, ParsedQuery, Resolved, SpelledWord
from searchtui.query.sought import SoughtWord, sought
from searchtui.query.wording import wording

__all__ = ["Reading", "choose"]


class Reading(msgspec.Struct, frozen=True):
    """The reading of a query that was chosen, and what it found.

    Args:
        query: the tree, with words of the collection in it.
        matches: of the whole collection.
        understood: in words.
        sought: the words that are looked for.
        spelled: the words that were corrected.
        with_all: documents that have all the words, where others have not; None where all have. A word that occurs must
            be there itself, of one that does not, a correction.
        as_typed: documents that are found by words as they were typed, where others are by corrections alone; None
            where no word was corrected.
        hints: what the user should know.
    """

    query: q.Query
    matches: Matches
    understood: str
    sought: tuple[SoughtWord, ...]
    spelled: tuple[SpelledWord, ...] = ()
    with_all: NDArray[np.int64] | None = None
    as_typed: NDArray[np.int64] | None = None
    hints: tuple[str, ...] = ()


def choose(
    parsed: ParsedQuery, mode: Mode, evaluator: Evaluator, resolve: Callable[[q.Query, Corrections], Resolved]
) -> Reading:
    """Choose between the readings as the mode says.

    Whether any paragraph has all the words is asked of the whole collection, not of what a selection leaves of it: else
    selecting a source could change how the query is read, and with it every count.

    Args:
        parsed: the query.
        mode: how many of the words must be in a paragraph.
        evaluator: of the index.
        resolve: puts words of the collection into a tree.
    """

    def read(tree: q.Query, remark: str = "", with_all: NDArray[np.int64] | None = None) -> Reading:
        found = resolve(tree, Corrections.ALL)
        as_typed = evaluator.documents(resolve(tree, Corrections.NONE).query) if found.spelled else None
        return Reading(
            query=found.query,
            matches=evaluator.evaluate(found.query),
            understood=f"{wording(tree, parsed.filters)}{remark}",
            sought=sought(found.query),
            spelled=found.spelled,
            with_all=with_all,
            as_typed=as_typed,
            hints=found.hints,
        )

    if mode is Mode.ANY:
        return read(parsed.any)
    if mode is Mode.ALL or parsed.all == parsed.any:
        return read(parsed.all)
    if parsed.content_words > FEW_WORDS:
        found = evaluator.documents(resolve(parsed.all, Corrections.UNKNOWN).query)
        if len(found):
            return read(parsed.any, with_all=found)
    elif len((strict := read(parsed.all)).matches.docs):
        return strict
    loose = read(parsed.any, " (no paragraph has all)")
    return loose if len(loose.matches.docs) else read(parsed.all)
