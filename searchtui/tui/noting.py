"""The app's part that keeps notes on paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on

from searchtui.keeping import Found, Kept, Note, Place, anchor_of, find_again, new_id, now, revised, without_note
from searchtui.tui import screens
from searchtui.tui.background import Task
from searchtui.tui.keeping import Keeping
from searchtui.tui.messages import Opened
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View

__all__ = ["Noting"]

_REST = 0.002


class Noting(Keeping):
    """The notes, and where their paragraphs are by now."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Note] = []
        self.note_places: dict[str, Place] = {}
        self.noted: set[tuple[str, int]] = set()
        """Articles and numbers of the paragraphs that have a note; always the same set."""

    @on(Opened)
    def _find_notes(self) -> None:
        """There is an index, or another one: find the paragraphs of the notes in it."""
        kept = self.kept
        if kept is None:
            return

        def work(collection: Searchable, task: Task[dict[str, Place]]) -> dict[str, Place]:
            notes = kept.notes.read()
            task.tell(notes)
            places: dict[str, Place] = {}
            for note in notes:
                places[note.id] = find_again(note.anchor, collection)
                if not task.rest(_REST):
                    break
            return places

        self.background.start(Task("notes", work, self._found_notes, self.warn_once, told=self._have_notes))

    def _have_notes(self, notes: Sequence[Note]) -> None:
        self.notes = list(notes)

    def _found_notes(self, places: dict[str, Place]) -> None:
        # What was written while they were looked for is known already.
        self.note_places |= places
        self._mark()

    def _mark(self) -> None:
        """Show the marks and the list as they are by now."""
        alive = {note.id for note in self.notes}
        places = [place for note, place in self.note_places.items() if note in alive]
        self.noted.clear()
        self.noted.update((place.article, place.number) for place in places if place.number is not None)
        for screen in self.screen_stack:
            if isinstance(screen, screens.NotesScreen):
                screen.update(self.notes, self.note_places)
            elif isinstance(screen, View) and screen.answer is not None:
                screen.fill()

    def leaving(self) -> None:
        """A note that is being written, too."""
        for screen in self.screen_stack:
            if isinstance(screen, screens.NoteScreen):
                self.keep_note(screen.note, screen.text, lambda: None)
        super().leaving()

    # Writing

    def action_write_note(self) -> None:
        """Write a note on the paragraph that one is at, or edit the one that is there."""
        at = self.screen.at if isinstance(self.screen, View) else None
        if at is None or at.paragraph is None:
            self.say("A note stands on a paragraph: go to one first.")
            return
        here = (at.article, at.paragraph)
        for note in self.notes:
            place = self.note_places.get(note.id)
            if place is not None and (place.article, place.number) == here:
                self._edit_note(note)
                return
        if self.asked_to_keep() is None:
            return

        def blank(collection: Searchable, task: Task[Note]) -> Note:
            del task
            return Note(new_id(), anchor_of(collection.article(here[0]), here[1]), "")

        def write(note: Note) -> None:
            self.note_places[note.id] = Place(Found.SAME, *here, name=note.anchor.name, likeness=100.0)
            self._edit_note(note)

        self.background.start(Task("blank note", blank, write, self.warn, opens=True))

    def _edit_note(self, note: Note) -> None:
        self.push_screen(screens.NoteScreen(note, self.keep_note))

    def keep_note(self, note: Note, text: str, kept_it: Callable[[], object]) -> None:
        """Keep what was written.

        Args:
            note: as it was before.
            text: as it is now; empty deletes it.
            kept_it: called when it is kept.
        """

        def keep(kept: Kept) -> list[Note]:
            return kept.notes.change(lambda entries: revised(entries, note, text, now()))

        def done(notes: Sequence[Note]) -> None:
            self._have_notes(notes)
            self._mark()
            kept_it()

        self.with_kept(keep, done)

    # Listing

    def action_show_notes(self) -> None:
        """List all notes."""
        self.opening(lambda kept: kept.notes.read(), self._show_notes)

    def _show_notes(self, notes: Sequence[Note]) -> None:
        self._have_notes(notes)
        self.show_list(
            screens.NotesScreen(notes, self.note_places, self._forget_note, self._edit_note), self._read_note
        )

    def _read_note(self, note: Note) -> None:
        self.read_place(self.note_places.get(note.id))

    def _forget_note(self, note: Note) -> None:
        def done(notes: Sequence[Note]) -> None:
            self._have_notes(notes)
            self._mark()

        self.with_kept(lambda kept: kept.notes.change(lambda entries: without_note(entries, note.id)), done)
