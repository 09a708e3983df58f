"""Those that are measured, each in a module of its own: how it builds an index and how it answers a query."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.queries import Answer, Query

__all__ = ["PARSING", "PEERS", "SEARCHING", "TOP", "TYPING", "Built", "Opened", "Peer", "load"]

TOP = 50
"""How many of the best paragraphs an answer holds."""

PEERS = {
    "us": "benchmarks.peers.ours",
    "whoosh": "benchmarks.peers.whoosh_stock",
    "tantivy": "benchmarks.peers.tantivy_index",
    "fts5": "benchmarks.peers.fts5",
    "xapian": "benchmarks.peers.xapian_index",
}

SEARCHING, TYPING, PARSING = "searching", "typing", "parsing"
_TYPED = {name: f"benchmarks.peers.{name}" for name in (SEARCHING, TYPING, PARSING)}
"""Those that take what is typed, which is ours alone."""


class Built(NamedTuple):
    """How long a build took.

    Args:
        seconds: until the index could be searched.
        settled: until nothing more was done to it, such as merging, in seconds from the beginning.
    """

    seconds: float
    settled: float


class Opened(Protocol):
    """An index that is open."""

    def answer(self, query: Query) -> Answer:
        """Answer a query."""

    def close(self) -> None:
        """Let go of the files."""


class Peer(Protocol):
    """What a module of a peer offers."""

    def version(self) -> str:
        """Its version."""

    def build(self, paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
        """Index all paragraphs in an empty folder, with so many threads or processes where it can."""

    def open_index(self, folder: Path) -> Opened:
        """Open what `build` has written."""


def load(name: str) -> Peer | None:
    """A peer by its name in `PEERS`, or one that takes what is typed; None where it is not installed."""
    try:
        return cast("Peer", importlib.import_module({**PEERS, **_TYPED}[name]))
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("benchmarks", "searchtui"):
            raise
        return None
