"""What pdfium reads on a page, as lines with their places, sizes and weights.

pdfium gives the characters of a page in the order in which they are drawn, with a line break where the next one stands
elsewhere, a space where it left a gap, and U+FFFE in place of a hyphen at the end of a line. Where the columns of a
page are drawn line by line, one such line runs through all of them: it is parted where its gaps are wide.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from searchtui.corpus.decoding import tidy

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

__all__ = ["Box", "PdfLine", "lines_of"]

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

_WIDE_GAP = 1.0
"""Widths of an em that part a line: a justified line stretches its spaces to less."""
_NARROW = 3.0
"""Points that are less than a wide gap in any type."""
_OTHER_LINE = 0.8
"""Heights of an em between two words that do not stand on one line: raised and lowered ones stand nearer."""
_MARK_SIZE = 0.8
"""Times as large as its line up to which a letter is a mark, and no small capital."""
_BOLD = 600
"""Weights from here on are bold (OpenType, OS/2 `usWeightClass`)."""
_LONGEST_FONT_NAME = 127
"""Bytes of a name in PDF (PDF 1.7, annex C)."""
_BOLD_FONT = re.compile(rb"(?i)bold|black|heavy|demi|(?:CM|SF|EC)S?S?BX|-bd\b")
"""`LiberationSans-Bold`, and `CMBX10` and the like of TeX."""
_PLAIN_FONT = re.compile(rb"(?i)regular|roman\b|light|book\b|medium")
_SMALLEST = 0.5
"""Points of a type that can be told from a point; what is smaller is drawn for no reader."""
_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_WORD = re.compile(r"\S+")
_ACCENTS = frozenset("´`¨ˆ˜¸˙˚")
"""Drawn apart, over a letter that then has none: nothing can be said of them."""
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\ufffe": "-", "\u00ad": "-"}
)


class PdfLine(msgspec.Struct):
    """A line of text, or what of it stands in one column; in points, on a page that is turned so that it can be read.

    Args:
        text: tidy, on one line; a hyphen at its end is there as such.
        page: 1-based.
        left, right, bottom, top: of its letters, ascenders and descenders included.
        size: of its type.
        bold: all of it is.
        cells: how many parts it has with wide gaps between.
        turned: it runs in another direction than most of the page.
        plain: on page 1, the text with commas for the raised marks in it; else empty.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    cells: int = 1
    turned: bool = False
    plain: str = ""

    @property
    def width(self) -> float:
        """From its first letter to its last."""
        return self.right - self.left


class _Part(msgspec.Struct):
    """A stretch of characters without a wide gap: its text, and the places of its first and last character."""

    text: str
    first: int
    last: int


def lines_of(page: PdfTextPage, number: int, visible: Box) -> tuple[list[PdfLine], int]:
    """The lines of a page in the order in which they are drawn.

    Args:
        page: as pdfium has read it.
        number: of the page, from 1.
        visible: what of the page is shown; printers write their notes around it.

    Returns:
        The lines, and how many characters have no letter that anybody knows: drawn shapes whose font does not say what
        they stand for.
    """
    return _PageReader(page, number, visible).read()


