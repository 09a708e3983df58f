"""Bytes become text, and text becomes tidy: one kind of line break, one form of each accent, nothing invisible."""

from __future__ import annotations

import codecs
import re
import unicodedata

from searchtui.cleaning import clean_text

__all__ = ["NotTextError", "Utf8Check", "decode", "tidy"]

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# A NUL is common in UTF-16 and UTF-32 of Latin letters, where it stands at the same place of each unit.
_WIDE_PATTERNS = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
_SAMPLE = 4096

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROLS_IN_UTF8 = 0.30
_MOST_CONTROLS_ELSEWHERE = 0.02

# Well-formed sequences of RFC 3629, section 4.
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_NEAR_UTF8 = re.compile(rb"((?:[\x00-\x7f]|" + _UTF8_SEQUENCE.pattern + rb")+)|([\x80-\xff]+?)", re.DOTALL)

# Soft hyphens, zero width spaces, word joiners and invisible operators, byte order marks inside the text, and whatever
# changes the direction of writing. The zero width joiners stay: emoji and several scripts need them.
# No writing puts so many marks on one letter (Unicode Standard Annex 15, Stream-Safe Text Format), and composing takes
# time that grows with the square of their number.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_MARK_FLOOD = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f]")
_LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028]")


class NotTextError(ValueError):
    """The bytes are no text: an image, an archive, a program."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Read bytes as text, in the encoding that they are most likely written in.

    In this order: a byte order mark; the NULs of UTF-16 and UTF-32; UTF-8; UTF-8 with a few bytes of Windows-1252 in
    it (pasted typographic quotes, a character cut at the end of the file), which are read as such; Windows-1252.

    Args:
        data: all bytes of a text.
        declared: the encoding that the text itself, or what holds it, says it has.

    Raises:
        NotTextError: the bytes hold too many control characters to be text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            if encoding == "utf-8" and "\ufffd" in text:
                break
            return text
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    controls = (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(data))
    if controls > _MOST_CONTROLS_IN_UTF8:
        raise NotTextError("too many control characters")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    if controls > _MOST_CONTROLS_ELSEWHERE:
        raise NotTextError("no UTF-8, and control characters")
    return _near_utf8(data) or (declared and _as_declared(data, declared)) or _windows(data)


def _as_declared(data: bytes, encoding: str) -> str | None:
    """The text where every byte fits the encoding; None where one does not, or nobody knows the encoding."""
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


class Utf8Check:
    """Tells of bytes that come in blocks whether `decode` would read all of them together as UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._sample = b""
        self._controls = self._length = 0

    def add(self, block: bytes) -> None:
        """Look at the next bytes."""
        self._sample += block[: _SAMPLE - len(self._sample)]
        self._length += len(block)
        self._controls += len(block) - len(block.translate(None, _CONTROLS))
        self._decode(block)

    def _decode(self, block: bytes, final: bool = False) -> None:
        try:
            self._decoder.decode(block, final)
        except UnicodeDecodeError:
            self._is_utf8 = False

    def passed(self) -> bool:
        """Whether it is so, now that the last block has been seen; never true by mistake."""
        self._decode(b"", final=True)
        has_few_controls = self._controls <= _MOST_CONTROLS_IN_UTF8 * self._length
        return self._is_utf8 and b"\0" not in self._sample and has_few_controls


def tidy(text: str) -> str:
    r"""Make text from a file fit to be shown, searched and counted.

    Line breaks become `\n` (paragraph separators two), invisible characters go, accents are composed (NFC), and control
    characters become U+FFFD, apart from tabs and line breaks.
    """
    text = _LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n").replace("\v", " ").replace("\f", " ")
    return clean_text(unicodedata.normalize("NFC", _MARK_FLOOD.sub(r"\1", _INVISIBLE.sub("", text))))


def _wide_encoding(data: bytes) -> str | None:
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
    return None


def _is_readable(sample: bytes, encoding: str) -> bool:
    text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
    good = sum(character.isprintable() or character.isspace() for character in text)
    return good >= 0.95 * len(text)


def _near_utf8(data: bytes) -> str | None:
    """UTF-8 with a few stray bytes, or None where the bytes speak against UTF-8.

    A sequence of three or four bytes is hardly ever formed by accident and counts double. At least two points, and no
    more than one stray byte for ten of them (but always one), are evidence enough.
    """
    evidence = sum(1 if len(match) == 2 else 2 for match in _UTF8_SEQUENCE.findall(data))
    stray = len(_UTF8_SEQUENCE.sub(b"", data).translate(None, bytes(range(128))))
    if evidence < 2 or stray > max(1, evidence // 10, 3 * _is_cut(data)):
        return None
    return "".join(
        match[1].decode("utf-8") if match[1] is not None else _windows(match[2]) for match in _NEAR_UTF8.finditer(data)
    )


def _is_cut(data: bytes) -> bool:
    """Whether the file ends in the middle of a character."""
    return re.search(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z", data) is not None


def _windows(data: bytes) -> str:
    """Windows-1252, with Latin-1 for the five bytes that it leaves undefined."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)
