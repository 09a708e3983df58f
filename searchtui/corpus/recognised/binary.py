"""Formats that are known by their first bytes, and what is said of those that are not read."""

from __future__ import annotations

import re

from searchtui.article import Reason
from searchtui.corpus.formats import Format
from searchtui.corpus.recognised.packed import packed_format
from searchtui.corpus.sources import LOCKED, UnreadableError

__all__ = ["binary_format", "is_text"]

_STREAMS = (
    (b"\x1f\x8b", Format.GZIP),
    (b"\xfd7zXZ\0", Format.XZ),
    (b"\x28\xb5\x2f\xfd", Format.ZSTD),
    (b"BZh", Format.BZIP2),
)
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
_TAR_MAGIC = slice(257, 262)
_TAR_HEADER = 512
_TAR_CHECKSUM = slice(148, 156)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams of a compound file ([MS-CFB], 2.6.1) are UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", Reason.PASSWORD, LOCKED),
    ("WordDocument", Reason.NOT_TEXT, "It is a Word file of the old form; save it as .docx."),
    ("Workbook", Reason.NOT_TEXT, "It is an Excel workbook of the old form; save its sheet as .csv."),
    ("PowerPoint Document", Reason.NOT_TEXT, "It is a PowerPoint file of the old form; save it as .pdf."),
    ("__substg1.0_", Reason.NOT_TEXT, "It is a mail of Outlook's own form; save it as .eml."),
    ("__properties_version1.0", Reason.NOT_TEXT, "It is a mail of Outlook's own form; save it as .eml."),
)
_OLE_OTHER = "It is an Office file of an old form; save it as .docx or .pdf."

_PICTURE = "It is a picture."
_SOUND = "It is a recording of sound or video."
_OLD_WORD = "It is a Word or Write file of a very old form; save it as .docx."
_REFUSED = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (b"7z\xbc\xaf\x27\x1c", "It is a 7-Zip archive; pack its files as .zip."),
    (b"Rar!\x1a\x07", "It is a RAR archive; pack its files as .zip."),
    (b"SQLite format 3\0", "It is a database; export its table as .csv."),
    (b"bplist00", "It is a web archive of Safari or a list of properties; save the page as .html."),
    (b"AT&TFORM", "It is a DjVu file; save it as .pdf."),
    (b"\xffWPC", "It is a WordPerfect file; save it as .docx."),
    (b"\xdb\xa5\x2d\0", _OLD_WORD),
    (b"\x31\xbe\0\0", _OLD_WORD),
    (b"ITSF", "It is a compiled help file; save its pages as .html."),
    (b"!BDN", "It is a mailbox of Outlook's own form; export its mails as .eml or .mbox."),
    (b"\x78\x9f\x3e\x22", "It is what Outlook puts into a mail (winmail.dat); save the mail as .eml."),
    (b"\x7fELF", "It is a program."),
    (b"MZ", "It is a program."),
)
_ALL_REFUSED = tuple(signature for signature, _ in _REFUSED)
_RIFF = {b"WEBP": _PICTURE, b"WAVE": _SOUND, b"AVI ": _SOUND}
_MOBI = (b"BOOKMOBI", b"TEXtREAd")
_MOBI_PLACE = slice(60, 68)

_PDF = re.compile(rb"%PDF-\d\.\d[ \t]*(?:[\r\n%]|\Z)")
_PDF_LOOSE = re.compile(rb"%PDF-")
_PDF_WITHIN = 1024
"""Bytes of the beginning in which viewers look for the header of a PDF (ISO 32000-1, annex H, 3.4.1)."""

_PDF_OBJECT = re.compile(rb"\b\d+[ \r\n]+\d+[ \r\n]+obj\b|\n%[\x80-\xff]{3}")
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_POSTSCRIPT = re.compile(rb"%!PS-Adobe-\d")
_NO_CONTROLS = bytes(set(range(32, 256)) | set(b"\t\n\v\f\r\x1b"))


def binary_format(data: bytes, head: bytes, named: Format) -> Format | None:
    """The format of what is known by its first bytes; None for a text, and for what nobody knows.

    Args:
        data: all of it.
        head: its first kilobytes.
        named: what it is by its name.

    Raises:
        UnreadableError: it is of a form that is not read.
    """
    if b"%PDF-" in head[:_PDF_WITHIN] and _is_pdf(head, named):
        return Format.PDF
    if _RTF.match(head):
        return Format.RTF
    for signature, told in _STREAMS:
        if head.startswith(signature) and (told is not Format.BZIP2 or _BZIP2.match(head)):
            return told
    if head.startswith(_ZIP):
        return packed_format(data, named)
    if (head[_TAR_MAGIC] == b"ustar" or named is Format.TAR) and _is_tar(head):
        return Format.TAR
    _refuse(data, head)
    return None


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file looks like that of a text in UTF-8, and of nothing else.

    Args:
        head: without a byte order mark.
    """
    if not head or head.translate(None, _NO_CONTROLS) or _PDF_OBJECT.search(head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True


def _is_pdf(head: bytes, named: Format) -> bool:
    beginning = head[:_PDF_WITHIN]
    if named is Format.PDF:
        return _PDF_LOOSE.search(beginning) is not None
    found = _PDF.search(beginning)
    if found is None:
        return False
    return _PDF_OBJECT.search(head, found.start()) is not None


def _is_tar(head: bytes) -> bool:
    """Whether the first header has the sum of its bytes in it (POSIX.1-1988, ustar)."""
    header = head[:_TAR_HEADER]
    if len(header) < _TAR_HEADER:
        return False
    field = header[_TAR_CHECKSUM]
    try:
        said = int(field.strip(b" \0") or b"x", 8)
    except ValueError:
        return False
    return said == sum(header) - sum(field) + 8 * ord(" ")


def _refuse(data: bytes, head: bytes) -> None:
    if head.startswith(_OLE):
        for name, reason, sentence in _OLE_STREAMS:
            if name.encode("utf-16-le") in data:
                raise UnreadableError(reason, sentence)
        raise UnreadableError(Reason.NOT_TEXT, _OLE_OTHER)
    if _POSTSCRIPT.match(head):
        raise UnreadableError(Reason.NOT_TEXT, "It is a PostScript file; save it as .pdf.")
    # Many signatures are letters, with which a text may begin too.
    if not head.startswith(_ALL_REFUSED) and head[:4] != b"RIFF" and head[4:8] != b"ftyp":
        if head[_MOBI_PLACE] in _MOBI:
            raise UnreadableError(Reason.NOT_TEXT, "It is a Kindle book; convert it to .epub.")
        return
    if not head.translate(None, _NO_CONTROLS):
        return
    for signature, sentence in _REFUSED:
        if head.startswith(signature):
            raise UnreadableError(Reason.NOT_TEXT, sentence)
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        raise UnreadableError(Reason.NOT_TEXT, _RIFF[head[8:12]])
    if head[4:8] == b"ftyp" and head[:3] == b"\0\0\0":
        raise UnreadableError(Reason.NOT_TEXT, "It is a picture or a recording of sound or video.")
