from __future__ import annotations

import threading
from pathlib import Path

import pytest

from searchtui.article import article_id
from searchtui.collection import Like
from searchtui.keeping import Anchor, Bookshelf, Kept, Place, find_again
from searchtui.tui.screens.pins import PinsScreen
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article, sample

FLEET, TREATY = article_id("fleet.txt"), article_id("treaty.txt")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept", tmp_path)


def pinned(kept: Kept) -> list[tuple[str, int | None]]:
    return [(pin.anchor.path, pin.anchor.number) for pin in kept.pins.read()]


async def show(run: Driven) -> PinsScreen:
    await run.pilot.press("f7")
    await run.until(lambda: isinstance(run.app.screen, PinsScreen))
    return run.on(PinsScreen)


async def pin_two(kept: Kept) -> None:
    async with driven("agreement", kept=kept) as run:
        await run.press("escape", "p")
        await run.until(lambda: len(pinned(kept)) == 1)
        run.app.pins.toggle(Like(TREATY, 2))
        await run.until(lambda: pinned(kept) == [("fleet.txt", 7), ("treaty.txt", 2)])


async def test_pins_are_there_in_the_next_session_in_their_order(kept: Kept) -> None:
    await pin_two(kept)
    async with driven(kept=kept) as run:
        await run.until(lambda: list(run.app.pins) == [Like(FLEET, 7), Like(TREATY, 2)])
    assert len(pinned(kept)) == 2


async def test_a_pinned_article_is_found_again_where_its_file_was_moved_or_corrected(kept: Kept) -> None:
    await pin_two(kept)
    fleet, copy, long, treaty, nasty = sample()
    moved = article("new.txt", treaty.title, [one.text for one in treaty.paragraphs[1:]])
    corrected = article(
        "fleet.txt", fleet.title, [one.text.replace("evening", "Evening") for one in fleet.paragraphs[1:]]
    )
    async with driven(kept=kept, collection=FakeCollection([corrected, copy, long, moved, nasty])) as run:
        await run.until(lambda: list(run.app.pins) == [Like(FLEET, 7), Like(moved.id, 2)])
        await show(run)
        await run.until(lambda: "now in new.txt" in run.shown and "text changed" in run.shown)
    assert pinned(kept) == [("fleet.txt", 7), ("treaty.txt", 2)]


async def test_what_is_gone_stays_in_the_list_until_it_is_unpinned(kept: Kept) -> None:
    await pin_two(kept)
    async with driven(kept=kept, collection=FakeCollection(sample()[:3])) as run:
        await run.until(lambda: list(run.app.pins) == [Like(FLEET, 7)])
        await show(run)
        await run.until(lambda: "no longer in the collection" in run.shown)
        await run.pilot.press("down", "delete")
        await run.until(lambda: pinned(kept) == [("fleet.txt", 7)])
        await run.pilot.press("p")
        await run.until(lambda: pinned(kept) == [])
        assert not len(run.app.pins)


