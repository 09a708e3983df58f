from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from searchtui.collection import Changes, FolderWatch
from searchtui.settings import Configured, Settings
from searchtui.tui.watching import FilesChanged
from tests.tui.driver import Driven, driven
from tests.tui.fakes import article


class Bell:
    """A watcher that a test rings."""

    def __init__(self) -> None:
        self.look: Callable[[], object] = lambda: None

    def begin(self, look: Callable[[], object]) -> None:
        self.look = look

    def end(self) -> None:
        self.look = lambda: None


def ring(run: Driven) -> None:
    """Let the screen look now, whatever it did before."""
    run.search.asked_at = -100.0
    run.search._looked = (0.0, 0.0)
    run.search._look()


def change(run: Driven) -> None:
    run.collection.incoming = [article("new.txt", "News", ["The harbour has news."])]
    run.collection.pending = Changes(added=1)


async def test_without_the_switch_changes_are_only_said() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        change(run)
        ring(run)
        await run.until(lambda: "1 file changed" in run.lines[0])
        assert run.collection.generation == 1


async def test_the_switch_reads_what_changed_while_searching_goes_on() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "W")
        await run.until(lambda: "kept up to date" in run.lines[0])
        change(run)
        run.collection.reindexing = threading.Event()
        ring(run)
        await run.until(lambda: run.search.state.work)
        await run.pilot.press("slash")
        await run.type(" has")
        assert "has news" not in run.shown
        run.collection.reindexing.set()
        await run.until(lambda: "has news" in run.shown)
        await run.until(lambda: "kept up to date" in run.lines[0])
        assert run.collection.generation == 2
        await run.press("escape", "W")
        await run.until(lambda: "kept up to date" not in run.lines[0])


async def test_what_cannot_be_read_is_not_tried_for_ever() -> None:
    async with driven("harbour", size=(160, 48), configured=Configured(Settings(watch=True))) as run:
        await run.until(lambda: "kept up to date" in run.lines[0])
        tried: list[bool] = []

        def reindex(**_: object) -> object:
            tried.append(True)
            raise OSError("disk")

        run.collection.reindex = reindex  # type: ignore[assignment]
        run.collection.pending = Changes(added=1)
        for _ in range(3):
            ring(run)
            await run.until(lambda: not run.search.thread._looking and not run.search.state.work)
        assert tried == [True]
        run.collection.pending = Changes(added=2)
        ring(run)
        await run.until(lambda: len(tried) == 2)


async def test_an_index_that_another_process_has_made_is_opened() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        run.collection.contents.append(article("new.txt", "News", ["The harbour has news."]))
        run.collection.generation = 2
        run.collection.is_outdated = True
        refreshed: list[bool] = []

        def refresh() -> bool:
            run.collection.is_outdated = False
            refreshed.append(True)
            return True

        run.collection.refresh = refresh  # type: ignore[method-assign]
        ring(run)
        await run.until(lambda: refreshed and "4 News" in run.shown)


async def test_in_a_browser_the_index_is_not_written() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        run.app.confined = True
        change(run)
        await run.press("escape", "W", "f5")
        await run.until(lambda: "In a browser nothing is opened or written" in run.shown)
        assert not run.search.state.watched
        assert run.collection.generation == 1


async def test_another_watcher_takes_the_place_of_the_clock() -> None:
    async with driven("harbour", size=(160, 48), settle=False) as run:
        bell = Bell()
        assert run.search.watcher is not None
        run.search.watcher.end()
        run.search.watcher = bell
        bell.begin(run.search._look)
        await run.settled()
        run.search.asked_at, run.search._looked = -100.0, (0.0, 0.0)
        change(run)
        bell.look()
        await run.until(lambda: "1 file changed" in run.lines[0])


async def test_in_a_browser_nothing_is_written_whatever_the_settings_say() -> None:
    async with driven("harbour", size=(160, 48), configured=Configured(Settings(watch=True)), confined=True) as run:
        change(run)
        ring(run)
        await run.until(lambda: "1 file changed" in run.lines[0])
        assert run.collection.generation == 1


async def test_how_long_the_first_look_takes_does_not_put_off_the_second() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.until(lambda: run.search.state.changes is not None)
        began, ended = run.search._looked
        assert began == ended
        change(run)
        run.search.asked_at = -100.0
        run.search._look()
        await run.until(lambda: "1 file changed" in run.lines[0])
        began, ended = run.search._looked
        assert began < ended


async def test_with_the_switch_the_system_says_when_to_look(tmp_path: Path) -> None:
    async with driven("harbour", size=(160, 48), settle=False) as run:
        run.collection.watched = watch = FolderWatch(tmp_path)
        await run.settled()
        run.search.asked_at = -100.0
        await run.press("escape", "W")
        await run.until(lambda: "kept up to date" in run.lines[0])
        change(run)
        (tmp_path / "new.txt").write_text("The harbour has news.", encoding="utf-8")
        await run.until(lambda: run.collection.generation == 2)
        messenger = run.search._messenger
        assert messenger is not None
        await run.press("W")
        await run.until(lambda: run.search._messenger is None)
        watch.end()
        await run.until(lambda: not messenger._thread.is_alive())


async def test_a_change_that_is_told_while_one_types_is_looked_at_later() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        run.search.asked_at = time.monotonic()
        change(run)
        run.search.post_message(FilesChanged())
        await run.settled()
        assert run.collection.generation == 1
        assert run.search._is_due
        run.search.asked_at = -100.0
        await run.until(lambda: "1 file changed" in run.lines[0])
        assert not run.search._is_due
