"""Authors and sources of messages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Known
from searchtui.corpus.mail.headers import Headers, read_headers
from searchtui.corpus.mail.senders import mailboxes, sender


def headers(text: str) -> Headers:
    return read_headers(text.encode())[0]


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        ("Ann Lee <ann@example.org>", ("Ann Lee",)),
        ('"Ann Lee" <ann@example.org>', ("Ann Lee",)),
        ("'Ann Lee' <ann@example.org>", ("Ann Lee",)),
        ("ann@example.org (Ann Lee)", ("Ann Lee",)),
        ("ann@example.org", ()),
        ('"ann@example.org" <ann@example.org>', ()),
        ("<ann@example.org>", ()),
        ('"Lee, Ann" <ann@example.org>', ("Ann Lee",)),
        ("Lee, Ann <ann@example.org>", ("Ann Lee",)),
        ("=?utf-8?Q?Lee=2C_Ann?= <ann@example.org>", ("Ann Lee",)),
        ('"Lee, Jr." <ann@example.org>', ("Lee, Jr.",)),
        ("Ann Lee <ann@example.org>, Bo Ek <bo@example.org>", ("Ann Lee", "Bo Ek")),
        ("Ann Lee via Boats <boats@example.org>", ("Ann Lee",)),
        ("'Ann Lee' via Boats <boats@example.org>", ("Ann Lee",)),
        ("Ann Lee (Harbour) <ann@example.org>", ("Ann Lee",)),
        ("Ann Lee [mailto:ann@example.org]", ("Ann Lee",)),
        ("annie <ann@example.org>", ("annie",)),
        ("Ann Lee <newsletter@example.org>", ("Ann Lee",)),
        ("Springfield Herald <ann@example.org>", ()),
        ("Boat Alerts <ann@example.org>", ()),
        ("boats <no-reply@example.org>", ()),
        ("Mail System <MAILER-DAEMON@example.org>", ()),
        ("", ()),
        ("12 <ann@example.org>", ()),
    ],
)
def test_authors(field: str, authors: tuple[str, ...]) -> None:
    assert sender(headers(f"From: {field}\n")).authors == authors


@pytest.mark.parametrize(
    ("fields", "source", "detail"),
    [
        ("From: Ann <a@b.example>\nList-Id: Friends of Boats <boats.example.org>", "Friends of Boats", "list-id"),
        ("From: Ann <a@b.example>\nList-Id: <boats.lists.example.org>", "boats", "list-id"),
        ("From: Ann <a@b.example>\nList-Id: <users.example.org>", "users.example.org", "list-id"),
        ("From: Ann <a@b.example>\nList-Id: <1234567.xt.local>", "b.example", "sender-domain"),
        ("From: Springfield Herald <a@b.example>", "Springfield Herald", "from"),
        ("From: boats <no-reply@b.example>", "boats", "from"),
        ("From: Ann Lee from The Boat Review <a@b.example>", "Boat Review", "from"),
        ("From: Morning Boat <crew@morningboat.example>\nList-Unsubscribe: <x>", "Morning Boat", "from"),
        ("From: Ann <a@b.example>\nOrganization: Harbour Office", "Harbour Office", "organization"),
        ("From: Ann <a@mail.boats.co.uk>", "boats.co.uk", "sender-domain"),
        ("From: Ann <a@crm.boats.example>", "boats.example", "sender-domain"),
        ("From: Ann <a@gmail.com>", None, None),
        ("From: Ann <a@yahoo.co.uk>", None, None),
        ("From: Ann <a@localhost>", None, None),
        ("From: Ann <a@10.0.0.1>", None, None),
        ("Subject: Boat", None, None),
    ],
)
def test_sources(fields: str, source: str | None, detail: str | None) -> None:
    found = sender(headers(f"{fields}\n"))
    assert found.source == source
    assert (found.known["source"].detail if source else None) == detail
    assert not source or (found.known["source"].known is Known.FOUND) == (detail == "sender-domain")


@settings(deadline=None)
@given(st.text(st.sampled_from('ab@., <>()"\\;:=?[]'), max_size=60))
def test_any_field(field: str) -> None:
    for mailbox in mailboxes(field):
        assert "@" not in mailbox.name or " " in mailbox.name
    sender(headers(f"From: {field}\n"))
