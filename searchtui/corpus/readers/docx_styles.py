"""What the styles of a Word document (ECMA-376, part 1, 17.7) say of the paragraphs that have them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from searchtui.corpus.readers.paragraph_styles import Style, Styles, style_of_name
from searchtui.corpus.readers.xml_events import Walker, walk_xml

__all__ = ["WORD_PREFIXES", "is_on", "read_styles"]

WORD_PREFIXES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # the same in the strict form of the standard
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
}
"""The prefixes by which the names of Word's markup are known here."""

_OFF = frozenset(["0", "false", "off", "none"])
_LOWEST_LEVEL = 9
"""The outline level of text (17.3.1.20); those of headings are 0 to 8."""


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a property that is on or off (17.17.4) is on."""
    return attributes.get("w:val", "1").casefold() not in _OFF


def read_styles(data: bytes | None) -> Styles:
    """Read the styles of a document; those behind a fault are missing.

    Args:
        data: the part that holds them, None where the document has none.
    """
    reading = _Reading()
    if data is not None:
        walk_xml(data, reading, WORD_PREFIXES)
    return Styles(reading.styles, reading.default)


class _Reading(Walker):
    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        self._identifier: str | None = None
        self._style = Style()
        self._skipped = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or name in ("w:tblStylePr", "w:docDefaults", "w:rPrChange", "w:pPrChange"):
            self._skipped += 1
        elif name == "w:style":
            self._identifier = attributes.get("w:styleId")
            self._style = Style()
            is_default = attributes.get("w:default", "0").casefold() not in _OFF
            if is_default and attributes.get("w:type", "paragraph") == "paragraph":
                self.default = self._identifier
        elif self._identifier is not None:
            self._property(name, attributes)

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:name":
            named = style_of_name(value)
            level = named.level if self._style.level is None else self._style.level
            self._style = msgspec.structs.replace(self._style, name=named.name, kind=named.kind, level=level)
        elif name == "w:basedOn":
            self._style = msgspec.structs.replace(self._style, parent=value)
        elif name == "w:outlineLvl" and value.isdecimal():
            self._style = msgspec.structs.replace(self._style, level=(int(value) + 1) % (_LOWEST_LEVEL + 1))
        elif name == "w:numId":
            self._style = msgspec.structs.replace(self._style, listed=value != "0")
        elif name == "w:vanish":
            self._style = msgspec.structs.replace(self._style, hidden=is_on(attributes))

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif name == "w:style" and self._identifier is not None:
            self.styles[self._identifier] = self._style
            self._identifier = None
