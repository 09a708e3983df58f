from __future__ import annotations

from functools import partial

import pytest

from searchtui.article import article_id
from searchtui.collection import Like
from searchtui.errors import SearchtuiError
from searchtui.tui.actions import Where
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.style import DIFFERENT, SHARED
from tests.conftest import MakeCollection
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article

TREATY = "The treaty on early warning was signed by both harbour masters in Kiel."


def harbours(count: int = 6) -> FakeCollection:
    """Articles that each name the harbour three times."""
    return FakeCollection(
        [
            article(
                f"{at}.txt",
                f"Report {at}",
                [f"The harbour number{at}.", "The sea.", "A harbour.", "That harbour."],
                source=f"S{at}",
                date="2021-04-01",
            )
            for at in range(count)
        ]
    )


def treaties() -> FakeCollection:
    rest = ["Nobody in the harbour knew.", "Boats came and went."]
    return FakeCollection(
        [
            article("a.txt", "First", [*rest, TREATY]),
            article("b.txt", "Second", [TREATY.replace("signed", "torn"), *rest]),
            article(
                "c.txt", "Third", ["In the harbour, boats.", "Early warnings, says the treaty, come too late.", *rest]
            ),
            article("d.txt", "Fourth", ["The hills of grapes.", "Wine ripens."]),
        ]
    )


def shown(run: Driven) -> list[str]:
    """The titles in the columns; a star marks the one that one is at, a sign the pinned ones."""
    return [
        ("*" if pane.chosen else "")
        + ("◆" if pane.pinned else "")
        + (pane.page.card.title.removeprefix("Report ") if pane.page else "…")
        for pane in run.search.columns.filled
    ]


async def ready(run: Driven, titles: list[str]) -> None:
    await run.until(lambda: shown(run) == titles)


@pytest.mark.parametrize(
    ("size", "columns"), [((160, 48), 4), ((120, 40), 3), ((80, 24), 2), ((40, 10), 1), ((240, 60), 5)]
)
async def test_c_fills_the_screen_with_columns_and_goes_back(size: tuple[int, int], columns: int) -> None:
    async with driven("harbour", size=size, collection=harbours()) as run:
        await run.press("escape", "down")
        at, focused = run.search.at, run.search.focused
        await run.press("c")
        await run.until(lambda: run.search.here is Where.COLUMN and len(run.search.columns.filled) == columns)
        assert run.search.at == at
        assert not run.search.hits.size.area
        assert sum(pane.size.width for pane in run.search.columns.filled) == size[0]
        assert run.search.columns.size.height == size[1] - 4
        await run.press("escape")
        await run.until(lambda: run.search.focused is focused and run.search.hits.size.area)
        assert run.search.at == at


async def test_c_again_goes_back_to_the_column() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "right", "right", "c")
        await run.until(lambda: run.search.comparing and len(run.search.columns.filled) == 4)
        await run.press("right", "c")
        await run.until(lambda: not run.search.comparing and bool(run.search.hits.size.area))
        await run.until(lambda: run.search.here is Where.COLUMN)
        assert run.search.columns.pane.item == 2


async def test_more_and_fewer_columns_as_long_as_they_can_be_read() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c")
        await run.until(lambda: len(run.search.columns.filled) == 4)
        await run.press("plus")
        await run.until(lambda: len(run.search.columns.filled) == 5)
        assert all(pane.size.width >= 30 for pane in run.search.columns.filled)
        await run.press("plus")
        await run.until(lambda: "5 is the most that can be read" in run.shown)
        for fewer in (4, 3, 2, 1):
            await run.press("minus")
            await run.until(lambda fewer=fewer: len(run.search.columns.filled) == fewer)  # type: ignore[misc]
        await run.press("minus")
        await run.until(lambda: "One column is the least." in run.shown)


async def test_where_little_is_found_it_fills_the_screen_too() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c", "slash")
        await run.type(" number3")
        await run.until(lambda: len(run.search.columns.filled) == 1 and run.search.columns.panes[0].size.width == 160)
        await run.press("ctrl+u")
        await run.type("harbour")
        await run.until(lambda: [pane.size.width for pane in run.search.columns.filled] == [40] * 4)


async def test_heads_say_title_source_date_and_hit() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c", "n")
        pane = run.search.columns.panes[0]
        await run.until(lambda: len(pane.strips) == 44)
        title, who, where = (strip.text for strip in pane.strips[:3])
        assert "Report 0" in title
        assert "S0" in who
        assert "2021-04-01" in who
        assert "¶4 of 5  hit 2/3" in where


