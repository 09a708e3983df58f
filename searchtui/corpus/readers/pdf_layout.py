"""Lines of a PDF become paragraphs: where they stand, how large and how bold they are says what belongs together.

A line begins a paragraph where the gap above it is wider than between lines, where it is indented and the line above is
not, where its type is another, where the line above had room for its first word and ends a sentence, and where it is an
item of a list. A line that goes back to the margin after an indented one goes on with the paragraph. At the end of a
column or a page a paragraph goes on where its last line is full, or ends no sentence, and the next begins none.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from searchtui.corpus.drafts import Piece
from searchtui.corpus.hyphens import join_lines, known_words
from searchtui.corpus.readers.pdf_blocks import (
    BULLET,
    CAPTION,
    ENDS_FULLY,
    ENDS_SENTENCE,
    ITEM,
    LEADS_ON,
    LONGEST_MARK,
    SAME_SIZE,
    Block,
)
from searchtui.corpus.readers.pdf_columns import Column
from searchtui.corpus.readers.pdf_flow import rejoined, with_initials, with_whole_pictures
from searchtui.corpus.readers.pdf_kinds import mark_footnotes, tell_kind
from searchtui.corpus.readers.pdf_lines import PdfLine

__all__ = ["blocks_of", "body_size", "pieces_of"]

_HEADING_SIZE = 1.13
"""Times as large as the body from which on a short line is a heading."""
_INDENT = 0.7
_DEEPEST_INDENT = 5.0
"""Widths of an em by which the first line of a paragraph may be indented; what stands further in is centred."""
_WIDER_GAP = 1.3
"""Times the usual distance of lines from which on they belong to two paragraphs."""
_WIDEST_GAP = 1.8
"""The same where a sentence goes on."""
_ENDS_WITH_MARK = re.compile(r"(?:\b[^\W\d_A-Z]{4,}|\d%?)[.!?…][\"'”’»)\]]* ?(?:\d{1,3}|[*†‡§])$")
"""A sentence, and the mark of a footnote behind it; no number behind `Fig.`, `No.` or `pp.`."""
_WIDE_WORD = 1.35
"""Times as wide as letters mostly are that those of a word with a capital letter may be."""


def body_size(columns: Sequence[Column]) -> float:
    """The size of the type of most of the text, in points."""
    sizes = Counter[float]()
    for column in columns:
        for line in column.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def blocks_of(columns: Sequence[Column]) -> list[Block]:
    """The paragraphs of a document, in reading order.

    Args:
        columns: of all pages, in order.
    """
    body = body_size(columns)
    distances = _usual_distances(columns)
    blocks: list[Block] = []
    for column in columns:
        cutter = _Cutter(column, body, distances)
        found = with_initials([Block(lines, column, is_row=is_row) for lines, is_row in cutter.groups()], body)
        mark_footnotes(found, body)
        blocks += found
    is_plain = sum(block.words for block in blocks if block.bold) * 2 < sum(block.words for block in blocks)
    for block in blocks:
        tell_kind(block, body, bold_is_rare=is_plain)
    return rejoined(with_whole_pictures(blocks, body), body)


def pieces_of(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces that paragraphs become; their words that the end of a line has parted are whole again."""
    known = known_words(line.text for block in blocks for line in block.lines)
    pieces = []
    for number, block in enumerate(blocks):
        text = " ".join(join_lines((_shown(line, block) for line in block.lines), known).split())
        if text:
            lines = len(block.lines)
            pieces.append(Piece(text, None, number, lines, kind=block.kind, page=block.lines[0].page))
    return pieces


def _shown(line: PdfLine, block: Block) -> str:
    return line.text.replace("\t", " | " if block.is_row else " ").strip()


def _usual_distances(columns: Sequence[Column]) -> dict[float, float]:
    """How far apart lines of a size mostly are, from base to base, in points."""
    distances: dict[float, list[float]] = defaultdict(list)
    for column in columns:
        for above, below in zip(column.lines, column.lines[1:], strict=False):
            distance = above.bottom - below.bottom
            if abs(above.size - below.size) < 0.3 and 0.7 * above.size < distance < 2.6 * above.size:
                distances[round(above.size)].append(distance)
    return {size: statistics.median_low(found) for size, found in distances.items() if len(found) >= 3}


