"""The lines of a text in reStructuredText, and the blocks that they make."""

from __future__ import annotations

import msgspec

from searchtui.article import Kind

__all__ = ["Block", "Line"]


class Line(msgspec.Struct, frozen=True):
    """A line of a file.

    Args:
        number: from 1.
        text: without what is indented around it, and without blanks at its end.
    """

    number: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())


class Block(msgspec.Struct):
    """A block of the text, with its marks.

    Args:
        text: on one line, or with newlines where each line may be one of its own.
        line: in which it begins, from 1.
        kind: where the markup says it.
        style: of a heading: the characters around it.
        literal: its marks are no marks.
    """

    text: str
    line: int
    kind: Kind | None = None
    style: str = ""
    literal: bool = False
