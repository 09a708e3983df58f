"""What a zip file is: a document of Word, LibreOffice or a book, or an archive of files."""

from __future__ import annotations

from collections.abc import Collection

from searchtui.article import Reason
from searchtui.corpus.formats import Format
from searchtui.corpus.sources import UnreadableError
from searchtui.corpus.taking import TooMuchError
from searchtui.corpus.zips import zip_list

__all__ = ["packed_format"]

_LARGEST_LIST = 1 << 20
"""Bytes of the list of members; a document has some hundred members, and a list of very many takes seconds to read."""

_DOCUMENTS = (Format.DOCX, Format.EPUB, Format.ODT)
_NAME_LENGTH = slice(26, 28)
_NAME = 30
_MIMETYPE = b"mimetype"
_LONGEST_MIMETYPE = 100

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PRESENTATION = "It is a presentation; save it as .pdf."
_SHEET = "It is a spreadsheet; save its sheet as .csv."


def packed_format(data: bytes, named: Format) -> Format:
    """The format of a zip file.

    Args:
        data: all of it, or its beginning.
        named: what it is by its name.

    Raises:
        UnreadableError: it is a document of a form that is not read.
    """
    told = _by_type(_first_member(data))
    if told is not None:
        return told
    names = _names(data)
    if names is None:
        # Its list of members is lost, or is too long for a document.
        return named if named in _DOCUMENTS else Format.ZIP
    return _by_names(names)


def _first_member(data: bytes) -> bytes:
    """The type that stands uncompressed at the beginning of a book or document (OCF 3.3; ODF 1.3, part 2, 3.3)."""
    length = int.from_bytes(data[_NAME_LENGTH], "little")
    if data[_NAME : _NAME + length] != _MIMETYPE:
        return b""
    start = _NAME + length + int.from_bytes(data[28:30], "little")
    return data[start : start + _LONGEST_MIMETYPE]


def _by_type(mimetype: bytes) -> Format | None:
    if mimetype.startswith(b"application/epub+zip"):
        return Format.EPUB
    if not mimetype.startswith(_OPEN_DOCUMENT):
        return None
    rest = mimetype.removeprefix(_OPEN_DOCUMENT)
    if rest.startswith(b"text"):
        return Format.ODT
    if rest.startswith(b"spreadsheet"):
        raise UnreadableError(Reason.NOT_TEXT, _SHEET)
    if rest.startswith(b"presentation"):
        raise UnreadableError(Reason.NOT_TEXT, _PRESENTATION)
    raise UnreadableError(Reason.NOT_TEXT, "It is a drawing or formula; save it as .pdf.")


def _names(data: bytes) -> list[str] | None:
    try:
        listed = zip_list(data, _LARGEST_LIST)
    except TooMuchError:
        return None
    return None if listed is None else [info.filename for info in listed]


def _by_names(names: Collection[str]) -> Format:
    def has(folder: str) -> bool:
        return any(name.startswith(folder) for name in names)

    if "[Content_Types].xml" in names:
        if has("word/"):
            return Format.DOCX
        if has("xl/"):
            raise UnreadableError(Reason.NOT_TEXT, _SHEET)
        if has("ppt/"):
            raise UnreadableError(Reason.NOT_TEXT, _PRESENTATION)
        return Format.DOCX
    if "META-INF/container.xml" in names:
        return Format.EPUB
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Format.ODT
    if "Index/Document.iwa" in names or "index.apxl" in names:
        raise UnreadableError(Reason.NOT_TEXT, "It is a Pages or Keynote document; save it as .docx or .pdf.")
    return Format.ZIP
