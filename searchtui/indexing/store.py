"""The index folder: Whoosh's files, our catalogue beside them, and what shows that they are whole and ours.

* `searchtui.json`: the marker; this folder is ours, and the version of its format; written with the first commit
* `_MAIN_<generation>.toc`: Whoosh's table of segments; a commit is its renaming into place
* `MAIN_*`: Whoosh's segments
* `catalogue-<generation>`: the catalogue with its own checksum, written before the commit of its generation
* `manifest-<generation>`: size and checksum of each of Whoosh's files, written after it
* `reindex.lock`: held while the index is written
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import whoosh
from whoosh.filedb.filestore import FileStorage

from searchtui.catalogue import FORMAT, Catalogue
from searchtui.columnar import ColumnarIndex
from searchtui.columnar.arrayfile import ArrayFile, DamagedFileError, map_file
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
from searchtui.indexing.lock import LOCK_FILE
from searchtui.indexing.schema import make_schema

__all__ = ["IndexFolder", "OpenIndex"]

_OURS = re.compile(
    r"_?MAIN_.*|MAIN\.tmp|(catalogue|manifest)-\d+(\.new)?|reindex\.(lock|json)|searchtui\.json|\.gitignore"
)
_NEVER_READ = {".gitignore", LOCK_FILE, "reindex.json", "MAIN_WRITELOCK"}
_TEMPORARY = "MAIN.tmp"
_NOBODYS = {".gitignore", ".gitkeep", ".DS_Store"}
_ALWAYS_CHECKED = 32 << 20
_ATTEMPTS = 20
_CHECKSUM_BYTES = 4


class _Marker(msgspec.Struct):
    format: str


class _Manifest(msgspec.Struct):
    files: dict[str, tuple[int, int]]


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


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


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
                self._write(".gitignore", b"*\n")
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

    def open(self, *, trust: bool = False, thorough: bool = False) -> OpenIndex:
        """Open the newest generation.

        Args:
            trust: open it though another user wrote it.
            thorough: compare every checksum, however large the index is.

        Raises:
            IndexMissingError: there is none.
            IndexFormatError: it has another format.
            IndexDamagedError: a file is missing, cut short or altered.
            ForeignIndexError: another user wrote it and it is not trusted.
        """
        if not self.exists:
            raise IndexMissingError(f"There is no index in {self.path} yet; run `searchtui reindex`.")
        if not trust and self._foreign():
            raise self._refusal()
        try:
            marker = msgspec.json.decode((self.path / MARKER_FILE).read_bytes(), type=_Marker)
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise self._damaged(MARKER_FILE) from error
        if marker.format != self.format:
            raise IndexFormatError(
                f"The index in {self.path} has the format {marker.format!a} and not {self.format!a};"
                " run `searchtui reindex` to build it anew."
            )
        for attempt in range(_ATTEMPTS):
            generation = self.newest()
            try:
                self.verify(generation, thorough=thorough)
                catalogue = self._read_catalogue(generation)
                index = ColumnarIndex(FileStorage(str(self.path), supports_mmap=True), make_schema())
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

    def newest(self) -> int:
        """The number of the newest generation.

        Raises:
            IndexDamagedError: there is none.
        """
        numbers = [int(match[1]) for name in self._names() if (match := re.fullmatch(r"_MAIN_(\d+)\.toc", name))]
        if not numbers:
            raise self._damaged("the table of segments")
        return max(numbers)

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

    def verify(self, generation: int, *, thorough: bool = True) -> None:
        """Compare the files of a generation with its manifest: sizes always, checksums where thorough or cheap.

        A generation whose writer was killed between the commit and the manifest has none; its segments have checksums
        of their own.

        Raises:
            IndexDamagedError: naming the first file that differs.
        """
        manifest = self.path / f"manifest-{generation}"
        if not manifest.is_file():
            self._verify_segments()
            return
        try:
            files = msgspec.json.decode(manifest.read_bytes(), type=_Manifest).files
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            raise self._damaged(manifest.name) from error
        checked = thorough or sum(size for size, _ in files.values()) <= _ALWAYS_CHECKED
        for name, (size, checksum) in files.items():
            path = self.path / name
            try:
                if path.stat().st_size != size or (checked and _checksum(path) != checksum):
                    raise self._damaged(name)
            except OSError as error:
                raise self._damaged(name) from error

    def _verify_segments(self) -> None:
        for name in self._names():
            if name.endswith((TERMS_EXT, DOCUMENTS_EXT)):
                try:
                    ArrayFile(map_file(self.path / name), name).verify()
                except (OSError, DamagedFileError) as error:
                    raise self._damaged(name) from error

    def is_settled(self, generation: int) -> bool:
        """Whether a generation has its manifest, and the folder its marker."""
        return self.exists and (self.path / f"manifest-{generation}").is_file()

    def write_catalogue(self, generation: int, catalogue: Catalogue) -> None:
        """Write the catalogue of a generation, before that is committed."""
        data = msgspec.msgpack.encode(catalogue)
        self._write(f"catalogue-{generation}", zlib.crc32(data).to_bytes(_CHECKSUM_BYTES, "little") + data)

    def _read_catalogue(self, generation: int) -> Catalogue:
        path = self.path / f"catalogue-{generation}"
        if not path.is_file():
            raise self._damaged(path.name)
        data = path.read_bytes()
        checksum, data = data[:_CHECKSUM_BYTES], data[_CHECKSUM_BYTES:]
        if zlib.crc32(data).to_bytes(_CHECKSUM_BYTES, "little") != checksum:
            raise self._damaged(f"catalogue-{generation}")
        catalogue = msgspec.msgpack.decode(data, type=Catalogue)
        named = {article for file in catalogue.files for article in file.articles}
        if named != {record.id for record in catalogue.articles}:
            raise self._damaged(path.name)
        return catalogue

    def settle(self, generation: int) -> None:
        """After a commit: write its manifest, mark the folder, and remove what older generations left behind."""
        files = {}
        for name in self._names():
            if name == f"_MAIN_{generation}.toc" or re.fullmatch(r"MAIN_(?!WRITELOCK).*", name):
                path = self.path / name
                files[name] = (path.stat().st_size, _checksum(path))
        self._write(f"manifest-{generation}", msgspec.json.encode(_Manifest(files)))
        if not self.exists:
            self._write(MARKER_FILE, msgspec.json.encode(_Marker(self.format)))
        for name in self._names():
            old = re.fullmatch(r"(?:catalogue|manifest)-(\d+)(\.new)?", name)
            if old and (int(old[1]) != generation or old[2]):
                with contextlib.suppress(FileNotFoundError):
                    (self.path / name).unlink()

    def _names(self) -> Iterator[str]:
        try:
            yield from sorted(os.listdir(self.path))
        except OSError as error:
            raise IndexFolderError(f"The index folder {self.path} cannot be read: {error.strerror}.") from error

    def _write(self, name: str, data: bytes) -> None:
        new = self.path / f"{name}.new"
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / name)

    def _remove(self, name: str) -> None:
        path = self.path / name
        if name == _TEMPORARY and path.is_dir() and not path.is_symlink():
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
