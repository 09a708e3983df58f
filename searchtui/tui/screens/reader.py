"""The reader: one article as a whole, opened at a hit."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import on as textual_on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from searchtui.article import Article, Known
from searchtui.cleaning import clean_line
from searchtui.collection import HitGroup, Like
from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import Answer
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import ACCENT_BAR, BAR, BAR_DIM, DIM, FURNITURE, STRONG, TEXT, WARNING, on
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.view import View
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.names import byline

__all__ = ["ReaderPane", "ReaderScreen", "metadata"]

_TEXT_CELLS = 84
"""The longest line that is still read easily."""
_TITLE_ROWS = 2
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


class ReaderPane(ArticlePane):
    """The article with its metadata above, the numbers of its paragraphs beside, and no line too long to read."""

    where = Where.READER
    gutter_cells = 8
    widest = _TEXT_CELLS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.READER)]

    class Used(Message):
        """The user moved in the article."""

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

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous paragraph that was found, or say that there is none in this article."""
        if self.page is None:
            return
        before = self.number
        super().action_hit(step)
        self.post_message(self.Used() if self.number != before else self.Over(step))

    def scrolled(self) -> None:
        """From now on stay where the user scrolled to."""
        super().scrolled()
        self.post_message(self.Used())

    @property
    def rows(self) -> int:
        """Lines of the window: all but the metadata."""
        return max(1, self.box.height - self._head_rows)

    @property
    def _head_rows(self) -> int:
        if self.page is None or self.box.height < _LEAST_ROWS:
            return 1
        return 5 + min(_TITLE_ROWS, len(wrap(self.page.card.title, self.text_width)))

    def margin(self) -> list[Part]:
        """The text stands in the middle of a wide screen."""
        margin = max(0, self.box.width - self.gutter_cells - self.widest - 1) // 2
        return [(" " * margin, TEXT)] if margin else []

    def head(self, width: int) -> list[Strip]:
        """Where one is; below it, where there is room, title, source, authors, date and file."""
        page = self.page
        if page is None:
            return [row([(" …", BAR)], width, BAR)]
        at, count = self.hit
        where = f"¶{self.number} of {page.length} "
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
        shown = [title[begin:end] for begin, end in lines[:_TITLE_ROWS]]
        if len(lines) > _TITLE_ROWS:
            shown[-1] = cut(title[lines[_TITLE_ROWS - 1][0] :], room)
        strips = [bar, blank(width, TEXT)]
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
        self._said = ""

    def compose(self) -> ComposeResult:
        """The article and the footer."""
        yield self.pane
        yield self._footer

    @property
    def at(self) -> Like:
        """The paragraph that is read."""
        return Like(self._group.article, self.pane.number)

    def fill(self) -> None:
        """Show what is there of the article by now."""
        number = self.pane.number or self._number
        self.pane.set_page(self.answer, self.answer.page(self._group), number, self._offset)

    def on_mount(self) -> None:
        """Begin at the paragraph, as soon as the width is known."""
        self.call_after_refresh(self.fill)

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_footer)

    def _draw_footer(self) -> None:
        width = self._footer.size.width
        if self._said:
            self._footer.show([row([(f" {cut(self._said, width - 2)}", on(WARNING, BAR))], width, BAR)])
        else:
            self._footer.show([footer(Where.READER, width)])

    def _say(self, sentence: str) -> None:
        """Say something in the place of the keys, until something else is done; without a sentence no longer."""
        if sentence != self._said:
            self._said = sentence
            self._draw_footer()

    @textual_on(ReaderPane.Used)
    def _used(self) -> None:
        self._say("")

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
        page = self.answer.page(self._group)
        self.pane.set_page(self.answer, page, number)
        card = self.answer.card(self._group.article)
        title = f": {card.title}" if card is not None else ""
        self._say(f"{'Next' if message.step > 0 else 'Previous'} article, {item + 1:,} of {count:,}{title}")

    def action_similar(self) -> None:
        """Back, to find more paragraphs like the one that is read."""
        self.dismiss(self.at)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss()
