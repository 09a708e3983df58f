"""The strip of columns: pinned articles and those that were found side by side, each at a paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from searchtui.collection import Like
from searchtui.tui.actions import Where, bindings
from searchtui.tui.alignments import Alignments, Marks
from searchtui.tui.answer import GONE, Answer
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import ACCENT_BAR, BAR_CHOSEN, FAINT, TEXT, Ink, on
from searchtui.tui.text import cells, cut
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.ground import Beside
from searchtui.tui.widgets.names import short_byline

__all__ = ["MOST_COLUMNS", "NARROWEST", "ColumnPane", "Columns"]

NARROWEST = 38
"""Cells of a column that can be read at ease."""
_LEAST = 30
"""Cells of a column that can still be read, for whoever wants more of them."""
MOST_COLUMNS = 12
"""Columns on the widest screens."""
_MOST_WHOLE = 5
"""Columns that fill the screen, unless more are asked for."""
_TWO_COLUMNS = 90
"""Cells of the screen from which on a second column is worth the room that it takes from the first."""
_NEAR = 20
"""Articles among which a pinned one is looked for."""
_TALL = 11
"""Rows of a column from which on its head has room for a title."""


_AHEAD = 2
"""Articles on either side of those in sight that are looked at before they come into sight."""
_HITS_AHEAD = 8
"""Their hits on either side of the best that may be in sight then."""

_GONE = "no longer in the collection"
"""Said below the title of an article."""


class ColumnPane(ArticlePane):
    """One article of the strip."""

    where = Where.COLUMN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.COLUMN)]

    class Used(Message):
        """The user did something in the column."""

        def __init__(self, pane: ColumnPane) -> None:
            super().__init__()
            self.pane = pane

    class Clicked(Used):
        """The user clicked into the column."""

    class Chosen(Used):
        """The user clicked twice: wants to read the article there."""

    class HitChanged(Used):
        """The user went to another paragraph of the article."""

    def __init__(self, index: int, alignments: Alignments) -> None:
        super().__init__(id=f"column-{index}")
        self.index, self._alignments = index, alignments
        self.article: str | None = None
        """Id of its article; None where there is none for this column."""
        self.item: int | None = None
        """Position of the article in the answer; None where it is pinned and not among the first that were found."""
        self.title = ""
        """What its article was called when it was last there."""
        self.pinned = False
        self.kept = False
        """It stands before those that were found, whatever these are."""
        self.chosen = False
        """It is the one of several columns that the user is at."""

    def empty(self) -> None:
        """Have no article any more."""
        self.article = self.item = None
        self.pinned = self.kept = self.chosen = False

    def allow_focus(self) -> bool:
        """An empty column has no use for keys."""
        return super().allow_focus() and (self.article is not None or self.index == 0)

    @property
    def rows(self) -> int:
        """Lines of the window; a higher column has a higher head."""
        self.head_rows = 3 if self.box.height >= _TALL else 2
        return super().rows

    @property
    def head_style(self) -> Ink:
        """The head also shows which article the selected hit is in."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_style

    @property
    def head_accent(self) -> Ink:
        """Style of the name in the head."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_accent

    @property
    def head_dim(self) -> Ink:
        """Style of what accompanies the name in the head."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_dim

    def margin(self) -> list[Part]:
        """A line between columns."""
        return [("│", FAINT)] if self.index else []

    def head(self, width: int) -> list[Strip]:
        """What it is and who says it, and where in the article one is."""
        style, accent, dim = self.head_style, self.head_accent, self.head_dim
        page = self.page
        edge: list[Part] = [("│" if self.index else " ", dim)]
        if self.chosen:
            edge = [("▌", style if self.has_focus else on(ACCENT_BAR, style))]
        if page is None:
            gone = self.answer is not None and self.article in self.answer.gone
            words = [(self.title, accent), (_GONE, dim)] if gone and self.title else [(GONE if gone else "…", dim)]
            rows = [[*edge, (cut(text, width - 2), ink)] for text, ink in words]
            return [row(parts, width, style) for parts in (*rows, *[edge] * (self.head_rows - len(rows)))]
        date = f"{page.card.date} " if page.card.date else ""
        name = cut(short_byline(page.card), width - 1)
        if cells(name) + cells(date) + 3 > width:
            date = ""
        titled = self.head_rows > 2
        strips = [row([*edge, (cut(page.card.title, width - 2), accent)], width, style)] if titled else []
        return [
            *strips,
            spread([*edge, (name, style if titled else accent)], [(date, dim)], width, style),
            self._place(edge, width),
        ]

    def _place(self, edge: list[Part], width: int) -> Strip:
        """Where in the article one is, and what is to be said of it."""
        assert self.page is not None
        style, dim = self.head_style, self.head_dim
        at, count = self.hit
        where: list[Part] = [*edge, (f"¶{self.number} of {self.page.length}", style)]
        if (page := self.page.pages.get(self.number)) is not None:
            where.append((f"  p. {page}", style))
        if count:
            where.append((f"  hit {at}/{count}" if at else f"  {count} hit{'s' if count > 1 else ''} below", dim))
        room = width - sum(cells(text) for text, _ in where) - 2
        said = self._alignments.remark(self.page.article, self.number)
        remarks = [said, "◆ pinned" if self.pinned else "", "◆" if self.pinned else ""]
        whole = " · ".join(filter(None, remarks[:2]))
        remark = next((text for text in (whole, *remarks) if text and cells(text) <= room), "")
        return spread(where, [(f"{remark} ", self.head_accent)] if remark else [], width, style)

    def compared(self, number: int) -> Marks | None:
        """Where the columns are aligned, the words that both paragraphs have, or in which they differ."""
        return self._alignments.marks(self.article or "", number)

    def on_click(self, event: events.Click) -> None:
        """Be at the paragraph that was clicked, and say so: the user is in this column from now on."""
        place = self.place_at(event.y)
        if place is not None and self.page is not None:
            self.number = self.page.paragraphs[place[0]][0]
            self.draw()
        self.post_message(self.Clicked(self))
        if event.chain == 2 and place is not None:
            self.post_message(self.Chosen(self))

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous paragraph that was found, and say so."""
        super().action_hit(step)
        self.post_message(self.HitChanged(self))

    def action_paragraph(self, step: int) -> None:
        """Go to the next or the previous paragraph, and say so."""
        super().action_paragraph(step)
        self.post_message(self.HitChanged(self))

    def draw(self) -> None:
        """An empty column has no head either."""
        if self.article is None:
            width, height = self.measure()
            self.show([blank(width, TEXT)] * height)
        else:
            super().draw()


class Columns(Beside):
    """As many columns as fit: first pinned articles, then a window on those that were found.

    The window holds the article of the selected hit, moves no further than that takes, and not past the last article as
    long as there are enough to fill it. A pinned article stands among the pinned ones alone, at the paragraph where it
    was left. Where there are too many pins, the last column is kept for the selected hit.
    """

    def __init__(self, pins: Iterable[Like] = ()) -> None:
        super().__init__(id="columns")
        self.room = 0
        """Cells that the columns are expected to have, as long as they have not been laid out."""
        self.alignments = Alignments()
        self.panes = [ColumnPane(index, self.alignments) for index in range(MOST_COLUMNS)]
        self.pins = pins
        self.guest: Like | None = None
        """A paragraph that stands behind the pinned ones though it is not pinned."""
        self.whole = False
        """The columns fill the screen."""
        self.wanted = 0
        """How many columns the user wants; 0 for as many as fit."""
        self._known: dict[str, int | None] = {}
        """The pinned articles, and the paragraphs where they are pinned."""
        self._answer: Answer | None = None
        self._item = 0
        self._first = 0
        self._entered = ""
        """The pinned article that the user is at without being at a hit of it."""
        self._numbers: dict[str, int] = {}
        """By article, the paragraph that its column is or was at."""
        self._titles: dict[str, str] = {}
        """What the pinned articles are called, for when they are gone."""

    def compose(self) -> ComposeResult:
        """The columns that are expected to fit; others are mounted when they do, and no column ever goes."""
        yield from self.panes[: self.fitting]

    @property
    def fitting(self) -> int:
        """How many columns there are."""
        if not self.whole and self.app.size.width < _TWO_COLUMNS:
            return 1
        if self.wanted:
            return max(1, min(self.wanted, self.most))
        most = min(MOST_COLUMNS, (self.size.width or self.room) // NARROWEST)
        return max(1, min(_MOST_WHOLE, most, self._articles) if self.whole else most)

    @property
    def most(self) -> int:
        """How many columns there can be."""
        most = min(MOST_COLUMNS, self.size.width // _LEAST)
        return max(1, min(most, self._articles) if self.whole else most)

    @property
    def _articles(self) -> int:
        """How many articles there are to show, counted no further than there can be columns."""
        answer = self._answer
        found = range(min(MOST_COLUMNS, len(answer))) if answer is not None else ()
        kept = [*self.pins, *([self.guest] if self.guest is not None else [])]
        return len({pin.article for pin in kept} | {answer.group(item).article for item in found if answer is not None})

    @property
    def pane(self) -> ColumnPane:
        """The column that the user is at."""
        return next((pane for pane in self.panes[: self.fitting] if pane.chosen), self.panes[0])

    @property
    def filled(self) -> list[ColumnPane]:
        """The columns in sight that have an article."""
        return [pane for pane in self.panes[: self.fitting] if pane.article is not None]

    def on_resize(self) -> None:
        """Show as many columns as fit now."""
        self.fit()

    def fit(self) -> None:
        """Show as many columns as there are to be."""
        self._display(self.fitting)
        self.call_after_refresh(self.fill)

    def _display(self, fitting: int) -> None:
        for index, pane in enumerate(self.panes):
            if pane.parent is not None and pane.display != (index < fitting):
                pane.display = index < fitting
        new = [pane for pane in self.panes[:fitting] if pane.parent is None]
        if new:
            self.mount_all(new)

    def set_answer(self, answer: Answer, item: int, number: int) -> None:
        """Show the article of the selected hit at that hit, and beside it others where they were left.

        Args:
            answer: what was found.
            item: position of the article of the selected hit.
            number: its paragraph.
        """
        self._note()
        if self._answer is None:
            # They are shown where they are pinned, and are not new when another index is opened.
            self._known = {pin.article: pin.paragraph for pin in self.pins}
        if answer is not self._answer:
            pinned = {pin.article for pin in self.pins}
            self._numbers = {article: at for article, at in self._numbers.items() if article in pinned}
            self.alignments.clear()
        self._answer, self._item, self._entered = answer, item, ""
        if item < len(answer):
            self._numbers[answer.group(item).article] = number
        self._show()

    def fill(self) -> None:
        """Show in each column what is there of its article by now."""
        self._note()
        self._show()

    def look_ahead(self) -> None:
        """Look at the articles on either side of those in sight, so that they are there when they come into sight."""
        self.pane.look_ahead()
        answer = self._answer
        found = [pane.item for pane in self.filled if pane.item is not None and not pane.kept]
        if answer is None or not found:
            return
        sides = chain(
            islice(self._unpinned(found[-1] + 1, 1), _AHEAD), islice(self._unpinned(found[0] - 1, -1), _AHEAD)
        )
        for group in map(answer.group, sides):
            answer.page(group)
            at = bisect_left(group.numbers, group.best)
            for number in group.numbers[max(0, at - _HITS_AHEAD) : at + _HITS_AHEAD]:
                answer.marks(group.article, number)

    def pins_changed(self) -> None:
        """Show the pinned articles, those that are new among them at the paragraph where they were pinned.

        A paragraph may have another number in another generation of the index: a column that stood at it follows.
        """
        self._note()
        pins = {pin.article: pin.paragraph for pin in self.pins}
        for article, paragraph in pins.items():
            is_new, before = article not in self._known, self._known.get(article)
            if paragraph is not None and (is_new or self._numbers.get(article, before) == before != paragraph):
                self._go_to(article, paragraph)
        self._known = pins
        self._show()

    def _go_to(self, article: str, number: int) -> None:
        self._numbers[article] = number
        for pane in self.panes:
            if pane.article == article:
                pane.number = number

    @property
    def places(self) -> dict[str, int]:
        """The paragraph that each article is at which is or was in sight."""
        self._note()
        return dict(self._numbers)

    def stand_at(self, places: Mapping[str, int]) -> None:
        """Be where one was in each of these articles."""
        self._note()
        for article, number in places.items():
            self._go_to(article, number)
        self._show()

    def draw(self) -> None:
        """Show the columns as they are now."""
        for pane in self.panes[: self.fitting]:
            pane.draw()

    def show_article(self, at: Like) -> int | None:
        """Have a paragraph in one of the columns, and be there.

        Returns:
            The position of its article where that is among the first that were found.
        """
        self._note()
        if at.paragraph is not None:
            self._go_to(at.article, at.paragraph)
        item = self._item_of(at.article)
        if item is None:
            self.guest, self._entered = at, at.article
            self._show()
        return item

    def enter(self, pane: ColumnPane) -> None:
        """Be at a pinned article that is none of those that were found."""
        self._note()
        self._entered = pane.article or ""
        self._show()

    def beside(self, step: int) -> ColumnPane | int | None:
        """The column beside the one that the user is at, or the article that would come into sight there."""
        filled = self.filled
        at = filled.index(self.pane) if self.pane in filled else 0
        found = [pane for pane in filled if not pane.kept]
        if found and self._answer is not None:
            last, first = found[-1].item, found[0].item
            if step > 0 and filled[at] is found[-1] and last is not None:
                return next(iter(self._unpinned(last + 1, 1)), None)
            if step < 0 and filled[at] is found[0] and first is not None:
                before = next(iter(self._unpinned(first - 1, -1)), None)
                if before is not None:
                    return before
        return filled[at + step] if 0 <= at + step < len(filled) else None

    def number_of(self, item: int) -> int:
        """The paragraph that the column of an article is at, was at when it was last in sight, or would begin at."""
        assert self._answer is not None
        self._note()
        group = self._answer.group(item)
        return self._numbers.get(group.article) or group.best

    def _note(self) -> None:
        for pane in self.panes:
            if pane.article is not None and pane.page is not None and pane.answer is self._answer:
                self._numbers[pane.article] = pane.number

    @property
    def _kept(self) -> list[Like]:
        """The pins, and the guest where it is in sight."""
        pins = list(self.pins)
        if self.guest is not None and self.guest.article not in {pin.article for pin in pins}:
            pins.insert(max(0, self.fitting - 1), self.guest)
        return pins

    @property
    def kept(self) -> tuple[str, ...]:
        """Ids of the articles that stand before those that were found."""
        return tuple(pin.article for pin in self._kept[: self.fitting])

    def _pinned(self) -> list[Like]:
        """The pins that are shown."""
        pins, fitting = self._kept, self.fitting
        here = self._entered or self._selected
        return pins[:fitting] if here in {pin.article for pin in pins[:fitting]} else pins[: fitting - 1]

    @property
    def _selected(self) -> str:
        answer = self._answer
        return answer.group(self._item).article if answer is not None and self._item < len(answer) else ""

    def _unpinned(self, item: int, step: int) -> Iterator[int]:
        """Positions of the articles that are not shown as pinned, from one on in a direction."""
        assert self._answer is not None
        pinned = {pin.article for pin in self._pinned()}
        while 0 <= item < len(self._answer):
            if self._answer.group(item).article not in pinned:
                yield item
            item += step

    def _window(self, room: int) -> list[int]:
        """Positions of the articles that stand beside the pinned ones."""
        answer = self._answer
        if answer is None or not len(answer) or room < 1:
            return []
        is_beside = self._selected not in {pin.article for pin in self._pinned()}
        first = min(self._first, len(answer) - 1)
        if is_beside:
            first = min(first, self._item)
        shown = list(islice(self._unpinned(first, 1), room))
        if is_beside and self._item not in shown:
            shown = list(islice(self._unpinned(self._item, -1), room))[::-1]
        if shown and len(shown) < room:
            shown = [*list(islice(self._unpinned(shown[0] - 1, -1), room - len(shown)))[::-1], *shown]
        elif not shown:
            shown = list(islice(self._unpinned(len(answer) - 1, -1), room))[::-1]
        return shown

    def _show(self) -> None:
        answer, fitting = self._answer, self.fitting
        if self.whole:
            # Fewer may be found than before: those that there are fill the screen.
            self._display(fitting)
        if self._entered not in {pin.article for pin in self._kept}:
            self._entered = ""
        pins = self._pinned()
        items = self._window(fitting - len(pins))
        self._first = items[0] if items else 0
        here = self._entered or self._selected
        articles: list[tuple[str, int | None]] = [(pin.article, self._item_of(pin.article)) for pin in pins]
        if answer is not None:
            articles += [(answer.group(item).article, item) for item in items]
        for pane in self.panes[:fitting]:
            if answer is None or pane.index >= len(articles):
                pane.empty()
                pane.set_page(answer, None, 0)
                continue
            pane.article, pane.item = articles[pane.index]
            pane.kept = pane.index < len(pins)
            pane.pinned = pane.kept and pins[pane.index] is not self.guest
            pane.chosen = pane.article == here and fitting > 1
            group = answer.hits_of(pane.article) if pane.item is None else answer.group(pane.item)
            number = self._numbers.get(pane.article)
            if pane.kept:
                number = number or pins[pane.index].paragraph
            page = answer.page(group)
            if pane.kept and page is not None:
                self._titles[pane.article] = page.card.title
            pane.title = self._titles.get(pane.article, "")
            pane.set_page(answer, page, number or group.best)
        for pane in self.panes[fitting:]:
            pane.empty()

    def _item_of(self, article: str) -> int | None:
        """The position of a pinned article among the first that were found."""
        if self._answer is None:
            return None
        if article == self._selected:
            return self._item
        return next(
            (item for item in range(min(_NEAR, len(self._answer))) if self._answer.group(item).article == article), None
        )
