"""Why an answer is as it is, on a terminal or in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from searchtui.article import article_name
from searchtui.cleaning import clean_line
from searchtui.cli.formats.terminal import summary
from searchtui.cli.output import is_terminal, terminal_width

if TYPE_CHECKING:
    from searchtui.collection import Explanation, QueryPart, ScoreExplanation

__all__ = ["explanation_as_lines", "words_of_part"]

_WIDEST = 100
_COUNT = 12
"""Cells of a number of paragraphs."""


def explanation_as_lines(explanation: Explanation) -> Iterator[str]:
    """What was understood, the parts of the query, the scores of the hits."""
    width = min(_WIDEST, terminal_width()) if is_terminal() else _WIDEST
    yield clean_line(summary(explanation.results))
    yield ""
    for part in explanation.parts:
        yield from _part(part, width)
    for place, score in enumerate(explanation.scores, explanation.results.request.offset + 1):
        yield ""
        yield from _score(place, score, width)


def _part(part: QueryPart, width: int) -> Iterator[str]:
    indent = "  " * part.depth
    said = clean_line(f"{indent}{'not: ' if part.is_banned else ''}{part.said}")
    yield f"{_padded(said, width - _COUNT)}{part.paragraphs:>{_COUNT},}"
    if words := words_of_part(part):
        inside = f"{indent}    "
        yield from _wrapped(clean_line(words), width - _COUNT, inside)


def words_of_part(part: QueryPart) -> str:
    """The words that a part of a query stands for, with how many paragraphs hold each."""
    words = ", ".join(f"{count.word} {count.paragraphs:,}" for count in part.words)
    return f"{words} and {part.more:,} more" if part.more else words


def _score(place: int, score: ScoreExplanation, width: int) -> Iterator[str]:
    hit = score.hit
    name = Text(clean_line(f"{place}. {article_name(hit.path, hit.item)} ¶{hit.paragraph}: {hit.text}"))
    name.truncate(width - _COUNT - 1, overflow="ellipsis")
    yield f"{_padded(name.plain, width - _COUNT)}{hit.score:>{_COUNT}.3f}"
    for share in score.shares:
        yield f"    {_padded(clean_line(share.what), width - _COUNT - 4)}{share.score:>{_COUNT}.3f}"
    if score.remark:
        yield f"    {clean_line(score.remark)}"


def _padded(text: str, width: int) -> str:
    """A text with blanks after it, so that it takes so many cells; a letter of Chinese takes two."""
    return text + " " * (width - cell_len(text))


def _wrapped(text: str, width: int, indent: str) -> Iterator[str]:
    """The lines of a text, of at most so many cells with what is in front of each."""
    inside = max(1, width - len(indent))
    for line in Text(text).wrap(Console(file=io.StringIO(), width=inside), inside):
        line.rstrip()
        yield indent + line.plain
