"""The reindex thread: brings the index up to date while searching goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from textual.message import Message

from searchtui.collection import Progress
from searchtui.errors import SearchtuiError
from searchtui.tui.messages import Reindexed, Reindexing
from searchtui.tui.searchable import Searchable

__all__ = ["reindex"]

_EVERY = 0.1
"""Seconds between two reports of progress within one phase."""


def reindex(collection: Searchable, post: Callable[[Message], object], full: bool = False) -> threading.Thread:
    """Start to bring the index up to date.

    Args:
        collection: the one that is being searched.
        post: takes `Reindexing` now and then and one `Reindexed` at the end; called from the thread.
        full: read everything again and write it anew.
    """
    thread = threading.Thread(target=_run, args=(collection, post, full), name="reindex", daemon=True)
    thread.start()
    return thread


def _run(collection: Searchable, post: Callable[[Message], object], full: bool) -> None:
    said = ("", 0.0)

    def progress(state: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if state.phase != said[0] or now - said[1] >= _EVERY:
            said = (state.phase, now)
            post(Reindexing(state))

    try:
        report = collection.reindex(full=full, progress=progress)
    except SearchtuiError as error:
        post(Reindexed(None, str(error)))
    except Exception as error:
        # Without a last word the screen would wait for the end of this run for ever.
        post(Reindexed(None, f"Reindexing failed ({type(error).__name__}: {error}); the index is as it was before."))
    else:
        post(Reindexed(report))
