"""Messages and their attachments."""

from __future__ import annotations

import base64
import gzip

import pytest

from searchtui.article import Known
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.drafts import Draft
from searchtui.corpus.mail.messages import Message, read_message
from searchtui.dates import PartialDate
from tests.corpus.zipped import zipped

HEAD = """From: Ann Lee <ann@boats.example>
To: Bo Ek <bo@boats.example>
Subject: =?utf-8?Q?The_boat_of_Caf=C3=A9_Mer?=
Date: Mon, 3 Aug 2020 23:30:00 -0700
Message-ID: <1@boats.example>
Content-Language: en-GB
"""
TEXT = "A boat lay on the beach for all of the year. Nobody in the whole town knew whose boat it was.\n"
RTF = rb"{\rtf1\ansi A net hung on the wall for all of the year, and nobody in the town knew whose it was.}"


def read(text: str | bytes) -> Message:
    return read_message(text if isinstance(text, bytes) else text.encode())


def shown(draft: Draft) -> list[str]:
    return [f"{paragraph.kind} {paragraph.line} {paragraph.text}" for paragraph in draft.paragraphs]


def mixed(*parts: str, kind: str = "mixed", head: str = HEAD, allowance: Allowance | None = None) -> Message:
    body = "".join(f"--b\n{part}\n" for part in parts)
    text = f"{head}Content-Type: multipart/{kind}; boundary=b\n\n{body}--b--\n"
    return read_message(text.encode(), allowance=allowance)


def test_a_message() -> None:
    message = read(f"{HEAD}\n{TEXT}")
    (draft,) = message.drafts
    assert message.identity == "1@boats.example"
    assert draft.item is None
    assert shown(draft) == ["title 3 The boat of Café Mer", f"body 8 {TEXT.strip()}"]
    meta = draft.metadata
    assert (meta.title, meta.authors, meta.source) == ("The boat of Café Mer", ("Ann Lee",), "boats.example")
    assert (meta.date, meta.language) == (PartialDate(2020, 8, 3), "en")
    assert meta.known["title"].known is meta.known["authors"].known is meta.known["date"].known is Known.DECLARED
    assert meta.known["source"].known is Known.FOUND


def test_a_source_in_the_text_goes_before_that_of_the_address() -> None:
    (draft,) = read(f"{HEAD}\nSource: Springfield Herald\n\n{TEXT}").drafts
    assert draft.metadata.source == "Springfield Herald"


@pytest.mark.parametrize(
    ("fields", "date", "known"),
    [
        ("Date: 3 Aug 20 09:00 GMT", PartialDate(2020, 8, 3), Known.DECLARED),
        ("Date: Mon Aug  3 09:00:00 2020", PartialDate(2020, 8, 3), Known.DECLARED),
        ("Date: 2020-08-03", PartialDate(2020, 8, 3), Known.DECLARED),
        ("Date: soon\nReceived: by x; Mon, 3 Aug 2020 09:00:00 +0000", PartialDate(2020, 8, 3), Known.FOUND),
        ("Date: Thu, 01 Jan 1970 00:00:00 +0000", None, None),
        ("Date: Mon, 99 Aug 2020 09:00:00 +0000", None, None),
    ],
)
def test_dates(fields: str, date: PartialDate | None, known: Known | None) -> None:
    (draft,) = read(f"{fields}\n\n{TEXT}").drafts
    assert draft.metadata.date == date
    assert (draft.metadata.known["date"].known if date else None) == known


@pytest.mark.parametrize("subject", ["", "(no subject)", "[kein Betreff]"])
def test_without_a_subject_there_is_no_title(subject: str) -> None:
    (draft,) = read(f"Subject: {subject}\n\n{TEXT}").drafts
    assert "title" not in draft.metadata.known


def test_the_plain_form_goes_before_the_rich_one_unless_it_says_nothing() -> None:
    rich = f"Content-Type: text/html\n\n<p>{TEXT * 3}</p>"
    assert "plain" in shown(mixed(f"\nThe plain form. {TEXT * 2}", rich, kind="alternative").drafts[0])[1]
    assert TEXT.strip() in shown(mixed("\nYour program shows no HTML.", rich, kind="alternative").drafts[0])[1]
    assert TEXT.strip() in shown(mixed("\n", rich, kind="alternative").drafts[0])[1]


