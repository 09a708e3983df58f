"""The first step of a search alone: what was typed becomes a query tree."""

from __future__ import annotations

from pathlib import Path

import searchtui
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import Built
from benchmarks.queries import Answer, Query
from searchtui.query import parse


def version() -> str:
    """Its version."""
    return searchtui.__version__


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:  # noqa: ARG001 - as the others have it
    """There is nothing to build."""
    return Built(0.0, 0.0)


def open_index(folder: Path) -> Parsing:  # noqa: ARG001 - as the others have it
    """No index is needed."""
    return Parsing()


class Parsing:
    """Reads queries."""

    def close(self) -> None:
        """There is nothing to let go of."""

    def answer(self, query: Query) -> Answer:
        """Read what was typed; what is counted are its words."""
        return Answer(parse(query.typed).content_words, (), {}, {})
