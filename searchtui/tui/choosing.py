"""Choosing paragraphs for another program: the app is left with the places of what was picked."""

from __future__ import annotations

from functools import partial

from textual.app import App

from searchtui.cleaning import clean_line
from searchtui.collection import FilePlace, Like
from searchtui.tui.background import Background, Task
from searchtui.tui.screens.asking import AskingScreen
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View

__all__ = ["Choosing"]

_LEFT = 130
"""Exit code of a program that the user broke off."""
_AGAIN = 0.01
"""Seconds until it is looked again whether the newest question has its answer."""


class Choosing(App[int]):
    """The app's part that picks paragraphs and ends with them."""

    background: Background

    def __init__(self) -> None:
        super().__init__()
        self.choosing = False
        """The app was opened to choose."""
        self.choices: tuple[FilePlace, ...] = ()
        """What was picked in the end."""
        self.marked: dict[Like, None] = {}
        """The paragraphs that are picked together, in the order in which they were marked."""

    def _say(self, sentence: str) -> None:
        self.notify(clean_line(sentence), markup=False)

    @property
    def _chosen_at(self) -> Like | None:
        """The paragraph that one is at, where one may choose it."""
        if not self.choosing:
            self._say("Picking is for other programs: start searchtui with --pick.")
            return None
        return self.screen.at if isinstance(self.screen, View) else None

    def action_mark(self) -> None:
        """Mark the paragraph, or take the mark off."""
        at = self._chosen_at
        if at is None:
            return
        if at in self.marked:
            del self.marked[at]
        else:
            self.marked[at] = None
        count = len(self.marked)
        self._say(f"{count:,} marked; picking takes them all." if count else "Nothing is marked any more.")
        for screen in self.screen_stack:
            if isinstance(screen, View) and screen.answer is not None:
                screen.fill()

    def action_take(self) -> None:
        """Pick what is marked, or else the paragraph that one is at, and leave."""
        if self.choosing and isinstance(self.screen, AskingScreen) and self.screen.is_waiting:
            self.set_timer(_AGAIN, self.action_take)
            return
        at = self._chosen_at
        wanted = tuple(self.marked) or ((at,) if at is not None else ())
        if wanted:
            self.background.start(Task("choose", partial(_find, wanted), self._leave_with, self._say))

    def _leave_with(self, choices: tuple[FilePlace, ...]) -> None:
        self.choices = choices
        self.exit(return_code=0)

    def action_leave_without(self) -> None:
        """Leave and pick nothing."""
        self.exit(return_code=_LEFT if self.choosing else 0)

    async def action_quit(self) -> None:
        """Leave; where one chooses, that is to pick nothing."""
        self.action_leave_without()


def _find(wanted: tuple[Like, ...], collection: Searchable, task: Task[tuple[FilePlace, ...]]) -> tuple[FilePlace, ...]:
    del task
    return tuple(collection.place(like.article, like.paragraph) for like in wanted)
