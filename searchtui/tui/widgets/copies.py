"""The copies of one text in a list, and below it one of them with what differs from another."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from searchtui.article import Kind
from searchtui.cleaning import clean_line
from searchtui.collection import ArticleRecord, Like, Version, VersionParagraph
from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import Card
from searchtui.tui.flow import Flow, Place, Rows, back, distance
from searchtui.tui.rail import rail
from searchtui.tui.redline import ADDED_SIGN, LEFT_OUT_SIGN, Redline, redline, said
from searchtui.tui.signs import Signs
from searchtui.tui.strips import Part, layered, row, spread
from searchtui.tui.style import ACCENT, CURSOR, DIM, GOOD, HEADING, HERE, SELECTED, STRONG, TEXT, WARNING, Ink, on
from searchtui.tui.text import MINIMUM_WIDTH, cells, cut, marked_spans, wrap
from searchtui.tui.widgets.bars import counted
from searchtui.tui.widgets.names import byline
from searchtui.tui.widgets.pane import CursorPane, FlowPane

__all__ = ["CopiesPane", "VersionPane", "card_of"]

_WIDE = 110
"""Cells from which on a copy and what there is to say of it have room on one line."""
_WIDEST = 84
"""The longest line that is still read easily."""
_MOST_SAID = 3
"""Lines of what is said of a copy."""
_GUTTER = 8
"""Cells left of the text: the sign and the number of the paragraph."""


def card_of(record: ArticleRecord) -> Card:
    """What an article is called."""
    return Card(record.title, record.source, record.authors, record.date)


class _Even:
    """Items of one height."""

    def __init__(self, count: int, height: int) -> None:
        self._count, self._height = count, height

    def __len__(self) -> int:
        return self._count

    def height(self, item: int) -> int:
        """The same for all."""
        del item
        return self._height


class CopiesPane(CursorPane):
    """The copies, the fullest first, each with what it left out and changed."""

    where = Where.STORY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.STORY)]

    def __init__(self) -> None:
        super().__init__(id="copies")
        self.copies: tuple[ArticleRecord, ...] = ()
        self.versions: dict[str, Version] = {}
        """By article, without their texts."""
        self.base = ""
        """Id of the copy that all are measured against."""

    @property
    def selected(self) -> ArticleRecord | None:
        """The copy under the cursor."""
        return self.copies[self.cursor[0]] if self.cursor[0] < len(self.copies) else None

    @property
    def _height(self) -> int:
        return 1 if self.box.width >= _WIDE else 2

    def height_within(self, rows: int) -> int:
        """Rows that the list needs, at most a third of those that there are.

        Args:
            rows: of the screen.
        """
        return min(1 + len(self.copies) * self._height, max(2, rows // 3))

    @property
    def flow(self) -> Flow:
        """One line a copy, two on a narrow screen."""
        return _Even(len(self.copies), self._height)

    def stop_at(self, place: Place, direction: int) -> Place:
        """The first line of a copy."""
        item, line = place
        return (item + 1 if line and direction > 0 and item + 1 < len(self.copies) else item), 0

    def reveal(self) -> None:
        """All lines of the copy under the cursor are to be seen."""
        super().reveal()
        end = self.cursor[0], self._height - 1
        if self.copies and self.rows > 1 and distance(self.flow, self.top, end, self.rows) >= self.rows:
            self.top = back(self.flow, end, self.rows - 1)

    def head(self, width: int) -> list[Strip]:
        """How many there are, and what they are measured against."""
        count = f"{len(self.copies):,} copies of one text, the fullest first" if self.copies else "…"
        if len(self.copies) == 1:
            count = "no copies"
        against = next((byline(card_of(record)) for record in self.copies if record.id == self.base), "")
        left: list[Part] = [(" STORY ", self.head_accent), (count, self.head_style)]
        used = sum(cells(text) for text, _ in left)
        room = width - used - 14
        right = f"= against {cut(against, room)} " if len(self.copies) > 1 and room > 12 else ""
        return [spread(left, [(right, self.head_dim)], width, self.head_style)]

    def line(self, place: Place, width: int) -> Strip:
        """A copy, and what is to be said of it."""
        item, line = place
        record = self.copies[item]
        fill = TEXT if item != self.cursor[0] else CURSOR if self.has_focus else SELECTED
        said = self._said(record)
        edge: Part = ("▌" if item == self.cursor[0] else " ", on(ACCENT, fill))
        if line:
            return row([edge, (f"      {cut(said, width - 8)}", on(DIM, fill))], width, fill)
        name = byline(card_of(record))
        words = f"{record.words:,} words "
        sign = "=" if record.id == self.base else " "
        number: Part = (f"{sign}{item + 1:>3}  ", on(ACCENT if sign == "=" else DIM, fill))
        if self._height > 1:
            left = [edge, number, (cut(name, width - cells(words) - 8), on(STRONG, fill))]
            return spread(left, [(words, on(DIM, fill))], width, fill)
        room = max(24, width * 3 // 10)
        name = cut(name, room)
        rest = f"{words:>14} {cut(said, width - room - 23)}"
        parts = [edge, number, (name + " " * (room - cells(name)), on(STRONG, fill))]
        return row([*parts, (rest, on(DIM, fill))], width, fill)

    def _said(self, record: ArticleRecord) -> str:
        if record.id == self.base:
            return "the fullest" if record is self.copies[0] else "what the others are measured against"
        version = self.versions.get(record.id)
        return said(version) if version is not None else "comparing …"


class _Lines:
    """The lines of a version at one width; the last line of each paragraph is empty."""

    def __init__(self, texts: list[Redline], width: int) -> None:
        self._texts, self._width = texts, width

    def __len__(self) -> int:
        return len(self._texts)

    def height(self, item: int) -> int:
        """Lines of a paragraph and the empty one below it."""
        return len(wrap(self._texts[item].text, self._width)) + 1


class VersionPane(FlowPane):
    """One copy, and in it what it left out, added and changed."""

    where = Where.STORY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.STORY)]

    def __init__(self) -> None:
        super().__init__(id="version")
        self.copy: ArticleRecord | None = None
        self.base: ArticleRecord | None = None
        self.version: Version | None = None
        self.sentence = ""
        """Shown instead of a text."""
        self.signs = Signs()
        """Of the paragraphs."""
        self.item = 0
        """The paragraph that one is at."""
        self._texts: list[Redline] = []
        self._changes: list[Place] = []
        """For each difference its paragraph, and the code point where it begins."""
        self._change = -1
        self._starts: list[int] = []

    @property
    def text_width(self) -> int:
        """Cells of a line of text."""
        return max(MINIMUM_WIDTH, min(_WIDEST, self.box.width - _GUTTER - 2))

    @property
    def flow(self) -> Flow:
        """The paragraphs at the width that the pane has now."""
        return _Lines(self._texts, self.text_width) if self._texts else Rows(0)

    def show_version(
        self, copy: ArticleRecord | None, base: ArticleRecord | None, version: Version | None, sentence: str = ""
    ) -> None:
        """Show a copy.

        Args:
            copy: what it is.
            base: what it is measured against.
            version: its text with the differences; None while it is not there.
            sentence: what is to be said instead of it.
        """
        if copy is not self.copy or base is not self.base:
            self.item, self.top, self._change = 0, (0, 0), -1
        self.copy, self.base, self.version, self.sentence = copy, base, version, sentence
        self._texts = [redline(paragraph) for paragraph in version.paragraphs] if version is not None else []
        self._changes = [(item, place) for item, text in enumerate(self._texts) for place in text.changes]
        self._starts = [0]
        for text in self._texts:
            self._starts.append(self._starts[-1] + len(text.text) + 1)
        self.measure()
        self.draw()

    @property
    def at(self) -> Like | None:
        """The paragraph that one is at; of the other text where it was left out."""
        if self.copy is None or self.base is None:
            return None
        if self.version is None or self.item >= len(self.version.paragraphs):
            return Like(self.copy.id, None)
        paragraph = self.version.paragraphs[self.item]
        return Like(self.copy.id, paragraph.number) if paragraph.number else Like(self.base.id, paragraph.base)

    def action_change(self, step: int) -> None:
        """Go to the next or the previous difference."""
        change = self._change + step if self._change >= 0 or step > 0 else -1
        if not 0 <= change < len(self._changes):
            return
        self._change = change
        self.item, place = self._changes[change]
        lines = wrap(self._texts[self.item].text, self.text_width)
        line = max(0, sum(begin <= place for begin, _ in lines) - 1)
        self.scroll_to_place(back(self.flow, (self.item, line), self.rows // 3))
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Be at the paragraph that was clicked."""
        place = self.place_at(event.y)
        if place is not None:
            self.item = place[0]
            self.draw()

    def head(self, width: int) -> list[Strip]:
        """What the copy is, and what it left out, added and changed."""
        style, accent, dim = self.head_style, self.head_accent, self.head_dim
        if self.copy is None:
            return [row([(" …", style)], width, style)] * self.head_rows
        who = f"{cut(byline(card_of(self.copy)), width // 3)} "
        title = cut(self.copy.title, max(4, width - cells(who) - 3))
        first = spread([(f" {title}", accent)], [(who, dim)], width, style)
        where = self._where
        words = self._said
        lines = wrap(words, max(MINIMUM_WIDTH, width - cells(where) - 3))[: self.head_rows - 1]
        texts = [words[begin:end] for begin, end in lines] or [""]
        rows = [spread([(f" {texts[0]}", style)], [(where, dim)], width, style)]
        return [first, *rows, *(row([(f" {text}", style)], width, style) for text in texts[1:])]

    @property
    def rows(self) -> int:
        """Lines of the window; what is said of the copy may take two lines of the head."""
        room = max(MINIMUM_WIDTH, self.box.width - cells(self._where) - 3)
        self.head_rows = 1 + min(_MOST_SAID, len(wrap(self._said, room)))
        return super().rows

    @property
    def _said(self) -> str:
        if self.version is None:
            return "comparing …" if not self.sentence else ""
        return "the text that the others are measured against" if self.copy is self.base else said(self.version)

    @property
    def _where(self) -> str:
        if not self._changes:
            return ""
        if self._change < 0:
            return f"{counted(len(self._changes), 'difference')} "
        return f"difference {self._change + 1}/{len(self._changes)} "

    def body(self, width: int, rows: int) -> list[Strip]:
        """The lines of the window, each with its sign of the rail; or a sentence."""
        if not self._texts:
            lines = wrap(self.sentence, max(MINIMUM_WIDTH, min(_WIDEST, width - 4)))
            said = [row([("  ", TEXT), (self.sentence[begin:end], WARNING)], width, TEXT) for begin, end in lines]
            return [row([], width, TEXT), *said][:rows]
        flow = self.flow
        places: list[Place] = []
        item, line = self.top
        while item < len(flow) and len(places) < rows:
            end = min(flow.height(item), line + rows - len(places))
            places.extend((item, at) for at in range(line, end))
            item, line = item + 1, 0
        seen = self._starts[places[0][0]], self._starts[places[-1][0] + 1]
        marks = [self._starts[item] + place for item, place in self._changes]
        here = marks[self._change] if 0 <= self._change < len(marks) else -1
        signs = rail(len(places), self._starts[-1], marks, seen, here)
        return [self._drawn(place, width, sign) for place, sign in zip(places, signs, strict=True)]

    def _sign(self, paragraph: VersionParagraph) -> str:
        sides = ((self.copy, paragraph.number), (self.base, paragraph.base))
        signs = (self.signs.beside(side.id, number) for side, number in sides if side is not None and number)
        return next(filter(None, signs), "")

    def line(self, place: Place, width: int) -> Strip:
        """One line of a paragraph."""
        return self._drawn(place, width, (" ", TEXT))

    def _drawn(self, place: Place, width: int, sign: Part) -> Strip:
        assert self.version is not None
        text, paragraph = self._texts[place[0]], self.version.paragraphs[place[0]]
        lines = wrap(text.text, self.text_width)
        margin = " " * (max(0, width - _GUTTER - _WIDEST - 2) // 2)
        if place[1] >= len(lines):
            return row([(" " * (width - 1), TEXT), sign], width, TEXT)
        fill = HERE if place[0] == self.item else TEXT
        begin, end = lines[place[1]]
        shown = text.text[begin:end]
        ink = text.ink
        if ink is TEXT and paragraph.kind in (Kind.TITLE, Kind.HEADING):
            ink = HEADING if paragraph.kind is Kind.HEADING else STRONG
        layers: list[tuple[tuple[tuple[int, int], ...], Ink]] = [
            (marked_spans(text.text, spans, begin, end), on(mark, fill)) for spans, mark in text.layers
        ]
        rest = " " * max(0, width - 1 - len(margin) - _GUTTER - cells(clean_line(shown)))
        beside = max(0, min(len(rest), width - 1 - len(margin) - _GUTTER - self.text_width))
        whole = text.sign in (LEFT_OUT_SIGN, ADDED_SIGN)
        parts: list[Part] = [
            (margin, TEXT),
            ("▌" if place[0] == self.item else " ", on(ACCENT, fill)),
            (text.sign if whole or not place[1] else " ", on(ACCENT, fill)),
            (f"{paragraph.number or paragraph.base:>4}" if not place[1] else " " * 4, on(DIM, fill)),
            (f"{('' if place[1] else self._sign(paragraph)) or ' '} ", on(GOOD, fill)),
            *layered(shown, on(ink, fill), layers),
            (rest[: len(rest) - beside], fill),
            (" " * beside, TEXT),
            sign,
        ]
        return row(parts, width, TEXT)
