from __future__ import annotations

import pytest

from searchtui.article import article_id
from searchtui.collection import Like
from searchtui.errors import SearchtuiError
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.screens.story import StoryScreen
from tests.conftest import MakeCollection
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article

PARAGRAPHS = [
    "The harbour was quiet when the fleet came home in the evening.",
    "Nobody had expected so many boats, and the harbour master said so.",
    "An agreement on the catch was signed after midnight by all sides.",
    "It names no port and nobody has read its nine pages so far.",
]
FULL, SHORT, EDITED = (article_id(f"{name}.txt") for name in ("full", "short", "edited"))


def story() -> FakeCollection:
    edited = [PARAGRAPHS[0].replace("quiet", "loud"), *PARAGRAPHS[1:3], "Grapes ripen late in the hills above it."]
    return FakeCollection(
        [
            article("short.txt", "Fleet home", PARAGRAPHS[:2], source="Post", date="2021-03", story=FULL),
            article("full.txt", "Fleet home", PARAGRAPHS, source="News", authors=("Ada Moor",), story=FULL),
            article("edited.txt", "Fleet home", edited, source="Gazette", story=FULL),
            article("other.txt", "No harbour", ["Only a harbour."], source="Else"),
        ]
    )


async def opened(run: Driven) -> StoryScreen:
    await run.until(lambda: isinstance(run.app.screen, StoryScreen))
    screen = run.on(StoryScreen)
    await run.until(lambda: screen.version.version is not None or screen.version.sentence)
    await run.until(lambda: len(screen.copies.versions) == len(screen.copies.copies) - 1)
    await run.pilot.pause()
    return screen


async def shows(run: Driven, text: str) -> None:
    await run.until(lambda: text in run.shown)


