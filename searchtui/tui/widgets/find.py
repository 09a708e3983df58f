"""The line in which one types what to find within an article."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from searchtui.tui.actions import Where, bindings
from searchtui.tui.widgets.query import Query

__all__ = ["FindLine"]


class FindLine(Query, inherit_bindings=False):
    """Where the text is typed; its places are marked at every key."""

    where = Where.FIND
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.FIND)]

    def __init__(self) -> None:
        super().__init__("type what to find in this article", id="find")
