"""A process that builds an index of one peer, or answers queries on one; what it measures is its own time alone.

Usage: python -m benchmarks.child build PEER PARAGRAPHS FOLDER JOBS
       python -m benchmarks.child answer PEER FOLDER

To answer, it reads a request a line and writes what it found, a line of JSON each.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.machine import Memory
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import Opened, Peer, load
from benchmarks.queries import Query

__all__ = ["Answered", "Ask", "BuiltIndex", "Measured", "Open", "OpenedIn", "Weigh"]


class BuiltIndex(msgspec.Struct, frozen=True):
    """What is known of a build.

    Args:
        version: of the peer.
        seconds: until the index could be searched.
        settled: until nothing more was done to it.
        memory: of the building process at the end.
    """

    version: str
    seconds: float
    settled: float
    memory: Memory


class Open(msgspec.Struct, tag=True):
    """Open the index again and again.

    Args:
        times: how often; it stays open after the last time.
    """

    times: int


class Ask(msgspec.Struct, tag=True):
    """Answer a query.

    Args:
        query: to answer.
    """

    query: Query


class Weigh(msgspec.Struct, tag=True):
    """Say how much memory there is."""


class OpenedIn(msgspec.Struct, frozen=True):
    """How long it took to open the index.

    Args:
        seconds: of each time.
        before: memory before the first time.
    """

    seconds: list[float]
    before: Memory


class Answered(msgspec.Struct, frozen=True):
    """An answer without its texts.

    Args:
        seconds: that it took.
        count: of the paragraphs that match.
        texts: how many texts came with it.
        sources: counts by source.
        authors: counts by author.
    """

    seconds: float
    count: int
    texts: int
    sources: dict[str, int]
    authors: dict[str, int]


Request = Open | Ask | Weigh
Measured = BuiltIndex | OpenedIn | Answered | Memory


def _build(peer: Peer, prepared: Path, folder: Path, jobs: int) -> BuiltIndex:
    built = peer.build(PreparedParagraphs(prepared), folder, jobs)
    return BuiltIndex(peer.version(), built.seconds, built.settled, Memory.mine())


def _answers(peer: Peer, folder: Path, requests: Iterator[bytes]) -> Iterator[Measured]:
    decode = msgspec.json.Decoder(Request).decode
    opened: Opened | None = None
    for line in requests:
        request = decode(line)
        if isinstance(request, Open):
            before, taken = Memory.mine(), []
            for _ in range(request.times):
                if opened is not None:
                    opened.close()
                started = time.perf_counter()
                opened = peer.open_index(folder)
                taken.append(time.perf_counter() - started)
            yield OpenedIn(taken, before)
        elif isinstance(request, Weigh):
            yield Memory.mine()
        else:
            assert opened is not None
            started = time.perf_counter()
            answer = opened.answer(request.query)
            seconds = time.perf_counter() - started
            yield Answered(seconds, answer.count, len(answer.texts), answer.sources, answer.authors)


def main() -> int:
    """Do what the arguments say."""
    work, name, *rest = sys.argv[1:]
    peer = load(name)
    assert peer is not None
    if work == "build":
        prepared, folder, jobs = rest
        measured: Iterator[Measured] = iter([_build(peer, Path(prepared), Path(folder), int(jobs))])
    else:
        measured = _answers(peer, Path(rest[0]), iter(sys.stdin.buffer))
    for one in measured:
        sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
