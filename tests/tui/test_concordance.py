"""The concordance on the screen."""

from __future__ import annotations

import threading

import pytest

from searchtui.cells import cells
from searchtui.collection import SearchRequest, Sorting
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.concordance import ConcordanceScreen
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.widgets.concordance import ConcordancePane
from tests.conftest import MakeCollection
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article


async def opened(run: Driven) -> ConcordancePane:
    await run.press("escape")
    await run.pilot.press("k")
    screen = run.on(ConcordanceScreen)
    await run.until(lambda: screen.pane.progress is None)
    await run.pilot.pause()
    return screen.pane


def count(collection: FakeCollection, word: str) -> int:
    return sum(p.text.lower().count(word) for one in collection.contents for p in collection._indexed(one))


async def test_every_match_is_a_line_and_the_counts_say_so() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        matches = count(run.collection, "harbour")
        assert f"{matches} matches in 14 paragraphs of 4 articles" in run.lines[0]
        assert f"line 1 of {matches}" in run.lines[1]
        made = pane.concordance
        assert made is not None
        assert len(made) == len(list(run.on(ConcordanceScreen).lines)) == matches


async def test_keywords_stand_one_below_the_other_whatever_the_text() -> None:
    for width, height in ((160, 48), (120, 40), (80, 24), (40, 10)):
        async with driven("harbour", size=(width, height)) as run:
            await opened(run)
            lines = [line for line in run.lines[2:-2] if "arbour" in line.casefold()]
            assert lines
            for line in lines:
                assert cells(line) == width
            begins = set[int]()
            for strip in run.on(ConcordanceScreen).pane.strips[2:]:
                texts = [segment.text for segment in strip]
                for at, segment in enumerate(strip):
                    if segment.text.casefold().startswith("harbour") and segment.style and segment.style.bold:
                        begins.add(sum(cells(text) for text in texts[:at]))
                        break
            assert len(begins) == 1
            assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(run.shown)


KEYS = [
    ("r", Sorting.R1), ("l", Sorting.L1), ("2", Sorting.R2), ("3", Sorting.R3), ("1", Sorting.R1),
    ("0", Sorting.KEYWORD), ("d", Sorting.DATE), ("f", Sorting.COLLECTION), ("right", Sorting.R2),
    ("left", Sorting.KEYWORD),
]  # fmt: skip


@pytest.mark.parametrize(("key", "sorting"), KEYS)
async def test_each_key_sorts(key: str, sorting: Sorting) -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        assert pane.sorting is Sorting.R1
        await run.pilot.press(key)
        await run.until(lambda: pane.sorting is sorting)
        assert pane.concordance is not None
        assert list(run.on(ConcordanceScreen).lines) == list(pane.concordance.lines(sorting))


async def test_the_side_stays_when_another_word_is_chosen_and_steps_end_at_the_third() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        await run.pilot.press("l", "3")
        assert pane.sorting is Sorting.L3
        assert "by the third word left" in run.lines[1]
        await run.pilot.press("left")
        assert pane.sorting is Sorting.L3
        for expected in (Sorting.L2, Sorting.L1, Sorting.KEYWORD, Sorting.R1, Sorting.R2, Sorting.R3, Sorting.R3):
            await run.pilot.press("right")
            assert pane.sorting is expected


async def test_moving_jumping_and_what_is_known_of_the_line() -> None:
    articles = [
        article("a.txt", "First", ["The harbour lies still.", "The harbour lies deep.", "A harbour of note."],
                source="Coast News", date="2021-03"),
        article("b.txt", "Second", ["Every harbour closes."]),
    ]  # fmt: skip
    async with driven("harbour", collection=FakeCollection(articles)) as run:
        pane = await opened(run)
        assert [line.right.split()[0] for line in run.on(ConcordanceScreen).lines] == ["closes.", "lies", "lies", "of"]
        assert "Second" in run.lines[-2]
        assert "b.txt" in run.lines[-2]
        seen = []
        for key in ("n", "n", "n", "N", "N", "end", "home", "down"):
            await run.pilot.press(key)
            seen.append(pane.cursor[0])
        assert seen == [1, 3, 3, 1, 0, 3, 0, 1]
        assert "First" in run.lines[-2]
        assert "Coast News · 2021-03" in run.lines[-2]
        assert run.on(ConcordanceScreen).at is not None
        row = next(line for line in run.lines if "lies deep" in line)
        assert row.split()[:3] == ["▌Coast", "News", "2021"] or row.split()[:3] == ["Coast", "News", "2021"]


