"""Words that were parted at the end of a line are put together again.

A hyphen at the end of a line may be the typesetter's (`re-` / `turned`) or the writer's (`long-` / `term`). It is the
typesetter's where the text has the whole word elsewhere; else where the second part begins in lower case, the text does
not have the pair with its hyphen, and does not have the first part as a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["join_lines", "known_words"]

_TOKEN = re.compile(r"[^\W\d_]+(?:-+[^\W\d_]+)*-*")
_PARTED = re.compile(r"[^\W\d_](?:-?[^\W\d_])*-")
_BEFORE_WORD = re.compile(r"[\s/\"'“‘«(\[—–]")
_LONGEST_WORD = 60
_SECOND = re.compile(r"[^\W\d_]+")
_ALSO = frozenset(["and", "or", "nor", "to", "of", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en"])
_OWN_HYPHEN = frozenset(
    ["anti", "cross", "half", "high", "long", "low", "mid", "multi", "non", "self", "semi", "short", "well"]
)


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """All words of a text, and pairs with a hyphen, in lower case; those parted at the end of a line are left out."""
    tokens = (word.casefold() for line in lines for word in _TOKEN.findall(line))
    return frozenset(token for token in tokens if not token.endswith("-"))


def join_lines(lines: Iterable[str], known: frozenset[str]) -> str:
    """The lines of one paragraph as one line.

    Args:
        lines: without white space at either end.
        known: as `known_words` gives them.
    """
    parts: list[str] = []
    for line in lines:
        first = _parted_word(parts[-1]) if parts else None
        second = _SECOND.match(line) if first is not None else None
        if first is None or second is None or second[0] in _ALSO:
            parts.append(" ")
        elif _is_typesetters(first.casefold(), second[0], known):
            parts[-1] = parts[-1][:-1]
        parts.append(line)
    return "".join(parts).removeprefix(" ")


def _parted_word(line: str) -> str | None:
    """The word at the end of a line without the hyphen after it, or None where none is parted."""
    if not line.endswith("-"):
        return None
    word = _BEFORE_WORD.split(line[-_LONGEST_WORD:])[-1]
    return word[:-1] if len(word) > 2 and _PARTED.fullmatch(word) else None


def _is_typesetters(first: str, second: str, known: frozenset[str]) -> bool:
    last = first.rsplit("-", 1)[-1]
    if f"{last}{second.casefold()}" in known:
        return True
    if last != first:
        return False  # state-of-the- / art
    pair = f"{first}-{second.casefold()}"
    return second[0].islower() and pair not in known and last not in known and last not in _OWN_HYPHEN
