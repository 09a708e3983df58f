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

import msgspec

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.hyphens import join_lines, known_words
from searchtui.corpus.readers.pdf_columns import Column
from searchtui.corpus.readers.pdf_lines import PdfLine

__all__ = ["Block", "blocks_of", "body_size", "pieces_of"]

_SAME_SIZE = 1.08
"""Type that is larger by less than this is of the same size: what is measured has errors."""
_HEADING_SIZE = 1.13
"""Times as large as the body from which on a short line is a heading."""
_INITIAL_SIZE = 1.8
_SMALL = 0.93
"""Times as large as the body up to which footnotes and captions are set."""
_INDENT = 0.7
_DEEPEST_INDENT = 5.0
"""Widths of an em by which the first line of a paragraph may be indented; what stands further in is centred."""
_WIDER_GAP = 1.3
"""Times the usual distance of lines from which on they belong to two paragraphs."""
_MOST_HEADING_WORDS = 22
_MOST_HEADING_LINES = 4
_LONGEST_MARK = 3
_MOST_ASIDE_WORDS = 8
_MOST_LABEL_WORDS = 4
_MOST_LABELS = 60
"""Paragraphs among which the caption of a picture is looked for."""
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*(?:\d{1,3}|\[\d[\d, –-]*\])?$")
_ENDS_FULLY = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-•‣◦▪■●○·*–—]|\d{1,3}[.)]|\(?[a-z0-9]{1,3}\)|\[\d{1,3}\])\s")
_BULLET = re.compile(r"[•‣◦▪■●○]\s?")
_LABEL = (
    r"(?:Fig(?:ure|\.)|FIG(?:URE|\.)|Table|TABLE|Tab\.|Chart|Map|Box|Exhibit|Scheme|Plate|Photo|Abb(?:ildung|\.)|"
    r"Tabelle|Tableau|Figura|Tabla|Рис(?:унок|\.)|Таблица|图|圖|表)\s*[A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?"
)
_CAPTION = re.compile(rf"{_LABEL}\s*[.:|–—-]\s*\S")
_MAY_BE_CAPTION = re.compile(rf"{_LABEL}\s+[^\Wa-z\d_]")
_FOOTNOTE = re.compile(r"(?:\(?\d{1,3}[).\]]?|[*†‡§¶#]{1,3}|[a-z](?=[A-Z\s]))\s*(?=[^\W\d_“\"'(])")
_OPENS = re.compile(r"[\"'“‘«(\[¿¡]*[^\W\d_]")


class Block(msgspec.Struct):
    """Lines that are one paragraph.

    Args:
        lines: in order; of several columns where it goes on there.
        column: that it ends in.
        kind: what its type says of it.
        is_row: it is a row of a table.
    """

    lines: list[PdfLine]
    column: Column
    kind: Kind | None = None
    is_row: bool = False

    @property
    def size(self) -> float:
        """Of its type."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += len(line.text)
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(line.bold for line in self.lines)

    @property
    def words(self) -> int:
        """How many there are in it."""
        return sum(len(line.text.split()) for line in self.lines)


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
        found = _with_initials([Block(lines, column, is_row=is_row) for lines, is_row in cutter.groups()], body)
        _mark_footnotes(found, body)
        blocks += found
    is_plain = sum(block.words for block in blocks if block.bold) * 2 < sum(block.words for block in blocks)
    for block in blocks:
        _tell_kind(block, body, bold_is_rare=is_plain)
    return _rejoined(_with_whole_pictures(blocks, body), body)


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
            if line.cells >= 3 or (line.cells == 2 and (tabled[place] or tabled[place + 2]))
        }

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
        if max(above.size, line.size) > _SAME_SIZE * min(above.size, line.size) and not self._is_mark(line, above):
            return True
        is_large = min(above.size, line.size) > _HEADING_SIZE * self._body
        if is_large:
            return above.bold != line.bold
        if above.bold != line.bold and not self._goes_on(line) and all(one.bold == above.bold for one in group):
            return True
        if _CAPTION.match(line.text) or _BULLET.match(line.text):
            return True
        ends = _ENDS_SENTENCE.search(above.text) is not None
        if _ITEM.match(line.text) and (ends or self._has_room(above, line)):
            return True
        if self._is_indented(line, above, group, place):
            return True
        if self._is_outdented(line, group):
            return True
        if not self._has_room(above, line):
            return False
        if _ENDS_FULLY.search(above.text):
            return True
        # A short line that ends no sentence: of an address, a list of names, a head.
        short = above.width < 0.75 * (self._column.right - self._column.left)
        return short and not self._goes_on(line) and above.text[-1] not in ",-–"

    def _is_far(self, above: PdfLine, line: PdfLine, distance: float) -> bool:
        size = max(above.size, line.size)
        usual = self._distances.get(round(size), 1.25 * size)
        return distance > _WIDER_GAP * usual and distance > 1.15 * size

    @staticmethod
    def _is_mark(line: PdfLine, above: PdfLine) -> bool:
        """Whether one of the two is so short and small that its size says nothing: a mark, an index in a formula."""
        short, other = (line, above) if len(line.text) < len(above.text) else (above, line)
        is_near = abs(line.bottom - above.bottom) < 0.7 * above.size
        return len(short.text) <= _LONGEST_MARK and short.size < other.size and is_near

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
        if _ENDS_SENTENCE.search(above.text):
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

    def _has_room(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether the first word of a line would have found room at the end of the one above it."""
        word = line.text.split(None, 1)[0]
        needed = (len(word) + 1) * line.width / max(1, len(line.text))
        return above.right + needed + 0.3 * line.size < self._column.right


