"""Boxes that never scroll as a whole: what is in them is as large as they are."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive

__all__ = ["FixedHorizontal", "FixedVertical", "fixed"]


def fixed() -> Reactive[Size]:
    """The `virtual_size` of a widget that does not scroll by Textual's means.

    Its size is given from outside and only ever changes in a layout, which paints it too. So the extent of its content
    is no reason to lay out and to paint everything another time, as it is elsewhere.
    """
    return Reactive(Size(0, 0), repaint=False)


class FixedHorizontal(Horizontal):
    """Beside one another."""

    virtual_size = fixed()


class FixedVertical(Vertical):
    """Below one another."""

    virtual_size = fixed()
