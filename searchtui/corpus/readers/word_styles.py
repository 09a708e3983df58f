"""What the styles of a Word document (ECMA-376, part 1, 17.7) say of the paragraphs that have them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from searchtui.article import Kind
from searchtui.corpus.readers.xml_events import Walker, walk_xml

__all__ = ["WORD_PREFIXES", "Style", "Styles", "is_on", "read_styles", "style_of_name"]

WORD_PREFIXES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # the same in the strict form of the standard
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
}
"""The prefixes by which the names of Word's markup are known here."""

# Word calls its own styles by their English names in any language. Other programs do not, nor are identifiers English.
_HEADING = re.compile(
    r"(?:heading|[üu]?berschrift|titre|t[íi]tulo|titolo|kop|rubrik|overskrift|otsikko|nadpis|nag[łl][óo]wek|başl[ıi]k|"
    r"c[íi]msor|заголовок|标题|標題|見出し|제목) ?([1-9])"
)
_NAMES: Mapping[str, Kind] = {
    **dict.fromkeys(
        ["title", "titel", "titre", "título", "titolo", "tytuł", "název", "название", "标题", "標題"], Kind.TITLE
    ),
    **dict.fromkeys(
        [
            *("caption", "image caption", "table caption", "figure caption", "figure", "illustration", "beschriftung"),
            *("légende", "legende", "leyenda", "epígrafe", "didascalia", "bijschrift", "legenda", "bildtext", "题注"),
            *("название объекта", "подпись"),
        ],
        Kind.CAPTION,
    ),
    **dict.fromkeys(
        [
            "toc heading",
            "table of figures",
            "table of authorities",
            "inhaltsverzeichnisüberschrift",
            "header",
            "footer",
        ],
        Kind.FURNITURE,
    ),
    **dict.fromkeys(["footnote text", "endnote text", "footnote", "endnote"], Kind.FOOTNOTE),
    **dict.fromkeys(["subtitle", "untertitel", "author", "date", "abstract", "normal"], Kind.BODY),
}
_CONTENTS = re.compile(r"(?:toc|verzeichnis|tm|tdc|sommario|inhopg|оглавление|目录) ?[1-9]|contents \d+")
_OFF = frozenset(["0", "false", "off", "none"])
_LONGEST_CHAIN = 50
_LOWEST_LEVEL = 9
"""The outline level of text (17.3.1.20); those of headings are 0 to 8."""


class Style(msgspec.Struct, frozen=True):
    """What a style says; None where it leaves it to the style that it is based on.

    Args:
        name: in lower case.
        parent: identifier of the style that it is based on.
        kind: of its paragraphs, as its name says; `body` for what the styles above it must not change.
        level: of the heading that its paragraphs are, from 1; 0 for text.
        hidden: its text is not shown.
        listed: its paragraphs are items of a list.
    """

    name: str = ""
    parent: str | None = None
    kind: Kind | None = None
    level: int | None = None
    hidden: bool | None = None
    listed: bool | None = None


class Styles:
    """The styles of a document.

    Args:
        styles: by their identifiers.
        default: identifier of that of paragraphs that name none.
    """

    def __init__(self, styles: Mapping[str, Style], default: str | None = None) -> None:
        self._styles = styles
        self._default = default
        self._resolved: dict[str | None, Style] = {}

    def of(self, identifier: str | None) -> Style:
        """What a style says together with those that it is based on, itself first."""
        if identifier not in self._resolved:
            self._resolved[identifier] = self._resolve(identifier or self._default)
        return self._resolved[identifier]

    def _resolve(self, identifier: str | None) -> Style:
        if identifier is not None and identifier not in self._styles:
            return style_of_name(identifier)
        merged = Style()
        seen: set[str] = set()
        while identifier is not None and identifier in self._styles and identifier not in seen:
            seen.add(identifier)
            style = self._styles[identifier]
            known = merged.kind is not None or merged.level is not None
            merged = Style(
                name=merged.name or style.name,
                kind=merged.kind if known else style.kind,
                level=merged.level if known else style.level,
                hidden=style.hidden if merged.hidden is None else merged.hidden,
                listed=style.listed if merged.listed is None else merged.listed,
            )
            identifier = style.parent if len(seen) < _LONGEST_CHAIN else None
        return merged


def style_of_name(name: str) -> Style:
    """What the name of a style says of it: `heading 2`, `Titre 1`, `Caption`, `toc 1`."""
    folded = " ".join(name.casefold().replace("_20_", " ").split())
    heading = _HEADING.fullmatch(folded)
    if heading is not None:
        return Style(folded, level=int(heading[1]))
    if _CONTENTS.fullmatch(folded):
        return Style(folded, kind=Kind.FURNITURE)
    return Style(folded, kind=_NAMES.get(folded))


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
