"""What a screen needs to have an index: the search thread, opening, watching for changed files, reindexing."""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec.structs import replace
from textual import on

from searchtui.cleaning import clean_line
from searchtui.collection import Changes
from searchtui.settings import Settings
from searchtui.tui import screens
from searchtui.tui.actions import key_of
from searchtui.tui.messages import Changed, Failed, Opened, Reindexed, Reindexing, Told, Unusable
from searchtui.tui.progress import Pace, said
from searchtui.tui.reindexing import reindex
from searchtui.tui.searchable import Opening
from searchtui.tui.searching import SearchThread
from searchtui.tui.view import View
from searchtui.tui.watching import Clock, FilesChanged, Messenger, Watcher
from searchtui.tui.widgets.bars import IndexState

__all__ = ["IndexScreen"]

_SHARE = 20
"""Looking for changed files takes at most one in so many parts of the time."""
_SHARE_WHEN_TOLD = 2
"""The same where files are known to have changed."""
_QUIET = 2.0
"""Seconds without a question before there is time to look."""
_SOON = 0.5
"""Seconds until it is tried again to look at files that have changed."""


class IndexScreen(View[None]):
    """A screen with a search thread and the state of its index.

    Args:
        opening: opens the collection, in the thread.
        files: names of the files that are searched; None for all.
    """

    def __init__(self, opening: Opening, files: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self.thread = SearchThread(opening, self.post_message, files)
        self.state = IndexState()
        self.asked_at = 0.0
        self._setup: screens.SetupScreen | None = None
        self._pace: Pace | None = None
        self._damaged = False
        self.watcher: Watcher | None = None
        self._messenger: Messenger | None = None
        self._is_due = False
        self._looked: tuple[float, float] = (0.0, 0.0)
        self._has_looked = False
        self._followed: Changes | None = None
        self._quietly = False

    # What the search screen adds

    def index_changed(self) -> None:
        """There is something new to say in the header."""
        raise NotImplementedError

    def index_opened(self) -> None:
        """Searching works, on another generation than before."""
        raise NotImplementedError

    def search_failed(self, sentence: str, number: int) -> None:
        """A question has no answer."""
        raise NotImplementedError

    # Opening

    def on_mount(self) -> None:
        """Look for changed files now and then."""
        settings = getattr(self.app, "settings", Settings())
        self.state = replace(self.state, watched=settings.watch and not getattr(self.app, "confined", False))
        self.watcher = self.watcher or Clock(self, settings.watch_every)
        self.watcher.begin(self._look)

    def on_resize(self) -> None:
        """Open the index after the first paint: that is what a change of size is told after."""
        self.thread.start()

    def on_unmount(self) -> None:
        """Let the search thread end."""
        if self.watcher is not None:
            self.watcher.end()
        if self._messenger is not None:
            self._messenger.end()
        self.thread.stop()

    def _look(self, share: int = _SHARE) -> None:
        now, (began, ended) = time.monotonic(), self._looked
        rested = now - ended > share * (ended - began)
        if self.state.ready and not self.state.work and rested and now - self.asked_at > _QUIET:
            self._look_now()

    @on(FilesChanged)
    def _look_soon(self) -> None:
        """Look as soon as nobody types."""
        self._is_due = True
        self._look_when_due()

    def _look_when_due(self) -> None:
        if self._is_due:
            self._look(_SHARE_WHEN_TOLD)
        if self._is_due:
            self.set_timer(_SOON, self._look_when_due)

    def _look_now(self) -> None:
        self._is_due = False
        self._looked = (time.monotonic(),) * 2
        self.thread.look()

    def set_state(self, state: IndexState) -> None:
        """Say something new in the header."""
        self.state = state
        self._be_told(state.watched and state.ready)
        self.index_changed()

    def _be_told(self, wanted: bool) -> None:
        """Let the system tell of changed files, or no longer."""
        if self._messenger is not None and not wanted:
            self._messenger.end()
            self._messenger = None
        elif self._messenger is None and wanted and self.thread.collection is not None:
            self._messenger = Messenger(self.thread.collection, self.post_message)

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self._damaged = False
        if self._setup is not None:
            while self.app.screen is not self._setup:
                self.app.pop_screen()
            self._setup.dismiss()
            self._setup = None
        self.set_state(
            IndexState(
                message.name,
                message.articles,
                message.paragraphs,
                ready=True,
                work=self.state.work,
                watched=self.state.watched,
            )
        )
        self.index_opened()
        self._look_now()

    @on(Told)
    def _told(self, message: Told) -> None:
        self.say(message.sentence, warn=True)

    @on(Changed)
    def _changed(self, message: Changed) -> None:
        ended = time.monotonic()
        # The first look imports what is needed for it: that says nothing of how long the next one takes.
        self._looked = (self._looked[0] if self._has_looked else ended, ended)
        self._has_looked = True
        self.set_state(replace(self.state, changes=message.changes))
        self._follow_files()

    def _follow_files(self) -> None:
        """Where the index is kept up to date, read what has changed; what could not be read is not tried for ever."""
        changes = self.state.changes
        if not changes:
            self._followed = None
        elif self.state.watched and not self.state.work and changes != self._followed:
            self._followed = changes
            self._quietly = True
            self._begin_to_reindex()

    def action_toggle_watch(self) -> None:
        """Keep the index up to date by itself from now on, or no longer."""
        if not self.state.watched and not self._may_write():
            return
        self.set_state(replace(self.state, watched=not self.state.watched))
        self._followed = None
        prefer: Callable[[str, bool], object] = getattr(self.app, "prefer", lambda *_: None)
        prefer("watch", self.state.watched)
        if self.state.watched:
            self.say("Files that change are read by themselves from now on.")
            self._follow_files()
        else:
            self.say(f"Files that change are read when you say so: {key_of('index.refresh')}.")

    @on(Unusable)
    def _unusable(self, message: Unusable) -> None:
        self.set_state(replace(self.state, ready=False))
        self._damaged = not message.missing
        self._offer("" if message.missing else message.sentence, possible=True)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        if self.state.ready:
            self.search_failed(message.sentence, message.number)
        else:
            self._offer(message.sentence, possible=False)

    def _offer(self, sentence: str, possible: bool) -> None:
        collection = self.thread.collection
        places = (str(collection.articles_folder), str(collection.index_folder)) if collection is not None else None
        if self._setup is None:
            self._setup = screens.SetupScreen(self)
            self.app.push_screen(self._setup)
        self._setup.offer(sentence, places, possible)

    # Reindexing

    def action_reindex(self) -> None:
        """Bring the index up to date in a thread of its own."""
        collection = self.thread.collection
        if collection is None or self.state.work or not self._may_write():
            return
        self._quietly = False
        self._begin_to_reindex()

    def _begin_to_reindex(self) -> None:
        collection = self.thread.collection
        assert collection is not None
        self._pace = Pace()
        self.set_state(replace(self.state, work="looking for changes"))
        reindex(collection, self.post_message, full=self._damaged)

    def _may_write(self) -> bool:
        may_leave: Callable[[], bool] = getattr(self.app, "may_leave", lambda: True)
        return may_leave()

    @on(Reindexing)
    def _reindexing(self, message: Reindexing) -> None:
        if self._pace is None:
            return
        words = self._pace.words(message.progress)
        self.set_state(replace(self.state, work=words))
        if self._setup is not None:
            self._setup.progress(message.progress, words)

    @on(Reindexed)
    def _reindexed(self, message: Reindexed) -> None:
        self._pace = None
        self.set_state(replace(self.state, work="", changes=None))
        if message.report is None:
            if self._setup is not None:
                self._setup.failed(message.sentence)
            else:
                self.say(message.sentence, warn=True)
            return
        if self._setup is None and not self._quietly:
            self.say(said(message.report))
        self.thread.renew()

    def say(self, sentence: str, warn: bool = False) -> None:
        """Tell the user something in passing."""
        self.notify(clean_line(sentence), severity="warning" if warn else "information", markup=False)
