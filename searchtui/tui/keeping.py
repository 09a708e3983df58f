"""The app's part that all parts which keep something stand on: where it is kept, and the thread that writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from msgspec.structs import replace
from rich.console import RenderableType
from textual import on
from textual.message import Message

from searchtui.cleaning import clean_line
from searchtui.collection import Like
from searchtui.keeping import Kept, Place
from searchtui.tui import screens
from searchtui.tui.awaiting import Awaiting
from searchtui.tui.background import Background
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.writing import Writer, Written

__all__ = ["Keeping"]

T = TypeVar("T")
K = TypeVar("K")

_KEEPS_NOTHING = "Nothing is kept in this session; see --no-history, and `keep` in the settings."


class _Reported(Message):
    """Something that is kept was found damaged."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Keeping(Awaiting):
    """Knows what is kept; None where nothing is."""

    search: SearchScreen
    background: Background

    def __init__(self) -> None:
        super().__init__()
        self.kept: Kept | None = None
        self.writer = Writer(self.post_message)
        self._quiet = False

    def keep_in(self, kept: Kept | None) -> None:
        """Keep everything here from now on."""
        self.kept = kept
        if kept is not None:
            kept.report = lambda sentence: self.post_message(_Reported(sentence))

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; what is to be kept is kept first."""
        self.leaving()
        super().exit(result, return_code, message)

    def leaving(self) -> None:
        """Give the writer what is to be kept of this session."""

    def on_unmount(self) -> None:
        """What is being written is written to the end."""
        self.writer.close()

    @on(Written)
    def _written(self, message: Written) -> None:
        message.deliver()

    @on(_Reported)
    def _reported(self, message: _Reported) -> None:
        self.warn(message.sentence)

    def say(self, sentence: str) -> None:
        """Tell the user something in passing."""
        self.notify(clean_line(sentence), markup=False)

    def warn(self, sentence: str) -> None:
        """Tell the user that something is not as it should be."""
        self.notify(clean_line(sentence), severity="warning", markup=False)

    def warn_once(self, sentence: str) -> None:
        """The same for what is done by itself again and again, and fails each time for the same reason."""
        if not self._quiet:
            self._quiet = True
            self.warn(sentence)

    def asked_to_keep(self) -> Kept | None:
        """What is kept; where nothing is, the user is told why."""
        if self.kept is None:
            self.say(_KEEPS_NOTHING)
        return self.kept

    def with_kept(self, work: Callable[[Kept], T], done: Callable[[T], object] | None = None) -> None:
        """Read or write what is kept, because the user asks for it.

        Args:
            work: in the thread that writes.
            done: takes what it brought.
        """
        kept = self.asked_to_keep()
        if kept is not None:
            self.writer.do(lambda: work(kept), done, self.warn)

    def opening(self, work: Callable[[Kept], T], done: Callable[[T], object]) -> None:
        """Read what is kept for a view that opens then, for which keys wait.

        Args:
            work: in the thread that writes.
            done: takes what it brought, and opens the view.
        """
        if self.kept is None:
            self.asked_to_keep()
            return
        kept, came = self.kept, self.await_view()

        def ended(take: Callable[[K], object], brought: K) -> None:
            try:
                take(brought)
            finally:
                came()

        self.writer.do(lambda: work(kept), partial(ended, done), partial(ended, self.warn))

    def quietly(self, work: Callable[[Kept], T], done: Callable[[T], object] | None = None) -> None:
        """Read or write what is kept, without having been asked."""
        kept = self.kept
        if kept is not None:
            self.writer.do(lambda: work(kept), done, self.warn_once)

    def show_list(self, screen: screens.EntriesScreen[K], chosen: Callable[[K], object]) -> None:
        """Show a list instead of another one that is in front.

        Args:
            screen: the list.
            chosen: takes the entry that is chosen.
        """
        if isinstance(self.screen, screens.EntriesScreen):
            self.pop_screen()

        def closed(key: K | None) -> None:
            if key is not None:
                chosen(key)

        self.push_screen(screen, closed)

    def read_place(self, place: Place | None) -> None:
        """Open the article that something was found in, above what is in front."""
        if place is not None and place.article:
            self.search.open(Like(place.article, place.number))

    def to_search(self, text: str, exactly: bool, finished: bool = False) -> None:
        """Ask something else, on the search screen, in the order that the hits have.

        Args:
            text: for the query line.
            exactly: words stand for just the forms that are typed.
            finished: the last word is not being typed any more.
        """
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.search.put(replace(self.search.question, text=text, exactly=exactly, finished=finished, like=()))
