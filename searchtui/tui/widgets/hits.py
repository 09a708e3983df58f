"""The hit list: articles by falling score, below each the paragraphs that were found, one line each."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from searchtui.article import Kind
from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import Answer, Line
from searchtui.tui.flow import Flow, Place, clamp
from searchtui.tui.strips import Part, blank, marked, row, spread
from searchtui.tui.style import ACCENT, DIM, FAINT, HEADING, MARK, STRONG, TEXT, Ink, on
from searchtui.tui.text import cells, cut, excerpt, marked_spans, wrap
from searchtui.tui.widgets.bars import counted
from searchtui.tui.widgets.names import byline
from searchtui.tui.widgets.pane import CursorPane, Nothing

__all__ = ["HitsPane"]

_NUMBER_CELLS = 8
"""Cells before the text of a hit: `   ¶13  `, aligned on the paragraph sign's right."""


class HitsPane(CursorPane):
    """Hits grouped by article. The cursor stands on hits only; the name of the topmost article never scrolls away."""

    where = Where.HITS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HITS)]

    def __init__(self) -> None:
        super().__init__(id="hits")
        self.answer: Answer | None = None

    @property
    def flow(self) -> Flow:
        """The rows of the answer."""
        return self.answer if self.answer is not None else Nothing()

    def set_answer(self, answer: Answer, cursor: Place | None) -> None:
        """Show another answer.

        Args:
            answer: what to show.
            cursor: where to stand; None for the best hit, with the list from its beginning.
        """
        self.answer = answer
        if cursor is not None:
            self.cursor = clamp(answer, cursor)
            self.reveal()
        else:
            self.top = (0, 0)
            self.cursor = answer.place_of(0, answer.group(0).best) if len(answer) else (0, 0)
            self.reveal()
        self.draw()

    def stop_at(self, place: Place, direction: int) -> Place:
        """Pass over the names of articles."""
        if place[1]:
            return place
        if direction < 0 and place[0]:
            return place[0] - 1, self.flow.height(place[0] - 1) - 1
        return place[0], 1

    def action_page(self, pages: int) -> None:
        """Move by windows: the hit that was last becomes the first."""
        self.action_move(pages * max(1, self.rows - 2))

    def reveal(self) -> None:
        """Show the cursor below the name of its article."""
        above = (self.cursor[0], self.cursor[1] - 1)
        if self.rows > 1 and above < self.top:
            self.top = above
        else:
            super().reveal()

    @property
    def _named(self) -> bool:
        """The name of the topmost article takes the place of a hit, where more of its hits follow."""
        return self.rows > 1 and 0 < self.top[1] < self.flow.height(self.top[0]) - 1

    def body(self, width: int, rows: int) -> list[Strip]:
        """The window, with the name of the topmost article over its first line."""
        if self.answer is not None and not len(self.answer):
            return self._nothing(width)
        strips = super().body(width, rows)
        if strips and self._named:
            strips[0] = self.line((self.top[0], 0), width)
        return strips

    def _nothing(self, width: int) -> list[Strip]:
        assert self.answer is not None
        why = "The filters leave nothing." if self.answer.listing else "Nothing has these words."
        advice = f"{why} Fewer or shorter words find more; F1 in the query line shows what can be asked."
        return [blank(width, TEXT)] + [
            row([("    ", TEXT), (advice[begin:end], DIM)], width, TEXT) for begin, end in wrap(advice, width - 8)
        ]

    def place_at(self, y: int) -> Place | None:
        """The name over the first line is that of its article."""
        place = super().place_at(y)
        return (place[0], 0) if place is not None and y == self.head_rows and self._named else place

    def head(self, width: int) -> list[Strip]:
        """What is listed, and where one is in it."""
        answer = self.answer
        name = "ARTICLES" if answer is not None and answer.listing else "HITS"
        right = ""
        if answer is not None and len(answer):
            right = f"story {self.cursor[0] + 1:,} of {len(answer):,} "
        return [spread([(f" {name} ", self.head_accent)], [(right, self.head_dim)], width, self.head_style)]

    def line(self, place: Place, width: int) -> Strip:
        """The name of an article, or one hit."""
        assert self.answer is not None
        if place[1] == 0:
            return self._article(place[0], width)
        group = self.answer.group(place[0])
        number = self.answer.shown_at(place)
        return self._hit(self.answer.line(group.article, number), number, self.row_style(place), width)

    def _article(self, item: int, width: int) -> Strip:
        assert self.answer is not None
        group = self.answer.group(item)
        card = self.answer.card(group.article)
        number = f"{item + 1:>3,} "
        if card is None:
            return row([(number, ACCENT), ("…", DIM)], width, TEXT)
        copies = f"  +{counted(len(group.copies), 'copy', 'copies')}" if group.copies else ""
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

    def _hit(self, line: Line | None, number: int, style: Ink, width: int) -> Strip:
        here = style is not TEXT
        sign: Part = ("▌" if here else " ", on(ACCENT, style))
        label: Part = (f"{'¶' + str(number):>{_NUMBER_CELLS - 3}}  ", on(DIM, style))
        if line is None:
            return row([sign, label, ("…", on(FAINT, style))], width, style)
        used = cells(sign[0]) + cells(label[0])
        spans = line.spans or ()
        begin, end = excerpt(line.text, spans, width - used - 1)
        face = on(HEADING, style) if line.kind in (Kind.TITLE, Kind.HEADING) else style
        text = marked(line.text[begin:end], marked_spans(line.text, spans, begin, end), face, on(MARK, style))
        before: list[Part] = [("…", on(FAINT, style))] if begin else []
        after: list[Part] = [("…", on(FAINT, style))] if end < len(line.text) else []
        return row([sign, label, *before, *text, *after], width, style)

    @property
    def at(self) -> tuple[str, int] | None:
        """Article and paragraph under the cursor."""
        if self.answer is None or not len(self.answer):
            return None
        return self.answer.group(self.cursor[0]).article, self.answer.number_at(self.cursor)
