"""Keeping the index up to date: a run after each change of the files, until the user has had enough."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from searchtui.cleaning import clean_line
from searchtui.cli.output import talk, write_line
from searchtui.errors import IndexLockedError

if TYPE_CHECKING:
    from searchtui.collection import FolderWatch, Problem, ReindexReport

__all__ = ["follow"]

_SOON = 1.0
"""Seconds after which a file that was just being written, or an index that another process had, is tried again."""
_LONGEST_REST = 1.0
"""Seconds between two runs at most: a file that comes behind thousands is not to wait for long."""


def follow(watch: FolderWatch, known: tuple[Problem, ...], run: Callable[[], ReindexReport], name: str) -> None:
    """Run after each change; a line on stdout for each run that changed something.

    Args:
        watch: of the files, begun before the last run.
        known: the problems that were listed then.
        run: brings the index up to date.
        name: of what is watched.

    Raises:
        SearchtuiError: the index cannot be brought up to date; that somebody else is writing it is waited for.
        KeyboardInterrupt: the user has had enough.
    """
    if not watch.is_told:
        talk("The system does not tell of changes here, so they are looked for every two seconds.")
    talk(f"Watching {clean_line(name)}; Ctrl+C ends it.")
    again, is_waiting = _again(known), False
    while watch.wait(again) or again is not None:
        began = time.monotonic()
        try:
            report = run()
        except IndexLockedError as error:
            if not is_waiting:
                talk(f"{error} Waiting for it.")
            again, is_waiting = _SOON, True
            continue
        again, is_waiting = _again(report.problems), False
        if report.added or report.changed or report.removed or report.problems != known:
            _say(report)
        known = report.problems
        # Files that change all the time do not keep the machine busy all the time.
        time.sleep(min(time.monotonic() - began, _LONGEST_REST))


def _again(problems: tuple[Problem, ...]) -> float | None:
    from searchtui.collection import Reason

    return _SOON if any(problem.reason is Reason.CHANGED for problem in problems) else None


def _say(report: ReindexReport) -> None:
    parts = [f"{report.added} added", f"{report.changed} changed", f"{report.removed} removed"]
    parts.append(f"{report.articles:,} articles, {report.paragraphs:,} paragraphs")
    if report.problems:
        parts.append(f"{len(report.problems):,} problem{'s' if len(report.problems) > 1 else ''}")
    write_line(f"{time.strftime('%H:%M:%S')}  {' · '.join(parts)}")
    if sys.stdout is not None:
        sys.stdout.flush()
