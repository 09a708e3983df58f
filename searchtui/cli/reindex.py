"""`searchtui reindex`: bring the index up to date."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.following import follow
from searchtui.cli.options import SizeType, collection_options, open_collection
from searchtui.cli.output import talk, write_line
from searchtui.cli.problems import problems_in_short, recent_problems
from searchtui.cli.status import skipped_as_text

if TYPE_CHECKING:
    from searchtui.collection import Collection, Progress, ProgressListener, ReindexReport

__all__ = ["LINES_EVERY", "MOST_PROBLEMS", "reindex"]

LINES_EVERY = 100
"""Files between two lines of progress where there is no terminal."""

PAIRS_EVERY = 10_000
"""Pairs of articles between two of them."""

MOST_PROBLEMS = 10
"""That are listed at the end of a run."""

UNITS = {"read": "files", "stories": "pairs", "write": "articles"}
PHASES = {
    "scan": "looking for changes",
    "read": "reading",
    "stories": "looking for copies",
    "write": "writing",
    "commit": "committing",
}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Make the whole index anew instead of reading only what changed.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many processes share the work where there is much to do. Default: all cores, as far as the memory goes.",
)
@click.option(
    "--memory",
    type=SizeType(),
    metavar="SIZE",
    help="How much memory all of them together may take, about: 512M, 2G. Default: an eighth of the machine's, at "
    "least 512M and at most 2G.",
)
@click.option("--watch", is_flag=True, help="Go on: read what is added, changed or removed from now on, until Ctrl+C.")
@collection_options
def reindex(paths: tuple[Path, ...], full: bool, jobs: int | None, memory: int | None, watch: bool) -> None:
    """Read what was added or changed since last time and drop what is gone.

    A PATH limits the run to files and folders inside the collection; nothing outside them is dropped. A single PATH
    that is a folder elsewhere means the collection that it lies in, or is a collection of its own, as with -C.

    A file that cannot be read is listed and does not end the run. Stop it at any moment: the old index still answers.

    \b
    Examples:
      searchtui reindex
      searchtui reindex --full --jobs 2 --memory 1G
      searchtui reindex --watch
      searchtui reindex seeds/2024 notes.md
      searchtui -C ~/clippings reindex
    """
    collection, inside = _choose(open_collection(), paths)
    watching = collection.watch() if watch else None
    try:
        with _progress() as listener:
            report = collection.reindex(inside, full=full, progress=listener, jobs=jobs, memory=memory)
    except KeyboardInterrupt:
        talk("Stopped; an index that was there before still answers.")
        raise
    _tell(report, memory)
    if watching is not None:
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            again = partial(collection.reindex, inside, jobs=jobs, memory=memory)
            follow(watching, report.problems, again, str(collection.articles_folder))


def _tell(report: ReindexReport, memory: int | None) -> None:
    if report.rebuilt:
        talk(report.rebuilt)
    if memory is not None and report.memory > memory:
        processes = "one process" if report.jobs == 1 else f"{report.jobs} processes"
        talk(f"About {report.memory / 1024**2:,.0f} MB were taken, because {processes} cannot do with less.")
    for line in _summary(report):
        write_line(line)


def _choose(collection: Collection, paths: tuple[Path, ...]) -> tuple[Collection, list[Path]]:
    """The collection that is meant and the absolute paths in it that the run is limited to."""
    absolute = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100  # resolve() would follow links
    roots = {collection.folder, collection.articles_folder}
    roots |= {root.resolve() for root in roots}
    outside = [path for path in absolute if not any(path.is_relative_to(root) for root in roots)]
    if not outside:
        return collection, absolute
    if len(paths) > 1 or not outside[0].is_dir():
        raise click.UsageError(f"{clean_line(str(outside[0]))} is outside the collection {collection.folder}.")
    collection.close()
    from searchtui.config import enclosing

    folder = outside[0].resolve()
    around = enclosing(folder)
    if around is None or around == folder:
        return type(collection).open(folder), []
    return type(collection).open(around), [folder]


@contextmanager
def _progress() -> Iterator[ProgressListener]:
    """Show how far a run is on stderr: as a bar on a terminal, otherwise as lines."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    class RateColumn(ProgressColumn):
        """Files, pairs or articles a second."""

        def render(self, task: Task) -> Text:
            """The rate, empty before it is known."""
            return Text(f"{task.speed:,.0f} {task.fields['unit']}/s" if task.speed else "")

    said = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[paragraphs]}")
    columns = (*said, RateColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def listen(progress: Progress) -> None:
            if progress.phase not in tasks:
                name, unit = PHASES.get(progress.phase, progress.phase), UNITS.get(progress.phase, "")
                tasks[progress.phase] = bar.add_task(name, total=None, unit=unit, paragraphs="")
            # One large file may hold everything, and then nothing but its paragraphs shows that the run goes on.
            paragraphs = f"{progress.paragraphs:,} paragraphs" if progress.paragraphs else ""
            bar.update(
                tasks[progress.phase], completed=progress.done, total=progress.total or None, paragraphs=paragraphs
            )

        yield listen


def _lines() -> ProgressListener:
    """A listener that says one line for each hundred files read, and for each ten thousand pairs compared."""
    said = {"read": 0, "stories": 0}

    def listen(progress: Progress) -> None:
        if progress.phase not in said:
            return
        number = progress.done // (LINES_EVERY if progress.phase == "read" else PAIRS_EVERY)
        if number <= said[progress.phase]:
            return
        said[progress.phase] = number
        if progress.phase == "read":
            talk(f"{progress.done:,} of {progress.total:,} files read, {progress.paragraphs:,} paragraphs.")
        else:
            talk(f"{progress.done:,} of {progress.total:,} pairs of possible copies compared.")

    return listen


def _summary(report: ReindexReport) -> Iterator[str]:
    """What the run did, a name and a value a line, and the problems below."""
    facts = {
        "articles": report.articles,
        "paragraphs": report.paragraphs,
        "stories": report.stories,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "problems": problems_in_short(report.problems),
        "skipped": skipped_as_text(report.skipped) or 0,
        "seconds": f"{report.seconds:.1f}",
        "scan": f"{report.scan_seconds:.1f} of them to look for changes",
    }
    for name, value in facts.items():
        yield f"{name:<11} {clean_line(str(value))}"
        if name == "problems":
            yield from (f"  {line}" for line in recent_problems(report.problems, MOST_PROBLEMS))
