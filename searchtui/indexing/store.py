"""The index folder: Whoosh's files, our catalogue beside them, and what shows that they are whole and ours.

* `searchtui.json`: the marker; this folder is ours, and the version of its format; written with the first commit
* `_MAIN_<generation>.toc`: Whoosh's table of segments; a commit is its renaming into place
* `MAIN_*`: Whoosh's segments
* `catalogue-<generation>`: the catalogue, an array file, written before the commit of its generation
* `manifest-<generation>`: size and checksum of each of Whoosh's files, written after it
* `reindex.lock`: held while the index is written
* `spool`: a folder of what was read and not yet written, there while a run is at work
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import whoosh
from whoosh.filedb.filestore import FileStorage

from searchtui.catalogue import FORMAT, Catalogue
from searchtui.columnar import ColumnarIndex, ColumnarSegment
from searchtui.columnar.arrayfile import DamagedFileError
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.terms import TERMS_EXT
from searchtui.config import MARKER_FILE
from searchtui.errors import (
    ForeignIndexError,
    IndexDamagedError,
    IndexFolderError,
    IndexFormatError,
    IndexMissingError,
    SearchtuiError,
)
from searchtui.indexing.cataloguefile import map_catalogue, write_catalogue
from searchtui.indexing.lock import LOCK_FILE
from searchtui.indexing.schema import make_schema
from searchtui.indexing.seals import Manifest, Seal, damaged_parts, seal

__all__ = ["SPOOL_NAME", "IndexFolder", "OpenIndex"]

SPOOL_NAME = "spool"
"""The folder for what a run has read and not yet written."""

_OURS = re.compile(
    r"_?MAIN_.*|MAIN\.tmp|(catalogue|manifest)-\d+(\.new)?|reindex\.(lock|json)|spool|searchtui\.json|\.gitignore"
)
_NEVER_READ = {".gitignore", LOCK_FILE, "reindex.json", "MAIN_WRITELOCK"}
_TEMPORARY = "MAIN.tmp"
_NOBODYS = {".gitignore", ".gitignore.new", "searchtui.json.new", ".gitkeep", ".DS_Store"}
"""Names that say nothing of whose a folder is; some stand there for a moment while another process makes it ours."""
_ALWAYS_CHECKED = 32 << 20
_ATTEMPTS = 20


class _Marker(msgspec.Struct):
    format: str


class OpenIndex(msgspec.Struct, frozen=True):
    """One generation of the index.

    Args:
        index: as Whoosh has it.
        catalogue: of the same generation.
        generation: its number, rising with each commit.
    """

    index: ColumnarIndex
    catalogue: Catalogue
    generation: int


class IndexFolder:
    """The folder that holds one index.

    Args:
        path: of the folder; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def format(self) -> str:
        """What the marker must say: our format and the version of Whoosh, whose classes are named in its files."""
        return f"{FORMAT}, whoosh {'.'.join(str(part) for part in whoosh.__version__)}"

    @property
    def exists(self) -> bool:
        """Whether there is an index of ours, whole or not."""
        return (self.path / MARKER_FILE).is_file()

    def prepare(self, *, replace: bool = False, trust: bool = False) -> None:
        """Make the folder ours. Nothing is written through a file or link that somebody else has put there.

        Args:
            replace: remove what another user wrote, instead of refusing.
            trust: take what another user wrote for ours.

        Raises:
            ForeignIndexError: another user wrote what is in it.
            IndexFolderError: it holds something else, or cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not self.exists:
                names = set(os.listdir(self.path))
                # Without a marker only a first build that did not end leaves Whoosh's files, and its lock, behind.
                ours = {name for name in names if _OURS.fullmatch(name)} if LOCK_FILE in names else set()
                strange = sorted(names - ours - _NOBODYS)
                if strange:
                    raise IndexFolderError(
                        f"{self.path} holds other files ({strange[0]!a}) and is left alone; empty it, or name another"
                        " folder as `index` in searchtui.toml."
                    )
            if not trust and (foreign := self._foreign()):
                if not replace:
                    raise self._refusal()
                for name in foreign:
                    self._remove(name)
            if ".gitignore" not in os.listdir(self.path):
                # Another process may be doing the same, and takes the file away that is to be renamed.
                with contextlib.suppress(FileNotFoundError, FileExistsError):
                    self._write_bytes(".gitignore", b"*\n")
        except OSError as error:
            raise IndexFolderError(f"The index folder {self.path} cannot be made: {error.strerror}.") from error

    def create(self) -> OpenIndex:
        """Begin an empty index, in place of whatever of ours is there; none of that is opened.

        It is no index for anybody else until `settle` has marked it as one.
        """
        try:
            for name in os.listdir(self.path):
                if _OURS.fullmatch(name) and name not in _NEVER_READ:
                    self._remove(name)
            index = FileStorage(str(self.path)).create_index(make_schema(), indexclass=ColumnarIndex)
            self.write_catalogue(0, Catalogue())
        except OSError as error:
            raise IndexFolderError(f"The index cannot be written in {self.path}: {error.strerror}.") from error
        return OpenIndex(index, Catalogue(), 0)

    def open(self, *, trust: bool = False, writing: bool = False) -> OpenIndex:
        """Open the newest generation.

        Its files are looked at as `verify` does where it is not thorough.

        Args:
            trust: open it though another user wrote it.
            writing: compare the checksums of the catalogue too, since a run carries its records over.

        Raises:
            IndexMissingError: there is none.
            IndexFormatError: it has another format.
            IndexDamagedError: a file is missing, cut short or altered.
            ForeignIndexError: another user wrote it and it is not trusted.
        """
        self.admit(trust=trust)
        if (format_ := self.marked()) != self.format:
            raise IndexFormatError(
                f"The index in {self.path} has the format {format_!a} and not {self.format!a};"
                " run `searchtui reindex` to build it anew."
            )
        for attempt in range(_ATTEMPTS):
            generation = self.newest()
            try:
                checked = self.verify(generation, thorough=False)
                catalogue = self.catalogue(generation, thorough=writing or checked)
                index = self._index()
                if index.latest_generation() == generation:
                    index.reader().close()
                    return OpenIndex(index, catalogue, generation)
            except SearchtuiError:
                if generation == self.newest():
                    raise
            # A damaged file is unpickled by Whoosh, and what that raises has no bounds; a writer that committed in the
            # meantime has taken the old files away, which a second look tells apart.
            except Exception as error:
                if generation == self.newest() or attempt == _ATTEMPTS - 1:
                    raise self._damaged(f"generation {generation}") from error
        raise self._damaged("every generation")

    def admit(self, *, trust: bool = False) -> None:
        """Make sure that there is an index that may be opened.

        Raises:
            IndexMissingError: there is none.
            ForeignIndexError: another user wrote it and it is not trusted.
        """
        if not self.exists:
            raise IndexMissingError(f"There is no index in {self.path} yet; run `searchtui reindex`.")
        if not trust and self._foreign():
            raise self._refusal()

    def marked(self) -> str:
        """The format that the marker names.

        Raises:
            IndexDamagedError: it names none.
        """
        try:
            return msgspec.json.decode((self.path / MARKER_FILE).read_bytes(), type=_Marker).format
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise self._damaged(MARKER_FILE) from error

    def newest(self) -> int:
        """The number of the newest generation.

        Raises:
            IndexDamagedError: there is none.
        """
        numbers = [int(match[1]) for name in self._names() if (match := re.fullmatch(r"_MAIN_(\d+)\.toc", name))]
        if not numbers:
            raise self._damaged(self.table_name)
        return max(numbers)

    @property
    def table_name(self) -> str:
        """The name that the table of segments has, or had before it went missing."""
        numbers = [int(match[1]) for name in self._names() if (match := re.fullmatch(r"manifest-(\d+)", name))]
        return f"_MAIN_{max(numbers)}.toc" if numbers else "the table of segments"

    def stamp(self) -> tuple[int, int, int]:
        """Changes with each commit, and when a catalogue is replaced without one.

        Raises:
            IndexDamagedError: there is no generation.
        """
        while True:
            generation = self.newest()
            try:
                status = (self.path / f"catalogue-{generation}").stat()
            except OSError as error:
                # A commit in this moment has taken the older catalogue away.
                if generation == self.newest():
                    raise self._damaged(f"catalogue-{generation}") from error
            else:
                return generation, status.st_mtime_ns, status.st_ino

    def verify(self, generation: int, *, thorough: bool = True) -> bool:
        """Compare the files of a generation with its manifest: sizes always, checksums where thorough or cheap.

        A generation whose writer was killed between the commit and the manifest has none; its segments have checksums
        of their own.

        Args:
            generation: its number.
            thorough: compare all checksums, those of the catalogue too.

        Returns:
            Whether checksums were compared.

        Raises:
            IndexDamagedError: naming the first file that differs.
        """
        seals = self.seals(generation)
        checked = thorough or sum(kept.size if kept else _ALWAYS_CHECKED for kept in seals.values()) <= _ALWAYS_CHECKED
        for name, kept in seals.items():
            for part in damaged_parts(self.path / name, kept, thorough=checked or kept is None):
                raise self._damaged(f"{name}: {part}")
        if thorough:
            self.catalogue(generation, thorough=True)
        return checked

    def seals(self, generation: int) -> dict[str, Seal | None]:
        """Whoosh's files of a generation; None for the seal of each where the generation has no manifest.

        Raises:
            IndexDamagedError: the manifest or the table of segments cannot be read.
        """
        manifest = self.path / f"manifest-{generation}"
        if not manifest.is_file():
            return dict.fromkeys(self.files(generation))
        try:
            read = msgspec.json.decode(manifest.read_bytes(), type=Manifest)
            if read.checksum != read.computed:
                raise self._damaged(manifest.name)
            return {**read.files}
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise self._damaged(manifest.name) from error

    def verify_structure(self, generation: int) -> None:
        """Look whether the arrays of a generation fit together, beside their checksums.

        Raises:
            IndexDamagedError: naming the first file in which they do not.
        """
        # What is looked at closely so seldom is not worth an import at every start.
        from searchtui.columnar.verification import faults_of

        storage = FileStorage(str(self.path))
        for segment in self.segments(generation):
            for name, _ in faults_of(storage, segment):
                raise self._damaged(name)
        try:
            self.catalogue(generation, thorough=True)
        except SearchtuiError:
            raise
        # What lies in the columns of a catalogue leads to has no bounds.
        except Exception as error:
            raise self._damaged(f"catalogue-{generation}") from error

    def segments(self, generation: int) -> list[ColumnarSegment]:
        """The segments of the newest generation.

        Raises:
            IndexDamagedError: the table of segments cannot be read.
        """
        try:
            segments: list[ColumnarSegment] = self._index()._segments()
        # What is raised where the bytes of a table are altered has no bounds.
        except Exception as error:
            raise self._damaged(f"_MAIN_{generation}.toc") from error
        return segments

    def is_settled(self, generation: int) -> bool:
        """Whether a generation has its manifest, and the folder its marker."""
        return self.exists and (self.path / f"manifest-{generation}").is_file()

    def catalogue(self, generation: int, *, thorough: bool = False) -> Catalogue:
        """The catalogue of a generation.

        Args:
            generation: its number.
            thorough: compare its checksums.

        Raises:
            IndexDamagedError: it is missing, cut short or altered.
        """
        path = self.path / f"catalogue-{generation}"
        try:
            return map_catalogue(path, thorough=thorough)
        except (OSError, DamagedFileError) as error:
            raise self._damaged(path.name) from error

    def write_catalogue(self, generation: int, catalogue: Catalogue) -> None:
        """Write the catalogue of a generation, before that is committed."""
        self._write(f"catalogue-{generation}", lambda file: write_catalogue(file, catalogue))

    def settle(self, generation: int) -> None:
        """After a commit: write its manifest, mark the folder, and remove what older generations left behind."""
        manifest = Manifest({name: seal(self.path / name) for name in self.files(generation)})
        manifest = msgspec.structs.replace(manifest, checksum=manifest.computed)
        self._write_bytes(f"manifest-{generation}", msgspec.json.encode(manifest))
        if not self.exists:
            self._write_bytes(MARKER_FILE, msgspec.json.encode(_Marker(self.format)))
        for name in self._names():
            old = re.fullmatch(r"(?:catalogue|manifest)-(\d+)(\.new)?", name)
            if old and (int(old[1]) != generation or old[2]):
                with contextlib.suppress(FileNotFoundError):
                    (self.path / name).unlink()

    def files(self, generation: int) -> list[str]:
        """The names of Whoosh's files of the newest generation.

        Raises:
            IndexDamagedError: the table of segments cannot be read.
        """
        return [f"_MAIN_{generation}.toc", *_segment_files(self.segments(generation))]

    def _index(self) -> ColumnarIndex:
        return ColumnarIndex(FileStorage(str(self.path), supports_mmap=True), make_schema())

    def _names(self) -> Iterator[str]:
        try:
            yield from sorted(os.listdir(self.path))
        except OSError as error:
            raise IndexFolderError(f"The index folder {self.path} cannot be read: {error.strerror}.") from error

    def _write_bytes(self, name: str, data: bytes) -> None:
        self._write(name, lambda file: file.write(data))

    def _write(self, name: str, write: Callable[[BinaryIO], object]) -> None:
        new = self.path / f"{name}.new"
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / name)

    def _remove(self, name: str) -> None:
        path = self.path / name
        if name in {_TEMPORARY, SPOOL_NAME} and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def _foreign(self) -> list[str]:
        """The names of files of the index that another user wrote, and of links, which may lead anywhere."""
        if not hasattr(os, "getuid"):
            return []
        foreign = []
        for name in self._names() if self.path.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):  # a writer has just taken it away
                status = (self.path / name).lstat()
                if _OURS.fullmatch(name) and (status.st_uid != os.getuid() or stat.S_ISLNK(status.st_mode)):
                    foreign.append(name)
        # A folder that was handed over by another user may well hold a `.gitignore` of theirs.
        return [name for name in foreign if name != ".gitignore" or (self.path / name).is_symlink()]

    def _refusal(self) -> ForeignIndexError:
        return ForeignIndexError(
            f"The index in {self.path} was written by another user and opening it could run their code;"
            " build your own with `searchtui reindex --full`, or pass `--trust-index` if you trust them."
        )

    def _damaged(self, what: str) -> IndexDamagedError:
        return IndexDamagedError(
            f"The index in {self.path} is damaged ({what}); run `searchtui reindex` to build it anew."
        )


def _segment_files(segments: Iterable[ColumnarSegment]) -> list[str]:
    return [segment.make_filename(extension) for segment in segments for extension in (TERMS_EXT, DOCUMENTS_EXT)]
