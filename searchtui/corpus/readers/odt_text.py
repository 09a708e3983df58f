"""The text of an OpenDocument text (ODF 1.3, part 3), of which only what the reader of a final copy sees is kept."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block, Flow
from searchtui.corpus.readers.odt_styles import of_family
from searchtui.corpus.readers.paragraph_styles import Style, Styles
from searchtui.corpus.readers.xml_events import Walker

__all__ = ["OdtText"]

_LEFT_OUT = frozenset(
    [
        *("office:annotation", "office:binary-data", "office:event-listeners", "office:forms", "office:scripts"),
        *("svg:desc", "svg:title", "table:covered-table-cell", "table:tracked-changes"),
        *("text:note-citation", "text:page-number", "text:page-continuation", "text:placeholder", "text:ruby-text"),
        *("text:script", "text:tracked-changes"),
        *("text:alphabetical-index-source", "text:bibliography-source", "text:illustration-index-source"),
        *("text:object-index-source", "text:table-index-source", "text:table-of-content-source"),
        *("text:user-index-source", "draw:object"),
    ]
)
"""Elements that are skipped with all that is in them: what was deleted, comments, forms, descriptions of pictures, the
marks of notes, what spanned cells cover, the reading aids above Asian characters, and how an index is made."""
_INDEXES = frozenset(
    [
        *("text:alphabetical-index", "text:illustration-index", "text:object-index", "text:table-index"),
        *("text:table-of-content", "text:user-index"),
    ]
)
_SHOWN_AS = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
_PARAGRAPHS = frozenset(["text:p", "text:h"])
_BOXES = frozenset(["draw:text-box", "draw:custom-shape"])
_PICTURES = frozenset(["draw:image", "draw:object", "draw:object-ole"])
_MOST_WORDS_OF_HEADING = 40
_DEEPEST_BOX = 8


class _Paragraph(msgspec.Struct):
    """A paragraph that has begun.

    Args:
        style: its own.
        level: of the heading that it is, else 0.
        text: what it shows so far.
        boxes: the blocks of text boxes that hang on it, which follow it.
        hidden: it is not shown.
    """

    style: Style
    level: int = 0
    text: list[str] = []
    boxes: list[Block] = []
    hidden: bool = False


class _Box(msgspec.Struct):
    """A text box or a note that has begun.

    Args:
        flow: what stands in it.
        around: number of the paragraphs that have begun before it.
        has_picture: a picture stands in it too.
    """

    flow: Flow
    around: int = 0
    has_picture: bool = False


class OdtText(Walker):
    """Walks through the part that holds the text.

    Args:
        styles: of the document.
    """

    def __init__(self, styles: Styles) -> None:
        self.notes: list[Block] = []
        """Foot- and endnotes, in the order of the text."""
        self._styles = styles
        self._boxes = [_Box(Flow())]
        self._paragraphs: list[_Paragraph] = []
        self._deep = 0
        self._lists = 0
        self._indexes = 0
        self._skipped = 0
        self._in_text = False

    def finish(self) -> list[Block]:
        """End what is still open, as in a part that breaks off; what has been read, in order."""
        self._deep = min(self._deep, _DEEPEST_BOX)
        while len(self._boxes) > 1:
            self._end_paragraphs(self._boxes[-1].around)
            self._end_box(is_note=False)
        self._end_paragraphs(0)
        return self._boxes[0].flow.finish()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if not self._in_text:
            # Styles of a document of one part hold the running heads and feet of its pages.
            self._in_text = name == "office:text"
        elif self._skipped or self._is_skipped(name, attributes):
            self._skipped += 1
        elif name in _PARAGRAPHS:
            self._start_paragraph(name, attributes)
        elif name in _SHOWN_AS:
            if self._paragraphs:
                self._paragraphs[-1].text.append(_SHOWN_AS[name])
        elif name in _BOXES or name == "text:note-body":
            self._start_box()
        elif name == "table:table-row":
            self._boxes[-1].flow.start_row()
        elif name == "table:table-cell":
            self._boxes[-1].flow.start_cell()
        elif name == "text:list":
            self._lists += 1
        elif name in _INDEXES:
            self._indexes += 1

    def _is_skipped(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name in _PICTURES:
            self._boxes[-1].has_picture = True
        if name in _LEFT_OUT:
            return True
        is_hidden = attributes.get("text:is-hidden") == "true"
        if name == "text:hidden-paragraph" and self._paragraphs:
            self._paragraphs[-1].hidden |= is_hidden
        if name == "text:span":
            is_hidden = bool(self._styles.of(of_family("text", attributes.get("text:style-name", ""))).hidden)
        return is_hidden or attributes.get("text:display") == "none"

    def end(self, name: str) -> None:
        """An element ends."""
        if not self._in_text:
            return
        if self._skipped:
            self._skipped -= 1
        elif name in _PARAGRAPHS:
            self._end_paragraph()
        elif name in _BOXES or name == "text:note-body":
            self._end_box(is_note=name == "text:note-body")
        elif name == "table:table-row":
            self._boxes[-1].flow.end_row()
        elif name == "table:table-cell":
            self._boxes[-1].flow.end_cell()
        elif name == "text:list":
            self._lists -= 1
        elif name in _INDEXES:
            self._indexes -= 1
        elif name == "office:text":
            self._in_text = False

    def text(self, text: str) -> None:
        """A stretch of text, or of the space between elements."""
        if self._paragraphs and not self._skipped:
            self._paragraphs[-1].text.append(text.replace("\n", " "))

    def _start_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        style = self._styles.of(attributes.get("text:style-name", ""))
        level = style.level or 0
        if name == "text:h":
            outline = attributes.get("text:outline-level", "1")
            level = int(outline) if outline.isdecimal() and len(outline) < 3 else 1
        self._paragraphs.append(_Paragraph(style, level, hidden=bool(style.hidden)))

    def _end_paragraphs(self, kept: int) -> None:
        while len(self._paragraphs) > kept:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        flow = self._boxes[-1].flow
        text = "".join(paragraph.text)
        if text.strip() and not paragraph.hidden:
            kind: Kind | None = None if paragraph.style.kind is Kind.BODY else paragraph.style.kind
            if self._indexes:
                kind = Kind.FURNITURE
            elif kind is None and paragraph.level and text.count(" ") < _MOST_WORDS_OF_HEADING:
                kind = Kind.HEADING
            elif kind is None and self._lists:
                kind = Kind.BODY
            flow.add(Block(text, kind=kind, level=paragraph.level if kind is Kind.HEADING else 0))
        flow.add(*paragraph.boxes)

    def _start_box(self) -> None:
        """A text box or a note begins; what is in boxes too deep inside others is text of the outer one."""
        self._deep += 1
        if self._deep <= _DEEPEST_BOX:
            self._boxes.append(_Box(Flow(), len(self._paragraphs)))

    def _end_box(self, *, is_note: bool) -> None:
        self._deep -= 1
        if self._deep >= _DEEPEST_BOX:
            return
        box = self._boxes.pop()
        blocks = box.flow.finish()
        if is_note:
            self.notes.append(Block(" ".join(block.text for block in blocks), kind=Kind.FOOTNOTE))
            return
        for block in blocks if box.has_picture else ():
            block.kind = block.kind or Kind.CAPTION
        if self._paragraphs:
            self._paragraphs[-1].boxes.extend(blocks)
        else:
            self._boxes[-1].flow.add(*blocks)