async def test_enter_reads_at_the_match_and_escape_leads_back_to_the_line() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        await run.pilot.press("down", "down")
        line, at = pane.selected, (pane.cursor, pane.top)
        assert line is not None
        await run.pilot.press("enter")
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        assert (reader.at.article, reader.at.paragraph) == (line.article, line.paragraph)
        await run.pilot.press("escape")
        assert run.on(ConcordanceScreen).pane is pane
        assert (pane.cursor, pane.top) == at
        await run.pilot.press("escape")
        assert run.app.screen is run.search
        assert run.is_at(run.search.hits)


async def test_the_reader_goes_on_into_the_next_article_of_the_concordance() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        await run.pilot.press("f")
        await run.until(lambda: pane.sorting is Sorting.COLLECTION)
        await run.pilot.press("enter")
        reader = run.on(ReaderScreen)
        first = reader.at.article
        for _ in range(12):
            await run.pilot.press("n")
            if reader.at.article != first:
                break
        assert "Next article, 2 of 4" in run.lines[-1]


async def test_a_click_chooses_and_another_one_reads() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        await run.pilot.click(pane, offset=(30, 4))
        assert pane.cursor == (2, 0)
        await run.pilot.click(pane, offset=(30, 4))
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))


async def test_more_like_the_line_is_asked_for() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        line = pane.selected
        assert line is not None
        await run.pilot.press("m")
        await run.settled()
        assert run.asked().like[0].article == line.article


async def test_without_a_keyword_it_says_what_to_do() -> None:
    async with driven("") as run:
        await run.pilot.press("tab", "k")
        await run.until(lambda: "There is no keyword" in run.shown)
        assert run.app.screen is run.search


async def test_nothing_found() -> None:
    async with driven("zzz") as run:
        await opened(run)
        assert "Nothing has these words." in run.shown
        await run.pilot.press("enter", "n", "down", "1", "escape")
        assert run.app.screen is run.search


async def test_an_error_is_a_sentence() -> None:
    async with driven("harbour") as run:
        await run.press("escape")
        run.collection.error = ValueError("spoilt")
        await run.pilot.press("k")
        await run.until(lambda: "This should not have happened" in run.shown)
        await run.pilot.press("escape")
        assert run.app.screen is run.search


async def test_lines_are_shown_while_others_are_gathered_and_escape_ends_that() -> None:
    entered, going = threading.Event(), threading.Event()

    class Slow(FakeCollection):
        def concordance(self, request, /, most=None, going_on=lambda *_: True):  # type: ignore[no-untyped-def]
            def held(partly, searched, found):  # type: ignore[no-untyped-def]
                if searched == 3:
                    entered.set()
                    assert going.wait(20)
                return going_on(partly, searched, found)

            made = super().concordance(request, most, held)
            self.searched = made.searched
            return made

    async with driven("harbour", collection=Slow()) as run:
        await run.press("escape")
        await run.pilot.press("k")
        screen = run.on(ConcordanceScreen)
        await run.until(lambda: entered.is_set() and screen.pane.concordance is not None)
        await run.until(lambda: "so far, Esc stops" in run.shown)
        await run.pilot.press("down", "l")
        assert screen.pane.cursor == (1, 0) or screen.pane.chosen is Sorting.L1
        await run.pilot.press("escape")
        assert run.app.screen is run.search
        going.set()
        await run.until(lambda: hasattr(run.collection, "searched"))
        assert run.collection.searched == 3  # type: ignore[attr-defined]


