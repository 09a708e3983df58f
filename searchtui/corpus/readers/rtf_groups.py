"""The groups of an RTF file, which say what holds for the text in them and where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

import msgspec

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.paragraph_styles import Style, style_of_name
from searchtui.corpus.readers.rtf_codes import SYMBOLS
from searchtui.corpus.readers.rtf_flows import RtfFlow, joined

__all__ = ["Group", "Groups"]

_DEEPEST = 2000
"""Groups within one another that are told apart; Word makes some twenty."""


class Group:
    """What holds until a group ends; a group within begins with the same.

    `place` is the destination that it is a part of, `flow` the text, `sink` takes what is written (None where it is
    not wanted), `codec` is the encoding of the font (None for that of the file), `replaced` the number of characters
    that stand behind one of Unicode for programs that know none.
    """

    __slots__ = (
        "codec",
        "deleted",
        "flow",
        "hidden",
        "in_table",
        "level",
        "listed",
        "place",
        "replaced",
        "sink",
        "style",
    )

    def __init__(self, flow: RtfFlow) -> None:
        self.flow = flow
        self.sink: list[str] | None = flow.words
        self.place = ""
        self.codec: str | None = None
        self.replaced = 1
        self.hidden = self.deleted = False
        self.reset_paragraph()

    def reset_paragraph(self) -> None:
        """Forget what was said of the paragraph."""
        self.in_table = self.listed = False
        self.style = self.level = 0

    @property
    def is_text(self) -> bool:
        """Whether what is written here is text of the article."""
        return self.sink is self.flow.words


class Groups:
    """All groups that are open, and what those that have ended have said of the whole file.

    `size` counts the characters written so far.
    """

    def __init__(self) -> None:
        self.flow = RtfFlow()
        self.now = Group(self.flow)
        self.codec = "cp1252"
        self.font = self.default_font = 0
        self.fonts: dict[int, str | None] = {}
        self.styles: dict[int, Style] = {}
        self.properties: dict[str, str] = {}
        self.size = 0
        self._outer: list[Group] = []
        self._too_deep = 0
        self._bytes: list[str] = []

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._outer) + self._too_deep

    def open(self) -> None:
        """Begin a group."""
        if len(self._outer) < _DEEPEST:
            self._outer.append(self.now)
            self.now = copy(self.now)
        else:
            self._too_deep += 1

    def close(self) -> None:
        """End a group, if one is open."""
        if self._too_deep:
            self._too_deep -= 1
        elif self._outer:
            inner, self.now = self.now, self._outer.pop()
            if inner.place != self.now.place or inner.flow is not self.now.flow:
                self._leave(inner)

    def enter(self, place: str, sink: list[str] | None = None) -> None:
        """Make this group a destination.

        Args:
            place: which.
            sink: takes its text; None where it is not wanted.
        """
        self.now.place = place
        self.now.sink = sink

    def enter_flow(self, place: str, *, note: bool) -> None:
        """Make this group a text that stands below the paragraph in which it is: a footnote or a text box."""
        self.now.flow = RtfFlow(note)
        self.now.reset_paragraph()
        self.enter(place, self.now.flow.words)

    def _leave(self, inner: Group) -> None:
        if inner.flow is not self.now.flow:
            inner.flow.end_paragraph(self._block(inner), listed=inner.listed)
            self.now.flow.below += inner.flow.end()
            return
        text = joined(inner.sink or [])
        if inner.place == "style":
            style = style_of_name(text.split(";")[0])
            self.styles[inner.style] = msgspec.structs.replace(style, level=inner.level or style.level)
        elif inner.place == "number":
            # A mark without letters and digits is that of a list whose items have no numbers.
            if self.now.sink is not None and any(map(str.isalnum, text)):
                self.now.sink.append(f"{text} ")
        elif inner.place and text:
            self.properties.setdefault(inner.place, text)

    def write_bytes(self, characters: str) -> None:
        """Add characters that stand for a byte each; those of East Asia are decoded when all their bytes are there."""
        self._bytes.append(characters)

    def write(self, text: str) -> None:
        """Add text."""
        self.flush()
        group = self.now
        if group.sink is not None and not group.hidden and not group.deleted:
            group.sink.append(text)
            self.size += len(text)

    def flush(self) -> None:
        """Decode the bytes that have come together."""
        if not self._bytes:
            return
        text = "".join(self._bytes)
        self._bytes.clear()
        codec = self.now.codec or self.codec
        if codec == SYMBOLS:
            text = "".join("•" if char == "\xb7" else char if char.isascii() else "" for char in text)
        elif not text.isascii():
            text = text.encode("latin-1").decode(codec, "replace")
        self.write(text)

    def end_paragraph(self, call: Callable[[RtfFlow], None] | None = None) -> None:
        """End a paragraph.

        Args:
            call: what ends with it, because it was the last of a cell.
        """
        group = self.now
        if group.is_text:
            in_table = group.in_table or call is not None
            group.flow.end_paragraph(self._block(group), in_table=in_table, listed=group.listed)
            if call is not None:
                call(group.flow)
        elif group.sink is not None:
            group.sink.append(" ")

    def _block(self, group: Group) -> Block:
        style = self.styles.get(group.style, Style())
        level = group.level or style.level or 0
        named = None if style.kind is Kind.BODY else style.kind
        kind = named or (Kind.HEADING if level else None)
        return Block("", kind=kind, level=level if kind is Kind.HEADING else 0)
