"""Looking at every byte of an index, and naming all that is not as it was written."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from searchtui.columnar.arrayfile import DamagedFileError
from searchtui.config import MARKER_FILE
from searchtui.errors import IndexDamagedError
from searchtui.indexing.cataloguefile import map_catalogue
from searchtui.indexing.seals import WHOLE_FILE, Seal, damaged_parts, is_segment_file
from searchtui.indexing.store import IndexFolder

__all__ = ["Damage", "check_all"]


class Damage(msgspec.Struct, frozen=True):
    """A part of a file that is not as it was written.

    Args:
        file: its name in the index folder.
        part: the name of an array, or words for what is missing or altered.
    """

    file: str
    part: str


def check_all(folder: IndexFolder, *, trust: bool = False) -> Iterator[Damage]:
    """Go through the newest generation: marker, table of segments, manifest, each array of each segment, catalogue.

    Args:
        folder: of the index; nobody may be writing it.
        trust: look at it though another user wrote it.

    Raises:
        IndexMissingError: there is no index.
        ForeignIndexError: another user wrote it and it is not trusted.
    """
    folder.admit(trust=trust)
    try:
        if folder.marked() != folder.format:
            yield Damage(MARKER_FILE, f"it names another format than {folder.format!a}")
            return
    except IndexDamagedError:
        yield Damage(MARKER_FILE, WHOLE_FILE)
    try:
        generation = folder.newest()
    except IndexDamagedError:
        yield Damage(folder.table_name, "it is missing")
        return
    yield from _segments(folder, generation)
    yield from _catalogue(folder, generation)


def _segments(folder: IndexFolder, generation: int) -> Iterator[Damage]:
    table, manifest = f"_MAIN_{generation}.toc", f"manifest-{generation}"
    seals: dict[str, Seal | None] = {}
    if folder.is_settled(generation):
        try:
            seals = folder.seals(generation)
        except IndexDamagedError:
            yield Damage(manifest, WHOLE_FILE)
    try:
        files = folder.files(generation)
        if seals and seals.keys() != set(files):
            yield Damage(manifest, "it lists other files than the table of segments")
            seals = {name: seal for name, seal in seals.items() if name in files}
        seals = dict.fromkeys(files) | seals
    except IndexDamagedError:
        yield Damage(table, "it cannot be read")
        # Without a manifest too, nobody knows which segments there are.
        seals = {name: seal for name, seal in seals.items() if name != table} or dict.fromkeys(
            path.name for path in sorted(folder.path.iterdir()) if is_segment_file(path)
        )
    for name, seal in seals.items():
        yield from (Damage(name, part) for part in damaged_parts(folder.path / name, seal, thorough=True))


def _catalogue(folder: IndexFolder, generation: int) -> Iterator[Damage]:
    path = folder.path / f"catalogue-{generation}"
    if parts := list(damaged_parts(path, None, thorough=True)):
        yield from (Damage(path.name, part) for part in parts)
        return
    try:
        map_catalogue(path).check(thorough=True)
    except (DamagedFileError, ValueError) as error:
        yield Damage(path.name, str(error))
