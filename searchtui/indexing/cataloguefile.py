"""The catalogue as an array file: one array or blob a column, mapped and not read when it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.catalogue import BLOBS, NUMBERS, Catalogue
from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter, DamagedFileError, Sink, map_file

__all__ = ["map_catalogue", "write_catalogue"]


def write_catalogue(sink: Sink, catalogue: Catalogue) -> None:
    """Write a catalogue to an empty file."""
    writer = ArrayFileWriter(sink)
    for name in NUMBERS:
        writer.add(name, _narrow(catalogue.numbers(name)))
    for name in BLOBS:
        writer.add_blob(name, [bytes(catalogue.columns.blob(name))])
    writer.finish({})


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers in the narrowest type that holds the largest of them, where none is negative."""
    if values.dtype != np.int64 or not len(values) or values.min() < 0:
        return values
    return values.astype(np.min_scalar_type(int(values.max())))


def map_catalogue(path: Path, *, thorough: bool = False) -> Catalogue:
    """Open a catalogue.

    Args:
        path: of its file.
        thorough: compare all checksums.

    Raises:
        DamagedFileError: it is cut short or altered.
        OSError: it cannot be opened.
    """
    file = ArrayFile(map_file(path), path.name)
    if missing := {*NUMBERS, *BLOBS} - set(file.names()):
        raise DamagedFileError(f"{min(missing)!r} in {path.name} is missing")
    if thorough:
        file.verify()
    catalogue = Catalogue(file, str(path))
    try:
        catalogue.check()
    except ValueError as error:
        raise DamagedFileError(f"{error!s} in {path.name} is damaged") from error
    return catalogue
