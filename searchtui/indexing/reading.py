"""Files are read: handed out in batches and parts, and put together again in the order in which they were given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import msgspec

from searchtui.corpus import Division, FoundFile, PartReading, divide, join
from searchtui.indexing.tasks import FileRead, FilesRead, FileToRead, PartRead, ReadFiles, ReadPart, Step, Task
from searchtui.indexing.workers import Workers

__all__ = ["Listener", "Tally", "read_files", "to_read"]

Listener = Callable[[int, int, str], None]
"""Is told how many files or articles are done, how many paragraphs were in them, and the path of one at hand."""

_BATCH_BYTES = 1 << 20
_BATCH_FILES = 100


class _Divided(msgspec.Struct):
    """A file that is read in parts."""

    division: Division
    parts: list[PartRead | None]

    @property
    def is_read(self) -> bool:
        return None not in self.parts

    def read(self) -> list[PartRead]:
        return [part for part in self.parts if part is not None]


class Tally:
    """Adds up how far several tasks are.

    Args:
        listener: is told.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._done = self._paragraphs = 0
        self._steps: dict[int, Step] = {}

    def step(self, task: int, step: Step) -> None:
        """A task is under way."""
        self._steps[task] = step
        done = self._done + sum(one.done for one in self._steps.values())
        self._listener(done, self._paragraphs + sum(one.paragraphs for one in self._steps.values()), step.path)

    def done(self, task: int | None, number: int, paragraphs: int) -> None:
        """Files or articles are done; with them a task, unless there was none."""
        if task is not None:
            self._steps.pop(task, None)
        self._done += number
        self._paragraphs += paragraphs


class _Reading:
    """The files of one run.

    Args:
        files: to be read.
        workers: who read.
        listener: is told how far it is.
    """

    def __init__(self, files: Sequence[FileToRead], workers: Workers, listener: Listener) -> None:
        self._files, self._workers, self._tally = files, workers, Tally(listener)
        self._read: dict[int, FileRead] = {}
        self._divided: dict[int, _Divided] = {}
        self._places: list[tuple[int, ...]] = []

    def go(self) -> list[FileRead]:
        self._run(self._tasks(), sum(file.size for file in self._files))
        again = [(number, part, names) for number in self._divided for part, names in self._joined(number).items()]
        if again:
            self._places.clear()
            tasks = (self._part(number, part, names) for number, part, names in again)
            self._run(tasks, sum(self._divided[number].division.parts[part].length for number, part, _ in again))
            for number in {number for number, _, _ in again}:
                self._joined(number)
        return [self._read[number] for number in range(len(self._files))]

    def _run(self, tasks: Iterator[Task], size: int) -> None:
        for task, answer in self._workers.run(tasks, size, self._tally.step):
            if isinstance(answer, FilesRead):
                for number, read in zip(self._places[task], answer.files, strict=True):
                    self._read[number] = read
                self._tally.done(task, len(answer.files), sum(read.paragraphs for read in answer.files))
            elif isinstance(answer, PartRead):
                number, part = self._places[task]
                divided = self._divided[number]
                first = divided.parts[part] is None
                divided.parts[part] = answer
                self._tally.done(task, int(first and divided.is_read), answer.read.paragraphs if first else 0)

    def _tasks(self) -> Iterator[Task]:
        """What is to be done, worked out as it is asked for: telling how to divide a file takes a look at all of it."""
        batch: list[int] = []
        size = 0
        for number, file in enumerate(self._files):
            division = divide(file.found)
            if division is not None and division.checksum == file.known:
                self._read[number] = FileRead(checksum=division.checksum, same=True)
                self._tally.done(None, 1, 0)
            elif division is not None:
                self._divided[number] = _Divided(division, [None] * len(division.parts))
                for part in range(len(division.parts)):
                    yield self._part(number, part, {})
            else:
                batch.append(number)
                size += file.size
                if size >= _BATCH_BYTES or len(batch) == _BATCH_FILES:
                    yield self._batch(batch)
                    batch, size = [], 0
        if batch:
            yield self._batch(batch)

    def _batch(self, numbers: list[int]) -> ReadFiles:
        self._places.append(tuple(numbers))
        return ReadFiles(tuple(self._files[number] for number in numbers))

    def _part(self, number: int, part: int, names: dict[int, str]) -> ReadPart:
        self._places.append((number, part))
        return ReadPart(self._files[number], self._divided[number].division.parts[part], names)

    def _joined(self, number: int) -> dict[int, dict[int, str]]:
        """Put a divided file together; which of its parts must be read again, and how articles are named there."""
        divided = self._divided[number]
        parts = divided.read()
        readings: list[PartReading] = [part.reading for part in parts]
        held = sum(len(part.read.records) for part in parts)
        problems, again = join(self._files[number].path, divided.division, readings, held)
        is_lost = any(reading.problem is not None for reading in readings)
        self._read[number] = FileRead(
            records=() if is_lost else tuple(record for part in parts for record in part.read.records),
            places=() if is_lost else tuple(place for part in parts for place in part.read.places),
            problems=problems,
            checksum=divided.division.checksum if not is_lost or problems[0].checksum else "",
        )
        return again


def read_files(files: Sequence[FileToRead], workers: Workers, listener: Listener) -> list[FileRead]:
    """Read files; the result is the same however many workers there are.

    Args:
        files: to be read.
        workers: who read.
        listener: is told how far it is, in this thread.

    Returns:
        What was read of each, in the same order.

    Raises:
        IndexFolderError: what was read cannot be kept, for instance because the disk is full.
        ReindexError: a process ended that should not have.
    """
    return _Reading(files, workers, listener).go()


def to_read(file: FoundFile, known: str) -> FileToRead:
    """A file as a task names it.

    Args:
        file: as the scan found it.
        known: checksum of what it held last time, empty where it must be read anyway.
    """
    return FileToRead(file.path, os.fsencode(file.location), file.size, file.mtime_ns, known)
