"""What the work of a run is cut into: reading files, comparing articles, and writing them as segments.

A task and its answer are plain values, so that a task can be done in this process or in another one.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
from whoosh.filedb.filestore import FileStorage

from searchtui.article import Article, Problem, Reason
from searchtui.catalogue import ArticleRecord
from searchtui.columnar import ColumnarCodec, ColumnarSegment, SegmentBuilder, merge_built
from searchtui.corpus import (
    LIMITS,
    Copy,
    FoundFile,
    Limits,
    Pair,
    Part,
    PartReading,
    Reading,
    SidecarEntry,
    Sidecars,
    UnreadableError,
    compare,
    open_file,
    open_linear,
    read_blocks,
    read_opened,
    read_part,
)
from searchtui.errors import IndexFolderError
from searchtui.indexing.cpu_time import prolong
from searchtui.indexing.marks import MarkWriter
from searchtui.indexing.records import records_of
from searchtui.indexing.schema import documents, make_schema
from searchtui.indexing.spool import Place, SpoolReader, SpoolWriter

__all__ = [
    "Answer",
    "ArticleToWrite",
    "CompareArticles",
    "Compared",
    "FileRead",
    "FileToRead",
    "FilesRead",
    "GivenUp",
    "PartRead",
    "ReadFiles",
    "ReadPart",
    "Setup",
    "Step",
    "Task",
    "Worker",
    "WriteArticles",
    "Written",
    "checksum_of",
]


_LETTERS_AT_ONCE = 1 << 16
"""Bytes of files whose articles get their records together, and of articles that are compared, or written, together."""

_PAIRS_A_STEP = 100
"""Pairs of articles between two words on how far a task is."""


class Setup(msgspec.Struct, frozen=True):
    """What is the same for all tasks of a run.

    Args:
        index: folder of the index, as bytes of the file system.
        spool: folder of the run's spool, likewise.
        indexname: Whoosh's name of the index.
        sidecars: what users say of the articles.
        language: by whose rules all articles are stemmed; None where each is by those of its own.
        limits: for each file.
    """

    index: bytes
    spool: bytes
    indexname: str
    sidecars: tuple[SidecarEntry, ...] = ()
    language: str | None = None
    limits: Limits = LIMITS


class FileToRead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One file.

    Args:
        path: relative to the folder of articles.
        absolute: where it is, as bytes of the file system.
        size: in bytes.
        mtime_ns: time of its last change, nanoseconds since the epoch.
        known: checksum of the bytes that it held last time; where it still holds them it need not be read. Empty where
            it must be read.
        given_up: the numbers of the files in it, where it is an archive, by which a process was ended, with the reason
            and the sentence of each; they are not read.
    """

    path: str
    absolute: bytes
    size: int
    mtime_ns: int
    known: str = ""
    given_up: dict[int, tuple[Reason, str]] = {}

    @property
    def found(self) -> FoundFile:
        """As the scan has it."""
        return FoundFile(self.path, os.fsdecode(self.absolute), self.size, self.mtime_ns)


class ReadFiles(msgspec.Struct, frozen=True, tag=True):
    """Read files, each in one go."""

    files: tuple[FileToRead, ...]


class ReadPart(msgspec.Struct, frozen=True, tag=True):
    """Read a part of a file.

    Args:
        file: that was divided.
        part: of it.
        names: what articles must be named, by line.
    """

    file: FileToRead
    part: Part
    names: dict[int, str] = {}


class CompareArticles(msgspec.Struct, frozen=True, tag=True):
    """Look which articles are copies.

    Args:
        places: of the articles, in the spool; all of them are held in memory at a time.
        pairs: to be compared, by the numbers of their places.
    """

    places: tuple[Place, ...]
    pairs: tuple[Pair, ...]


