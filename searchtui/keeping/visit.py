"""Where the user is or was: what was asked, what is in sight and where in it, for going back and for coming back."""

from __future__ import annotations

from typing import Annotated

import msgspec

__all__ = ["Stay", "Visit"]


Position = Annotated[int, msgspec.Meta(ge=0)]
"""Counts from 0; a file that says otherwise is damaged."""


class Stay(msgspec.Struct, frozen=True, omit_defaults=True):
    """A view above the search, and where it stands.

    Args:
        view: which.
        article: id of the article that one is at.
        number: of the paragraph.
        top: item and line that the window begins with.
        kept: what else the view needs to be as it was; only it knows what that means.
    """

    view: str
    article: str = ""
    number: Position | None = None
    top: tuple[Position, Position] = (0, 0)
    kept: dict[str, str | int | bool | list[str | int]] = {}


class Visit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A state of the whole screen.

    Args:
        query: what stands in the query line.
        exactly: words stand for just the forms that were typed.
        finished: the last word is not being typed any more.
        like: article and paragraph of what more is wanted of.
        focus: the pane that has the keys.
        article: id of the article of the selected hit.
        number: of its paragraph.
        item: position of its group in the answer.
        top: item and line that the list of hits begins with.
        facets: whether the facets are shown; None where that is left to the width.
        order: of the hits.
        unit: what the counts of the facets count.
        comparing: the columns fill the screen.
        columns: the paragraph that each article stands at in its column.
        stays: the views above the search, the one in front last.
    """

    query: str = ""
    exactly: bool = False
    finished: bool = False
    like: tuple[tuple[str, Position | None], ...] = ()
    focus: str = ""
    article: str = ""
    number: Position | None = None
    item: Position = 0
    top: tuple[Position, Position] = (0, 0)
    facets: bool | None = None
    order: str = ""
    unit: str = ""
    comparing: bool = False
    columns: dict[str, Position] = {}
    stays: tuple[Stay, ...] = ()