async def test_the_palette_opens_it_from_the_query_line() -> None:
    async with driven("harbour") as run:
        await run.pilot.press("ctrl+p", *"concordance")
        await run.until(lambda: "Concordance of the query  (k)" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ConcordanceScreen))


async def test_on_a_real_collection_the_counts_are_those_of_the_library(make_collection: MakeCollection) -> None:
    files = {f"{at:02}.txt": "Title\n\nA harbour, two harbours.\n\nThe sea \x1b[31m harbour.\n" for at in range(20)}
    files["big.txt"] = "Big\n\nharbour " + "x" * 100_000 + " harbour\n"
    collection = make_collection(files)
    app = SearchApp(lambda: collection, "harbour ")
    async with app.run_test(size=(120, 40)) as pilot:
        run = Driven(app, pilot, FakeCollection())
        await run.settled()
        pane = await opened(run)
        made = pane.concordance
        assert made is not None
        assert len(made) == len(collection.concordance(SearchRequest("harbour "))) == 62
        assert "62 matches in 41 paragraphs of 21 articles" in run.lines[0]
        await run.pilot.press("end", "l", "3", "home", "enter")
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        assert "arbour" in run.shown


async def test_resizing_keeps_the_line_in_sight() -> None:
    async with driven("harbour") as run:
        pane = await opened(run)
        await run.pilot.press("end")
        for width, height in ((60, 12), (40, 10), (10, 3), (160, 50)):
            await run.pilot.resize_terminal(width, height)
            await run.pilot.pause()
        assert pane.selected is not None
        assert pane.place_at(pane.head_rows) is not None


async def test_what_one_looks_for_in_an_article_has_a_concordance_too() -> None:
    async with driven("named") as run:
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).pane.page is not None)
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        await run.pilot.press("slash", *"agree", "enter", "escape")
        await run.pilot.press("slash", *"harb", "enter", "k")
        await run.until(lambda: isinstance(run.app.screen, ConcordanceScreen))
        pane = run.on(ConcordanceScreen).pane
        await run.until(lambda: pane.progress is None)
        assert pane.concordance is not None
        assert len(pane.concordance) == count(run.collection, "harbour")
        await run.pilot.press("end", "enter")
        other = run.on(ReaderScreen)
        await run.until(lambda: other.pane.page is not None and other.pane.page.whole)
        assert other is not reader
        await run.pilot.press("escape", "escape")
        assert run.on(ReaderScreen) is reader
        assert reader.sought == "harb"


async def test_paragraphs_that_were_found_by_other_than_words_are_named(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {"a.txt": "The harbour\n\nThe fleet came home today.\n", "b.txt": "Sea\n\nThe harbour.\n"}
    )
    app = SearchApp(lambda: collection, "harbour OR title:harbour ")
    async with app.run_test(size=(120, 40)) as pilot:
        run = Driven(app, pilot, FakeCollection())
        await run.settled()
        await opened(run)
        assert "2 matches in 2 paragraphs of 2 articles" in run.lines[0]
        assert "without a line: 1 paragraph found by other than words" in run.lines[1]


async def test_only_lines_in_sight_are_made() -> None:
    bodies = [f"A harbour, the harbour {number} and a harbour." for number in range(400)]
    fake = FakeCollection([article("many.txt", "Many", bodies)])
    async with driven("harbour", collection=fake) as run:
        pane = await opened(run)
        made = pane.concordance
        assert made is not None
        assert len(made) == 1_200
        lines: list[int] = []
        line = made.line
        made.line = lambda match: lines.append(match) or line(match)  # type: ignore[method-assign, func-returns-value]
        for key in ("down", "pagedown", "end", "up", "home", "n"):
            lines.clear()
            await run.pilot.press(key)
            assert len(lines) < 3 * run.app.size.height, key
        for key, sorting in (("l", Sorting.L1), ("0", Sorting.KEYWORD), ("f", Sorting.COLLECTION)):
            lines.clear()
            await run.pilot.press(key)
            await run.until(lambda sorting=sorting: pane.sorting is sorting)  # type: ignore[misc]
            assert len(lines) < 3 * run.app.size.height, key
