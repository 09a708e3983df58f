"""Title, authors and date of a PDF: what its properties say, unless it is junk, and what the type of page 1 shows.

Many a PDF declares the name of the file that it was typeset from as its title, the publisher as its author and the day
of typesetting as its date. So a title counts as declared where page 1 has it, the largest type of the upper half of
page 1 goes before any other, and the date goes behind all that the text says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from searchtui.article import Kind, Known
from searchtui.corpus.drafts import NOTHING, Draft, Metadata
from searchtui.corpus.hyphens import join_lines, known_words
from searchtui.corpus.letters import letters_of
from searchtui.corpus.readers.pdf_blocks import Block
from searchtui.corpus.rules.names import is_publication, people
from searchtui.corpus.rules.properties import property_authors, property_date, property_title
from searchtui.corpus.rules.source import names_publication
from searchtui.corpus.values import declared_author_names, one_line

__all__ = ["PdfHead"]

_TITLE_SIZE = 1.15
"""Times as large as the body that the type of a title is at least."""
_LARGE_TITLE = 1.35
"""The same for one that goes before a larger line of one or two words, which may be the name of a journal."""
_MOST_TITLE_WORDS = 45
_MOST_NAME_BLOCKS = 4
"""Paragraphs below the title among which its authors are named."""
_MARKS = re.compile(r"[*†‡§¶∥#✉]+")
_NO_NAMES = re.compile(
    r"^by\b|[\d(@/:]|\b(?:university|institute|department|laboratory|received|published)\b", re.IGNORECASE
)
_LONGEST_NAMES = 1500
_NO_TITLES = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|índice|abstract|introduction", re.IGNORECASE
)
_SITE = re.compile(r"\s+[|–—·•-]\s+|\s*\|\s*")
"""What stands between a headline and the name of its site."""
_INITIAL = re.compile(r"\b[A-Z]\.\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class PdfHead:
    """What is known of an article before its text is read.

    Args:
        blocks: its paragraphs; that of the title gets its kind.
        body: size of most type.
        properties: `Title`, `Author` and `CreationDate`, empty where there are none.
        first_page: all lines of page 1, running ones too.
        address: as `printed_address` has it.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        body: float,
        properties: Mapping[str, str],
        first_page: Sequence[str],
        address: str | None = None,
    ) -> None:
        self._blocks = [block for block in blocks if block.lines[0].page == 1]
        self._body, self._properties = body, properties
        self._first_page = " ".join(first_page)
        self._address = address
        self._site = ""
        self.title: str | None = None
        self.title_is_missing = False
        """No paragraph of the text is it."""
        self.metadata = NOTHING
        self._read_title()
        self._read_authors()

    def completed(self, draft: Draft) -> Draft:
        """A draft with what is known from elsewhere, where its text says nothing.

        That is the page of the web that it was printed from; else the day of typesetting, unless the text speaks of
        other years.
        """
        host = (urlsplit(self._address).hostname or "") if self._address else ""
        found = {"url": self._address, "source": self._site or host.removeprefix("www.")}
        said = {field: value for field, value in found.items() if value}
        draft = msgspec.structs.replace(
            draft, metadata=draft.metadata.or_else(Metadata.of(said, Known.FOUND, "printed-page"))
        )
        if self._address is not None:
            return draft  # the day of printing says nothing
        date = property_date(_iso(self._properties.get("CreationDate", "")))
        years = _YEAR.findall(self._first_page)
        if date is None or (years and int(max(years)) != date.year):
            return draft
        typeset = Metadata.of({"date": date}, Known.FOUND, "properties")
        return Draft(draft.paragraphs, draft.metadata.or_else(typeset), draft.item)

    def _read_title(self) -> None:
        largest = self._largest()
        declared = property_title(one_line(self._properties.get("Title", "")))
        if declared is not None and largest is not None:
            declared = self._without_site(declared, letters_of(_text(largest)))
        letters = letters_of(declared or "")
        if declared is not None and letters and (letters in letters_of(self._first_page) or largest is None):
            shown = [one for one in self._blocks if len(letters_of(_text(one))) <= 1.2 * len(letters) + 3]
            block = next((one for one in shown if letters_of(_text(one)).startswith(letters)), None)
            if block is None and largest is not None and letters in letters_of(_text(largest)):
                block = largest
            if block is not None:
                block.kind = Kind.TITLE
            self.title = declared
            self.title_is_missing = block is None
            self.metadata = Metadata.of({"title": declared}, Known.DECLARED, "properties")
        elif largest is not None:
            largest.kind = Kind.TITLE
            self.title = one_line(re.sub(r"(?<=[a-z])[\d*†‡]$", "", _text(largest)))
            self.metadata = Metadata.of({"title": self.title}, Known.FOUND, "largest-type")

    def _without_site(self, declared: str, shown: str) -> str:
        """A title without the name of the site that the window of a browser adds to the headline."""
        for match in _SITE.finditer(declared):
            parts = declared[: match.start()].strip(), declared[match.end() :].strip()
            for title, site in (parts, parts[::-1]):
                names_site = is_publication(site) or names_publication(site)
                if letters_of(title) == shown and (names_site or self._address is not None):
                    self._site = site if names_site else ""
                    return title
        return declared

    def _largest(self) -> Block | None:
        """The paragraph in the largest type of the upper half of page 1, if that is larger than that of the text."""
        if not self._blocks:
            return None
        tops = [line.top for block in self._blocks for line in block.lines if line.page == 1]
        half = (max(tops) + min(tops)) / 2
        fitting = [
            block
            for block in self._blocks
            if block.size >= _TITLE_SIZE * self._body
            and block.lines[0].top >= half
            and block.words <= _MOST_TITLE_WORDS
            and sum(map(str.isalpha, _text(block))) >= 3
            and not _NO_TITLES.fullmatch(_text(block).strip())
            and not (block.lines[0].turned or block.is_row or block.kind in (Kind.CAPTION, Kind.FOOTNOTE))
        ]
        if not fitting:
            return None
        best = max(fitting, key=lambda block: round(block.size))
        if best.words < 3:
            longer = [block for block in fitting if block.words > 3 and block.size >= _LARGE_TITLE * self._body]
            best = max(longer, key=lambda block: round(block.size), default=best)
        return best

    def _read_authors(self) -> None:
        written = self._properties.get("Author", "")
        declared = property_authors(declared_author_names(one_line(written)))
        if declared:
            self.metadata = self.metadata.or_else(Metadata.of({"authors": declared}, Known.DECLARED, "properties"))
            return
        titled = next((place for place, block in enumerate(self._blocks) if block.kind is Kind.TITLE), None)
        if titled is None:
            return
        found: list[str] = []
        for block in self._blocks[titled + 1 : titled + 1 + _MOST_NAME_BLOCKS]:
            names = _names_in(block, goes_on=bool(found))
            if names:
                block.kind = Kind.FURNITURE
                found += names
            elif found:
                break
        if found:
            authors = tuple(dict.fromkeys(found))
            self.metadata = self.metadata.or_else(Metadata.of({"authors": authors}, Known.FOUND, "names-below-title"))


