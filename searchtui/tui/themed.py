"""An app that is worn in a theme, and changes it while it runs."""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter

from searchtui.settings import Configured, nearest
from searchtui.tui.colorless import Colorless
from searchtui.tui.colors import OWN, THEMES, colors_of, without_color
from searchtui.tui.strips import forget
from searchtui.tui.style import wear
from searchtui.tui.widgets.lines import Lines

__all__ = ["Themed"]


class Themed(App[int]):
    """The themes of the app; finished lines follow as style sheets do."""

    def __init__(self) -> None:
        super().__init__()
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._colorless = (Colorless(),)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = OWN.name
        self._wear()

    def begin_in(self, configured: Configured) -> None:
        """Begin in the theme of the settings.

        Args:
            configured: the settings.

        Raises:
            ConfigError: there is no such theme.
        """
        name = configured.settings.theme
        if name not in self.available_themes:
            names = nearest(name, self.available_themes) or f"; there are {', '.join(sorted(self.available_themes))}"
            raise configured.wrong(("theme",), f"there is no theme `{name}`{names}")
        self.theme = name
        self._wear()

    def _wear(self) -> None:
        wear(without_color() if self.no_color else colors_of(self.current_theme))
        forget()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to each line of Textual's own widgets: all colour is taken out of it where none is wanted."""
        return self._colorless if self.no_color else super().get_line_filters()

    def watch_theme(self) -> None:
        """Draw everything in the new theme."""
        if not self.is_running:
            return
        self._wear()
        for screen in self.screen_stack:
            for lines in screen.query(Lines):
                lines.renew()

    def action_theme(self) -> None:
        """Choose another theme."""
        self.search_themes()
