"""Help for the pane in focus: what it shows, its keys, and the query language."""

from __future__ import annotations

from searchtui.collection import QUERY_GUIDE
from searchtui.tui.actions import Where, actions, keys_of
from searchtui.tui.actions.action import SEARCH_PANES
from searchtui.tui.screens.guide import GUIDES
from searchtui.tui.screens.page import PagePane, PageScreen, paragraph, side_by_side
from searchtui.tui.strips import Part
from searchtui.tui.style import ACCENT, HEADING

__all__ = ["HelpPane", "HelpScreen"]


class HelpPane(PagePane):
    """The help as a page to scroll.

    Args:
        about: the pane to explain.
    """

    def __init__(self, about: Where) -> None:
        super().__init__("Help", GUIDES[about][0])
        self.about = about

    def page(self, width: int) -> list[list[Part]]:
        """What the pane shows, its keys, the keys that work everywhere, what can be typed."""
        title, text = GUIDES[self.about]
        lines: list[list[Part]] = [[], [(title, ACCENT)], []]
        for part in text.strip().replace("\n\n", "\f").replace("\n", " ").split("\f"):
            lines += paragraph(part, width)
        lines += self._keys("Keys here", self.about, width)
        if self.about in SEARCH_PANES:
            lines += self._keys("In every pane of this screen", Where.SEARCH, width)
        lines += self._keys("Everywhere", Where.APP, width)
        return lines + (self._language(width) if self.about in (Where.QUERY, Where.HITS) else [])

    @staticmethod
    def _language(width: int) -> list[list[Part]]:
        """What can be typed."""
        lines: list[list[Part]] = []
        for section in QUERY_GUIDE:
            lines += [[(section.title, HEADING)], []]
            if section.text:
                lines += paragraph(section.text, width)
            for entry in section.entries:
                lines += side_by_side(entry.example, entry.meaning, width)
            lines.append([])
        return lines

    @staticmethod
    def _keys(title: str, where: Where, width: int) -> list[list[Part]]:
        lines: list[list[Part]] = [[(title, HEADING)], []]
        for action in actions(where):
            if not keys_of(action):
                continue
            lines += side_by_side(keys_of(action), f"{action.label}. {action.help}", width)
        return [*lines, []]


class HelpScreen(PageScreen):
    """The help on its own screen.

    Args:
        about: the pane to explain.
    """

    def __init__(self, about: Where) -> None:
        super().__init__(HelpPane(about))
        self.about = about
