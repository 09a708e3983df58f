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
    return _compiled(pattern).fullmatch(path) is not None


def has_wildcard(pattern: str) -> bool:
    """Whether the pattern can fit more than one name."""
    return any(character in pattern for character in "*?[")


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    trimmed = pattern.strip("/")
    anchored = "/" in pattern.rstrip("/")
    expression = "" if anchored else "(?:.*/)?"
    position = 0
    while position < len(trimmed):
        character = trimmed[position]
        if trimmed.startswith("**/", position) and (position == 0 or trimmed[position - 1] == "/"):
            expression += "(?:.*/)?"
            position += 3
            continue
        if trimmed.startswith("**", position):
            expression += ".*"
            position += 2
            continue
        closing = _end_of_set(trimmed, position) if character == "[" else -1
        if closing > 0:
            expression += _set_expression(trimmed[position + 1 : closing])
            position = closing
        elif character == "*":
            expression += "[^/]*"
        elif character == "?":
            expression += "[^/]"
        else:
            expression += re.escape(character)
        position += 1
    # A folder's pattern fits what the folder holds. An empty pattern fits nothing.
    return re.compile(f"{expression}(?:/.*)?" if trimmed else r"(?!)", re.DOTALL)


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
