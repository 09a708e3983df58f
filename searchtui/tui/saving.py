"""The app's part that saves searches, and counts what is new in them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from textual import on

from searchtui.collection import SearchRequest
from searchtui.errors import IndexChangedError
from searchtui.keeping import (
    Kept,
    SavedSearch,
    count_new,
    look,
    named,
    new_id,
    now,
    renamed,
    with_search,
    without_search,
)
from searchtui.tui import screens
from searchtui.tui.actions import key_of
from searchtui.tui.background import Task
from searchtui.tui.keeping import Keeping
from searchtui.tui.messages import Opened
from searchtui.tui.question import Question
from searchtui.tui.searchable import Searchable

__all__ = ["Saving"]

_REST = 0.004
"""Seconds that the counting leaves to others after each portion: nobody waits for it."""

Counted = tuple[str, int | None]


def _request(search: SavedSearch) -> SearchRequest:
    return SearchRequest(search.query, exactly=search.exactly, details=())


class Saving(Keeping):
    """The saved searches."""

    def __init__(self) -> None:
        super().__init__()
        self.new: dict[str, int | None] = {}
        self._searches: list[SavedSearch] = []
        self._looked_at: set[str] = set()
        """Ids of the searches that were looked at since the counting began."""

    @on(Opened)
    def _count(self) -> None:
        """There is an index, or another one: count what is new in it."""
        kept = self.kept
        if kept is not None:
            self._looked_at.clear()
            self.background.start(Task("new paragraphs", _Counting(kept), self._counted, told=self._told))

    def _told(self, counted: Counted) -> None:
        if counted[0] not in self._looked_at:
            self.new[counted[0]] = counted[1]
            self._update()

    def _counted(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = self._searches or list(searches)  # what was read since then is newer
        fresh = [f"{search.name} +{self.new[search.id]:,}" for search in searches if self.new.get(search.id)]
        if fresh:
            self.say(f"New paragraphs in saved searches ({key_of('searches.show')}): {', '.join(fresh)}.")

    def _update(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, screens.SearchesScreen):
                screen.update(self._searches, self.new)

    def _have(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = list(searches)
        self._update()

    # Saving

    def action_save_search(self) -> None:
        """Ask for a name, and keep the query under it."""
        question = self.search.question
        if question.like:
            self.say("Only what is typed can be saved, not a search for more like a paragraph.")
        elif not question.text.strip():
            self.say("There is nothing to save yet: type a query first.")
        else:
            self.opening(lambda kept: kept.searches.read(), self._ask_name)

    def _ask_name(self, searches: Sequence[SavedSearch]) -> None:
        question = self.search.question
        taken = {search.name.casefold() for search in searches}

        def save(name: str | None) -> None:
            if name is not None:
                self._save(name, question)

        self.push_screen(screens.NameScreen("Save this search as", question.text.strip(), taken, replacing=True), save)

    def _save(self, name: str, question: Question) -> None:
        if not question.finished and self.search.question == question:
            # What is kept has no unfinished word; let the user see what it finds.
            self.search.ask(replace(question, finished=True), keep_place=True)
        search = SavedSearch(new_id(), name, question.text.strip(), now(), exactly=question.exactly)

        def keep(kept: Kept) -> list[SavedSearch]:
            before = named(kept.searches.read(), name)
            searches = kept.searches.change(lambda entries: with_search(entries, search))
            if before is not None:
                kept.forget_seen(before)
            return searches

        def saved(searches: Sequence[SavedSearch]) -> None:
            self._have(searches)
            self._look(search)
            self.say(f"Saved as “{name}”; {key_of('searches.show')} lists saved searches.")

        self.with_kept(keep, saved)

    # Looking

    def action_show_searches(self) -> None:
        """List the saved searches."""
        self.opening(lambda kept: kept.searches.read(), self._show_searches)

    def _show_searches(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = list(searches)
        self.show_list(
            screens.SearchesScreen(searches, self.new, self._forget_search, self._ask_new_name), self._run_search
        )

    def _run_search(self, search: SavedSearch) -> None:
        self.to_search(search.query, search.exactly, finished=True)
        self.search.hits.focus()
        self._look(search)

    def _look(self, search: SavedSearch) -> None:
        """From now on nothing of what it finds is new."""
        kept = self.kept
        if kept is None:
            return

        def work(collection: Searchable, task: Task[list[SavedSearch] | None]) -> list[SavedSearch] | None:
            try:
                return look(kept, search, collection, _request(search), lambda: task.rest(_REST))
            except IndexChangedError:
                return None

        def looked(searches: list[SavedSearch] | None) -> None:
            if searches is not None:
                self.new[search.id] = 0
                self._looked_at.add(search.id)
                self._have(searches)

        self.background.start(Task(f"looking at {search.id}", work, looked, self.warn))

    # Renaming and deleting

    def _ask_new_name(self, search: SavedSearch) -> None:
        taken = {other.name.casefold() for other in self._searches if other.id != search.id}

        def rename(name: str | None) -> None:
            if name is not None:
                self.with_kept(
                    lambda kept: kept.searches.change(lambda entries: renamed(entries, search.id, name)), self._have
                )

        self.push_screen(screens.NameScreen("Rename the search", search.name, taken, replacing=False), rename)

    def _forget_search(self, search: SavedSearch) -> None:
        def forget(kept: Kept) -> list[SavedSearch]:
            searches = kept.searches.change(lambda entries: without_search(entries, search.id))
            kept.forget_seen(search)
            return searches

        self.background.stop(f"looking at {search.id}")
        self.with_kept(forget, self._have)


class _Counting:
    """Counts what is new in each saved search, as the work of a task.

    Args:
        kept: where they are kept.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def __call__(self, collection: Searchable, task: Task[list[SavedSearch]]) -> list[SavedSearch]:
        searches = self._kept.searches.read()
        for search in searches:
            try:
                new = count_new(self._kept, search, collection, _request(search), lambda: task.rest(_REST))
            except IndexChangedError:
                break  # the new index has been opened, and with that another count begins
            task.tell((search.id, new))
        return searches
