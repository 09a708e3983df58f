"""What has changed since last time: by size and time first, by checksum where that is not enough."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from searchtui.catalogue import Catalogue, FileRecord
from searchtui.corpus import FoundFile, Scan, Sidecars
from searchtui.indexing.report import Changes

__all__ = ["Plan", "compare", "plan"]


class Plan(msgspec.Struct, frozen=True):
    """What a run has to do.

    Args:
        read: files that are new, or may have changed, each with its record from last time.
        keep: records of files that stay as they are.
        gone: records of files that are no longer there.
    """

    read: tuple[tuple[FoundFile, FileRecord | None], ...]
    keep: tuple[FileRecord, ...]
    gone: tuple[FileRecord, ...]


def _seems_unchanged(file: FoundFile, record: FileRecord, sidecars: Sidecars) -> bool:
    return (file.size, file.mtime_ns) == (record.size, record.mtime_ns) and sidecars.digest_for(
        file.path
    ) == record.sidecar


def _unseen(scan: Scan) -> Callable[[str], bool]:
    """Whether a path is, or lies in, what could not be looked into: then its absence says nothing."""
    closed = {problem.path for problem in scan.problems}
    if "." in closed:
        return lambda _path: True
    inside = tuple(f"{path}/" for path in closed)
    return lambda path: path in closed or path.startswith(inside)


def plan(
    scan: Scan,
    catalogue: Catalogue,
    sidecars: Sidecars,
    *,
    concerns: Callable[[str], bool],
    full: bool,
) -> Plan:
    """Compare the files that are there with those that were read last time.

    Args:
        scan: of the folder of articles.
        catalogue: of the index as it is.
        sidecars: as they are now.
        concerns: whether the run is about this path; others stay as they are, there or gone.
        full: read every file that the run is about again.
    """
    known = {record.path: record for record in catalogue.files}
    read: list[tuple[FoundFile, FileRecord | None]] = []
    keep: list[FileRecord] = []
    present = set()
    for file in scan.files:
        present.add(file.path)
        record = known.get(file.path)
        if not concerns(file.path):
            if record is not None:
                keep.append(record)
        elif record is not None and not full and record.settled and _seems_unchanged(file, record, sidecars):
            keep.append(record)
        else:
            read.append((file, record))
    unseen = _unseen(scan)
    absent = [record for record in catalogue.files if record.path not in present]
    gone = [record for record in absent if concerns(record.path) and not unseen(record.path)]
    kept = {record.path for record in absent} - {record.path for record in gone}
    return Plan(tuple(read), (*keep, *(record for record in absent if record.path in kept)), tuple(gone))


def compare(scan: Scan, catalogue: Catalogue, sidecars: Sidecars) -> Changes:
    """How many files were added, changed and removed, without opening any of them."""
    known = {record.path: record for record in catalogue.files}
    present = {file.path for file in scan.files}
    unseen = _unseen(scan)
    return Changes(
        added=sum(1 for file in scan.files if file.path not in known),
        changed=sum(
            1 for file in scan.files if file.path in known and not _seems_unchanged(file, known[file.path], sidecars)
        ),
        removed=sum(1 for path in known if path not in present and not unseen(path)),
    )
