"""Paragraphs of a PDF that the end of a column or a page, a picture or a large initial has parted are whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchtui.article import Kind
from searchtui.corpus.readers.pdf_blocks import (
    ENDS_FULLY,
    ENDS_SENTENCE,
    ITEM,
    LEADS_ON,
    MOST_LABEL_WORDS,
    SAME_SIZE,
    Block,
)

__all__ = ["rejoined", "with_initials", "with_whole_pictures"]

_INITIAL_SIZE = 1.8
"""Times as large as the body from which on a single letter is the initial of a paragraph."""
_INDENT = 0.7
"""Widths of an em by which the first line of a paragraph is indented at least."""
_MOST_ASIDE_WORDS = 8
"""Words of what may stand in a picture in the middle of a sentence."""
_MOST_LABELS = 60
"""Paragraphs among which the caption of a picture is looked for."""
_OPENS = re.compile(r"[\"'“‘«(\[¿¡]*(?:[^\W\d_]|[€$£]?\d[\d.,]*%?(?:\s+\S+){4})")
"""A word, or a number with more words behind it."""


def with_initials(blocks: list[Block], body: float) -> list[Block]:
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


def rejoined(blocks: Sequence[Block], body: float) -> list[Block]:
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
        if last is not None and _is_aside(block, body) and not ENDS_FULLY.search(last.lines[-1].text):
            interrupted = True
        else:
            last, interrupted = block, False
    return joined


def _is_aside(block: Block, body: float) -> bool:
    """Whether a paragraph may stand in the middle of another one: a caption, a footnote, what a picture has in it."""
    if block.kind is not None or block.is_row:
        return block.kind is not Kind.HEADING
    return block.words <= _MOST_ASIDE_WORDS or block.size < 0.97 * body


def with_whole_pictures(blocks: Sequence[Block], body: float) -> list[Block]:
    """The paragraphs with the scattered words of each picture in one."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.column is block.column
            and len(before.lines) < _MOST_LABELS
            and _is_label(before)
            and _is_label(block)
            and (block.size < 0.97 * body or _is_above_caption(blocks, place))
        ):
            before.lines += block.lines
        else:
            kept.append(block)
    return kept


def _is_label(block: Block) -> bool:
    words = block.words / len(block.lines)
    text = block.lines[-1].text
    return words <= MOST_LABEL_WORDS and block.kind is None and not (ENDS_FULLY.search(text) or ITEM.match(text))


def _is_above_caption(blocks: Sequence[Block], place: int) -> bool:
    """Whether nothing but labels and rows stands between a paragraph and the caption below it."""
    following = (one for one in blocks[place : place + _MOST_LABELS] if not (one.is_row or _is_label(one)))
    return next((one.kind is Kind.CAPTION for one in following), False)


def _goes_on_in(block: Block, following: Block, *, certainly: bool) -> bool:
    """Whether a paragraph goes on in another one: at the end of a column, or, where that is certain, within it."""
    jumps = following.lines[0].bottom > block.lines[-1].top
    if block.column is following.column and not (certainly or jumps):
        return False
    if block.kind is not None or following.kind is not None or block.is_row or following.is_row:
        return False
    above, line = block.lines[-1], following.lines[0]
    if max(above.size, line.size) > SAME_SIZE * min(above.size, line.size) or above.bold != line.bold:
        return False
    if above.turned != line.turned or ITEM.match(line.text) or not _OPENS.match(line.text):
        return False
    begins_small = line.text.lstrip("\"'“‘«([")[:1].islower()
    if ENDS_FULLY.search(above.text):
        return False
    if begins_small or above.text.endswith("-") or certainly:
        return begins_small
    if above.text.rpartition(" ")[2].casefold() in LEADS_ON:
        return True
    is_full = above.right > block.column.right - 2 * above.size and len(block.lines) > 1
    is_indented = line.left > following.column.left + _INDENT * line.size
    return is_full and not is_indented and not ENDS_SENTENCE.search(above.text)