class _PageReader:
    def __init__(self, page: PdfTextPage, number: int, visible: Box) -> None:
        import pypdfium2.raw as pdfium  # 50 ms, which only a run that meets such a file spends

        self._pdfium = pdfium
        # The bare handle, which is what each of the many calls would ask the page for.
        self._page, self._number, self._visible = page.raw, number, visible
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._font, self._flags = ctypes.create_string_buffer(_LONGEST_FONT_NAME + 1), ctypes.c_int()

    def read(self) -> tuple[list[PdfLine], int]:
        count = self._pdfium.FPDFText_CountChars(self._page)
        if count <= 0:
            return [], 0
        text = self._text(count)
        unknown = text.count("\ufffd") + sum(map(text.count, "\x00\x01\x02\x03"))
        found = [self._line(part) for part in self._parts(text)]
        lines = [line for line, _ in found if line is not None]
        angles = Counter[int]()
        for line, angle in found:
            if line is not None:
                angles[angle] += len(line.text)
        upright = angles.most_common(1)[0][0] if angles else 0
        for line, angle in found:
            if line is not None:
                _turn(line, upright)
                line.turned = angle != upright
        return [line for line in lines if line.size >= _SMALLEST], unknown

    def _text(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._pdfium.FPDFText_GetText(self._page, 0, count, buffer)
        return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")

    def _parts(self, text: str) -> Iterator[_Part]:
        """The lines, parted at their wide gaps."""
        for match in _LINE.finditer(text):
            words = [(match.start() + word.start(), match.start() + word.end()) for word in _WORD.finditer(match[0])]
            if not words:
                continue
            begin = words[0][0]
            for (_, before), (after, _) in pairwise(words):
                if self._is_wide(before - 1, after):
                    yield _Part(text[begin:before], begin, before - 1)
                    begin = after
            yield _Part(text[begin : words[-1][1]], begin, words[-1][1] - 1)

    def _is_wide(self, before: int, after: int) -> bool:
        first, second = self._place(before), self._place(after)
        if first is None or second is None:
            return False
        # Some scripts run from right to left, so that a step back is a gap only where it is wide.
        gap, rise = max(second[0] - first[1], first[0] - second[1]), abs(second[2] - first[2])
        if gap < _NARROW and rise < _NARROW:
            return False
        size = max(self._size(before), self._size(after))
        return gap > _WIDE_GAP * size or rise > _OTHER_LINE * size

    def _place(self, character: int) -> tuple[float, float, float, float] | None:
        """Left, right, bottom and top of a character, as high as its font."""
        index = self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, character)
        if index < 0 or not self._pdfium.FPDFText_GetLooseCharBox(self._page, index, self._box):
            return None
        place = (self._box.left, self._box.right, self._box.bottom, self._box.top)
        return place if all(map(math.isfinite, place)) else None

    def _is_visible(self, place: tuple[float, float, float, float]) -> bool:
        left, right, bottom, top = place
        return (
            self._visible[0] <= (left + right) / 2 <= self._visible[2]
            and self._visible[1] <= (bottom + top) / 2 <= self._visible[3]
        )

    def _without_marks(self, part: _Part, size: float) -> str:
        """The text of a part with a comma for each raised mark: names have them for institutes and addresses."""
        shown = []
        for at, character in enumerate(part.text, start=part.first):
            is_mark = not character.isspace() and self._size(at) < _MARK_SIZE * size
            shown.append("," if is_mark else character)
        return " ".join(tidy("".join(shown).translate(_LIGATURES)).split())

    def _size(self, character: int) -> float:
        index = self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, character)
        size = float(self._pdfium.FPDFText_GetFontSize(self._page, index))
        if self._pdfium.FPDFText_GetMatrix(self._page, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return abs(size) if math.isfinite(size) else 0.0

    def _is_bold(self, character: int) -> bool:
        """What the name of its font says; else its weight, which pdfium takes from the width of the stems.

        Browsers and TeX have stems of their own: their bold type has a weight of 380 or 545, text of others one of 690.
        """
        index = self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, character)
        length = self._pdfium.FPDFText_GetFontInfo(self._page, index, self._font, len(self._font), self._flags)
        name = self._font.value if 0 < length <= len(self._font) else b""
        if _BOLD_FONT.search(name):
            return True
        return not _PLAIN_FONT.search(name) and int(self._pdfium.FPDFText_GetFontWeight(self._page, index)) >= _BOLD

    def _angle(self, character: int) -> int:
        """Quarters of a turn, clockwise."""
        index = self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, character)
        angle = float(self._pdfium.FPDFText_GetCharAngle(self._page, index))
        return round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0

    def _line(self, part: _Part) -> tuple[PdfLine | None, int]:
        first, last = self._place(part.first), self._place(part.last - part.text.endswith("\ufffe"))
        words = " ".join(tidy(part.text.translate(_LIGATURES)).split())
        if (
            first is None
            or last is None
            or not words
            or words in _ACCENTS
            or not (self._is_visible(first) or self._is_visible(last))
        ):
            return None, 0
        # A mark at either end may be raised and small; what stands between is of the line's own size.
        samples = sorted({part.first + (part.last - part.first) * step // 4 for step in range(1, 4)})
        samples = [at for at in samples if not part.text[at - part.first].isspace()] or [part.first]
        sizes = sorted(map(self._size, samples))
        middle = self._place(samples[len(samples) // 2]) or first
        line = PdfLine(
            words,
            self._number,
            min(first[0], last[0]),
            max(first[1], last[1]),
            min(middle[2], first[2], last[2]) if middle[2] > middle[3] else middle[2],
            middle[3],
            sizes[len(sizes) // 2],
            all(map(self._is_bold, samples)),
        )
        if self._number == 1:
            line.plain = self._without_marks(part, line.size)
        angle = self._angle(samples[0])
        if angle % 2:
            line.bottom, line.top = min(first[2], last[2]), max(first[3], last[3])
        return line, angle


def _turn(line: PdfLine, quarters: int) -> None:
    """Turn a line so that one that runs in this direction runs from left to right.

    Args:
        line: to turn.
        quarters: of a full turn, clockwise, as pdfium counts them.
    """
    left, right, bottom, top = line.left, line.right, line.bottom, line.top
    if quarters == 3:
        line.left, line.right, line.bottom, line.top = bottom, top, -right, -left
    elif quarters == 2:
        line.left, line.right, line.bottom, line.top = -right, -left, -top, -bottom
    elif quarters == 1:
        line.left, line.right, line.bottom, line.top = -top, -bottom, left, right
