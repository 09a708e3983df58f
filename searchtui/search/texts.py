"""The stored texts of an index, each read once."""

from __future__ import annotations

import threading
from typing import Any

from whoosh.reading import IndexReader

__all__ = ["StoredTexts"]

_MOST_KEPT = 50_000


class StoredTexts:
    """The stored fields of documents; safe from any thread.

    Args:
        reader: for this use alone, so that showing a text never waits for a search.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self._kept: dict[int, dict[str, Any]] = {}

    def __getitem__(self, doc: int) -> dict[str, Any]:
        kept = self._kept.get(doc)
        if kept is None:
            with self._lock:
                kept = self._reader.stored_fields(doc)
                if len(self._kept) >= _MOST_KEPT:
                    self._kept = {}
                self._kept[doc] = kept
        return kept

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._reader.close()
