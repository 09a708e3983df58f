"""What the type of a paragraph of a PDF says of it: headings, captions, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchtui.article import Kind
from searchtui.corpus.readers.pdf_blocks import BULLET, CAPTION, ENDS_FULLY, LABEL, MOST_LABEL_WORDS, Block

__all__ = ["mark_footnotes", "tell_kind"]

_HEADING_SIZE = 1.13
"""Times as large as the body from which on a short line is a heading."""
_SMALL = 0.93
"""Times as large as the body up to which footnotes and captions are set."""
_MOST_HEADING_WORDS = 22
_MOST_HEADING_LINES = 4
_MAY_BE_CAPTION = re.compile(rf"{LABEL}\s+(?:\(|[^\Wa-z\d_])")
_NUMBERED = re.compile(
    r"(?:\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?\s+[^\Wa-z\d_]|\d{1,2}\.?\s+(?=[^a-z]+$)[^\Wa-z\d_]).*[^\W\d_]\)?"
)
"""`2.1. Pulsed laser deposition`, `3. RESULTS`: what is numbered so is a heading in the type of the text too."""
_FOOTNOTE = re.compile(r"(?:\(?\d{1,3}[).\]]?|[*†‡§¶#]{1,3}|[a-z](?=[A-Z\s]))\s*(?=[^\W\d_“\"'(])")


def tell_kind(block: Block, body: float, *, bold_is_rare: bool) -> None:
    """Tell headings and captions.

    Args:
        block: that gets its kind; without one it is text.
        body: size of most type.
        bold_is_rare: most of the text is not bold.
    """
    text, size = block.lines[0].text, block.size
    if block.kind is not None or block.is_row:
        return
    differs = size < 0.97 * body or block.lines[0].bold
    if block.words <= 150 and (CAPTION.match(text) or (differs and _MAY_BE_CAPTION.match(text))):
        block.kind = Kind.CAPTION
        return
    if block.words > _MOST_HEADING_WORDS or len(block.lines) > _MOST_HEADING_LINES or BULLET.match(text):
        return
    last = block.lines[-1].text
    if sum(map(str.isalpha, text)) < 2 or last[-1] in ",;-":
        return
    is_numbered = _NUMBERED.fullmatch(" ".join(line.text for line in block.lines)) is not None
    is_large = size >= _HEADING_SIZE * body or (is_numbered and size >= 0.97 * body)
    is_bold = bold_is_rare and block.bold and size >= 0.97 * body and not ENDS_FULLY.search(last)
    if (is_large and (not ENDS_FULLY.search(last) or len(last) < 60)) or is_bold:
        block.kind = Kind.HEADING


def mark_footnotes(blocks: Sequence[Block], body: float) -> None:
    """Small type at the foot of a column that begins with a mark, below text of the ordinary size."""
    first = len(blocks)
    while first > 0 and blocks[first - 1].size <= _SMALL * body and not blocks[first - 1].is_row:
        first -= 1
    notes = blocks[first:]
    # What has a heading of its own is a list of references.
    if first == 0 or not notes or blocks[first - 1].words <= MOST_LABEL_WORDS:
        return
    is_headed = notes[0].words <= MOST_LABEL_WORDS and not _FOOTNOTE.match(notes[0].lines[0].text)
    if is_headed or any(CAPTION.match(note.lines[0].text) for note in notes):
        return
    marked = False
    for note in notes:
        marked = marked or _FOOTNOTE.match(note.lines[0].text) is not None
        if marked:
            note.kind = Kind.FOOTNOTE
