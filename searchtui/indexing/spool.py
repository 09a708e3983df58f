"""Articles that were read but not yet written, kept on disk: stories are known only when all have been read.

Each process writes a file of its own; every process of a run reads all of them.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from searchtui.article import Article, Kind
from searchtui.errors import IndexFolderError
from searchtui.indexing.store import SPOOL_NAME

__all__ = ["Place", "SpoolFolder", "SpoolReader", "SpoolWriter"]


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where an article is.

    Args:
        file: number of the spool file.
        start: of the article, in bytes.
        length: in bytes.
    """

    file: int
    start: int
    length: int


class SpoolFolder:
    """The folder of the spool files of one run, empty at its beginning and gone at its end.

    What a run that was killed has left is removed by the next one. So it is only made, and used, by a run that holds
    the right to write the index.

    Args:
        index: folder of the index.

    Raises:
        IndexFolderError: it cannot be made.
    """

    def __init__(self, index: Path) -> None:
        self.path = index / SPOOL_NAME

    def __enter__(self) -> Self:
        try:
            if self.path.is_symlink() or self.path.is_file():
                self.path.unlink()
            elif self.path.exists():
                shutil.rmtree(self.path)
            self.path.mkdir(mode=0o700)
        except OSError as error:
            raise IndexFolderError(f"No temporary folder can be made in {self.path}: {error.strerror}.") from error
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _file(folder: Path, number: int) -> Path:
    return folder / f"articles-{number}"


class SpoolWriter:
    """Keeps articles in one spool file.

    Args:
        folder: of the run's spool.
        number: of the file, which nobody else writes.

    Raises:
        IndexFolderError: the file cannot be made.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._number, self._end = number, 0
        self._path = _file(folder, number)
        self._file: BinaryIO | None = None
        self._encode = msgspec.msgpack.Encoder().encode

    def put(self, article: Article) -> tuple[Place, str]:
        """Keep an article.

        Returns:
            Where it is, and a checksum of all that it holds.

        Raises:
            IndexFolderError: the disk is full, for instance.
        """
        data = self._encode(article)
        try:
            self._append(data)
        except OSError as error:
            raise self._refusal(error) from error
        place = Place(self._number, self._end, len(data))
        self._end += len(data)
        # The name of the folder is wanted for each search, and importing this would take longer than opening the index.
        import hashlib

        return place, hashlib.blake2b(data, digest_size=16).hexdigest()

    def _append(self, data: bytes) -> None:
        if self._file is None:
            # A worker that was ended may have left some of it; whoever takes its number goes on behind that.
            self._file = self._path.open("ab")
            self._end = self._file.tell()
        self._file.write(data)

    def flush(self) -> None:
        """Let readers see all that was put.

        Raises:
            IndexFolderError: the disk is full, for instance.
        """
        try:
            if self._file is not None:
                self._file.flush()
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> IndexFolderError:
        return IndexFolderError(f"A temporary file cannot be written in {self._path.parent}: {error.strerror}.")

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # the disk is full, which has been said
                self._file.close()


class _Text(msgspec.Struct, frozen=True, gc=False):
    """What of a `Paragraph` is needed to compare it."""

    text: str
    kind: Kind = Kind.BODY


class _Texts(msgspec.Struct, frozen=True, gc=False):
    """What of an `Article` is needed to compare it."""

    paragraphs: tuple[_Text, ...] = ()


class SpoolReader:
    """Reads articles from the spool files of a run.

    Args:
        folder: of the run's spool.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[int, BinaryIO] = {}
        self._decode = msgspec.msgpack.Decoder(Article).decode
        self._decode_texts = msgspec.msgpack.Decoder(_Texts).decode

    def get(self, place: Place) -> Article:
        """The article at a place.

        Raises:
            IndexFolderError: the file cannot be read.
        """
        return self._decode(self._bytes(place))

    def body(self, place: Place) -> list[str]:
        """The texts of the running text of the article at a place, without what else there is of it.

        Raises:
            IndexFolderError: the file cannot be read.
        """
        paragraphs = self._decode_texts(self._bytes(place)).paragraphs
        return [paragraph.text for paragraph in paragraphs if paragraph.kind is Kind.BODY]

    def _bytes(self, place: Place) -> bytes:
        try:
            file = self._files.get(place.file)
            if file is None:
                # What is read is known to the byte: what a buffer holds beside it would be read for nothing.
                file = self._files[place.file] = _file(self.folder, place.file).open("rb", buffering=0)
            file.seek(place.start)
            return file.read(place.length)
        except OSError as error:
            raise IndexFolderError(f"A temporary file cannot be read in {self.folder}: {error.strerror}.") from error

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
