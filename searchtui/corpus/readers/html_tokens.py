"""The tags of a text in HTML or XHTML, found in one linear pass without a parser.

A parser builds a tree, and there are pages whose tree takes minutes or cannot be built: a hundred thousand elements in
one another, a hundred thousand attributes of one element. What tags stand where can be told of every text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import msgspec

__all__ = ["VOID", "Token", "attributes_of", "closings", "shown", "tokens"]

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements that hold nothing and have no end tag (HTML, section 13.1.2)."""

# A quote counts where a value can begin, which is after `=`; elsewhere it is a slip of the pen.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/<>\"'=]*+)"
    r"(?P<attributes>(?:[^<>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)>"
)
_SCRIPTS = "script|style|textarea|template|noscript|svg|iframe|object|select"
_NO_TEXT = re.compile(rf"<!--|<!\[CDATA\[|<[!?]|<({_SCRIPTS}|head)(?=[\s/>])", re.IGNORECASE)
_NO_MARKUP = re.compile(rf"<!--|<!\[CDATA\[|<[!?]|<({_SCRIPTS})(?=[\s/>])", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _SCRIPTS.split("|")}
_ENDS["head"] = re.compile(r"</head\s*>|(?=<body[\s>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_LONGEST_ATTRIBUTES = 4000
"""Characters of a tag that are looked through for attributes."""


class Token(msgspec.Struct, frozen=True):
    """A tag, or the text between two tags.

    Args:
        name: of the element, in lower case and without a namespace; empty for text.
        text: with its entities resolved, or the attributes of a tag as they are written.
        place: where it begins, in characters.
        is_end: it is an end tag.
    """

    name: str
    text: str
    place: int
    is_end: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tags and texts of a page, without comments, scripts, styles and its head."""
    for start, stop in _shown(text):
        place = start
        for match in _TAG.finditer(text, start, stop):
            if match.start() > place:
                yield Token("", html.unescape(text[place : match.start()]), place)
            place = match.end()
            name = match["name"].lower().rpartition(":")[2]
            yield Token(name, match["attributes"], match.start(), bool(match["end"]))
            if match["attributes"].endswith("/") and not match["end"] and name not in VOID:
                yield Token(name, "", match.start(), is_end=True)
        if place < stop:
            yield Token("", html.unescape(text[place:stop]), place)


def shown(text: str) -> str:
    """A page with its head, without comments, scripts, styles, and the drawings and forms that a page embeds."""
    return "".join(text[start:stop] for start, stop in _shown(text, _NO_MARKUP))


def _shown(text: str, unseen: re.Pattern[str] = _NO_TEXT) -> Iterator[tuple[int, int]]:
    """From where to where the text is shown, between comments, scripts and the like."""
    place = 0
    unclosed: set[str] = set()
    search_from = 0
    while (match := unseen.search(text, search_from)) is not None:
        name = (match[1] or "").lower()
        if name:
            end = None if name in unclosed else _ENDS[name].search(text, match.end())
            after = end.end() if end is not None else -1
        else:
            mark = {"<!--": "-->", "<![CDATA[": "]]>"}.get(match[0].upper(), ">")
            name = mark
            found = -1 if mark in unclosed else text.find(mark, match.end())
            after = found + len(mark) if found >= 0 else -1
        if after < 0:
            # What is opened and never closed hides nothing but its own tag: better too much text than none.
            unclosed.add(name)
            if name in ("script", "style"):
                break
            search_from = match.end()
            continue
        if match[0].upper() == "<![CDATA[":
            yield place, match.start()
            yield match.end(), after - 3
        else:
            yield place, match.start()
        place = search_from = max(after, match.end())
    else:
        yield place, len(text)
        return
    yield place, match.start() if match is not None else len(text)


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag as they are written in it, names in lower case.

    Args:
        tag: what stands between its name and its end.
    """
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(tag[:_LONGEST_ATTRIBUTES])
    }


def closings(found: Sequence[Token]) -> dict[int, int]:
    """For each start tag that is closed, the index of its end tag, by its own index.

    An end tag closes the last open element of its name, whatever stands between them. The end tag of an item of a list
    may be missing: the item ends before the next one, or before the end of its list (HTML, section 13.1.2.4).
    """
    waiting: dict[str, list[int]] = {name: [] for name in ("li", "ol", "ul")}
    items, lists = waiting["li"], (waiting["ol"], waiting["ul"])
    closed: dict[int, int] = {}
    for index, token in enumerate(found):
        name = token.name
        if not name or name in VOID:
            continue
        if not token.is_end:
            if name == "li" and items and items[-1] > max((one[-1] for one in lists if one), default=-1):
                closed[items.pop()] = index - 1
            waiting.setdefault(name, []).append(index)
        elif waiting.get(name):
            start = waiting[name].pop()
            closed[start] = index
            while name in ("ol", "ul") and items and items[-1] > start:
                closed[items.pop()] = index - 1
    return closed
