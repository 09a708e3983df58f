"""What the styles of a document say of the paragraphs that have them, whichever word processor wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from searchtui.article import Kind

__all__ = ["Style", "Styles", "style_of_name"]

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
        ["toc heading", "table of figures", "table of authorities", "inhaltsverzeichnisüberschrift"],
        Kind.FURNITURE,
    ),
    **dict.fromkeys(["footnote text", "endnote text", "footnote", "endnote"], Kind.FOOTNOTE),
    **dict.fromkeys(["subtitle", "untertitel", "author", "date", "abstract", "normal"], Kind.BODY),
}
_CONTENTS = re.compile(r"(?:toc|verzeichnis|tm|tdc|sommario|inhopg|оглавление|目录) ?[1-9]|contents \d+")
_LONGEST_CHAIN = 50


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
