"""Content transfer encodings (RFC 2045, section 6): what a part's bytes are, however badly they were written."""

from __future__ import annotations

import binascii
import re

__all__ = [
    "decode_transfer",
    "from_base64",
    "from_quoted_printable",
    "is_quoted_printable",
    "lines_of_quoted_printable",
]

_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_PADDED = re.compile(rb"([A-Za-z0-9+/]+)=*")


def decode_transfer(data: bytes, encoding: str) -> bytes:
    """The bytes that a part stands for.

    Args:
        data: as they stand in the mail.
        encoding: as `Content-Transfer-Encoding` names it; one that nobody knows changes nothing.
    """
    if encoding == "base64":
        return from_base64(data)
    return from_quoted_printable(data) if is_quoted_printable(encoding) else data


def is_quoted_printable(encoding: str) -> bool:
    """Whether an encoding of this name is quoted-printable, which some write with a space."""
    return encoding.replace(" ", "-") == "quoted-printable"


def from_base64(data: bytes) -> bytes:
    """Decode base64; what is none of it is left out, and padding may be missing, be too much or stand in the middle."""
    runs = _PADDED.findall(_NO_BASE64.sub(b"", data))
    return b"".join(map(_from_run, runs))


def _from_run(run: bytes) -> bytes:
    """Decode letters of base64 without padding; a single letter left over stands for nothing."""
    whole = run[: -1 if len(run) % 4 == 1 else len(run)]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def from_quoted_printable(data: bytes) -> bytes:
    """Decode quoted-printable; what is no code of two digits stays as it is."""
    return binascii.a2b_qp(data)


def lines_of_quoted_printable(data: bytes) -> list[int]:
    """Of each line that quoted-printable bytes decode to, in which line of them it begins, both from 0."""
    places: list[int] = []
    goes_on = False
    for number, line in enumerate(data.split(b"\n")):
        if not goes_on:
            places.append(number)
        places.extend([number] * line.upper().count(b"=0A"))
        goes_on = line.rstrip().endswith(b"=")
    return places
