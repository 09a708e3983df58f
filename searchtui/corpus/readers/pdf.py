"""PDF (ISO 32000), read with pdfium: one article a file, each paragraph with the page that it begins on."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searchtui.article import Reason
from searchtui.corpus.drafts import Contents
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.pdf_columns import columns_of
from searchtui.corpus.readers.pdf_head import PdfHead
from searchtui.corpus.readers.pdf_layout import blocks_of, body_size, pieces_of
from searchtui.corpus.readers.pdf_lines import PdfLine, lines_of
from searchtui.corpus.readers.pdf_printed import printed_address
from searchtui.corpus.readers.pdf_running import without_running
from searchtui.corpus.sources import LOCKED, Source, UnreadableError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["read_pdf"]

_MOST_PAGES = 5_000
_MOST_MEGABYTES = 200
_MOST_CHARACTERS = 20_000_000
"""Characters of one file, more than any book has; a page may be drawn again and again by a few bytes."""
_PROPERTIES = ("Title", "Author", "CreationDate")
_NAMED_PAGES = 12
"""Pages that are named one by one where something is said of them."""
_FEW = 300
"""Characters of a page below which it is asked whether it draws more text than can be read."""


class _Pages:
    """What is read of the pages of a file, one after the other."""

    def __init__(self) -> None:
        self.lines: list[list[PdfLine]] = []
        self.pictures: list[int] = []
        """Numbers of the pages that show something and have no text."""
        self.unknown: list[int] = []
        """Of those whose fonts do not say which letters they draw."""
        self.broken: list[int] = []
        self.characters = 0

    def add(self, document: PdfDocument, index: int) -> None:
        """Read a page."""
        from pypdfium2 import PdfiumError

        number = index + 1
        self.lines.append([])
        try:
            page = document[index]
        except PdfiumError:
            self.broken.append(number)
            return
        with contextlib.closing(page):
            try:
                with contextlib.closing(page.get_textpage()) as text:
                    lines, unknown = lines_of(text, number, page.get_cropbox())
            except PdfiumError:
                self.broken.append(number)
                return
            self.lines[-1] = lines
            letters = sum(len(line.text) for line in lines)
            self.characters += letters
            if letters - unknown < _FEW:
                self._look_at(page, number, letters, unknown)

    def _look_at(self, page: PdfPage, number: int, letters: int, unknown: int) -> None:
        """Find out why a page has little text."""
        from pypdfium2 import raw

        found = raw.FPDFPage_CountObjects(page)
        kinds = [raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) for at in range(min(found, 4 * _FEW))]
        drawn = kinds.count(raw.FPDF_PAGEOBJ_TEXT)
        if unknown > letters // 2 or drawn > 2 * letters + 4:
            self.unknown.append(number)
        elif not letters and any(kind in kinds for kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)):
            self.pictures.append(number)


def read_pdf(source: Source) -> Contents:
    """Read the text of a file as one article.

    Raises:
        UnreadableError: it needs a password, is too large, is broken, or has no text.
    """
    if len(source.data) > _MOST_MEGABYTES * 1024 * 1024:
        raise UnreadableError(Reason.TOO_LARGE, f"It has more than {_MOST_MEGABYTES} MB.")
    with contextlib.closing(_opened(source.data)) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise UnreadableError(Reason.TOO_LARGE, f"It has {count:,} pages; up to {_MOST_PAGES:,} are read.")
        properties = {name: _property(document, name) for name in _PROPERTIES}
        pages = _Pages()
        for index in range(count):
            pages.add(document, index)
            if pages.characters > _MOST_CHARACTERS:
                break
    if not any(line for page in pages.lines for line in page):
        raise _without_text(pages)
    return _contents(pages, properties, count)


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2 as pdfium  # 50 ms, which only a run that meets such a file spends

    try:
        # Files that only forbid printing are encrypted with an empty password.
        return pdfium.PdfDocument(data, password="")
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(Reason.PASSWORD, LOCKED) from None
        if code == pdfium.raw.FPDF_ERR_SECURITY:
            raise UnreadableError(Reason.PASSWORD, "It is encrypted in a way that is not known.") from None
        raise UnreadableError(Reason.BROKEN, "It is no whole PDF: its pages cannot be found.") from None


def _property(document: PdfDocument, name: str) -> str:
    """What a file says of itself, empty where it says nothing.

    `PdfDocument.get_metadata_value` raises an error for half a letter, and all text would be lost with it.
    """
    from pypdfium2 import raw

    key = name.encode() + b"\0"
    length = raw.FPDF_GetMetaText(document, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document, key, buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")


def _without_text(pages: _Pages) -> UnreadableError:
    if pages.unknown:
        said = "Its fonts do not say which letters they draw; run text recognition over it first."
        return UnreadableError(Reason.NO_TEXT_LAYER, said)
    if pages.pictures:
        said = "Its pages are pictures without text; run text recognition over it first."
        return UnreadableError(Reason.NO_TEXT_LAYER, said)
    if pages.broken:
        return UnreadableError(Reason.BROKEN, "None of its pages can be read.")
    return UnreadableError(Reason.EMPTY, "Its pages are empty.")


def _contents(pages: _Pages, properties: dict[str, str], count: int) -> Contents:
    first = [line.text for line in pages.lines[0]]
    address = printed_address(pages.lines[0])
    columns = [column for page in without_running(pages.lines) for column in columns_of(page)]
    blocks = blocks_of(columns)
    head = PdfHead(blocks, body_size(columns), properties, first, address)
    pieces = pieces_of(blocks)
    title = head.title
    if head.title_is_missing and title is not None:
        pieces = with_title(pieces, title, None)
        pieces[0].page = 1
    # Headings in the type of the text are known by their wording, as in plain text.
    draft = interpret(pieces, head.metadata)
    draft = head.completed(draft)
    return Contents((draft,) if draft.paragraphs else (), tuple(_complaints(pages, count)))


def _complaints(pages: _Pages, count: int) -> Iterator[str]:
    read = len(pages.lines)
    if read < count:
        yield f"Only the first {read:,} of its {count:,} pages are read, which have {pages.characters:,} characters."
    if pages.pictures:
        yield f"Of its {count:,} pages {_named(pages.pictures)} without text: run text recognition over it first."
    if pages.unknown:
        yield f"Hardly any letter can be read on {_numbers(pages.unknown)}: the fonts there do not say what they draw."
    if pages.broken:
        yield f"Broken, and left out: {_numbers(pages.broken)}."


def _named(numbers: Sequence[int]) -> str:
    return f"{len(numbers):,} {'is a picture' if len(numbers) == 1 else 'are pictures'} ({_numbers(numbers)})"


def _numbers(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_NAMED_PAGES]))
    more = f" and {len(numbers) - _NAMED_PAGES:,} more" if len(numbers) > _NAMED_PAGES else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {named}{more}"