async def test_unpinning_everywhere_forgets(kept: Kept) -> None:
    await pin_two(kept)
    async with driven("agreement", kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        await run.press("escape", "p")
        await run.until(lambda: pinned(kept) == [("treaty.txt", 2)])
        run.app.action_unpin_all()
        await run.until(lambda: pinned(kept) == [])


async def test_a_pin_is_read(kept: Kept) -> None:
    await pin_two(kept)
    async with driven("harbour", kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        screen = await show(run)
        await run.until(lambda: len(screen.pane.shown) == 2)
        await run.pilot.press("slash", *"nobody read", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        assert run.on(ReaderScreen).at == Like(TREATY, 2)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_what_another_program_has_pinned_stays(kept: Kept) -> None:
    async with driven("agreement", kept=kept) as run:
        await run.press("escape", "p")
        await run.until(lambda: len(pinned(kept)) == 1)
        (own,) = kept.pins.read()
        theirs = FakeCollection()
        async with driven("agreement", kept=Kept(kept.folder, kept.collection), collection=theirs) as other:
            await other.until(lambda: len(other.app.pins) == 1)
            other.app.pins.toggle(Like(TREATY, 2))
            await other.until(lambda: len(pinned(kept)) == 2)
        await run.press("p")
        await run.until(lambda: pinned(kept) == [("treaty.txt", 2)])
        del own


async def test_pinned_articles_are_compared(kept: Kept) -> None:
    await pin_two(kept)
    async with driven("harbour", size=(160, 40), kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        screen = await show(run)
        await run.until(lambda: len(screen.pane.shown) == 2)
        await run.pilot.press("c")
        await run.until(lambda: run.app.screen is run.search and run.search.comparing)
        await run.until(lambda: {FLEET, TREATY} <= {pane.article for pane in run.search.columns.filled})


async def test_of_two_pinned_copies_one_is_gone_and_the_other_is_unpinned_for_good(kept: Kept) -> None:
    fleet, *_ = sample()
    texts = [one.text for one in fleet.paragraphs[1:]]
    one, two = article("one.txt", fleet.title, texts), article("two.txt", fleet.title, texts)
    async with driven(kept=kept, collection=FakeCollection([one, two])) as run:
        for like in (Like(one.id, 3), Like(two.id, 3)):
            run.app.pins.toggle(like)
        await run.until(lambda: len(pinned(kept)) == 2)
    async with driven(kept=kept, collection=FakeCollection([two])) as run:
        await run.until(lambda: list(run.app.pins) == [Like(two.id, 3)])
        run.app.pins.toggle(Like(two.id, 3))
        await run.until(lambda: pinned(kept) == [])


async def test_of_two_pinned_copies_the_one_that_is_gone_can_be_deleted_alone(kept: Kept) -> None:
    fleet, *_ = sample()
    texts = [one.text for one in fleet.paragraphs[1:]]
    one, two = article("one.txt", fleet.title, texts), article("two.txt", fleet.title, texts)
    async with driven(kept=kept, collection=FakeCollection([one, two])) as run:
        for like in (Like(one.id, 3), Like(two.id, 3)):
            run.app.pins.toggle(like)
        await run.until(lambda: len(pinned(kept)) == 2)
    async with driven(kept=kept, collection=FakeCollection([two])) as run:
        await run.until(lambda: list(run.app.pins) == [Like(two.id, 3)])
        run.app._unpin(next(pin for pin in kept.pins.read() if pin.anchor.path == "one.txt"))
        await run.until(lambda: pinned(kept) == [("two.txt", 3)])
        assert list(run.app.pins) == [Like(two.id, 3)]


async def test_what_is_unpinned_while_pins_are_looked_for_stays_unpinned(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pin_two(kept)
    looking, go_on = threading.Event(), threading.Event()
    go_on.set()

    def slowly(anchor: Anchor, shelf: Bookshelf) -> Place:
        looking.set()
        go_on.wait(10)
        return find_again(anchor, shelf)

    monkeypatch.setattr("searchtui.tui.pinning.find_again", slowly)
    async with driven(kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        looking.clear()
        go_on.clear()
        run.collection.incoming = [article("new.txt", "News", ["The harbour has news."])]
        await run.pilot.press("f5")
        await run.until(looking.is_set)
        run.app.pins.toggle(Like(FLEET, 7))
        await run.until(lambda: pinned(kept) == [("treaty.txt", 2)])
        go_on.set()
        await run.until(lambda: not run.app.background._tasks)
        assert list(run.app.pins) == [Like(TREATY, 2)]
        run.app.pins.toggle(Like(FLEET, 3))
        await run.until(lambda: pinned(kept) == [("treaty.txt", 2), ("fleet.txt", 3)])


async def vanish(run: Driven, path: str) -> None:
    run.collection.contents = [one for one in run.collection.contents if one.path != path]
    await run.pilot.press("f5")


async def test_a_pinned_article_that_vanishes_is_named_as_people_do(kept: Kept) -> None:
    await pin_two(kept)
    async with driven("harbour", size=(160, 48), kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        await vanish(run, "treaty.txt")
        await run.until(lambda: list(run.app.pins) == [Like(FLEET, 7)])
        said = [note.message for note in run.app._notifications if "Pinned" in note.message]
        assert said == [
            "Pinned, but is no longer in the collection: “An agreement nobody read” (treaty.txt). F7 lists pins."
        ]
        await run.pilot.press("f5")
        await run.until(lambda: run.collection.generation == 3 and not run.app.background._tasks)
        assert len([note for note in run.app._notifications if "Pinned" in note.message]) == 1
    assert len(pinned(kept)) == 2


async def test_the_column_of_a_pinned_article_that_vanishes_keeps_its_title() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        run.app.pins.toggle(Like(TREATY, 2))
        await run.until(lambda: "An agreement nobody read" in run.shown)
        await vanish(run, "treaty.txt")
        await run.until(lambda: "no longer in the collection" in run.shown)
        assert "An agreement nobody read" in run.shown
        column = next(pane for pane in run.search.columns.filled if pane.article == TREATY)
        column.focus()
        await run.until(lambda: run.search.at == Like(TREATY, 2))
        await run.pilot.press("y")
        await run.until(lambda: any("no longer in the" in note.message for note in run.app._notifications))
        assert not any(TREATY in note.message for note in run.app._notifications)


async def with_a_note_before(run: Driven, path: str) -> None:
    old = next(one for one in run.collection.contents if one.path == path)
    new = article(path, old.title, ["A note.", *(one.text for one in old.paragraphs[1:])])
    run.collection.contents = [new if one is old else one for one in run.collection.contents]
    await run.pilot.press("f5")
    await run.until(lambda: run.collection.generation == 2 and Like(TREATY, 3) in list(run.app.pins))


async def test_the_column_of_a_pin_is_at_the_same_paragraph_after_a_reindex() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        run.app.pins.toggle(Like(TREATY, 2))
        await run.until(lambda: run.search.columns.filled[0].article == TREATY)
        # What keeps pins finds them again, and says where they are by now.
        run.app.pins.replace([Like(TREATY, 3)])
        await run.until(lambda: run.search.columns.filled[0].number == 3)


@pytest.mark.parametrize("moves", [0, 1])
async def test_in_the_next_session_too_but_for_a_column_in_which_one_has_gone_on(kept: Kept, moves: int) -> None:
    await pin_two(kept)
    async with driven("nine", size=(160, 48), kept=kept) as run:
        await run.until(lambda: len(run.app.pins) == 2)
        await run.press("slash", "ctrl+u")
        await run.type("harbour")
        column = next(pane for pane in run.search.columns.filled if pane.article == TREATY)
        await run.until(lambda: column.number == 2 and column.page is not None)
        column.focus()
        await run.until(lambda: run.is_at(column))
        for _ in range(moves):
            column.go_to_number(1)
        await with_a_note_before(run, "treaty.txt")
        await run.until(lambda: column.page is not None and column.page.length == 4)
        await run.pilot.pause()
        assert column.number == (1 if moves else 3)
