"""Whether files of the index are as they were written, and which part of one is not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from searchtui.columnar.arrayfile import ArrayFile, DamagedFileError, map_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.terms import TERMS_EXT

__all__ = ["WHOLE_FILE", "Manifest", "Seal", "damaged_parts", "is_segment_file", "seal"]

_BLOCK = 1 << 20
WHOLE_FILE = "the whole file"


class Seal(msgspec.Struct, frozen=True, array_like=True):
    """What a file is known again by.

    Args:
        size: in bytes.
        checksum: of an array file that of its directory, in which the checksums of its arrays stand; of any other
            file that of all its bytes. CRC-32.
    """

    size: int
    checksum: int


class Manifest(msgspec.Struct, frozen=True):
    """The seals of Whoosh's files in one generation, by name.

    Args:
        files: by name.
        checksum: CRC-32 of `files` as JSON.
    """

    files: dict[str, Seal]
    checksum: int = 0

    @property
    def computed(self) -> int:
        """What the checksum must be."""
        return zlib.crc32(msgspec.json.encode(self.files))


def seal(path: Path) -> Seal:
    """The seal of a file as it is; an array file is not read for it.

    Raises:
        OSError: it cannot be opened.
        DamagedFileError: it is no array file though its name is that of one.
    """
    if _is_array_file(path):
        data = map_file(path)
        return Seal(len(data), ArrayFile(data, path.name).checksum)
    size, checksum = 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size, checksum = size + len(block), zlib.crc32(block, checksum)
    return Seal(size, checksum)


def damaged_parts(path: Path, expected: Seal | None, *, thorough: bool) -> Iterator[str]:
    """The parts of a file that are not as they were written, as far as one looks.

    Args:
        path: of the file.
        expected: its seal; None where that is not known.
        thorough: look at all bytes; else at the size and at the directory of an array file alone.
    """
    try:
        size = path.stat().st_size
        if _is_array_file(path):
            file = ArrayFile(map_file(path), path.name)
            if expected is not None and Seal(size, file.checksum) != expected:
                yield WHOLE_FILE
            elif thorough:
                yield from file.damaged()
        elif expected is not None and (size != expected.size or (thorough and seal(path) != expected)):
            yield WHOLE_FILE
    except FileNotFoundError:
        yield "it is missing"
    except OSError as error:
        yield f"it cannot be read: {error.strerror}"
    except DamagedFileError:
        yield "its directory"


def is_segment_file(path: Path) -> bool:
    """Whether a file has the name of one of a segment."""
    return path.suffix in (TERMS_EXT, DOCUMENTS_EXT)


def _is_array_file(path: Path) -> bool:
    return is_segment_file(path) or path.name.startswith("catalogue-")
