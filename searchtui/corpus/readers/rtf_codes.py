"""What control words of RTF stand for: characters, code pages, and destinations whose text is not of the article.

Rich Text Format Specification, version 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import cache

__all__ = ["ALONE", "CHARACTERS", "CODE_PAGES", "SKIPPED", "SYMBOLS", "codec_of_charset", "codec_of_page"]

SYMBOLS = "symbols"
"""Stands for the encoding of fonts of pictures, in which no byte is a letter."""

CHARACTERS: Mapping[str, str] = {
    "bullet": "•",
    "emdash": "—",
    "emspace": " ",
    "endash": "–",
    "enspace": " ",
    "lbr": "\n",
    "ldblquote": "“",
    "line": "\n",
    "lquote": "‘",
    "qmspace": " ",
    "rdblquote": "”",
    "rquote": "’",
    "tab": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
"""Control words that are characters."""

ALONE: Mapping[str, str] = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": " "}
"""Control symbols, of one character that is no letter, that are characters. `\\-` is a place to part a word."""

_NOT_OF_THE_TEXT = """
    aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart
    background bkmkend bkmkstart blipuid buptim bxe category colorschememapping colortbl comment company datafield
    datastore defchp defpap docvar falt ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffname ffstattext filetbl
    fldinst fldtype fname fontemb fontfile footer footerf footerl footerr footnotesep formfield ftncn ftnsep ftnsepc
    generator gridtbl header headerf headerl headerr hl hlfr hlinkbase hlloc hlsrc keycode latentstyles lchars leveltext
    levelnumbers linkval list listlevel listname listoverride listoverridetable listpicture liststylename listtable
    macc mailmerge mmath mmathPict moMath nextfile nonesttables nonshppict objalias objclass objdata objname objsect
    objtime panose password passwordhash pgp pgptbl picprop pict pn pnseclvl pntxta pntxtb private propname
    protend protstart protusertbl pxe revtbl rsidtbl rxe shpgrp shppict shprslt sn sp staticval sv
    tc tcn template themedata tcs txe userprops wgrffmtfilter windowcaption writereservation writereservhash xe
    xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen
"""
SKIPPED = frozenset(_NOT_OF_THE_TEXT.split())
"""Destinations whose text is no text of the article: tables of fonts, pictures, running heads, comments of readers."""

CODE_PAGES: Mapping[str, str] = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Control words that name the character set of the whole file."""

_CHARSETS: Mapping[int, str] = {
    2: SYMBOLS,
    77: "mac_roman",
    78: "cp932",
    79: "cp949",
    80: "gb18030",
    81: "big5hkscs",
    85: "mac_greek",
    86: "mac_turkish",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES: Mapping[int, str] = {
    42: SYMBOLS,
    708: "iso8859_6",
    819: "cp1252",
    936: "gb18030",
    950: "big5hkscs",
    1361: "johab",
    10000: "mac_roman",
    10001: "cp932",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    65001: "utf-8",
}


def codec_of_charset(number: int) -> str | None:
    r"""The encoding of fonts with a number of `\fcharset`; None for that of the file, which 0 and 1 stand for."""
    return _CHARSETS.get(number)


@cache
def codec_of_page(number: int) -> str | None:
    r"""The encoding that a number of `\ansicpg` or `\cpg` means; None where nobody knows it."""
    name = _PAGES.get(number) or f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return SYMBOLS if name == SYMBOLS else None
    return name
