"""The command palette: every action of the screen one is on."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.widget import Widget

from searchtui.tui.actions import Action, Where, actions, keys_of
from searchtui.tui.screens.search import SearchScreen

__all__ = ["ActionCommands"]


class ActionCommands(Provider):
    """Offers the actions of the registry; one that belongs to another pane goes there first."""

    @property
    def _places(self) -> tuple[Where, ...]:
        if isinstance(self.screen, SearchScreen):
            return Where.HITS, Where.COLUMN, Where.FACET, Where.DATES, Where.QUERY, Where.SEARCH, Where.APP
        return getattr(self.focused, "where", Where.APP), Where.APP

    def _offered(self) -> list[Action]:
        found = {action.id: action for place in self._places for action in actions(place)}
        return [action for action in found.values() if action.id != "app.commands"]

    @staticmethod
    def _name(action: Action) -> str:
        keys = keys_of(action)
        return f"{action.label}  ({keys})" if keys else action.label

    async def _run(self, action: Action) -> None:
        screen = self.screen
        pane: Widget = self.focused or screen
        if isinstance(screen, SearchScreen):
            pane = screen.pane_for(action)
            if pane is not screen:
                screen.show_pane(pane)
        await pane.run_action(action.run)

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for action in self._offered():
            yield DiscoveryHit(self._name(action), partial(self._run, action), help=action.help)

    async def search(self, query: str) -> Hits:
        """The actions whose name fits what is typed."""
        matcher = self.matcher(query)
        for action in self._offered():
            score = matcher.match(action.label)
            if score > 0:
                name = self._name(action)
                yield Hit(score, matcher.highlight(name), partial(self._run, action), help=action.help)
