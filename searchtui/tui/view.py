"""A view: a screen on which the user is at a paragraph of an article, in the answer to a question."""

from __future__ import annotations

from typing import TypeVar, cast

from searchtui.collection import Like
from searchtui.keeping import Stay
from searchtui.tui.answer import Answer
from searchtui.tui.background import Background
from searchtui.tui.painter import Painter
from searchtui.tui.widgets.ground import Ground

__all__ = ["View"]

R = TypeVar("R")


class View(Painter[R], Ground):
    """What the app's own actions (copy, pin, compare, ...) need to know of the screen in front."""

    answer: Answer | None = None
    """What was found."""

    @property
    def sought(self) -> str:
        """What one looks for within the article in front; empty for nothing."""
        return ""

    @property
    def at(self) -> Like | None:
        """The paragraph that the user is at; its number is None where no paragraph is chosen."""
        raise NotImplementedError

    @property
    def background(self) -> Background:
        """Where work is done that takes longer than a key may wait."""
        return cast(Background, self.app.background)  # type: ignore[attr-defined]  # every app of ours has one

    def stay(self) -> Stay | None:
        """Where the user is in it, for opening it again as it is; None for a view that is not opened again."""
        return None

    def renewed(self, answer: Answer) -> None:
        """What was asked has an answer in another generation of the index, where paragraphs may have other numbers."""

    @property
    def is_current(self) -> bool:
        """Whether anything of the screen is seen.

        Textual takes the screen below the one in front for visible even where it is covered, and at each change below
        would paint everything in front of it anew.
        """
        return super().is_current and not self._is_covered

    @property
    def _is_covered(self) -> bool:
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        return any(screen.styles.background.a == 1 for screen in above)

    def fill(self) -> None:
        """Show what was missing from the answer and is there by now."""
        raise NotImplementedError
