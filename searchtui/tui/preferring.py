"""The app's part that opens as it was left: what is chosen in it instead of the settings is kept."""

from __future__ import annotations

from searchtui.keeping import Preferences
from searchtui.settings import Settings
from searchtui.tui.keeping import Keeping
from searchtui.tui.themed import Themed

__all__ = ["Preferring"]


class Preferring(Themed, Keeping):
    """Keeps the theme and whether the index follows the files."""

    settings: Settings
    """Those in force, with what was chosen instead of them."""

    def __init__(self) -> None:
        super().__init__()
        self._preferences: Preferences | None = None

    def prefer_in(self, preferences: Preferences | None) -> None:
        """Begin in the theme that was chosen last, and keep what is chosen here from now on.

        Args:
            preferences: where it is kept; None for nowhere.
        """
        self._preferences = preferences
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
            self._wear()

    def prefer(self, name: str, value: str | bool) -> None:
        """Keep what the user has chosen.

        Args:
            name: of the setting.
            value: that it has from now on.
        """
        preferences = self._preferences
        if preferences is not None:
            self.writer.do(lambda: preferences.prefer(name, value), failed=self.warn_once)

    def watch_theme(self) -> None:
        """Another theme is chosen."""
        super().watch_theme()
        if self.is_running:
            self.prefer("theme", self.theme)
