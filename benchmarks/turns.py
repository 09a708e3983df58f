"""Who does what when: everybody builds, one after the other; then all answer the same queries in turns."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from benchmarks.child import Answered, Ask, BuiltIndex, Open, OpenedIn, Weigh
from benchmarks.machine import Memory, PeakMemory
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.queries import CLASSES, Query

__all__ = ["ChildFailedError", "Figures", "Row", "measure"]

_TOP_FOLDER = Path(__file__).resolve().parent.parent
_OPENINGS = 9
_WEIGHED_AFTER = 200
_SLOW_SECONDS = 0.2
"""Who takes longer than this, as a median, is asked each query once more only."""

Figures = dict[str, float | None]
Telling = Callable[[str], None]
_Got = TypeVar("_Got")


class ChildFailedError(Exception):
    """A process that was to be measured has failed."""


class Row(msgspec.Struct, frozen=True):
    """One thing that was measured of everybody.

    Args:
        paragraphs: how many were indexed.
        text_bytes: their length in UTF-8.
        measured: `build`, `open`, `memory`, or a class of queries.
        systems: the figures by system, null for one that was not measured.
        asked: of a class of queries, each query with everybody's count and milliseconds.
    """

    paragraphs: int
    text_bytes: int
    measured: str
    systems: dict[str, Figures | None]
    asked: list[dict[str, str | dict[str, float]]] = []


@contextlib.contextmanager
def _child(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """A process of `benchmarks.child`; what it started ends with it where something goes wrong here."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_TOP_FOLDER), os.environ.get("PYTHONPATH")]))
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.child", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    try:
        yield child
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        raise
    finally:
        for pipe in filter(None, (child.stdin, child.stdout)):
            with contextlib.suppress(BrokenPipeError):  # what stands in it was meant for one that has failed
                pipe.close()
        child.wait()


def _decoded(line: bytes, kind: type[_Got], name: str) -> _Got:
    if not line:
        raise ChildFailedError(f"the process of {name} has failed; what it said stands above")
    return msgspec.json.decode(line, type=kind)


