"""Pins: articles that stay on the screen while the query changes, each at a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from searchtui.collection import Like

__all__ = ["Pins"]


class Pins:
    """The pinned articles, the one that was pinned first at the front; none stands there twice."""

    def __init__(self) -> None:
        self._pins: dict[str, Like] = {}
        self._listeners: list[Callable[[], object]] = []

    def __len__(self) -> int:
        return len(self._pins)

    def __iter__(self) -> Iterator[Like]:
        return iter(tuple(self._pins.values()))

    def __contains__(self, article: object) -> bool:
        return article in self._pins

    def __getitem__(self, article: str) -> Like:
        """The pin of an article.

        Raises:
            KeyError: it is not pinned.
        """
        return self._pins[article]

    def listen(self, listener: Callable[[], object]) -> None:
        """Call this after every change, in the thread of the app."""
        self._listeners.append(listener)

    def toggle(self, pin: Like) -> bool:
        """Pin an article, or take its pin out.

        Args:
            pin: the article, and the paragraph to pin it at.

        Returns:
            Whether it is pinned now.
        """
        pinned = self._pins.pop(pin.article, None) is None
        if pinned:
            self._pins[pin.article] = pin
        self._changed()
        return pinned

    def replace(self, pins: Iterable[Like]) -> None:
        """Have these pins instead of all others; of two of one article the first is kept."""
        fresh: dict[str, Like] = {}
        for pin in pins:
            fresh.setdefault(pin.article, pin)
        if list(fresh.values()) != list(self._pins.values()):
            self._pins = fresh
            self._changed()

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()
