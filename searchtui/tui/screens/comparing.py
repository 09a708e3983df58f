"""Comparing: the columns of the search screen, in their strip below the hits or on the whole screen."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.widget import Widget

from searchtui.collection import Alignment, Like
from searchtui.tui.actions import Where
from searchtui.tui.background import Task
from searchtui.tui.pins import Pins
from searchtui.tui.question import Question
from searchtui.tui.screens.asking import AskingScreen
from searchtui.tui.searchable import Opening, Searchable
from searchtui.tui.widgets.columns import ColumnPane, Columns
from searchtui.tui.widgets.hits import HitsPane

__all__ = ["ComparingScreen"]

_COMPARING = "comparing"
_PAUSE = 0.001
"""Seconds that comparing long articles lets others go first, now and then."""


class ComparingScreen(AskingScreen):
    """A screen with columns.

    Args:
        opening: opens the collection, in the search thread.
        question: the first.
        files: names of the files that are searched; None for all.
        pins: the articles that are to stay.
    """

    def __init__(self, opening: Opening, question: Question, files: tuple[str, ...] | None, pins: Pins) -> None:
        super().__init__(opening, question, files)
        self.hits = HitsPane()
        self.columns = Columns(pins)
        self.hits.follow = self._cursor_moved
        self._before: Widget | None = None
        self._leave: Callable[[], object] = lambda: None
        pins.listen(self._pins_changed)

    def _pins_changed(self) -> None:
        if self.answer is not None:
            self.columns.pins_changed()
            self._follow()

    def _cursor_moved(self) -> None:
        self._fill_columns()
        self.call_after_refresh(self.columns.look_ahead)

    def _fill_columns(self) -> None:
        assert self.answer is not None
        at = self.hits.at
        self.columns.set_answer(self.answer, self.hits.item, at[1] if at is not None else 0)
        self._follow()

    def _follow(self) -> None:
        """The keys stay in the column that the user is at."""
        if isinstance(self.focused, ColumnPane):
            self.set_focus(self.columns.pane)

    @property
    def kept(self) -> tuple[str, ...]:
        """The articles in the first columns."""
        return self.columns.kept

    # The whole screen

    @property
    def comparing(self) -> bool:
        """The columns fill the screen."""
        return self.columns.whole

    def compare(self, at: Like, leave: Callable[[], object] = lambda: None) -> None:
        """Let the columns fill the screen.

        Args:
            at: a paragraph that stands in one of them.
            leave: is called when they no longer do.
        """
        if self.answer is None:
            return
        self._before, self._leave = self.focused, leave
        self._fill_screen(True)
        if at != self.at:
            item = self.columns.show_article(at)
            if item is not None:
                self._select(item)
        self.call_after_refresh(self._enter)

    def _enter(self) -> None:
        self.columns.fit()
        self.set_focus(self.columns.pane)

    def leave_compare(self) -> None:
        """Show hits and facets again, and go back to where one was."""
        self._fill_screen(False)
        before, self._before = self._before, None
        leave, self._leave = self._leave, lambda: None
        self.columns.guest = None
        if self.answer is not None:
            self.columns.fill()
        self.call_after_refresh(self._left, before)
        leave()

    def abandon_compare(self) -> None:
        """Show hits and facets again, and go nowhere."""
        self._before, self._leave = None, lambda: None
        self._fill_screen(False)
        self.columns.guest = None

    def _left(self, before: Widget | None) -> None:
        self.columns.fit()
        if isinstance(before, ColumnPane):
            before = self.columns.pane
        if before is not None:
            self.set_focus(before)

    def _fill_screen(self, whole: bool) -> None:
        self.columns.whole = whole
        self.set_class(whole, _COMPARING)

    @property
    def resting(self) -> Widget:
        """The pane that has the keys when the query line has not: the hits, or a column where there is nothing else."""
        return self.columns.pane if self.comparing else self.hits

    def action_leave_column(self) -> None:
        """Go to the hits, or back to where one was."""
        if self.comparing:
            self.leave_compare()
        else:
            self.hits.focus()

    def action_change_columns(self, step: int) -> None:
        """Show more or fewer columns."""
        columns = self.columns
        wanted = max(1, min(columns.most, columns.fitting + step))
        if wanted == columns.fitting:
            at_most = step > 0
            self.say(f"{wanted} is the most that can be read at this width." if at_most else "One column is the least.")
            return
        columns.wanted = wanted
        columns.fit()
        self.call_after_refresh(self._follow)

    # From column to column

    def action_enter_column(self) -> None:
        """Go to the column of the selected hit."""
        if self.columns.filled:
            self.set_focus(self.columns.pane)

    def action_enter_last_column(self) -> None:
        """Go to the last column that has an article."""
        if self.columns.filled:
            self._be_in(self.columns.filled[-1])
            self.set_focus(self.columns.pane)

    def action_move_column(self, step: int) -> None:
        """Go to the column beside; past either end the articles move along."""
        beside = self.columns.beside(step)
        if isinstance(beside, int):
            self._select(beside)
        elif beside is not None:
            self._be_in(beside)

    def _be_in(self, pane: ColumnPane) -> None:
        """Let the user be in a column, and the selected hit, too, where it has one of those in the list."""
        if pane.item is not None:
            self._select(pane.item)
        else:
            self.columns.enter(pane)
            self._follow()

    def _select(self, item: int) -> None:
        """Let the selected hit be the one that the column of an article is at."""
        if self.answer is None:
            return
        if item != self.hits.item:
            self.hits.stand_at(self.answer.rows.place_of(item, self.columns.number_of(item)))
        number = self.columns.number_of(item)
        self.columns.set_answer(self.answer, item, number)
        self._follow()

    def action_move_all(self, step: int) -> None:
        """Go to the next or the previous hit in every column."""
        for pane in self.columns.filled:
            pane.action_hit(step)

    @on(ColumnPane.Clicked)
    def _column_clicked(self, message: ColumnPane.Clicked) -> None:
        if message.pane.article is not None:
            self._be_in(message.pane)

    @on(ColumnPane.Chosen)
    def _column_chosen(self) -> None:
        self.action_read()

    @on(ColumnPane.HitChanged)
    def _hit_changed(self, message: ColumnPane.HitChanged) -> None:
        pane, anchor = message.pane, self.columns.alignments.anchor
        if anchor is not None and anchor.article == pane.article and anchor.paragraph != pane.number:
            self._align_no_more()
        if self.answer is not None and pane.item is not None and pane.item == self.hits.item:
            group = self.answer.group(pane.item)
            if pane.number in group.numbers:
                self.hits.stand_at(self.answer.rows.place_of(pane.item, pane.number))

    # Aligning

    def action_align(self) -> None:
        """Let the other columns go to their paragraphs most like the one that the user is at."""
        columns = self.columns
        anchor = columns.pane
        if anchor.article is None or anchor.page is None:
            return
        others = [pane.article for pane in columns.filled if pane is not anchor and pane.article is not None]
        if not others:
            self.say("There is no other column to align: c shows columns on the whole screen, + shows more of them.")
            return
        chosen = Like(anchor.article, anchor.number)
        columns.alignments.begin(chosen, frozenset(others))
        columns.draw()

        def work(collection: Searchable, task: Task[None]) -> None:
            for article in others:
                if task.stopped:
                    return
                task.tell((article, collection.aligned(chosen, article, lambda: not task.rest(_PAUSE))))

        self.background.start(Task("align", work, lambda _: None, self._align_failed, self._align_told))

    def _align_told(self, found: tuple[str, Alignment]) -> None:
        article, alignment = found
        self.columns.alignments.add(article, alignment)
        for pane in self.columns.filled:
            if pane.article == article and alignment.number:
                pane.go_to_number(alignment.number)
        self.columns.draw()

    def _align_failed(self, sentence: str) -> None:
        self._align_no_more()
        self.say(sentence, warn=True)

    def _align_no_more(self) -> None:
        self.background.stop("align")
        self.columns.alignments.clear()
        self.columns.draw()

    # Where one is

    @property
    def here(self) -> Where:
        """The kind of pane that has the keys."""
        return getattr(self.focused, "where", Where.QUERY)

    @property
    def at(self) -> Like | None:
        """The paragraph that one is at."""
        pane = self.focused if isinstance(self.focused, ColumnPane) else None
        if pane is None and self.comparing:
            pane = self.columns.pane
        if pane is not None and pane.article is not None:
            return Like(pane.article, pane.number or None)
        if self.answer is None or not len(self.answer):
            return None
        return Like(self.answer.group(self.hits.item).article, self.hits.at[1] if self.hits.at else None)
