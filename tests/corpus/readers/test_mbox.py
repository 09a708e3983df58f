"""Mailboxes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.drafts import Contents, Fault
from searchtui.corpus.readers.mbox import read_mbox
from searchtui.corpus.sources import Source
from tests.corpus.sourced import source

BEGINNING = "From ann@example.org Mon Aug  3 09:12:00 2020\n"


def mail(identity: str, text: str = "A boat lay on the beach.") -> str:
    named = f"Message-ID: <{identity}>\n" if identity else ""
    return f"{BEGINNING}From: Ann Lee <ann@example.org>\nSubject: Boat {identity}\n{named}\n{text}\n\n"


def read(text: str) -> Contents:
    return read_mbox(source(text.encode(), "boats.mbox"))


def items(text: str) -> list[str | None]:
    return [draft.item for draft in read(text).drafts]


def test_one_article_a_message_with_real_lines() -> None:
    text = mail("1@x") + mail("2@x", "First.\n\nSecond.")
    contents = read(text)
    assert items(text) == ["1@x", "2@x"]
    lines = text.split("\n")
    for draft in contents.drafts:
        for paragraph in draft.paragraphs:
            assert paragraph.text in lines[(paragraph.line or 0) - 1]


def test_names_stay_when_messages_come_behind() -> None:
    text = mail("1@x") + mail("") + mail("1@x") + mail("2@x")
    assert items(text) == ["1@x", "2", "3", "2@x"]
    assert items(text + mail("1@x") + mail("9@x"))[:4] == ["1@x", "2", "3", "2@x"]


def test_beginnings() -> None:
    others = (
        "From ann at example.org  Mon Aug  3 09:12:00 2020\n",
        "From - Mon Aug  3 09:12:00 2020\n",
        "From ann Mon, 3 Aug 2020 09:12:00 +0200\n",
        "From ann@example.org Mon Aug 3 09:12:00 CEST 2020\r\n>From someone else\n",
    )
    for beginning in others:
        assert items(mail("1@x") + mail("2@x").replace(BEGINNING, beginning)) == ["1@x", "2@x"]


def test_a_mark_in_front_of_the_first() -> None:
    assert items("\ufeff" + mail("1@x") + mail("2@x")) == ["1@x", "2@x"]


def test_sentences_begin_no_message() -> None:
    text = mail("1@x", "From here on it went well.\n\nFrom Ann, Mon Aug 3 at 09:00 2020\nNobody knew.\n")
    assert items(text) == ["1@x"]
    (draft,) = read(text).drafts
    assert draft.paragraphs[-1].text == "Nobody knew."


def test_escaped_lines_lose_one_mark() -> None:
    (draft,) = read(mail("1@x", ">From here on it went well.")).drafts
    assert draft.paragraphs[-1].text == "From here on it went well."


def test_attachments_are_named_after_their_message() -> None:
    text = (
        f"{BEGINNING}Message-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the notes.\n"
        "--b\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nA boat.\n--b--\n"
    )
    assert items(text) == ["1@x", "1@x/notes.txt"]
    assert read(mail("0@x") + text.replace("notes.txt", "notes.key")).skipped == ("1@x/notes.key",)


def test_a_file_without_beginnings_is_one_message() -> None:
    assert items("Subject: Boat\n\nA boat.\n") == [None]


def test_complaints_name_the_message() -> None:
    encrypted = f"{BEGINNING}Subject: x\nContent-Type: application/pkcs7-mime\n\nMIAG\n\n"
    assert read(mail("1@x") + encrypted).complaints == ("Message 2 (line 9): Its text is encrypted.",)


@settings(deadline=None)
@given(st.lists(st.sampled_from([mail("1@x"), mail(""), BEGINNING, ">From x\n", "a\n", "\n", "Subject: b\n", "\r\n"])))
def test_any_order_of_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    drafts = read(text).drafts
    assert len({draft.item for draft in drafts}) == len(drafts)
    lines = [paragraph.line or 0 for draft in drafts for paragraph in draft.paragraphs]
    assert all(0 < line <= text.count("\n") + 1 for line in lines)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    read_mbox(source(data))


def test_each_message_has_as_long_as_a_file() -> None:
    steps: list[int] = []

    def step(number: int, _size: int) -> bool:
        steps.append(number)
        return False

    box = Source("box.mbox", (mail("") * 12).encode(), Allowance(step=step))
    assert len(read_mbox(box).drafts) == 12
    assert steps == list(range(1, 13))


def test_a_message_by_which_a_process_was_ended_costs_itself_alone() -> None:
    text = mail("a") + mail("b") + mail("c")
    allowance = Allowance(given_up={2: (Reason.TIMED_OUT, "It was given up after 20 seconds.")})
    contents = read_mbox(Source("box.mbox", text.encode(), allowance))
    assert [draft.item for draft in contents.drafts] == ["a", "c"]
    assert contents.faults == (Fault(Reason.TIMED_OUT, "Message 2 (line 9): It was given up after 20 seconds."),)


def test_a_mailbox_that_takes_too_long_keeps_what_was_read() -> None:
    text = mail("a") + mail("b") + mail("c") + mail("d")
    contents = read_mbox(Source("box.mbox", text.encode(), Allowance(step=lambda number, _size: number > 2)))
    assert [draft.item for draft in contents.drafts] == ["a", "b"]
    said = "It takes too long as a whole; what follows from message 3 (line 16) on was not read."
    assert contents.faults == (Fault(Reason.TIMED_OUT, said),)
