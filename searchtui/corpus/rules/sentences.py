"""Where the first sentence of a paragraph ends."""

from __future__ import annotations

import re

__all__ = ["first_sentence", "sentences"]

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|Ft|Jr|Sr|Messrs|vs|etc|Inc|Ltd|Co|"
    r"Corp|No|Nos|Vol|Art|Fig|cf|al|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|"
    r"Sun|e\.g|i\.e)|\b[^\W\d_])\.$"
)
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s+[\"'“‘«(\[]*[^\Wa-z_])|[。！？]+[」』”]*")
_LONGEST_TITLE = 160


def sentences(text: str) -> list[str]:
    """Part a paragraph into sentences; abbreviations and initials end none."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def first_sentence(text: str) -> str:
    """The first sentence, cut at a word and marked with an ellipsis where it is longer than a title can be."""
    parts = sentences(text)
    sentence = parts[0] if parts else text.strip()
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    head = sentence[: _LONGEST_TITLE - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return cut.rstrip(" ,;:–—-") + "…"
