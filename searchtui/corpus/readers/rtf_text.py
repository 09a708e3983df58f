"""The text of an RTF file: paragraphs, rows of tables, footnotes and text boxes, with the names of their styles.

Each byte of the file is looked at once, and its groups are kept on a list, however deep they are.
"""

from __future__ import annotations

import re

import msgspec

from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.rtf_codes import ALONE, CHARACTERS, SKIPPED
from searchtui.corpus.readers.rtf_groups import Groups
from searchtui.corpus.readers.rtf_words import NUMBERED, WORDS

__all__ = ["Document", "read_document"]

_DATA = {"objdata", "pict"}
"""Destinations of so many digits that they are skipped wherever in a group they are named."""

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}]+)|\\", re.DOTALL
)
_BRACE = re.compile(r"\\bin(\d{1,10}) ?|\\[^A-Za-z]|([{}])", re.DOTALL)
_GROUP = re.compile(r"\s*\{")
_UNICODE_FORM = re.compile(r"\s*\{\s*\\\*\s*\\ud(?![A-Za-z]) ?")
_NOT_TEXT = str.maketrans("", "", "\r\n\0")


class Document(msgspec.Struct, frozen=True):
    """What a file holds.

    Args:
        blocks: in order; a footnote stands below the paragraph that it belongs to.
        properties: what the file says of itself: `title`, `author`, `created`.
        is_whole: its groups are all closed.
        is_cut: there is more text than was asked for.
    """

    blocks: list[Block]
    properties: dict[str, str]
    is_whole: bool
    is_cut: bool


def read_document(data: bytes, longest: int) -> Document:
    r"""Read the text of a file.

    Args:
        data: that begins with `{\rtf`.
        longest: characters of text after which no more is read.
    """
    reading = _Reading(data)
    while reading.groups.size <= longest and reading.read_token():
        pass
    groups = reading.groups
    groups.flush()
    is_whole = not groups.depth
    while groups.depth:
        groups.close()
    groups.end_paragraph()
    return Document(groups.flow.end(), groups.properties, is_whole, groups.size > longest)


class _Reading:
    def __init__(self, data: bytes) -> None:
        self.is_utf8 = False
        self.data = self._characters(data)
        self.position = 0
        self.groups = Groups()
        self.to_skip = 0
        self.is_starred = self.is_first = False
        self._has_one_form_before = 0

    def _characters(self, data: bytes) -> str:
        """One character for each byte, or those of UTF-8 where a program has written it against the rules."""
        if not data.isascii() and b"\\bin" not in data:
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError:
                pass
            else:
                self.is_utf8 = True
                return text
        return data.decode("latin-1")

    def read_token(self) -> bool:
        """Read on; false at the end."""
        match = _TOKEN.match(self.data, self.position)
        if match is None:
            return False
        self.position = match.end()
        word, number, byte, symbol, brace, text = match.groups()
        if text is not None:
            self._read_text(text)
        elif word is not None:
            self._read_word(word, None if number is None else int(number))
        elif byte is not None:
            if self.to_skip:
                self.to_skip -= 1
            else:
                self.groups.write_bytes(chr(int(byte, 16)))
        elif brace is not None:
            self._read_brace(brace)
        elif symbol is not None:
            self._read_symbol(symbol)
        return True

    def _read_text(self, text: str) -> None:
        text = text.translate(_NOT_TEXT)
        self.is_first = self.is_first and not text.strip()
        skipped = min(self.to_skip, len(text))
        self.to_skip -= skipped
        text = text[skipped:]
        if self.is_utf8 and not text.isascii():
            self.groups.write(text)
        elif text:
            self.groups.write_bytes(text)

    def _read_symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.is_starred = self.is_first
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in "\r\n":
            self.groups.flush()
            self.groups.end_paragraph()
        elif symbol in ALONE:
            self.groups.write(ALONE[symbol])

    def _read_brace(self, brace: str) -> None:
        self.groups.flush()
        self.to_skip = 0
        self.is_starred = False
        self.is_first = brace == "{"
        if brace == "{":
            self.groups.open()
        else:
            self.groups.close()

    def _read_word(self, word: str, number: int | None) -> None:
        is_starred, is_first = self.is_starred, self.is_first
        self.is_starred = self.is_first = False
        groups = self.groups
        groups.flush()
        to_skip, self.to_skip = self.to_skip, 0
        if word == "u":
            self._read_unicode(number)
        elif word == "bin":
            self.position += max(0, number or 0)
        elif word in CHARACTERS:
            # As what stands behind a character for programs that know none a word counts as one character.
            if to_skip and not CHARACTERS[word].isspace():
                self.to_skip = to_skip - 1
            else:
                groups.write(CHARACTERS[word])
        elif word == "upr":
            self._take_unicode_form()
        elif word in SKIPPED and (is_first or (word in _DATA and groups.depth > 1)):
            self._skip_group()
        elif word in WORDS:
            WORDS[word](groups)
        elif word in NUMBERED:
            NUMBERED[word](groups, number)
        elif is_starred:
            self._skip_group()

    def _read_unicode(self, number: int | None) -> None:
        if number is None or not -0x8000 <= number <= 0x10FFFF:
            return
        self.groups.write(chr(number + 0x10000 if number < 0 else number))
        self.to_skip = self.groups.now.replaced

    def _take_unicode_form(self) -> None:
        """Go on in the second of two forms of one text, the one in Unicode, where there are two."""
        begin = _GROUP.match(self.data, self.position)
        if begin is None or self.position < self._has_one_form_before:
            return
        end = self._end_of_group(begin.end())
        form = None if end is None else _UNICODE_FORM.match(self.data, end)
        if form is None:
            # Forms in one another are not looked through again and again.
            self._has_one_form_before = len(self.data) if end is None else end
        else:
            self._read_brace("{")
            self.is_first = False
            self.position = form.end()

    def _skip_group(self) -> None:
        """Go on behind the end of this group, whatever it holds."""
        end = self._end_of_group(self.position)
        self.position = len(self.data) if end is None else end
        if end is not None:
            self._read_brace("}")

    def _end_of_group(self, position: int) -> int | None:
        """Where a group ends, told from a place inside it; None where it never does."""
        depth = 1
        while depth:
            match = _BRACE.search(self.data, position)
            if match is None:
                return None
            position = match.end()
            if match[1]:
                position += int(match[1])
            elif match[2]:
                depth += 1 if match[2] == "{" else -1
        return position