def _with_initials(blocks: list[Block], body: float) -> list[Block]:
    """The paragraphs, those that begin with a letter as high as several lines put together with it."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        text = before.lines[0].text if before is not None and len(before.lines) == 1 else ""
        is_initial = len(text) == 1 and text.isupper() and before is not None and before.size > _INITIAL_SIZE * body
        if is_initial and block.lines[0].text[0].isalpha():
            block.lines[0].text = f"{text}{block.lines[0].text}"
            kept.pop()
        kept.append(block)
    return kept


def _tell_kind(block: Block, body: float, *, bold_is_rare: bool) -> None:
    text, size = block.lines[0].text, block.size
    if block.kind is not None or block.is_row:
        return
    differs = size < 0.97 * body or block.lines[0].bold
    if block.words <= 150 and (_CAPTION.match(text) or (differs and _MAY_BE_CAPTION.match(text))):
        block.kind = Kind.CAPTION
        return
    if block.words > _MOST_HEADING_WORDS or len(block.lines) > _MOST_HEADING_LINES or _BULLET.match(text):
        return
    last = block.lines[-1].text
    if sum(map(str.isalpha, text)) < 2 or last[-1] in ",;-":
        return
    is_large = size >= _HEADING_SIZE * body
    is_bold = bold_is_rare and block.bold and size >= 0.97 * body and not _ENDS_FULLY.search(last)
    if (is_large and (not _ENDS_FULLY.search(last) or len(last) < 60)) or is_bold:
        block.kind = Kind.HEADING


def _mark_footnotes(blocks: Sequence[Block], body: float) -> None:
    """Small type at the foot of a column that begins with a mark, below text of the ordinary size."""
    first = len(blocks)
    while first > 0 and blocks[first - 1].size <= _SMALL * body and not blocks[first - 1].is_row:
        first -= 1
    notes = blocks[first:]
    if first == 0 or not notes or any(_CAPTION.match(note.lines[0].text) for note in notes):
        return
    marked = False
    for note in notes:
        marked = marked or _FOOTNOTE.match(note.lines[0].text) is not None
        if marked:
            note.kind = Kind.FOOTNOTE


def _rejoined(blocks: Sequence[Block], body: float) -> list[Block]:
    """The paragraphs with those put together that the end of a column, a page or a picture has parted."""
    joined: list[Block] = []
    last: Block | None = None
    interrupted = False
    for block in blocks:
        if last is not None and _goes_on_in(last, block, certainly=interrupted and block.column is last.column):
            last.lines += block.lines
            last.column = block.column
            interrupted = False
            continue
        joined.append(block)
        if last is not None and _is_aside(block, body) and not _ENDS_FULLY.search(last.lines[-1].text):
            interrupted = True
        else:
            last, interrupted = block, False
    return joined


def _is_aside(block: Block, body: float) -> bool:
    """Whether a paragraph may stand in the middle of another one: a caption, a footnote, what a picture has in it."""
    if block.kind is not None or block.is_row:
        return block.kind is not Kind.HEADING
    return block.words <= _MOST_ASIDE_WORDS or block.size < 0.97 * body


def _with_whole_pictures(blocks: Sequence[Block], body: float) -> list[Block]:
    """The paragraphs with the scattered words of each picture in one."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        before = kept[-1] if kept else None
        follows = before is not None and before.column is block.column and _is_label(before) and _is_label(block)
        if before is not None and follows and (block.size < 0.97 * body or _is_above_caption(blocks, place)):
            before.lines += block.lines
        else:
            kept.append(block)
    return kept


def _is_label(block: Block) -> bool:
    words = block.words / len(block.lines)
    text = block.lines[-1].text
    return words <= _MOST_LABEL_WORDS and block.kind is None and not (_ENDS_FULLY.search(text) or _ITEM.match(text))


def _is_above_caption(blocks: Sequence[Block], place: int) -> bool:
    """Whether nothing but labels and rows stands between a paragraph and the caption below it."""
    following = (one for one in blocks[place : place + _MOST_LABELS] if not (one.is_row or _is_label(one)))
    return next((one.kind is Kind.CAPTION for one in following), False)


def _goes_on_in(block: Block, following: Block, *, certainly: bool) -> bool:
    """Whether a paragraph goes on in another one: at the end of a column, or, where that is certain, within it."""
    if block.column is following.column and not certainly:
        return False
    if block.kind is not None or following.kind is not None or block.is_row or following.is_row:
        return False
    above, line = block.lines[-1], following.lines[0]
    if max(above.size, line.size) > _SAME_SIZE * min(above.size, line.size) or above.bold != line.bold:
        return False
    if above.turned != line.turned or _ITEM.match(line.text) or not _OPENS.match(line.text):
        return False
    begins_small = line.text.lstrip("\"'“‘«([")[:1].islower()
    if _ENDS_FULLY.search(above.text):
        return False
    if begins_small or above.text.endswith("-") or certainly:
        return begins_small
    is_full = above.right > block.column.right - 2 * above.size and len(block.lines) > 1
    is_indented = line.left > following.column.left + _INDENT * line.size
    return is_full and not is_indented and not _ENDS_SENTENCE.search(above.text)
