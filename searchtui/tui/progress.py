"""How far a reindex is, in words: files, paragraphs, rate and the time that is left."""

from __future__ import annotations

import time
from collections.abc import Callable

from searchtui.collection import Progress, ReindexReport

__all__ = ["Pace", "bar", "duration", "said"]

_PHASES = {
    "scan": "looking for changes",
    "read": "reading",
    "stories": "looking for copies",
    "write": "writing",
    "commit": "writing",
}
_UNITS = {"stories": "pairs", "write": "articles"}
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int) -> str:
    """A bar of `width` cells, filled by `share` (0 to 1), in eighths of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)


def duration(seconds: float) -> str:
    """`12 s`, `3 min`, `2 h`: as precise as one wants to know it while waiting."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600)} h"


class Pace:
    """Turns the `Progress` of one run into words.

    Args:
        clock: seconds, ever rising.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._phase = ""
        self._phase_started = self._started

    def words(self, progress: Progress) -> str:
        """One line: `reading 120 of 400 files · 2,300 paragraphs · 1,900/s · 12 s left`."""
        now = self._clock()
        if progress.phase != self._phase:
            self._phase, self._phase_started = progress.phase, now
        parts, unit = [_PHASES.get(progress.phase, progress.phase)], _UNITS.get(progress.phase, "files")
        if progress.total:
            parts[0] += f" {progress.done:,} of {progress.total:,} {unit}"
        elif progress.done:
            parts[0] += f" {progress.done:,} {unit}"
        passed = now - self._phase_started
        if progress.paragraphs:
            parts.append(f"{progress.paragraphs:,} paragraphs")
            if passed > 0.2 and progress.phase == "read":
                parts.append(f"{progress.paragraphs / passed:,.0f}/s")
        if progress.total and 0 < progress.done < progress.total and passed > 1:
            parts.append(f"{duration(passed * (progress.total - progress.done) / progress.done)} left")
        return " · ".join(parts)


def said(report: ReindexReport) -> str:
    """What a run did, in one sentence."""
    done = [
        f"{number:,} {name}"
        for number, name in ((report.added, "added"), (report.changed, "changed"), (report.removed, "removed"))
        if number
    ]
    sentence = f"Index up to date: {', '.join(done) if done else 'nothing had changed'}"
    sentence += f"; {report.articles:,} articles, {report.paragraphs:,} paragraphs"
    if report.problems:
        word = "problem" if len(report.problems) == 1 else "problems"
        sentence += f"; {len(report.problems):,} {word} (searchtui status --problems lists them)"
    return sentence + "."
