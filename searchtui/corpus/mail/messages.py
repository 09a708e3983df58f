"""A message becomes an article, and so does each file attached to it that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_tz
from pathlib import PurePosixPath

import msgspec

from searchtui.article import Known, Reason
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import NOTHING, Contents, Draft, Metadata, Piece
from searchtui.corpus.formats import PACKED, Format, is_read
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.mail.headers import Headers
from searchtui.corpus.mail.markup import is_markup, markup_pieces, without_commands
from searchtui.corpus.mail.parts import MOST_PARTS, Part, read_parts
from searchtui.corpus.mail.senders import sender
from searchtui.corpus.mail.wording import is_forward, message_pieces
from searchtui.corpus.naming import free_name
from searchtui.corpus.readers import read_source
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line, read_fields

__all__ = ["Message", "read_message"]

_DEEPEST_MESSAGE = 2
"""Messages within messages that are read: the one that is forwarded, and the one that this one forwards."""

_LONGEST_NAME = 200
_FEW_WORDS = 60
"""Words of plain text from which on it is the message, and not a note that one must read the HTML beside it."""

_POOR = 0.3
"""Share of the words of the HTML that plain text must have not to be such a note."""

_SUBJECT = re.compile(rb"^subject[ \t]*:", re.IGNORECASE | re.MULTILINE)
_NO_SUBJECT = re.compile(r"(?i)[\[(<]?(?:no subject|none|kein betreff|sans objet|sin asunto|без темы)[\])>]?")
_MARKUP = frozenset(["text/html", "application/xhtml+xml"])
_ENRICHED = frozenset(["text/enriched", "text/richtext"])
_NO_PROSE = frozenset(
    [
        *("text/calendar", "text/css", "text/csv", "text/directory", "text/javascript", "text/rfc822-headers"),
        *("text/rtf", "text/tab-separated-values", "text/vcard", "text/watch-html", "text/x-amp-html", "text/x-vcard"),
        "text/xml",
    ]
)
"""Kinds of text for programs, and another form of one that stands beside them."""
_FAMILIES = frozenset(["application", "audio", "font", "image", "message", "model", "video"])
"""Media types that are no text (RFC 6838, 4.2)."""
_ENCRYPTED = frozenset(["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"])
_NO_DATE = ("1969-12-31", "1970-01-01")
"""What clocks say that have never been set."""

_SUFFIXES_OF_TYPES = {
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
}
_NOT_ATTACHED = frozenset([Format.EML, Format.MBOX])
"""Formats of mails that are read where they stand in the folder; a mail that is sent on is a part of another kind."""


class Message(msgspec.Struct, frozen=True):
    """What was read of one message.

    Args:
        drafts: the message, without an item, and what is attached to it, each with the name of the attachment.
        identity: its `Message-ID`, without brackets; empty where it has none.
        complaints: what could not be read, one sentence each.
        skipped: the names of attached files that are of no format that is read.
    """

    drafts: tuple[Draft, ...]
    identity: str
    complaints: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


class _Found(msgspec.Struct):
    """The parts of a message by what they are for."""

    texts: list[Part] = []
    attachments: list[Part] = []
    messages: list[Part] = []


def read_message(data: bytes, line: int | None = 1, depth: int = 0, allowance: Allowance | None = None) -> Message:
    """Read a message and what is attached to it.

    Args:
        data: the message, header and all.
        line: of the file in which it begins; None where that has no meaning.
        depth: how many messages it is attached to.
        allowance: how much may be unfolded of what is attached to it; None where nobody has said.
    """
    allowance = allowance or Allowance()
    message, has_more = read_parts(data)
    found = _sorted_out(message)
    headers = message.headers
    complaints = [f"It has more than {MOST_PARTS} parts; those that follow were not read."] if has_more else []
    if message.kind in _ENCRYPTED and not found.texts:
        complaints.append("Its text is encrypted.")
    drafts = [_draft(message, found.texts, line)]
    skipped: list[str] = []
    named: set[str] = set()

    def take(name: str, inner: Sequence[Draft]) -> None:
        name = free_name(name[:_LONGEST_NAME], named)
        named.add(name)
        for draft in inner:
            item = name if draft.item is None else f"{name}/{draft.item}"
            drafts.append(msgspec.structs.replace(draft, item=item))

    for part in found.attachments:
        contents = _attached(part, allowance)
        complaints.extend(contents.complaints)
        skipped.extend(contents.skipped)
        if contents.drafts:
            take(part.name or "attachment", contents.drafts)
    if depth < _DEEPEST_MESSAGE:
        for part in found.messages:
            above = None if line is None or part.encoding == "base64" else line + data.count(b"\n", 0, part.start)
            inner = read_message(part.body, above, depth + 1, allowance)
            complaints.extend(inner.complaints)
            skipped.extend(inner.skipped)
            take(inner.identity or part.name or "message", inner.drafts)
    return Message(tuple(drafts), one_line(_identity(headers), _LONGEST_NAME), tuple(complaints), tuple(skipped))


def _identity(headers: Headers) -> str:
    return headers.text("message-id").strip("<> ").replace("> <", " ")


def _sorted_out(part: Part) -> _Found:
    """Sort out what the parts of a message are for; they are not nested deeper than `read_parts` goes."""
    found = _Found([], [], [])
    if not part.children:
        if _is_message(part):
            found.messages.append(part)
        elif _is_text(part):
            found.texts.append(part)
        else:
            found.attachments.append(part)
        return found
    inner = [_sorted_out(child) for child in part.children]
    for one in inner:
        found.attachments.extend(one.attachments)
        found.messages.extend(one.messages)
    texts = [one.texts for one in inner if one.texts]
    if part.kind == "multipart/alternative":
        found.texts = _best(texts)
    elif part.kind == "multipart/related":
        found.texts = texts[0] if texts else []
    else:
        found.texts = [text for group in texts for text in group]
    return found


def _is_message(part: Part) -> bool:
    """Whether a part is another message; some programs send it as any other file."""
    return part.kind == "message/rfc822" or (part.depth > 0 and part.name.casefold().endswith(".eml"))


def _is_text(part: Part) -> bool:
    """Whether a part is the text of its message, of whatever kind of text that nobody knows (RFC 2046, 4.1.4)."""
    family = part.kind.partition("/")[0]
    if family == "multipart":
        return True
    if part.kind in _NO_PROSE or (part.depth and part.is_attached):
        return False
    return family == "text" or part.kind in _MARKUP or (part.depth == 0 and family not in _FAMILIES)


def _best(groups: Sequence[list[Part]]) -> list[Part]:
    """Of several forms of one text the plain one, unless it says far less than the other."""
    plain = next((group for group in groups if all(part.kind not in _MARKUP for part in group)), None)
    rich = next((group for group in groups if any(part.kind in _MARKUP for part in group)), None)
    if plain is None or rich is None:
        return plain or rich or []
    words = sum(len(part.text.split()) for part in plain)
    if words >= _FEW_WORDS or any(is_markup(part.text) for part in plain):
        return plain
    shown = sum(len(piece.text.split()) for part in rich for piece in markup_pieces(part.text))
    return plain if words >= _POOR * shown and words else rich


def _draft(message: Part, texts: Sequence[Part], line: int | None) -> Draft:
    """The article that a message is."""
    headers = message.headers
    title = headers.text("subject")
    title = "" if _NO_SUBJECT.fullmatch(title) else title
    pieces = list(_pieces(texts, title, line))
    declared = Metadata.of({"title": title} if title else {}, Known.DECLARED, "subject")
    for field, name, field_name in (("url", "archived-at", "archived-at"), ("language", "content-language", "header")):
        values, _ = read_fields({field: headers.text(name).strip("<> ")}, {field: field})
        declared = declared.or_else(Metadata.of(values, Known.DECLARED, field_name))
    sent = sender(headers)
    who = Metadata.of({"authors": sent.authors} if sent.authors else {}, Known.DECLARED, "from")
    declared = declared.or_else(who).or_else(_date(headers))
    subject = _SUBJECT.search(message.data, 0, message.start)
    above = line + message.data.count(b"\n", 0, subject.start()) if line is not None and subject else line
    draft = interpret(with_title(pieces, title or None, above), declared)
    return msgspec.structs.replace(draft, metadata=draft.metadata.or_else(sent))


def _pieces(texts: Sequence[Part], subject: str, line: int | None) -> Iterator[Piece]:
    """The pieces of the text of a message, which may stand in several parts."""
    forwards = is_forward(subject)
    blocks = 0
    for part in texts:
        text = part.text
        if part.kind in _MARKUP or is_markup(text):
            pieces = markup_pieces(text, forwards=forwards)
        else:
            text = without_commands(text) if part.kind in _ENRICHED else text
            parameters = part.headers.parameters("content-type")
            pieces = message_pieces(
                tidy(text),
                forwards=forwards,
                flowed=parameters.get("format", "").casefold() == "flowed",
                parts_words=parameters.get("delsp", "").casefold() == "yes",
            )
        lines = part.lines_of([piece.line or 1 for piece in pieces])
        for piece, place in zip(pieces, lines, strict=True):
            piece.line = None if place is None or line is None else line - 1 + place
            piece.block += blocks
            yield piece
        blocks = max((piece.block for piece in pieces), default=blocks) + 1


def _date(headers: Headers) -> Metadata:
    """When a message was sent, on the day that it was for its sender; else when it was received."""
    for name, known in (("date", Known.DECLARED), ("received", Known.FOUND)):
        text = headers.text(name)
        text = text.rpartition(";")[2] if name == "received" else text
        parsed = parsedate_tz(text[:100])
        value = f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}" if parsed else text[:100]
        values, _ = read_fields({"date": value}, {"date": "date"})
        if values and str(values["date"]) not in _NO_DATE:
            return Metadata.of(values, known, name)
    return NOTHING


def _attached(part: Part, allowance: Allowance) -> Contents:
    """The articles of an attached file; none where no reader is for it."""
    suffix = PurePosixPath(part.name).suffix.lower()
    if not is_read(part.name):
        suffix = _SUFFIXES_OF_TYPES.get(part.kind, "") if not suffix or part.kind != "text/plain" else ""
    data = part.body
    if not data.strip():
        return Contents(())
    name = part.name if part.name.lower().endswith(suffix) else f"{part.name or 'attachment'}{suffix}"
    if not is_read(name):
        return _unread(part)
    try:
        kind = format_of(data, suffix)
        if kind in _NOT_ATTACHED:
            return _unread(part)
        contents = _read_attached(Source(name, data), kind, allowance)
    except UnreadableError as error:
        said = f"The attachment {name[:60]!r} was not read: {error}"
        return Contents((), () if error.reason is Reason.EMPTY else (said,))
    drafts = tuple(draft.without_lines() for draft in contents.drafts)
    wrong = (*contents.complaints, *(fault.message for fault in contents.faults))
    skipped = tuple(f"{name[:_LONGEST_NAME]}/{one}" for one in contents.skipped)
    return Contents(drafts, tuple(f"The attachment {name[:60]!r}: {one}" for one in wrong), skipped=skipped)


def _read_attached(source: Source, kind: Format, allowance: Allowance) -> Contents:
    """The articles of an attached file, which takes nothing from what else the file of the mail may hold."""
    if kind not in PACKED:
        own = Allowance(step=allowance.step, at=allowance.at)
        return read_source(msgspec.structs.replace(source, allowance=own), kind)
    with allowance.for_attached() as inner:
        left, length = inner.characters, 0
        try:
            contents = read_source(msgspec.structs.replace(source, allowance=inner), kind)
            if contents.characters > left:
                raise UnreadableError(Reason.TOO_LARGE, "It holds more text than is read of one file.")
            length = contents.characters
        finally:
            inner.characters = left - length
    if inner is not allowance:
        allowance.characters += length
        allowance.added += length
    return contents


def _unread(part: Part) -> Contents:
    """A file of a kind that is not read is named; a picture that the text of the message shows is none."""
    is_shown = part.kind.startswith("image/") and part.headers.value("content-id") != ""
    name = one_line(part.name, _LONGEST_NAME)
    return Contents((), skipped=(name,) if name and part.is_attached and not is_shown else ())
