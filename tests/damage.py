"""Files that are altered as a disk may alter them."""

from __future__ import annotations

from pathlib import Path

from searchtui.columnar.arrayfile import ArrayFile

__all__ = ["alter", "array_names"]


def array_names(path: Path) -> list[str]:
    """The names of the arrays of a file that hold anything."""
    file = ArrayFile(memoryview(path.read_bytes()), path.name)
    return [name for name in file.names() if len(file.blob(name))]


def alter(path: Path, name: str) -> None:
    """Alter a byte in the middle of an array."""
    content = bytearray(path.read_bytes())
    entry = ArrayFile(memoryview(bytes(content)), path.name)._entries[name]
    content[entry.start + entry.length // 2] ^= 0x01
    path.write_bytes(content)
