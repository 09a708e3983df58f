"""The articles of an answer, one after the other: the copies of a story are among them once they are unfolded."""

from __future__ import annotations

from bisect import bisect_left, insort

from searchtui.collection import HitGroup, HitGroups

__all__ = ["Items"]


class Items:
    """Groups with their unfolded copies behind them.

    Args:
        groups: with the copies folded.
    """

    def __init__(self, groups: HitGroups) -> None:
        self.groups = groups
        self._made: dict[int, HitGroup] = {}
        self._opened: list[int] = []
        self._copies: dict[int, tuple[HitGroup, ...]] = {}

    def __len__(self) -> int:
        return len(self.groups) + sum(len(self._copies[group]) for group in self._opened)

    def __getitem__(self, item: int) -> HitGroup:
        group, copy = self.origin(item)
        if copy:
            return self._copies[group][copy - 1]
        made = self._made.get(group)
        if made is None:
            made = self._made[group] = self.groups[group]
        return made

    def origin(self, item: int) -> tuple[int, int]:
        """Of which group an item is, as its position where all are folded; and which of its copies, 0 for none."""
        before = 0
        for group in self._opened:
            if item <= group + before:
                break
            copies = len(self._copies[group])
            if item <= group + before + copies:
                return group, item - group - before
            before += copies
        return item - before, 0

    def item_of(self, group: int) -> int:
        """The position of a group when the unfolded copies before it are counted."""
        before = self._opened[: bisect_left(self._opened, group)]
        return group + sum(len(self._copies[other]) for other in before)

    def copies(self, group: int) -> tuple[HitGroup, ...]:
        """The copies of a group, where they are unfolded."""
        return self._copies.get(group, ())

    def is_unfolded(self, group: HitGroup) -> bool:
        """Whether the copies of an article follow it."""
        return any(self._made.get(at) == group for at in self._opened)

    def toggle(self, group: int) -> bool:
        """Unfold the copies of a group, or fold them again; whether they are unfolded now."""
        if group in self._copies:
            del self._copies[group]
            self._opened.remove(group)
            return False
        copies = self.groups.copies_of(group)
        if copies:
            self._copies[group] = copies
            insort(self._opened, group)
        return bool(copies)
