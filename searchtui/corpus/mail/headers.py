"""Header fields (RFC 5322, section 2.2), with words in any charset (RFC 2047) and parameters (RFC 2045, RFC 2231).

Headers of real mail break each of these rules, so nothing here is refused: what cannot be decoded stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_to_bytes

import msgspec

from searchtui.corpus.decoding import NotTextError, decode
from searchtui.corpus.mail.transfer import from_base64, from_quoted_printable
from searchtui.corpus.values import one_line

__all__ = ["Headers", "decode_words", "read_headers"]

_LONGEST_FIELD = 64 * 1024
"""Bytes of a field that are read: a list of ten thousand recipients says no more than its beginning."""

_MOST_FIELDS = 1000
"""Fields of one header that are read; mail that has gone through many hands has a hundred."""

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_KNOWN_FIELD = re.compile(
    rb"^(?:content-(?:type|transfer-encoding)|date|from|message-id|mime-version|subject|to|x-mailer)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ENVELOPE = re.compile(rb">?From ")
# A word's text ends at the first `?`, as the rule says, or at the first `?=` where its sender forgot to encode a `?`; a
# field that was too long ends within one.
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*|(?:[^?]|\?(?!=)){0,400})(?:\?=|\Z)")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_PARAMETER = re.compile(
    r";\s*([\w!#$%&'+.^`{|}~-]{1,60})(?:\*(\d{1,2}))?(\*?)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]*))"
)


class Headers(msgspec.Struct, frozen=True):
    """The fields of a header.

    Args:
        fields: names in lower case with their values, unfolded and otherwise as they stand in the file, in order.
    """

    fields: tuple[tuple[str, bytes], ...] = ()

    def raw(self, name: str) -> str:
        """The first field of a name as text, its encoded words not decoded; empty where there is none."""
        value = next((value for field, value in self.fields if field == name), b"")
        if value.isascii() and b"\x1b" not in value:
            return value.decode("ascii")
        # A few words in no charset that is named tell little; what is no UTF-8 is mostly of the west.
        charset = self.parameters("content-type").get("charset") if name != "content-type" else None
        return _word_text(value, charset or "cp1252")

    def text(self, name: str) -> str:
        """The first field of a name, decoded, on one line; empty where there is none."""
        return one_line(decode_words(self.raw(name)))

    def value(self, name: str) -> str:
        """What a field says before its parameters, in lower case: `text/plain` of `Content-Type`."""
        return self.raw(name).partition(";")[0].partition("(")[0].strip().strip('"').casefold()

    def parameters(self, name: str) -> Mapping[str, str]:
        """The parameters of a field, names in lower case: `charset` of `Content-Type`."""
        # No real one is as long, and a thousand unclosed quotes cost time.
        text = self.raw(name)[:4096]
        parts: dict[str, list[tuple[int, bool, str]]] = {}
        for match in _PARAMETER.finditer(text):
            value = re.sub(r"\\(.)", r"\1", match[4]) if match[4] is not None else match[5].strip()
            parts.setdefault(match[1].casefold(), []).append((int(match[2] or 0), bool(match[3]), value))
        return {key: _joined(values) for key, values in parts.items()}


def read_headers(data: bytes, start: int = 0, end: int | None = None) -> tuple[Headers, int]:
    """Read the header that begins at `start` and stands above `end`.

    Returns:
        The header, and where what is below it begins: after the empty line, or at the first line that is no field.
    """
    fields: list[tuple[str, list[bytes], int]] = []
    at = start
    end = len(data) if end is None else end
    while at < end:
        stop = data.find(b"\n", at, end) + 1 or end
        line = data[at : min(stop, at + _LONGEST_FIELD)].rstrip(b"\r\n")
        if not line:
            at = stop
            break
        if line[:1] in (b" ", b"\t") and fields:
            name, values, length = fields[-1]
            if length < _LONGEST_FIELD:
                values.append(line)
                fields[-1] = (name, values, length + len(line))
        elif match := _FIELD.match(line):
            if len(fields) < _MOST_FIELDS:
                fields.append((match[1].decode("ascii").casefold(), [line[match.end() :]], len(line)))
        elif line.strip() and not ((_ENVELOPE.match(line) and at == start) or _goes_on(data, stop, end)):
            break
        at = stop
    return Headers(tuple((name, b"".join(values)[:_LONGEST_FIELD]) for name, values, _ in fields)), at


def decode_words(text: str) -> str:
    """Decode the encoded words of a field (RFC 2047); words that follow each other are one text."""
    if "=?" not in text:
        return text
    text = _BETWEEN_WORDS.sub(r"\1", text)
    return "".join(_decoded_runs(text))


def _goes_on(data: bytes, start: int, end: int) -> bool:
    """Whether the header goes on below a line that is no field: one of the next lines above the empty one is."""
    below = re.split(rb"\r?\n[ \t]*\r?\n", data[start : min(end, start + 1000)], maxsplit=1)[0]
    return _KNOWN_FIELD.search(below) is not None


def _decoded_runs(text: str) -> Iterator[str]:
    """What stands between encoded words, and each run of words of one charset as one: they may part a character."""
    at = 0
    charset, held = "", b""
    for match in _WORD.finditer(text):
        named = match[1].partition("*")[0].casefold()
        if held and (match.start() > at or named != charset):
            yield _word_text(held, charset)
            held = b""
        yield text[at : match.start()]
        held += _word_bytes(match[3], match[2])
        charset, at = named, match.end()
    yield _word_text(held, charset)
    yield text[at:]


def _word_bytes(text: str, encoding: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return from_base64(data) if encoding in "bB" else from_quoted_printable(data.replace(b"_", b" "))


def _word_text(data: bytes, charset: str) -> str:
    try:
        return decode(data, charset or None)
    except NotTextError:
        return data.decode("utf-8", "replace")


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    """The value of a parameter that may come in numbered parts, of which some are percent-encoded (RFC 2231)."""
    parts.sort(key=lambda part: part[0])
    if not any(encoded for _, encoded, _ in parts):
        value = "".join(value for _, _, value in parts) if parts[-1][0] else parts[0][2]
        return one_line(decode_words(value))
    charset, data = "", b""
    for number, encoded, value in parts:
        if encoded and number == parts[0][0] and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    return one_line(_word_text(data, charset))
