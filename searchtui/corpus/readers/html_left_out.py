"""Which elements of a page are no part of its text: what is hidden or deleted, and what surrounds an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from searchtui.corpus.readers.html_rules import is_footnote, is_furniture_element, is_hidden, is_note_mark
from searchtui.corpus.readers.html_tokens import VOID, Token, attributes_of

__all__ = ["NEVER_SHOWN", "left_out"]

NEVER_SHOWN = frozenset(["audio", "button", "canvas", "datalist", "del", "math", "object", "rp", "rt", "video"])
"""Elements whose text is not the article's: controls, what old browsers show, deleted text, readings of characters."""

_AROUND = frozenset(["nav", "aside", "footer", "header", "form", "dialog", "menu"])
_PLACES = frozenset(["article", "main"])
_HOLDERS = frozenset(["div", "section", "ul", "ol", "table", "p", "span"])
"""Elements whose class is looked at for the names of furniture."""

_MOST_HIDDEN = 0.5
"""Share of a page's text from which on a hidden element is shown all the same: pages are saved while a dialog covers
them, and before a script has shown the article."""
_MOST_FURNITURE = 0.3
"""Share of a page's text from which on an element is no furniture, whatever it is called: a page can be one form."""

_MAY_BE_HIDDEN = re.compile(
    r"hidden|display|visibility|nosnippet|sr-only|screen|assistive|invisible|mso-hide", re.IGNORECASE
)


def left_out(found: Sequence[Token], closed: dict[int, int], *, page: bool) -> dict[int, int]:
    """The elements that are left out: the index of each one's start tag, with that of its end tag.

    Args:
        found: the tags and texts of a page.
        closed: where its elements end.
        page: it is a page of the web, and what surrounds its article goes too.
    """
    lengths = [0, *accumulate(0 if token.name else len(token.text.strip()) for token in found)]
    whole = max(1, lengths[-1])
    places = [(start, end) for start, end in closed.items() if found[start].name in _PLACES] if page else []
    headline = [index for index, token in enumerate(found) if token.name == "h1" and not token.is_end] if page else []
    skipped: dict[int, int] = {}
    reach = -1
    for start, token in enumerate(found):
        if start <= reach or not token.name or token.is_end or token.name in VOID or start not in closed:
            continue
        end = closed[start]
        share = (lengths[end] - lengths[start]) / whole
        if _goes(found, start, end, share) or (
            page and share <= _MOST_FURNITURE and _is_around(token, start, end, places, headline)
        ):
            skipped[start] = reach = end
    return skipped


def _goes(found: Sequence[Token], start: int, end: int, share: float) -> bool:
    token = found[start]
    if token.name in NEVER_SHOWN:
        return True
    if token.name == "sup":
        return _is_mark(found, start, end)
    return (
        share <= _MOST_HIDDEN and _MAY_BE_HIDDEN.search(token.text) is not None and is_hidden(attributes_of(token.text))
    )


def _is_mark(found: Sequence[Token], start: int, end: int) -> bool:
    inside = found[start + 1 : min(end, start + 8)]
    near = found[max(0, start - 2) : start]
    before = "".join(token.text for token in near if not token.name)
    is_link = any(token.name == "a" for token in (*inside, *near[-1:]))
    text = "".join(token.text for token in inside if not token.name)
    return end - start <= 8 and is_note_mark(text, is_link=is_link, before=before)


def _is_around(token: Token, start: int, end: int, places: Sequence[tuple[int, int]], headline: Sequence[int]) -> bool:
    attributes = attributes_of(token.text) if "=" in token.text else {}
    if token.name in _AROUND:
        if is_footnote(attributes):
            return False
        if token.name in ("header", "footer"):
            in_article = any(first < start and end < last for first, last in places[:100])
            return not in_article and not any(start < index < end for index in headline[:100])
        return True
    return token.name in _HOLDERS and bool(attributes) and is_furniture_element(attributes)
