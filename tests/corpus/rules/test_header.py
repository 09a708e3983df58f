"""The header of a message."""

from __future__ import annotations

from searchtui.corpus.rules.header import mail_header


def test_fields() -> None:
    lines = ["From: Ann Lee <ann@example.org>", "TO: Bo Ek", "Subject: File from Oslo", "Dear Bo,"]
    assert mail_header(lines) == [
        ("from", "Ann Lee <ann@example.org>"),
        ("to", "Bo Ek"),
        ("subject", "File from Oslo"),
    ]


def test_single_lines_are_no_header() -> None:
    assert mail_header(["Subject: the harbour", "It was closed."]) == []
    assert mail_header(["From: the harbour", "To: the sea"]) == []
    assert mail_header([]) == []
