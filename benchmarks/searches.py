"""What a search costs as it is used: articles become a collection, and what people type is asked of it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks.children import Asked, Figures, Telling, answering, ask, build, ms, summary
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import PARSING, SEARCHING, TYPING
from benchmarks.turns import Row
from benchmarks.typed import KEYS, LONGEST_TEXT, MOST_WORDS, TYPED, draw_longest, draw_typed, key_by_key

__all__ = ["COLLECTION", "SEARCHES", "TYPED_ALL", "measure_searches"]

COLLECTION = "collection"
_US = "us"
TYPED_ALL = "typed"
_PARSED = "parse"
_TYPED_OUT = 5
"""One of so many queries is typed key by key: each is some forty searches."""
SEARCHES = {
    TYPED_ALL: "as typed, 1-8 words",
    **{f"{TYPED_ALL}_{kind}": f"of these: {words}" for kind, words in TYPED.items()},
    KEYS: "each key of some of these, with all that is shown",
    _PARSED: "parsing these, alone",
    f"{_PARSED}_{LONGEST_TEXT}": "parsing texts of 4,096 characters, alone",
}
"""What is measured, each in a few words."""


def measure_searches(
    paragraphs: PreparedParagraphs,
    *,
    absent: Sequence[str],
    each: int,
    jobs: int,
    rounds: int,
    folder: Path,
    indexed: Path | None,
    tell: Telling,
) -> list[Row]:
    """Measure whole searches, and the parsing of queries alone; nobody else has these.

    Args:
        paragraphs: whose articles are made a collection, and that the queries are drawn from.
        absent: names of systems that stand in the rows all the same.
        each: how many queries of each number of words.
        jobs: processes to index with.
        rounds: how often each query is asked after the first time.
        folder: for the collection.
        indexed: folder of a collection of the same articles that has an index already; None to make one.
        tell: is told what is being done.

    Raises:
        ChildFailedError: a process has failed.
    """

    def telling(what: str) -> None:
        tell(f"{len(paragraphs):,} paragraphs, as typed: {what}")

    def row(measured: str, figures: Figures, asked: Sequence[Asked] = ()) -> Row:
        systems: dict[str, Figures | None] = {_US: figures, **dict.fromkeys(absent)}
        return Row(len(paragraphs), paragraphs.text_bytes, measured, systems, [one.shown() for one in asked])

    queries = draw_typed(paragraphs, each)
    if not queries:
        return []
    collection: Figures = {}
    if indexed is None:
        indexed = folder / COLLECTION
        telling("the collection is indexed")
        collection = build(SEARCHING, paragraphs, indexed, jobs)
    with answering(SEARCHING, indexed, _US) as searching:
        opened = searching.open()
        asked, weighed = ask([searching], queries, rounds, telling)
    collection |= {
        "median_ms": ms(statistics.median(opened.seconds)),
        "anonymous_mb": weighed[_US].anonymous,
        "resident_mb": weighed[_US].resident,
    }
    # As many of each number of words.
    keys = key_by_key(queries[: MOST_WORDS * max(1, each // _TYPED_OUT)])
    with answering(TYPING, indexed, _US) as typing:
        typing.open()
        typed, _ = ask([typing], keys, 1, telling)
    longest = draw_longest(paragraphs, each)
    with answering(PARSING, indexed, _US) as parsing:
        parsing.open()
        parsed, _ = ask([parsing], [*queries, *longest], rounds, telling)
    by_kind = {kind: [one for one in asked if one.query.kind == kind] for kind in TYPED}
    return [
        row(COLLECTION, collection),
        row(TYPED_ALL, summary(_US, asked), asked),
        *(row(f"{TYPED_ALL}_{kind}", summary(_US, some)) for kind, some in by_kind.items() if some),
        row(KEYS, summary(_US, typed), typed),
        row(_PARSED, summary(_US, parsed[: len(queries)])),
        row(f"{_PARSED}_{LONGEST_TEXT}", summary(_US, parsed[len(queries) :])),
    ]
