"""Header fields, encoded words and parameters."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus.mail.headers import Headers, decode_words, read_headers


def headers(text: str | bytes) -> Headers:
    return read_headers(text if isinstance(text, bytes) else text.encode())[0]


def test_fields_are_unfolded_and_end_at_the_empty_line() -> None:
    data = b"From ann Mon Aug  3 09:12:00 2020\nSubject: A boat\r\n on the\n\tbeach\nX : y\n\nSubject: no\n"
    read, at = read_headers(data)
    assert read.text("subject") == "A boat on the beach"
    assert read.text("x") == "y"
    assert data[at:] == b"Subject: no\n"


def test_a_line_that_is_no_field_ends_a_header_that_does_not_go_on() -> None:
    data = b"Subject: A boat\nIt lay on the beach.\n"
    assert data[read_headers(data)[1] :] == b"It lay on the beach.\n"
    broken = headers("Subject: A boat\n<HR>\nDate: Mon, 3 Aug 2020 09:12:00 +0200\n\nText\n")
    assert broken.text("date").startswith("Mon, 3 Aug")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("=?utf-8?Q?Caf=C3=A9_au_lait?=", "Café au lait"),
        ("=?ISO-8859-1?B?Q2Fm6Q==?=", "Café"),
        ("=?utf-8?B?Q2Fmw6k?=", "Café"),
        ("=?utf-8?Q?Caf=C3?=\n =?utf-8?Q?=A9?=", "Café"),
        ("a =?utf-8?Q?b?= c", "a b c"),
        ("=?utf-8?Q?b?= =?iso-8859-1?Q?=E9?=", "bé"),
        ("=?utf-8?Q?Why not??=", "Why not?"),
        ("=?utf-8*en?Q?Boat?=", "Boat"),
        ("=?nonsense?Q?=C3=A9?=", "é"),
        ("=?us-ascii?Q?=C3=A9?=", "é"),
        ("=?iso-2022-jp?B?GyRCJF4bKEI=?=", "ま"),
        ("=?utf-8?X?b?=", "=?utf-8?X?b?="),
        ("=?utf-8?Q?never closed", "never closed"),
        ("1 =? 2", "1 =? 2"),
    ],
)
def test_encoded_words(field: str, text: str) -> None:
    assert headers(f"Subject: {field}\n").text("subject") == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_that_no_header_may_have(encoding: str) -> None:
    assert headers("Subject: Grüße aus Köln, café\n".encode(encoding)).text("subject") == "Grüße aus Köln, café"


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("text/plain; charset=utf-8", "charset", "utf-8"),
        ('text/plain; Charset="utf-8"; format=flowed', "charset", "utf-8"),
        ("multipart/mixed; boundary=----=_Part_1.2", "boundary", "----=_Part_1.2"),
        ('a/b; name="a \\"b\\".txt"', "name", 'a "b".txt'),
        ("a/b; name=two words.txt", "name", "two words.txt"),
        ("a/b; name*=utf-8''caf%C3%A9.txt", "name", "café.txt"),
        ("a/b; name*0*=iso-8859-1'fr'caf%E9; name*1=\" au lait\"", "name", "café au lait"),
        ('a/b; name*1="lait"; name*0="au "', "name", "au lait"),
        ('a/b; name="=?utf-8?Q?caf=C3=A9=2Etxt?="', "name", "café.txt"),
    ],
)
def test_parameters(field: str, name: str, value: str) -> None:
    assert headers(f"Content-Type: {field}\n").parameters("content-type")[name] == value


def test_long_fields_are_cut() -> None:
    word = base64.b64encode(b"boat " * 200_000).decode()
    long = headers(f"From: {'a@b.c, ' * 100_000}\nSubject: =?utf-8?B?{word}?=\n")
    assert len(long.raw("from")) <= 64 * 1024
    assert long.text("subject").startswith("boat boat")
    unclosed = "=?a?q?" * 10_000
    assert len(decode_words(unclosed)) <= len(unclosed)
    many = headers("X: y\n" * 5000 + "Subject: no\n")
    assert len(many.fields) == 1000


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read, at = read_headers(data)
    assert 0 <= at <= len(data)
    for name, _ in read.fields:
        assert "\n" not in read.text(name)
        read.parameters(name)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]), max_size=40))
def test_what_was_encoded_is_decoded(text: str) -> None:
    halves = [base64.b64encode(part).decode() for part in (text.encode()[:7], text.encode()[7:])]
    assert decode_words("\n ".join(f"=?utf-8?B?{half}?=" for half in halves)) == text
