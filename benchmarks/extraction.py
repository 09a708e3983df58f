"""Read a folder of files of any format and any condition, and say what came out of each kind and what it took.

Usage: python benchmarks/extraction.py --folder DIR
"""

from __future__ import annotations

import argparse
import os
import resource
import shlex
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.arguments import positive, report
from benchmarks.machine import Machine, PeakMemory
from searchtui.article import Reason
from searchtui.collection import Collection
from searchtui.corpus import scan
from searchtui.errors import SearchtuiError

__all__ = ["Kind", "Result", "main"]

_MB = 1e6
_LONGEST = 72
"""Characters of a sentence in the table."""


class Kind(msgspec.Struct, frozen=True):
    """The files with one suffix.

    Args:
        files: how many there are.
        with_text: of how many there is an article.
        articles, paragraphs: in them.
        reasons: how many of the files have a problem of each reason; a file may have several, and articles besides.
        lost: files of which there is neither an article nor a problem.
    """

    files: int
    with_text: int
    articles: int
    paragraphs: int
    reasons: dict[str, int]
    lost: list[str]


class Result(msgspec.Struct, frozen=True):
    """All that was measured; the object of `--format json`.

    Args:
        version: of this form; keys may be added and none changed.
        machine: on which it was measured.
        command: that measured it.
        kinds: by suffix.
        skipped: how many files have a suffix that is not read, by suffix.
        crashes, hangs: files by which a process was ended.
        seconds: by phase of the run.
        files_per_second: that were read.
        again_seconds: of a second run, in which nothing has changed.
        again_read: files that it read; none, if all is well.
        worker_mb: the most memory that one process had that read, in units of 10**6 bytes.
        together_mb: the same for all processes of the run together; None where the system does not say.
        problems: path, reason and sentence of each.
    """

    version: int
    machine: Machine
    command: str
    kinds: dict[str, Kind]
    skipped: dict[str, int]
    crashes: int
    hangs: int
    seconds: dict[str, float]
    files_per_second: float
    again_seconds: float
    again_read: int
    worker_mb: float
    together_mb: float | None
    problems: list[tuple[str, str, str]]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/extraction.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR", help="of files; nothing is written to it")
    parser.add_argument("--jobs", type=positive, metavar="N", help="as for `searchtui reindex` (default: all cores)")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    return parser.parse_args(arguments)


def _measured(options: argparse.Namespace, command: str) -> Result:
    with tempfile.TemporaryDirectory() as temporary:
        # A copy: the index lies beside the files, and they may belong to somebody else.
        folder = Path(temporary) / "files"
        shutil.copytree(options.folder, folder, symlinks=True)
        with Collection.open(folder) as collection:
            return _of(collection, options.jobs, command)


def _of(collection: Collection, jobs: int | None, command: str) -> Result:
    found = scan(collection.articles_folder)
    with PeakMemory(os.getpid()) as memory:
        done = collection.reindex(jobs=jobs)
    read: list[int] = []
    again = collection.reindex(jobs=jobs, progress=lambda state: read.append(state.total * (state.phase == "read")))
    unit = 1 if sys.platform == "darwin" else 1024
    articles: dict[str, list[int]] = {}
    for record in collection.articles():
        articles.setdefault(record.path, []).append(record.paragraphs)
    reasons: dict[str, set[str]] = {}
    for problem in done.problems:
        reasons.setdefault(problem.path, set()).add(str(problem.reason))
    suffixes: dict[str, list[str]] = {}
    for path in [file.path for file in found.files]:
        suffixes.setdefault(PurePosixPath(path).suffix.lower(), []).append(path)
    stopped = Counter(str(problem.reason) for problem in done.problems)
    return Result(
        version=1,
        machine=Machine.this(),
        command=command,
        kinds={
            suffix: Kind(
                files=len(paths),
                with_text=sum(path in articles for path in paths),
                articles=sum(len(articles.get(path, ())) for path in paths),
                paragraphs=sum(sum(articles.get(path, ())) for path in paths),
                reasons=dict(Counter(reason for path in paths for reason in sorted(reasons.get(path, ())))),
                lost=[path for path in paths if path not in articles and path not in reasons],
            )
            for suffix, paths in sorted(suffixes.items())
        },
        skipped=found.skipped,
        crashes=stopped[Reason.CRASHED],
        hangs=stopped[Reason.TIMED_OUT],
        seconds={phase: round(seconds, 2) for phase, seconds in done.phases.items()},
        files_per_second=round(len(found.files) / max(done.phases.get("read", 0.0), 1e-3), 1),
        again_seconds=round(again.seconds, 2),
        again_read=max(read, default=0),
        worker_mb=round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / _MB, 1),
        together_mb=memory.megabytes or None,
        problems=[(problem.path, str(problem.reason), problem.message) for problem in done.problems],
    )


def _show(result: Result) -> None:
    machine = result.machine
    print(f"Machine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB\n")
    print(f"{'':10}{'files':>7}{'with text':>11}{'articles':>10}{'paragraphs':>12}{'lost':>6}  problems")
    for suffix, kind in result.kinds.items():
        share = f"{100 * kind.with_text / kind.files:.0f} %"
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(kind.reasons.items()))
        figures = f"{kind.files:>7,}{share:>11}{kind.articles:>10,}{kind.paragraphs:>12,}{len(kind.lost):>6,}"
        print(f"{suffix:10}{figures}  {reasons or '–'}")
    for path, reason, message in result.problems:
        if reason in (Reason.CRASHED, Reason.TIMED_OUT, Reason.TOO_LARGE) or "mistake" in message:
            print(f"  {ascii(path)[1:-1]}: {reason}: {message[:_LONGEST]}")
    skipped = ", ".join(f"{count:,} {suffix or 'without suffix'}" for suffix, count in result.skipped.items())
    together = f"{result.together_mb:,.0f} MB" if result.together_mb else "–"
    print(f"\nSkipped: {skipped or '–'}")
    print(f"Crashes: {result.crashes}; hangs: {result.hangs}")
    print(
        f"Read: {result.files_per_second:,.0f} files/s; {', '.join(f'{k} {v:g} s' for k, v in result.seconds.items())}"
    )
    print(f"Again: {result.again_seconds:.2f} s, {result.again_read} files read")
    print(f"Memory: one worker {result.worker_mb:,.0f} MB, all together {together}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; returns the exit code, 2 where nothing could be measured."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _arguments(given)
    command = shlex.join(["python", "benchmarks/extraction.py", *given])
    errors = (SearchtuiError, OSError)
    return report(partial(_measured, options, command), _show, errors, as_json=options.format == "json")


if __name__ == "__main__":
    sys.exit(main())
