"""Looking closely at the whole index folder, and saying in plain words what is wrong with it."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
from collections.abc import Iterator

import numpy as np
import whoosh
from whoosh.filedb.filestore import FileStorage

from searchtui.catalogue import Catalogue
from searchtui.columnar import ColumnarSegment
from searchtui.columnar.documents import DocumentReader
from searchtui.columnar.verification import faults_of
from searchtui.config import MARKER_FILE
from searchtui.errors import ForeignIndexError, IndexMissingError, SearchtuiError
from searchtui.indexing.checking import check_all
from searchtui.indexing.findings import Ailment, Examination, Finding
from searchtui.indexing.leftovers import find_leftovers
from searchtui.indexing.lock import HOLDER_FILE, writer_at_work
from searchtui.indexing.store import IndexFolder

__all__ = ["examine"]

_REBUILD = "Run `searchtui reindex --full`, which writes the index anew from the articles."
_REINDEX = "Nothing needs to be done; the next `searchtui reindex` clears it away."
_ATTEMPTS = 5
_SPARE = 64 << 20


def examine(folder: IndexFolder, *, trust: bool = False) -> Examination:
    """Look at everything in an index folder; nothing in it is changed.

    Args:
        folder: of the index.
        trust: open it though another user wrote it.
    """
    examiner = _Examiner(folder, trust=trust)
    for _ in range(_ATTEMPTS):
        before = _stamp(folder)
        examined = examiner.examine()
        # What a commit replaces in the meantime would seem to be damaged.
        if _stamp(folder) == before:
            break
    return examined


def _stamp(folder: IndexFolder) -> object:
    try:
        return folder.stamp()
    except SearchtuiError:
        return None


class _Examiner:
    """Looks at one index folder.

    Args:
        folder: of the index.
        trust: open it though another user wrote it.
    """

    def __init__(self, folder: IndexFolder, *, trust: bool) -> None:
        self._folder, self._path, self._trust = folder, folder.path, trust
        self._storage = FileStorage(str(folder.path))

    def examine(self) -> Examination:
        findings = list(self._findings())
        generation, segments, catalogue = None, [], Catalogue()
        # Of what another user wrote nothing is opened, not even to count it.
        if not any(one.ailment in {Ailment.MISSING, Ailment.FOREIGN, Ailment.FORMAT} for one in findings):
            with contextlib.suppress(SearchtuiError):  # which is among the findings
                generation = self._folder.newest()
                segments = self._folder.segments(generation)
                catalogue = self._folder.catalogue(generation)
        size, free = self._size(), self._free()
        if free < size + _SPARE:
            findings.append(
                Finding(
                    Ailment.SPACE,
                    "",
                    f"The disk has {_megabytes(free)} free, and writing the index anew may take"
                    f" {_megabytes(size + _SPARE)} beside the one that is there.",
                    "Make room before the next `searchtui reindex --full`.",
                )
            )
        return Examination(
            index_folder=self._path,
            generation=generation,
            segments=len(segments),
            articles=len(catalogue.articles),
            paragraphs=sum(segment.doc_count() for segment in segments),
            size=size,
            free=free,
            versions={
                "format": self._folder.format,
                "python": platform.python_version(),
                "whoosh": ".".join(str(part) for part in whoosh.__version__),
                "numpy": np.__version__,
            },
            findings=tuple(sorted(findings, key=lambda finding: finding.ailment.is_harmless)),
        )

    def _size(self) -> int:
        try:
            return sum(path.lstat().st_size for path in self._path.rglob("*"))
        except OSError:  # a writer has just taken a file away
            return 0

    def _free(self) -> int:
        place = self._path
        while not place.exists() and place != place.parent:
            place = place.parent
        return shutil.disk_usage(place).free

    def _findings(self) -> Iterator[Finding]:
        try:
            self._folder.admit(trust=self._trust)
        except IndexMissingError:
            said = f"There is no index in {self._path}."
            yield Finding(Ailment.MISSING, "", said, "Run `searchtui reindex`, which makes one.")
            return
        except ForeignIndexError:
            said = "Another user wrote a file of it, or a file of it is a link; opening it could run their code."
            yield Finding(
                Ailment.FOREIGN,
                "",
                said,
                "Build your own with `searchtui reindex --full`, or pass --trust-index if you trust whoever wrote it.",
            )
            return
        except SearchtuiError as error:
            yield Finding(Ailment.UNREADABLE, "", str(error), "Give yourself the right to read the folder.")
            return
        yield from self._right_to_write()
        at_work = writer_at_work(self._path)
        if at_work:
            yield Finding(
                Ailment.BUSY,
                "",
                f"The index is being written by {at_work}; what it writes is not looked at.",
                "Wait for it, or look for why it does not end.",
            )
        yield from self._unfinished(being_written=bool(at_work))
        unreadable = [name for name in sorted(os.listdir(self._path)) if not os.access(self._path / name, os.R_OK)]
        for name in unreadable:
            yield Finding(
                Ailment.UNREADABLE, name, "You have no right to read it.", "Give it back to its owner, or to yourself."
            )
        if not unreadable:
            yield from self._contents()

    def _right_to_write(self) -> Iterator[Finding]:
        if not os.access(self._path, os.W_OK | os.X_OK):
            yield Finding(
                Ailment.READ_ONLY,
                "",
                "You have no right to write the index folder, so that it cannot be brought up to date.",
                "Give yourself the right to write it, or name another folder as `index` in searchtui.toml.",
            )

    def _unfinished(self, *, being_written: bool) -> Iterator[Finding]:
        if being_written:
            return
        for name in find_leftovers(self._path):
            yield Finding(Ailment.UNFINISHED, name, "A run that did not end has left it behind.", _REINDEX)
        if (self._path / HOLDER_FILE).exists():
            yield Finding(
                Ailment.UNFINISHED, HOLDER_FILE, "A run that did not end has left it behind; no lock is held.", _REINDEX
            )
        try:
            if not self._folder.is_settled(self._folder.newest()):
                yield Finding(
                    Ailment.UNFINISHED, "", "A run ended between its commit and the list of its files.", _REINDEX
                )
        except SearchtuiError:  # which is among the damages
            return

    def _contents(self) -> Iterator[Finding]:
        damaged = False
        for damage in check_all(self._folder, trust=self._trust):
            damaged = True
            if damage.file == MARKER_FILE and self._names_another_format():
                said = f"The index has the format {self._folder.marked()!a} and not {self._folder.format!a}."
                yield Finding(Ailment.FORMAT, damage.file, said, "Run `searchtui reindex`, which builds it anew.")
                return
            yield Finding(Ailment.DAMAGED, damage.file, f"It is not as it was written: {damage.part}.", _REBUILD)
        if damaged:
            return
        generation = self._folder.newest()
        segments = self._folder.segments(generation)
        fit = True
        for segment in segments:
            for file, fault in faults_of(self._storage, segment):
                fit = False
                yield Finding(Ailment.INCONSISTENT, file, f"{fault[0].upper()}{fault[1:]}.", _REBUILD)
        if not fit:
            return
        try:
            self._folder.open(trust=self._trust)
        except SearchtuiError as error:
            yield Finding(Ailment.INCONSISTENT, "", str(error), _REBUILD)
            return
        yield from self._counts(generation, segments)

    def _names_another_format(self) -> bool:
        try:
            return self._folder.marked() != self._folder.format
        except SearchtuiError:
            return False

    def _counts(self, generation: int, segments: list[ColumnarSegment]) -> Iterator[Finding]:
        """Whether the segments hold as many paragraphs of each article as the catalogue says."""
        catalogue = self._folder.catalogue(generation)
        parts = [np.empty(0, np.int64)]
        for segment in segments:
            keys = DocumentReader(self._storage, segment).numbers("article_key")
            if keys is None:
                continue
            live = np.ones(len(keys), bool)
            live[list(segment.deleted_docs())] = False
            parts.append(keys[live].astype(np.int64))
        found, counts = np.unique(np.concatenate(parts), return_counts=True)
        held = dict(zip(found.tolist(), counts.tolist(), strict=True))
        known = dict(zip(catalogue.keys.tolist(), catalogue.paragraphs.tolist(), strict=True))
        wrong = [key for key in {**known, **held} if known.get(key, 0) != held.get(key, 0)]
        if wrong:
            key = wrong[0]
            name = catalogue.by_id[f"{key:012x}"].name if key in known else f"{key:012x}"
            yield Finding(
                Ailment.INCONSISTENT,
                f"catalogue-{generation}",
                f"It says that {name!r} has {known.get(key, 0)} paragraphs, and the segments hold {held.get(key, 0)};"
                f" {len(wrong)} articles differ so.",
                _REBUILD,
            )


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
