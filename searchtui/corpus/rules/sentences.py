"""Where the first sentence of a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["each_sentence", "ends_with", "first_sentence", "sentences"]

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|Ft|Jr|Sr|Messrs|vs|etc|Inc|Ltd|Co|"
    r"Corp|No|Nos|Vol|Art|Fig|cf|al|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|"
    r"Sun|e\.g|i\.e)|\b[^\W\d_])\.$"
)
# That it begins with a set of marks, rather than with what stands before them, lets the search leap from mark to mark.
_END = re.compile(
    r"[.!?…。！？](?:"
    r"(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]*[^\Wa-z_])|"
    r"(?<=[。！？])[。！？]*[」』”]*)"
)
_CLOSING = "\"'”’»)]"
_LONGEST_TITLE = 160


def sentences(text: str) -> list[str]:
    """Part a paragraph into sentences; abbreviations and initials end none."""
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[str]:
    """The same, one after the other, for whoever may not need all of them."""
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    rest = text[start:].strip()
    if rest:
        yield rest


def ends_with(text: str, marks: tuple[str, ...]) -> bool:
    """Whether a text ends with one of some marks, but for the quotes and brackets that close behind it.

    Args:
        text: on one line.
        marks: each one character.
    """
    return text.removesuffix("\n").rstrip(_CLOSING).endswith(marks)


def first_sentence(text: str) -> str:
    """The first sentence, cut at a word and marked with an ellipsis where it is longer than a title can be."""
    sentence = next(each_sentence(text), text.strip())
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    head = sentence[: _LONGEST_TITLE - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return cut.rstrip(" ,;:–—-") + "…"