def _build(name: str, paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Figures:
    """Have one system build its index in a process of its own."""
    folder.mkdir()
    with _child("build", name, paragraphs.folder, folder, jobs) as child, PeakMemory(child.pid) as peak:
        output, _ = child.communicate()
    built = _decoded(output, BuiltIndex, name)
    index_bytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    rate = len(paragraphs) / built.seconds
    os.sync()
    return {
        "seconds": round(built.seconds, 3),
        "settled_seconds": round(built.settled, 3),
        "paragraphs_per_second": round(rate, 1),
        "paragraphs_per_second_and_job": round(rate / jobs, 1),
        "index_bytes": index_bytes,
        "bytes_per_text_byte": round(index_bytes / paragraphs.text_bytes, 3),
        "peak_memory_mb": round(max(peak.megabytes, built.memory.peak), 1),
    }


class _Answering:
    """Asks a process that answers queries on the index of one system.

    Args:
        name: of the system.
        child: the process.
    """

    def __init__(self, name: str, child: subprocess.Popen[bytes]) -> None:
        self.name = name
        self._child = child

    def open(self, times: int) -> OpenedIn:
        return self._asked(Open(times), OpenedIn)

    def answer(self, query: Query) -> Answered:
        return self._asked(Ask(query), Answered)

    def memory(self) -> Memory:
        return self._asked(Weigh(), Memory)

    def _asked(self, request: msgspec.Struct, kind: type[_Got]) -> _Got:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # the answer of one that has failed is empty
            self._child.stdin.write(msgspec.json.encode(request) + b"\n")
            self._child.stdin.flush()
        return _decoded(self._child.stdout.readline(), kind, self.name)


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

    def row(measured: str, figures: dict[str, Figures], asked: Sequence[_Asked] = ()) -> Row:
        with_ratios = {name: figures[name] | _ratios(figures[name], figures.get("us")) for name in figures}
        systems: dict[str, Figures | None] = {**with_ratios, **dict.fromkeys(absent)}
        return Row(len(paragraphs), paragraphs.text_bytes, measured, systems, [one.shown() for one in asked])

    built = {}
    for name in names:
        tell(f"{len(paragraphs):,} paragraphs: {name} builds")
        built[name] = _build(name, paragraphs, folder / name, jobs)
    with contextlib.ExitStack() as stack:
        children = [_Answering(name, stack.enter_context(_child("answer", name, folder / name))) for name in names]
        opened = {child.name: child.open(_OPENINGS) for child in children}
        asked = [_Asked(query) for query in queries]
        tell(f"{len(paragraphs):,} paragraphs: {len(queries)} queries, for the first time")
        weighed = _first_time(children, asked)
        for number in range(rounds):
            tell(f"{len(paragraphs):,} paragraphs: {len(queries)} queries, round {number + 1} of {rounds}")
            _round([child for child in children if number == 0 or not _is_slow(child.name, asked)], asked, number)
    openings: dict[str, Figures] = {
        name: {"median_ms": _ms(statistics.median(one.seconds)), "first_ms": _ms(one.seconds[0])}
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
            rows.append(row(kind, {name: _summary(name, of_kind) for name in names}, of_kind))
    return rows


class _Asked:
    """A query with everybody's answers.

    Args:
        query: that is asked.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self.first: dict[str, Answered] = {}
        self._seconds: dict[str, list[float]] = {}

    def take(self, name: str, answered: Answered) -> None:
        first = self.first.setdefault(name, answered)
        if first is not answered:
            self._seconds.setdefault(name, []).append(answered.seconds)
            if answered.count != first.count:
                raise ChildFailedError(f"{name} counts {answered.count} and {first.count} for the same {self.query}")

    def seconds(self, name: str) -> float:
        return statistics.median(self._seconds[name])

    def shown(self) -> dict[str, str | dict[str, float]]:
        query = self.query
        limits = [f"day {query.first_day}-{query.last_day}"] if query.first_day else []
        limits += [f"source {query.source}, author {query.author}"] if query.source else []
        return {
            "query": "; ".join([" ".join(query.words), *limits]),
            "counts": {name: answered.count for name, answered in self.first.items()},
            "ms": {name: _ms(self.seconds(name)) for name in self.first},
        }


def _first_time(children: Sequence[_Answering], asked: Sequence[_Asked]) -> dict[str, Memory]:
    """Ask everything once; returns the memory after so many queries, or after all where they are fewer."""
    weighed: dict[str, Memory] = {}
    for number, one in enumerate(asked, 1):
        for child in _shuffled(children, -number):
            one.take(child.name, child.answer(one.query))
        if number == min(_WEIGHED_AFTER, len(asked)):
            weighed = {child.name: child.memory() for child in children}
    return weighed


def _round(children: Sequence[_Answering], asked: Sequence[_Asked], number: int) -> None:
    for place, one in enumerate(asked):
        for child in _shuffled(children, number * len(asked) + place):
            one.take(child.name, child.answer(one.query))


def _shuffled(children: Sequence[_Answering], turn: int) -> Sequence[_Answering]:
    """All of them in another order each time, so that nobody always comes after the one that empties the caches."""
    return random.Random(turn).sample(children, len(children))


def _is_slow(name: str, asked: Sequence[_Asked]) -> bool:
    return statistics.median(one.first[name].seconds for one in asked) > _SLOW_SECONDS


def _ms(seconds: float) -> float:
    return round(seconds * 1e3, 4)


def _summary(name: str, asked: Sequence[_Asked]) -> Figures:
    """The figures of one system for one class of queries."""
    warm, cold = [one.seconds(name) for one in asked], [one.first[name].seconds for one in asked]
    figures: Figures = {
        "p50_ms": _ms(float(np.percentile(warm, 50))),
        "p95_ms": _ms(float(np.percentile(warm, 95))),
        "cold_p50_ms": _ms(float(np.percentile(cold, 50))),
        "cold_p95_ms": _ms(float(np.percentile(cold, 95))),
        "median_count": statistics.median(one.first[name].count for one in asked),
    }
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
