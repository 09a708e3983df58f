"""What `searchtui --pick` prints: the places of the paragraphs that were picked."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchtui.collection import FilePlace

__all__ = ["PICKED", "as_named", "picked"]

PICKED = ("paragraph", "path", "editor")
"""The forms: `path:paragraph`, the path, and what an editor takes."""


_UNSTABLE = re.compile(r"[*?\[\\]|[+@!]\(|[^\S ]|  ")
"""What a shell changes in the words of `$(searchtui --pick=editor)` although it stands in quotes: quotes within such
words are characters like others, until `eval` sees them."""
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-")


def picked(choices: Iterable[FilePlace], form: str, base: Path, *, null: bool = False) -> Iterator[str]:
    """What to print, without what ends each part.

    Args:
        choices: in the order in which they were picked.
        form: one of `PICKED`. For an editor it is `+LINE PATH` in the quotes of a shell; where NUL ends each part, the
            two are parts of their own and nothing needs quotes.
        base: the working directory.
        null: NUL ends each part, and not the end of a line.
    """
    from searchtui.article import article_name

    seen: set[str] = set()
    for choice in choices:
        path = as_named(choice.path, base)
        line = choice.line
        if form == "paragraph":
            yield f"{article_name(path, choice.item)}:{choice.paragraph}"
        elif form == "path":
            if path not in seen:
                seen.add(path)
                yield path
        elif null:
            yield from [path] if line is None else [f"+{line}", path]
        else:
            yield _quoted(path) if line is None else f"+{line} {_quoted(path)}"


def _quoted(path: str) -> str:
    """A path that `eval` makes the path again, whether or not a shell looks for blanks and patterns in it before.

    Where it would do harm to that, `printf` writes the path: then there is no blank in it, and no sign of a pattern.
    """
    if _UNSTABLE.search(path) is None:
        return shlex.quote(path)
    written = "".join(chr(byte) if byte in _PLAIN else f"\\{byte:03o}" for byte in os.fsencode(path))
    return f"\"$(printf${{IFS}}'{written}')\""


def as_named(path: Path, base: Path) -> str:
    """A path as one would type it: relative to the working directory where it lies below that, and never an option."""
    try:
        name = str(path.relative_to(base))
    except ValueError:
        return str(path)
    # Besides options, `+5` is a line to an editor.
    return os.path.join(os.curdir, name) if name.startswith(("-", "+", "~")) else name  # noqa: PTH118
