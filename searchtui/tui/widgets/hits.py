"""The hit list: articles with the paragraphs that were found, one line each, or these paragraphs alone."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from searchtui.article import Kind
from searchtui.cleaning import clean_line
from searchtui.collection import HitGroup, Order
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.answer import Answer, Line
from searchtui.tui.flow import Flow, Place, Rows, back, clamp, distance, window
from searchtui.tui.listing import FlatListing
from searchtui.tui.strips import Part, blank, marked, once, row, spread
from searchtui.tui.style import ACCENT, DIM, FAINT, GOOD, HEADING, MARK, STRONG, TEXT, Ink, on
from searchtui.tui.text import cells, cut, excerpt, marked_spans, wrap
from searchtui.tui.widgets.bars import counted
from searchtui.tui.widgets.names import byline
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["HitsPane"]

_ROOM_FOR_NAMES = 60
"""Cells from which on a hit that stands alone shares its row with the name of its article."""
_ORDERS = {
    Order.ARTICLE: "by article, the best first",
    Order.SCORE: "paragraph by paragraph, the best first",
    Order.DATE: "by article, the newest first",
    Order.DATE_ASC: "by article, the oldest first",
}
_ORDERS_OF_ALL = {
    Order.ARTICLE: "by file name",
    Order.SCORE: "by file name",
    Order.DATE: "the newest first",
    Order.DATE_ASC: "the oldest first",
}
_NUMBER_CELLS = 8
"""Cells before the text of a hit: `   ¶13  `, aligned on the paragraph sign's right."""


