"""The story: the copies of one text, and what each left out, added and changed, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.types import CSSPathType

from searchtui.collection import ArticleRecord, Like, Version
from searchtui.errors import ArticleNotFoundError
from searchtui.keeping import Stay
from searchtui.tui.actions import Where
from searchtui.tui.answer import GONE, Answer
from searchtui.tui.background import Task
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.copies import CopiesPane, VersionPane
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["StoryScreen"]

_COPIES, _VERSION = "story", "version"
"""The slots of its tasks."""
_PAUSE = 0.001
"""Seconds that comparing long articles lets others go first, now and then."""
_ALONE = "This article has no copies: no other article of the collection is the same text, or holds half of it."


class StoryScreen(View[Like | None]):
    """The story on its own screen; what is below it stays as it is.

    Args:
        answer: in which the article was found; None before there is one.
        chosen: the article whose story it is.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "story.tcss"
    AUTO_FOCUS = "#copies"

    def __init__(self, answer: Answer | None, chosen: Like) -> None:
        super().__init__()
        self.answer = answer
        self._chosen = chosen
        self.copies = CopiesPane()
        self.version = VersionPane()
        if answer is not None:
            self.version.signs = answer.signs
        self._footer = Lines(id="footer")
        self._again: Stay | None = None

    def resumed(self, stay: Stay) -> StoryScreen:
        """The same, at the copy and the paragraph where one was."""
        self._again = stay
        return self

    def stay(self) -> Stay:
        """The copy that is shown, what it is measured against, and the paragraph that one is at."""
        copy = self.copies.selected
        kept: dict[str, str | int | bool | list[str | int]] = {
            "copy": copy.id if copy is not None else "",
            "base": self.copies.base,
            "item": self.version.item,
        }
        return Stay("story", self._chosen.article, self._chosen.paragraph, self.version.top, kept)

    def compose(self) -> ComposeResult:
        """The copies, one of them, and the footer."""
        yield self.copies
        yield self.version
        yield self._footer

    def on_mount(self) -> None:
        """Find the copies."""
        base = self._again.kept.get("base") if self._again is not None else ""
        self._measure_all(base if isinstance(base, str) else "")

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.background.stop(_COPIES)
        self.background.stop(_VERSION)

    @property
    def at(self) -> Like | None:
        """The paragraph that one is at."""
        return self.version.at or self._chosen

    def fill(self) -> None:
        """Nothing of the answer is shown here but its notes."""
        self.version.draw()

    def _measure_all(self, base: str) -> None:
        """Measure all copies against one of them; against the fullest where none is named."""
        self.copies.base, self.copies.versions = base, {}
        work = partial(_compare_all, chosen=self._chosen.article, base=base)
        self.background.start(Task(_COPIES, work, lambda _: None, self._failed, self._told))

    def _told(self, told: Sequence[ArticleRecord] | tuple[str, Version]) -> None:
        if isinstance(told[0], ArticleRecord):
            self._listed([record for record in told if isinstance(record, ArticleRecord)])
            return
        article, version = told
        if isinstance(article, str) and isinstance(version, Version):
            self.copies.versions[article] = version
            self.copies.draw()

    def _listed(self, copies: Sequence[ArticleRecord]) -> None:
        pane = self.copies
        first = not pane.copies
        selected = pane.selected.id if pane.selected is not None else self._chosen.article
        again = self._again.kept.get("copy") if first and self._again is not None else None
        pane.copies = tuple(copies)
        ids = [copy.id for copy in copies]
        if pane.base not in ids:
            pane.base = ids[0]
        selected = again if isinstance(again, str) and again in ids else selected
        item = ids.index(selected) if selected in ids else 0
        if first and again is None and item == 0 and len(copies) > 1:
            # Of the fullest there is nothing to say: its first copy is what one wants to see.
            item = 1
        self._fit()
        pane.stand_at((item, 0))
        self._show_selected()

    def _fit(self) -> None:
        """The list is as high as it needs to be."""
        self.copies.styles.height = self.copies.height_within(self.size.height)

    def _show_selected(self) -> None:
        """Show the copy under the cursor."""
        copy = self.copies.selected
        base = next((one for one in self.copies.copies if one.id == self.copies.base), None)
        if copy is None or base is None:
            return
        self.version.show_version(copy, base, None)

        def work(collection: Searchable, task: Task[Version]) -> Version:
            with _said_of_articles():
                return collection.version(base.id, copy.id, lambda: not task.rest(_PAUSE))

        sentence = _ALONE if len(self.copies.copies) == 1 else ""
        if sentence:
            self.version.show_version(copy, base, None, sentence)
        else:
            self.background.start(Task(_VERSION, work, partial(self._show, copy, base), self._failed))

    def _show(self, copy: ArticleRecord, base: ArticleRecord, version: Version) -> None:
        self.version.show_version(copy, base, version)
        again, self._again = self._again, None
        item = again.kept.get("item") if again is not None else None
        if again is not None and isinstance(item, int) and 0 <= item < len(version.paragraphs):
            self.version.item = item
            self.version.scroll_to_place(again.top)
            self.version.draw()

    def _failed(self, sentence: str) -> None:
        self.version.show_version(self.version.copy, self.version.base, None, sentence)

    @on(CursorPane.Moved, "#copies")
    def _moved(self) -> None:
        self._show_selected()

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self._draw_footer()
        self._fit()
        self.copies.reveal()
        self.copies.draw()

    def _draw_footer(self) -> None:
        self._footer.show([footer(Where.STORY, self._footer.size.width)])

    def action_change(self, step: int) -> None:
        """Go to the next or the previous difference."""
        self.version.action_change(step)

    def action_move_copy(self, step: int) -> None:
        """Show the next or the previous copy."""
        item = self.copies.cursor[0] + step
        if 0 <= item < len(self.copies.copies):
            self.copies.go_to((item, 0))

    def action_measure(self) -> None:
        """Measure all copies against the one under the cursor."""
        copy = self.copies.selected
        if copy is not None and copy.id != self.copies.base:
            self._measure_all(copy.id)

    def action_move_pane(self) -> None:
        """Give the keys to the other pane."""
        (self.version if self.copies.has_focus else self.copies).focus()

    def action_read(self) -> None:
        """Open the article of the paragraph that one is at."""
        at = self.at
        if at is not None and self.answer is not None:
            group = self.answer.hits_of(at.article)
            self.app.push_screen(ReaderScreen(self.answer, group, at.paragraph or 1), self._left_reader)

    def _left_reader(self, like: Like | None) -> None:
        if like is not None:
            self.dismiss(like)

    def action_similar(self) -> None:
        """Back, to find more paragraphs like the one that one is at."""
        self.dismiss(self.at)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss()


@contextmanager
def _said_of_articles() -> Iterator[None]:
    """An article that is gone since it was listed is spoken of as people do, not by its id."""
    try:
        yield
    except ArticleNotFoundError as error:
        raise ArticleNotFoundError(f"{GONE} Esc leads back.") from error


def _compare_all(collection: Searchable, task: Task[None], chosen: str, base: str) -> None:
    """Tell which copies there are, then of each what it left out and changed, without its text."""
    with _said_of_articles():
        copies = collection.copies(chosen)
    task.tell(copies)
    if base not in {copy.id for copy in copies}:
        base = copies[0].id
    for copy in copies:
        if task.stopped:
            return
        if copy.id != base:
            with _said_of_articles():
                version = collection.version(base, copy.id, lambda: not task.rest(_PAUSE))
            task.tell((copy.id, msgspec.structs.replace(version, paragraphs=())))