class _Cutter:
    """Cuts the lines of a column into paragraphs.

    Args:
        column: to cut.
        body: size of most type.
        distances: usual ones, by size.
    """

    def __init__(self, column: Column, body: float, distances: dict[float, float]) -> None:
        self._column, self._body, self._distances = column, body, distances
        lines = column.lines
        tabled = [False, *(line.cells >= 2 for line in lines), False]
        self._rows = {
            place
            for place, line in enumerate(lines)
            if (line.cells >= 3 and not self._is_stretched(place))
            or (line.cells == 2 and (tabled[place] or tabled[place + 2]))
        }

    def _is_stretched(self, place: int) -> bool:
        """Whether a line has wide gaps because it is a heading, and justified in a narrow column."""
        line = self._column.lines[place]
        if line.size <= _HEADING_SIZE * self._body or line.right < self._column.right - line.size:
            return False
        if not all(cell[0].isalpha() for cell in line.text.split("\t")):
            return False
        beside = [*self._column.lines[max(0, place - 1) : place], *self._column.lines[place + 1 : place + 2]]
        return not any(other.cells >= 2 and other.size * SAME_SIZE > line.size for other in beside)

    def groups(self) -> list[tuple[list[PdfLine], bool]]:
        """The lines of each paragraph, and whether it is a row of a table."""
        found: list[tuple[list[PdfLine], bool]] = []
        group: list[PdfLine] = []
        for place, line in enumerate(self._column.lines):
            is_row = place in self._rows
            if group and (is_row or place - 1 in self._rows or self._begins(line, group, place)):
                found.append((group, place - 1 in self._rows))
                group = []
            group.append(line)
        if group:
            found.append((group, len(self._column.lines) - 1 in self._rows))
        return found

    def _begins(self, line: PdfLine, group: Sequence[PdfLine], place: int) -> bool:
        """Whether a line begins a paragraph and does not go on with that of the lines above it."""
        above = group[-1]
        distance = above.bottom - line.bottom
        if line.top > above.top + above.size or self._is_far(above, line, distance):
            return True
        if max(above.size, line.size) > SAME_SIZE * min(above.size, line.size) and not self._is_mark(line, above):
            return True
        is_large = min(above.size, line.size) > _HEADING_SIZE * self._body
        if is_large:
            return above.bold != line.bold
        changes = above.bold != line.bold and all(one.bold == above.bold for one in group)
        if changes and not self._goes_on(line) and (line.bold or self._has_room(above, line)):
            return True
        if CAPTION.match(line.text) or BULLET.match(line.text):
            return True
        ends = ENDS_SENTENCE.search(above.text) is not None
        if ITEM.match(line.text) and (ends or self._has_room(above, line)):
            return True
        if self._is_indented(line, above, group, place):
            return True
        if self._is_outdented(line, group):
            return True
        if not self._has_room(above, line):
            return False
        if ENDS_FULLY.search(above.text) or _ENDS_WITH_MARK.search(above.text):
            return True
        # A short line that ends no sentence: of an address, a list of names, a head.
        short = above.width < 0.75 * (self._column.right - self._column.left)
        is_open = above.text[-1] in ",-–" or above.text.rpartition(" ")[2].casefold() in LEADS_ON
        return short and not is_open and not self._goes_on(line) and self._has_room(above, line, _WIDE_WORD)

    def _is_far(self, above: PdfLine, line: PdfLine, distance: float) -> bool:
        size = max(above.size, line.size)
        usual = self._distances.get(round(size), 1.25 * size)
        # A sentence that goes on is no new paragraph for a formula that keeps two lines apart.
        is_open = not ENDS_SENTENCE.search(above.text) and self._goes_on(line)
        return distance > (_WIDEST_GAP if is_open else _WIDER_GAP) * usual and distance > 1.15 * size

    @staticmethod
    def _is_mark(line: PdfLine, above: PdfLine) -> bool:
        """Whether one of the two is so short and small that its size says nothing: a mark, an index in a formula."""
        short, other = (line, above) if len(line.text) < len(above.text) else (above, line)
        is_near = abs(line.bottom - above.bottom) < 0.7 * above.size
        return len(short.text) <= LONGEST_MARK and short.size < other.size and is_near

    @staticmethod
    def _goes_on(line: PdfLine) -> bool:
        first = next((character for character in line.text if character.isalpha()), "")
        return first.islower() or line.text[0] in ",.;:)]%"

    def _is_indented(self, line: PdfLine, above: PdfLine, group: Sequence[PdfLine], place: int) -> bool:
        em = line.size
        step = line.left - above.left
        if not _INDENT * em < step < _DEEPEST_INDENT * em:
            return False
        if line.left > self._column.right - 0.3 * (self._column.right - self._column.left):
            return False
        if ENDS_SENTENCE.search(above.text):
            return True
        # The second line of a hanging item stands further in too; so does the one after it.
        following = self._column.lines[place + 1 : place + 2]
        is_hanging = len(group) == 1 and any(abs(other.left - line.left) < 0.3 * em for other in following)
        return not is_hanging and not self._goes_on(line) and self._has_room(above, line)

    @staticmethod
    def _is_outdented(line: PdfLine, group: Sequence[PdfLine]) -> bool:
        """Whether a line stands where a hanging item began, whose other lines stand further in."""
        if len(group) < 2:
            return False
        em, first = line.size, group[0].left
        return abs(line.left - first) < 0.4 * em and all(one.left > first + _INDENT * em for one in group[1:])

    def _has_room(self, above: PdfLine, line: PdfLine, width: float = 1.0) -> bool:
        """Whether the first word of a line would have found room at the end of the one above it.

        Args:
            above: that ends.
            line: that follows it.
            width: times as wide as letters of the line mostly are that those of the word may be.
        """
        word = line.text.split(None, 1)[0]
        needed = width * (len(word) + 1) * line.width / max(1, len(line.text))
        return above.right + needed + 0.3 * line.size < self._column.right
