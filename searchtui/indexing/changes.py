"""What has changed since last time: by size and time first, by checksum where that is not enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.catalogue import Catalogue, FileRecord, sidecar_number
from searchtui.corpus import FoundFile, Scan, Sidecars
from searchtui.indexing.report import Changes

__all__ = ["Plan", "compare", "plan"]


class Plan(msgspec.Struct, frozen=True):
    """What a run has to do.

    Args:
        read: files that are new, or may have changed, each with its record from last time.
        stays: which of the files of the catalogue stay as they are, shape (files,); the others are read or gone.
        reading: by which version of the program everything that has a problem will then have been tried.
    """

    read: tuple[tuple[FoundFile, FileRecord | None], ...]
    stays: NDArray[np.bool_]
    reading: str = ""


class _Comparison:
    """The files that are there, beside those that were read last time.

    Args:
        scan: of the folder of articles.
        catalogue: of the index as it is.
        sidecars: as they are now.
    """

    def __init__(self, scan: Scan, catalogue: Catalogue, sidecars: Sidecars) -> None:
        self.paths = [file.path for file in scan.files]
        self.known = catalogue.paths
        self.places = _places(self.paths, self.known)
        """The number in the catalogue of each file that is there, -1 where it has none."""
        self.absent = np.ones(len(self.known), bool)
        """Which files of the catalogue are not there."""
        self.absent[self.places[self.places >= 0]] = False
        self.unchanged = self.places >= 0
        """Which files that are there have the size, the time and the sidecar that they had."""
        for name, values in (
            ("sizes", [file.size for file in scan.files]),
            ("mtimes", [file.mtime_ns for file in scan.files]),
            ("sidecars", _said(self.paths, sidecars)),
        ):
            column = catalogue.numbers(name)
            self.unchanged &= np.append(column, column[:0].dtype.type(0))[self.places] == np.array(values, column.dtype)
        settled = catalogue.numbers("settled")
        self.settled = np.append(settled, False)[self.places]
        """Which of them were settled."""
        self._unseen = _unseen(scan)

    def gone(self, concerns: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Which files of the catalogue are no longer there, as far as the run is about them."""
        gone = self.absent.copy()
        for number in np.flatnonzero(gone).tolist():
            gone[number] = concerns(self.known[number]) and not self._unseen(self.known[number])
        return gone


def _places(paths: Sequence[str], known: Sequence[str]) -> NDArray[np.int64]:
    if paths == known:
        return np.arange(len(paths))
    numbers = {path: number for number, path in enumerate(known)}
    return np.array([numbers.get(path, -1) for path in paths], np.int64)


def _said(paths: Sequence[str], sidecars: Sidecars) -> list[int] | NDArray[np.uint64]:
    digests = sidecars.digests(paths)
    if not digests:
        return np.zeros(len(paths), np.uint64)
    return [sidecar_number(digests.get(path, "")) for path in paths]


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
    reading: str = "",
) -> Plan:
    """Compare the files that are there with those that were read last time.

    Args:
        scan: of the folder of articles.
        catalogue: of the index as it is.
        sidecars: as they are now.
        concerns: whether the run is about this path; others stay as they are, there or gone.
        full: read every file that the run is about again.
        reading: version of the program: what an older one could not read is tried once more.
    """
    compared = _Comparison(scan, catalogue, sidecars)
    about = np.array([concerns(path) for path in compared.paths], bool)
    read = about if full else about & ~(compared.unchanged & compared.settled)
    if catalogue.reading != reading:
        given_up = np.append(catalogue.numbers("troubled"), False)[compared.places]
        read |= about & given_up
        if (given_up & ~about).any():
            reading = catalogue.reading
    stays = ~compared.gone(concerns)
    known = compared.places >= 0
    stays[compared.places[read & known]] = False
    numbers = np.flatnonzero(read).tolist()
    records = (catalogue.files[number] if number >= 0 else None for number in compared.places[numbers].tolist())
    return Plan(tuple(zip((scan.files[number] for number in numbers), records, strict=True)), stays, reading)


def compare(scan: Scan, catalogue: Catalogue, sidecars: Sidecars) -> Changes:
    """How many files were added, changed and removed, without opening any of them."""
    compared = _Comparison(scan, catalogue, sidecars)
    known = compared.places >= 0
    return Changes(
        added=int((~known).sum()),
        changed=int((known & ~compared.unchanged).sum()),
        removed=int(compared.gone(lambda _path: True).sum()),
    )
