"""Files are read: handed out in batches and parts, and put together again in the order in which they were given."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import msgspec

from searchtui.article import Problem, Reason
from searchtui.corpus import Division, FoundFile, PartReading, divide, is_linear_by_name, join
from searchtui.indexing.tasks import (
    FileRead,
    FilesRead,
    FileToRead,
    GivenUp,
    PartRead,
    ReadFiles,
    ReadPart,
    Step,
    Task,
    checksum_of,
)
from searchtui.indexing.workers import Workers

__all__ = ["Listener", "Tally", "read_files", "to_read"]

Listener = Callable[[int, int, str], None]
"""Is told how many files or articles are done, how many paragraphs were in them, and the path of one at hand."""

_BATCH_BYTES = 1 << 20
_BATCH_FILES = 100
_BATCH_RISKS = 8
"""Of files that need a process of their own: each takes as long as many others, and nobody should wait for the last."""

_RISKY_BYTES = 1 << 16
"""Bytes of text that are read in the time that such a file takes."""

_MOST_GIVEN_UP = 5
"""Files in one archive by which a process may be ended before the whole archive is given up: each time all others in it
are read again."""

_OTHER = "It has vanished or changed while it was being read; the next run reads it again."
_NOBODY = "It is read only by a process of its own, and none can be started."


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


class _Supply(Iterator[Task]):
    """Tasks that are to be done, and those that turn out to be necessary meanwhile, which come first.

    Args:
        tasks: worked out as they are asked for.
    """

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self.again: deque[Callable[[], Task]] = deque()

    def __next__(self) -> Task:
        return self.again.popleft()() if self.again else next(self._tasks)


class _Reading:
    """The files of one run.

    Args:
        files: to be read.
        workers: who read.
        listener: is told how far it is.
    """

    def __init__(self, files: Sequence[FileToRead], workers: Workers, listener: Listener) -> None:
        self._files, self._workers, self._tally = files, workers, Tally(listener)
        self._linear = [is_linear_by_name(file.found.suffix, file.size) for file in files]
        """Whether each, if it is what it is called, can be read without fear in this process too."""
        self._read: dict[int, FileRead] = {}
        self._divided: dict[int, _Divided] = {}
        self._given_up: dict[int, dict[int, tuple[Reason, str]]] = {}
        """Of archives, by their numbers: the files in them by which a process was ended, as in `FileToRead`."""
        self._places: list[list[int] | tuple[int, int]] = []
        """Of each task the numbers of the files whose answers are to come, or that of a file and that of a part."""

    def go(self) -> list[FileRead]:
        apart = not all(self._linear)
        everything = range(len(self._files))
        self._run(self._tasks(everything), self._size(everything), apart=apart)
        again = [(number, part, names) for number in self._divided for part, names in self._joined(number).items()]
        if again:
            tasks = (self._part(number, part, names) for number, part, names in again)
            self._run(tasks, sum(self._divided[number].division.parts[part].length for number, part, _ in again))
            for number in {number for number, _, _ in again}:
                self._joined(number)
        if not apart and (left := self._left()):
            self._run(self._tasks(left), self._size(left), apart=True)
        for number in self._left():
            self._read[number] = FileRead(problems=(Problem(self._files[number].path, Reason.UNREADABLE, _NOBODY),))
        return [self._read[number] for number in range(len(self._files))]

    def _left(self) -> list[int]:
        """The files that were not read because they must be read by a process of their own."""
        return [number for number, read in self._read.items() if read.apart]

    def _size(self, numbers: Iterable[int]) -> int:
        """Bytes of text that reading files is worth, about."""
        files = (self._files[one] for one in numbers)
        return sum(one.size if is_linear_by_name(one.found.suffix, 0) else _RISKY_BYTES for one in files)

    def _run(self, tasks: Iterator[Task], size: int, *, apart: bool = False) -> None:
        self._places.clear()
        supply = _Supply(tasks)
        for task, answer in self._workers.run(supply, size, self._tally.step, apart=apart):
            places = self._places[task]
            if isinstance(answer, FilesRead) and isinstance(places, list):
                for number, read in zip(places, answer.files, strict=False):
                    self._read[number] = read
                del places[: len(answer.files)]
                done = sum(not read.apart for read in answer.files)
                self._tally.done(task, done, sum(read.paragraphs for read in answer.files))
            elif isinstance(answer, GivenUp) and isinstance(places, list):
                number = places.pop(answer.place)
                if self._can_spare(number, answer):
                    self._tally.done(task, 0, 0)
                    supply.again.append(partial(self._batch, (number,)))
                else:
                    self._read[number] = self._failed(number, answer.reason, answer.message)
                    self._tally.done(task, 1, 0)
                if places:
                    supply.again.append(partial(self._batch, places))
            elif isinstance(answer, PartRead) and isinstance(places, tuple):
                self._take_part(task, *places, answer)
            elif isinstance(answer, GivenUp) and isinstance(places, tuple):
                problem = Problem(self._files[places[0]].path, answer.reason, answer.message)
                self._take_part(task, *places, PartRead(FileRead(), PartReading(problem=problem)))

    def _can_spare(self, number: int, answer: GivenUp) -> bool:
        """Whether a file by which a process was ended can be read without what is to blame in it; notes that."""
        given_up = self._given_up.setdefault(number, {})
        if not answer.begun or answer.begun in given_up or len(given_up) == _MOST_GIVEN_UP:
            return False
        given_up[answer.begun] = (answer.reason, answer.message)
        return True

    def _take_part(self, task: int, number: int, part: int, read: PartRead) -> None:
        divided = self._divided[number]
        first = divided.parts[part] is None
        divided.parts[part] = read
        self._tally.done(task, int(first and divided.is_read), read.read.paragraphs if first else 0)

    def _tasks(self, numbers: Iterable[int]) -> Iterator[Task]:
        """What is to be done, worked out as it is asked for: telling how to divide a file takes a look at all of it."""
        batch: list[int] = []
        size = 0
        for number in numbers:
            file = self._files[number]
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
                size += max(file.size, _BATCH_BYTES // (_BATCH_FILES if self._linear[number] else _BATCH_RISKS))
                if size >= _BATCH_BYTES:
                    yield self._batch(batch)
                    batch, size = [], 0
        if batch:
            yield self._batch(batch)

    def _batch(self, numbers: Sequence[int]) -> ReadFiles:
        self._places.append(list(numbers))
        return ReadFiles(tuple(self._file(number) for number in numbers))

    def _file(self, number: int) -> FileToRead:
        file, given_up = self._files[number], self._given_up.get(number)
        return msgspec.structs.replace(file, given_up=given_up) if given_up else file

    def _part(self, number: int, part: int, names: dict[int, str]) -> ReadPart:
        self._places.append((number, part))
        return ReadPart(self._files[number], self._divided[number].division.parts[part], names)

    def _failed(self, number: int, reason: Reason, message: str) -> FileRead:
        """What is kept of a file that nobody could read to its end."""
        file = self._files[number]
        checksum = checksum_of(file)
        if checksum is None:
            return FileRead(problems=(Problem(file.path, Reason.CHANGED, _OTHER),))
        return FileRead(problems=(Problem(file.path, reason, message, checksum),), checksum=checksum)

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