async def test_pinned_articles_stay_first_while_the_query_changes() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "down", "down", "down", "down", "p")
        await ready(run, ["*◆1", "0", "2"])
        assert run.search.columns.panes[0].number == 4
        await run.press("slash")
        await run.type(" number5")
        await ready(run, ["◆1", "*5"])
        assert run.search.columns.panes[0].number == 4, "where it was pinned"
        await run.press("ctrl+u")
        await run.type("harbour")
        await ready(run, ["◆1", "*0", "2"])
        await run.press("escape", "right", "left", "p")
        await ready(run, ["0", "*1", "2"])


async def test_pinned_articles_come_with_the_answer() -> None:
    """So that their columns are never empty between a key and the texts."""
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "p", "slash")
        seen: list[list[str]] = []
        paint = run.search.paint

        def painted(*arguments: object) -> None:
            paint(*arguments)  # type: ignore[arg-type]
            seen.append(shown(run))

        run.search.paint = painted  # type: ignore[method-assign,assignment]
        await run.type(" number4")
        assert seen
        assert all(titles[0].removeprefix("*") == "◆0" for titles in seen)


async def test_pins_stay_on_the_whole_screen_where_one_types_another_query() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "p", "c", "slash")
        await run.until(lambda: run.search.comparing and run.is_at(run.search.query_line))
        await run.type(" number4")
        await ready(run, ["◆0", "*4"])
        await run.press("escape")
        await run.until(lambda: run.is_at(run.search.columns.pane))
        assert run.search.comparing
        assert run.search.at == Like(article_id("4.txt"), 2)


async def test_the_last_column_is_kept_for_the_selected_hit_unless_it_is_pinned() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape")
        for _ in range(4):
            await run.press("p", "down", "down", "down")
        assert [run.search.columns.pane.item, len(run.app.pins)] == [4, 4]
        await ready(run, ["◆0", "◆1", "*4"])
        await run.press("home")
        await ready(run, ["*◆0", "◆1", "◆2"])


async def test_keys_go_through_pinned_columns_and_past_the_end() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours(4)) as run:
        await run.press("escape", "end", "p", "home", "right")
        await ready(run, ["◆3", "*0", "1"])
        for key, titles in (
            ("left", ["*◆3", "0", "1"]), ("left", ["*◆3", "0", "1"]), ("right", ["◆3", "*0", "1"]),
            ("right", ["◆3", "0", "*1"]), ("right", ["◆3", "1", "*2"]), ("right", ["◆3", "1", "*2"]),
            ("left", ["◆3", "*1", "2"]), ("left", ["◆3", "*0", "1"]), ("left", ["*◆3", "0", "1"]),
        ):  # fmt: skip
            await run.press(key)
            await ready(run, titles)
            assert run.is_at(run.search.columns.pane)


async def test_a_pinned_article_without_a_hit_is_read_and_left() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "p", "slash", "ctrl+u")
        await run.type("number3")
        await ready(run, ["◆0", "*3"])
        await run.press("escape", "right", "left")
        await ready(run, ["*◆0", "3"])
        assert run.search.hits.item == 0
        await run.press("shift+down")
        assert run.search.at == Like(article_id("0.txt"), 3)
        await run.press("enter")
        await run.until(lambda: run.on(ReaderScreen).at == Like(article_id("0.txt"), 3))
        await run.press("escape")
        assert run.search.at == Like(article_id("0.txt"), 3)


async def test_an_article_that_is_gone_does_no_harm_to_the_others() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        run.app.pins.replace([Like("no such article", 3), Like(article_id("2.txt"), 4)])
        await ready(run, ["◆…", "◆2", "*0"])
        await run.press(
            "escape", "c", "right", "left", "left", "left", "n", "shift+down", "equals_sign", "enter", "escape"
        )
        assert run.app.is_running


async def test_hits_move_in_one_column_and_in_all() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours(3)) as run:
        await run.press("escape", "c", "n")
        numbers = partial(lambda: [pane.number for pane in run.search.columns.filled])
        await run.until(lambda: numbers() == [4, 2, 2])
        await run.press("right_square_bracket")
        await run.until(lambda: numbers() == [5, 4, 4])
        await run.press("left_square_bracket")
        await run.until(lambda: numbers() == [4, 2, 2])
        await run.press("N")
        await run.until(lambda: numbers() == [2, 2, 2])


