"""What a run of `reindex` says while it works and when it is done."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from searchtui.article import Problem

__all__ = ["Changes", "Progress", "ProgressListener", "ReindexReport"]


class Progress(msgspec.Struct, frozen=True):
    """How far a run is.

    Args:
        phase: `scan` (looking for changes), `read` (files), `stories` (pairs of articles that may be copies), `write`
            (articles) or `commit`.
        done: files, pairs or articles dealt with in this phase.
        total: how many there are to deal with in this phase, 0 while that is not known.
        paragraphs: paragraphs indexed so far in this run.
        path: the file at hand, empty between files.
    """

    phase: str
    done: int
    total: int
    paragraphs: int = 0
    path: str = ""


ProgressListener = Callable[[Progress], None]


class Changes(msgspec.Struct, frozen=True):
    """How the files on disk differ from those in the index, judged by size and time of last change alone.

    Args:
        added, changed, removed: numbers of files.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class ReindexReport(msgspec.Struct, frozen=True):
    """What a run did.

    Args:
        articles, paragraphs, stories: in the index now.
        added, changed, removed: articles, by this run.
        problems: all that are listed now, old ones too.
        skipped: how many files were passed over for their suffix, by suffix.
        seconds: how long the run took.
        phases: the same by phase: `open`, `scan`, `plan`, `read`, `stories`, `write`, `merge`, `catalogue`,
            `commit` and `settle`, in this order, as far as there was anything to do.
        rebuilt: why the whole index was made anew, empty where it was not.
        jobs: how many processes read and wrote, where there was enough to do.
        memory: bytes that the run took, about, as far as it wrote anything; more than was allowed where that was too
            little.
    """

    articles: int
    paragraphs: int
    stories: int
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    skipped: dict[str, int]
    seconds: float
    rebuilt: str = ""
    phases: dict[str, float] = {}
    jobs: int = 1
    memory: int = 0

    @property
    def scan_seconds(self) -> float:
        """How long it took to look for changes in the folder, before anything of them was known."""
        return self.phases.get("scan", 0.0)