class ArticleToWrite(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One article with what other copies of it lend.

    Args:
        place: in the spool.
        source, authors: under which it is to be found.
    """

    place: Place
    source: str | None
    authors: tuple[str, ...]


class WriteArticles(msgspec.Struct, frozen=True, tag=True):
    """Write articles as segments, in this order.

    Args:
        articles: to be written.
        memory: bytes that a segment may take while it is being built.
    """

    articles: tuple[ArticleToWrite, ...]
    memory: int


Task = ReadFiles | ReadPart | CompareArticles | WriteArticles


class Step(msgspec.Struct, frozen=True, tag=True):
    """How far a task is.

    Args:
        done: files, pairs or articles.
        paragraphs: in files or articles.
        path: of the one at hand.
    """

    done: int
    paragraphs: int
    path: str = ""


class FileRead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was read of one file.

    Args:
        records: of its articles, in order.
        places: where these are in the spool.
        problems: what could not be read.
        checksum: of its bytes.
        same: whether it holds what it held last time and was therefore not read.
        apart: whether it was not read because it must be in a process of its own.
        skipped: the names of the files in it, where it is an archive, that are of no format that is read.
    """

    records: tuple[ArticleRecord, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    checksum: str = ""
    same: bool = False
    apart: bool = False
    skipped: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> int:
        """How many are indexed."""
        return sum(record.paragraphs for record in self.records)


class FilesRead(msgspec.Struct, frozen=True, tag=True):
    """Answer to `ReadFiles`, file by file; it may come in several parts.

    Args:
        files: the next ones of the task.
        more: whether others follow.
        tired: whether the process that read them has read enough and should make room for another.
    """

    files: tuple[FileRead, ...]
    more: bool = False
    tired: bool = False


class PartRead(msgspec.Struct, frozen=True, tag=True):
    """Answer to `ReadPart`."""

    read: FileRead
    reading: PartReading


class Compared(msgspec.Struct, frozen=True, tag=True):
    """Answer to `CompareArticles`.

    Args:
        copies: of the pairs, in their order, those that are copies.
    """

    copies: tuple[Copy, ...]


class Written(msgspec.Struct, frozen=True, tag=True):
    """Answer to `WriteArticles`.

    Args:
        segments: in order, of each its name and how many documents it has.
    """

    segments: tuple[tuple[str, int], ...]

    def restored(self, indexname: str) -> list[ColumnarSegment]:
        """The segments as Whoosh knows them.

        Args:
            indexname: of the index.
        """
        return [ColumnarSegment(ColumnarCodec(), indexname, documents, name) for name, documents in self.segments]


class GivenUp(msgspec.Struct, frozen=True):
    """What is known of a file, or of the part of one, by which a process was ended; it answers nothing.

    Args:
        place: of the file among those of its task that nothing was said of.
        reason, message: as in `Problem`.
        begun: the number of the file in that file by which it was, where it is an archive; 0 where none is known.
    """

    place: int
    reason: Reason
    message: str
    begun: int = 0


Answer = FilesRead | PartRead | Compared | Written

Say = Callable[[Step | FilesRead], None]


class Worker:
    """Does the tasks of a run, one after the other.

    Args:
        setup: of the run.
        number: of the spool file that it writes, which no other worker of the run has.
        apart: whether its process is there for this alone. Else it reads only what can be read without fear, and leaves
            the rest to others.
    """

    def __init__(self, setup: Setup, number: int, *, apart: bool = False) -> None:
        self._setup = setup
        self._sidecars = Sidecars(setup.sidecars)
        spool = Path(os.fsdecode(setup.spool))
        self._writer, self._reader = SpoolWriter(spool, number), SpoolReader(spool)
        self._index = Path(os.fsdecode(setup.index))
        self._mark = MarkWriter(spool, number) if apart else None
        self._tasks = self._risks = 0

    def perform(self, task: Task, say: Say) -> Answer:
        """Do a task.

        Args:
            task: to be done.
            say: is told how far it is, and given what is done already when something begins that may end the process.

        Raises:
            IndexFolderError: the disk is full, for instance.
        """
        self._tasks += 1
        if isinstance(task, WriteArticles):
            return self._write(task, say)
        if isinstance(task, CompareArticles):
            return self._compare(task, say)
        answer = self._read_part(task, say) if isinstance(task, ReadPart) else self._read_files(task, say)
        self._writer.flush()
        return answer

    def close(self) -> None:
        """Let go of the spool."""
        self._writer.close()
        self._reader.close()
        if self._mark is not None:
            self._mark.close()

    @property
    def risks(self) -> int:
        """How many files it has read that need a process of their own."""
        return self._risks

    def _read_files(self, task: ReadFiles, say: Say) -> FilesRead:
        read: list[FileRead] = []
        waiting: list[Reading] = []
        paragraphs = size = 0

        def keep(reading: Reading, length: int = 0) -> None:
            nonlocal size
            waiting.append(reading)
            size += length
            if size >= _LETTERS_AT_ONCE:
                settle()

        def settle() -> None:
            nonlocal paragraphs, size
            read.extend(self._kept(waiting))
            paragraphs += sum(one.paragraphs for one in read[len(read) - len(waiting) :])
            waiting.clear()
            size = 0

        def hand_over() -> None:
            nonlocal paragraphs
            settle()
            if read:
                self._writer.flush()
                say(FilesRead(tuple(read), more=True))
                read.clear()
                paragraphs = 0

        for place, file in enumerate(task.files):
            self._begin(place)
            say(Step(len(read), paragraphs, file.path))
            if file.known and checksum_of(file) == file.known:
                settle()
                read.append(FileRead(same=True))
                continue
            opened = open_linear(file.found) if self._mark is None else open_file(file.found)
            if opened is None:
                settle()
                read.append(FileRead(apart=True))
                continue
            if isinstance(opened, Reading):
                keep(opened)
                continue
            if not opened.is_linear:
                # What may end this process must cost neither what was read before it nor, a second time, itself.
                hand_over()
                self._risks += 1
            limits, step = self._setup.limits, self._stepper(place)
            keep(read_opened(opened, self._sidecars, limits, step, file.given_up), file.size)
            if not opened.is_linear:
                hand_over()
        settle()
        return FilesRead(tuple(read))

    def _begin(self, place: int) -> None:
        """Note which file of a task begins."""
        if self._mark is not None:
            self._mark.put((self._tasks, place, 0, self._setup.limits.seconds))

    def _stepper(self, place: int) -> Callable[[int, int], bool]:
        """What notes which file in an archive begins, so that each has its own time, and stands for its own faults.

        It also notes how long a text is that was found in a file, or that the file is, since it may take as long.
        """
        limits = self._setup.limits
        end = time.process_time() + limits.archive_seconds

        def step(number: int, size: int) -> bool:
            seconds = limits.seconds_for(size)
            is_late = time.process_time() >= end
            # What comes too late is not begun; what was read is still made into articles, which is the file's own time.
            is_begun = not is_late or (number == 0 and size > 0)
            if self._mark is not None and is_begun and not (size and seconds <= limits.seconds):
                self._mark.put((self._tasks, place, number, seconds))
                prolong(seconds)
            return is_late

        return step

    def _read_part(self, task: ReadPart, say: Say) -> PartRead:
        self._begin(0)
        self._stepper(0)(0, task.part.length)  # one line of it may be long
        say(Step(0, 0, task.file.path))
        articles, reading = read_part(task.file.found, task.part, self._sidecars, task.names)
        (read,) = self._kept([Reading(articles)])
        return PartRead(read, reading)

    def _kept(self, readings: Sequence[Reading]) -> list[FileRead]:
        """Put what was read into the spool, with a record of each article; much of that is quicker done together."""
        articles = [article for reading in readings for article in reading.articles]
        put = [self._writer.put(article) for article in articles]
        records = _records(articles, put)
        places = (place for place, _ in put)
        return [
            FileRead(
                tuple(islice(records, len(reading.articles))),
                tuple(islice(places, len(reading.articles))),
                reading.problems,
                reading.checksum,
                skipped=reading.skipped,
            )
            for reading in readings
        ]

    def _compare(self, task: CompareArticles, say: Say) -> Compared:
        texts = list(map(self._reader.body, task.places))
        copies: list[Copy] = []
        for done, copy in enumerate(compare(task.pairs, texts)):
            if done % _PAIRS_A_STEP == 0:
                say(Step(done, 0))
            if copy is not None:
                copies.append(copy)
        return Compared(tuple(copies))

    def _write(self, task: WriteArticles, say: Say) -> Written:
        segments: list[ColumnarSegment] = []
        done = paragraphs = 0
        storage, name = FileStorage(str(self._index)), self._setup.indexname
        builder: SegmentBuilder | None = None
        try:
            for some in self._at_once(task.articles):
                articles = [self._as_found(one) for one in some]
                say(Step(done, paragraphs, articles[0].path))
                if builder is None:
                    builder = SegmentBuilder(storage, name, make_schema(), memory=task.memory)
                for group in documents(articles, self._setup.language):
                    builder.add_groups(*group)
                    paragraphs += sum(group.times)
                done += len(some)
                if builder.is_full:
                    segments.append(builder.finish())
                    builder = None
            if builder is not None:
                segments.append(builder.finish())
                builder = None
            # Here rather than where the index is committed, since others do the same at the same time.
            segments = merge_built(storage, name, make_schema(), segments, task.memory)
        except OSError as error:
            raise self._refusal(error) from error
        finally:
            if builder is not None:
                builder.close()
        return Written(tuple((segment.segid, segment.doc_count_all()) for segment in segments))

    @staticmethod
    def _at_once(articles: Sequence[ArticleToWrite]) -> Iterator[list[ArticleToWrite]]:
        """Articles in stretches, in which they take far less time than one by one."""
        some: list[ArticleToWrite] = []
        size = 0
        for one in articles:
            some.append(one)
            size += one.place.length
            if size >= _LETTERS_AT_ONCE:
                yield some
                some, size = [], 0
        if some:
            yield some

    def _as_found(self, one: ArticleToWrite) -> Article:
        """An article with the metadata under which it is to be found."""
        return msgspec.structs.replace(self._reader.get(one.place), source=one.source, authors=one.authors)

    def _refusal(self, error: OSError) -> IndexFolderError:
        return IndexFolderError(f"The index cannot be written in {self._index}: {error.strerror}.")


def _records(articles: Sequence[Article], put: Sequence[tuple[Place, str]]) -> Iterator[ArticleRecord]:
    """The records of articles, of some at a time: all those of an archive together would take too much memory."""
    start = size = 0
    for end, (place, _) in enumerate(put, start=1):
        size += place.length
        if size >= _LETTERS_AT_ONCE or end == len(put):
            yield from records_of(articles[start:end], [digest for _, digest in put[start:end]])
            start, size = end, 0


def checksum_of(file: FileToRead) -> str | None:
    """BLAKE2b of a file's bytes; None where they cannot be read, or are more than they were and may have no end."""
    digest = hashlib.blake2b(digest_size=16)
    left = file.size
    try:
        for block in read_blocks(os.fsdecode(file.absolute)):
            left -= len(block)
            if left < 0:
                return None
            digest.update(block)
    except UnreadableError:
        return None
    return digest.hexdigest()
