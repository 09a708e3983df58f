"""The plain text of a message: which of its words are its own, and which it quotes or signs with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

import msgspec

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.paragraphs import split_pieces
from searchtui.corpus.readers.plain import plain_pieces

__all__ = ["is_forward", "message_pieces"]

_LONGEST_SIGNATURE = 20
"""Lines; what is longer below a line of two hyphens is text."""

_DEEPEST = 5
"""Quotations within quotations that are told apart."""

_MOST_FOOTERS = 5
_LONGEST_FOOTER = 10
_LONGEST_ATTRIBUTION = 4

# A bar alone is a mark too, but more of them in one line are those of a table.
_MARKS = re.compile(
    r" ?(?:[A-Z][A-Za-z]{0,3})?>(?!From )(?: {0,2}(?:[A-Z][A-Za-z]{0,3})?>)* ?| {0,4}\|(?=\s|$)(?![^|\n]*\|) ?"
)
_SIGNATURE = re.compile(r"--[ \u00a0]?")
_RULE = re.compile(r"\s*[-_=*~]{12,}\s*")
_FOOTER = re.compile(
    r"(?i)mailing[ -]?list|listinfo|sponsored by|unsubscri|abmelden|désabonn|darse de baja|to subscribe|"
    r"confidential|sent via|https?://[\w.-]*lists?\b"
)
_WROTE = re.compile(
    r"(?i)(?:\b(?:wrote|writes|said|says|schrieb|schreibt|a écrit|écrit|escribió|escreveu|ha scritto|scrisse|schreef|"
    r"skrev|kirjoitti|napisał\(?a?\)?|пишет|писал\(?а?\)?|написал\(?а?\)?)\b|写道|さん(?:は|が)|>|@\S+)[^:]{0,60}[:：.]$"
)
_ANSWERED = re.compile(
    r"(?i)\s*-{2,}\s*(?:original(?:[ -](?:message|nachricht))|ursprüngliche nachricht|message d['’]origine|"
    r"mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|oprindelig meddelelse|"
    r"исходное сообщение|original appointment|reply message)\s*-{2,}\s*"
)
_HEADER_LINE = re.compile(r"(?i)\s*\*?(?:from|von|de|da|van|от|från|fra)\s*:\*?\s.*")
_SENT_LINE = re.compile(
    r"(?i)\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|verzonden|отправлено|skickat|sendt)\s*:"
)
_FORWARDED = re.compile(
    r"(?i)\s*(?:-{2,}|begin )\s*(?:forwarded (?:message|by)|weitergeleitete nachricht|message transféré|"
    r"mensaje reenviado|messaggio inoltrato|пересылаемое сообщение)\b.*"
)
_FORWARD_SUBJECT = re.compile(r"(?i)\s*(?:(?:re|aw|sv)\s*:\s*)*[\[(]?(?:fwd?|wg|tr|rv|vb|doorst|пересл)\s*:")

_ARMOUR = re.compile(
    r"^-----BEGIN PGP (?P<what>SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)----- *$.*?(?:^-----END PGP (?P=what)----- *$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE----- *\n(?:\w+: .*\n)*", re.MULTILINE)
_UUENCODED = re.compile(
    r"^begin(?:-base64)? [0-7]{3,4} [^\n]{1,255}\n(?:[!-`][ -`]{0,90}\n)*(?:[` ]?\n)?end *$", re.MULTILINE
)


class _Line(msgspec.Struct):
    """A line of the text.

    Args:
        text: without marks of quotation.
        number: from 1; of several that were joined, the first.
        depth: how often it is quoted.
        role: what it is in the message.
    """

    text: str
    number: int
    depth: int = 0
    role: str = "own"


def is_forward(subject: str) -> bool:
    """Whether a subject says that the message passes another one on, so that what it quotes is what it says."""
    return _FORWARD_SUBJECT.match(subject) is not None


def message_pieces(
    text: str, *, forwards: bool = False, flowed: bool = False, parts_words: bool = False
) -> list[Piece]:
    """Part the text of a message into pieces; what it quotes and what it signs with is furniture.

    A message that has nothing of its own says what it quotes.

    Args:
        text: tidy.
        forwards: it passes another message on.
        flowed: a space at the end of a line joins it with the next (RFC 3676).
        parts_words: such a space belongs to no word (`DelSp=yes`).
    """
    text = _UUENCODED.sub(_emptied, _SIGNED.sub(_emptied, _ARMOUR.sub(_emptied, text)))
    lines = [_Line(line, number) for number, line in zip(count(1), text.split("\n"))]
    for line in lines:
        # A space in front of flowed text says that what follows is no mark.
        if not (flowed and line.text.startswith(" ")):
            _unquote(line)
    if flowed:
        lines = _unfolded(lines, parts_words)
    _mark(lines, forwards or any(_FORWARDED.fullmatch(line.text) for line in lines))
    return _pieces(lines)


def _emptied(match: re.Match[str]) -> str:
    """As many empty lines as the match has, so that the lines below keep their numbers."""
    return "\n" * match[0].count("\n")


def _unquote(line: _Line) -> None:
    if marks := _MARKS.match(line.text):
        line.depth = max(1, marks[0].count(">"))
        line.text = line.text[marks.end() :]


def _unfolded(lines: Sequence[_Line], parts_words: bool) -> list[_Line]:
    """Join the lines of each paragraph (RFC 3676, section 4.2)."""
    joined: list[_Line] = []
    texts: list[list[str]] = []
    goes_on = False
    for line in lines:
        text = line.text.removeprefix(" ") if line.depth == 0 else line.text
        is_signature = _SIGNATURE.fullmatch(text) is not None
        if not goes_on or joined[-1].depth != line.depth or is_signature:
            joined.append(_Line("", line.number, line.depth))
            texts.append([])
        goes_on = text.endswith(" ") and not is_signature
        texts[-1].append(text[:-1] if goes_on and parts_words else text)
    for line, parts in zip(joined, texts, strict=True):
        line.text = "".join(parts)
    return joined


def _mark(lines: list[_Line], forwards: bool) -> None:
    """Say of each line what it is in the message."""
    if not forwards:
        for line in lines:
            if line.depth:
                line.role = "quoted"
        _mark_answered(lines)
        _mark_attributions(lines)
    _mark_signature(lines)
    for _ in range(_MOST_FOOTERS):
        if not _mark_footer(lines):
            break
    for role in ("quoted", "signature"):
        if not any(line.role == "own" and line.text.strip() for line in lines):
            for line in lines:
                line.role = "own" if line.role == role else line.role


def _mark_answered(lines: list[_Line]) -> None:
    """Mark the message that stands whole below the answer to it, with a header of its own."""
    has_said = False
    for place, line in enumerate(lines):
        if line.role != "own":
            continue
        following = (other.text for other in lines[place + 1 : place + 4])
        is_header = has_said and _HEADER_LINE.fullmatch(line.text) and any(map(_SENT_LINE.match, following))
        if _ANSWERED.fullmatch(line.text) or is_header:
            above = place - 1 if is_header and place and _RULE.fullmatch(lines[place - 1].text) else place
            for below in lines[above:]:
                below.role = "quoted"
            return
        has_said = has_said or bool(line.text.strip())


def _mark_attributions(lines: list[_Line]) -> None:
    """Mark the lines above a quotation that say who is quoted."""
    for place, line in enumerate(lines):
        if line.role != "quoted" or place == 0 or lines[place - 1].role == "quoted":
            continue
        last = next((at for at in range(place - 1, max(-1, place - 3), -1) if lines[at].text.strip()), None)
        if last is None or lines[last].role != "own" or not _WROTE.search(lines[last].text.strip()):
            continue
        first = last
        while first and lines[first - 1].text.strip() and lines[first - 1].role == "own":
            first -= 1
        for above in lines[first if last - first < _LONGEST_ATTRIBUTION else last : last + 1]:
            above.role = "quoted"


def _mark_signature(lines: list[_Line]) -> None:
    """Mark what stands below a line of two hyphens, down to the end or to a quotation."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.role != "own" or line.depth or not _SIGNATURE.fullmatch(line.text):
            continue
        end = next((at for at in range(place, len(lines)) if lines[at].role != "own"), len(lines))
        if sum(1 for below in lines[place + 1 : end] if below.text.strip()) <= _LONGEST_SIGNATURE:
            for below in lines[place:end]:
                below.role = "signature"
        return


