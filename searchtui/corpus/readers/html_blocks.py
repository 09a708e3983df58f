"""The tags and texts of a page become pieces: its paragraphs, headings, captions, footnotes and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.interpretation import stands_alone
from searchtui.corpus.readers.html_left_out import left_out
from searchtui.corpus.readers.html_rules import is_caption, is_footnote
from searchtui.corpus.readers.html_tokens import Token, attributes_of, closings, tokens
from searchtui.corpus.rules.furniture import is_furniture
from searchtui.corpus.values import one_line

__all__ = ["html_pieces", "pieces_of", "without_back_link"]

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "ul",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CELLS = frozenset(["td", "th"])
_EDGE = 6
"""Blocks at either end of a page in which lines may say something of the article."""
_LONGEST_CELL = 300
"""Characters of a cell from which on a table is taken to lay a page out, so that its cells are paragraphs."""
_LONGEST_HEADING = 200
"""Characters of a heading; a longer one is a paragraph in large letters."""
_DEEPEST_TABLE = 20
"""Tables in one another from which on they are no tables any more."""
_LONG_LINE = 150
"""Characters of lines that are paragraphs, though one line break alone parts them."""
_SPACES = str.maketrans("\n\r\t\f", "    ")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BACK_TO_TEXT = re.compile(r"^(?:\^|↑)\s*|\s*[↩↑⏎]\ufe0e?$")
_MEANS_SOMETHING = re.compile(r"caption|legende|cutline|unterschrift|note|fn|type|cite", re.IGNORECASE)


class _Block(msgspec.Struct):
    """What one element holds.

    Args:
        text: its lines as they are broken by `br`.
        place: where it begins, in characters of the page.
        kind: where the markup says it.
        listed: it stands in a list, a quotation or a table.
    """

    text: str
    place: int
    kind: Kind | None = None
    listed: bool = False


class _Table(msgspec.Struct):
    """A table that is being read: of the row that is open, the blocks of each cell."""

    cells: list[list[_Block]] = []
    blocks: list[_Block] = []

    def end_row(self) -> None:
        """Make the cells of the open row one block, or leave them apart where the table only lays out a page."""
        cells = [cell for cell in self.cells if cell]
        self.cells = []
        is_row = len(cells) > 1 and all(len(cell) == 1 and len(cell[0].text) <= _LONGEST_CELL for cell in cells)
        if is_row:
            text = " | ".join(" ".join(cell[0].text.split()) for cell in cells)
            self.blocks.append(_Block(text, cells[0][0].place, Kind.BODY))
        else:
            self.blocks.extend(block for cell in cells for block in cell)

    def add(self, block: _Block) -> None:
        """Put a block into the open cell, or beside the rows where none is open."""
        (self.cells[-1] if self.cells else self.blocks).append(block)


def html_pieces(text: str, *, page: bool = False) -> list[Piece]:
    """All text of a page or of a part of one, with the lines where its paragraphs begin.

    Takes time in proportion to the length of the text, whatever is in it. Left out are scripts, styles, the head,
    comments, what is hidden and what is marked as deleted.

    Args:
        text: HTML or XHTML, decoded.
        page: it is a page of the web, and what surrounds its article is left out: navigation, forms, cookie notes.
    """
    found = list(tokens(text))
    closed = closings(found)
    return pieces_of(found, text, closed=closed, skipped=left_out(found, closed, page=page))


def pieces_of(
    found: Sequence[Token],
    text: str | None = None,
    *,
    closed: Mapping[int, int] | None = None,
    skipped: Mapping[int, int] | None = None,
) -> list[Piece]:
    """The pieces that tags and texts make.

    Args:
        found: in order.
        text: that they were found in, for the numbers of lines; None where lines have no meaning.
        closed: where elements end, if that is known already.
        skipped: elements that are left out, with their ends.
    """
    closed = closings(found) if closed is None else closed
    blocks = list(_blocks(found, closed, skipped or {}))
    pieces: list[Piece] = []
    line, counted = 1, 0
    for number, block in enumerate(blocks):
        if block.kind is Kind.HEADING and len(block.text) > _LONGEST_HEADING:
            block.kind = None
        if text is not None and block.place > counted:
            line += text.count("\n", counted, block.place)
            counted = block.place
        at_edge = number < _EDGE or number >= len(blocks) - _EDGE
        for words in _paragraphs(block, at_edge=at_edge):
            pieces.append(Piece(words, line, number, kind=block.kind))
            if block.listed and pieces[-1].kind is None and not is_furniture(words):
                pieces[-1].kind = Kind.BODY
    return pieces


def _paragraphs(block: _Block, *, at_edge: bool) -> Iterator[str]:
    """The lines of a block joined, or each by itself where one of them says something of the article."""
    lines = [words for line in block.text.split("\n") if (words := one_line(line, longest=None))]
    if block.kind is Kind.FOOTNOTE:
        lines = [line for words in lines if (line := without_back_link(words))]
    is_apart = block.kind is None and (
        (at_edge and any(map(stands_alone, lines))) or sum(map(len, lines)) > _LONG_LINE * len(lines)
    )
    yield from lines if len(lines) < 2 or is_apart else [" ".join(lines)]


def without_back_link(text: str) -> str:
    """A footnote without the arrow that leads back to its mark in the text."""
    return _BACK_TO_TEXT.sub("", text)


def _blocks(found: Sequence[Token], closed: Mapping[int, int], skipped: Mapping[int, int]) -> Iterator[_Block]:
    reading = _Reading()
    index = 0
    while index < len(found):
        token = found[index]
        if index in skipped:
            if token.name in _BLOCKS:
                reading.end_block(index)
            index = skipped[index] + 1
            continue
        if not token.name:
            reading.add(token)
        elif token.is_end:
            reading.end(token.name, index)
        else:
            reading.start(token, index, closed.get(index))
        yield from reading.taken()
        index += 1
    reading.finish(index)
    yield from reading.taken()


class _Reading:
    """The block, the elements and the tables that are open at one place of a page."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.place = 0
        self.kinds: list[tuple[int, Kind]] = []
        self.listed: list[int] = []
        self.preformatted = -1
        self.tables: list[_Table] = []
        self.done: list[_Block] = []

    def taken(self) -> list[_Block]:
        """The blocks that are whole and stand in no table; each is handed over once."""
        done, self.done = self.done, []
        return done

    def add(self, token: Token) -> None:
        """Take text."""
        if not self.words:
            if not token.text.strip():
                return
            self.place = token.place + len(token.text) - len(token.text.lstrip())
        self.words.append(token.text if self.preformatted >= 0 else token.text.translate(_SPACES))

    def start(self, token: Token, index: int, end: int | None) -> None:
        """Take a start tag; `end` is the index of its end tag."""
        name = token.name
        if name == "br":
            if self.words:
                self.words.append("\n")
            return
        if name in _CELLS or name == "tr":
            self.end_block(index)
            self._start_cell(name)
        elif name in _BLOCKS:
            self.end_block(index)
            if name == "table" and len(self.tables) < _DEEPEST_TABLE:
                self.tables.append(_Table([], []))
            elif name == "pre" and end is not None:
                self.preformatted = end
            elif name in ("li", "blockquote"):
                self.listed.append(_until(index, end))
        kind = _kind(token)
        if kind is not None:
            self.kinds.append((_until(index, end), kind))

    def _start_cell(self, name: str) -> None:
        if not self.tables:
            return
        if name == "tr":
            self.tables[-1].end_row()
        else:
            self.tables[-1].cells.append([])

    def end(self, name: str, index: int) -> None:
        """Take an end tag."""
        if name in _BLOCKS or name in _CELLS or name == "tr":
            self.end_block(index)
        if name == "tr" and self.tables:
            self.tables[-1].end_row()
        elif name == "table" and self.tables:
            self._end_table()

    def _end_table(self) -> None:
        table = self.tables.pop()
        table.end_row()
        for block in table.blocks:
            self._put(block)

    def finish(self, index: int) -> None:
        """End whatever is open at the end of the page."""
        self.end_block(index)
        while self.tables:
            self._end_table()

    def end_block(self, index: int) -> None:
        """Make the text since the last block one or, where empty lines part it, several."""
        words, self.words = "".join(self.words), []
        kind, listed = self._kind_before(index)
        if words.strip():
            place = self.place
            for part in _BLANK_LINES.split(words):
                if part.strip():
                    self._put(_Block(part, place, kind, listed))
                if self.preformatted >= 0:
                    place += len(part) + 2
        if 0 <= self.preformatted <= index:
            self.preformatted = -1

    def _kind_before(self, index: int) -> tuple[Kind | None, bool]:
        """What the text in front of a tag is, and whether it is listed; elements that end with that tag count."""
        kinds = [kind for _, kind in self.kinds]
        found = next((kind for kind in (Kind.FOOTNOTE, Kind.CAPTION, Kind.HEADING) if kind in kinds), None)
        listed = bool(self.listed)
        while self.kinds and self.kinds[-1][0] <= index:
            self.kinds.pop()
        while self.listed and self.listed[-1] <= index:
            self.listed.pop()
        return found, listed

    def _put(self, block: _Block) -> None:
        if self.tables:
            self.tables[-1].add(block)
        else:
            self.done.append(block)


def _until(index: int, end: int | None) -> int:
    """Where an element ends that is perhaps never closed: then before the next block."""
    return index + 1 if end is None else end


def _kind(token: Token) -> Kind | None:
    """What the text of an element is, if its name or its attributes say so."""
    if token.name in _HEADINGS:
        return Kind.HEADING
    if token.name in ("figcaption", "caption"):
        return Kind.CAPTION
    if token.name not in (
        "aside",
        "div",
        "dd",
        "li",
        "ol",
        "p",
        "section",
        "ul",
        "span",
    ) or not _MEANS_SOMETHING.search(token.text):
        return None
    attributes = attributes_of(token.text)
    if is_footnote(attributes):
        return Kind.FOOTNOTE
    return Kind.CAPTION if is_caption(attributes) else None
