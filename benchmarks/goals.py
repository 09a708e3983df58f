"""What is wanted of the figures, and whether they are so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from benchmarks.children import Figures
from benchmarks.queries import CLASSES
from benchmarks.searches import TYPED_ALL
from benchmarks.turns import Row

__all__ = ["Goal", "reached"]

_SLOWEST_P95_MS = 10.0
_SLOWEST_SEARCH_P95_MS = 15.0
_TIMES_WHOOSH = 300.0
_TIMES_WHOOSH_KINDS = ("common", "or")
_ALONE: tuple[tuple[str, str, str, float, str], ...] = (
    ("build", "bytes_per_text_byte", "index with stored text, bytes per text byte", 2.0, ".2f"),
    ("build", "peak_memory_mb", "peak memory while building, MB", 1500, ",.0f"),
    ("memory", "anonymous_mb", "anonymous memory after 200 queries, MB", 300, ",.0f"),
    ("open", "median_ms", "opening, ms", 30, ",.1f"),
)


class Goal(msgspec.Struct, frozen=True):
    """One thing that is wanted.

    Args:
        paragraphs: with how many it was measured.
        goal: in words.
        figure: what came of it, in words.
        reached: whether that is enough.
    """

    paragraphs: int
    goal: str
    figure: str
    reached: bool


def reached(rows: Sequence[Row]) -> list[Goal]:
    """All goals of which there are figures, each at the largest size that has them.

    Args:
        rows: of one or more sizes.
    """
    goals: list[Goal] = []
    for judge in (_beside_tantivy, _far_from_whoosh, _beside_whoosh, _at_most, _typed, _build, _alone):
        for size in sorted({row.paragraphs for row in rows}, reverse=True):
            if found := list(judge({row.measured: row for row in rows if row.paragraphs == size})):
                goals += [Goal(size, *one) for one in found]
                break
    return goals


_Judged = Iterator[tuple[str, str, bool]]


def _of(rows: dict[str, Row], measured: str, name: str) -> Figures | None:
    return rows[measured].systems.get(name) if measured in rows else None


def _ratios(rows: dict[str, Row], name: str, kinds: Sequence[str]) -> dict[str, float]:
    """How many times ours the p50 of a system is, by class."""
    found = {kind: (_of(rows, kind, name) or {}).get("p50_ms_ratio") for kind in kinds}
    return {kind: ratio for kind, ratio in found.items() if ratio is not None}


def _named(figures: dict[str, float], form: Callable[[float], str]) -> str:
    return ", ".join(f"{CLASSES[kind]} {form(figure)}" for kind, figure in figures.items())


def _no_slower(ratios: dict[str, float], name: str) -> _Judged:
    if ratios:
        slower = {kind: ratio for kind, ratio in ratios.items() if ratio < 1}
        figure = _named(slower or dict([min(ratios.items(), key=lambda item: item[1])]), "×{:.2f}".format)
        yield f"p50 no slower than {name} in any class", figure, not slower


def _beside_tantivy(rows: dict[str, Row]) -> _Judged:
    return _no_slower(_ratios(rows, "tantivy", list(CLASSES)), "tantivy")


def _beside_whoosh(rows: dict[str, Row]) -> _Judged:
    return _no_slower(_ratios(rows, "whoosh", list(CLASSES)), "stock Whoosh")


def _far_from_whoosh(rows: dict[str, Row]) -> _Judged:
    if ratios := _ratios(rows, "whoosh", _TIMES_WHOOSH_KINDS):
        figure = _named(ratios, "×{:,.0f}".format)
        yield f"p50 {_TIMES_WHOOSH:g} times faster than stock Whoosh", figure, min(ratios.values()) >= _TIMES_WHOOSH


def _at_most(rows: dict[str, Row]) -> _Judged:
    found = {kind: (_of(rows, kind, "us") or {}).get("p95_ms") for kind in CLASSES}
    figures = {kind: figure for kind, figure in found.items() if figure is not None}
    if figures:
        over = {kind: figure for kind, figure in figures.items() if figure > _SLOWEST_P95_MS}
        shown = _named(over or dict([max(figures.items(), key=lambda item: item[1])]), "{:.2f} ms".format)
        yield f"p95 at most {_SLOWEST_P95_MS:g} ms in every class", shown, not over


def _typed(rows: dict[str, Row]) -> _Judged:
    for key, when in (("p95_ms", ""), ("cold_p95_ms", ", the first time")):
        figure = (_of(rows, TYPED_ALL, "us") or {}).get(key)
        if figure is not None:
            goal = f"p95 of a whole search as typed at most {_SLOWEST_SEARCH_P95_MS:g} ms{when}"
            yield goal, f"{figure:.2f} ms", figure <= _SLOWEST_SEARCH_P95_MS


def _build(rows: dict[str, Row]) -> _Judged:
    rates = [(_of(rows, "build", name) or {}).get("paragraphs_per_second") for name in ("us", "tantivy")]
    if rates[0] is not None and rates[1] is not None:
        figure = f"{rates[0]:,.0f} and {rates[1]:,.0f} paragraphs/s"
        yield "building at least as fast as tantivy", figure, rates[0] >= rates[1]


def _alone(rows: dict[str, Row]) -> _Judged:
    for measured, key, words, most, form in _ALONE:
        figure = (_of(rows, measured, "us") or {}).get(key)
        if figure is not None:
            yield f"{words}: at most {most:g}", f"{figure:{form}}", figure <= most
