"""How an article is called on the screen: its source, authors and date in few words."""

from __future__ import annotations

from searchtui.tui.answer import Card

__all__ = ["byline", "short_byline"]


def _authors(card: Card) -> str:
    if len(card.authors) > 2:
        return f"{card.authors[0]} and {len(card.authors) - 1} others"
    return ", ".join(card.authors)


def byline(card: Card) -> str:
    """`Source · Authors · Date`; what is not known is left out, and said once where nothing is."""
    parts = [card.source or "", _authors(card), str(card.date) if card.date else ""]
    return " · ".join(part for part in parts if part) or "source unknown"


def short_byline(card: Card) -> str:
    """`Source · Author` for the head of a column; the title where both are unknown."""
    parts = [card.source or "", _authors(card)]
    return " · ".join(part for part in parts if part) or card.title
