"""All notes, the newest first, each with the paragraph that it is on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from searchtui.keeping import Anchor, Found, Note, Place
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.screens.entries import EntriesScreen, moment
from searchtui.tui.strips import Part
from searchtui.tui.style import ACCENT, DIM, FAINT, GOOD, STRONG, TEXT, WARNING
from searchtui.tui.widgets.entries import EntriesPane, Entry, EntryLine

__all__ = ["NotesPane", "NotesScreen", "whereabouts"]

_NOTHING = "There are no notes yet: at a paragraph, outside the query line, press {}."


def whereabouts(anchor: Anchor, place: Place | None) -> tuple[Part, ...]:
    """Where something that is kept is by now, in words."""
    number = place.number if place is not None and place.number is not None else anchor.number
    name = f"{anchor.title or anchor.name}{f'  ¶{number}' if number else ''}"
    if place is None:
        return (name, DIM), ("  …", FAINT)
    if place.found is Found.SAME:
        return ((name, DIM),)
    said = {
        Found.MOVED: (f"  now in {place.name}", GOOD),
        Found.CHANGED: (f"  text changed, {place.likeness:.0f} % alike", WARNING),
        Found.PARTED: ("  the paragraph is no longer in the article", WARNING),
        Found.GONE: ("  no longer in the collection", WARNING),
    }
    return (name, DIM), said[place.found]


class NotesPane(EntriesPane[Note]):
    """The notes."""

    where = Where.NOTES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.NOTES)]


class NotesScreen(EntriesScreen[Note]):
    """The notes; closing it brings one whose article is to be read.

    Args:
        notes: in the order in which they were made.
        places: where the paragraphs are by now, by the ids of the notes.
        forget: deletes a note.
        edit: opens the editor.
    """

    def __init__(
        self,
        notes: Sequence[Note],
        places: Mapping[str, Place],
        forget: Callable[[Note], object],
        edit: Callable[[Note], object],
    ) -> None:
        super().__init__(NotesPane("NOTES", _NOTHING.format(key_of("note.write"))))
        self._forget, self._edit = forget, edit
        self.update(notes, places)

    def update(self, notes: Sequence[Note], places: Mapping[str, Place]) -> None:
        """Show them as they are by now."""
        self._places = places
        newest = sorted(notes, key=lambda note: note.changed, reverse=True)
        self.set_entries([_entry(note, places.get(note.id)) for note in newest])

    def may_choose(self, key: Note) -> bool:
        """Whether its paragraph, or at least its article, was found again."""
        return self.is_there(self._places.get(key.id))

    def delete(self, key: Note) -> None:
        """Delete a note for good."""
        self._forget(key)

    def action_edit(self) -> None:
        """Open the note under the cursor."""
        if self.pane.entry is not None:
            self._edit(self.pane.entry.key)


def _entry(note: Note, place: Place | None) -> Entry[Note]:
    more = sum(bool(line.strip()) for line in note.text.splitlines()) - 1
    rest: tuple[Part, ...] = ((f"  +{more} {'line' if more == 1 else 'lines'}", ACCENT),) if more > 0 else ()
    return Entry(
        note,
        f"{note.text} {note.anchor.title} {note.anchor.name} {note.anchor.text}",
        (
            EntryLine(((note.first_line, STRONG), *rest), (moment(note.changed), DIM)),
            EntryLine((("  ", DIM), *whereabouts(note.anchor, place))),
            EntryLine((("  ▏", FAINT), (note.anchor.text, TEXT))),
            EntryLine(()),
        ),
    )
