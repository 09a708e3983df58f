"""A concordance in a pane: one line a match, made when it comes into sight."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from searchtui.cells import in_context
from searchtui.cleaning import clean_line
from searchtui.collection import Concordance, ConcordanceLine, Sorting, Span, words_beside
from searchtui.tui.actions import Where, bindings
from searchtui.tui.flow import Flow, Place, Rows, clamp
from searchtui.tui.signs import Signs
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import ACCENT, DIM, FAINT, GOOD, MARK, TEXT, WARNING, Ink, on
from searchtui.tui.text import cells, cut, marked_spans, wrap
from searchtui.tui.widgets.bars import counted
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["ConcordancePane", "sorting_in_words"]

_YEAR = 6
"""Cells of a year with the blanks beside it."""
_STEPS = (Sorting.L3, Sorting.L2, Sorting.L1, Sorting.KEYWORD, Sorting.R1, Sorting.R2, Sorting.R3)
_NTH = {1: "first", 2: "second", 3: "third"}


def sorting_in_words(sorting: Sorting) -> str:
    """What lines are sorted by, for the head."""
    match sorting:
        case Sorting.COLLECTION:
            return "as the files stand"
        case Sorting.DATE:
            return "by date"
        case Sorting.KEYWORD:
            return "by the keyword"
    return f"by the {_NTH[sorting.distance]} word {'left' if sorting.side == 'l' else 'right'}"


class ConcordancePane(CursorPane):
    """The lines that are there by now."""

    where = Where.CONCORDANCE
    head_rows = 2
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.CONCORDANCE)]

    class Read(Message):
        """The user wants to read the article of the line under the cursor."""

    class SortingChosen(Message):
        """The user wants other lines first."""

        def __init__(self, sorting: Sorting) -> None:
            super().__init__()
            self.sorting = sorting

    def __init__(self, keyword: str) -> None:
        super().__init__(id="lines")
        self._keyword = keyword
        self.concordance: Concordance | None = None
        self.sorting = Sorting.R1
        """What the lines are sorted by."""
        self.chosen = self.sorting
        """What they will be sorted by as soon as that is worked out."""
        self.progress: tuple[int, int] | None = (0, 0)
        """In how many paragraphs of how many matches were looked for; None when that is done."""
        self.failure = ""
        self.signs = Signs()
        """Of the paragraphs."""
        self._moved = False

    @property
    def flow(self) -> Flow:
        """The lines."""
        return Rows(len(self.concordance)) if self.concordance is not None else Rows(0)

    @property
    def match(self) -> int | None:
        """The match under the cursor, as its place in the order of the collection."""
        if self.concordance is None or not len(self.concordance):
            return None
        return int(self.concordance.ordered(self.sorting)[self.cursor[0]])

    @property
    def selected(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        match = self.match
        return None if match is None or self.concordance is None else self.concordance.line(match)

    def set_concordance(self, concordance: Concordance, sorting: Sorting) -> None:
        """Show other lines, or the same in another order; the cursor stays with its match once the user has moved it.

        Args:
            concordance: the lines; their order is worked out already.
            sorting: by which they are shown.
        """
        before, row_before = self.match, self.cursor[0] - self.top[0]
        again = concordance is self.concordance
        self.concordance, self.sorting = concordance, sorting
        order = concordance.ordered(sorting)
        if before is not None and self._moved and not again:
            place = int((order == before).argmax()) if before < len(order) else 0
            self.top = (max(0, place - row_before), 0)
            self.cursor = clamp(self.flow, (place, 0))
        else:
            self.top = self.cursor = (0, 0)
        self.reveal()
        self.draw()

    def go_to(self, place: Place, direction: int = 1) -> None:
        """Put the cursor there for the user, and say so."""
        self._moved = True
        super().go_to(place, direction)

    # Drawing

    def head(self, width: int) -> list[Strip]:
        """The keyword and the counts; below it what the lines are sorted by."""
        name = cut(f"{self._keyword}", max(8, width // 3))
        right = f"{self._counts(width)} "
        if cells(name) + cells(right) + 4 > width:
            name = cut(name, max(4, width - cells(right) - 4))
        ink = self.head_style
        first = spread([(f" {name} ", self.head_accent)], [(cut(right, width - 2), self.head_dim)], width, ink)
        sorted_by = f" sorted {sorting_in_words(self.sorting)}"
        if self.chosen is not self.sorting:
            sorted_by = f" sorting {sorting_in_words(self.chosen)} …"
        here = ""
        if self.concordance is not None and len(self.concordance):
            here = f"line {self.cursor[0] + 1:,} of {len(self.concordance):,} "
        return [first, spread([(sorted_by, DIM), (self._otherwise(), WARNING)], [(here, DIM)], width, TEXT)]

    def _otherwise(self) -> str:
        """How many paragraphs were found that have no line, where there are any."""
        made = self.concordance
        if made is None or self.progress is not None or not made.is_whole or made.found == made.paragraphs:
            return ""
        return f"  without a line: {counted(made.found - made.paragraphs, 'paragraph')} found by other than words"

    def _counts(self, width: int) -> str:
        made = self.concordance
        if self.failure:
            return ""
        if made is None:
            return "looking for the places …"
        if self.progress is not None:
            searched, found = self.progress
            return f"{100 * searched // max(1, found)} % · {counted(len(made), 'match', 'matches')} so far, Esc stops"
        lines = counted(len(made), "match", "matches")
        if width < 60:
            return lines
        where = f"in {counted(made.paragraphs, 'paragraph')} of {counted(made.articles, 'article')}"
        if not made.is_whole:
            return f"the first {lines}, {where} ({made.found:,} paragraphs were found)"
        return f"{lines} {where}"

    def body(self, width: int, rows: int) -> list[Strip]:
        """The lines in sight, or why there are none."""
        if self.failure:
            return self._said(self.failure, width)
        if self.concordance is not None and not len(self.concordance) and self.progress is None:
            found = self.concordance.found
            why = (
                f"{counted(found, 'paragraph')} found, but by no word of the text: what is looked for in titles, or by "
                "filters alone, has no place in a paragraph. Esc leads back."
                if found
                else "Nothing has these words. Esc leads back."
            )
            return self._said(why, width)
        return super().body(width, rows)

    @staticmethod
    def _said(sentence: str, width: int) -> list[Strip]:
        sentence = clean_line(sentence)
        lines = wrap(sentence, max(8, width - 8))
        return [blank(width, TEXT), *(row([("    ", TEXT), (sentence[a:b], DIM)], width, TEXT) for a, b in lines)]

    def line(self, place: Place, width: int) -> Strip:
        """Source and year, and the keyword with what is around it."""
        assert self.concordance is not None
        match = int(self.concordance.ordered(self.sorting)[place[0]])
        one = self.concordance.line(match)
        ink = self.row_style(place)
        parts: list[Part] = [("▌" if ink is not TEXT else " ", on(ACCENT, ink)), *self._edge(one, ink, width)]
        if sign := self.signs.beside(one.article, one.paragraph):
            before, face = parts[-1]
            # On a narrow screen there is nothing before the line but the sign of the cursor.
            parts[-1:] = [(before[:-1], face), (sign, on(GOOD, ink))]
        room = max(1, width - sum(cells(text) for text, _ in parts) - 1)
        return row([*parts, *self._in_context(one, ink, room)], width, ink)

    @staticmethod
    def _edge(one: ConcordanceLine, ink: Ink, width: int) -> list[Part]:
        if width < 50:
            return []
        source_cells = max(9, min(20, width // 7))
        source = cut(one.source or "unknown", source_cells)
        source += " " * (source_cells - cells(source))
        year = f"{one.date.year:>5}" if one.date else " " * (_YEAR - 1)
        return [(source, on(DIM if one.source else FAINT, ink)), (f"{year} ", on(DIM, ink))]

    def _in_context(self, one: ConcordanceLine, ink: Ink, room: int) -> list[Part]:
        shown = in_context(one.text, one.start, one.end, room)
        inks: list[tuple[Span, Ink]] = [((one.start, shown.stop), on(MARK, ink))]
        side, distance = self.sorting.side, self.sorting.distance
        if side:
            beside = words_beside(one.text, one.start, one.end)[side == "r"]
            if len(beside) >= distance:
                inks.append((beside[distance - 1], on(ACCENT, ink)))
        parts: list[Part] = [(" " * shown.indent, ink)]
        text = clean_line(one.text[shown.begin : shown.end])
        done = 0
        for span, special in sorted(inks, key=lambda marking: marking[0]):
            for a, b in marked_spans(text, [(span[0] - shown.begin, span[1] - shown.begin)], 0, len(text)):
                begin = max(a, done)
                if begin < b:
                    parts += [(text[done:begin], ink), (text[begin:b], special)]
                    done = b
        return [*parts, (text[done:], ink)]

    # Keys

    def action_read(self) -> None:
        """Read the article of the line."""
        if self.match is not None:
            self.post_message(self.Read())

    def clicked(self, again: bool) -> None:
        """Clicking the line under the cursor reads its article."""
        if again:
            self.action_read()

    def action_sort(self, name: str) -> None:
        """Sort by something else."""
        self.post_message(self.SortingChosen(Sorting(name)))

    def action_side(self, side: str) -> None:
        """Sort by a word of this side, as far from the keyword as before."""
        self.action_sort(f"{side}{self.chosen.distance or 1}")

    def action_word(self, distance: int) -> None:
        """Sort by the word that stands so far from the keyword, on the side chosen before."""
        self.action_sort(f"{self.chosen.side or 'r'}{distance}")

    def action_step(self, step: int) -> None:
        """Sort by the word beside the one that lines are sorted by now."""
        at = _STEPS.index(self.chosen) if self.chosen in _STEPS else _STEPS.index(Sorting.KEYWORD)
        self.action_sort(_STEPS[max(0, min(len(_STEPS) - 1, at + step))])

    def action_jump(self, step: int) -> None:
        """Go to the next or the previous line that begins another word or article."""
        if self.concordance is None or not len(self.concordance):
            return
        heads = self.concordance.heads(self.sorting)
        here = self.cursor[0]
        at = int(heads.searchsorted(here, side="right" if step > 0 else "left"))
        if step < 0:
            at -= 1
        if 0 <= at < len(heads):
            self.go_to((int(heads[at]), 0), step)
