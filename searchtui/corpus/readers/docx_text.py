"""The text of a Word document (ECMA-376, part 1, 17), of which only what the reader of a final copy sees is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block, Flow
from searchtui.corpus.readers.docx_styles import is_on
from searchtui.corpus.readers.paragraph_styles import Style, Styles
from searchtui.corpus.readers.xml_events import Walker

__all__ = ["WordText"]

_LEFT_OUT = frozenset(
    [
        *("w:delText", "w:delInstrText", "w:instrText", "w:rt", "w:sectPr"),
        *("w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange"),
    ]
)
"""Elements that are skipped with all that is in them: deleted text, the code of fields, the reading aids above Asian
characters, and how things were formatted before a change."""
_SHOWN_AS = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NOTES = {"w:footnoteReference": "w:footnote", "w:endnoteReference": "w:endnote"}
_SEEN = frozenset(
    [
        *("mc:AlternateContent", "mc:Choice", "mc:Fallback", "m:t", "w:t", "w:p", "w:r", "w:pPr", "w:rPr", "w:pStyle"),
        *("w:rStyle", "w:vanish", "w:outlineLvl", "w:numId", "w:framePr", "w:fldChar", "w:sym", "w:del", "w:moveFrom"),
        *("w:txbxContent", "w:footnote", "w:endnote", "w:sdt", "w:sdtContent", "w:showingPlcHdr", "w:docPartGallery"),
        *("w:tr", "w:trPr", "w:tc", "w:cellDel", "w:altChunk"),
        *_LEFT_OUT,
        *_SHOWN_AS,
        *_NOTES,
    ]
)
"""Elements that say something here; most of a document is about its looks."""
_PRIVATE = range(0xE000, 0xF900)
"""Characters that mean something in the font of a symbol alone."""
_MOST_WORDS_OF_HEADING = 40
_OUTLINE_LEVELS = 9
_DEEPEST_BOX = 8
_DEEPEST_FIELD = 50


class _Paragraph(msgspec.Struct):
    """A paragraph that has begun.

    Args:
        text: what it shows so far.
        style: of the paragraph.
        level: of the heading that it is by itself, None where it leaves that to its style.
        listed: it is an item of a list by itself, None where it leaves that to its style.
        boxes: the blocks of text boxes that hang on it, which follow it.
        in_run: inside a run of text, and not before the first.
        in_properties: inside the properties of a run, or of the mark that ends the paragraph.
        in_own: inside the properties of the paragraph itself, of which its mark is one.
        hidden: the run is not shown.
        goes_on: the mark that ends it was deleted, so that the next paragraph continues it.
    """

    text: list[str]
    style: Style
    level: int | None = None
    listed: bool | None = None
    boxes: list[Block] = []
    in_run: bool = False
    in_properties: bool = False
    in_own: bool = False
    hidden: bool = False
    goes_on: bool = False


class WordText(Walker):
    """Walks through the part that holds the text, or the footnotes, or the endnotes.

    Insertions are kept, deletions, comments, hidden text and placeholders are not; of a text box that is there twice,
    for new and for old programs, the first is taken.

    Args:
        styles: of the document.
        chunk: reads a file of another format that stands in the text, by the identifier of its relation.
    """

    def __init__(self, styles: Styles, chunk: Callable[[str], Iterable[Block]] = lambda _: ()) -> None:
        self.notes: dict[tuple[str, str], str] = {}
        """Of a part that holds notes the text of each, by its element and number."""
        self.references: list[tuple[str, str]] = []
        """The notes that the text refers to, in its order."""
        self._styles = styles
        self._chunk = chunk
        self._flows = [Flow()]
        self._around: list[int] = []
        self._paragraphs: list[_Paragraph] = []
        self._alternatives: list[bool] = []
        self._controls: list[bool] = []
        self._contents = 0
        self._deep = 0
        self._note = ("", "")
        self._fields: list[bool] = []
        self._deleted_rows: list[bool] = []
        self._deleted_cells: list[bool] = []
        self._carried: list[str] = []
        self._in_row_properties = False
        self._is_placeholder = False
        self._skipped = 0
        self._reading = False

    def finish(self) -> list[Block]:
        """End what is still open, as in a part that breaks off; what has been read, in order."""
        self._deep = min(self._deep, _DEEPEST_BOX)
        while self._around:
            self._end_paragraphs(self._around[-1])
            self._end_box()
        self._end_paragraphs(0)
        self._flush()
        return self._flows[0].finish()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        if name not in _SEEN:
            return
        if self._is_skipped(name, attributes):
            self._skipped = 1
            return
        if name == "w:t" or name == "m:t":
            self._reading = True
        elif name == "w:p":
            self._paragraphs.append(_Paragraph(self._carried, self._styles.of(None)))
            self._carried = []
        elif name in _SHOWN_AS:
            # Among the properties of a paragraph a tab is a stop.
            if self._paragraphs and self._paragraphs[-1].in_run:
                self._show(_SHOWN_AS[name])
        elif self._paragraphs:
            self._in_paragraph(name, attributes)
        self._structure(name, attributes)

    def _is_skipped(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name in _LEFT_OUT:
            return True
        if name in ("w:del", "w:moveFrom"):
            return not self._is_mark_of_deletion()
        if name == "mc:Choice" or name == "mc:Fallback":
            taken = bool(self._alternatives) and self._alternatives[-1]
            if self._alternatives:
                self._alternatives[-1] = True
            return taken
        if name == "w:sdtContent":
            placeholder, self._is_placeholder = self._is_placeholder, False
            return placeholder
        if name in ("w:footnote", "w:endnote"):
            return "eparator" in attributes.get("w:type", "") or attributes.get("w:type") == "continuationNotice"
        return False

    def _is_mark_of_deletion(self) -> bool:
        """Whether an element says of a row or of the end of a paragraph that it is deleted; else it holds what is."""
        if self._in_row_properties and self._deleted_rows:
            self._deleted_rows[-1] = True
            return True
        if self._paragraphs and self._paragraphs[-1].in_properties:
            self._paragraphs[-1].goes_on |= self._paragraphs[-1].in_own
            return True
        return False

    def _in_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        value = attributes.get("w:val", "")
        if name == "w:r":
            paragraph.in_run = True
            paragraph.hidden = bool(paragraph.style.hidden)
        elif name == "w:rPr":
            paragraph.in_properties = True
        elif name == "w:pPr":
            paragraph.in_own = True
        elif name == "w:vanish" and paragraph.in_run:
            paragraph.hidden = is_on(attributes)
        elif name == "w:rStyle" and paragraph.in_run:
            hidden = self._styles.of(value).hidden
            paragraph.hidden = paragraph.hidden if hidden is None else hidden
        elif name == "w:pStyle":
            paragraph.style = self._styles.of(value)
        elif name == "w:outlineLvl" and value.isdecimal():
            paragraph.level = (int(value) + 1) % (_OUTLINE_LEVELS + 1)
        elif name == "w:numId":
            paragraph.listed = value != "0"
        elif name == "w:framePr":
            # An initial as high as several lines is a paragraph of its own, before the rest of its word.
            paragraph.goes_on |= attributes.get("w:dropCap", "none") != "none"
        elif name == "w:fldChar":
            self._field(attributes.get("w:fldCharType", ""))
        elif name in _NOTES:
            if not paragraph.hidden:
                self.references.append((_NOTES[name], attributes.get("w:id", "")))
        elif name == "w:sym":
            self._show_symbol(attributes.get("w:char", ""))

    def _structure(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "mc:AlternateContent":
            self._alternatives.append(False)
        elif name == "w:txbxContent":
            self._start_box()
        elif name == "w:footnote" or name == "w:endnote":
            self._note = (name, attributes.get("w:id", ""))
            self._start_box()
        elif name == "w:sdt":
            self._controls.append(False)
        elif name == "w:showingPlcHdr":
            self._is_placeholder = is_on(attributes)
        elif name == "w:docPartGallery" and self._controls and not self._controls[-1]:
            self._controls[-1] = attributes.get("w:val") == "Table of Contents"
            self._contents += self._controls[-1]
        elif name == "w:tr":
            self._flush()
            self._flows[-1].start_row()
            self._deleted_rows.append(False)
        elif name == "w:altChunk":
            self._flush()
            self._flows[-1].add(*self._chunk(attributes.get("r:id", "")))
        elif name == "w:trPr":
            self._in_row_properties = True
        elif name == "w:tc" and self._deleted_rows:
            self._flows[-1].start_cell()
            self._deleted_cells.append(False)
        elif name == "w:cellDel" and self._deleted_cells:
            self._deleted_cells[-1] = True

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        if name not in _SEEN:
            return
        if name == "w:t" or name == "m:t":
            self._reading = False
        elif name == "w:p":
            self._end_paragraph()
        elif name == "w:r" and self._paragraphs:
            self._paragraphs[-1].in_run = self._paragraphs[-1].hidden = False
        elif name == "w:rPr" and self._paragraphs:
            self._paragraphs[-1].in_properties = False
        elif name == "w:pPr" and self._paragraphs:
            self._paragraphs[-1].in_own = False
        elif name == "mc:AlternateContent":
            self._alternatives.pop()
        elif name == "w:txbxContent":
            self._end_box()
        elif name in ("w:footnote", "w:endnote"):
            self.notes[self._note] = " ".join(block.text for block in self._box())
        elif name == "w:sdt":
            self._contents -= self._controls.pop()
            self._is_placeholder = False
        elif name == "w:trPr":
            self._in_row_properties = False
        elif name == "w:tc" and self._deleted_rows:
            self._flush()
            self._flows[-1].end_cell(shown=not self._deleted_cells.pop())
        elif name == "w:tr":
            self._flows[-1].end_row(shown=not self._deleted_rows.pop())

    def text(self, text: str) -> None:
        """A stretch of text, or of the space between elements."""
        if self._reading and not self._skipped:
            self._show(text.replace("\n", " "))

    def _show(self, text: str) -> None:
        if self._paragraphs and not self._paragraphs[-1].hidden and not any(self._fields):
            self._paragraphs[-1].text.append(text)

    def _show_symbol(self, code: str) -> None:
        try:
            number = int(code, 16)
            if number not in _PRIVATE:
                self._show(chr(number))
        except (ValueError, OverflowError):
            return

    def _field(self, what: str) -> None:
        """Follow the characters of a field: what stands before `separate` is its code, what stands after its result."""
        if what == "begin" and len(self._fields) < _DEEPEST_FIELD:
            self._fields.append(True)
        elif what == "separate" and self._fields:
            self._fields[-1] = False
        elif what == "end" and self._fields:
            self._fields.pop()

    def _end_paragraphs(self, kept: int) -> None:
        while len(self._paragraphs) > kept:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        # The code of a field ends with its paragraph, or one that is never closed would hide the rest of the text.
        self._fields = [False for _ in self._fields]
        if paragraph.goes_on:
            self._carried = paragraph.text
        else:
            self._add(paragraph)
        if paragraph.boxes:
            self._flows[-1].add(*paragraph.boxes)

    def _add(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text)
        if not text.strip():
            return
        style = paragraph.style
        level = style.level if paragraph.level is None else paragraph.level
        kind = style.kind if paragraph.level is None else None
        if self._contents:
            kind = Kind.FURNITURE
        elif level and kind in (None, Kind.BODY) and text.count(" ") < _MOST_WORDS_OF_HEADING:
            kind = Kind.HEADING
        elif kind in (None, Kind.BODY):
            listed = style.listed if paragraph.listed is None else paragraph.listed
            kind = Kind.BODY if listed else None
        self._flows[-1].add(Block(text, kind=kind, level=level or 0 if kind is Kind.HEADING else 0))

    def _flush(self) -> None:
        """End a paragraph that nothing continues, though the mark that ended it was deleted."""
        if self._carried:
            self._add(_Paragraph(self._carried, Style()))
            self._carried = []

    def _start_box(self) -> None:
        """A text box or a note begins; what is in boxes too deep inside others is text of the outer one."""
        self._flush()
        self._deep += 1
        if self._deep <= _DEEPEST_BOX:
            self._flows.append(Flow())
            self._around.append(len(self._paragraphs))

    def _box(self) -> list[Block]:
        """End a text box or a note; what is in it."""
        self._flush()
        self._deep -= 1
        if self._deep >= _DEEPEST_BOX:
            return []
        self._around.pop()
        return self._flows.pop().finish()

    def _end_box(self) -> None:
        blocks = self._box()
        if self._paragraphs:
            self._paragraphs[-1].boxes.extend(blocks)
        else:
            self._flows[-1].add(*blocks)