def test_several_texts_are_one_article_with_real_lines() -> None:
    (draft,) = mixed("\nOne boat.", "Content-Transfer-Encoding: quoted-printable\n\nTwo =\nboats.\n\nThree.").drafts
    assert shown(draft)[1:] == ["body 11 One boat.", "body 15 Two boats.", "body 18 Three."]
    encoded = base64.b64encode(TEXT.encode()).decode()
    (draft,) = mixed(f"Content-Transfer-Encoding: base64\n\n{encoded}").drafts
    assert shown(draft)[1:] == [f"body None {TEXT.strip()}"]


def test_the_charset_of_a_part() -> None:
    data = f"{HEAD}Content-Type: text/plain; charset=koi8-r\n\nЛодка лежала на берегу.\n".encode("koi8-r", "replace")
    assert shown(read(data).drafts[0])[1] == "body 9 Лодка лежала на берегу."


def test_attachments_that_can_be_read_are_articles() -> None:
    message = mixed(
        "\nSee the notes.",
        f'Content-Type: text/plain; name="notes.txt"\nContent-Disposition: attachment\n\n{TEXT}',
        f'Content-Type: application/octet-stream; name="notes.txt"\n\n{TEXT}',
        'Content-Type: image/png; name="boat.png"\n\nXYZ',
        'Content-Type: text/plain; name="boat.rb"\nContent-Disposition: attachment\n\nputs 1',
    )
    assert [draft.item for draft in message.drafts] == [None, "notes.txt", "notes.txt-2"]
    assert shown(message.drafts[1]) == [f"body None {TEXT.strip()}"]
    assert message.skipped == ("boat.png", "boat.rb")
    assert message.drafts[1].metadata.authors == ()


@pytest.mark.parametrize(
    "kind",
    ["text", "TEXT", "text/x-pgp; charset=us-ascii", "plain/text", "text/plain; name=boat.txt", "", "text/enriched"],
)
def test_a_message_of_any_kind_of_text(kind: str) -> None:
    (draft,) = read(f"Subject: Boat\nContent-Type: {kind}\n\n{TEXT}").drafts
    assert shown(draft) == ["title 1 Boat", f"body 4 {TEXT.strip()}"]


def test_text_for_programs_is_no_text_of_a_message() -> None:
    (draft,) = mixed(
        f"\n{TEXT}",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR",
        "Content-Type: text/enriched\n\n<bold>It</bold> lay <<there.",
    ).drafts
    assert [paragraph.text for paragraph in draft.paragraphs][1:] == [TEXT.strip(), "It lay <there."]


def test_a_message_that_is_sent_as_a_file_is_one() -> None:
    inner = f"From: Bo Ek <bo@boats.example>\nSubject: Nets\nMessage-ID: <2@x>\n\n{TEXT}"
    kind = 'Content-Type: application/octet-stream; name="Nets.EML"\nContent-Disposition: attachment'
    message = mixed("\nSee below.", f"{kind}\n\n{inner}")
    assert [(draft.item, draft.metadata.title) for draft in message.drafts][1:] == [("2@x", "Nets")]
    message = read(f"Subject: Fwd\nContent-Type: message/rfc822\n\n{inner}")
    assert [(draft.item, draft.metadata.title) for draft in message.drafts][1:] == [("2@x", "Nets")]


def test_attachments_that_no_reader_knows_are_named() -> None:
    sent = "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n"
    message = mixed(
        f"\n{TEXT}",
        f"Content-Type: application/x-7z-compressed; name=boats.7z\n{sent}\nN3q8rycc",
        f"Content-Type: image/png; name=boat.png\n{sent}\niVBORw0KGgo=",
        f"Content-Type: image/png; name=logo.png\nContent-ID: <a@b>\n{sent}\niVBORw0KGgo=",
        f"Content-Type: application/ms-tnef\n{sent}\niVBORw0KGgo=",
    )
    assert (len(message.drafts), message.complaints) == (1, ())
    assert message.skipped == ("boats.7z", "boat.png")


def sent_archive(name: str, data: bytes, kind: str = "application/octet-stream") -> str:
    how = f"Content-Type: {kind}; name={name}\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64"
    return f"{how}\n\n{base64.encodebytes(data).decode()}"


