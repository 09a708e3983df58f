"""The screen on the files of a list."""

from __future__ import annotations

from tests.tui.driver import driven


async def test_every_question_is_about_the_files_alone() -> None:
    async with driven("harbour", files=("long.txt", "none.txt")) as run:
        assert "1 file of harbours" in run.lines[0]
        await run.until(lambda: "Not in the collection: 'none.txt'." in run.shown)
        assert run.asked().paths == frozenset(["long.txt"])
        await run.press("tab", "m")
        assert run.asked().paths == frozenset(["long.txt"])
        assert run.asked().like
        await run.press("slash", *"wind")
        assert run.asked().paths == frozenset(["long.txt"])
        assert run.search.answer is not None
        assert {group.article for group in run.search.answer.results.groups} == {run.collection.article("long.txt").id}
