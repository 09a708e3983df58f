"""The parts of a message (MIME, RFC 2046), found without recursion, however deep they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from searchtui.corpus.decoding import NotTextError, decode
from searchtui.corpus.mail.headers import Headers, read_headers
from searchtui.corpus.mail.transfer import decode_transfer, is_quoted_printable, lines_of_quoted_printable

__all__ = ["MOST_PARTS", "Part", "read_parts"]

MOST_PARTS = 500
"""Parts of one message that are read; nobody attaches as many, and one may have a hundred thousand."""

_DEEPEST = 30
"""Parts within parts within parts: each level is searched for those of the next, and real mail has five."""

_BOUNDARY_LINE = re.compile(
    rb"^--([^\s-][^\r\n]{0,198}|-{1,60}[^\s-][^\r\n]{0,138})\r?\n(?:Content-|\r?\n)", re.IGNORECASE | re.MULTILINE
)
_NO_TEXT_LINE = re.compile(
    rb"^(?:--\S[^\r\n]{0,200}|Content-[^\r\n]*|[ \t]+(?:boundary|charset|(?:file)?name)=[^\r\n]*"
    rb"|[A-Za-z0-9+/=]{50,})\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines of a multipart that say where parts begin and what they are, and such of base64."""


class Part(msgspec.Struct):
    """A part of a message, or the message itself.

    Args:
        headers: its own.
        data: of the whole message.
        start: of its body in `data`.
        end: of its body.
        kind: its media type, in lower case: `text/plain`.
        children: of a multipart.
        depth: how many parts it stands in.
    """

    headers: Headers
    data: bytes
    start: int
    end: int
    kind: str
    children: list[Part] = []
    depth: int = 0

    @property
    def encoding(self) -> str:
        """How its bytes were made fit to be sent."""
        return self.headers.value("content-transfer-encoding")

    @property
    def body(self) -> bytes:
        """Its bytes, as they were before they were made fit to be sent."""
        return decode_transfer(self.data[self.start : self.end], self.encoding)

    @property
    def charset(self) -> str | None:
        """The encoding that its header names."""
        return self.headers.parameters("content-type").get("charset")

    @property
    def text(self) -> str:
        """Its text, or nothing where it is none; of a multipart in which no part is found, whatever stands in it."""
        return self.decoded(self.charset)

    def decoded(self, charset: str | None) -> str:
        """Its text, where something else than its header may say its encoding."""
        body = self.body
        if self.kind.startswith("multipart/"):
            body = _NO_TEXT_LINE.sub(b"", body)
        try:
            return decode(body, charset)
        except NotTextError:
            return ""

    @property
    def name(self) -> str:
        """What it is called as a file; empty where it has no name."""
        name = (
            self.headers.parameters("content-disposition").get("filename")
            or self.headers.parameters("content-type").get("name")
            or ""
        )
        return name.replace("\\", "/").rpartition("/")[2].strip()

    @property
    def is_attached(self) -> bool:
        """Whether it is a file that was sent along, and no text of the message."""
        disposition = self.headers.value("content-disposition")
        return disposition == "attachment" or (
            bool(self.name) and (disposition != "inline" or not self.kind.startswith("text/"))
        )

    def lines_of(self, numbers: Iterable[int]) -> Iterator[int | None]:
        """In which lines of the message lines of its text stand, from 1; None where it has been encoded whole.

        Args:
            numbers: of lines of the text, from 1.
        """
        above = self.data.count(b"\n", 0, self.start)
        places = None
        if is_quoted_printable(self.encoding):
            places = lines_of_quoted_printable(self.data[self.start : self.end])
        for number in numbers:
            if self.encoding == "base64":
                yield None
            elif places is None:
                yield above + number
            else:
                yield above + 1 + places[min(number, len(places)) - 1]


def read_parts(data: bytes) -> tuple[Part, bool]:
    """Find the parts of a message.

    Returns:
        The message, and whether it has more parts than are read.
    """
    headers, start = read_headers(data)
    message = Part(headers, data, start, len(data), _kind(headers, "text/plain"))
    waiting = [message]
    count = 1
    for part in waiting:  # which grows
        if not part.kind.startswith("multipart/") or part.depth == _DEEPEST:
            continue
        default = "message/rfc822" if part.kind == "multipart/digest" else "text/plain"
        for begin, end in _spans(part):
            if count == MOST_PARTS:
                return message, True
            count += 1
            inner, at = read_headers(data, begin, end)
            part.children.append(Part(inner, data, at, end, _kind(inner, default), depth=part.depth + 1))
        waiting.extend(part.children)
    return message, False


def _kind(headers: Headers, default: str) -> str:
    """The media type that a header names; before MIME some wrote `text` alone (RFC 1049)."""
    kind = headers.value("content-type")
    return kind if "/" in kind else default


def _spans(part: Part) -> Iterator[tuple[int, int]]:
    """Where the parts of a multipart begin, with their headers, and end."""
    data, end = part.data, part.end
    boundary = part.headers.parameters("content-type").get("boundary", "").encode("utf-8", "surrogateescape")
    places = _delimiters(data, part.start, end, boundary) if boundary else []
    if not places and (found := _BOUNDARY_LINE.search(data, part.start, end)):
        places = _delimiters(data, part.start, end, found[1].rstrip())
    for place, (_, begin, closing) in enumerate(places):
        if closing:
            break
        following = places[place + 1][0] if place + 1 < len(places) else end
        yield begin, max(begin, following)


def _delimiters(data: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int, bool]]:
    """Of each line that parts the parts: where what is above it ends, where it ends, and whether it is the last."""
    line = b"--" + boundary
    found: list[tuple[int, int, bool]] = []
    at = data.find(line, start, end)
    while at >= 0 and len(found) <= MOST_PARTS:
        after = at + len(line)
        stop = data.find(b"\n", after, end)
        stop = end if stop < 0 else stop + 1
        rest = data[after:stop].strip()
        if (at == start or data[at - 1 : at] == b"\n") and rest in (b"", b"--"):
            above = at - 1 if data[at - 1 : at] == b"\n" else at
            found.append((above - (data[above - 1 : above] == b"\r"), stop, rest == b"--"))
        at = data.find(line, stop, end)
    return found
