"""Bytes become text, and text becomes tidy: one kind of line break, one form of each accent, nothing invisible."""

from __future__ import annotations

import codecs
import re
import unicodedata

from searchtui.cleaning import clean_text
from searchtui.corpus.encodings import as_declared, as_windows, escape_encoding, guessed_text, near_utf8, wide_encoding

__all__ = ["NotTextError", "Utf8Check", "decode", "tidy"]

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 4096

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROLS_IN_UTF8 = 0.30
_MOST_CONTROLS_ELSEWHERE = 0.02

# Soft hyphens, zero width spaces, word joiners and invisible operators, byte order marks inside the text, and whatever
# changes the direction of writing. The zero width joiners stay: emoji and several scripts need them.
# No writing puts so many marks on one letter (Unicode Standard Annex 15, Stream-Safe Text Format), and composing takes
# time that grows with the square of their number.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_MOST_MARKS = 30
_ANY_MARK = re.compile(f"[{_MARKS}]")
_MARK_FLOOD = re.compile(f"([{_MARKS}]{{{_MOST_MARKS}}})[{_MARKS}]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f]")
# Quotes and dashes of Windows-1252, at code points that hold control characters nobody writes.
_TAKEN_FOR_LATIN_1 = re.compile("[\x91-\x97]")
_MEANT = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in b"\x81\x8d\x8f\x90\x9d"}
_LINE_BREAKS = re.compile("[\u0085\u2028]")


class NotTextError(ValueError):
    """The bytes are no text: an image, an archive, a program."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Read bytes as text, in the encoding that they are most likely written in.

    In this order: a byte order mark; the NULs of UTF-16 and UTF-32; UTF-8, unless escapes of ISO-2022 are in it; UTF-8
    with a few bytes of Windows-1252 in it (pasted typographic quotes, a character cut at the end of the file), which
    are read as such; the declared encoding, where all of it fits; the one that statistics speak for; Windows-1252.

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
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    controls = (len(data) - len(data.translate(None, _CONTROLS))) / max(1, len(data))
    if controls > _MOST_CONTROLS_IN_UTF8:
        raise NotTextError("too many control characters")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        pass
    else:
        return _of_seven_bits(data, declared) or text
    if controls > _MOST_CONTROLS_ELSEWHERE:
        raise NotTextError("no UTF-8, and control characters")
    # An empty text comes of no bytes that are no UTF-8.
    return near_utf8(data) or (declared and as_declared(data, declared)) or guessed_text(data) or as_windows(data)


def _of_seven_bits(data: bytes, declared: str | None) -> str | None:
    """The text of bytes that are valid UTF-8 by accident, since their encoding uses those of ASCII."""
    encoding = escape_encoding(data) if b"\x1b" in data else None
    if encoding:
        return data.decode(encoding, "replace")
    return as_declared(data, declared, seven_bits=True) if declared and data.isascii() else None


class Utf8Check:
    """Tells of bytes that come in blocks whether `decode` would read all of them together as UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True
        self._escapes = False
        self._sample = b""
        self._controls = self._length = 0

    def add(self, block: bytes) -> None:
        """Look at the next bytes."""
        self._sample += block[: _SAMPLE - len(self._sample)]
        self._length += len(block)
        self._controls += len(block) - len(block.translate(None, _CONTROLS))
        self._escapes = self._escapes or b"\x1b" in block
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
        return self._is_utf8 and not self._escapes and b"\0" not in self._sample and has_few_controls


def tidy(text: str) -> str:
    r"""Make text from a file fit to be shown, searched and counted.

    Line breaks become `\n` (paragraph separators two), invisible characters go, accents are composed (NFC), and control
    characters become U+FFFD, apart from tabs and line breaks. Quotes and dashes of Windows-1252 that were taken
    for Latin-1, which has control characters in their place, are put right.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Whatever is mended, deleted or replaced below is not printable; most texts have nothing of the kind.
    if text.replace("\n", " ").replace("\t", " ").replace("\xa0", " ").isprintable():
        return _composed(text)
    if not text.isascii() and _TAKEN_FOR_LATIN_1.search(text):
        text = text.translate(_MEANT)
    text = _LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n").replace("\v", " ").replace("\f", " ")
    return clean_text(_composed(_INVISIBLE.sub("", text)))


def _composed(text: str) -> str:
    if text.isascii():
        return text
    # Of a flood there is something among every so many characters.
    if _ANY_MARK.search(text[::_MOST_MARKS]):
        text = _MARK_FLOOD.sub(r"\1", text)
    return unicodedata.normalize("NFC", text)
