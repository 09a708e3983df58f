"""Books in EPUB 2 and 3: one article a book, its chapters under their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from searchtui.article import Kind, Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.epub_chapter import chapter_pieces
from searchtui.corpus.readers.epub_package import read_package, root_part
from searchtui.corpus.readers.packages import Package, joined_path
from searchtui.corpus.readers.xml_events import Walker, walk_xml
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["read_epub"]

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_LONG_LINE = 100
"""Characters of a paragraph that is no line of a table of contents."""
_WORDS_OF_TEXT = 50
_ENCRYPTION_PREFIXES: Mapping[str, str] = {"http://www.w3.org/2001/04/xmlenc#": ""}


def read_epub(source: Source) -> Contents:
    """Read the chapters of a book in their order, without its cover and its tables of contents.

    A chapter that is missing or damaged is complained of, and the others are read.

    Raises:
        UnreadableError: it is none, or nothing in it can be read.
    """
    package = Package(source)
    root = root_part(package.read(_CONTAINER) or b"") or next(iter(package.names(".opf")), None)
    described = package.read(root) if root is not None else None
    if root is None or described is None:
        raise UnreadableError(Reason.BROKEN, "It is no EPUB: the part that lists its chapters is missing.")
    book = read_package(described, root)
    encrypted = _Encrypted()
    walk_xml(package.read(_ENCRYPTION) or b"", encrypted, _ENCRYPTION_PREFIXES)
    pieces: list[Piece] = []
    complaints = [package.complaint] if package.complaint is not None else []
    locked = 0
    is_alone = len(book.chapters) == 1
    for chapter in book.chapters:
        if chapter.name.casefold() in encrypted.parts:
            locked += not chapter.is_guide
            continue
        try:
            data = package.read(chapter.name)
            found = None if data is None else chapter_pieces(data, chapter.name)
        except NotTextError:
            complaints.append(f"The chapter {chapter.name[:100]!r} is damaged.")
            continue
        if chapter.name in package.damaged:
            complaints.append(f"The chapter {chapter.name[:100]!r} is damaged.")
        if chapter.is_guide and not is_alone and not _holds_prose(found or ()):
            continue
        if found is None:
            complaints.append(f"The chapter {chapter.name[:100]!r} is missing.")
            continue
        first = pieces[-1].block + 1 if pieces else 0
        for piece in found:
            piece.block += first
            if chapter.is_furniture:
                piece.kind = Kind.FURNITURE
        pieces.extend(found)
    if locked and not pieces:
        raise UnreadableError(Reason.PASSWORD, "It is protected against copying: only its shop's own program reads it.")
    if locked:
        complaints.append(f"{locked} of its chapters are encrypted.")
    if complaints and not pieces:
        raise UnreadableError(Reason.BROKEN, complaints[0])
    if not pieces:
        return Contents(())
    is_marked = any(piece.kind is Kind.HEADING for piece in pieces)
    draft = interpret(with_title(pieces, book.metadata.title, None), book.metadata, headings_are_marked=is_marked)
    return Contents((draft,), capped(complaints))


def _holds_prose(pieces: Sequence[Piece]) -> bool:
    """Whether there is more than a cover and a table of contents have."""
    prose = (piece.text for piece in pieces if piece.kind is not Kind.FURNITURE)
    return sum(text.count(" ") for text in prose if len(text) > _LONG_LINE) > _WORDS_OF_TEXT


class _Encrypted(Walker):
    """The parts that are encrypted (EPUB OCF 3.3, 4.2.6.3.2), among them fonts that are only made hard to copy."""

    def __init__(self) -> None:
        self.parts: set[str] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "CipherReference":
            self.parts.add(joined_path("", attributes.get("URI", "")).casefold())
