"""Articles that were pinned, the first one at the front."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from searchtui.keeping.anchors import Anchor

__all__ = ["Pin", "with_pin", "without_pin"]


class Pin(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article that was pinned at one of its paragraphs.

    Args:
        anchor: of the paragraph, or of the article.
        pinned: when; ISO 8601 in UTC.
    """

    anchor: Anchor
    pinned: str = ""


def with_pin(entries: Sequence[Pin], pin: Pin) -> list[Pin]:
    """The entries with one more; an article that is pinned already stays at its place in the order."""
    if any(entry.anchor.article == pin.anchor.article for entry in entries):
        return [pin if entry.anchor.article == pin.anchor.article else entry for entry in entries]
    return [*entries, pin]


def without_pin(entries: Sequence[Pin], anchor: Anchor) -> list[Pin]:
    """The entries without the pin of the article of an anchor."""
    return [entry for entry in entries if entry.anchor.article != anchor.article]
