"""The stored texts of an index, each read once."""

from __future__ import annotations

from typing import Any

from searchtui.columnar import IndexArrays

__all__ = ["StoredTexts"]

_MOST_KEPT = 5_000


class StoredTexts:
    """The stored fields of documents; safe from any thread.

    Args:
        arrays: of the generation.
    """

    def __init__(self, arrays: IndexArrays) -> None:
        self._arrays = arrays
        self._kept: dict[int, dict[str, Any]] = {}

    def __getitem__(self, doc: int) -> dict[str, Any]:
        kept = self._kept.get(doc)
        if kept is None:
            kept = self._arrays.stored(doc)
            if len(self._kept) >= _MOST_KEPT:
                self._kept = {}
            self._kept[doc] = kept
        return kept
