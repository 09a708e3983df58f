"""Which encoding bytes that are no UTF-8 are in: by where their NULs are, by their escapes, by statistics."""

from __future__ import annotations

import codecs
import re
import struct

__all__ = [
    "as_declared",
    "as_windows",
    "escape_encoding",
    "guessed_text",
    "near_utf8",
    "wide_encoding",
]

# A NUL is common in UTF-16 and UTF-32 of Latin letters, where it stands at the same place of each unit.
_WIDE_PATTERNS = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
_SAMPLE = 4096

# Where the letters of most texts are: Latin to Arabic, punctuation, kana, Han, Hangul, full width forms.
_COMMON_UNITS = (
    (0x09, 0x0E),
    (0x20, 0x600),
    (0x2010, 0x2030),
    (0x3000, 0x3100),
    (0x4E00, 0xA000),
    (0xAC00, 0xD7A4),
    (0xFF01, 0xFFEF),
)

_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B]|\$\([@BDOPQ]|\([IJ])"), "iso2022_jp_3"),
)
"""The designations of ISO-2022-KR (RFC 1557) and of the kinds of ISO-2022-JP (RFC 1468). Each Japanese decoder also
takes the Korean one for valid, so that what decodes proves nothing."""

_JAPANESE = ("iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004")
"""Decoders that are tried; between them they know all designations."""

_SEVEN_BITS = frozenset(["utf-7", "hz"])
"""Encodings that look like ASCII: nothing but what someone declares tells of them."""

_ALIASES = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso2022_jp_2": "iso2022_jp_ext",
}
"""For an encoding the one that has all of it and more, which is what those who name the first write (WHATWG Encoding
Standard, section 4.2)."""

_NICKNAMES = {
    "windows-874": "cp874",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
"""Names that pages use and Python does not know."""

_TEXT_CODEC = re.compile(
    r"ascii|utf-|utf_|cp\d|iso8859-|iso2022_|mac-|koi8-|gb|big5|euc_|shift_jis|johab|hz|tis-|kz1048|ptcp154"
)
"""Names of Python's codecs that are encodings of text; others (`unicode_escape`, `punycode`) are ways to write code."""

_LOOKED_AT = 256 * 1024
"""Bytes that are enough to tell an encoding by statistics; more take time and change nothing."""

_BEYOND_ASCII = bytes(range(128, 256))
_FEW = 4
"""Bytes beyond ASCII whose frequency says nothing."""

_MOST_DAMAGE = 0.02
"""Share of the characters beyond ASCII that may not fit a guessed encoding."""

_WESTERN = frozenset(["cp437", "cp850", "cp858", "cp1252", "iso8859-15", "mac-roman"])
"""Encodings of the same letters, which the frequency of bytes tells apart badly in texts with few accents."""

_OF_SEVERAL_BYTES = frozenset(
    ["big5hkscs", "cp932", "cp949", "euc_jis_2004", "euc_jp", "euc_jisx0213", "gb18030", "johab", "shift_jis_2004"]
)
_SHARE_OF_ANOTHER_SCRIPT = 0.3
"""Share of bytes beyond ASCII that no text in Latin letters has."""

_ODD = re.compile(
    "(?<=[a-zß-öø-ÿ])[À-ÖØ-Þ]"  # a capital inside a word
    "|(?<=[a-z])[^\x00-\x7fÀ-ÖØ-öø-ÿ’‘”“»«—–…·®™\xa0\xadœŒšŠžŽŸÿ'](?=[a-z])"  # a sign inside a word
    "|†(?! )|(?<!\\w)[ÊÐÑÒÓÔÕ](?!\\w)|[\x80-\x9f\ufffd\u2200-\u22ff\u2500-\u25ff\u02c6-\u02dd\ue000-\uf8ffªºƒΩπ∂¬¯¨¸¤¦]"
    "|(?:(?<=\\s)|^)[”’»](?=[a-zA-Z])(?!’[a-z0-9]{1,3}\\b)|(?<=[a-z])[“«](?=\\s)"  # quotes the wrong way round
)

# Well-formed sequences of RFC 3629, section 4.
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_NEAR_UTF8 = re.compile(rb"((?:[\x00-\x7f]|" + _UTF8_SEQUENCE.pattern + rb")+)|([\x80-\xff]+?)", re.DOTALL)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, recognised by where its NULs are."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(sample) < 8:
        return None
    for encoding, width, letter_at in _WIDE_PATTERNS:
        if len(data) % width:
            continue
        units = len(sample) // width
        columns = [sample[place : units * width : width].count(0) for place in range(width)]
        padding = [count for place, count in enumerate(columns) if place != letter_at]
        if min(padding) >= 0.6 * units and columns[letter_at] <= 0.05 * units and _is_readable(sample, encoding):
            return encoding
        # Of other scripts only the blanks and line breaks have NULs.
        if width == 2 and min(padding) > max(1, 4 * columns[letter_at]) and _is_common(sample, encoding):
            return encoding
    return None


def _is_readable(sample: bytes, encoding: str) -> bool:
    text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
    good = sum(character.isprintable() or character.isspace() for character in text)
    return good >= 0.95 * len(text)


def _is_common(sample: bytes, encoding: str) -> bool:
    count = len(sample) // 2
    units = struct.unpack(f"{'<' if encoding.endswith('le') else '>'}{count}H", sample[: 2 * count])
    return sum(any(first <= unit < end for first, end in _COMMON_UNITS) for unit in units) >= 0.97 * count


def escape_encoding(data: bytes) -> str | None:
    """The kind of ISO-2022 that bytes of seven bits are in; None where they switch to no other character set.

    Args:
        data: with an escape character in them.
    """
    if not data.isascii():
        return None
    for designation, encoding in _ESCAPES:
        if designation.search(data):
            if not encoding.startswith("iso2022_jp"):
                return encoding
            return next((one for one in _JAPANESE if _decodes(data, one)), "iso2022_jp_ext")
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except ValueError:
        return False
    return True


def as_declared(data: bytes, declared: str, *, seven_bits: bool = False) -> str | None:
    """The text where every byte fits the encoding that someone declares; None where one does not, or nobody knows it.

    Args:
        data: all of it.
        declared: a name of an encoding, of any form.
        seven_bits: whether only encodings are meant that look like ASCII.
    """
    encoding = _codec(declared)
    if encoding is None or (seven_bits and encoding not in _SEVEN_BITS):
        return None
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def _codec(name: str) -> str | None:
    """Python's name of the encoding that is meant by a name."""
    name = name.strip(" \t\r\n\"'").lower()
    try:
        codec = codecs.lookup(_NICKNAMES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return _ALIASES.get(codec, codec) if _TEXT_CODEC.match(codec) else None


_HALF_A_CHARACTER = re.compile(
    rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2}|(?<![A-Za-z])[\xe0-\xf4])\Z"
)
"""What a file that is cut ends with. A lone `\\xe9` behind a letter is rather an é of Windows-1252."""