def _mark_footer(lines: list[_Line]) -> bool:
    """Mark what a mailing list, a provider or a gateway has written below a rule at the end, if one has."""
    end = next((at for at in range(len(lines), 0, -1) if lines[at - 1].role == "own" and lines[at - 1].text.strip()), 0)
    filled = 0
    for place in range(end - 1, -1, -1):
        line = lines[place]
        if line.role != "own" or filled > _LONGEST_FOOTER:
            return False
        filled += bool(line.text.strip())
        below = lines[place + 1 : end]
        if _RULE.fullmatch(line.text) and any(_FOOTER.search(other.text) for other in below):
            for other in (line, *below):
                other.role = "signature"
            return True
    return False


def _pieces(lines: Sequence[_Line]) -> list[Piece]:
    """Part the lines of each voice by themselves, and put the pieces in the order of the text."""
    pieces: list[Piece] = []
    for voice in dict.fromkeys(map(_voice, lines)):
        said = "\n".join(line.text if _voice(line) == voice else "" for line in lines)
        if voice[0] == "own":
            pieces.extend(plain_pieces(said))
            continue
        # What is not its own says nothing of the message, so that no line of it must be looked at.
        for piece in split_pieces(said, _is_nothing):
            piece.kind = Kind.FURNITURE
            pieces.append(piece)
    pieces.sort(key=lambda piece: piece.line or 0)
    blocks = list(_blocks(lines))
    for piece in pieces:
        place = (piece.line or 1) - 1
        piece.block, piece.line = blocks[place], lines[place].number
    return pieces


def _is_nothing(line: str) -> bool:
    del line
    return False


def _blocks(lines: Sequence[_Line]) -> Iterator[int]:
    """Of each line the number of the block it stands in."""
    block = 0
    before = ("own", 0)
    for line in lines:
        if not line.text.strip() or _voice(line) != before:
            block += 1
        before = _voice(line)
        yield block


def _voice(line: _Line) -> tuple[str, int]:
    """What tells the lines of one speaker from those of another."""
    return line.role, min(line.depth, _DEEPEST)