async def test_compare_from_the_reader_and_back_exactly_to_it() -> None:
    async with driven("harbour", size=(120, 40), collection=harbours()) as run:
        await run.press("escape", "right", "right", "enter", "n")
        reader = run.on(ReaderScreen)
        at, top = reader.at, reader.pane.top
        await run.press("c")
        await run.until(lambda: run.app.screen is run.search and run.is_at(run.search.columns.pane))
        assert run.search.at == at
        await run.press("enter")
        await run.until(lambda: run.app.screen is not run.search)
        await run.press("escape")
        await run.until(lambda: run.search.comparing and run.app.screen is run.search)
        await run.press("escape")
        await run.until(lambda: run.app.screen is reader)
        assert (reader.at, reader.pane.top) == (at, top)
        await run.press("escape")
        assert run.app.screen is run.search
        assert not run.search.comparing


async def test_compare_from_a_reader_that_was_opened_while_comparing_from_another() -> None:
    async with driven("harbour", size=(120, 40), collection=harbours()) as run:
        await run.press("escape", "enter")
        run.on(ReaderScreen)
        await run.press("c")
        await run.until(lambda: run.search.comparing and run.app.screen is run.search)
        await run.press("enter")
        second = run.on(ReaderScreen)
        await run.press("c")
        await run.until(lambda: run.search.comparing and run.app.screen is run.search)
        await run.press("escape")
        await run.until(lambda: run.app.screen is second)


async def test_an_article_beyond_the_found_ones_is_compared_as_a_guest() -> None:
    async with driven("number3", size=(160, 48), collection=harbours()) as run:
        await run.press("escape")
        run.search.compare(Like(article_id("5.txt"), 4))
        await ready(run, ["*5", "3"])
        assert run.search.at == Like(article_id("5.txt"), 4)
        await run.press("escape")
        await ready(run, ["*3"])


def marked(run: Driven, index: int, ink: object) -> set[str]:
    """What is marked in a column in an ink."""
    pane = run.search.columns.panes[index]
    marks = pane.compared(pane.number)
    if marks is None or marks[1] is not ink or pane.page is None:
        return set()
    text = next(text for number, _, text in pane.page.paragraphs if number == pane.number)
    return {text[begin:end] for begin, end in marks[0]}


async def test_columns_are_aligned_on_a_paragraph() -> None:
    async with driven("treaty", size=(160, 48), collection=treaties()) as run:
        run.app.pins.replace([Like(article_id(f"{name}.txt"), None) for name in "abd"])
        await run.press("escape", "home", "c")
        await ready(run, ["*◆First", "◆Second", "◆Fourth", "Third"])
        await run.press("equals_sign")
        await run.until(lambda: "comparing" not in run.shown and "nothing like it" in run.shown)
        assert "= aligned on this" in run.shown
        assert [pane.number for pane in run.search.columns.filled] == [4, 2, 1, 3]
        assert marked(run, 1, DIFFERENT) == {"torn"}
        assert {"Early", "warnings", "treaty"} <= marked(run, 3, SHARED)
        assert {"early", "warning", "treaty"} <= marked(run, 0, SHARED)
        assert marked(run, 2, SHARED) == marked(run, 2, DIFFERENT) == set()
        assert run.shown.count("% like") == 2
        await run.press("shift+up")
        await run.until(lambda: "% like" not in run.shown)
        assert marked(run, 3, SHARED) == set()


async def test_of_copies_alone_the_words_that_differ_are_marked_in_both() -> None:
    async with driven("treaty", size=(90, 30), collection=treaties()) as run:
        await run.press("escape", "c", "equals_sign")
        await run.until(lambda: "% like" in run.shown)
        assert (marked(run, 0, DIFFERENT), marked(run, 1, DIFFERENT)) == ({"signed"}, {"torn"})
        await run.press("slash", "ctrl+u")
        await run.type("harbour")
        assert "% like" not in run.shown
        assert run.search.columns.alignments.anchor is None


async def test_what_cannot_be_aligned_is_said() -> None:
    async with driven("harbour", size=(80, 24), collection=harbours()) as run:
        await run.press("escape", "equals_sign")
        await run.until(lambda: "There is no other column to align" in run.shown)

        def fail(*arguments: object) -> object:
            raise SearchtuiError("The index is being replaced; try again.")

        run.collection.aligned = fail  # type: ignore[method-assign,assignment]
        await run.press("c", "equals_sign")
        await run.until(lambda: "The index is being replaced" in run.shown)
        assert "comparing" not in run.shown


