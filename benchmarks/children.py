"""Processes that build indexes and answer queries, all of them in turns, and what they took."""

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
from benchmarks.queries import Query

__all__ = ["Answering", "Asked", "ChildFailedError", "Figures", "Telling", "answering", "ask", "build", "ms", "summary"]

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


def build(name: str, paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Figures:
    """Have one system build its index in a process of its own.

    Args:
        name: of the system; see `benchmarks.peers.load`.
        paragraphs: to index.
        folder: for the index; made here.
        jobs: threads or processes to build with.

    Raises:
        ChildFailedError: it could not do it.
    """
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


class Answering:
    """Asks a process that answers queries on the index of one system.

    Args:
        name: that its answers stand under.
        child: the process.
    """

    def __init__(self, name: str, child: subprocess.Popen[bytes]) -> None:
        self.name = name
        self._child = child

    def open(self) -> OpenedIn:
        """Have it open the index again and again."""
        return self._asked(Open(_OPENINGS), OpenedIn)

    def answer(self, query: Query) -> Answered:
        """Ask it a query."""
        return self._asked(Ask(query), Answered)

    def memory(self) -> Memory:
        """How much memory it has."""
        return self._asked(Weigh(), Memory)

    def _asked(self, request: msgspec.Struct, kind: type[_Got]) -> _Got:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # the answer of one that has failed is empty
            self._child.stdin.write(msgspec.json.encode(request) + b"\n")
            self._child.stdin.flush()
        return _decoded(self._child.stdout.readline(), kind, self.name)


@contextlib.contextmanager
def answering(system: str, folder: Path, name: str | None = None) -> Iterator[Answering]:
    """A process that answers queries.

    Args:
        system: that answers; see `benchmarks.peers.load`.
        folder: in which it has built its index.
        name: that the answers stand under; None for that of the system.
    """
    with _child("answer", system, folder) as child:
        yield Answering(name or system, child)


class Asked:
    """A query with everybody's answers.

    Args:
        query: that is asked.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self.first: dict[str, Answered] = {}
        self._seconds: dict[str, list[float]] = {}

    def take(self, name: str, answered: Answered) -> None:
        """Keep an answer.

        Raises:
            ChildFailedError: it counts otherwise than the first one.
        """
        first = self.first.setdefault(name, answered)
        if first is not answered:
            self._seconds.setdefault(name, []).append(answered.seconds)
            if answered.count != first.count:
                raise ChildFailedError(f"{name} counts {answered.count} and {first.count} for the same {self.query}")

    def seconds(self, name: str) -> float:
        """How long a system took after the first time, as a median."""
        return statistics.median(self._seconds[name])

    def shown(self) -> dict[str, str | dict[str, float]]:
        """The query, and what each system counted and took."""
        return {
            "query": str(self.query),
            "counts": {name: answered.count for name, answered in self.first.items()},
            "ms": {name: ms(self.seconds(name)) for name in self.first},
        }


def ask(
    children: Sequence[Answering], queries: Sequence[Query], rounds: int, tell: Telling
) -> tuple[list[Asked], dict[str, Memory]]:
    """Have all answer the same queries: everything once, and then in rounds.

    Args:
        children: that answer.
        queries: to answer.
        rounds: how often each query is asked after the first time.
        tell: is told what is being done.

    Returns:
        The queries with their answers, and everybody's memory after 200 of them, or after all where they are fewer.

    Raises:
        ChildFailedError: a system could not do it.
    """
    asked = [Asked(query) for query in queries]
    tell(f"{len(queries)} queries, for the first time")
    weighed = _first_time(children, asked)
    for number in range(rounds):
        tell(f"{len(queries)} queries, round {number + 1} of {rounds}")
        _round([child for child in children if number == 0 or not _is_slow(child.name, asked)], asked, number)
    return asked, weighed


def _first_time(children: Sequence[Answering], asked: Sequence[Asked]) -> dict[str, Memory]:
    """Ask everything once; returns the memory after so many queries, or after all where they are fewer."""
    weighed: dict[str, Memory] = {}
    for number, one in enumerate(asked, 1):
        for child in _shuffled(children, -number):
            one.take(child.name, child.answer(one.query))
        if number == min(_WEIGHED_AFTER, len(asked)):
            weighed = {child.name: child.memory() for child in children}
    return weighed


def _round(children: Sequence[Answering], asked: Sequence[Asked], number: int) -> None:
    for place, one in enumerate(asked):
        for child in _shuffled(children, number * len(asked) + place):
            one.take(child.name, child.answer(one.query))


def _shuffled(children: Sequence[Answering], turn: int) -> Sequence[Answering]:
    """All of them in another order each time, so that nobody always comes after the one that empties the caches."""
    return random.Random(turn).sample(children, len(children))


def _is_slow(name: str, asked: Sequence[Asked]) -> bool:
    return statistics.median(one.first[name].seconds for one in asked) > _SLOW_SECONDS


def ms(seconds: float) -> float:
    """Seconds as milliseconds, to four digits."""
    return round(seconds * 1e3, 4)


def summary(name: str, asked: Sequence[Asked]) -> Figures:
    """What one system took for some queries, and how many paragraphs it found.

    Args:
        name: of the system.
        asked: at least one.
    """
    warm, cold = [one.seconds(name) for one in asked], [one.first[name].seconds for one in asked]
    return {
        "p50_ms": ms(float(np.percentile(warm, 50))),
        "p95_ms": ms(float(np.percentile(warm, 95))),
        "worst_ms": ms(max(warm)),
        "cold_p50_ms": ms(float(np.percentile(cold, 50))),
        "cold_p95_ms": ms(float(np.percentile(cold, 95))),
        "cold_worst_ms": ms(max(cold)),
        "median_count": statistics.median(one.first[name].count for one in asked),
    }
