"""Panes: a head and below it a window on a flow of items, with the keys and the wheel that move in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.message import Message
from textual.strip import Strip

from searchtui.tui.actions import Where, sequences
from searchtui.tui.flow import Flow, Place, back, below, clamp, distance, forward, last, window
from searchtui.tui.strips import blank
from searchtui.tui.style import ACCENT_BAR, BAR, BAR_DIM, BAR_FOCUS, CURSOR, SELECTED, TEXT, Ink
from searchtui.tui.widgets.lines import Lines

__all__ = ["CursorPane", "FlowPane"]

_WHEEL = 3
"""Lines that one notch of the wheel moves."""


class FlowPane(Lines, can_focus=True):
    """A window on a flow. What is above and below it is neither measured nor drawn.

    Subclasses say what the flow is, what stands in the head and what one line looks like.
    """

    where: ClassVar[Where]
    """Whose actions work here."""
    head_rows = 1

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.top: Place = (0, 0)
        self._key_before = ""

    @on(events.Key)
    async def _second_key(self, event: events.Key) -> None:
        """Act on two keys that mean something one after the other."""
        run = sequences(self.where).get(f"{self._key_before} {event.key}")
        self._key_before = event.key if run is None else ""
        if run is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(run)

    @property
    def flow(self) -> Flow:
        """The items; asked for at every draw, so that it may depend on the width."""
        raise NotImplementedError

    def head(self, width: int) -> list[Strip]:
        """`head_rows` lines above the window."""
        raise NotImplementedError

    def line(self, place: Place, width: int) -> Strip:
        """One line of the flow."""
        raise NotImplementedError

    @property
    def rows(self) -> int:
        """Lines of the window."""
        return max(1, self.box.height - self.head_rows)

    @property
    def head_style(self) -> Ink:
        """Style of the head; it shows where the keys go."""
        return BAR_FOCUS if self.has_focus else BAR

    @property
    def head_accent(self) -> Ink:
        """Style of the name in the head."""
        return BAR_FOCUS if self.has_focus else ACCENT_BAR

    @property
    def head_dim(self) -> Ink:
        """Style of what accompanies the name in the head."""
        return BAR_FOCUS if self.has_focus else BAR_DIM

    @property
    def lowest_top(self) -> Place:
        """Where the window begins when it shows the end."""
        return back(self.flow, last(self.flow), self.rows - 1)

    def scroll_to_place(self, top: Place) -> None:
        """Let the window begin at `top`, or where it can nearest to that."""
        flow = self.flow
        top = clamp(flow, top)
        # Only near the end is it asked what the last item is: to know that of a long list takes long.
        self.top = top if below(flow, top, self.rows) == self.rows else min(top, self.lowest_top)

    def draw(self) -> None:
        """Show the pane as it is now."""
        width, height = self.measure()
        if width < 1 or height < 1:
            return
        self.scroll_to_place(self.top)
        strips = [*self.head(width)[:height], *self.body(width, self.rows)][:height]
        strips += [blank(width, TEXT)] * (height - len(strips))
        self.show(strips)

    def body(self, width: int, rows: int) -> list[Strip]:
        """The lines of the window."""
        return [self.line(place, width) for place in window(self.flow, self.top, rows)]

    def place_at(self, y: int) -> Place | None:
        """The place shown in row `y` of the pane; None in the head and below the end."""
        if y < self.head_rows or not len(self.flow):
            return None
        lines = y - self.head_rows
        place = forward(self.flow, self.top, lines)
        return place if distance(self.flow, self.top, place, lines + 1) == lines else None

    def resized(self) -> None:
        """Lines are as wide as the pane."""
        self.measure()
        self.draw()

    def watch_has_focus(self, focused: bool) -> None:
        """The head shows it."""
        super().watch_has_focus(focused)
        self.draw()

    def scrolled(self) -> None:
        """The user moved the window, not the program."""

    def look_ahead(self) -> None:
        """Look at what will be in sight next, so that it is there by then and one step costs one repaint."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scrolled()
        self.scroll_to_place(forward(self.flow, self.top, _WHEEL))
        self._step()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self.scrolled()
        self.scroll_to_place(back(self.flow, self.top, _WHEEL))
        self._step()

    def _step(self) -> None:
        self.draw()
        self.call_after_refresh(self.look_ahead)

    def action_move(self, lines: int) -> None:
        """Move the window by lines."""
        self.scrolled()
        self.scroll_to_place(forward(self.flow, self.top, lines) if lines > 0 else back(self.flow, self.top, -lines))
        self._step()

    def action_page(self, pages: int) -> None:
        """Move by windows, less a line that stays in sight."""
        self.action_move(pages * max(1, self.rows - 1))

    def action_edge(self, side: int) -> None:
        """Go to the beginning (-1) or the end (1)."""
        self.scrolled()
        self.scroll_to_place((0, 0) if side < 0 else self.lowest_top)
        self._step()


class CursorPane(FlowPane):
    """A pane with a cursor: one line is where the user is."""

    class Moved(Message):
        """The user moved the cursor."""

        def __init__(self, pane: CursorPane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> CursorPane:
            """The pane, for `on`."""
            return self.pane

    class Chosen(Moved):
        """The user clicked on the line that the cursor is in."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.cursor: Place = (0, 0)
        self.follow: Callable[[], object] | None = None
        """Shows elsewhere what the cursor is at now, in the same repaint; a message would come after it."""

    def row_style(self, place: Place) -> Ink:
        """Style of a line that may be under the cursor."""
        if place != self.cursor:
            return TEXT
        return CURSOR if self.has_focus else SELECTED

    def stop_at(self, place: Place, direction: int) -> Place:
        """The nearest place where the cursor may be.

        Args:
            place: where it would go.
            direction: where it comes from: 1 is from above, -1 from below.
        """
        del direction
        return place

    def reveal(self) -> None:
        """Scroll as little as is needed to see the cursor."""
        if self.cursor < self.top:
            self.top = self.cursor
        elif distance(self.flow, self.top, self.cursor, self.rows) >= self.rows:
            self.top = back(self.flow, self.cursor, self.rows - 1)

    def stand_at(self, place: Place, direction: int = 1) -> None:
        """Put the cursor there and show it."""
        self.cursor = self.stop_at(clamp(self.flow, place), direction)
        self.reveal()
        self.draw()

    def go_to(self, place: Place, direction: int = 1) -> None:
        """Put the cursor there for the user, and say so."""
        if len(self.flow):
            self.stand_at(place, direction)
            if self.follow is not None:
                self.follow()
            self.call_after_refresh(self.look_ahead)
            self.post_message(self.Moved(self))

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        if lines > 0:
            self.go_to(forward(self.flow, self.cursor, lines))
        else:
            self.go_to(back(self.flow, self.cursor, -lines), -1)

    def action_edge(self, side: int) -> None:
        """Go to the first (-1) or the last (1) line."""
        self.go_to((0, 0) if side < 0 else last(self.flow), side)

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked."""
        place = self.place_at(event.y)
        if place is None:
            return
        before = self.cursor
        self.go_to(place)
        self.clicked(again=before == self.cursor)

    def clicked(self, again: bool) -> None:
        """The line under the cursor was clicked; clicking it again chooses it."""
        if again:
            self.post_message(self.Chosen(self))
