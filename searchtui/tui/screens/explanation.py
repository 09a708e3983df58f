"""Why an answer is as it is: the parts of the query, the words that they stand for, and the score of the hit."""

from __future__ import annotations

from searchtui.article import paragraph_name
from searchtui.cleaning import clean_line
from searchtui.collection import Explanation, QueryPart, ScoreExplanation
from searchtui.tui.screens.page import PagePane, PageScreen, paragraph
from searchtui.tui.strips import Part
from searchtui.tui.style import ACCENT, DIM, HEADING, STRONG, TEXT
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.widgets.bars import counted

__all__ = ["ExplanationPane", "ExplanationScreen"]

_NUMBER = 12
"""Cells of a count or a score."""


class ExplanationPane(PagePane):
    """The explanation as a page to scroll.

    Args:
        explanation: of an answer and, where there is one, of one hit.
    """

    def __init__(self, explanation: Explanation) -> None:
        super().__init__("Why", "what was understood, and what the score is made of")
        self._explanation = explanation

    def page(self, width: int) -> list[list[Part]]:
        """What was understood, each part of the query, the hit."""
        results = self._explanation.results
        found = f"{counted(results.paragraphs, 'paragraph')} in {counted(results.articles, 'article')}"
        lines: list[list[Part]] = [[], [("What was understood", HEADING)], []]
        lines += paragraph(f"{clean_line(results.understood)} · {found}", width)
        for hint in results.hints:
            lines += paragraph(clean_line(hint), width)
        lines += [[("What is looked for, and how many paragraphs have it", HEADING)], []]
        for part in self._explanation.parts:
            lines += _part(part, width)
        for score in self._explanation.scores:
            lines += [[], [("Why this hit stands where it stands", HEADING)], []]
            lines += _score(score, width)
        return lines


def _part(part: QueryPart, width: int) -> list[list[Part]]:
    indent = "  " * part.depth
    said = f"{indent}{'not: ' if part.is_banned else ''}{clean_line(part.said)}"
    lines = [_counted(said, f"{part.paragraphs:,}", width)]
    words = ", ".join(f"{count.word} {count.paragraphs:,}" for count in part.words)
    if part.more:
        words += f" and {part.more:,} more"
    if words:
        words, inside = clean_line(words), f"{indent}    "
        room = max(16, width - _NUMBER - len(inside))
        lines += [[(inside + words[begin:end], DIM)] for begin, end in wrap(words, room)]
    return lines


def _score(score: ScoreExplanation, width: int) -> list[list[Part]]:
    hit = score.hit
    name = clean_line(f"{hit.title} {paragraph_name(hit.paragraph, hit.page)}")
    lines: list[list[Part]] = [[(cut(name, width), ACCENT)], []]
    lines += [_counted(clean_line(share.what), f"{share.score:.3f}", width) for share in score.shares]
    lines += [_counted("together", f"{sum(share.score for share in score.shares):.3f}", width, strong=True), []]
    return lines + (paragraph(clean_line(score.remark), width) if score.remark else [])


def _counted(said: str, number: str, width: int, *, strong: bool = False) -> list[Part]:
    """A text with a number at the right."""
    left = cut(said, max(8, width - _NUMBER))
    gap = " " * max(1, width - cells(left) - cells(number))
    return [(left, STRONG if strong else TEXT), (gap, TEXT), (number, STRONG if strong else ACCENT)]


class ExplanationScreen(PageScreen):
    """The explanation on its own screen.

    Args:
        explanation: of an answer.
    """

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(ExplanationPane(explanation))
