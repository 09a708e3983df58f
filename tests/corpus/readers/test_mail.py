"""Mail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus.readers.mail import read_mail
from searchtui.corpus.sources import UnreadableError
from tests.corpus.sourced import source

MAIL = (
    b"From: Ann Lee <ann@example.org>\nSubject: =?utf-8?Q?The_boat?=\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    b"Content-Transfer-Encoding: quoted-printable\n\n<p>A boat lay on the b=C3=A9ach.</p>\n--b\n"
    b'Content-Type: message/rfc822\n\nSubject: Whose?\n\n> Mine.\n--b\nContent-Type: text/plain; name="a.md"\n'
    b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nIyBBIGJvYXQK\n--b--\n"
)


def test_a_message_is_the_article_of_its_file() -> None:
    contents = read_mail(source(MAIL, "boat.eml"))
    assert [draft.item for draft in contents.drafts] == [None, "a.md", "message"]
    assert contents.complaints == ()


def test_a_message_without_text_is_its_subject() -> None:
    (draft,) = read_mail(source(b"Subject: A boat\n\n")).drafts
    assert [paragraph.text for paragraph in draft.paragraphs] == ["A boat"]
    assert read_mail(source(b"From: Ann\n\n")).drafts == ()


def test_what_stands_in_front_of_the_header() -> None:
    (draft,) = read_mail(source(b"\xef\xbb\xbf\r\n\nSubject: A boat\n\nIt lay there.\n")).drafts
    assert [(paragraph.line, paragraph.text) for paragraph in draft.paragraphs] == [(3, "A boat"), (5, "It lay there.")]


def test_an_encrypted_message() -> None:
    data = (
        b"From: Ann\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAG\n"
    )
    with pytest.raises(UnreadableError, match="encrypted") as raised:
        read_mail(source(data))
    assert raised.value.reason is Reason.PASSWORD
    contents = read_mail(source(b"Subject: A boat\n" + data))
    assert len(contents.drafts) == 1 and len(contents.complaints) == 1


def test_ten_thousand_parts_are_complained_of() -> None:
    data = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhi\n" * 10_000
    contents = read_mail(source(data))
    assert len(contents.drafts) == 1 and "500 parts" in contents.complaints[0]


@settings(deadline=None)
@given(st.integers(0, len(MAIL)), st.integers(0, len(MAIL) - 1), st.integers(0, 255))
def test_damaged_mail_is_read(cut: int, place: int, byte: int) -> None:
    for data in (MAIL[:cut], MAIL[:place] + bytes([byte]) + MAIL[place + 1 :], MAIL[:place] + MAIL[cut:]):
        for draft in read_mail(source(data)).drafts:
            assert all(paragraph.text for paragraph in draft.paragraphs)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read_mail(source(data))
