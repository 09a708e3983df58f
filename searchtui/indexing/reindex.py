"""One run of reindexing: scan, read what changed, find the stories, write, commit."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from whoosh import index as whoosh_index

from searchtui.article import Problem, Reason
from searchtui.catalogue import ArticleRecord, Catalogue, FileRecord, edit
from searchtui.columnar import ColumnarCodec, ColumnarSegment, delete_documents, merge_where_due
from searchtui.columnar.arrayfile import DamagedFileError
from searchtui.corpus import (
    Candidates,
    Copy,
    FoundFile,
    Scan,
    Sidecars,
    scan,
    would_be_found,
)
from searchtui.errors import (
    CollectionError,
    IndexDamagedError,
    IndexFolderError,
    IndexFormatError,
    IndexLockedError,
    SearchtuiError,
)
from searchtui.indexing.changes import Plan, plan
from searchtui.indexing.comparing import compare_articles
from searchtui.indexing.leftovers import without_leftovers
from searchtui.indexing.linking import tell_stories
from searchtui.indexing.lock import writing
from searchtui.indexing.reading import read_files, to_read
from searchtui.indexing.report import Progress, ProgressListener, ReindexReport
from searchtui.indexing.resources import Resources, resident, resources_for
from searchtui.indexing.spool import Place, SpoolFolder, SpoolWriter
from searchtui.indexing.store import IndexFolder, OpenIndex
from searchtui.indexing.stored import StoredArticles
from searchtui.indexing.tasks import FileRead, Setup
from searchtui.indexing.workers import Workers
from searchtui.indexing.writing import write_articles

__all__ = ["Source", "reindex"]

_OWN_SPOOL = 1 << 20
"""Number of the spool file for articles that were not read in this run; the others have the numbers of workers."""

_SETTLING_NS = 2_000_000_000
_READ_LATER = {Reason.UNREADABLE, Reason.CHANGED}
"""With these, what was read last time is kept, and the next run tries again: the file may be back tomorrow."""


class Source(msgspec.Struct, frozen=True):
    """Where the articles of a collection are, and what is said of all of them.

    Args:
        folder: of articles.
        include: globs of the files to read; empty for all.
        exclude: globs of the files and folders to leave out.
        ignored: folders that are never read, such as the index.
        language: by whose rules all articles are stemmed, an ISO 639-1 code; None where each is by those of its own.
    """

    folder: Path
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignored: tuple[Path, ...] = ()
    language: str | None = None

    def scan(self, pause: Callable[[], object] | None = None, *, name_skipped: bool = False) -> Scan:
        """The files that are there now.

        Args:
            pause: called between some files and the next.
            name_skipped: list also the files that no reader knows.
        """
        return scan(self.folder, self.include, self.exclude, self.ignored, pause, name_skipped=name_skipped)

    def has(self, file: Path) -> bool:
        """Whether a file, which may not be there yet, is one of those."""
        return would_be_found(file, self.folder, self.include, self.exclude, self.ignored)


def reindex(
    folder: IndexFolder,
    source: Source,
    *,
    concerns: Callable[[str], bool] = lambda _path: True,
    full: bool = False,
    trust: bool = False,
    progress: ProgressListener | None = None,
    jobs: int | None = None,
    memory: int | None = None,
    version: str = "",
) -> ReindexReport:
    """Bring the index up to date with the files. The result does not depend on `jobs` and `memory`.

    Args:
        folder: of the index; made where it is missing.
        source: of the articles.
        concerns: whether the run is about this path; what it is not about is neither read nor dropped.
        full: read everything again and write the index anew; the old one answers until it is done.
        trust: open the old index though another user wrote it.
        progress: is told how far the run is, in the thread that runs it.
        jobs: how many processes read, compare and write where there is much to do; None for all cores.
        memory: bytes that all of them together may take, about; None for 512 MB.
        version: of the program: what another one could not read is tried once more.

    Raises:
        CollectionError: the folder of articles is not there.
        IndexLockedError: somebody else is writing the index.
        IndexFolderError: the index cannot be written, for instance because the disk is full.
        ForeignIndexError: another user wrote the index that is there.
        ReindexError: one of the processes of the run ended unexpectedly.
        ValueError: `jobs` or `memory` is less than 1.
    """
    started = time.perf_counter()
    resources = resources_for(jobs, memory)
    if not source.folder.is_dir():
        raise CollectionError(f"The folder of articles {source.folder} is not there; nothing was changed.")
    folder.prepare(replace=full, trust=trust)
    with writing(folder.path):
        current, rebuilt = _open_or_create(folder, trust=trust)

        def update() -> ReindexReport:
            with without_leftovers(folder.path), SpoolFolder(folder.path) as spool:
                run = _Run(
                    folder, source, current, spool.path, resources, progress or (lambda _progress: None), version
                )
                return run.go((lambda _path: True) if rebuilt else concerns, full=full or bool(rebuilt))

        opened = time.perf_counter() - started
        try:
            report = update()
        except Exception as error:
            rebuilt = _damage(folder, current, error)
            if not rebuilt:
                raise
            current = folder.create()
            report = update()
    return msgspec.structs.replace(
        report,
        seconds=time.perf_counter() - started,
        rebuilt=rebuilt,
        phases={"open": opened, **report.phases},
    )


def _damage(folder: IndexFolder, current: OpenIndex, error: Exception) -> str:
    """What damage to the index has ended a run, empty where it was not that.

    Before a run only that is looked at closely which it carries over, since the index may be large. So damage may come
    to light in the middle of it, as what Whoosh makes of it, which has no bounds.
    """
    if isinstance(error, IndexDamagedError):
        return str(error)
    if isinstance(error, (SearchtuiError, OSError)):
        return ""
    try:
        if folder.newest() == current.generation:
            folder.verify(current.generation)
            folder.verify_structure(current.generation)
    except IndexDamagedError as damage:
        return str(damage)
    return ""


def _open_or_create(folder: IndexFolder, *, trust: bool) -> tuple[OpenIndex, str]:
    """The index as it is, or an empty one, and why it is empty where there was another."""
    if not folder.exists:
        return folder.create(), ""
    try:
        return folder.open(trust=trust, writing=True), ""
    except (IndexFormatError, IndexDamagedError) as error:
        return folder.create(), str(error)


def _is_for_later(problems: Iterable[Problem]) -> bool:
    return any(problem.reason in _READ_LATER for problem in problems)


def _written(record: ArticleRecord) -> tuple[object, ...]:
    """What of an article is in its documents."""
    return record.digest, record.source, record.authors


def _unlock(writer: Any) -> None:
    """Let go of the lock of a writer of Whoosh's that has failed; not every Whoosh does so itself."""
    if not writer.is_closed:
        writer._finish()


