"""The reader: one article as a whole, opened at a hit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar, Protocol

from textual import events
from textual import on as textual_on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.types import CSSPathType

from searchtui.article import Article, Known
from searchtui.cleaning import clean_line
from searchtui.collection import HitGroup, Like, Span
from searchtui.errors import ArticleNotFoundError
from searchtui.keeping import Found, Stay, anchor_of, find_again
from searchtui.keeping import Place as KeptPlace
from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import GONE, Answer, Page
from searchtui.tui.background import Task
from searchtui.tui.finding import Finder, Finding
from searchtui.tui.flow import Place, distance, last
from searchtui.tui.searchable import Searchable
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import (
    ACCENT_BAR,
    BAR,
    BAR_DIM,
    DIM,
    FOUND,
    FOUND_HERE,
    FURNITURE,
    STRONG,
    TEXT,
    WARNING,
    Ink,
    on,
)
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.view import View
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.bars import counted, footer
from searchtui.tui.widgets.find import FindLine
from searchtui.tui.widgets.ground import Beside
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.names import byline

__all__ = ["ReaderPane", "ReaderScreen", "metadata"]

_TEXT_CELLS = 84
"""The longest line that is still read easily."""
_TITLE_ROWS = 2
_MANY_ROWS = 30
"""Rows of the screen from which on the metadata have room around them."""
_LEAST_ROWS = 14
"""Rows of the screen from which on the metadata have their place."""


def metadata(article: Article, field: str, value: str) -> list[Part]:
    """A value with a discreet note of how it is known, where it does not simply stand in the file."""
    if not value:
        return [(f"{field} unknown", FURNITURE)]
    how = article.known.get("authors" if field == "author" else field)
    parts: list[Part] = [(value, TEXT)]
    if how is not None and how.known in (Known.COPIED, Known.FALLBACK, Known.FOUND, Known.SIDECAR):
        parts.append((f" ({how.known.value})", FURNITURE))
    return parts


_AT_ONCE = 200_000
"""Characters of an article that are made ready and searched sooner than another thread is started."""
_AROUND = 30
"""Hits above those in sight whose words are looked up; below, twice as many."""
_READYING, _PLACES, _FINDING = "find-ready", "find-places", "find"
"""The slots of tasks that make an article ready, find in a long one, and look for the nearest word."""


class ReaderPane(ArticlePane):
    """The article with its metadata above, the numbers of its paragraphs beside, and no line too long to read."""

    where = Where.READER
    gutter_cells = 8
    widest = _TEXT_CELLS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.READER)]

    class Used(Message):
        """The user moved in the article.

        Args:
            around: from its end to its beginning, or the other way round.
        """

        def __init__(self, around: bool = False) -> None:
            super().__init__()
            self.around = around

    class Over(Message):
        """There is no further hit in this direction.

        Args:
            step: 1 for forwards, -1 for backwards.
        """

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self) -> None:
        super().__init__(id="article")
        self.is_gone = False
        """The article was looked for, and the collection does not have it any more."""
        self.finding: Finding | None = None
        """What is looked for in the article."""
        self.found_at: int | None = None
        """Which of its places one is at, from 0."""
        self._sought: Sequence[int] = ()
        self._found_from: Place | None = None
        """Where one was when something was looked for first."""

    @staticmethod
    def text_at(number: int, page: Page | None) -> str | None:
        """The text of a paragraph; None where there is none."""
        texts = page.paragraphs if page is not None else ()
        return next((text for one, _, text in texts if one == number), None)

    def marks_of(self, item: int, number: int, fill: Ink) -> list[tuple[Sequence[Span], Ink]]:
        """The hits, and over them what is looked for in the article."""
        layers = super().marks_of(item, number, fill)
        if self.finding is not None and (spans := self.finding.spans(item)):
            layers.append((spans, FOUND))
            if self.found_at is not None:
                at, span = self.finding.place(self.found_at)
                if at == item:
                    layers.append(((span,), FOUND_HERE))
        return layers

    def find(self, finding: Finding | None, *, moving: bool = True) -> None:
        """Mark these places, and go to the first of them from where one is.

        Args:
            finding: the places; None for none.
            moving: go there.
        """
        self.finding, self.found_at = finding, None
        self._sought = [self._starts[item] for item in finding.items] if finding is not None and self._starts else []
        if finding is not None and len(finding) and moving and self.page is not None:
            item, line = self._found_from or self.top
            if self._found_from is None:
                self._found_from = item, line
            lines = wrap(self.page.paragraphs[item][2], self.text_width)
            self.go_to_place(finding.at_or_after(item, lines[min(line, len(lines) - 1)][0]))
        else:
            self.draw()

    def stop_finding(self) -> None:
        """Mark nothing but the hits."""
        self.finding = self.found_at = self._found_from = None
        self._sought = []
        self.draw()

    def keep_finding(self) -> None:
        """What is typed next is looked for from here."""
        self._found_from = None

    def go_to_place(self, number: int) -> None:
        """Go to one of the places of what is looked for."""
        assert self.finding is not None
        assert self.page is not None
        self.found_at = number
        item, (begin, _) = self.finding.place(number)
        self.go_to_number(self.page.paragraphs[item][0], begin)

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous place of what is looked for, or else paragraph that was found.

        Where there is none in this article, that is said.
        """
        if self.page is None:
            return
        if self.finding is not None and len(self.finding):
            at = self.found_at + step if self.found_at is not None else 0
            self.go_to_place(at % len(self.finding))
            self.post_message(self.Used(around=not 0 <= at < len(self.finding)))
            return
        before = self.number
        super().action_hit(step)
        self.post_message(self.Used() if self.number != before else self.Over(step))

    def scrolled(self) -> None:
        """From now on stay where the user scrolled to."""
        super().scrolled()
        self.post_message(self.Used())

    def looked_for(self) -> Sequence[int]:
        """Where the paragraphs begin that have a place of what is looked for."""
        return self._sought

    def look_around(self) -> None:
        """Look at hits above and below, so that their words are marked already when they come into sight."""
        page = self.page
        if page is None or self.answer is None or not page.whole or not page.paragraphs:
            return
        at = bisect_right(page.numbers, page.paragraphs[min(self.top[0], len(page.paragraphs) - 1)][0])
        for number in page.numbers[max(0, at - _AROUND) : at + 2 * _AROUND]:
            self.answer.marks(page.article, number)

    @property
    def rail_rows(self) -> int:
        """Rows that have a line of the article beside them."""
        return min(self.rows, distance(self.flow, self.top, last(self.flow), self.rows) + 1)

    def on_click(self, event: events.Click) -> None:
        """A click on the rail goes to the hit that it shows there, or else to that part of the article."""
        row_clicked = event.y - self._head_rows
        if self.page is None or not self._starts or event.x < self.box.width - 1 or row_clicked < 0:
            return
        rows, extent = self.rail_rows, self._starts[-1]
        hits = [tick for tick in self._ticks if min(rows - 1, tick * rows // extent) == row_clicked]
        character = hits[0] if hits else min(extent - 1, -(-row_clicked * extent // rows))
        item = min(bisect_right(self._starts, character), len(self.page.paragraphs)) - 1
        if hits:
            self.go_to_number(self.page.paragraphs[item][0])
            self.post_message(self.Used())
            return
        line = sum(begin <= character - self._starts[item] for begin, _ in self._lines(item)) - 1
        self.scrolled()
        self.scroll_to_place((item, max(0, line)))
        self.draw()

    @property
    def rows(self) -> int:
        """Lines of the window: all but the metadata."""
        return max(1, self.box.height - self._head_rows)

    @property
    def _head_rows(self) -> int:
        if self.page is None or self.box.height < _LEAST_ROWS:
            return 1
        if self.box.height < _MANY_ROWS:
            return 5
        return 5 + min(_TITLE_ROWS, len(wrap(self.page.card.title, self.text_width)))

    def margin(self) -> list[Part]:
        """The text stands in the middle of a wide screen."""
        margin = max(0, self.box.width - self.gutter_cells - self.widest - 1) // 2
        return [(" " * margin, TEXT)] if margin else []

    def head(self, width: int) -> list[Strip]:
        """Where one is; below it, where there is room, title, source, authors, date and file."""
        page = self.page
        if page is None:
            words = f"{GONE} Esc leads back." if self.is_gone else "…"
            return [row([(f" {cut(words, width - 2)}", BAR)], width, BAR)]
        at, count = self.hit
        on_page = page.pages.get(self.number)
        where = f"¶{self.number} of {page.length} " + (f"  p. {on_page} " if on_page is not None else "")
        if count:
            where = f"hit {at}/{count}   {where}"
        short = self._head_rows == 1
        name = cut(page.card.title if short else byline(page.card), max(8, width - cells(where) - 4))
        bar = spread([(f" {name}", ACCENT_BAR)], [(where, BAR_DIM)], width, BAR)
        if short:
            return [bar]
        margin = [*self.edge, (" " * self.gutter_cells, TEXT)]
        room = self.text_width
        lines = wrap(page.card.title, room)
        title = clean_line(page.card.title)
        spacious = self.box.height >= _MANY_ROWS
        most = _TITLE_ROWS if spacious else 1
        shown = [title[begin:end] for begin, end in lines[:most]]
        if len(lines) > most:
            shown[-1] = cut(title[lines[most - 1][0] :], room)
        strips = [bar, blank(width, TEXT)] if spacious else [bar]
        strips += [row([*margin, (text, STRONG)], width, TEXT) for text in shown]
        article = self.answer.article(page.article) if self.answer is not None else None
        if article is not None:
            strips.append(
                row([*margin, *self._facts(article, width - sum(cells(text) for text, _ in margin))], width, TEXT)
            )
            about = article.name if not article.url else f"{article.name}  {article.url}"
            strips.append(row([*margin, (cut(about, room), DIM)], width, TEXT))
        return (strips + [blank(width, TEXT)] * self._head_rows)[: self._head_rows]

    def _facts(self, article: Article, room: int) -> list[Part]:
        facts = [
            metadata(article, "source", article.source or ""),
            metadata(article, "author", ", ".join(article.authors)),
            metadata(article, "date", str(article.date) if article.date else ""),
        ]
        title = article.known.get("title")
        if title is not None and title.known is Known.FALLBACK:
            facts.append([("title: its first sentence", FURNITURE)])
        parts = facts[0]
        for fact in facts[1:]:
            longer: list[Part] = [*parts, ("  ·  ", DIM), *fact]
            rest = 0 if fact is facts[-1] else cells("  …")
            if sum(cells(text) for text, _ in longer) > room - rest:
                return [*parts, ("  …", DIM)]
            parts = longer
        return parts

    def place_at(self, y: int) -> tuple[int, int] | None:
        """Nothing is chosen in the reader."""
        del y
        return None

    def draw(self) -> None:
        """The window is shorter where there is room for the metadata."""
        width, height = self.measure()
        if width < 1 or height < 1:
            return
        self.scroll_to_place(self.top)
        strips = [*self.head(width), *self.body(width, self.rows)][:height]
        self.show(strips + [blank(width, TEXT)] * (height - len(strips)))
        self.look_around()


def _is_long(page: Page) -> bool:
    """Whether finding in an article takes longer than a key may wait."""
    return sum(len(text) for _, _, text in page.paragraphs) > _AT_ONCE


class Trail(Protocol):
    """Articles one after the other, as they are listed where the reader was opened; an `Answer` is one."""

    def __len__(self) -> int: ...

    def group(self, item: int) -> HitGroup:
        """The article at a position, with its hits."""


class ReaderScreen(View[Like | None]):
    """The reader on its own screen; what is below it stays as it is.

    Args:
        answer: in which the article was found.
        group: the article and its hits.
        number: the paragraph to open it at.
        trail: the articles that one reads on into; None for none.
        item: position of the article among these.
        offset: the code point of the paragraph that is to be seen; None for its first highlight.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "reader.tcss"

    AUTO_FOCUS = "#article"

    def __init__(
        self,
        answer: Answer,
        group: HitGroup,
        number: int,
        trail: Trail | None = None,
        item: int = 0,
        *,
        offset: int | None = None,
    ) -> None:
        super().__init__()
        self.pane = ReaderPane()
        self._footer = Lines(id="footer")
        self.answer: Answer = answer
        self._group = group
        self._number, self._offset = number, offset
        self._trail, self._item = trail, item
        self._said = self._over_without_title = ""
        self.find_line = FindLine()
        self._slash, self._places = Lines(id="slash"), Lines(id="places")
        self._finder: tuple[Page, Finder] | None = None
        self._readying: Page | None = None
        """What of it is being made ready."""
        self._searching: Task[Finding] | None = None
        """What finds in a long article."""
        self._none = ""
        """What is said where nothing is found."""
        self._top: Place | None = None
        self._renewing = False
        """The article as it is in another generation of the index has not come yet."""

    def resumed(self, stay: Stay) -> ReaderScreen:
        """The same, beginning where one had scrolled to."""
        self._top = stay.top if stay.kept.get("scrolled") else None
        return self

    def stay(self) -> Stay:
        """The article, the paragraph, and where one has scrolled to."""
        number = self.pane.number or self._number
        scrolled = not self.pane.is_anchored
        return Stay("reader", self._group.article, number, self.pane.top, {"scrolled": scrolled})

    def compose(self) -> ComposeResult:
        """The article and the footer, above which one types what to find."""
        yield self.pane
        with Beside(id="finding"):
            yield self._slash
            yield self.find_line
            yield self._places
        yield self._footer

    @property
    def at(self) -> Like:
        """The paragraph that is read."""
        return Like(self._group.article, self.pane.number)

    def fill(self) -> None:
        """Show what is there of the article by now."""
        before, page = self.pane.page, self.answer.page(self._group)
        if self._renewing:
            self._take_over(page)
            return
        number = self.pane.number or self._number
        self.pane.is_gone = self._group.article in self.answer.gone
        self.pane.set_page(self.answer, page, number, self._offset)
        if self._top is not None and page is not None and page.whole:
            self.pane.stand_where(self._top)
            self._top = None
        if self.pane.page is not before and self.find_line.value:
            self._find(moving=False)
        if self._said and self._said == self._over_without_title:
            self._say_over(self._said)

    def renewed(self, answer: Answer) -> None:
        """Stay at the paragraph, whatever its number is by now; what is read stays until it is there anew."""
        at, article = self.at, self.answer.article(self._group.article)
        anchor = None
        if article is not None:
            with suppress(ArticleNotFoundError):
                anchor = anchor_of(article, at.paragraph)
        if anchor is None:
            self._read_in(answer, at, KeptPlace(Found.GONE))
            return
        looked_for = anchor
        self.background.start(
            Task(
                f"reader {id(self)}",
                lambda collection, _task: find_again(looked_for, collection),
                partial(self._read_in, answer, at),
            )
        )

    def _read_in(self, answer: Answer, at: Like, place: KeptPlace) -> None:
        """Read on in another answer, where the paragraph was found again, or else at its number."""
        name = place.article or at.article
        item = answer.item_of(name)
        self._group = answer.hits_of(name) if item is None else answer.group(item)
        if self._trail is self.answer:
            self._trail, self._item = (None, 0) if item is None else (answer, item)
        self.answer = answer
        # One may have gone on in the meantime.
        moved = (place.number or at.paragraph or 1) - (at.paragraph or 1)
        self._number = max(1, (self.pane.number or self._number) + moved)
        self._renewing = True
        self.fill()

    def _take_over(self, page: Page | None) -> None:
        """Show the article as it is by now, as soon as it is there."""
        pane, before = self.pane, self.pane.page
        if self._group.article in self.answer.gone:
            self._say(GONE)
        if page is None or not page.whole:
            return
        self._renewing = False
        number = min(self._number, page.length)
        top = None
        if before is not None and not pane.is_anchored:
            # The paragraph that the window begins with has moved as far as the one that one is at.
            item = pane.top[0] + number - pane.number
            top = min(max(0, item), len(page.paragraphs) - 1), pane.top[1] if item >= 0 else 0
        offset = pane.place_in_it if pane.text_at(number, page) == pane.text_at(pane.number, before) else None
        pane.set_page(self.answer, page, number, offset)
        if top is not None:
            pane.stand_where(top)
        if self.find_line.value:
            self._find(moving=False)
        self._draw_bars()

    def on_mount(self) -> None:
        """Begin at the paragraph, as soon as the width is known."""
        self.call_after_refresh(self.fill)

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_bars)

    @property
    def _here(self) -> Where:
        return Where.FIND if self.focused is self.find_line else Where.READER

    def on_descendant_focus(self) -> None:
        """The footer shows the keys of what has them."""
        self._draw_bars()

    def _draw_bars(self) -> None:
        width = self._footer.size.width
        if self._said:
            self._footer.show([row([(f" {cut(self._said, width - 2)}", on(WARNING, BAR))], width, BAR)])
        else:
            self._footer.show([footer(self._here, width)])
        self._slash.show([row([(" / ", ACCENT_BAR)], 3, BAR)])
        self._draw_places()

    def _draw_places(self) -> None:
        """How many places there are of what is looked for, and which of them one is at."""
        width, finding = self._places.size.width, self.pane.finding
        parts: list[Part] = []
        if finding is not None and len(finding):
            at = self.pane.found_at
            where = f"{at + 1:,} of " if at is not None else ""
            parts = [(f" {where}{counted(len(finding), 'place')}", ACCENT_BAR)]
            if self._here is Where.READER:
                parts.append(("  n/N go through them, Esc ends it", BAR_DIM))
        elif self._none:
            parts = [(f" {cut(self._none, width - 2)}", on(WARNING, BAR))]
        self._places.show([row(parts, width, BAR)])

    def _say(self, sentence: str) -> None:
        """Say something in the place of the keys, until something else is done; without a sentence no longer."""
        if sentence != self._said:
            self._said = sentence
            self._draw_bars()

    @textual_on(ReaderPane.Used)
    def _used(self, message: ReaderPane.Used) -> None:
        self._say("Once around: this is the other end of the article." if message.around else "")
        self._draw_places()

    # Finding within the article

    @property
    def sought(self) -> str:
        """What one looks for in the article; empty for nothing."""
        return self.find_line.value.strip() if self.has_class("-finding") else ""

    def action_find(self) -> None:
        """Type what to find."""
        self.add_class("-finding")
        self.set_focus(self.find_line)
        self.find_line.action_end()
        self._make_ready()
        self.call_after_refresh(self._draw_bars)

    def action_keep_finding(self) -> None:
        """Go through what was found, in the article."""
        if not self.find_line.value.strip():
            self.action_end_finding()
            return
        self.pane.keep_finding()
        self.pane.focus()

    def action_end_finding(self) -> None:
        """Mark nothing but the hits."""
        self.find_line.value = ""
        self._none = ""
        self.background.stop(_FINDING)
        self.background.stop(_PLACES)
        self.pane.stop_finding()
        self.remove_class("-finding")
        self.pane.focus()

    def action_find_next(self, step: int) -> None:
        """Go to the next or the previous place."""
        self.pane.action_hit(step)

    @textual_on(FindLine.Changed)
    def _find_typed(self, event: FindLine.Changed) -> None:
        event.stop()
        self._find()

    def _find(self, *, moving: bool = True) -> None:
        """Find what is typed in the article as it is now; in a long one, as soon as that is ready to be searched."""
        page, typed = self.pane.page, self.find_line.value
        self._none = ""
        if page is None or not typed.strip():
            self.pane.find(None)
        elif self._finder is not None and self._finder[0] is page:
            finder = self._finder[1]
            if _is_long(page):
                self._find_behind(page, finder, moving)
            else:
                self._found(finder, typed, finder.find(typed), moving)
        else:
            self._none = "…"
            self._make_ready()
        self._draw_places()

    def _found(self, finder: Finder, typed: str, finding: Finding, moving: bool) -> None:
        self.pane.find(finding, moving=moving)
        if not len(finding):
            self._nothing_found(finder, typed)

    def _find_behind(self, page: Page, finder: Finder, moving: bool) -> None:
        """Find in a long article without holding up a key: one text at a time, then what has been typed meanwhile."""
        self._none = "…" if self.pane.finding is None else ""
        if self._searching is not None and not self._searching.stopped:
            return
        typed = self.find_line.value

        def work(collection: Searchable, task: Task[Finding]) -> Finding:
            del collection
            finding = finder.find(typed)
            finding.look_up(lambda: not task.stopped)
            return finding

        def done(finding: Finding) -> None:
            self._searching = None
            if self.pane.page is page and self.find_line.value == typed:
                self._none = ""
                self._found(finder, typed, finding, moving)
                self._draw_places()
            else:
                self._find(moving=moving)

        self._searching = self.background.start(Task(_PLACES, work, done))

    def _make_ready(self) -> None:
        """Make the article ready to be searched; a long one in another thread."""
        page = self.pane.page
        if page is None or (self._finder is not None and self._finder[0] is page) or self._readying is page:
            return
        texts = [text for _, _, text in page.paragraphs]
        if not _is_long(page):
            self._finder_made((page, Finder(texts)))
            return
        self._readying = page
        self.background.start(Task(_READYING, lambda _collection, _task: (page, Finder(texts)), self._finder_made))

    def _finder_made(self, made: tuple[Page, Finder]) -> None:
        self._finder, self._readying = made, None
        if self.pane.page is made[0] and self.find_line.value:
            self._find()

    def _nothing_found(self, finder: Finder, typed: str) -> None:
        self._none = f"nothing in this article has “{typed.strip()}”"

        def nearest(near: str) -> None:
            if near and self.find_line.value == typed:
                self._none = f"nothing has “{typed.strip()}”; the nearest word is “{near}”"
                self._draw_places()

        self.background.start(Task(_FINDING, lambda _collection, _task: finder.nearest(typed), nearest))

    @textual_on(ReaderPane.Over)
    def _over(self, message: ReaderPane.Over) -> None:
        """Read on in the next or the previous article."""
        count = len(self._trail) if self._trail is not None else 0
        item = self._item + message.step
        if self._trail is None or not 0 <= item < count:
            which = "last" if message.step > 0 else "first"
            self._say(f"This is the {which} hit of the {which} article." if count > 1 else f"This is the {which} hit.")
            return
        self._item, self._group = item, self._trail.group(item)
        numbers = self._group.numbers
        number = 1 if self.answer.listing else numbers[0 if message.step > 0 else -1]
        self._number, self._offset = number, None
        self.pane.is_gone = self._group.article in self.answer.gone
        self.pane.set_page(self.answer, self.answer.page(self._group), number)
        self._say_over(f"{'Next' if message.step > 0 else 'Previous'} article, {item + 1:,} of {count:,}")

    def _say_over(self, where: str) -> None:
        """Say that another article is read, with its title as soon as that is there."""
        card = self.answer.card(self._group.article)
        self._say(f"{where}: {card.title}" if card is not None else where)
        self._over_without_title = where if card is None else ""

    def action_similar(self) -> None:
        """Back, to find more paragraphs like the one that is read."""
        self.dismiss(self.at)

    def action_back(self) -> None:
        """End finding, or else go back to where one was."""
        if self.has_class("-finding"):
            self.action_end_finding()
        else:
            self.dismiss()
