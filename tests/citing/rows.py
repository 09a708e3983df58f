"""Rows of the kinds that no search gives."""

from __future__ import annotations

from typing import Any

import msgspec

from searchtui.citing import Line, Passage, Reference
from searchtui.dates import PartialDate

_ORIGIN: dict[str, Any] = {
    "article": "a1",
    "path": "treaties/one.txt",
    "item": None,
    "title": "A treaty, and what follows",
    "source": "The Courier",
    "authors": ("Ada Quill",),
    "date": PartialDate(2020, 12, 5),
    "paragraph": 2,
}


def passage(**fields: Any) -> Passage:
    """A pin, but for the fields that are given."""
    return msgspec.structs.replace(Passage(**_ORIGIN, text="The treaty holds, for now."), **fields)


def line(**fields: Any) -> Line:
    """A line of a concordance, but for the fields that are given."""
    plain = Line(**_ORIGIN, left="that the ", keyword="treaty", right=" *holds*, for now")
    return msgspec.structs.replace(plain, **fields)


def article(**fields: Any) -> Reference:
    """An article, but for the fields that are given."""
    plain = Reference(
        id="6ac2874567e0",
        path="treaties/one.txt",
        title="A treaty, and what follows",
        authors=("Ada Quill", "Ben Page"),
        source="The Courier",
        date=PartialDate(2020, 12, 5),
        url="https://courier.example/a_b?c=1&d=%20e#f~g",
        language="en",
    )
    return msgspec.structs.replace(plain, **fields)
