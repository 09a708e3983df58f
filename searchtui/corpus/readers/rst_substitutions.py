"""Substitutions of reStructuredText: `|name|` stands for what `.. |name| replace:: words` defines.

Source: the reStructuredText markup specification of Docutils, section "Substitution Definitions".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from searchtui.corpus.readers.rst_lines import Line

__all__ = ["with_substitutions"]

_DEFINITION = re.compile(r"\.\.\s+\|(?P<name>[^|]{1,200})\|\s+replace::\s*(?P<words>.*)$")
_REFERENCE = re.compile(r"\|(?P<name>[^|\s](?:[^|]{0,198}[^|\s])?)\|_{0,2}")
_LONGEST = 1000
"""Characters of a definition; it stands for some words, and may be referred to at every place of a text."""
_MOST_LONGER = 1_000_000
"""Characters by which a text may become longer."""


def with_substitutions(lines: Sequence[Line]) -> list[Line]:
    """The lines with the words that their substitutions stand for; what nobody defines stays as it is.

    Args:
        lines: of the whole file.
    """
    defined = _definitions(lines)
    if not defined:
        return list(lines)
    left = _MOST_LONGER

    def said(match: re.Match[str]) -> str:
        nonlocal left
        words = defined.get(_folded(match["name"]))
        if words is None or left < len(words):
            return match[0]
        left -= len(words)
        return words

    # In the drawing of a table the places of the bars count.
    return [
        line
        if "|" not in line.text or line.text.lstrip()[:1] in "+|" or _DEFINITION.match(line.text)
        else Line(line.number, _REFERENCE.sub(said, line.text))
        for line in lines
    ]


def _definitions(lines: Sequence[Line]) -> Mapping[str, str]:
    defined: dict[str, str] = {}
    for place, line in enumerate(lines):
        found = _DEFINITION.match(line.text) if line.text.startswith("..") else None
        if found is None:
            continue
        words = [found["words"]]
        for below in lines[place + 1 : place + 10]:
            if not below.text or not below.indent:
                break
            words.append(below.text.strip())
        defined.setdefault(_folded(found["name"]), " ".join(filter(None, words))[:_LONGEST])
    return defined


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