class _Run:
    """The state of one run.

    Args:
        folder: of the index.
        source: of the articles.
        current: the index as it is.
        spool: folder for the articles that are read.
        resources: what the run may take.
        progress: is told how far the run is.
        version: of the program.
    """

    def __init__(
        self,
        folder: IndexFolder,
        source: Source,
        current: OpenIndex,
        spool: Path,
        resources: Resources,
        progress: ProgressListener,
        version: str,
    ) -> None:
        self.folder, self.source, self.current, self.spool, self.progress = folder, source, current, spool, progress
        self.resources, self.version = resources, version
        self.now = dt.datetime.now(dt.UTC)
        self.before: Mapping[str, ArticleRecord] = current.catalogue.by_id
        # Of what is read in this run, or has changed in another way; all else stays in the catalogue as it is.
        self.files: dict[str, FileRecord] = {}
        self.articles: dict[str, ArticleRecord] = {}
        self.phases: dict[str, float] = {}
        self.stored = StoredArticles(current.index)
        self.places: dict[str, Place] = {}
        self.own = SpoolWriter(spool, _OWN_SPOOL)
        self.paragraphs = self.memory = 0

    def go(self, concerns: Callable[[str], bool], *, full: bool) -> ReindexReport:
        self.progress(Progress("scan", 0, 0))
        with self._phase("scan"):
            found = self.source.scan()
            self.sidecars = Sidecars.load(found)
        with self._workers() as self.workers, contextlib.closing(self.own):
            return self._go(found, concerns, full=full)

    def _workers(self) -> Workers:
        setup = Setup(
            index=os.fsencode(self.folder.path),
            spool=os.fsencode(self.spool),
            indexname=self.current.index.indexname,
            sidecars=self.sidecars.entries,
            language=self.source.language,
            limits=self.resources.limits(),
        )
        return Workers(setup, self.resources.jobs)

    def _go(self, found: Scan, concerns: Callable[[str], bool], *, full: bool) -> ReindexReport:
        before = self.current.catalogue
        with self._phase("plan"):
            planned = plan(found, before, self.sidecars, concerns=concerns, full=full, reading=self.version)
        with self._phase("read"):
            self._read(planned, full=full)
        again = set(self.places) if full else set()
        with self._phase("stories"):
            problems = self._dated((*found.problems, *self.sidecars.problems), before.problems)
            edited = edit(
                before,
                planned.stays,
                self.files,
                self.articles,
                skipped=found.skipped,
                problems=problems,
                language=self.source.language,
                reading=planned.reading,
            )
            known = before.ordinals(self.articles).tolist()
            changed = {
                record.id
                for ordinal, record in zip(known, self.articles.values(), strict=True)
                if ordinal < 0 or before.articles[ordinal].digest != record.digest
            }
            if changed or again:
                self.progress(Progress("stories", 0, 0, self.paragraphs))
            catalogue, lent = tell_stories(before, edited, changed | again, partial(self._copies, edited.catalogue))
        gone = [before.id(ordinal) for ordinal in np.flatnonzero(edited.now < 0).tolist()]
        added = sum(ordinal < 0 for ordinal in known)
        considered = {*self.articles, *lent, *gone}
        # The catalogue has them now, in a fraction of the memory, which those who write can make use of.
        self.articles.clear()
        self._write(catalogue, considered, again)
        return ReindexReport(
            articles=len(catalogue.articles),
            paragraphs=int(catalogue.paragraphs.sum()),
            stories=int(np.count_nonzero(np.bincount(catalogue.stories))),
            added=added,
            changed=len(changed) - added,
            removed=len(gone),
            problems=catalogue.all_problems,
            skipped=catalogue.skipped,
            seconds=0.0,
            phases=self.phases,
            jobs=self.resources.jobs,
            memory=self.memory,
        )

    @contextlib.contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.phases[name] = time.perf_counter() - started

    def _keep(self, file: FileRecord) -> None:
        self.files[file.path] = file
        for article in file.articles:
            self.articles[article] = self.before[article]

    def _read(self, planned: Plan, *, full: bool) -> None:
        """Read what is new or changed into the spool."""
        total = len(planned.read)
        wanted = [
            to_read(file, self._known(file, before) if before and not full else "") for file, before in planned.read
        ]

        def listen(done: int, paragraphs: int, path: str) -> None:
            self.progress(Progress("read", done, total, paragraphs, path))

        for (file, before), read in zip(planned.read, read_files(wanted, self.workers, listen), strict=True):
            if before is not None and read.same:
                self._keep(msgspec.structs.replace(before, mtime_ns=file.mtime_ns, settled=self._is_settled(file)))
            elif before is not None and _is_for_later(read.problems):
                self._keep(self._unread(before, read))
            else:
                self._take(file, read, before)
        if total:
            self.progress(Progress("read", total, total, self.paragraphs))

    def _known(self, file: FoundFile, before: FileRecord) -> str:
        """The checksum by which a file that looks changed may show that it is not; empty where that is no proof."""
        is_like_before = file.size == before.size and self.sidecars.digest_for(file.path) == before.sidecar
        is_of_now = not before.problems or self.current.catalogue.reading == self.version
        return before.checksum if is_like_before and is_of_now and not _is_for_later(before.problems) else ""

    def _is_settled(self, file: FoundFile, problems: Sequence[Problem] = ()) -> bool:
        return file.mtime_ns < int(self.now.timestamp() * 1e9) - _SETTLING_NS and not _is_for_later(problems)

    def _unread(self, before: FileRecord, read: FileRead) -> FileRecord:
        problems = self._dated(read.problems, before.problems)
        return msgspec.structs.replace(before, problems=problems, settled=False)

    def _take(self, file: FoundFile, read: FileRead, before: FileRecord | None) -> None:
        for record, place in zip(read.records, read.places, strict=True):
            self.places[record.id] = place
            self.articles[record.id] = record
        self.paragraphs += read.paragraphs
        self.files[file.path] = FileRecord(
            path=file.path,
            size=file.size,
            mtime_ns=file.mtime_ns,
            checksum=read.checksum,
            sidecar=self.sidecars.digest_for(file.path),
            settled=self._is_settled(file, read.problems),
            articles=tuple(record.id for record in read.records),
            problems=self._dated(read.problems, before.problems if before else ()),
            skipped=read.skipped,
        )

    def _dated(self, problems: Sequence[Problem], before: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems with the time at which each was first met."""
        if not problems:
            return ()
        known = {(p.path, p.reason, p.message, p.checksum): p.since for p in before}
        now = self.now.isoformat(timespec="seconds")
        return tuple(
            msgspec.structs.replace(p, since=known.get((p.path, p.reason, p.message, p.checksum), now))
            for p in problems
        )

    def _copies(self, catalogue: Catalogue, candidates: Candidates) -> list[Copy]:
        """Compare articles, in other processes where they are many.

        Args:
            catalogue: that has their ordinals.
            candidates: for copies.
        """
        total = len(candidates.one)

        def listen(done: int, _paragraphs: int, path: str) -> None:
            self.progress(Progress("stories", done, total, self.paragraphs, path))

        listen(0, 0, "")
        compared = np.zeros(len(catalogue.keys), bool)
        compared[candidates.one] = compared[candidates.other] = True
        ids = {one: catalogue.id(one) for one in np.flatnonzero(compared).tolist()}
        self._respool(self.before[one] for one in ids.values() if one not in self.places)
        copies = compare_articles(
            candidates, {ordinal: self.places[one] for ordinal, one in ids.items()}, self.workers, listen
        )
        listen(total, 0, "")
        return copies

    def _write(self, catalogue: Catalogue, considered: set[str], again: set[str]) -> None:
        """Replace what changed and commit. Where no document changes, only the catalogue is replaced.

        Args:
            catalogue: of the new generation.
            considered: the articles that may have changed, come or gone.
            again: articles that are written anew though they have not changed.
        """
        differing = again | self._differing(catalogue, considered - again)
        if catalogue.language != self.current.catalogue.language:
            differing.update(catalogue.by_id)
        ids = sorted(differing)
        stale = [one for one, was in zip(ids, self.current.catalogue.ordinals(ids).tolist(), strict=True) if was >= 0]
        fresh = sorted(ordinal for ordinal in catalogue.ordinals(ids).tolist() if ordinal >= 0)
        if not differing:
            with self._phase("commit"), self._writing():
                if catalogue != self.current.catalogue:
                    self.folder.write_catalogue(self.current.generation, catalogue)
                if not self.folder.is_settled(self.current.generation):
                    self.folder.settle(self.current.generation)
            return
        everything = len(stale) == len(self.before)
        with self._writing():
            writer = self.current.index.writer(codec=ColumnarCodec())
        try:
            with self._phase("write"):
                if not everything:
                    self._delete(writer, stale)
                segments = [*([] if everything else writer.segments), *self._write_documents(catalogue, fresh)]
            self.progress(Progress("commit", 0, 1, self.paragraphs))
            with self._phase("merge"), self._writing():
                index = self.current.index
                memory = self.resources.merging(resident())
                segments = merge_where_due(index.storage, index.indexname, index.schema, segments, memory)
            with self._phase("catalogue"), self._writing():
                self.folder.write_catalogue(writer.generation, catalogue)
        except BaseException:
            # A writer that failed once would mix the postings of the failed document into the next one.
            # What it says to that, as on a full disk, is of no use beside what has gone wrong before.
            with contextlib.suppress(OSError):
                writer.cancel()
            _unlock(writer)
            raise
        self.stored.close()
        with self._phase("commit"), self._writing():
            try:
                writer.commit(mergetype=lambda _writer, _segments: segments)
            except BaseException:
                _unlock(writer)
                raise
        with self._phase("settle"), self._writing():
            self.folder.settle(writer.generation)
        self.progress(Progress("commit", 1, 1, self.paragraphs))

    def _delete(self, writer: Any, stale: Sequence[str]) -> None:
        """Delete the documents of articles.

        Raises:
            IndexDamagedError: they are not as many as the catalogue says, so that others would stay or go.
        """
        with self._writing():
            deleted = delete_documents(writer, "article", [one.encode() for one in stale])
        if deleted != sum(self.before[one].paragraphs for one in stale):
            raise IndexDamagedError(f"The index in {self.folder.path} is damaged (the list of its articles).")

    def _write_documents(self, catalogue: Catalogue, fresh: Sequence[int]) -> list[ColumnarSegment]:
        """Write articles, by their ordinals, as segments, which no reader sees before the commit."""
        self._respool(catalogue.articles[one] for one in fresh if catalogue.id(one) not in self.places)

        def listen(done: int, paragraphs: int, path: str) -> None:
            self.progress(Progress("write", done, len(fresh), paragraphs, path))

        taken = resident()
        self.memory = self.resources.needed(taken)
        memory, name = self.resources.builder(taken), self.current.index.indexname
        segments = write_articles(catalogue, fresh, self.places, self.workers, memory, name, listen)
        self.workers.close()
        self.paragraphs = int(catalogue.paragraphs[fresh].sum())
        self.progress(Progress("write", len(fresh), len(fresh), self.paragraphs))
        return segments

    def _respool(self, records: Iterable[ArticleRecord]) -> None:
        """Keep in the spool what was not read in this run, so that whoever compares or writes it finds it there."""
        for record in records:
            self.places[record.id], _ = self.own.put(self.stored.article(record))
        self.own.flush()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Say what goes wrong while the index is written in one sentence."""
        try:
            yield
        except whoosh_index.LockError as error:
            raise IndexLockedError("The index is being written by another program that uses Whoosh.") from error
        except DamagedFileError as error:
            raise IndexDamagedError(f"The index in {self.folder.path} is damaged: {error}.") from error
        except OSError as error:
            raise IndexFolderError(f"The index cannot be written in {self.folder.path}: {error.strerror}.") from error

    def _differing(self, catalogue: Catalogue, articles: Iterable[str]) -> set[str]:
        """Those of some articles whose documents must be written anew, or come or go: text or metadata are others."""
        ids = list(articles)
        before = self.current.catalogue
        return {
            one
            for one, was, now in zip(ids, before.ordinals(ids).tolist(), catalogue.ordinals(ids).tolist(), strict=True)
            if was < 0 or now < 0 or _written(before.articles[was]) != _written(catalogue.articles[now])
        }
