"""Small PDFs, written out by hand: Courier, so that it is known how wide a line is."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Mapping, Sequence
from itertools import cycle

__all__ = ["LEADING", "at", "column", "made_pdf", "picture"]

LEADING = 12
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FONTS = {
    "F1": "/BaseFont /Courier",
    "F2": "/BaseFont /Courier-Bold",
}


def at(x: float, y: float, text: str, size: float = 10, *, bold: bool = False, mode: int = 0) -> str:
    """The operators that show a text.

    Args:
        x, y: where its first letter stands, in points from the lower left corner.
        text: in the letters of Windows-1252, and the ligature fi.
        size: of its type.
        bold: in bold type.
        mode: 3 shows nothing, as in the text layer of a scan.
    """
    shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("ﬁ", "\\001")
    return f"BT /{'F2' if bold else 'F1'} {size} Tf {mode} Tr {x} {y} Td ({shown}) Tj ET"


def column(x: float, y: float, text: str, width: int, size: float = 10, indent: int = 0) -> list[str]:
    """The operators that show a paragraph, broken to a width in letters; its first line is indented by so many."""
    lines = textwrap.wrap(text, width, initial_indent=" " * indent)
    em = 0.6 * size
    return [
        at(x + em * (len(line) - len(line.lstrip())), y - number * LEADING * size / 10, line.lstrip(), size)
        for number, line in enumerate(lines)
    ]


def picture() -> str:
    """The operators that show a picture."""
    return "q 300 0 0 300 100 200 cm /Im1 Do Q"


def made_pdf(
    pages: Sequence[Sequence[str]],
    properties: Mapping[str, str] | None = None,
    *,
    password: str | None = None,
    of_page: str = "",
) -> bytes:
    """A file of pages of 612 by 792 points.

    Args:
        pages: the operators of each.
        properties: by name.
        password: to encrypt it with (ISO 32000-1, 7.6.3: revision 2, RC4 with 40 bits).
        of_page: further entries of each page, as they are written.
    """
    fonts = [
        f"<< /Type /Font /Subtype /Type1 {font} /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding "
        "/Differences [1 /fi] >> >>"
        for font in _FONTS.values()
    ]
    image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 5 0 R >> >>"
    bodies: list[tuple[str, bytes | None]] = [
        ("<< /Type /Catalog /Pages 2 0 R >>", None),
        (f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>", None),
        (fonts[0], None),
        (fonts[1], None),
        (image, b"\x80"),
    ]
    for number, operators in enumerate(pages):
        page = f"/MediaBox [0 0 612 792] /Resources {resources} /Contents {first + 2 * number + 1} 0 R {of_page}"
        bodies.append((f"<< /Type /Page /Parent 2 0 R {page} >>", None))
        bodies.append(("<<", "\n".join(operators).encode("cp1252")))
    key = _key(password) if password is not None else None
    info = "".join(f" /{name} {_text(value, len(bodies) + 1, key)}" for name, value in (properties or {}).items())
    bodies.append((f"<<{info} >>", None))
    return _file(bodies, password, key)


def _file(bodies: Sequence[tuple[str, bytes | None]], password: str | None, key: bytes | None) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, (body, stream) in enumerate(bodies, start=1):
        places.append(len(written))
        content = body.encode("cp1252")
        if stream is not None:
            kept = stream if key is None else _rc4(_key_of(key, number), stream)
            content = b"%s /Length %d >>\nstream\n%s\nendstream" % (content, len(kept), kept)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = f"/Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]"
    if password is not None and key is not None:
        user = _rc4(key, _PADDING).hex()
        trailer += f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{_owner(password).hex()}> /U <{user}> /P -4 >>"
    return written + b"trailer << %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer.encode("ascii"), table)


def _text(value: str, number: int, key: bytes | None) -> str:
    """A text string in UTF-16 with a byte order mark."""
    data = b"\xfe\xff" + value.encode("utf-16-be")
    return f"<{(data if key is None else _rc4(_key_of(key, number), data)).hex()}>"


def _padded(password: str) -> bytes:
    return (password.encode("cp1252") + _PADDING)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    permissions = (-4).to_bytes(4, "little", signed=True)
    return hashlib.md5(_padded(password) + _owner(password) + permissions + bytes(16)).digest()[:5]


def _key_of(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i, byte in zip(range(256), cycle(key), strict=False):
        j = (j + state[i] + byte) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
