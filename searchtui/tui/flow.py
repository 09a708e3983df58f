"""Places in a long list whose items are measured only where they are looked at.

A list of a hundred thousand hits, or an article of three megabytes, has no line number: to know it, everything above
would have to be measured. So a place is an item and a line in it, and moving by n lines measures only what it passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

__all__ = ["Flow", "Place", "Rows", "back", "below", "clamp", "distance", "forward", "last", "window"]

Place = tuple[int, int]
"""Number of the item and of the line in it, both from 0."""


class Flow(Protocol):
    """Items one below the other, each one or more lines high."""

    def __len__(self) -> int: ...

    def height(self, item: int) -> int:
        """Lines of an item, at least 1."""
        ...


class Rows:
    """Items of one line each.

    Args:
        count: how many there are.
    """

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def height(self, item: int) -> int:
        """Always one."""
        del item
        return 1


def last(flow: Flow) -> Place:
    """The last line, or (0, 0) where there is no item."""
    count = len(flow)
    return (count - 1, flow.height(count - 1) - 1) if count else (0, 0)


def clamp(flow: Flow, place: Place) -> Place:
    """The nearest place that exists."""
    count = len(flow)
    if not count or place[0] < 0:
        return 0, 0
    if place[0] >= count:
        return last(flow)
    return place[0], max(0, min(place[1], flow.height(place[0]) - 1))


def forward(flow: Flow, place: Place, lines: int) -> Place:
    """The place `lines` below, at most the last one."""
    item, line = clamp(flow, place)
    count = len(flow)
    while count:
        room = flow.height(item) - 1 - line
        if lines <= room:
            return item, line + lines
        if item == count - 1:
            return item, line + room
        lines -= room + 1
        item, line = item + 1, 0
    return 0, 0


def back(flow: Flow, place: Place, lines: int) -> Place:
    """The place `lines` above, at least the first one."""
    item, line = clamp(flow, place)
    while lines > line:
        if item == 0:
            return 0, 0
        lines -= line + 1
        item -= 1
        line = flow.height(item) - 1
    return item, line - lines


def distance(flow: Flow, upper: Place, lower: Place, most: int) -> int:
    """Lines from `upper` down to `lower`, counted no further than `most`."""
    if lower <= upper:
        return 0
    if lower[0] == upper[0]:
        return min(most, lower[1] - upper[1])
    lines = flow.height(upper[0]) - upper[1]
    for item in range(upper[0] + 1, lower[0]):
        if lines >= most:
            return most
        lines += flow.height(item)
    return min(most, lines + lower[1])


def below(flow: Flow, place: Place, most: int) -> int:
    """Lines from `place`, it included, to the end, counted no further than `most`."""
    item, line = place
    lines = -line
    while lines < most and item < len(flow):
        lines += flow.height(item)
        item += 1
    return min(most, lines)


def window(flow: Flow, top: Place, lines: int) -> Iterator[Place]:
    """So many places one below the other, fewer at the end."""
    item, line = top
    while item < len(flow) and lines > 0:
        end = min(flow.height(item), line + lines)
        yield from ((item, at) for at in range(line, end))
        lines -= end - line
        item, line = item + 1, 0