async def test_a_click_is_at_the_column_and_its_paragraph() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c")
        pane = run.search.columns.panes[2]
        await run.until(lambda: pane.page is not None and pane.page.whole and len(pane.strips) == 44)
        row = next(y for y, strip in enumerate(pane.strips) if "That harbour." in strip.text)
        await run.pilot.click(pane, offset=(5, row))
        await run.until(partial(run.is_at, pane))
        assert (pane.number, run.search.at) == (5, Like(article_id("2.txt"), 5))
        assert run.search.hits.at == (article_id("2.txt"), 5)


@pytest.mark.parametrize("size", [(40, 10), (30, 8), (10, 4), (4, 2)])
@pytest.mark.parametrize("query", ["harbour", "zebra"])
async def test_the_smallest_screens_and_nothing_found_do_no_harm(size: tuple[int, int], query: str) -> None:
    async with driven(query, size=size) as run:
        for key in (
            "escape",
            "p",
            "c",
            "plus",
            "n",
            "equals_sign",
            "right",
            "minus",
            "right_square_bracket",
            "p",
            "c",
            "P",
        ):
            await run.pilot.press(key)
        await run.pilot.resize_terminal(160, 48)
        await run.pilot.press("c", "equals_sign", "escape", "escape")
        assert run.app.is_running


async def test_columns_are_as_many_as_fit_when_the_terminal_changes() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c")
        for width, columns in ((80, 2), (40, 1), (120, 3), (160, 4)):
            await run.pilot.resize_terminal(width, 30)
            await run.until(
                lambda columns=columns: (  # type: ignore[misc]
                    len(run.search.columns.filled) == columns and run.is_at(run.search.columns.pane)
                )
            )


async def test_facets_do_not_come_between_columns_on_the_whole_screen() -> None:
    async with driven("harbour", size=(160, 48), collection=harbours()) as run:
        await run.press("escape", "c")
        await run.until(lambda: run.is_at(run.search.columns.pane))
        await run.press("f")
        await run.until(lambda: "The facets stand beside the hits" in run.shown)
        assert run.is_at(run.search.columns.pane)
        await run.press("tab")
        assert run.is_at(run.search.query_line)
        await run.press("tab")
        assert run.is_at(run.search.columns.pane)


async def test_nasty_texts_stand_side_by_side_without_harm() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "end", "p", "home", "c")
        await run.until(lambda: "◆ pinned" in run.shown)
        await run.press("equals_sign", "right", "equals_sign", "n", "n", "n")
        await run.until(lambda: "comparing" not in run.shown)
        assert "[sic]" in run.shown
        assert not {"\x1b", "\x07", "\x9b", "\x00", "\u202e"} & set(run.shown)


async def test_a_real_collection_is_aligned_and_its_folded_copies_have_their_hits(
    make_collection: MakeCollection,
) -> None:
    story = " ".join(f"The keeper lit lamp {at} by hand each night of that long winter." for at in range(6))
    collection = make_collection(
        {
            "a.md": f"---\ntitle: Lamps\nsource: A\n---\n\n{story}\n\n{TREATY}\n\nThe lamp was old.",
            "b.md": f"---\ntitle: Lamps\nsource: B\n---\n\n{story.replace('night', 'evening')}",
            "c.md": "---\ntitle: Of ships\nsource: C\n---\n\nIt was dark.\n\nEarly warning, says the lamp treaty.",
        }
    )
    app = SearchApp(lambda: collection, "lamp")
    async with app.run_test(size=(160, 48)) as pilot:
        run = Driven(app, pilot, FakeCollection())
        await run.settled()
        copy = next(record.id for record in collection.articles() if record.path == "b.md")
        app.pins.replace([Like(copy, 2)])
        await run.press("escape", "c")
        await run.until(lambda: len(run.search.columns.filled) == 3)
        pinned = run.search.columns.panes[0]
        await run.until(lambda: pinned.page is not None and pinned.page.whole)
        assert pinned.hit[1] == len(pinned.page.numbers if pinned.page else ()) > 0
        await run.press("home")
        a = next(pane for pane in run.search.columns.filled if pane.page and pane.page.card.source == "A")
        c = next(pane for pane in run.search.columns.filled if pane.page and pane.page.card.source == "C")
        await run.pilot.click(a, offset=(5, 6))
        a.go_to_number(2)
        await run.press("equals_sign")
        await run.until(lambda: "% like" in run.shown and "comparing" not in run.shown)
        assert pinned.number == 2
        assert marked(run, 0, DIFFERENT) == {"evening"}
        a.go_to_number(3)
        await run.press("equals_sign")
        await run.until(lambda: c.number == 3 and "comparing" not in run.shown)
        assert {"Early", "warning", "treaty"} <= marked(run, c.index, SHARED)
