"""What the work of a run is cut into: reading files, comparing articles, and writing them as segments.

A task and its answer are plain values, so that a task can be done in this process or in another one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from whoosh.filedb.filestore import FileStorage

from searchtui.article import Article, Problem
from searchtui.catalogue import ArticleRecord
from searchtui.columnar import ColumnarCodec, ColumnarSegment, SegmentBuilder
from searchtui.corpus import (
    Body,
    Copy,
    FoundFile,
    Pair,
    Part,
    PartReading,
    SidecarEntry,
    Sidecars,
    compare,
    read_file,
    read_part,
)
from searchtui.errors import IndexFolderError
from searchtui.indexing.records import body_of, record_of
from searchtui.indexing.schema import documents, make_schema, shared
from searchtui.indexing.spool import Place, SpoolReader, SpoolWriter

__all__ = [
    "Answer",
    "ArticleToWrite",
    "CompareArticles",
    "Compared",
    "FileRead",
    "FileToRead",
    "FilesRead",
    "PartRead",
    "ReadFiles",
    "ReadPart",
    "Setup",
    "Step",
    "Task",
    "Worker",
    "WriteArticles",
    "Written",
]


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
    """

    index: bytes
    spool: bytes
    indexname: str
    sidecars: tuple[SidecarEntry, ...] = ()
    language: str | None = None


class FileToRead(msgspec.Struct, frozen=True, array_like=True):
    """One file.

    Args:
        path: relative to the folder of articles.
        absolute: where it is, as bytes of the file system.
        size: in bytes.
        mtime_ns: time of its last change, nanoseconds since the epoch.
        known: checksum of the bytes that it held last time; where it still holds them it need not be read. Empty where
            it must be read.
    """

    path: str
    absolute: bytes
    size: int
    mtime_ns: int
    known: str = ""

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


class ArticleToWrite(msgspec.Struct, frozen=True, array_like=True):
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


class FileRead(msgspec.Struct, frozen=True, array_like=True):
    """What was read of one file.

    Args:
        records: of its articles, in order.
        places: where these are in the spool.
        problems: what could not be read.
        checksum: of its bytes.
        same: whether it holds what it held last time and was therefore not read.
    """

    records: tuple[ArticleRecord, ...] = ()
    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    checksum: str = ""
    same: bool = False

    @property
    def paragraphs(self) -> int:
        """How many are indexed."""
        return sum(record.paragraphs for record in self.records)


class FilesRead(msgspec.Struct, frozen=True, tag=True):
    """Answer to `ReadFiles`, file by file."""

    files: tuple[FileRead, ...]


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


Answer = FilesRead | PartRead | Compared | Written

Say = Callable[[Step], None]


class Worker:
    """Does the tasks of a run, one after the other.

    Args:
        setup: of the run.
        number: of the spool file that it writes, which no other worker of the run has.
    """

    def __init__(self, setup: Setup, number: int) -> None:
        self._setup = setup
        self._sidecars = Sidecars(setup.sidecars)
        spool = Path(os.fsdecode(setup.spool))
        self._writer, self._reader = SpoolWriter(spool, number), SpoolReader(spool)
        self._index = Path(os.fsdecode(setup.index))

    def perform(self, task: Task, say: Say) -> Answer:
        """Do a task.

        Args:
            task: to be done.
            say: is told how far it is.

        Raises:
            IndexFolderError: the disk is full, for instance.
        """
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

    def _read_files(self, task: ReadFiles, say: Say) -> FilesRead:
        read: list[FileRead] = []
        paragraphs = 0
        for done, file in enumerate(task.files):
            say(Step(done, paragraphs, file.path))
            if file.known and _checksum(file) == file.known:
                read.append(FileRead(same=True))
                continue
            reading = read_file(file.found, self._sidecars)
            read.append(self._kept(reading.articles, reading.problems, reading.checksum))
            paragraphs += read[-1].paragraphs
        return FilesRead(tuple(read))

    def _read_part(self, task: ReadPart, say: Say) -> PartRead:
        say(Step(0, 0, task.file.path))
        articles, reading = read_part(task.file.found, task.part, self._sidecars, task.names)
        return PartRead(self._kept(articles), reading)

    def _kept(self, articles: tuple[Article, ...], problems: tuple[Problem, ...] = (), checksum: str = "") -> FileRead:
        records, places = [], []
        for article in articles:
            place, digest = self._writer.put(article)
            places.append(place)
            records.append(record_of(article, digest))
        return FileRead(tuple(records), tuple(places), problems, checksum)

    def _compare(self, task: CompareArticles, say: Say) -> Compared:
        @cache
        def body(number: int) -> Body:
            return Body(body_of(self._reader.get(task.places[number]).paragraphs))

        copies: list[Copy] = []
        for done, copy in enumerate(compare(task.pairs, body)):
            if done % _PAIRS_A_STEP == 0:
                say(Step(done, 0))
            if copy is not None:
                copies.append(copy)
        return Compared(tuple(copies))

    def _write(self, task: WriteArticles, say: Say) -> Written:
        segments: list[ColumnarSegment] = []
        paragraphs = 0
        builder: SegmentBuilder | None = None
        language = self._setup.language
        for done, one in enumerate(task.articles):
            article = self._reader.get(one.place)
            say(Step(done, paragraphs, article.path))
            try:
                if builder is None:
                    builder = self._builder(task.memory)
                known = msgspec.structs.replace(article, source=one.source, authors=one.authors)
                before = len(builder)
                builder.add_all(documents(known, language), shared(known, language))
                paragraphs += len(builder) - before
                if builder.is_full:
                    segments.append(builder.finish())
                    builder = None
            except OSError as error:
                raise self._refusal(error) from error
        try:
            if builder is not None:
                segments.append(builder.finish())
        except OSError as error:
            raise self._refusal(error) from error
        return Written(tuple((segment.segid, segment.doc_count_all()) for segment in segments))

    def _builder(self, memory: int) -> SegmentBuilder:
        storage = FileStorage(str(self._index))
        return SegmentBuilder(storage, self._setup.indexname, make_schema(), memory=memory)

    def _refusal(self, error: OSError) -> IndexFolderError:
        return IndexFolderError(f"The index cannot be written in {self._index}: {error.strerror}.")


def _checksum(file: FileToRead) -> str | None:
    """BLAKE2b of a file's bytes; None where they cannot be read."""
    try:
        with file.found.absolute.open("rb") as content:
            return hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError:
        return None