def _names_in(block: Block, *, goes_on: bool) -> tuple[str, ...]:
    """Who is named where a paragraph below a title holds nothing but names.

    Args:
        block: the paragraph.
        goes_on: the one above it holds names too. One name alone may be that of a place, unless it has an initial or a
            mark behind it.
    """
    if block.kind is not None and block.kind is not Kind.HEADING:
        return ()
    text = ", ".join(line.plain.replace("\t", ", ") for line in block.lines)
    if len(text) > _LONGEST_NAMES or _NO_NAMES.search(text):
        return ()
    plain = re.sub(r"\s*,(?:\s*,)*\s*", ", ", _MARKS.sub(",", text)).strip(" ,")
    plain = re.sub(r",?\s+(?:and|&)\s+|,\s*(?:and|&)\s+", " and ", plain)
    names = people(re.sub(r"^(?:and|&)\s+", "", plain))
    is_sure = len(names) > 1 or goes_on or "," in text or _INITIAL.search(text) is not None
    return names if is_sure else ()


def _text(block: Block) -> str:
    lines = [line.text.replace("\t", " ") for line in block.lines]
    return join_lines(lines, known_words(lines))


def _iso(date: str) -> str:
    """A date as PDF has it (ISO 32000, 7.9.4: `D:20201205143000Z`) as ISO 8601 has it."""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", date)
    return "-".join(match.groups()) if match else ""
