"""Who does what when: everybody builds, one after the other; then all answer the same queries in turns."""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.children import Asked, Figures, Telling, answering, ask, build, ms, summary
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.queries import CLASSES, Query

__all__ = ["Row", "measure"]


class Row(msgspec.Struct, frozen=True):
    """One thing that was measured of everybody.

    Args:
        paragraphs: how many were indexed.
        text_bytes: their length in UTF-8.
        measured: `build`, `open`, `memory`, or a class of queries; or what `benchmarks.searches` measures.
        systems: the figures by system, null for one that was not measured.
        asked: of a class of queries, each query with everybody's count and milliseconds.
    """

    paragraphs: int
    text_bytes: int
    measured: str
    systems: dict[str, Figures | None]
    asked: list[dict[str, str | dict[str, float]]] = []


def measure(
    paragraphs: PreparedParagraphs,
    names: Sequence[str],
    queries: Sequence[Query],
    *,
    absent: Sequence[str],
    jobs: int,
    rounds: int,
    folder: Path,
    tell: Telling,
) -> list[Row]:
    """Measure some systems on the same paragraphs.

    Args:
        paragraphs: to index.
        names: of the systems, ours first.
        queries: to answer.
        absent: names of systems that are not measured and stand in the rows all the same.
        jobs: threads or processes for a build.
        rounds: how often each query is asked after the first time.
        folder: for the indexes.
        tell: is told what is being done.

    Raises:
        ChildFailedError: a system could not do it.
    """

    def row(measured: str, figures: dict[str, Figures], asked: Sequence[Asked] = ()) -> Row:
        with_ratios = {name: figures[name] | _ratios(figures[name], figures.get("us")) for name in figures}
        systems: dict[str, Figures | None] = {**with_ratios, **dict.fromkeys(absent)}
        return Row(len(paragraphs), paragraphs.text_bytes, measured, systems, [one.shown() for one in asked])

    built = {}
    for name in names:
        tell(f"{len(paragraphs):,} paragraphs: {name} builds")
        built[name] = build(name, paragraphs, folder / name, jobs)
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(answering(name, folder / name)) for name in names]
        opened = {child.name: child.open() for child in children}
        asked, weighed = ask(children, queries, rounds, lambda what: tell(f"{len(paragraphs):,} paragraphs: {what}"))
    openings: dict[str, Figures] = {
        name: {"median_ms": ms(statistics.median(one.seconds)), "first_ms": ms(one.seconds[0])}
        for name, one in opened.items()
    }
    memory: dict[str, Figures] = {
        name: {
            "anonymous_mb": one.anonymous,
            "resident_mb": one.resident,
            "anonymous_before_opening_mb": opened[name].before.anonymous,
        }
        for name, one in weighed.items()
    }
    rows = [row("build", built), row("open", openings), row("memory", memory)]
    for kind in CLASSES:
        of_kind = [one for one in asked if one.query.kind == kind]
        if of_kind:
            rows.append(row(kind, {name: _compared(name, of_kind) for name in names}, of_kind))
    return rows


def _compared(name: str, asked: Sequence[Asked]) -> Figures:
    """The figures of one system for one class of queries, and by how much its counts differ from ours."""
    figures = summary(name, asked)
    if "us" in asked[0].first:
        pairs = [(one.first["us"], one.first[name]) for one in asked]
        figures["count_difference_percent"] = _difference([(ours.count, theirs.count) for ours, theirs in pairs])
        figures["facet_difference_percent"] = _difference(
            [
                (mine.get(value, 0), other.get(value, 0))
                for ours, theirs in pairs
                for mine, other in ((ours.sources, theirs.sources), (ours.authors, theirs.authors))
                for value in mine.keys() | other.keys()
            ]
        )
    return figures


def _difference(pairs: Sequence[tuple[int, int]]) -> float:
    """By how much the second ones differ from the first, in percent of these."""
    total = sum(ours for ours, _ in pairs)
    apart = sum(abs(theirs - ours) for ours, theirs in pairs)
    return round(100 * apart / total, 3) if total else 0.0


_COMPARED = ("seconds", "p50_ms", "p95_ms", "median_ms", "bytes_per_text_byte", "anonymous_mb", "peak_memory_mb")


def _ratios(figures: Figures, ours: Figures | None) -> Figures:
    """How many times ours the figures are."""
    ratios: Figures = {}
    for name in _COMPARED:
        theirs, mine = figures.get(name), (ours or {}).get(name)
        if theirs is not None and mine:
            ratios[f"{name}_ratio"] = round(theirs / mine, 3)
    return ratios
