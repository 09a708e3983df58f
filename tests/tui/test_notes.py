from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events

from searchtui.article import article_id
from searchtui.keeping import Anchor, Bookshelf, Kept, Note, Place, find_again
from searchtui.tui.screens.concordance import ConcordanceScreen
from searchtui.tui.screens.note import NoteScreen
from searchtui.tui.screens.notes import NotesScreen
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.screens.story import StoryScreen
from searchtui.tui.signs import NOTED
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article, sample

FLEET = article_id("fleet.txt")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept", tmp_path)


def texts(kept: Kept) -> list[str]:
    return [note.text for note in kept.notes.read()]


async def write(run: Driven, *keys: str) -> None:
    await run.pilot.press("a")
    await run.until(lambda: isinstance(run.app.screen, NoteScreen))
    await run.pilot.press(*keys)


async def test_a_note_is_written_marked_and_edited(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        at = run.search.at
        assert at is not None
        await write(run, *"two", "enter", *"lines")
        assert "The fleet comes home" in run.shown
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search and texts(kept) == ["two\nlines"])
        (note,) = kept.notes.read()
        assert (note.anchor.path, note.anchor.number) == ("fleet.txt", at.paragraph)
        assert run.app.noted == {(at.article, at.paragraph)}
        await run.until(lambda: sum(NOTED in line for line in run.lines) == 2)  # in the hits and in its column
        await write(run, *"!")
        await run.pilot.press("ctrl+s")
        await run.until(lambda: texts(kept) == ["two\nlines!"])
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and NOTED in run.shown)
        await write(run, *["backspace"] * 12)
        await run.pilot.press("escape")
        await run.until(lambda: texts(kept) == [] and NOTED not in run.shown)


async def test_a_note_without_text_is_none(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        await write(run)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        assert texts(kept) == []
        assert run.app.noted == set()


async def noted(kept: Kept) -> Note:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        await write(run, *"mine")
        await run.pilot.press("escape")
        await run.until(lambda: texts(kept) == ["mine"])
    return kept.notes.read()[0]


async def test_marks_are_there_in_the_next_session_and_after_a_reindex(kept: Kept) -> None:
    note = await noted(kept)
    moved = [article("moved.txt", one.title, [(p.kind, p.text) for p in one.paragraphs[1:]]) if one.id == FLEET else one
             for one in sample()]  # fmt: skip
    collection = FakeCollection()
    async with driven("harbour", kept=kept, collection=collection) as run:
        await run.until(lambda: run.app.noted == {(FLEET, note.anchor.number)} and NOTED in run.shown)
        collection.contents = moved
        await run.pilot.press("f5")
        await run.until(lambda: run.app.noted == {(article_id("moved.txt"), note.anchor.number)})
        await run.pilot.press("f8")
        await run.until(lambda: "now in moved.txt" in run.shown)


async def test_a_note_that_is_written_while_others_are_looked_for_keeps_its_mark(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    await noted(kept)
    looking, go_on = threading.Event(), threading.Event()

    def slowly(anchor: Anchor, shelf: Bookshelf) -> Place:
        looking.set()
        go_on.wait(10)
        return find_again(anchor, shelf)

    monkeypatch.setattr("searchtui.tui.noting.find_again", slowly)
    async with driven("agreement", kept=kept) as run:
        await run.until(looking.is_set)
        await run.press("escape")
        await write(run, *"new")
        await run.pilot.press("escape")
        await run.until(lambda: len(run.app.noted) == 1)
        go_on.set()
        await run.until(lambda: len(run.app.noted) == 2)


async def test_a_note_whose_paragraph_is_gone_is_kept_and_shown_with_its_text(kept: Kept) -> None:
    note = await noted(kept)
    async with driven("agreement", kept=kept, collection=FakeCollection([sample()[3]])) as run:
        await run.until(lambda: run.app.note_places)
        await run.pilot.press("f8")
        await run.until(lambda: "no longer in the collection" in run.shown)
        assert note.anchor.text in run.shown
        assert run.app.noted == set()
        await run.pilot.press("enter")
        await run.until(lambda: "It is no longer in the collection" in run.shown)
        run.on(NotesScreen)
    assert texts(kept) == ["mine"]


async def test_the_list_is_searched_read_edited_and_deleted(kept: Kept) -> None:
    await noted(kept)
    async with driven("agreement", kept=kept) as run:
        await run.press("escape")
        await write(run, *"other")
        await run.pilot.press("escape")
        await run.until(lambda: sorted(texts(kept)) == ["mine", "other"])
        await run.pilot.press("f8")
        await run.until(lambda: isinstance(run.app.screen, NotesScreen))
        screen = run.on(NotesScreen)
        await run.until(lambda: len(screen.pane.shown) == 2)
        await run.pilot.press("slash", *"mine", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        assert run.on(ReaderScreen).at.article == FLEET
        await run.pilot.press("f8")
        await run.until(lambda: isinstance(run.app.screen, NotesScreen))
        await run.pilot.press("slash", *"mine", "tab", "a")
        await run.until(lambda: isinstance(run.app.screen, NoteScreen))
        await run.pilot.press("x", "escape")
        await run.until(lambda: "minex" in texts(kept) and isinstance(run.app.screen, NotesScreen))
        await run.pilot.press("d")
        await run.until(lambda: texts(kept) == ["other"])
        await run.pilot.press("q")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))


async def test_quitting_keeps_what_is_being_written(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        await write(run, *"half")
        await run.pilot.press("ctrl+q")
    assert texts(kept) == ["half"]


async def test_a_note_that_cannot_be_kept_stays_in_sight(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        await write(run, *"mine")
        kept.folder.parent.joinpath("file").write_text("")
        kept.notes.path = kept.folder.parent / "file" / "notes.jsonl"
        await run.pilot.press("escape")
        await run.until(lambda: "cannot be" in run.shown)
        assert run.on(NoteScreen).text == "mine"


async def test_pasted_text_is_nothing_that_a_terminal_obeys(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("escape")
        await write(run)
        screen = run.on(NoteScreen)
        screen.area.post_message(events.Paste("a\x1b]2;x\x07\r\nb \u202e[/b]"))
        await run.until(lambda: "[/b]" in screen.text)
        assert "\x1b" not in run.shown
        await run.pilot.press("escape")
        await run.until(lambda: texts(kept))
        assert texts(kept) == ["a\ufffd]2;x\ufffd\nb \ufffd[/b]"]


async def test_letters_are_typed_in_the_query_line_and_a_note_needs_a_paragraph(kept: Kept) -> None:
    async with driven("xyzxyz", kept=kept) as run:
        await run.press("a")
        assert run.search.query_line.value == "xyzxyza"
        run.search.hits.focus()
        await run.press("a")
        await run.until(lambda: "go to one first" in run.shown)


async def test_the_mark_stands_in_concordance_and_story_too(kept: Kept) -> None:
    await noted(kept)
    async with driven("harbour", kept=kept, restore=False, size=(140, 40)) as run:
        await run.until(lambda: run.app.noted)
        await run.press("escape", "k")
        await run.until(lambda: isinstance(run.app.screen, ConcordanceScreen) and NOTED in run.shown)
        await run.pilot.press("escape", "s")
        await run.until(lambda: isinstance(run.app.screen, StoryScreen) and NOTED in run.shown)
