"""Patterns that choose files, with the rules of `.gitignore` as far as names go.

A pattern is relative to one folder and is compared with paths relative to that folder, written with `/`:

- `*` stands for any characters but `/`, `?` for one, `[a-c]` and `[!a-c]` for one of a set, `**` for any number of
  folders;
- a pattern without `/` (apart from one at its end) fits a name at any depth: `*.md` fits `a.md` and `x/y/a.md`;
- a pattern with `/` begins at the folder itself: `2021/*.txt` fits `2021/a.txt`, not `x/2021/a.txt`; so does one that
  begins with `/`;
- a pattern that fits a folder fits everything in it: `drafts` and `drafts/` fit `drafts/old/a.txt`.

Upper and lower case differ. Python 3.11 has no `pathlib.PurePath.full_match`, and `fnmatch` lets `*` cross folders.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["has_wildcard", "matches"]


def matches(pattern: str, path: str) -> bool:
    """Whether `pattern` fits `path` or one of the folders that it lies in.

    Args:
        pattern: a glob as this module describes it.
        path: of a file, relative to the pattern's folder, with `/`.
    """
    return _compiled(pattern).match(path) is not None


def has_wildcard(pattern: str) -> bool:
    """Whether the pattern can fit more than one name."""
    return any(character in pattern for character in "*?[")


_FOLDERS = "(?>(?:[^/]*+/)*?"
"""Any number of folders, as few as possible, and with what is added to it never others."""

_REST = "(?>[^/]*?"
"""The same for letters of a name."""

_BORDER = r"(?=/|\Z)"


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # What stands between two stars is met where it first fits and never looked for elsewhere. That is enough, as a
    # pattern that fits a folder fits all that is in it; and one with very many stars takes no longer than others.
    trimmed = pattern.strip("/")
    if not trimmed:
        return re.compile(r"(?!)")
    groups = [""]
    folders = _folders(trimmed if "/" in pattern.rstrip("/") else f"**/{trimmed}")
    for number, folder in enumerate(folders, start=1):
        if folder != "**":
            groups[-1] += _of_folder(folder) + (_BORDER if number == len(folders) else "/")
        elif number < len(folders):
            groups.append("")
    first, *others = groups
    return re.compile(first + "".join(f"{_FOLDERS}{group})" for group in others), re.DOTALL)


def _folders(pattern: str) -> list[str]:
    """The parts of a pattern, each for one folder but `**`, which stands alone: `**.md` is `**` and `*.md`."""
    parts: list[str] = []
    given = pattern.split("/")
    for number, part in enumerate(given, start=1):
        name = part.strip("*")
        if name and part.startswith("**"):
            parts.append("**")
        parts.append(re.sub(r"\*+", "*", part) if name else part[:2])
        if name and part.endswith("**") and number < len(given):
            parts.append("**")
    return parts


def _of_folder(pattern: str) -> str:
    """What fits the name of one folder or file."""
    pieces = [""]
    position = 0
    while position < len(pattern):
        character = pattern[position]
        closing = _end_of_set(pattern, position) if character == "[" else -1
        if closing > 0:
            pieces[-1] += _set_expression(pattern[position + 1 : closing])
            position = closing
        elif character == "*":
            pieces.append("")
        elif character == "?":
            pieces[-1] += "[^/]"
        else:
            pieces[-1] += re.escape(character)
        position += 1
    first, *others = pieces
    if others:
        others[-1] += _BORDER
    return first + "".join(f"{_REST}{piece})" for piece in others)


def _end_of_set(pattern: str, start: int) -> int:
    """Where the set that opens at `start` closes, or -1: then the bracket stands for itself."""
    first = start + 1
    if pattern[first : first + 1] in ("!", "^"):
        first += 1
    return pattern.find("]", first + 1)


def _set_expression(body: str) -> str:
    negated = body[0] in "!^"
    members = (body[1:] if negated else body).replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
    members = members.replace("^", r"\^").replace("&&", r"&\&").replace("||", r"|\|").replace("~~", r"~\~")
    expression = f"(?!/)[{'^' if negated else ''}{members}]"
    try:
        re.compile(expression)
    except re.error:  # a range that runs backwards, such as [z-a], fits nothing
        return "(?!)"
    return expression
