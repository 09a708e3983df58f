"""A tree of what looks like tags, for SGML and for XML that no parser takes: every text is some tree, none is lost."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import TreeBuilder
    from lxml.etree import _Element as Element

__all__ = ["ILLEGAL", "lenient_tree"]

_DEEPEST = 200
"""Elements inside each other that are told apart; the text of those deeper in belongs to the last of these."""

_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?[^>]*+>?|<![A-Za-z][^\[<>]*+(?:\[.*?(?:\]\s*>|\Z)|>)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]{0,100})"
    r"(?P<attributes>(?:[^<>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)>|</>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w.:-]{0,100})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_LONGEST_ATTRIBUTES = 4000
_ODD = re.compile(r"[^a-z0-9_.-]")
_CONTROL = re.compile("&#(?:x[0-9A-Fa-f]{1,7}|[0-9]{1,7});")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that no document in XML may have (XML 1.0, 2.2)."""

_NAMES_OF_EMPTY = "anchor area beginpage br co col colspec footnoteref graphic hr imagedata img spanspec videodata xref"
_EMPTY = frozenset(_NAMES_OF_EMPTY.split())
"""Elements of SGML that hold nothing and have no end tag."""

_CLOSED_BY_NEXT = frozenset(["entry", "item", "li", "listitem", "p", "para", "row", "simpara", "term", "title"])
"""Elements of which one does not hold another right inside: SGML may leave their end tags out."""


def lenient_tree(text: str) -> Element | None:
    """The outermost element of a text with tags; one of the name `text` around all where there are several.

    Names are in lower case and without namespaces. References to control characters are left out.

    Args:
        text: decoded.

    Returns:
        None where there is no tag.
    """
    from lxml import etree  # 20 ms, which a search need not spend

    building = _Building(etree.TreeBuilder())
    written = counted = 0
    line = 1
    for match in _TOKEN.finditer(text):
        building.add(_resolved(text[written : match.start()]))
        written = match.end()
        building.add(ILLEGAL.sub("", match["data"] or ""))
        name = _local(match["name"] or "")
        if match["end"] == "/" or match[0] == "</>":
            building.close(name or building.opened[-1])
        elif name:
            line += text.count("\n", counted, match.start())
            counted = match.start()
            building.open(name, match["attributes"], line)
    building.add(_resolved(text[written:]))
    root = building.whole()
    inside = list(root)
    if not inside:
        return None
    alone = len(inside) == 1 and not (root.text or "").strip() and not (inside[0].tail or "").strip()
    return inside[0] if alone else root


class _Building:
    """The tree so far, with the names of the elements that are open."""

    def __init__(self, builder: TreeBuilder) -> None:
        self._builder = builder
        self._builder.start("text", {})
        self.opened = ["text"]

    def add(self, text: str) -> None:
        if text:
            self._builder.data(text)

    def open(self, name: str, attributes: str, line: int) -> None:
        if self.opened[-1] == name and name in _CLOSED_BY_NEXT:
            self.close(name)
        if len(self.opened) >= _DEEPEST:
            self.add(" ")
            return
        self._builder.start(name, _attributes(attributes)).sourceline = line
        self.opened.append(name)
        if attributes.endswith("/") or name in _EMPTY:
            self.close(name)

    def close(self, name: str) -> None:
        """End the innermost element of a name and all in it; an end tag that fits nothing is passed by."""
        if name in self.opened[1:]:
            while self.opened[-1] != name:
                self._builder.end(self.opened.pop())
            self._builder.end(self.opened.pop())

    def whole(self) -> Element:
        while self.opened:
            self._builder.end(self.opened.pop())
        root: Element = self._builder.close()
        return root


def _local(name: str) -> str:
    """A name in lower case and without its namespace, of characters that every name may have."""
    return _ODD.sub("_", name.rpartition(":")[2].lower()).lstrip(".-0123456789")


def _attributes(text: str) -> dict[str, str]:
    if "=" not in text:
        return {}
    found = _ATTRIBUTE.findall(text[:_LONGEST_ATTRIBUTES])
    return {_local(name) or "x": _resolved(double or single or bare) for name, double, single, bare in found}


def _resolved(text: str) -> str:
    """Text with the characters that its references stand for, apart from those that control something."""
    if "&" in text:
        text = html.unescape(_CONTROL.sub(_character, text))
    return ILLEGAL.sub("", text)


def _character(match: re.Match[str]) -> str:
    digits = match[0][2:-1]
    number = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return match[0] if number > 31 or number in (9, 10) else ""