def test_what_is_in_an_attached_archive_are_articles() -> None:
    inner = zipped({"b.txt": TEXT.encode(), "c.png": b"x", "../d.txt": TEXT.encode()})
    message = mixed(
        f"\n{TEXT}",
        sent_archive("boats.zip", inner, "application/zip"),
        sent_archive("nets.txt.gz", gzip.compress(TEXT.encode())),
        sent_archive("more.zip", zipped({"e.zip": inner})),
    )
    assert [draft.item for draft in message.drafts] == [None, "boats.zip/b.txt", "nets.txt.gz", "more.zip/e.zip#b.txt"]
    assert shown(message.drafts[1]) == [f"body None {TEXT.strip()}"]
    assert message.skipped == ("boats.zip/c.png", "more.zip/e.zip#c.png")
    leaves = "In '../d.txt': Its name leaves the archive, and it is not read."
    assert message.complaints == (
        f"The attachment 'boats.zip': {leaves}",
        f"The attachment 'more.zip': In 'e.zip': {leaves}",
    )


def test_what_all_messages_of_a_mailbox_unfold_has_one_limit() -> None:
    inner = zipped({"b.txt": TEXT.encode()})
    allowance = Allowance(members=1)
    for left in (0, -1):
        message = mixed(f"\n{TEXT}", sent_archive("boats.zip", inner), allowance=allowance)
        assert allowance.members == 1
        assert allowance.attached is not None
        assert allowance.attached.members == left
        assert len(message.drafts) == 2 + left


def test_attached_archives_take_nothing_from_the_mails() -> None:
    length = len(TEXT.strip())
    inner = zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    allowance = Allowance(characters=3 * length)
    mails = [
        mixed(f"\n{TEXT}", sent_archive("boats.zip", inner), sent_archive("d.rtf", RTF), allowance=allowance)
        for _ in range(3)
    ]
    texts = [[draft.item for draft in message.drafts] for message in mails]
    assert texts == [
        [None, "boats.zip/a.txt", "boats.zip/b.txt", "d.rtf"],
        [None, "boats.zip/a.txt", "d.rtf"],
        [None, "d.rtf"],
    ]
    assert [len(message.complaints) for message in mails] == [0, 1, 1]
    assert (allowance.characters, allowance.added, allowance.is_spent) == (6 * length, 3 * length, False)


def test_what_stands_behind_an_attached_archive_is_laid_to_the_mail() -> None:
    steps: list[tuple[int, int]] = []

    def step(number: int, size: int) -> bool:
        steps.append((number, size))
        return False

    allowance = Allowance(step=step)
    allowance.begin()
    inner = sent_archive("boats.zip", zipped({"a.rtf": RTF, "b.rtf": RTF}))
    mixed(f"\n{TEXT}", inner, sent_archive("c.txt", TEXT.encode()), allowance=allowance)
    allowance.begin()
    assert steps == [(1, 0), (2, 0), (3, 0), (1, 0), (1, len(TEXT)), (4, 0)]


def test_an_attachment_that_cannot_be_read_is_complained_of() -> None:
    message = mixed(
        f"\n{TEXT}", 'Content-Type: text/plain; name="x.txt"\nContent-Disposition: attachment\n\n' + "\x01" * 99
    )
    assert len(message.drafts) == 1
    (complaint,) = message.complaints
    assert "'x.txt'" in complaint and complaint.endswith(".")


def nested(depth: int) -> str:
    inner = f"Subject: Deep {depth}\nMessage-ID: <{depth}@x>\n"
    if depth == 4:
        return f"{inner}\n{TEXT}"
    part = f"--n{depth}\nContent-Type: message/rfc822\n\n{nested(depth + 1)}\n--n{depth}--\n"
    return f"{inner}Content-Type: multipart/mixed; boundary=n{depth}\n\n{part}"


def test_messages_in_messages() -> None:
    drafts = read(nested(0)).drafts
    assert [(draft.item, draft.metadata.title) for draft in drafts] == [
        (None, "Deep 0"),
        ("1@x", "Deep 1"),
        ("1@x/2@x", "Deep 2"),
    ]
    lines = nested(0).split("\n")
    assert [lines[(draft.paragraphs[0].line or 0) - 1] for draft in drafts] == [
        "Subject: Deep 0",
        "Subject: Deep 1",
        "Subject: Deep 2",
    ]


def test_what_is_forwarded_is_text() -> None:
    (draft,) = read(f"Subject: Fwd: Boat\n\nSee below.\n\n> {TEXT}").drafts
    assert shown(draft)[-1] == f"body 5 {TEXT.strip()}"
