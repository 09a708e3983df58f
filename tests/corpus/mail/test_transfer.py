"""Content transfer encodings."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus.mail.transfer import decode_transfer, lines_of_quoted_printable


@pytest.mark.parametrize(
    ("data", "encoding", "decoded"),
    [
        (b"QSBib2F0", "base64", b"A boat"),
        (b"QSBi\r\nb2F0\r\n", "base64", b"A boat"),
        (b"QSBib2F0Lg", "base64", b"A boat."),
        (b"QSBib2F0Lg====", "base64", b"A boat."),
        (b"QSBib2F0Lg==IEFub3RoZXIu", "base64", b"A boat. Another."),
        (b"QS!Bi b2F\xff0", "base64", b"A boat"),
        (b"QSBibX", "base64", b"A bm"),
        (b"A", "base64", b""),
        (b"Caf=C3=A9 =\nau lait", "quoted-printable", "Café au lait".encode()),
        (b"100=\r\n% =ZZ =", "quoted printable", b"100% =ZZ "),
        (b"A boat=20", "8bit", b"A boat=20"),
        (b"A boat=20", "nonsense", b"A boat=20"),
    ],
)
def test_decoding(data: bytes, encoding: str, decoded: bytes) -> None:
    assert decode_transfer(data, encoding) == decoded


def test_lines_of_quoted_printable() -> None:
    assert lines_of_quoted_printable(b"a=\nb\nc=0Ad\ne") == [0, 2, 2, 3]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_nothing_is_lost(data: bytes) -> None:
    assert decode_transfer(base64.encodebytes(data), "base64") == data
    assert decode_transfer(quopri.encodestring(data.replace(b"\r", b"")), "quoted-printable") == data.replace(
        b"\r", b""
    )


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["base64", "quoted-printable"]))
def test_any_bytes(data: bytes, encoding: str) -> None:
    decode_transfer(data, encoding)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab=0A\n"), max_size=60))
def test_each_line_has_a_place(text: str) -> None:
    places = lines_of_quoted_printable(text.encode())
    assert places == sorted(places)
    assert len(places) >= decode_transfer(text.encode(), "quoted-printable").count(b"\n")
