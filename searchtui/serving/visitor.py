"""The process of one visitor: the app, drawing into a pipe and confined to searching.

Usage: python -m searchtui.serving.visitor PIPE FOLDER [--trust-index]

PIPE is a descriptor whose other end the server holds: when the server has ended, however it has, so does this.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading

from searchtui.collection import Collection
from searchtui.config import for_app
from searchtui.errors import KeepingError
from searchtui.keeping import Preferences

__all__ = ["main"]


def _follow(pipe: int) -> None:
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> int:
    """Run the app."""
    threading.Thread(target=_follow, args=(int(sys.argv[1]),), name="follow", daemon=True).start()
    from searchtui.tui.app import SearchApp

    collection = Collection.open(sys.argv[2], trust_index="--trust-index" in sys.argv[3:])
    configured = for_app(collection.settings_file)
    preferences = None
    with contextlib.suppress(KeepingError):
        preferences = Preferences.of(collection.folder, configured, collection.settings_file, keeps=False)
    app = SearchApp(lambda: collection, configured=configured, preferences=preferences, confined=True)
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
