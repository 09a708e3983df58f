"""The styles of an OpenDocument text (ODF 1.3, part 3, 16): by which names its paragraphs are headings or captions."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from searchtui.corpus.readers.paragraph_styles import Style, Styles, style_of_name
from searchtui.corpus.readers.xml_events import Walker, walk_xml

__all__ = ["ODT_PREFIXES", "of_family", "read_styles"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ODT_PREFIXES: Mapping[str, str] = {
    **{f"{_OASIS}{name}:1.0": name for name in ("office", "style", "text", "table", "form")},
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}svg-compatible:1.0": "svg",
}
"""The prefixes by which the names of OpenDocument are known here."""


def of_family(family: str, name: str) -> str:
    """The identifier of a style: those of paragraphs and of stretches of text may have the same name."""
    return name if family == "paragraph" else f"{family} {name}"


def read_styles(*parts: bytes) -> Styles:
    """Read the styles of a document, those that the user named and those that the program made.

    Args:
        parts: that hold some, in any order.
    """
    reading = _Reading()
    for part in parts:
        walk_xml(part, reading, ODT_PREFIXES)
    return Styles(reading.styles)


class _Reading(Walker):
    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self._identifier: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style:style":
            family = attributes.get("style:family", "paragraph")
            own = attributes.get("style:name", "")
            style = style_of_name(attributes.get("style:display-name", own))
            parent = attributes.get("style:parent-style-name")
            self._identifier = of_family(family, own)
            parent = None if parent is None else of_family(family, parent)
            self.styles[self._identifier] = msgspec.structs.replace(style, parent=parent)
        elif name == "style:text-properties" and self._identifier is not None:
            hidden = {"none": True, "true": False}.get(attributes.get("text:display", ""))
            self.styles[self._identifier] = msgspec.structs.replace(self.styles[self._identifier], hidden=hidden)

    def end(self, name: str) -> None:
        if name == "style:style":
            self._identifier = None
