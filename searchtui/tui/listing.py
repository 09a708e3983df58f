"""The rows of the hit list: articles with their hits below them, or hits alone."""

from __future__ import annotations

from typing import Protocol

from searchtui.collection import FlatHits
from searchtui.tui.flow import Place
from searchtui.tui.items import Items

__all__ = ["FlatListing", "GroupedListing", "Listing"]

_FAR = 200
"""How many articles or hits are searched for a place that is to be found again."""


class Listing(Protocol):
    """A flow of rows, each of which belongs to an article and a paragraph of it."""

    def __len__(self) -> int: ...

    def height(self, item: int) -> int:
        """Rows of an item of the list."""
        ...

    def item_at(self, place: Place) -> int:
        """Position of the article of a row among the articles of the answer."""
        ...

    def number_at(self, place: Place) -> int:
        """Number of the paragraph in a row; the best one's where the row names an article."""
        ...

    def shown_at(self, place: Place) -> int:
        """Number of the paragraph whose text stands in a row."""
        ...

    def is_name(self, place: Place) -> bool:
        """Whether a row names an article and is passed over by the cursor."""
        ...

    def place_of(self, item: int, number: int) -> Place:
        """The row of a paragraph of an article; one of its other hits' where the paragraph is none."""
        ...

    def find(self, article: str, number: int) -> Place | None:
        """The row of a paragraph, if it is among the first."""
        ...


class GroupedListing:
    """For each article a row with its name, then one for each paragraph found.

    Args:
        items: the articles.
        whole: articles are listed, not hits: below each name stands one paragraph.
    """

    def __init__(self, items: Items, whole: bool) -> None:
        self._items, self._whole = items, whole

    def __len__(self) -> int:
        return len(self._items)

    def height(self, item: int) -> int:
        """Rows of an article: its name and its hits, or its name and one paragraph where everything is listed."""
        return 2 if self._whole else 1 + len(self._items[item].numbers)

    def item_at(self, place: Place) -> int:
        """The articles are the items of the list."""
        return place[0]

    def number_at(self, place: Place) -> int:
        """Number of the paragraph in a row; the best one's where the row names the article."""
        group = self._items[place[0]]
        return group.best if self._whole or place[1] == 0 else group.numbers[place[1] - 1]

    def shown_at(self, place: Place) -> int:
        """Where everything is listed, the one after the title."""
        group = self._items[place[0]]
        if self._whole and group.best == group.numbers[0] and len(group.numbers) > 1:
            return group.numbers[1]
        return self.number_at(place)

    def is_name(self, place: Place) -> bool:
        """The first row of each article."""
        return place[1] == 0

    def place_of(self, item: int, number: int) -> Place:
        """The row of a paragraph of an article; the first hit's where the paragraph is none."""
        group = self._items[item]
        if self._whole or number not in group.numbers:
            return item, 1
        return item, 1 + group.numbers.index(number)

    def find(self, article: str, number: int) -> Place | None:
        """The row of a paragraph, if it is among the first articles."""
        for item in range(min(len(self), _FAR)):
            group = self._items[item]
            if group.article == article:
                return self.place_of(item, number) if number in group.numbers else None
        return None


class FlatListing:
    """One row a hit, whatever article it is of; below the one where they were unfolded, the copies of its article.

    Args:
        items: the articles in the order in which they come up.
        hits: the list.
    """

    def __init__(self, items: Items, hits: FlatHits) -> None:
        self._items, self._hits = items, hits
        self._unfolded: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._hits)

    def unfold_at(self, row: int) -> None:
        """The copies of the article of a row that are unfolded now stand below this row."""
        self._unfolded[self._hits[row].group] = row

    def height(self, item: int) -> int:
        """Rows of a hit: itself, and the copies of its article where they were unfolded here."""
        if not self._unfolded:
            return 1
        group = self._hits[item].group
        return 1 + (len(self._items.copies(group)) if self._unfolded.get(group) == item else 0)

    def item_at(self, place: Place) -> int:
        """Position of the article, or of the copy, of a row."""
        return self._items.item_of(self._hits[place[0]].group) + place[1]

    def number_at(self, place: Place) -> int:
        """The paragraph of the hit; of a copy its best."""
        hit = self._hits[place[0]]
        return hit.number if place[1] == 0 else self._items[self.item_at(place)].best

    def shown_at(self, place: Place) -> int:
        """The same."""
        return self.number_at(place)

    def is_name(self, place: Place) -> bool:
        """None is."""
        del place
        return False

    def place_of(self, item: int, number: int) -> Place:
        """The row of a paragraph of an article; its best one's where the paragraph is no hit."""
        group, copy = self._items.origin(item)
        if copy:
            return self._unfolded.get(group, 0), copy
        row = self._hits.row_of(group, number)
        return (row if row >= 0 else max(0, self._hits.row_of(group, self._items[item].best))), 0

    def find(self, article: str, number: int) -> Place | None:
        """The row of a paragraph, if it is among the first hits."""
        for row in range(min(len(self), _FAR)):
            hit = self._hits[row]
            if hit.number == number and self._items[self._items.item_of(hit.group)].article == article:
                return row, 0
        return None
