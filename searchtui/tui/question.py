"""What the user has asked so far: the query line, which says everything, and how it is to be read."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from searchtui.collection import Like, Order, SearchRequest, Unit

__all__ = ["Facet", "Question"]


class Facet(StrEnum):
    """The three facets, by the names of their counts in `Facets`."""

    SOURCE = "source"
    AUTHOR = "author"
    DATE = "date"


class Question(msgspec.Struct, frozen=True):
    """Everything that a request is made of.

    Args:
        text: the query line as it stands.
        finished: Enter was pressed, so that the last word stands for itself alone.
        exactly: words stand for just the forms that were typed, and none is corrected.
        like: what more is wanted of, until something is typed.
        order: of the hits.
        unit: what the counts of the facets count.
    """

    text: str = ""
    finished: bool = False
    exactly: bool = False
    like: tuple[Like, ...] = ()
    order: Order = Order.ARTICLE
    unit: Unit = Unit.PARAGRAPH

    def typed(self, text: str) -> Question:
        """The same with another query line, whose last word is being typed."""
        return replace(self, text=text, finished=False, like=())

    @property
    def blank(self) -> bool:
        """There is nothing in the query line, so that everything is listed."""
        return not self.text.strip() and not self.like

    def request(self, limit: int) -> SearchRequest:
        """The request to send.

        Args:
            limit: how many hits are wanted with it.
        """
        typing = not self.finished and bool(self.text) and not self.text[-1].isspace()
        return SearchRequest(
            text=self.text,
            exactly=self.exactly,
            prefix_last=typing,
            limit=limit,
            like=self.like,
            order=self.order,
            unit=self.unit,
        )
