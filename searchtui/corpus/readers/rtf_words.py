"""What the control words of RTF do to the groups of a file.

Rich Text Format Specification, version 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from searchtui.corpus.readers.rtf_codes import CODE_PAGES, codec_of_charset, codec_of_page
from searchtui.corpus.readers.rtf_flows import RtfFlow
from searchtui.corpus.readers.rtf_groups import Groups

__all__ = ["NUMBERED", "WORDS"]

_MOST_REPLACED = 8
"""Characters that may stand behind one of Unicode; a greater number is a mistake that would take text away."""

_HEADINGS = range(9)
"""Levels of an outline; text below headings has one more."""


def _end_cell(groups: Groups) -> None:
    groups.end_paragraph(RtfFlow.end_cell)


def _end_row(groups: Groups) -> None:
    if groups.now.is_text:
        groups.now.flow.end_row()


def _end_inner_cell(groups: Groups) -> None:
    if groups.now.is_text:
        groups.now.flow.end_inner_cell()


def _end_inner_row(groups: Groups) -> None:
    groups.now.flow.end_inner_row()


def _plain(groups: Groups) -> None:
    groups.now.hidden = groups.now.deleted = False
    groups.now.codec = groups.fonts.get(groups.default_font)


def _note(groups: Groups) -> None:
    if groups.now.sink is not None:
        groups.enter_flow("note", note=True)


def _box(groups: Groups) -> None:
    if groups.now.place == "shape":
        groups.enter_flow("box", note=False)


def _number(groups: Groups) -> None:
    if groups.now.sink is not None:
        groups.enter("number", [])


def _nothing(place: str) -> Callable[[Groups], None]:
    return lambda groups: groups.enter(place)


def _property(name: str) -> Callable[[Groups], None]:
    def begin(groups: Groups) -> None:
        if groups.now.place == "info":
            groups.enter(name, [])

    return begin


def _part_of_date(groups: Groups, number: int | None) -> None:
    if groups.now.place == "created" and groups.now.sink is not None:
        groups.now.sink.append(f"-{number or 0:02}" if groups.now.sink else f"{number or 0:04}")


def _encoding(codec: str) -> Callable[[Groups], None]:
    def take(groups: Groups) -> None:
        groups.codec = codec

    return take


def _font(groups: Groups, number: int | None) -> None:
    groups.font = number or 0
    if groups.now.place == "fonts":
        groups.fonts[groups.font] = None
    else:
        groups.now.codec = groups.fonts.get(groups.font)


def _charset(groups: Groups, number: int | None) -> None:
    if groups.now.place == "fonts":
        groups.fonts[groups.font] = codec_of_charset(number or 0)


def _page_of_font(groups: Groups, number: int | None) -> None:
    if groups.now.place == "fonts":
        groups.fonts[groups.font] = codec_of_page(number or 0)


def _page(groups: Groups, number: int | None) -> None:
    groups.codec = codec_of_page(number or 0) or groups.codec


def _default_font(groups: Groups, number: int | None) -> None:
    groups.default_font = number or 0


def _replaced(groups: Groups, number: int | None) -> None:
    groups.now.replaced = min(_MOST_REPLACED, max(0, 1 if number is None else number))


def _hidden(groups: Groups, number: int | None) -> None:
    groups.now.hidden = number != 0


def _deleted(groups: Groups, number: int | None) -> None:
    groups.now.deleted = number != 0


def _moved_away(groups: Groups) -> None:
    groups.now.deleted = True


def _style(groups: Groups, number: int | None) -> None:
    groups.now.style = number or 0
    if groups.now.place == "styles":
        groups.enter("style", [])


def _level(groups: Groups, number: int | None) -> None:
    groups.now.level = number + 1 if number is not None and number in _HEADINGS else 0


def _listed(groups: Groups, number: int | None) -> None:
    groups.now.listed = number != 0


def _in_table(groups: Groups, number: int | None) -> None:
    groups.now.in_table = number != 0


WORDS: Mapping[str, Callable[[Groups], None]] = {
    "author": _property("author"),
    "cell": _end_cell,
    "column": Groups.end_paragraph,
    "creatim": _property("created"),
    "do": _nothing("shape"),
    "dptxbxtext": _box,
    "fonttbl": _nothing("fonts"),
    "footnote": _note,
    "info": _nothing("info"),
    "listtext": _number,
    "mvf": _moved_away,
    "nestcell": _end_inner_cell,
    "nestrow": _end_inner_row,
    "nesttableprops": _nothing("row"),
    "page": Groups.end_paragraph,
    "par": Groups.end_paragraph,
    "pard": lambda groups: groups.now.reset_paragraph(),
    "plain": _plain,
    "pntext": _number,
    "row": _end_row,
    "sect": Groups.end_paragraph,
    "shp": _nothing("shape"),
    "shpinst": _nothing("shape"),
    "shptxt": _box,
    "stylesheet": _nothing("styles"),
    "title": _property("title"),
    **{name: _encoding(codec) for name, codec in CODE_PAGES.items()},
}
"""Words whose number says nothing."""

NUMBERED: Mapping[str, Callable[[Groups, int | None], None]] = {
    "ansicpg": _page,
    "cpg": _page_of_font,
    "deff": _default_font,
    "deleted": _deleted,
    "dy": _part_of_date,
    "f": _font,
    "fcharset": _charset,
    "intbl": _in_table,
    "ls": _listed,
    "mo": _part_of_date,
    "outlinelevel": _level,
    "s": _style,
    "uc": _replaced,
    "v": _hidden,
    "yr": _part_of_date,
}
"""Words whose number, if they have one, says more."""
