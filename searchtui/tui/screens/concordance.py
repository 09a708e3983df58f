"""The concordance: every place of the keywords of a query, gathered while one looks at the first of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.types import CSSPathType

from searchtui.article import article_name, paragraph_name
from searchtui.cleaning import clean_line
from searchtui.collection import Concordance, ConcordanceLine, HitGroup, Like, SearchRequest, Sorting
from searchtui.keeping import Stay
from searchtui.tui.actions import Where
from searchtui.tui.answer import Answer, Card
from searchtui.tui.background import Task
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.searchable import Searchable
from searchtui.tui.strips import spread
from searchtui.tui.style import BAR, BAR_DIM
from searchtui.tui.text import cells, cut
from searchtui.tui.view import View
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.concordance import ConcordancePane
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.names import byline
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["ConcordanceScreen"]

_AT_ONCE = 5_000
"""Lines that are sorted sooner than another thread is started."""
_TELL_EVERY = 0.1
"""Seconds between two reports of how far the gathering is."""
_PAUSE = 0.001
"""Seconds that gathering lets others go first, after each bite."""


_Sorted = tuple[Concordance, Sorting]
"""Lines, and an order of theirs that is worked out."""


class _Articles:
    """The articles of a concordance in the order of the collection, with the paragraphs that have a match."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance

    def __len__(self) -> int:
        return self._concordance.articles

    def group(self, item: int) -> HitGroup:
        """The article at a position."""
        article, numbers = self._concordance.paragraphs_of(item)
        return HitGroup(article, 0.0, numbers[0], numbers)


