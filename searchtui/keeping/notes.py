"""What the user has written about paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from searchtui.cleaning import clean_text
from searchtui.keeping.anchors import Anchor

__all__ = ["Note", "revised", "with_note", "without_note"]


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note on a paragraph.

    Args:
        id: tells it from others on the same paragraph.
        anchor: of the paragraph.
        text: Markdown, of one or more lines.
        made: when; ISO 8601 in UTC.
        changed: when; ISO 8601 in UTC.
    """

    id: str
    anchor: Anchor
    text: str
    made: str = ""
    changed: str = ""

    @property
    def first_line(self) -> str:
        """The first line that says something."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


def with_note(entries: Sequence[Note], note: Note) -> list[Note]:
    """The entries with one more."""
    return [*entries, note]


def without_note(entries: Sequence[Note], note: str) -> list[Note]:
    """The entries without the one with this id."""
    return [entry for entry in entries if entry.id != note]


def revised(entries: Sequence[Note], before: Note, text: str, when: str) -> list[Note]:
    """The entries after a note was edited.

    Where another program has changed the note since it was read, its text stays and what was written here follows it;
    where it was deleted, it comes back with what was written here.

    Args:
        entries: as they are by now; the note may be among them or not yet.
        before: the note as the user began with it.
        text: as it is to be; empty deletes the note.
        when: it was edited; ISO 8601 in UTC.
    """
    text = clean_text(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    now = next((entry for entry in entries if entry.id == before.id), None)
    if text == before.text.strip() and (now is not None or text):
        # Nothing was changed here: what others have made of it stands, deleted or not.
        return list(entries)
    if now is not None and now.text != before.text and now.text.strip() != text:
        text = f"{now.text.rstrip()}\n\n{text}" if text else now.text
    if not text:
        return without_note(entries, before.id)
    note = msgspec.structs.replace(now or before, text=text, changed=when, made=(now or before).made or when)
    if now is None:
        return [*entries, note]
    return [note if entry.id == before.id else entry for entry in entries]