async def test_the_copies_of_a_text_and_what_they_left_out() -> None:
    async with driven("quiet", size=(150, 40), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        assert [copy.id for copy in screen.copies.copies] == [FULL, EDITED, SHORT]
        lines = [strip.text for strip in screen.copies.strips]
        assert "3 copies of one text" in lines[0]
        assert "= against News · Ada Moor" in lines[0]
        assert "the fullest" in lines[1]
        assert "leaves out 1 of 5 paragraphs, adds 1 paragraph, changes 1 word (−1 +1)" in lines[2]
        assert "leaves out 2 of 5 paragraphs" in lines[3]
        assert "Post · 2021-03" in lines[3]
        await run.press("end")
        await shows(run, "[-An agreement on the catch was signed")
        assert "Post · 2021-03" in screen.version.strips[0].text
        assert "leaves out 2 of 5 paragraphs" in screen.version.strips[1].text


async def test_one_goes_from_difference_to_difference() -> None:
    async with driven("agreement", size=(120, 40), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        await run.press("home", "down")
        await shows(run, "[-quiet-]{+loud+}")
        assert "3 differences" in screen.version.strips[1].text
        seen = []
        for key in ("n", "n", "n", "n", "N", "N", "N"):
            await run.press(key)
            seen.append((screen.version.strips[1].text.split("difference ")[1].strip(), screen.at))
        places = [Like(EDITED, 2), Like(FULL, 5), Like(EDITED, 5)]
        assert [at for _, at in seen] == [*places, places[2], *places[1::-1], places[0]]
        assert [said for said, _ in seen] == ["1/3", "2/3", "3/3", "3/3", "2/3", "1/3", "1/3"]


async def test_all_are_measured_against_the_chosen_one() -> None:
    async with driven("agreement", size=(120, 40), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        await run.press("end", "equals_sign")
        await run.until(lambda: screen.copies.base == SHORT and len(screen.copies.versions) == 2)
        await shows(run, "= against Post")
        await shows(run, "what the others are measured against")
        await run.press("home")
        await shows(run, "{+An agreement on the catch")
        assert "adds 2 paragraphs" in screen.version.strips[1].text


async def test_brackets_go_from_copy_to_copy_in_the_text_too() -> None:
    async with driven("agreement", size=(120, 40), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        assert screen.copies.has_focus
        await run.press("home", "tab")
        assert screen.version.has_focus
        seen = [screen.version.copy.id if screen.version.copy else ""]
        for key in ("right_square_bracket", "right_square_bracket", "right_square_bracket", "left_square_bracket"):
            await run.press(key)
            seen.append(screen.version.copy.id if screen.version.copy else "")
        assert seen == [FULL, EDITED, SHORT, SHORT, EDITED]
        await run.press("tab")
        assert screen.copies.has_focus


async def test_reading_and_back_exactly_to_where_one_was() -> None:
    async with driven("agreement", size=(120, 40), collection=story()) as run:
        await run.press("escape", "right")
        focused, at = run.search.focused, run.search.at
        await run.press("s")
        screen = await opened(run)
        await run.press("home", "down", "n", "n", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        assert run.on(ReaderScreen).at.article == FULL, "the copy does not have the paragraph"
        await run.press("escape")
        assert run.on(StoryScreen) is screen
        assert screen.at == Like(FULL, 5)
        await run.press("escape")
        run.on(SearchScreen)
        assert (run.search.focused, run.search.at) == (focused, at)


async def test_the_story_of_what_is_read() -> None:
    async with driven("quiet", size=(120, 40), collection=story()) as run:
        await run.press("escape", "enter")
        reader = run.on(ReaderScreen)
        await run.press("s")
        await opened(run)
        await run.press("escape")
        assert run.app.screen is reader


async def test_an_article_without_copies_says_so() -> None:
    async with driven("only", size=(80, 24), collection=story()) as run:
        await run.press("escape", "s")
        await shows(run, "This article has no copies")
        await run.press("n", "N", "equals_sign", "right_square_bracket", "tab", "end")
        assert run.on(StoryScreen).at == Like(article_id("other.txt"), None)


async def test_more_like_the_paragraph_leaves_for_the_search() -> None:
    async with driven("quiet", size=(120, 40), collection=story()) as run:
        await run.press("escape", "s")
        await opened(run)
        await run.press("home", "down", "n", "m")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.question.like == (Like(EDITED, 2),)


async def test_what_goes_wrong_is_said() -> None:
    async with driven("quiet", size=(120, 40), collection=story()) as run:

        def fail(*arguments: object) -> object:
            raise SearchtuiError("The index is being replaced; try again.")

        run.collection.version = fail  # type: ignore[method-assign,assignment]
        await run.press("escape", "s")
        await shows(run, "The index is being replaced")
        await run.press("n", "escape")
        assert run.app.screen is run.search


async def test_clicks_choose_a_copy_and_a_paragraph() -> None:
    async with driven("quiet", size=(120, 40), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        await run.pilot.click(screen.copies, offset=(10, 3))
        await run.until(lambda: screen.version.copy is not None and screen.version.copy.id == SHORT)
        await run.until(lambda: screen.version.version is not None and bool(screen.version.strips))
        y = next(y for y, strip in enumerate(screen.version.strips) if "Nobody had expected" in strip.text)
        await run.pilot.click(screen.version, offset=(30, y))
        assert screen.at == Like(SHORT, 3)


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (10, 4), (4, 2), (160, 48)])
async def test_no_screen_is_too_small(size: tuple[int, int]) -> None:
    async with driven("quiet", size=size, collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        await run.press("end", "n", "tab", "down", "pagedown", "N", "tab", "home")
        for width, height in ((20, 6), (120, 40), size):
            await run.pilot.resize_terminal(width, height)
            await run.pilot.pause()
        if size[1] >= 10:
            selected = [strip.text for strip in screen.copies.strips if strip.text.startswith("▌")]
            assert selected
        if size[0] >= 80:
            assert "3 copies" in run.shown


async def test_markup_and_escapes_reach_no_terminal() -> None:
    nasty = ["The harbour \x1b]0;stolen\x07 was quiet [/b] [sic] and \u202egnol all night.", PARAGRAPHS[1]]
    copies = FakeCollection(
        [
            article("a.txt", "A \x1b[31mtitle[/]", nasty, source="So[/]urce\x07", story=article_id("a.txt")),
            article("b.txt", "B", [nasty[0].replace("quiet", "lo\x9bud"), PARAGRAPHS[1]], story=article_id("a.txt")),
        ]
    )
    async with driven("harbour", size=(120, 40), collection=copies) as run:
        await run.press("escape", "s")
        await opened(run)
        await run.press("n")
        assert "[sic]" in run.shown
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(run.shown)


async def test_a_real_collection_has_stories(make_collection: MakeCollection) -> None:
    texts = {
        "a.md": "---\ntitle: Fleet\nsource: A\ndate: 2021-03-04\n---\n\n" + "\n\n".join(PARAGRAPHS),
        "b.md": "---\ntitle: Fleet\nsource: B\n---\n\n" + "\n\n".join(PARAGRAPHS[:3]).replace("midnight", "noon"),
        "c.md": "---\ntitle: Grapes\n---\n\nGrapes ripen late near the harbour.",
    }
    collection = make_collection(texts)
    app = SearchApp(lambda: collection, "quiet")
    async with app.run_test(size=(120, 40)) as pilot:
        run = Driven(app, pilot, FakeCollection())
        await run.settled()
        await run.press("escape", "s")
        screen = await opened(run)
        assert [copy.path for copy in screen.copies.copies] == ["a.md", "b.md"]
        await shows(run, "leaves out 1 of 5 paragraphs, changes 1 word (−1 +1)")
        await shows(run, "[-midnight-]{+noon+}")
        await run.press("escape", "slash", "ctrl+u")
        await run.type("grapes")
        await run.press("escape", "s")
        await shows(run, "This article has no copies")


async def test_back_and_forward_come_to_the_same_copy_and_paragraph() -> None:
    async with driven("quiet", size=(120, 30), collection=story()) as run:
        await run.press("escape", "s")
        screen = await opened(run)
        await run.press("home", "down", "equals_sign")
        await run.until(lambda: screen.copies.base == EDITED and len(screen.copies.versions) == 2)
        await run.press("end", "n", "n")
        at, top = screen.at, screen.version.top
        assert at is not None
        await run.press("alt+left")
        await run.until(lambda: run.app.screen is run.search)
        await run.press("alt+right")
        again = await opened(run)
        assert again is not screen
        await run.until(lambda: again.at == at)
        assert (again.copies.base, again.copies.cursor, again.version.top) == (EDITED, (2, 0), top)
