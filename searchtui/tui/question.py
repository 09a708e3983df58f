"""What the user has asked so far: the query line, the picked facet values and the mode."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from searchtui.collection import Mode, SearchRequest

__all__ = ["Facet", "Question"]


class Facet(StrEnum):
    """The three facets, by the names of their counts in `Facets`."""

    SOURCE = "source"
    AUTHOR = "author"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a request is made of.

    Args:
        text: the query line as it stands.
        finished: Enter was pressed, so that the last word stands for itself alone.
        picked: for each facet its picked values, in the order in which they were picked.
        plain: search exactly what was typed.
    """

    text: str = ""
    finished: bool = False
    picked: tuple[tuple[Facet, tuple[str, ...]], ...] = ()
    plain: bool = False

    def typed(self, text: str) -> Question:
        """The same with another query line, whose last word is being typed."""
        return replace(self, text=text, finished=False)

    def values(self, facet: Facet) -> tuple[str, ...]:
        """The picked values of one facet."""
        return dict(self.picked).get(facet, ())

    def pick(self, facet: Facet, value: str) -> Question:
        """With `value` picked, or dropped where it was."""
        values = self.values(facet)
        chosen = tuple(old for old in values if old != value) if value in values else (*values, value)
        return self.choose(facet, chosen)

    def choose(self, facet: Facet, values: tuple[str, ...]) -> Question:
        """With exactly these values of one facet picked."""
        others = {name: kept for name, kept in self.picked if name != facet}
        picked = {**others, facet: values} if values else others
        return replace(self, picked=tuple((name, picked[name]) for name in Facet if name in picked))

    @property
    def blank(self) -> bool:
        """There is no word in the query line, so that everything is listed."""
        return not self.text.strip()

    def request(self, limit: int) -> SearchRequest:
        """The request to send.

        Args:
            limit: how many hits are wanted with it.
        """
        typing = not self.finished and not self.blank and not self.text[-1].isspace()
        return SearchRequest(
            text=self.text,
            sources=self.values(Facet.SOURCE),
            authors=self.values(Facet.AUTHOR),
            months=self.values(Facet.DATE),
            mode=Mode.PLAIN if self.plain else Mode.AUTO,
            prefix_last=typing,
            limit=limit,
        )