class ConcordanceScreen(View[Like | None]):
    """The concordance on its own screen; what is below it stays as it is.

    Args:
        answer: whose keywords are shown.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "concordance.tcss"

    AUTO_FOCUS = "#lines"

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer: Answer = answer
        self.pane = ConcordancePane(clean_line(answer.results.understood))
        self.pane.signs = answer.signs
        self._place, self._footer = Lines(id="place"), Lines(id="footer")
        self._row: int | None = None
        # One may lie above another that is still being gathered.
        self._gathering, self._sorting = f"concordance-{id(self)}", f"concordance-order-{id(self)}"

    def resumed(self, stay: Stay) -> ConcordanceScreen:
        """The same, sorted as it was and at the line where one was."""
        sorting, row = stay.kept.get("sorting"), stay.kept.get("row")
        if isinstance(sorting, str) and sorting in set(Sorting):
            self.pane.chosen = Sorting(sorting)
        self._row = row if isinstance(row, int) else None
        return self

    def stay(self) -> Stay:
        """How it is sorted, and the line that one is at."""
        at = self.at
        kept: dict[str, str | int | bool | list[str | int]] = {
            "sorting": self.pane.chosen.value,
            "row": self.pane.cursor[0] if self._row is None else self._row,
        }
        article, number = (at.article, at.paragraph) if at is not None else ("", None)
        return Stay("concordance", article, number, self.pane.top, kept)

    def _resume(self) -> None:
        """Go to the line where one was, as soon as all lines are there in their order."""
        if self._row is not None and self.pane.progress is None and self.pane.sorting is self.pane.chosen:
            self.pane.go_to((self._row, 0))
            self._row = None

    def compose(self) -> ComposeResult:
        """The lines, what is known of the one under the cursor, and the footer."""
        yield self.pane
        yield self._place
        yield self._footer

    @property
    def at(self) -> Like | None:
        """The paragraph of the line under the cursor."""
        line = self.pane.selected
        return Like(line.article, line.paragraph) if line is not None else None

    @property
    def lines(self) -> Iterator[ConcordanceLine]:
        """All lines as they stand, in the order in which they are shown; each made when it is asked for."""
        made = self.pane.concordance
        return made.lines(self.pane.sorting) if made is not None else iter(())

    def fill(self) -> None:
        """Nothing of the answer is shown here but its notes."""
        self.pane.draw()

    def on_mount(self) -> None:
        """Begin to gather."""
        request = self.answer.results.request
        work = partial(_gather, request, lambda: self.pane.chosen)
        task = Task(self._gathering, work, partial(self._gathered, None), self._failed, self._told)
        self.background.start(task)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.background.stop(self._gathering)
        self.background.stop(self._sorting)

    def _told(self, told: tuple[Concordance | None, Sorting, int, int]) -> None:
        partly, sorting, searched, found = told
        self._gathered((searched, found), (partly, sorting))

    def _gathered(self, progress: tuple[int, int] | None, brought: tuple[Concordance | None, Sorting]) -> None:
        made, sorting = brought
        self.pane.progress = progress
        if made is None:
            self.pane.draw()
            return
        self.pane.set_concordance(made, sorting)
        self._resume()
        self._draw_place()
        if sorting is not self.pane.chosen:
            self._sort()

    def _failed(self, sentence: str) -> None:
        self.pane.failure, self.pane.progress = sentence, None
        self.pane.draw()

    @on(ConcordancePane.SortingChosen)
    def _sorting_chosen(self, message: ConcordancePane.SortingChosen) -> None:
        self.pane.chosen = message.sorting
        if self.pane.concordance is None:
            self.pane.draw()
        elif message.sorting is not self.pane.sorting:
            self._sort()

    def _sort(self) -> None:
        made, chosen = self.pane.concordance, self.pane.chosen
        assert made is not None
        if len(made) <= _AT_ONCE:
            self._sorted((made, chosen))
            return
        self.pane.draw()
        task = Task(self._sorting, partial(_sort, made, chosen), self._sorted, self._failed)
        self.background.start(task)

    def _sorted(self, brought: _Sorted) -> None:
        made, sorting = brought
        if made is self.pane.concordance and sorting is self.pane.chosen:
            self.pane.set_concordance(made, sorting)
            self._resume()
            self._draw_place()

    # Painting

    def on_resize(self) -> None:
        """The bars are as wide as the screen."""
        self.call_after_refresh(self._draw_bars)

    def _draw_bars(self) -> None:
        self._footer.show([footer(Where.CONCORDANCE, self._footer.size.width)])
        self._draw_place()

    def _draw_place(self) -> None:
        """What is known of the article of the line under the cursor, and where the line is in it."""
        line, width = self.pane.selected, self._place.size.width
        if line is None:
            self._place.show([spread([], [], width, BAR)])
            return
        card = Card(line.title, line.source, line.authors, line.date)
        where = paragraph_name(line.paragraph, line.page)
        right = f"{where}  {clean_line(article_name(line.path, line.item))} "
        right = cut(right, max(6, width // 2)) if width >= 60 else f"{where} "
        left = f" {card.title}  "
        room = width - cells(right) - 2
        about = byline(card)
        if cells(clean_line(left)) + cells(clean_line(about)) <= room:
            left += about
        self._place.show([spread([(cut(left, room), BAR)], [(right, BAR_DIM)], width, BAR)])

    @on(CursorPane.Moved)
    def _moved(self) -> None:
        self._draw_place()

    # Keys

    @on(ConcordancePane.Read)
    def _read(self) -> None:
        line, match, made = self.pane.selected, self.pane.match, self.pane.concordance
        if line is None or match is None or made is None:
            return
        articles, item = _Articles(made), made.article_of(match)
        screen = ReaderScreen(self.answer, articles.group(item), line.paragraph, articles, item, offset=line.start)
        self.app.push_screen(screen, self._left_reader)

    def _left_reader(self, like: Like | None) -> None:
        if like is not None:
            self.dismiss(like)

    def action_similar(self) -> None:
        """Back, to find more paragraphs like that of the line under the cursor."""
        if self.at is not None:
            self.dismiss(self.at)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss()


def _gather(
    request: SearchRequest,
    chosen: Callable[[], Sorting],
    collection: Searchable,
    task: Task[tuple[Concordance, Sorting]],
) -> _Sorted:
    """Gather all lines, and show those at hand now and then, sorted as is chosen at that time."""
    told = 0.0

    def going_on(partly: Concordance | None, searched: int, found: int) -> bool:
        nonlocal told
        now = time.monotonic()
        if partly is not None or now - told >= _TELL_EVERY:
            told = now
            sorting = chosen()
            if partly is not None:
                partly.ordered(sorting)
            task.tell((partly, sorting, searched, found))
        return task.rest(_PAUSE)

    whole = collection.concordance(request, going_on=going_on)
    sorting = chosen()
    whole.ordered(sorting)
    return whole, sorting


def _sort(made: Concordance, sorting: Sorting, collection: Searchable, task: Task[_Sorted]) -> _Sorted:
    del collection, task
    made.ordered(sorting)
    return made, sorting
