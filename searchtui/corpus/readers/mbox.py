"""Mailboxes (RFC 4155): many messages in one file, each begun by a line `From somebody, date`.

Of the four kinds that there are, none can be told from the others, so that the rules hold which do least harm: `>From`
loses its mark as in mboxrd, and no `Content-Length` is believed, since programs have changed messages and not it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents, Draft, Fault
from searchtui.corpus.mail.messages import read_message
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.mail import read_mail
from searchtui.corpus.sources import Source

__all__ = ["read_mbox"]

# `From ann@example.org Mon Aug  3 09:12:00 2020`; some write a zone before the year or behind it, or the address as
# `ann at example.org`. A sentence that begins with `From` has no such date, and no header below it.
_BEGINNING = re.compile(
    rb"^(?:\xef\xbb\xbf)?From [^\r\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+"
    rb"(?:[A-Z][a-z]{2}[ \t]+\d{1,2}|\d{1,2}[ \t]+[A-Z][a-z]{2})[ \t][^\r\n]{0,60}\r?\n"
    rb"(?=[!-9;-~]{1,200}[ \t]*:|>From )",
    re.MULTILINE,
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mbox(source: Source) -> Contents:
    """Read an article from each message, named by its `Message-ID`.

    Of several messages with one id the first keeps it; the others, and those without, are named by their number. Where
    no line begins a message, the file is one.
    """
    found: list[tuple[int, str | None, tuple[Draft, ...]]] = []
    complaints: list[str] = []
    faults: list[Fault] = []
    skipped: list[str] = []
    for number, (start, end, line) in enumerate(_messages(source.data), start=1):
        if source.allowance is not None and (fault := source.allowance.begin()) is not None:
            faults.append(Fault(fault[0], f"Message {number} (line {line}): {fault[1]}"))
            continue
        if source.allowance is not None and source.allowance.is_late:
            said = f"It takes too long as a whole; what follows from message {number} (line {line}) on was not read."
            faults.append(Fault(Reason.TIMED_OUT, said))
            break
        message = read_message(_ESCAPED.sub(rb"\1", source.data[start:end]), line, allowance=source.allowance)
        complaints.extend(f"Message {number} (line {line}): {complaint}" for complaint in message.complaints)
        skipped.extend(f"{message.identity or number}/{name}" for name in message.skipped)
        if message.drafts:
            found.append((number, message.identity or None, message.drafts))
    if not found and not faults:
        return read_mail(source)
    names, _ = item_names((number, identity) for number, identity, _ in found)
    drafts = tuple(_named(draft, names[number]) for number, _, drafts in found for draft in drafts if draft.paragraphs)
    return Contents(drafts, capped(complaints), faults=tuple(faults), skipped=tuple(skipped))


def _named(draft: Draft, name: str) -> Draft:
    return msgspec.structs.replace(draft, item=name if draft.item is None else f"{name}/{draft.item}")


def _messages(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each message begins and ends, without its first line, and the line of the file in which it begins."""
    line, counted = 1, 0
    before = None
    for match in _BEGINNING.finditer(data):
        if before is not None:
            line += data.count(b"\n", counted, before)
            counted = before
            yield before, match.start(), line
        before = match.end()
    if before is not None:
        yield before, len(data), line + data.count(b"\n", counted, before)
