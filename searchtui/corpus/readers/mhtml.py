"""Pages that a browser has saved as one file (MHTML, RFC 2557): the page, and the pictures and styles that it shows.

The page is read like any other; the header of the file says where it stood. The date there is that of saving, and says
nothing of the article.
"""

from __future__ import annotations

import re

import msgspec

from searchtui.article import Known, Reason
from searchtui.corpus.drafts import Contents, Draft, Metadata
from searchtui.corpus.mail.parts import Part, read_parts
from searchtui.corpus.readers.html import read_page
from searchtui.corpus.readers.html_encoding import declared_encoding
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["read_mhtml"]

_PAGES = frozenset(["text/html", "application/xhtml+xml"])
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def read_mhtml(source: Source) -> Contents:
    """Read the page that a file holds; of frames in it, the first that has text where the page has none.

    Raises:
        UnreadableError: it holds no page.
    """
    file, _ = read_parts(source.data)
    pages = _pages(file)
    if not pages:
        raise UnreadableError(Reason.BROKEN, "It holds no page.")
    contents = Contents(())
    for page in pages:
        address = _address(file, page)
        # What browsers write above a page that they save in another form, and what the reader of pages knows.
        above = f"<!-- saved from url=({len(address):04}){address} -->" if address else ""
        contents = read_page(above + page.decoded(page.charset or declared_encoding(page.body)))
        if contents.drafts:
            break
    drafts = tuple(_placed(draft, page, file.headers.text("subject")) for draft in contents.drafts)
    return Contents(drafts, contents.complaints)


def _pages(file: Part) -> list[Part]:
    """The parts that are pages; first the one that the file is of, then the frames in it."""
    start = file.headers.parameters("content-type").get("start", "").strip("<>")
    pages: list[Part] = []
    waiting = [file]
    for part in waiting:  # which grows
        waiting.extend(part.children)
        if part.kind in _PAGES:
            pages.append(part)
    return sorted(pages, key=lambda part: not (start and part.headers.raw("content-id").strip(" <>") == start))


def _address(file: Part, page: Part) -> str:
    """Where the page stood in the web; empty where nothing says it."""
    for text in (file.headers.text("snapshot-content-location"), page.headers.text("content-location")):
        if _ADDRESS.fullmatch(text):
            return text
    return ""


def _placed(draft: Draft, page: Part, subject: str) -> Draft:
    """The same, with the lines of the file, and called as the window of the browser was where nothing else is known."""
    lines = page.lines_of([paragraph.line or 1 for paragraph in draft.paragraphs])
    paragraphs = tuple(
        msgspec.structs.replace(paragraph, line=line if paragraph.line else None)
        for paragraph, line in zip(draft.paragraphs, lines, strict=True)
    )
    metadata = draft.metadata.or_else(Metadata.of({"title": subject} if subject else {}, Known.DECLARED, "subject"))
    return msgspec.structs.replace(draft, paragraphs=paragraphs, metadata=metadata)
