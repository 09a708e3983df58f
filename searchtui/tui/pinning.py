"""The app's part that knows the pins: those of this session, and those of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on

from searchtui.collection import Like
from searchtui.errors import ArticleNotFoundError
from searchtui.keeping import Found, Pin, Place, anchor_of, find_again, now, with_pin, without_pin
from searchtui.tui import screens
from searchtui.tui.actions import key_of
from searchtui.tui.background import Task
from searchtui.tui.keeping import Keeping
from searchtui.tui.messages import Opened
from searchtui.tui.pins import Pins
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View

__all__ = ["Pinning"]

_REST = 0.002

Pinned = list[tuple[Pin, Place]]


class Pinning(Keeping):
    """Pins what one is at, keeps it, and finds it again in the next session or in another index."""

    def __init__(self) -> None:
        super().__init__()
        self.pins = Pins()
        self._kept_pins: dict[str, list[Pin]] = {}
        """What is kept of each pin, by the id that its article has now; two may have found the same article again."""
        self._taken_out: set[str] = set()
        """Ids that articles had whose pins were taken out while the kept ones are looked for."""
        self._pin_places: dict[str, Place] = {}
        """Where the articles are by now, by the ids that they had."""
        self.pins.listen(self._pins_changed)

    def action_pin(self) -> None:
        """Pin the article that one is at, or take its pin out."""
        if isinstance(self.screen, View) and (at := self.screen.at) is not None:
            self.pins.toggle(at)
            self._say_pinned(f"The article is {'pinned' if at.article in self.pins else 'no longer pinned'}.")

    def action_unpin_all(self) -> None:
        """Take all pins out."""
        self.pins.replace(())
        self._say_pinned("No article is pinned any more.")

    def _say_pinned(self, sentence: str) -> None:
        """Where no head of a column shows it, it is said."""
        if self.screen is not self.search:
            self.say(sentence)

    # Finding again what is kept

    @on(Opened)
    def _find_pins(self) -> None:
        """There is an index, or another one: find the pinned articles in it."""
        kept = self.kept
        if kept is None:
            return

        def work(collection: Searchable, task: Task[Pinned]) -> Pinned:
            found: Pinned = []
            for pin in kept.pins.read():
                found.append((pin, find_again(pin.anchor, collection)))
                if not task.rest(_REST):
                    break
            return found

        self._taken_out.clear()
        self.background.start(Task("pins", work, self._found_pins, self.warn_once))

    def _found_pins(self, found: Pinned) -> None:
        found = [(pin, place) for pin, place in found if pin.anchor.article not in self._taken_out]
        self._pin_places = {pin.anchor.article: place for pin, place in found}
        there = [(pin, place) for pin, place in found if place.article]
        known = {place.article for _, place in there}
        self._say_gone([pin for pin, place in found if not place.article])
        fresh = [pin for pin in self.pins if pin.article not in known and pin.article not in self._kept_pins]
        self._kept_pins = {article: [pin for pin, place in there if place.article == article] for article in known}
        # What was pinned before the index was open, or while it was looked for, comes last.
        self.pins.replace([*(Like(place.article, place.number) for _, place in there), *fresh])
        for like in fresh:
            self._keep_pin(like)
        self._show_found()

    def _say_gone(self, pins: Sequence[Pin]) -> None:
        """Say which articles have gone that were pinned on this screen till now; those of before are in the list."""
        shown = {pin.anchor.article for known in self._kept_pins.values() for pin in known}
        gone = [f"“{pin.anchor.title}” ({pin.anchor.name})" for pin in pins if pin.anchor.article in shown]
        if gone:
            are = "is" if len(gone) == 1 else "are"
            self.warn(
                f"Pinned, but {are} no longer in the collection: {', '.join(gone)}. {key_of('pins.show')} lists pins."
            )

    def _show_found(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, screens.PinsScreen):
                self.quietly(lambda kept: kept.pins.read(), partial(self._update_list, screen))

    def _update_list(self, screen: screens.PinsScreen, pins: Sequence[Pin]) -> None:
        screen.update(pins, self._pin_places)

    # Keeping what is pinned

    def _pins_changed(self) -> None:
        if self.kept is None:
            return
        pinned = {pin.article: pin for pin in self.pins}
        for article in self._kept_pins.keys() - pinned.keys():
            for pin in self._kept_pins.pop(article):
                self._forget_pin(pin)
        for article in pinned.keys() - self._kept_pins.keys():
            self._keep_pin(pinned[article])

    def _keep_pin(self, like: Like) -> None:
        def work(collection: Searchable, task: Task[Pin]) -> Pin:
            del task
            article = collection.article(like.article)
            try:
                anchor = anchor_of(article, like.paragraph)
            except ArticleNotFoundError:
                anchor = anchor_of(article)
            return Pin(anchor, now())

        def done(pin: Pin) -> None:
            if like.article in self.pins:
                self._kept_pins[like.article] = [pin]
                self._taken_out.discard(pin.anchor.article)
                place = Place(Found.SAME, like.article, like.paragraph, pin.anchor.name, 100.0)
                self._pin_places[pin.anchor.article] = place
                self.quietly(lambda kept: kept.pins.change(lambda entries: with_pin(entries, pin)))

        self.background.start(Task(f"pin {like.article}", work, done, self.warn_once))

    def _forget_pin(self, pin: Pin) -> None:
        self._taken_out.add(pin.anchor.article)
        self.quietly(lambda kept: kept.pins.change(lambda entries: without_pin(entries, pin.anchor)))

    # Listing

    def action_show_pins(self) -> None:
        """List the pins of this and earlier sessions."""
        self.opening(lambda kept: kept.pins.read(), self._show_pins)

    def _show_pins(self, pins: Sequence[Pin]) -> None:
        screen = screens.PinsScreen(pins, self._pin_places, self._unpin, self._compare_pin)
        self.show_list(screen, self._read_pin)

    def _compare_pin(self, pin: Pin) -> None:
        place = self._pin_places.get(pin.anchor.article)
        if place is None:
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if not self.search.comparing:
            self.search.compare(Like(place.article, place.number))

    def _read_pin(self, pin: Pin) -> None:
        self.read_place(self._pin_places.get(pin.anchor.article))

    def _unpin(self, pin: Pin) -> None:
        for article, known in list(self._kept_pins.items()):
            others = [other for other in known if other.anchor.article != pin.anchor.article]
            if len(others) < len(known) and not others and article in self.pins:
                self.pins.toggle(self.pins[article])  # which lets it be forgotten, too
                return
            self._kept_pins[article] = others
        self._forget_pin(pin)
