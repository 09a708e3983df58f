"""The Textual app: its screens, its theme, and the actions that work everywhere."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.types import CSSPathType

from searchtui.collection import Order, Unit
from searchtui.keeping import Kept, Preferences
from searchtui.settings import Configured
from searchtui.tui import screens
from searchtui.tui.actions import Where, bindings
from searchtui.tui.actions.choosing import CHOOSING_KEYS
from searchtui.tui.actions.keymap import keymap, keys_by_id
from searchtui.tui.actions.keys import give
from searchtui.tui.background import Background, WorkDone, WorkFailed
from searchtui.tui.choosing import Choosing
from searchtui.tui.comparing import Comparing
from searchtui.tui.concordances import Concordances
from searchtui.tui.exporting import Exporting
from searchtui.tui.noting import Noting
from searchtui.tui.palette import ActionCommands
from searchtui.tui.preferring import Preferring
from searchtui.tui.prompt import Prompt
from searchtui.tui.remembering import Remembering
from searchtui.tui.saving import Saving
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.searchable import Opening
from searchtui.tui.signs import Signs
from searchtui.tui.stories import Stories
from searchtui.tui.turns import Turns
from searchtui.tui.visiting import Visiting

__all__ = ["SearchApp"]

_DEFAULTS = Configured()


class SearchApp(
    Remembering,
    Visiting,
    Saving,
    Noting,
    Comparing,
    Stories,
    Exporting,
    Choosing,
    Concordances,
    Preferring,
    Turns,
    Prompt,
):
    """Search a collection interactively.

    Args:
        opening: opens the collection; called in the search thread after the first paint.
        query: what the query line holds at first.
        files: names of the files that are searched; None for all.
        configured: the settings.
        confined: no other program is started and no file is written; see `Leaving`.
        preferences: what was chosen in the app instead of the settings, and where that is kept; None for nowhere.
        kept: where history, saved searches, pins, notes and the session are kept; None for nowhere.
        restore: without a query, begin where the last session ended.
        choosing: the app is left with paragraphs that the user picks; see `Choosing`.

    Raises:
        ConfigError: a setting has a value that the app does not know.
    """

    TITLE = "searchtui"
    CSS_PATH: ClassVar[CSSPathType | None] = "screens/search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.APP)]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActionCommands}

    def __init__(
        self,
        opening: Opening,
        query: str = "",
        files: tuple[str, ...] | None = None,
        *,
        configured: Configured = _DEFAULTS,
        confined: bool = False,
        preferences: Preferences | None = None,
        kept: Kept | None = None,
        restore: bool = True,
        choosing: bool = False,
    ) -> None:
        super().__init__()
        self.confined, self.choosing = confined, choosing
        self.settings = configured.settings if preferences is None else preferences.settings
        self.begin_in(configured)
        self.prefer_in(preferences)
        keys = keys_by_id(configured) | (CHOOSING_KEYS if choosing else {})
        give(keys)
        self.set_keymap(keymap(keys))
        self.keep_in(kept)
        self._restore = restore
        self.animation_level = "none"
        self._opening = opening
        self._query = query
        self._files = files
        self.background = Background(lambda: self.search.thread.collection, self.post_message, self.await_view)

    def get_default_screen(self) -> Screen[None]:
        """The search."""
        self.search = SearchScreen(self._opening, self._query, self._files, self.pins)
        self.search.signs = Signs(self.noted, self.marked.keys())
        self.search.question = replace(
            self.search.question, order=Order(self.settings.order), unit=Unit(self.settings.count)
        )
        self.search.is_first_visit = self.kept is not None and self.kept.is_new
        visit = self.kept.session() if self.kept is not None and self._restore and not self._query else None
        if visit is not None:
            self.begin_at(visit)
        self.search.on_ask, self.search.on_turn = self.asking, self.turning
        return self.search

    def watch_app_focus(self, focus: bool) -> None:
        """A pane gets the keys with the window, also where the window was another's when the app began."""
        if focus and self.screen_stack and self.screen.focused is None:
            self.screen._update_auto_focus()

    @on(WorkDone)
    @on(WorkFailed)
    def _work_ended(self, message: WorkDone | WorkFailed) -> None:
        self.background.deliver(message)

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        self.background.end()

    def on_mount(self) -> None:
        """End in order when told to."""
        self._leave_on_signals()

    def _leave_on_signals(self) -> None:
        """Being told to end, or losing the terminal, ends the app like any other quit: the terminal is put in order."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                # Neither Windows nor a thread beside the main one has handlers.
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def action_explain(self) -> None:
        """Explain the pane that has the keys."""
        from searchtui.tui.screens.guide import GUIDES

        where = getattr(self.screen.focused, "where", None)
        if where in GUIDES:
            self.push_screen(screens.HelpScreen(where))