class HitsPane(CursorPane):
    """What was found, in the order that was asked for.

    Grouped by article the cursor stands on hits only, and the name of the topmost article never scrolls away.
    """

    where = Where.HITS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HITS)]

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.answer: Answer | None = None

    @property
    def flow(self) -> Flow:
        """The rows of the answer."""
        return self.answer.rows if self.answer is not None else Rows(0)

    @property
    def item(self) -> int:
        """Position of the article under the cursor among those of the answer."""
        return self.answer.rows.item_at(self.cursor) if self.answer is not None and len(self.answer) else 0

    def set_answer(self, answer: Answer, cursor: Place | None) -> None:
        """Show another answer.

        Args:
            answer: what to show.
            cursor: where to stand; None for the best hit, with the list from its beginning.
        """
        self.answer = answer
        if cursor is not None:
            self.cursor = clamp(answer.rows, cursor)
            self.reveal()
        else:
            self.top = (0, 0)
            self.cursor = answer.rows.place_of(0, answer.group(0).best) if len(answer) else (0, 0)
            self.reveal()
        self.draw()

    def stop_at(self, place: Place, direction: int) -> Place:
        """Pass over the names of articles."""
        if self.answer is None or not self.answer.rows.is_name(place):
            return place
        if direction < 0 and place[0]:
            return place[0] - 1, self.flow.height(place[0] - 1) - 1
        return place[0], 1

    def action_page(self, pages: int) -> None:
        """Move by windows: the hit that was last becomes the first."""
        self.action_move(pages * max(1, self.rows - 2))

    def reveal(self) -> None:
        """Show the cursor below the name of its article."""
        above = (self.cursor[0], max(0, self.cursor[1] - 1))
        if self.rows > 1 and above < self.top and self._has_names:
            self.top = above
        else:
            super().reveal()

    @property
    def _has_names(self) -> bool:
        return self.answer is not None and self.answer.rows.is_name((0, 0))

    @property
    def _named(self) -> bool:
        """The name of the topmost article takes the place of a hit, where more of its hits follow."""
        return self._has_names and self.rows > 1 and 0 < self.top[1] < self.flow.height(self.top[0]) - 1

    def body(self, width: int, rows: int) -> list[Strip]:
        """The window, with the name of the topmost article over its first line."""
        if self.answer is not None and not len(self.answer):
            return self._nothing(width)
        strips = super().body(width, rows)
        if strips and self._named:
            strips[0] = self.line((self.top[0], 0), width)
        return strips

    def look_ahead(self) -> None:
        """The names and texts of twice as many rows above and below as are in sight."""
        answer = self.answer
        if answer is None or not len(answer):
            return
        rows, far = answer.rows, 2 * self.rows
        for place in window(rows, back(rows, self.top, far), far + self.rows + far):
            group = answer.group(rows.item_at(place))
            answer.card(group.article)
            if not rows.is_name(place):
                answer.line(group.article, rows.shown_at(place))

    def _nothing(self, width: int) -> list[Strip]:
        assert self.answer is not None
        why = "The filters leave nothing." if self.answer.listing else "Nothing has these words."
        advice = (
            f"{why} Fewer or shorter words find more; {key_of('app.help')} in the query line shows what can be asked."
        )
        if self.answer.question.blank:
            advice = f"No article is here. {key_of('index.refresh')} reads those that are put into the folder."
        return [blank(width, TEXT)] + [
            row([("    ", TEXT), (advice[begin:end], DIM)], width, TEXT) for begin, end in wrap(advice, width - 8)
        ]

    def place_at(self, y: int) -> Place | None:
        """The name over the first line is that of its article."""
        place = super().place_at(y)
        return (place[0], 0) if place is not None and y == self.head_rows and self._named else place

    def head(self, width: int) -> list[Strip]:
        """What is listed in which order, and where one is in it."""
        answer = self.answer
        name, order, right = "HITS", "", ""
        if answer is not None:
            name = "ARTICLES" if answer.listing else "HITS"
            order = _ORDERS_OF_ALL[answer.question.order] if answer.listing else _ORDERS[answer.question.order]
            if len(answer):
                right = self._position(answer)
            if answer.signs.marked:
                right = f"{answer.signs.marked:,} marked{' · ' if right else ' '}{right}"
        left: list[Part] = [(f" {name} ", self.head_accent), (order, self.head_dim)]
        if sum(cells(text) for text, _ in left) + cells(right) + 1 > width:
            del left[1]
        return [spread(left, [(right, self.head_dim)], width, self.head_style)]

    def _position(self, answer: Answer) -> str:
        if isinstance(answer.rows, FlatListing):
            hidden = answer.results.paragraphs - len(answer.rows)
            more = f", {hidden:,} more in copies" if hidden else ""
            return f"hit {self.cursor[0] + 1:,} of {len(answer.rows):,}{more} "
        group, copy = answer.items.origin(self.item)
        of_copies = f", copy {copy} of {len(answer.items.copies(group))}" if copy else ""
        return f"story {group + 1:,} of {len(answer.items.groups):,}{of_copies} "

    def line(self, place: Place, width: int) -> Strip:
        """The name of an article, or one hit."""
        assert self.answer is not None
        rows = self.answer.rows
        if rows.is_name(place):
            return self._article(place[0], width)
        group = self.answer.group(rows.item_at(place))
        number = rows.shown_at(place)
        line, style = self.answer.line(group.article, number), self.row_style(place)
        signs = self.answer.signs
        # Where everything is listed, the row is that of the title and shows the paragraph after it.
        sign = signs.beside(group.article, rows.number_at(place)) or signs.beside(group.article, number)
        if isinstance(rows, FlatListing):
            return self._hit_with_name(group, line, number, sign, place[1] > 0, style, width)
        key = HitsPane, line, number, sign, style, width
        return once(key, lambda: row(self._hit_parts(line, number, sign, style, width), width, style))

    def _copies(self, group: HitGroup) -> str:
        """What is said at the right of an article that has copies."""
        assert self.answer is not None
        if not group.copies:
            return ""
        copies = counted(len(group.copies), "copy", "copies")
        return f"  {copies} below" if self.answer.items.is_unfolded(group) else f"  +{copies}"

    def _article(self, item: int, width: int) -> Strip:
        assert self.answer is not None
        group, card = self.answer.group(item), self.answer.card(self.answer.group(item).article)
        at, copy = self.answer.items.origin(item)
        number = "  ↳ " if copy else f"{at + 1:>3,} "
        if card is None:
            return row([(number, ACCENT), ("…", DIM)], width, TEXT)
        copies = self._copies(group)
        about = cut(byline(card), max(0, min(width // 2, width - 24) - cells(copies)))
        room = width - cells(number) - cells(about) - cells(copies) - 3
        if room < 12:
            return row([(number, ACCENT), (cut(card.title, width - cells(number)), STRONG)], width, TEXT)
        return spread(
            [(number, ACCENT), (cut(card.title, room), STRONG)],
            [(about, DIM), (copies, ACCENT), (" ", TEXT)],
            width,
            TEXT,
        )

    def _hit_with_name(
        self, group: HitGroup, line: Line | None, number: int, sign: str, is_copy: bool, style: Ink, width: int
    ) -> Strip:
        """A hit that stands alone, so that its row also says what article it is of."""
        assert self.answer is not None
        card = self.answer.card(group.article)
        copies = self._copies(group)
        about = cut(byline(card), max(0, width // 3 - cells(copies))) if card is not None else "…"
        right: list[Part] = [(f" {about}", on(DIM, style)), (copies, on(ACCENT, style)), (" ", style)]
        if width < _ROOM_FOR_NAMES:
            right = []
        left = width - sum(cells(text) for text, _ in right)
        label = "↳ " if is_copy else ""
        parts = self._hit_parts(line, number, sign, style, left, label)
        rest = left - sum(cells(clean_line(text)) for text, _ in parts)
        return row([*parts, (" " * max(0, rest), style), *right], width, style)

    @staticmethod
    def _hit_parts(line: Line | None, number: int, sign: str, style: Ink, width: int, before: str = "") -> list[Part]:
        """A hit in at most `width` cells."""
        here = style is not TEXT
        label = f"{before + '¶' + str(number):>{_NUMBER_CELLS - 3}}"
        parts: list[Part] = [
            ("▌" if here else " ", on(ACCENT, style)),
            (label if sign else f"{label}  ", on(DIM, style)),
        ]
        if sign:
            parts += [(sign, on(GOOD, style)), (" ", on(DIM, style))]
        if line is None:
            parts.append(("…", on(FAINT, style)))
        else:
            if line.page is not None:
                parts.append((f"p. {line.page}  ", on(DIM, style)))
            used = sum(cells(text) for text, _ in parts)
            spans = line.spans or ()
            begin, end = excerpt(line.text, spans, width - used - 1)
            face = on(HEADING, style) if line.kind in (Kind.TITLE, Kind.HEADING) else style
            if begin:
                parts.append(("…", on(FAINT, style)))
            parts += marked(line.text[begin:end], marked_spans(line.text, spans, begin, end), face, on(MARK, style))
            if end < len(line.text):
                parts.append(("…", on(FAINT, style)))
        return parts

    def action_unfold(self) -> None:
        """Show the copies of the article below it, or fold them again."""
        answer = self.answer
        if answer is None or not len(answer):
            return
        group, _ = answer.items.origin(self.item)
        if not answer.items.groups[group].copies:
            self.app.notify("No copy of this text was found besides it.", markup=False)
            return
        self.go_to(answer.unfold(self.cursor))
        if answer.items.copies(group):
            self._bring_into_sight(answer.rows.place_of(self.item + 1, answer.group(self.item + 1).best))

    def _bring_into_sight(self, place: Place) -> None:
        """Scroll down as far as that takes and as the cursor stays in sight."""
        if distance(self.flow, self.top, place, self.rows) >= self.rows:
            self.top = back(self.flow, place, self.rows - 1)
            self.reveal()
            self.draw()

    def on_click(self, event: events.Click) -> None:
        """A click on `+1 copy` unfolds; elsewhere it goes to the line."""
        place = self.place_at(event.y)
        if place is not None and self.answer is not None:
            rows = self.answer.rows
            copies = self._copies(self.answer.group(rows.item_at(place)))
            label = cells(copies) - 1
            if copies and 0 <= self.box.width - 1 - event.x <= label and self._says_copies(place):
                # Textual would call the handler of the base class as well.
                event.prevent_default()
                self.cursor = self.stop_at(place, 1)
                self.action_unfold()

    def _says_copies(self, place: Place) -> bool:
        """Whether a row is one at whose right end the copies are named."""
        assert self.answer is not None
        rows = self.answer.rows
        return rows.is_name(place) or (isinstance(rows, FlatListing) and place[1] == 0)

    @property
    def at(self) -> tuple[str, int] | None:
        """Article and paragraph under the cursor."""
        if self.answer is None or not len(self.answer):
            return None
        return self.answer.group(self.item).article, self.answer.rows.number_at(self.cursor)
