"""The search screen: query line, what was understood, facets, hits and columns, all of them new at each key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from searchtui.cleaning import clean_line
from searchtui.collection import Like, Order, Unit
from searchtui.keeping import Visit
from searchtui.settings import Settings
from searchtui.tui import screens
from searchtui.tui.actions import Action, Where, bindings
from searchtui.tui.answer import Answer
from searchtui.tui.awaiting import Came, await_view
from searchtui.tui.flow import clamp
from searchtui.tui.messages import Explained
from searchtui.tui.pins import Pins
from searchtui.tui.question import Facet, Question
from searchtui.tui.screens.comparing import ComparingScreen
from searchtui.tui.screens.splits import Splits
from searchtui.tui.searchable import Opening
from searchtui.tui.strips import row
from searchtui.tui.style import ACCENT_BAR, BAR
from searchtui.tui.widgets.bars import footer, header, understood
from searchtui.tui.widgets.columns import ColumnPane
from searchtui.tui.widgets.dates import DatePane
from searchtui.tui.widgets.facets import FacetPane
from searchtui.tui.widgets.ground import Below, Beside
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.pane import CursorPane
from searchtui.tui.widgets.query import Query

__all__ = ["SearchScreen"]


Restoring = tuple[Question, Visit, Callable[[Visit, Answer], object]]
"""What is asked for a visit, the visit, and what is to be done then."""


class SearchScreen(Splits, ComparingScreen):
    """The first screen, and the one that everything comes back to.

    Args:
        opening: opens the collection.
        query: what the query line holds at first.
        files: names of the files that are searched; None for all.
        pins: the articles that are to stay.
    """

    AUTO_FOCUS = "#query"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-tiny"),
        (60, "-narrow"),
        (90, "-medium"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (16, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SEARCH)]

    def __init__(self, opening: Opening, query: str, files: tuple[str, ...] | None, pins: Pins) -> None:
        super().__init__(opening, Question(text=clean_line(query)), files, pins)
        self.query_line = Query()
        self.facets: dict[Facet, FacetPane] = {facet: FacetPane(facet) for facet in (Facet.SOURCE, Facet.AUTHOR)}
        self.dates = DatePane()
        self._header, self._understood, self._footer = (Lines(id=name) for name in ("header", "understood", "footer"))
        self._prompt = Lines(id="prompt")
        self.on_ask: Callable[[Question], object] | None = None
        """Called with a question that is about to be asked."""
        self.on_turn: Callable[[bool], object] | None = None
        """Called when the columns are about to fill the screen, or are no longer to fill it."""
        self.from_view = False
        """What is asked was chosen in a view that has just been left."""
        self._restoring: Restoring | None = None
        self._explanation_came: Came = lambda: None
        self._has_begun = False
        """Some pane has had the keys."""
        self.is_first_visit = False
        """The user has not searched here before and is told how."""

    def compose(self) -> ComposeResult:
        """Header, query, understood, body, footer."""
        self._expect(*self.app.size)
        yield self._header
        with Beside(id="line"):
            yield self._prompt
            yield self.query_line
        yield self._understood
        with Beside(id="body"):
            with Below(id="facets"):
                yield from self.facet_panes
            with Below(id="main"):
                yield self.hits
                yield self.columns
        yield self._footer

    def _expect(self, width: int, height: int) -> None:
        """Begin as is right for a screen of this size, so that the first layout need not be followed by another."""
        for size, breakpoints in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            for name in self._get_breakpoint_classes(size, breakpoints or []):
                self.set_class(True, name, update=False)
        facets = getattr(self.app, "settings", Settings()).facets_width if self.has_class("-wide") else 0
        self.columns.room = width - facets

    # Where the user is, and coming back to it

    @property
    def visit(self) -> Visit:
        """Where the user is on this screen."""
        question, at = self.question, self.hits.at if self.answer is not None else None
        focused = self.focused.id if self.focused is not None else None
        return Visit(
            question.text,
            question.exactly,
            question.finished,
            tuple((like.article, like.paragraph) for like in question.like),
            ("column" if isinstance(self.focused, ColumnPane) else focused) or "",
            at[0] if at is not None else "",
            at[1] if at is not None else None,
            self.hits.item if at is not None else 0,
            self.hits.top,
            True if self.has_class("show-facets") else False if self.has_class("hide-facets") else None,
            question.order.value,
            question.unit.value,
            self.comparing,
            self.columns.places,
        )

    def compare(self, at: Like, leave: Callable[[], object] = lambda: None) -> None:
        """Let the columns fill the screen; whoever keeps where the user was is told before."""
        if self.on_turn is not None and self.answer is not None:
            self.on_turn(True)
        super().compare(at, leave)

    def leave_compare(self) -> None:
        """Show hits and facets again; whoever keeps where the user was is told before."""
        if self.on_turn is not None:
            self.on_turn(False)
        super().leave_compare()

    def restore(self, visit: Visit, then: Callable[[Visit, Answer], object]) -> None:
        """Be as one was; asks again where something else was asked meanwhile.

        Args:
            visit: how one was.
            then: called when everything is there.
        """
        self._restoring = None
        if self.comparing:
            self.abandon_compare()
        question = Question(
            clean_line(visit.query),
            visit.finished,
            visit.exactly,
            tuple(Like(article, paragraph) for article, paragraph in visit.like),
            Order(visit.order) if visit.order in set(Order) else Order.ARTICLE,
            Unit(visit.unit) if visit.unit in set(Unit) else Unit.PARAGRAPH,
        )
        restoring = (question, visit, then)
        if self.answer is not None and not self._pending and self.answer.question == question:
            self._restored(restoring, self.answer)
            return
        self.question = question
        if self.is_mounted:
            self.put(question)
        self._restoring = restoring

    def answered(self) -> None:
        """What was to be restored is restored, unless something else was asked meanwhile."""
        restoring, self._restoring = self._restoring, None
        if restoring is not None and self.answer is not None and self.answer.question == restoring[0]:
            self._restored(restoring, self.answer)

    def _restored(self, restoring: Restoring, answer: Answer) -> None:
        _, visit, then = restoring
        if visit.facets is not None:
            self._show_facets(visit.facets)
        place = answer.rows.find(visit.article, visit.number or 0)
        if place is None and visit.item < len(answer) and answer.group(visit.item).article == visit.article:
            place = answer.rows.place_of(visit.item, visit.number or 0)
        if place is not None:
            self.hits.top = clamp(answer.rows, visit.top)
            self.hits.set_answer(answer, place)
            self._fill_columns()
        self.columns.stand_at(visit.columns)
        at = Like(visit.article, visit.number)
        if visit.comparing and visit.article:
            super().compare(at)
        else:
            panes = {pane.id: pane for pane in self._order}
            panes["column"] = self.columns.pane
            self.set_focus(panes.get(visit.focus, self.hits))
        self.paint_bars()
        then(visit, answer)

    def ask(self, question: Question, keep_place: bool = False) -> None:
        """Ask another question; whoever keeps where the user was is told before."""
        if self._restoring is not None and question != self._restoring[0]:
            self._restoring = None
        if self.on_ask is not None:
            self.on_ask(question)
        super().ask(question, keep_place)

    def on_mount(self) -> None:
        """Begin with the query that was given."""
        self.query_line.write(self.question.text)
        self.split(getattr(self.app, "settings", Settings()))
        self.paint_bars()

    # Painting

    @property
    def room(self) -> tuple[int, int, int]:
        """Rows of the hit list, columns that are in sight, and lines of one of them."""
        return self.hits.rows, self.columns.fitting, self.columns.size.height

    def fill(self) -> None:
        """Show what was missing and is there by now."""
        self.hits.draw()
        self.columns.fill()

    def paint(self, place: tuple[int, int] | None = None) -> None:
        """Show the answer in every pane, the cursor at `place` or at the best hit."""
        answer = self.answer
        if answer is None:
            return
        self.hits.set_answer(answer, place)
        self._fill_columns()
        counts, unit = answer.results.facets, answer.question.unit
        self.facets[Facet.SOURCE].set_values(counts.source, unit)
        self.facets[Facet.AUTHOR].set_values(counts.author, unit)
        self.dates.set_counts(answer.results.dates, unit)
        self.paint_bars()

    def paint_bars(self) -> None:
        """Show header, prompt, what was understood, and footer."""
        width = self.size.width or self.app.size.width
        if width < 1 or not self._header.is_attached:
            return
        self._header.show([header(self.state, width)])
        self._prompt.show([row([(" ❯ ", ACCENT_BAR)], 3, BAR)])
        self._understood.show(
            [understood(self.answer, self._failure, self.question.exactly, width, first=self.is_first_visit)]
        )
        self._footer.show([footer(self.here, width)])

    def index_changed(self) -> None:
        """The header says it."""
        self.paint_bars()

    def on_resize(self) -> None:
        """Everything is as wide as it is; more or fewer columns may fit."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self.divide()
        self.paint_bars()
        if self.answer is not None:
            self.hits.reveal()
            self.hits.draw()
            self.columns.fill()
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        if not self._has_begun:
            return  # The query line is about to get the keys.
        if not self.app.app_focus:
            return  # The window is another's; what had the keys here gets them back with it.
        self._follow()
        # A pane that has just been displayed has no size yet.
        around = self.focused
        while around is not None and around is not self and around.display:
            around = around.parent if isinstance(around.parent, Widget) else None
        if around is not self:
            self.resting.focus()

    def on_descendant_focus(self) -> None:
        """The footer shows the keys of the pane that has them."""
        self._has_begun = True
        self.paint_bars()

    # Panes

    @property
    def panes(self) -> list[Widget]:
        """The panes in sight, in the order of Tab."""
        return [pane for pane in self._order if pane.size.area]

    @property
    def _order(self) -> list[Widget]:
        return [self.query_line, self.hits, self.columns.pane, *self.facet_panes]

    @property
    def facet_panes(self) -> list[CursorPane]:
        """Sources, authors and dates, from above."""
        return [*self.facets.values(), self.dates]

    def pane_for(self, action: Action) -> Widget:
        """The pane that an action works in: the one that has the keys, or else the first that can."""
        if self.here in action.where and self.focused is not None:
            return self.focused
        return next((pane for pane in self._order if getattr(pane, "where", None) in action.where), self)

    def show_pane(self, pane: Widget) -> None:
        """Give a pane the keys; facets are brought into sight first."""
        if pane in self.facet_panes and not pane.size.area:
            self._show_facets(True)
        pane.focus()

    def action_move_pane(self, step: int) -> None:
        """Go to another pane."""
        panes = self.panes
        at = panes.index(self.focused) if self.focused in panes else 0
        panes[(at + step) % len(panes)].focus()

    def put(self, question: Question) -> None:
        """Ask something, and let the query line say it; order and counts stay as they are."""
        text, order, unit = clean_line(question.text), self.question.order, self.question.unit
        question = replace(question, text=text, order=order, unit=unit)
        self.ask(question)
        self.query_line.write(question.text)

    def action_edit_query(self) -> None:
        """Go to the query line."""
        self.query_line.focus()

    def action_leave_query(self) -> None:
        """Go to the hits; with nothing typed there is nothing to leave."""
        if self.query_line.value or self.comparing:
            self.resting.focus()

    def _show_facets(self, shown: bool) -> None:
        self.set_class(shown, "show-facets")
        self.set_class(not shown, "hide-facets")

    def action_toggle_facets(self) -> None:
        """Show the facets and go there, or hide them."""
        facets = self.facet_panes
        if self.comparing:
            self.say("The facets stand beside the hits: Esc shows both.")
            return
        if facets[0].size.area:
            if self.focused in facets:
                self.hits.focus()
            self._show_facets(False)
        else:
            self._show_facets(True)
            self.call_after_refresh(facets[0].focus)

    @on(FacetPane.Left)
    @on(DatePane.Left)
    def _left_facet(self) -> None:
        if not self.hits.size.area:
            self._show_facets(False)
        self.query_line.focus()

    @on(FacetPane.Picked)
    def _picked(self, message: FacetPane.Picked) -> None:
        if self.thread.collection is None:
            return
        text = self.query_line.value
        self.query_line.write(self.thread.collection.pick(text, message.facet, message.value, message.pick))

    @on(DatePane.Dated)
    def _dated(self, message: DatePane.Dated) -> None:
        if self.thread.collection is None:
            return
        text = self.query_line.value
        self.query_line.write(self.thread.collection.dated(text, message.wanted, message.excluded))

    # Hits

    @on(CursorPane.Chosen, "#hits")
    def _chosen(self) -> None:
        self.action_read()

    def action_move_hit(self, step: int) -> None:
        """Move through the hits."""
        self.hits.action_move(step)

    def action_page_hits(self, pages: int) -> None:
        """Move through the hits by screenfuls."""
        self.hits.action_page(pages)

    def action_read(self) -> None:
        """Open the article of the column or hit that one is at."""
        answer, at = self.answer, self.at
        if answer is None or at is None:
            return
        pane = self.focused if isinstance(self.focused, ColumnPane) else None
        item = self.hits.item if pane is None else pane.item
        if item is None:
            screen = screens.ReaderScreen(answer, answer.hits_of(at.article), at.paragraph or 1)
        else:
            screen = screens.ReaderScreen(answer, answer.group(item), at.paragraph or 0, answer, item)
        self.app.push_screen(screen, self.left_view)

    def open(self, like: Like) -> None:
        """Open an article, whether it was found or not, above what is in front.

        Args:
            like: the article, and the paragraph to open it at.
        """
        if self.answer is None:
            return
        group = self.answer.hits_of(like.article)
        self.app.push_screen(screens.ReaderScreen(self.answer, group, like.paragraph or group.best), self.left_view)

    def left_view(self, like: Like | None) -> None:
        """Search for more of what the user chose in a view that came back here."""
        if like is not None:
            self.from_view = True
            self._ask_for_more(like)
            self.from_view = False

    def action_similar(self) -> None:
        """Find more paragraphs like the one that one is at."""
        if (selected := self.at) is not None:
            self._ask_for_more(selected)

    def _ask_for_more(self, like: Like) -> None:
        self.ask(replace(self.question.typed(""), like=(like,)))
        self.query_line.value = ""
        self.resting.focus()

    def action_explain_hit(self) -> None:
        """Say what was understood, and why the hit stands where it stands."""
        if self.answer is not None:
            self._explanation_came = await_view(self)
            self.thread.explain(self.answer.results.request, self.at)

    @on(Explained)
    def _explained(self, message: Explained) -> None:
        self.app.push_screen(screens.ExplanationScreen(message.explanation))
        self._explanation_came()

    def action_next_order(self) -> None:
        """List the hits in the next order; one stays at the same hit, where it is among the first."""
        orders = [Order.ARTICLE, Order.SCORE, Order.DATE, Order.DATE_ASC]
        if self.question.blank:
            orders.remove(Order.SCORE)
        at = orders.index(self.question.order) if self.question.order in orders else 0
        self.ask(replace(self.question, order=orders[(at + 1) % len(orders)]), keep_place=True)

    def action_next_unit(self) -> None:
        """Count something else in the facets."""
        units = list(Unit)
        unit = units[(units.index(self.question.unit) + 1) % len(units)]
        self.ask(replace(self.question, unit=unit), keep_place=True)

    def action_toggle_exactly(self) -> None:
        """Search exactly what was typed, or with all forms of words and corrections again."""
        self.ask(replace(self.question, exactly=not self.question.exactly))
        self.paint_bars()
