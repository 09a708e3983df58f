"""Plain text becomes pieces: which lines belong to one paragraph.

Blank lines part blocks. Inside a block the lines are either one paragraph, broken to fit a width (as mail and Project
Gutenberg do), or each a paragraph of its own (as text copied from a web page is). Which of the two holds is judged from
the whole text: a line break was forced where the next word would not have fitted into the width of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from searchtui.corpus.drafts import Piece
from searchtui.corpus.hyphens import join_lines, known_words
from searchtui.corpus.rules.sentences import ends_with

__all__ = ["one_blank_between", "split_pieces"]

_NARROWEST_WRAP = 36
_WIDEST_WRAP = 120
_HEAD_BLOCKS = 3
_SLACK = 6
"""How many characters narrower than the widest line a full line may be."""
_ENDS_SENTENCE = (".", "!", "?", "…", ":", ";")
_LIST_ITEM = re.compile(r"(?:[-*•‣◦–]|\d{1,3}[.)]|\([a-z0-9]\))\s")


class _Line(msgspec.Struct, frozen=True, gc=False):
    text: str
    number: int
    indent: int

    @property
    def ends_sentence(self) -> bool:
        return ends_with(self.text, _ENDS_SENTENCE)

    @property
    def first_word(self) -> str:
        return self.text.split(" ", 1)[0]


def split_pieces(text: str, is_own_line: Callable[[str], bool]) -> list[Piece]:
    """Part tidy text into pieces.

    Args:
        text: with newlines as line breaks.
        is_own_line: tells of a line that it stands for itself, whatever is around it (a byline, a date).
    """
    blocks = list(_blocks(text))
    if all(len(block) == 1 for block in blocks):
        return [Piece(block[0].text, block[0].number, number) for number, block in enumerate(blocks)]
    width = _wrap_width(blocks, is_own_line)
    is_prose = bool(width) and _is_prose(blocks, width, is_own_line)
    parted = any(line.text.endswith("-") for block in blocks for line in block)
    known = known_words(line.text for block in blocks for line in block) if parted else frozenset()
    pieces: list[Piece] = []
    for number, block in enumerate(blocks):
        for group in _groups(block, width, is_own_line, in_head=number < _HEAD_BLOCKS, is_prose=is_prose):
            words = join_lines((line.text for line in group), known) if len(group) > 1 else group[0].text
            pieces.append(Piece(words, group[0].number, number, len(group)))
    return pieces


def one_blank_between(line: str) -> str:
    """The words of a line with one blank between them."""
    # Blanks are the only white space that is printable.
    if line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " ":
        return line
    return " ".join(line.split())


def _blocks(text: str) -> Iterator[list[_Line]]:
    block: list[_Line] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw and (words := one_blank_between(raw)):
            block.append(_Line(words, number, 0 if words is raw else _indent(raw)))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _indent(raw: str) -> int:
    expanded = raw.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _wrap_width(blocks: Sequence[Sequence[_Line]], is_own_line: Callable[[str], bool]) -> int:
    """The width that the text is broken to, or 0 where its lines are paragraphs."""
    lengths = [len(line.text) + line.indent for block in blocks for line in block]
    if not lengths or sum(length for length in lengths if length > _WIDEST_WRAP) > 0.4 * sum(lengths):
        return 0
    width = max(length for length in lengths if length <= _WIDEST_WRAP)
    joined = broken = 0
    for number, block in enumerate(blocks):
        # A head above longer text: title, byline and date end no sentence either, and say nothing of the width.
        is_head = number == 0 and len(blocks) > 1 and all(len(line.text) < width - _SLACK for line in block)
        for line, following in pairwise(block):
            if is_own_line(line.text) or is_own_line(following.text):
                continue
            # A line that stops in mid-sentence is no paragraph, be it full (prose) or not (verse).
            if _is_full(line, following, width) or not (line.ends_sentence or is_head):
                joined += 1
            elif line.ends_sentence:
                broken += 1
    return width if joined > broken else 0


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return width >= _NARROWEST_WRAP and line.indent + len(line.text) + 1 + len(following.first_word) > width - _SLACK


def _is_prose(blocks: Sequence[Sequence[_Line]], width: int, is_own_line: Callable[[str], bool]) -> bool:
    """Whether most lines that another one follows are as full as the width allows."""
    full = short = 0
    for block in blocks:
        for line, following in pairwise(block):
            if not (is_own_line(line.text) or is_own_line(following.text)):
                if _is_full(line, following, width):
                    full += 1
                else:
                    short += 1
    return full >= short


def _groups(
    block: Sequence[_Line], width: int, is_own_line: Callable[[str], bool], *, in_head: bool, is_prose: bool
) -> Iterator[list[_Line]]:
    if not width:
        yield from _with_continuation(block, is_own_line) if in_head else ([line] for line in block)
        return
    margin = min(line.indent for line in block)
    verse = _is_verse(block, width) and not (in_head and is_prose)
    group = [block[0]]
    for line, following in pairwise(block):
        full = _is_full(line, following, width)
        own = is_own_line(line.text) or is_own_line(following.text)
        in_list = _LIST_ITEM.match(group[0].text) is not None
        indented = following.indent - margin >= 2 and line.indent == margin and len(block) > 2 and not in_list
        title_above = in_head and following is block[1] and not full and not line.ends_sentence and not verse
        # In prose only a paragraph or a line of the head ends where the next word would have fitted.
        head_line = (
            in_head and is_prose and not full and not following.text[0].islower() and following.text[0] not in "(["
        )
        ended = not full and line.ends_sentence and not verse
        continued = line is block[0] and following.text[0].islower()
        if own or indented or ended or head_line or (title_above and not continued) or _LIST_ITEM.match(following.text):
            yield group
            group = []
        group.append(following)
    yield group


def _with_continuation(block: Sequence[_Line], is_own_line: Callable[[str], bool]) -> Iterator[list[_Line]]:
    """Each line by itself, but a second line that goes on in lower case belongs to the first: a broken headline."""
    first, *others = block
    goes_on = (
        others
        and others[0].text[0].islower()
        and _NARROWEST_WRAP <= len(first.text) <= _WIDEST_WRAP
        and len(others[0].text) <= _WIDEST_WRAP
        and not first.ends_sentence
        and not others[0].ends_sentence
        and not is_own_line(first.text)
        and not is_own_line(others[0].text)
    )
    if goes_on:
        yield [first, others[0]]
        yield from ([line] for line in others[1:])
    else:
        yield from ([line] for line in block)


def _is_verse(block: Sequence[_Line], width: int) -> bool:
    """Whether hardly any line of the block is full: verse, an address, a table."""
    breaks = list(pairwise(block))
    full = sum(_is_full(line, following, width) for line, following in breaks)
    return len(breaks) >= 2 and full <= 0.25 * len(breaks)
