"""The marks inside a paragraph of reStructuredText: what is left of it when it is shown."""

from __future__ import annotations

import re

__all__ = ["shown"]

_MARK = re.compile(
    r"``(?P<literal>[^`]++(?:`[^`]++)*+)``"
    r"|(?::[\w.+-]+(?::[\w.+-]+)*:)?_?`(?P<interpreted>(?:[^`\\]|\\.){1,1000}+)`(?::[\w.+-]+:)?_{0,2}"
    r"|(?<![\w*])\*\*(?=\S)(?P<strong>[^*]++(?:\*[^*]++)*+)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(?P<emphasis>[^*]++)\*(?!\w)"
    r"|\s?\[(?:\#?[\w.-]*|\*)\]_"
    r"|(?<!\w)(?P<reference>[^\W_](?:\w*?[^\W_])?)__?(?=$|[\s.,;:!?'\")\]}>/’”-])"
    r"|\\(?P<escaped>\s|\S|\Z)"
)
_TARGET = re.compile(r"(?P<text>.*\S)\s*<[^<>]*>", re.DOTALL)
_MOST = 200_000
"""Characters of a paragraph from which on marks are left as they are."""


def shown(text: str) -> str:
    """A paragraph without its marks: the texts of links and roles stay, footnote marks and targets go.

    Source: the reStructuredText markup specification of Docutils, section "Inline markup".
    """
    return text if len(text) > _MOST else _MARK.sub(_said, text)


def _said(match: re.Match[str]) -> str:
    if match["literal"] is not None:
        return match["literal"]
    if match["interpreted"] is not None:
        inside = re.sub(r"\\(.)", r"\1", match["interpreted"])
        named = _TARGET.fullmatch(inside)
        return (named["text"] if named else inside).lstrip("~!")
    if match["strong"] is not None:
        return match["strong"]
    if match["emphasis"] is not None:
        return match["emphasis"]
    if match["reference"] is not None:
        return match["reference"]
    return (match["escaped"] or "").strip()
