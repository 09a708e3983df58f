"""A paragraph of a PDF as the lines that it has, and what the wording of a line says of where paragraphs begin."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from searchtui.article import Kind
from searchtui.corpus.readers.pdf_columns import Column
from searchtui.corpus.readers.pdf_lines import PdfLine

__all__ = [
    "BULLET",
    "CAPTION",
    "ENDS_FULLY",
    "ENDS_SENTENCE",
    "ITEM",
    "LABEL",
    "LEADS_ON",
    "LONGEST_MARK",
    "MOST_LABEL_WORDS",
    "SAME_SIZE",
    "Block",
]

SAME_SIZE = 1.08
"""Type that is larger by less than this is of the same size: what is measured has errors."""
LONGEST_MARK = 3
"""Letters of the mark of a footnote, or of an index in a formula."""
MOST_LABEL_WORDS = 4
"""Words of a line in a picture."""
ENDS_SENTENCE = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*(?: ?\d{1,3}|\[\d[\d, –-]*\])?$")
ENDS_FULLY = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
ITEM = re.compile(r"(?:[-•‣◦▪■●○·*–—]|\d{1,3}[.)]|\(?[a-z0-9]{1,3}\)|\[\d{1,3}\])\s")
BULLET = re.compile(r"[•‣◦▪■●○]\s?|!\s")
LABEL = (
    r"(?:Fig(?:ure|\.)|FIG(?:URE|\.)|Table|TABLE|Tab\.|Chart|Map|Box|Exhibit|Scheme|Plate|Photo|Abb(?:ildung|\.)|"
    r"Tabelle|Tableau|Figura|Tabla|Рис(?:унок|\.)|Таблица|图|圖|表)\s*[A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?"
)
CAPTION = re.compile(rf"{LABEL}\s*[.:|–—-]\s*\S|(?:FIGURE|FIG\.|TABLE)\s*[A-Z]?\d{{1,3}}\s+[^\Wa-z\d_(]?")

LEADS_ON = frozenset(
    [
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "that", "the", "to", "was"),
        *("were", "which", "with", "das", "der", "die", "und", "von", "de", "la", "le", "les"),
    ]
)
"""Words that no paragraph ends with."""


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