def near_utf8(data: bytes) -> str | None:
    """UTF-8 with a few stray bytes, or None where the bytes speak against UTF-8.

    A sequence of three or four bytes is hardly ever formed by accident and counts double, and so does one of two that
    begins as those of Latin-1 do. At least two points, and no more than one stray byte for ten of them (but always
    one), are evidence enough.
    """
    evidence = sum(1 if match[0] > 0xC3 and len(match) == 2 else 2 for match in _UTF8_SEQUENCE.findall(data))
    stray = len(_UTF8_SEQUENCE.sub(b"", data).translate(None, bytes(range(128))))
    if evidence < 2 or stray > max(1, evidence // 10, 3 * _is_cut(data)):
        return None
    whole = _HALF_A_CHARACTER.sub(b"", data)
    text = "".join(
        match[1].decode("utf-8") if match[1] is not None else as_windows(match[2])
        for match in _NEAR_UTF8.finditer(whole)
    )
    return text if whole == data else f"{text}\ufffd"


def _is_cut(data: bytes) -> bool:
    """Whether the file ends in the middle of a character."""
    return re.search(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z", data) is not None


def guessed_text(data: bytes) -> str | None:
    """The text in the encoding that the frequency of its bytes speaks for; None where nothing speaks for any."""
    sample = data[:_LOOKED_AT]
    if len(data) > _LOOKED_AT:
        sample = sample[: _line_end(sample)] or sample
    encoding = _likely(sample)
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    if encoding in _WESTERN or beyond < _FEW:
        likely = (encoding,) if encoding in _WESTERN else ()
        # Of those with equally few oddities the first.
        encoding = min((*likely, "cp1252", "mac-roman"), key=lambda one: _oddities(sample, one))
        return as_windows(data) if encoding == "cp1252" else data.decode(encoding, "replace")
    if encoding not in _OF_SEVERAL_BYTES and beyond > _SHARE_OF_ANOTHER_SCRIPT * len(sample):
        # One byte that does not fit speaks against every encoding that has characters of several bytes.
        middle = _line_end(sample[: len(sample) // 2])
        halves = {_likely(half) for half in (sample[:middle], sample[middle:]) if half}
        encoding = next(iter(halves & _OF_SEVERAL_BYTES), encoding)
    if encoding is None:
        return None
    text = data.decode(encoding, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= _MOST_DAMAGE * foreign else None


def _likely(sample: bytes) -> str | None:
    import chardet  # 40 ms, which a text in UTF-8 need not spend

    name = chardet.detect(sample)["encoding"]
    return _codec(name) if name else None


def _line_end(sample: bytes) -> int:
    """Where it can be cut: no encoding that is left has a line break inside a character, and hardly any a blank."""
    return max(sample.rfind(b"\n"), sample.rfind(b" ")) + 1


def _oddities(data: bytes, encoding: str) -> int:
    """In how many places a text in an encoding has what hardly any text has."""
    return len(_ODD.findall(data.decode(encoding, "replace")))


def as_windows(data: bytes) -> str:
    """Windows-1252, with Latin-1 for the five bytes that it leaves undefined."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
