"""The query line: an `Input` whose keys act in the order in which they were struck."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from searchtui.cleaning import clean_line
from searchtui.tui.actions import Where, actions, bindings, key_of, keys_now

__all__ = ["LONGEST", "Query"]

LONGEST = 4_096
"""Characters of the line that pasting may fill."""

_EDITING = {
    "backspace": "delete_left",
    "ctrl+h": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "ctrl+left": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
    "home": "home",
    "end": "end",
    "ctrl+a": "home",
    "ctrl+e": "end",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
    "ctrl+w": "delete_left_word",
}


class Query(Input):
    """Where the search is typed.

    Textual's own editing keys are bindings: they travel up to the screen before they act, so that a letter which
    arrives in the same read overtakes a backspace. Here they act at once, as letters do.

    Args:
        placeholder: shown while nothing is typed; empty for that of the search.
        id: of the widget.
    """

    where: ClassVar[Where] = Where.QUERY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.QUERY)]

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """As in `Input`, but without laying out the whole screen at each letter: the line's size is fixed."""

    def __init__(self, placeholder: str = "", *, id: str = "query") -> None:  # noqa: A002
        super().__init__(
            placeholder=placeholder
            or f"Type words to search for; {key_of('app.help')} explains phrases, fields and operators",
            select_on_focus=False,
            id=id,
        )
        self.cursor_blink = False
        self._commands = {key: action.run for action in actions(self.where) for key in keys_now(action)}

    def write(self, text: str) -> None:
        """Replace what is typed, the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

    async def on_key(self, event: events.Key) -> None:
        """Act at once on every key that edits or commands."""
        editing, command = _EDITING.get(event.key), self._commands.get(event.key)
        if editing is None and command is None:
            return
        event.stop()
        event.prevent_default()
        if command is not None:
            await self.run_action(command)
        else:
            getattr(self, f"action_{editing}")()

    def on_paste(self, event: events.Paste) -> None:
        """Insert what was pasted: its lines joined by spaces, and no more than is still a query."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = max(0, LONGEST - len(self.value) + end - start)
        lines = [line for line in event.text.splitlines() if line.strip()]
        line = lines[0] if len(lines) == 1 else " ".join(map(str.strip, lines))
        if len(line) > room:
            line = line[:room]
            self.app.notify(f"Too long for a query: cut to {LONGEST:,} characters.", severity="warning")
        if line:
            self.replace(clean_line(line), start, end)

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what was typed or pasted, without what a terminal would obey."""
        super().insert_text_at_cursor(clean_line(text))
