"""An article in a pane: its paragraphs wrapped one below the other, only those in sight ever measured."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textual.geometry import Size
from textual.strip import Strip

from searchtui.article import Kind
from searchtui.cleaning import clean_line
from searchtui.collection import Span
from searchtui.tui.alignments import Marks
from searchtui.tui.answer import Answer, Page
from searchtui.tui.flow import Flow, Place, Rows, back, window
from searchtui.tui.rail import rail
from searchtui.tui.strips import Part, layered, once, row
from searchtui.tui.style import (
    ACCENT,
    DIFFERENT,
    DIM,
    FACE,
    FURNITURE,
    GOOD,
    HEADING,
    HERE,
    MARK,
    STRONG,
    TEXT,
    Ink,
    on,
)
from searchtui.tui.text import MINIMUM_WIDTH, cells, marked_spans, wrap
from searchtui.tui.widgets.pane import FlowPane

__all__ = ["ArticlePane"]

_STYLES = {
    Kind.TITLE: STRONG,
    Kind.HEADING: HEADING,
    Kind.BODY: TEXT,
    Kind.CAPTION: FACE,
    Kind.FOOTNOTE: FACE,
    Kind.FURNITURE: FURNITURE,
}


_SIGNS = {Kind.HEADING: "§", Kind.CAPTION: "▫", Kind.FOOTNOTE: "†"}
"""What stands beside the number of a paragraph that is no running text."""


class _Paragraphs:
    """The lines of a page at one width; the last line of each paragraph is empty."""

    def __init__(self, page: Page, width: int) -> None:
        self._texts = page.paragraphs
        self._width = width

    def __len__(self) -> int:
        return len(self._texts)

    def height(self, item: int) -> int:
        """Lines of a paragraph and the empty one below it."""
        return len(wrap(self._texts[item][2], self._width)) + 1


class ArticlePane(FlowPane):
    """One article, at one of its paragraphs."""

    gutter_cells = 2
    """Cells left of the text; the numbers of paragraphs are shown where there are more than 4."""
    widest = 400
    """Cells of the longest line of text."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.answer: Answer | None = None
        self.page: Page | None = None
        self.number = 0
        """The paragraph that the pane is at."""
        self.place_in_it: int | None = None
        """The code point of it that is to be seen; None for its first highlight."""
        self._anchored = True
        """The user has not scrolled away from that paragraph."""
        self._found: frozenset[int] = frozenset()
        self._items: dict[int, int] = {}
        self._starts: list[int] = []
        """How many characters stand before each paragraph, and before the end; none while the article is not whole."""
        self._ticks: list[int] = []
        """The same for the paragraphs that were found."""
        self.edge: list[Part] = []
        self.text_width = MINIMUM_WIDTH
        self._beside = ""
        """What stands between the text and the rail, which is at the edge of the pane."""

    def margin(self) -> list[Part]:
        """What stands left of the gutter in each line."""
        return []

    def measure(self) -> Size:
        """Note the size, and what of it is left for text."""
        box = super().measure()
        self.edge = self.margin()
        taken = self.gutter_cells + 1 + sum(cells(text) for text, _ in self.edge)
        self.text_width = max(MINIMUM_WIDTH, min(self.widest, box.width - taken))
        self._beside = " " * max(0, box.width - taken - self.text_width)
        return box

    @property
    def flow(self) -> Flow:
        """The paragraphs at the width that the pane has now."""
        return _Paragraphs(self.page, self.text_width) if self.page is not None else Rows(0)

    def set_page(self, answer: Answer | None, page: Page | None, number: int, offset: int | None = None) -> None:
        """Show an article at a paragraph; where it is shown already, do not scroll.

        Args:
            answer: whose highlights are marked.
            page: the article, as far as it is there; None for an empty pane.
            number: the paragraph to be at.
            offset: the code point of it that is to be seen; None for its first highlight.
        """
        before = (self.answer, self.page.article if self.page is not None else None, self.number)
        if before != (answer, page.article if page is not None else None, number):
            self._anchored = True
            self.place_in_it = offset
        if self.page is not page:
            texts = page.paragraphs if page is not None else ()
            self._items = {text[0]: item for item, text in enumerate(texts)}
            self._found = frozenset(page.numbers) if page is not None else frozenset()
            whole = page is not None and page.whole
            self._starts = list(accumulate((len(text[2]) + 1 for text in texts), initial=0)) if whole else []
            self._ticks = [self._starts[self._items[number]] for number in sorted(self._found)] if whole else []
        self.answer, self.page, self.number = answer, page, number
        self.measure()
        if self._anchored:
            self.show_paragraph()
        self.draw()

    def compared(self, number: int) -> Marks | None:
        """What to mark in a paragraph instead of what was searched; None where that is to be marked."""
        del number
        return None

    def show_paragraph(self) -> None:
        """Scroll so that the paragraph begins a third down, or its first highlight where that lies too deep."""
        self._anchored = True
        item = self._items.get(self.number)
        if self.page is None or item is None:
            self.top = (0, 0)
            return
        line = 0
        spans = self._spans(self.number)
        seen = self.place_in_it if self.place_in_it is not None else spans[0][0] if spans else 0
        if seen:
            lines = wrap(self.page.paragraphs[item][2], self.text_width)
            line = max(0, sum(begin <= seen for begin, _ in lines) - 1)
            if line < self.rows * 2 // 3 - 1:
                line = 0
        self.scroll_to_place(back(self.flow, (item, line), self.rows // 3))

    def body(self, width: int, rows: int) -> list[Strip]:
        """The lines of the window, each with its sign of the rail."""
        places = list(window(self.flow, self.top, rows))
        signs = self._rail(places)
        return [self._drawn(place, width, sign) for place, sign in zip(places, signs, strict=True)]

    def _rail(self, places: list[Place]) -> list[Part]:
        if not self._starts or not places:
            return [(" ", TEXT)] * len(places)
        here = self._starts[self._items[self.number]] + (self.place_in_it or 0) if self.number in self._items else -1
        seen = self._start(places[0]), self._end(places[-1])
        return rail(len(places), self._starts[-1], self._ticks, seen, here, self.looked_for())

    def looked_for(self) -> Sequence[int]:
        """How many characters stand before each place of what is looked for in the article, rising."""
        return ()

    def _start(self, place: Place) -> int:
        """How many characters stand before a line."""
        lines = self._lines(place[0])
        return self._starts[place[0]] + lines[min(place[1], len(lines) - 1)][0]

    def _end(self, place: Place) -> int:
        """How many characters stand before the end of a line."""
        lines = self._lines(place[0])
        if place[1] >= len(lines) - 1:
            return self._starts[place[0] + 1]
        return self._starts[place[0]] + lines[place[1]][1]

    def _lines(self, item: int) -> tuple[Span, ...]:
        assert self.page is not None
        return wrap(self.page.paragraphs[item][2], self.text_width)

    def _spans(self, number: int) -> tuple[Span, ...]:
        if self.answer is None or self.page is None or number not in self._found:
            return ()
        return self.answer.marks(self.page.article, number) or ()

    def marks_of(self, item: int, number: int, fill: Ink) -> list[tuple[Sequence[Span], Ink]]:
        """What is marked in a paragraph, and how; what comes later lies over what comes before."""
        del item
        spans, mark = self.compared(number) or (self._spans(number), MARK)
        return [(spans, mark if mark is DIFFERENT else on(mark, fill))]

    @property
    def hit(self) -> tuple[int, int]:
        """Which of the article's hits the pane is at, from 1, and how many there are; 0 before the first."""
        if self.page is None:
            return 0, 0
        return bisect_right(self.page.numbers, self.number), len(self.page.numbers)

    def resized(self) -> None:
        """Lines break elsewhere now: stay at the paragraph."""
        self.measure()
        if self._anchored:
            self.show_paragraph()
        super().resized()

    @property
    def is_anchored(self) -> bool:
        """The user has not scrolled away from the paragraph."""
        return self._anchored

    def stand_where(self, top: Place) -> None:
        """Show what the user had scrolled to."""
        self.scrolled()
        self.scroll_to_place(top)
        self.draw()

    def look_ahead(self) -> None:
        """The highlights of the paragraphs above and below."""
        if self.page is None:
            return
        item, texts = self.top[0], self.page.paragraphs
        # No paragraph takes less than two lines, so that these are two windows above and four from the top on.
        for number, _, _ in texts[max(0, item - self.rows) : item + 2 * self.rows]:
            self._spans(number)

    def scrolled(self) -> None:
        """From now on stay where the user scrolled to."""
        self._anchored = False

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous paragraph that was found."""
        if self.page is None:
            return
        numbers = self.page.numbers
        at = bisect_right(numbers, self.number) if step > 0 else bisect_left(numbers, self.number) - 1
        if 0 <= at < len(numbers):
            self.go_to_number(numbers[at])

    def action_paragraph(self, step: int) -> None:
        """Go to the next or the previous paragraph, found or not."""
        item = self._items.get(self.number)
        if self.page is None or item is None:
            return
        item += step
        if 0 <= item < len(self.page.paragraphs):
            self.go_to_number(self.page.paragraphs[item][0])

    def go_to_number(self, number: int, offset: int | None = None) -> None:
        """Be at a paragraph, at a code point of it or its first highlight."""
        self.number, self.place_in_it = number, offset
        self.show_paragraph()
        self.draw()

    def line(self, place: Place, width: int) -> Strip:
        """One line of a paragraph with its gutter, or the empty line below it."""
        return self._drawn(place, width, (" ", TEXT))

    def _drawn(self, place: Place, width: int, sign: Part) -> Strip:
        assert self.page is not None
        number, kind, text = self.page.paragraphs[place[0]]
        lines = wrap(text, self.text_width)
        if place[1] >= len(lines):
            rest = " " * (self.gutter_cells + self.text_width) + self._beside
            return row([*self.edge, (rest, TEXT), sign], width, TEXT)
        begin, end = lines[place[1]]
        fill = HERE if number == self.number else TEXT
        # Of a paragraph of any length only what stands in the line: it is looked at for each line at each draw.
        marks = [(spans, ink) for spans, ink in self.marks_of(place[0], number, fill) if spans]
        layers = tuple((tuple(marked_spans(text, spans, begin, end)), ink) for spans, ink in marks)
        shown, first = text[begin:end], place[1] == 0
        gutter = (number, kind, number in self._found, self.gutter_cells, first, self._sign(number) if first else "")
        key = (shown, fill, layers, gutter, *self.edge, self.text_width, self._beside, sign, width)

        def made() -> Strip:
            rest = " " * max(0, self.text_width - cells(clean_line(shown)))
            words = layered(shown, on(_STYLES[kind], fill), layers)
            right = [(rest + self._beside, TEXT)] if fill is TEXT else [(rest, fill), (self._beside, TEXT)]
            left = [*self.edge, *self._gutter(number, kind, place[1], fill)]
            return row([*left, *words, *right, sign], width, TEXT)

        return once(key, made)

    def _gutter(self, number: int, kind: Kind, line: int, fill: Ink) -> list[Part]:
        sign: Part = (" ", fill)
        if fill is HERE:
            sign = ("▌", on(ACCENT, fill))
        elif number in self._found and line == 0:
            sign = ("·", on(ACCENT, fill))
        elif kind is Kind.FURNITURE:
            sign = ("┊", on(FURNITURE, fill))
        label = ""
        if self.gutter_cells > 4 and line == 0:
            label = f"{number} {_SIGNS.get(kind, ' ')}"
        label = f"{label:>{self.gutter_cells - 2}}"
        mark = self._sign(number) if line == 0 else ""
        if not mark:
            return [sign, (f"{label} ", on(DIM, fill))]
        return [sign, (label, on(DIM, fill)), (mark, on(GOOD, fill))]

    def _sign(self, number: int) -> str:
        if self.answer is None or self.page is None:
            return ""
        return self.answer.signs.beside(self.page.article, number)
