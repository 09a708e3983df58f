from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from typing import overload

import msgspec
import pytest
from textual.events import AppBlur, AppFocus

from searchtui.article import article_id
from searchtui.collection import Changes, HitGroup, HitGroups, Like, Order, SearchRequest, SearchResults, Unit
from searchtui.errors import IndexLockedError, SearchtuiError
from searchtui.settings import Configured, Settings
from searchtui.tui.actions import Where
from searchtui.tui.app import SearchApp
from searchtui.tui.question import Facet, Question
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.style import BAR_FOCUS, style_of
from tests.listed import ListedGroups
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article


async def test_at_first_all_articles_are_listed_and_a_hint_says_what_to_type() -> None:
    async with driven() as run:
        assert "all 5 articles" in run.shown
        assert "Type words to search for" in run.shown
        assert "ARTICLES" in run.shown
        assert "An agreement nobody read" in run.shown
        assert run.is_at(run.search.query_line)


async def test_the_header_counts_paragraphs_only_when_searching_works() -> None:
    opened = threading.Event()
    fake = FakeCollection()
    check = fake.check
    fake.check = lambda: (opened.wait(10), check())[1]  # type: ignore[method-assign]
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: "opening the index" in run.shown)
        assert "paragraphs" not in run.lines[0]
        opened.set()
        await run.settled()
        assert "harbours · 5 articles" in run.lines[0]
        assert "paragraphs" in run.lines[0]


async def test_every_key_asks_and_everything_follows() -> None:
    async with driven() as run:
        await run.type("agreement")
        texts = [request.text for request in run.collection.requests]
        assert texts[-1] == "agreement"
        assert "2 articles" in run.lines[2] or "3 paragraphs" in run.lines[2]
        assert "The fleet comes home" in run.shown
        assert "A long report" not in "\n".join(run.lines[4:16])
        assert [value.value for value in run.search.facets[Facet.SOURCE].shown] == ["Weekly", "Coast News"]


async def test_a_query_given_at_the_start_is_searched_at_once() -> None:
    async with driven("agreement") as run:
        assert run.search.query_line.value == "agreement"
        assert "HITS" in run.shown


async def test_the_last_word_is_a_prefix_until_a_space_or_enter() -> None:
    async with driven() as run:
        await run.type("harb")
        assert run.asked().prefix_last
        await run.type("our")
        assert run.asked().prefix_last
        await run.type(" ")
        assert not run.asked().prefix_last
        await run.press("backspace")
        assert run.asked().prefix_last
        await run.press("enter")
        assert not run.asked().prefix_last
        await run.press("escape")
        assert run.search.question.finished


async def test_enter_keeps_the_prefix_where_the_whole_word_would_lose_the_hit() -> None:
    async with driven() as run:
        await run.type("agreem")
        at = run.search.hits.at
        await run.press("enter")
        run.on(ReaderScreen)
        await run.press("escape")
        assert run.search.hits.at == at
        assert not run.search.question.finished
        assert "agreement" in run.shown


async def test_up_and_down_move_through_the_hits_and_the_columns_follow() -> None:
    async with driven("harbour") as run:
        search = run.search
        first = search.hits.at
        assert first is not None
        await run.press("down")
        second = search.hits.at
        assert second is not None
        assert second != first
        pane = search.columns.panes[0]
        assert pane.page is not None
        assert (pane.page.article, pane.number) == second
        await run.press("up")
        assert search.hits.at == first
        assert run.is_at(search.query_line)


async def test_the_cursor_stands_on_hits_only_in_sight_and_reaches_both_ends() -> None:
    async with driven("harbour", size=(120, 16)) as run:
        hits = run.search.hits
        await run.press("escape")
        seen = [hits.cursor]
        for _ in range(40):
            await run.pilot.press("down")
            seen.append(hits.cursor)
            assert sum(strip.text.startswith("▌") for strip in hits.strips) == 1
        for _ in range(40):
            await run.pilot.press("up")
            assert sum(strip.text.startswith("▌") for strip in hits.strips) == 1
        assert hits.cursor == (0, 1)
        assert all(line > 0 for _, line in seen)
        await run.press("home")
        assert hits.cursor == (0, 1)
        await run.press("end")
        assert hits.cursor == seen[-1]
        await run.press("pageup", "pagedown")
        assert hits.cursor == seen[-1]


async def test_copies_are_folded_under_the_fullest() -> None:
    async with driven("harbour") as run:
        assert "+1 copy" in run.shown
        groups = [run.search.hits.answer.group(item).article for item in range(len(run.search.hits.answer or ()))]  # type: ignore[union-attr]
        assert len(groups) == 3


async def test_u_unfolds_the_copies_and_they_can_be_read_beside_the_original() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "u")
        search = run.search
        assert search.answer is not None
        original, copy = (search.answer.group(item) for item in (0, 1))
        assert original.copies == (copy.article,)
        assert "1 copy below" in run.shown
        assert "↳ The fleet comes home" in run.shown
        assert [pane.page.article for pane in search.columns.filled[:2] if pane.page] == [
            original.article,
            copy.article,
        ]
        for _ in original.numbers:
            await run.press("down")
        assert search.hits.at == (copy.article, copy.numbers[0])
        assert search.at == Like(copy.article, copy.numbers[0])
        assert "copy 1 of 1" in run.shown
        await run.press("enter")
        assert run.on(ReaderScreen).at == Like(copy.article, copy.numbers[0])
        await run.press("escape", "u")
        assert "+1 copy" in run.shown
        assert search.hits.item == 0
        await run.press("end", "u")
        await run.until(lambda: "No copy of this text" in run.shown)


async def test_unfolded_copies_are_brought_into_sight() -> None:
    texts = [f"The harbour in year {year}." for year in range(9)]
    copied = [article("a.txt", "Years", texts), article("b.txt", "Years", texts[:2], story=article_id("a.txt"))]
    async with driven("harbour", size=(160, 26), collection=FakeCollection(copied)) as run:
        hits = run.search.hits
        assert hits.rows < 11
        await run.press("escape", "u")
        assert "↳ Years" not in run.shown, "the cursor is more important"
        await run.press("u", *["down"] * 6, "u")
        assert "↳ Years" in run.shown
        assert sum(strip.text.startswith("▌") for strip in hits.strips) == 1


async def test_a_click_on_the_number_of_copies_unfolds_them() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        hits = run.search.hits
        row = next(y for y, strip in enumerate(hits.strips) if "+1 copy" in strip.text)
        x = hits.strips[row].text.index("+1 copy") + 3
        await run.pilot.click(hits, offset=(x, row))
        await run.until(lambda: "1 copy below" in run.shown)
        await run.pilot.click(hits, offset=(x, row))
        await run.until(lambda: "+1 copy" in run.shown)
        assert run.is_at(hits)


async def test_g_lists_hits_by_article_by_score_and_by_date() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        search = run.search
        await run.press("escape", "down")
        at = search.hits.at
        assert "by article, the best first" in run.shown
        await run.press("g")
        assert run.asked().order is Order.SCORE
        assert "paragraph by paragraph, the best first" in run.shown
        assert search.hits.at == at
        assert search.answer is not None
        hidden = search.answer.results.paragraphs - len(search.answer.rows)
        assert f"hit 2 of {len(search.answer.rows)}, {hidden} more in copies" in run.shown
        row = next(strip.text for strip in search.hits.strips if strip.text.startswith("▌"))
        assert "Coast News" in row
        await run.press("g")
        assert run.asked().order is Order.DATE
        titles = [search.answer.group(item).article for item in range(len(search.answer))]
        dates = [run.collection.article(title).date for title in titles]
        assert [str(date) for date in dates] == ["2021-04", "2021-03", "None"]
        assert "the newest first" in run.shown
        await run.press("g")
        assert run.asked().order is Order.DATE_ASC
        dates = [run.collection.article(search.answer.group(item).article).date for item in range(3)]
        assert [str(date) for date in dates] == ["2021-03", "2021-04", "None"]
        await run.press("g")
        assert run.asked().order is Order.ARTICLE


async def test_an_order_stays_while_one_types_and_a_list_of_articles_is_never_flat() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "g", "slash", "ctrl+u")
        assert "ARTICLES by file name" in run.shown
        await run.type("fleet")
        assert "paragraph by paragraph" in run.shown
        await run.press("ctrl+u", "down", "tab", "g")
        assert "ARTICLES the newest first" in run.shown


async def test_the_settings_say_in_which_order_one_begins_and_what_is_counted() -> None:
    settings = Configured(Settings(order="date", count="story"))
    async with driven("harbour", configured=settings) as run:
        assert (run.asked().order, run.asked().unit) == (Order.DATE, Unit.STORY)
        await run.type(" at")
        assert (run.asked().order, run.asked().unit) == (Order.DATE, Unit.STORY)
        run.search.put(Question("fleet"))
        await run.settled()
        assert (run.asked().text, run.asked().order, run.asked().unit) == ("fleet", Order.DATE, Unit.STORY)


async def test_in_a_flat_list_the_columns_are_the_articles_of_the_hits() -> None:
    async with driven("harbour", size=(160, 48), collection=many(4)) as run:
        search = run.search
        await run.press("escape", "g", "down", "down", "down")
        assert search.answer is not None
        assert search.hits.at == (search.answer.group(1).article, 2)
        assert strip(run) == ["0", "*1", "2"]
        await run.press("right", "right")
        assert strip(run) == ["0", "1", "*2"]
        assert search.hits.at == (search.answer.group(2).article, 2)
        await run.press("n")
        assert search.hits.at == (search.answer.group(2).article, 4)
        await run.press("escape", "end")
        assert strip(run) == ["1", "2", "*3"]
        await run.press("u")
        await run.until(lambda: "No copy of this text" in run.shown)


class Endless(ListedGroups):
    """A hundred thousand groups, each made when it is looked at."""

    def __init__(self, groups: HitGroups) -> None:
        super().__init__(groups)
        self.looked_at = set[int]()

    def __len__(self) -> int:
        return 100_000

    @overload
    def __getitem__(self, index: int) -> HitGroup: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HitGroup]: ...
    def __getitem__(self, index: int | slice) -> HitGroup | Sequence[HitGroup]:
        assert isinstance(index, int)
        self.looked_at.add(index)
        return self._groups[index % len(self._groups)]


async def test_of_a_long_list_no_more_is_made_than_is_looked_at() -> None:
    fake = many(50)
    lists: list[Endless] = []
    search = fake.search

    def searched(request: SearchRequest, /) -> SearchResults:
        results = search(request)
        lists.append(Endless(results.groups))
        return msgspec.structs.replace(results, groups=lists[-1])

    fake.search = searched  # type: ignore[method-assign]
    async with driven("harbour", size=(160, 48), collection=fake) as run:
        assert len(lists[-1].looked_at) < 30
        await run.press("escape", "end")
        assert "story 100,000 of 100,000" in run.shown
        assert len(lists[-1].looked_at) < 60
        await run.press("up", "up", "up", "up")
        assert "story 99,999 of 100,000" in run.shown
        await run.press("home", *["pagedown"] * 20)
        assert len(lists[-1].looked_at) < 250


async def test_copies_unfold_in_a_flat_list_too() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "g", "down", "u")
        assert "↳ ¶" in run.shown
        await run.press("down")
        assert run.search.hits.at is not None
        assert run.collection.article(run.search.hits.at[0]).path == "fleet-copy.txt"
        assert run.search.columns.pane.page is not None
        assert run.search.columns.pane.page.article == run.search.hits.at[0]
        await run.press("u")
        assert "↳ ¶" not in run.shown


async def test_columns_show_the_selected_hit_and_the_articles_after_it() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        search = run.search
        titles = [pane.page.card.title for pane in search.columns.panes[:3] if pane.page]
        assert titles[:2] == ["The fleet comes home", "A long report on harbours"]
        await run.press("escape", "right")
        assert search.here is Where.COLUMN
        assert run.is_at(search.columns.panes[0])
        await run.press("right")
        assert run.is_at(search.columns.panes[1])
        await run.press("left")
        assert run.is_at(search.columns.panes[0])
        await run.press("escape")
        assert run.is_at(search.hits)
        await run.press("left")
        assert run.is_at(search.columns.panes[2])


def many(count: int) -> FakeCollection:
    """Articles that each name the harbour three times."""
    return FakeCollection(
        [
            article(
                f"{at}.txt",
                f"Report {at}",
                ["The harbour.", "The sea.", "A harbour.", "That harbour."],
                source=f"S{at}",
            )
            for at in range(count)
        ]
    )


def strip(run: Driven) -> list[str]:
    """The titles in the columns, the chosen one's with a star, an empty column's empty."""
    panes = run.search.columns.panes[: run.search.columns.fitting]
    return [
        ("*" if pane.chosen else "") + (pane.page.card.title.removeprefix("Report ") if pane.page else "")
        for pane in panes
    ]


async def test_the_strip_is_full_wherever_there_are_articles_to_fill_it() -> None:
    async with driven("harbour", size=(160, 48), collection=many(4)) as run:
        assert strip(run) == ["*0", "1", "2"]
        await run.press("escape", "end")
        assert strip(run) == ["1", "2", "*3"]
        assert run.search.columns.pane.number == 5
        await run.press("home")
        assert strip(run) == ["*0", "1", "2"]


async def test_the_strip_stands_still_while_the_selected_article_is_in_it() -> None:
    async with driven("harbour", size=(160, 48), collection=many(6)) as run:
        await run.press("escape")
        seen = []
        for key in ["down"] * 11 + ["up"] * 11:
            await run.press(key)
            seen.append(strip(run))
        stands = [strip for at, strip in enumerate(seen) if at == 0 or strip != seen[at - 1]]
        assert stands == [
            ["*0", "1", "2"], ["0", "*1", "2"], ["0", "1", "*2"], ["1", "2", "*3"],
            ["1", "*2", "3"], ["*1", "2", "3"], ["*0", "1", "2"],
        ]  # fmt: skip
        assert numbers(run) == [2, 2, 2]


def numbers(run: Driven) -> list[int]:
    """Of the paragraphs that the columns are at."""
    return [pane.number for pane in run.search.columns.filled]


async def test_a_column_stays_at_its_hit_while_it_is_not_the_chosen_one() -> None:
    async with driven("harbour", size=(160, 48), collection=many(6)) as run:
        await run.press("escape", "down", "down", "down")
        assert strip(run) == ["0", "*1", "2"]
        assert numbers(run) == [5, 2, 2]


async def test_the_chosen_column_is_marked() -> None:
    async with driven("harbour", size=(160, 48), collection=many(3)) as run:
        await run.press("escape", "down", "down", "down")
        heads = [pane.strips[0].text[0] for pane in run.search.columns.filled]
        assert heads == [" ", "▌", "│"]
        assert (
            next(iter(run.search.columns.panes[1].strips[1])).style
            != next(iter(run.search.columns.panes[2].strips[1])).style
        )


async def test_columns_without_an_article_are_empty() -> None:
    async with driven("harbour", size=(240, 48), collection=many(2)) as run:
        assert strip(run) == ["*0", "1", "", "", ""]
        for pane in run.search.columns.panes[2:5]:
            assert not "".join(line.text for line in pane.strips).strip()
        await run.press("escape", "end", "left")
        assert run.is_at(run.search.columns.panes[1])
        await run.press("right", "right")
        assert run.is_at(run.search.columns.panes[1])
        await run.pilot.click(run.search.columns.panes[3])
        assert strip(run) == ["0", "*1", "", "", ""]


async def test_the_keys_and_the_mark_go_together() -> None:
    async with driven("harbour", size=(160, 48), collection=many(5)) as run:
        search = run.search
        await run.press("escape", "down", "down", "down", "right")
        assert run.is_at(search.columns.panes[1])
        await run.press("right", "right")
        assert strip(run) == ["1", "2", "*3"]
        assert run.is_at(search.columns.panes[2])
        assert search.hits.cursor == (3, 1)
        await run.press("n")
        assert search.hits.cursor == (3, 2)
        await run.press("left", "left", "left")
        assert strip(run) == ["*0", "1", "2"]
        assert run.is_at(search.columns.panes[0])
        assert search.hits.cursor == (0, 3), "where the column was left"
        await run.press("right", "escape")
        assert run.is_at(search.hits)
        assert search.hits.cursor == (1, 1)
        await run.pilot.click(search.columns.panes[2], offset=(5, 5))
        await run.until(lambda: strip(run) == ["0", "1", "*2"])
        assert search.hits.cursor == (2, 1)


async def test_resizing_keeps_the_chosen_column_in_sight_and_its_keys() -> None:
    async with driven("harbour", size=(240, 48), collection=many(6)) as run:
        await run.press("escape", "right", "right", "right", "right", "right")
        assert strip(run) == ["0", "1", "2", "3", "*4"]
        for width in (160, 100, 60, 240):
            await run.pilot.resize_terminal(width, 48)
            await run.until(lambda: run.search.columns.pane.size.area and run.is_at(run.search.columns.pane))
            await run.until(lambda: run.search.columns.pane.item == 4)
        assert "" not in strip(run)


async def test_columns_are_mounted_when_they_first_fit() -> None:
    async with driven("harbour", size=(160, 48), collection=many(6)) as run:
        panes = run.search.columns.panes
        assert [pane.is_attached for pane in panes[:5]] == [True, True, True, False, False]
        await run.pilot.resize_terminal(240, 48)
        await run.until(lambda: strip(run) == ["*0", "1", "2", "3", "4"])
        await run.until(lambda: all(pane.size.area for pane in panes[:5]))
        assert not panes[5].is_attached
        await run.pilot.resize_terminal(160, 48)
        await run.until(lambda: [pane.display for pane in panes[:5]] == [True, True, True, False, False])
        assert all(pane.is_attached for pane in panes[:5])


async def test_brackets_go_through_the_hits_of_all_columns() -> None:
    async with driven("harbour", size=(160, 48), collection=many(3)) as run:
        await run.press("escape", "right_square_bracket")
        assert numbers(run) == [4, 4, 4]
        assert run.search.hits.cursor == (0, 2)
        await run.press("right", "right", "n", "right_square_bracket")
        assert numbers(run) == [5, 5, 5]
        await run.press("left_square_bracket")
        assert numbers(run) == [4, 4, 4]
        assert run.search.hits.cursor == (1, 2)


async def test_a_column_scrolls_through_the_whole_article() -> None:
    async with driven("named", size=(160, 48)) as run:
        pane = run.search.columns.panes[0]
        await run.until(lambda: pane.page is not None and pane.page.whole)
        await run.press("escape", "right", "end")
        assert "Once more the harbour" in run.shown
        await run.press("home")
        assert "Paragraph 0 speaks" in run.shown
        top = pane.top
        await run.press("down")
        assert pane.top > top


async def test_n_goes_through_the_hits_of_one_column() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = run.search.columns.panes[1]
        await run.until(lambda: pane.page is not None and pane.page.whole)
        await run.press("escape", "right", "right")
        assert pane.hit == (1, 3)
        await run.press("n", "n")
        assert pane.hit == (3, 3)
        assert "hit 3/3" in run.shown
        assert "Once more the harbour" in run.shown
        await run.press("n")
        assert pane.hit == (3, 3)
        await run.press("N")
        assert pane.hit == (2, 3)


async def test_tab_goes_round_the_panes() -> None:
    async with driven("harbour") as run:
        seen = []
        for _ in range(7):
            seen.append(run.search.focused.id if run.search.focused else None)
            await run.pilot.press("tab")
        assert seen == ["query", "hits", "column-0", "source", "author", "date", "query"]
        await run.press("shift+tab")
        assert run.is_at(run.search.query_line)


async def test_escape_in_an_empty_query_line_does_nothing() -> None:
    async with driven() as run:
        await run.press("escape")
        assert run.is_at(run.search.query_line)
        assert run.app.is_running


async def test_escape_and_slash_lead_back_to_the_query_line() -> None:
    async with driven("harbour") as run:
        for key in ("escape", "slash"):
            run.search.hits.focus()
            await run.press(key)
            assert run.is_at(run.search.query_line)
        assert run.search.query_line.value == "harbour"


async def test_letters_without_meaning_do_nothing_in_a_list() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "z", "7")
        assert run.search.query_line.value == "harbour"
        assert run.is_at(run.search.hits)


async def test_exactness_is_switched_and_said() -> None:
    async with driven("harbour") as run:
        await run.press("f2")
        assert run.asked().exactly
        assert "exactly what was typed" in run.lines[2]
        await run.press("f2")
        assert not run.asked().exactly
        assert "exactly" not in run.lines[2]


async def test_a_correction_says_how_it_is_undone() -> None:
    async with driven("harbor") as run:
        assert "(F2 for exactly what was typed)" in run.lines[2]


async def test_keys_that_arrive_together_act_in_their_order() -> None:
    async with driven() as run:
        await run.press("a", "backspace", "b", "left", "c", "end", "d", "ctrl+u", "m")
        assert run.search.query_line.value == "m"
        await run.press("ctrl+u", "a", "backspace", "b", "left", "c", "end", "d")
        assert run.search.query_line.value == "cbd"


async def test_a_stale_answer_is_never_painted() -> None:
    fake = FakeCollection()
    held, go = threading.Event(), threading.Event()

    def gate(request: SearchRequest) -> None:
        if request.text == "agreement" and not go.is_set():
            held.set()
            assert go.wait(10)

    fake.gate = gate
    async with driven(collection=fake) as run:
        painted: list[str] = []
        paint = run.search.paint

        def watch(place: tuple[int, int] | None = None) -> None:
            assert run.search.answer is not None
            painted.append(run.search.answer.question.text)
            paint(place)

        run.search.paint = watch  # type: ignore[method-assign]
        await run.pilot.press(*"agreement")
        await run.until(held.is_set)
        await run.pilot.press(*"xyz")
        assert run.search.query_line.value == "agreementxyz", "keys do not wait for the search"
        go.set()
        await run.settled()
        assert painted[-1] == "agreementxyz"
        assert "agreement" not in painted
        assert [request.text for request in fake.requests][-2:] == ["agreement", "agreementxyz"], "the newest one wins"


async def test_enter_waits_for_the_answer_to_what_was_typed() -> None:
    fake = FakeCollection()
    go = threading.Event()
    fake.gate = lambda request: None if request.text != "named" else (go.wait(10), None)[1]
    async with driven(collection=fake) as run:
        await run.pilot.press(*"named", "enter")
        assert not isinstance(run.app.screen, ReaderScreen)
        go.set()
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.until(lambda: "Here the harbour is named at last." in run.shown)


async def test_a_failing_search_is_a_sentence_and_searching_goes_on() -> None:
    async with driven("harbour") as run:
        for error in (SearchtuiError("The index \x1b[31mis gone; do this."), ZeroDivisionError("oops [/b]")):
            run.collection.error = error
            await run.pilot.press("s")
            await run.until(lambda: "do this." in run.lines[2] or "oops [/b]" in run.lines[2])
            assert "\x1b" not in run.lines[2]
            assert "Traceback" not in run.shown
            run.collection.error = None
            await run.press("backspace")
            assert "harbour" in run.lines[2]


async def test_hints_and_counts_stand_below_the_query_line() -> None:
    async with driven() as run:
        await run.type("x")
        assert "no word of more than one letter" in run.lines[2]
    async with driven("harbour") as run:
        assert "paragraphs in 4 articles (3 stories)" in run.lines[2]


async def test_nothing_found_is_said_with_advice() -> None:
    async with driven("xylophone") as run:
        assert "Nothing has these words." in run.shown
        await run.press("enter", "down", "escape", "right", "enter")
        assert run.app.screen is run.search


async def test_changed_files_are_said_in_the_header() -> None:
    fake = FakeCollection()
    fake.pending = Changes(1, 1, 0)
    async with driven(collection=fake) as run:
        await run.until(lambda: "2 files changed since the index was made: F5" in run.lines[0])


async def test_reindexing_goes_on_beside_searching_and_brings_new_results() -> None:
    fake = FakeCollection()
    fake.reindexing = threading.Event()
    fake.incoming = [article("new.txt", "A new harbour", ["The new harbour opens."])]
    async with driven("harbour", size=(160, 40), collection=fake) as run:
        at = run.search.hits.at
        await run.press("f5")
        await run.until(lambda: "reading 1 of 2 files" in run.lines[0])
        await run.type("s")
        assert run.asked().text == "harbours"
        await run.press("backspace")
        await run.press("f5")
        fake.reindexing.set()
        await run.until(lambda: "6 articles" in run.lines[0])
        await run.settled()
        assert run.search.answer is not None
        assert article_id("new.txt") in [group.article for group in run.search.answer.results.groups]
        assert run.search.hits.at == at
        await run.until(lambda: "1 added" in run.shown)


@pytest.mark.parametrize("error", [IndexLockedError("Process 12 is writing it; wait."), OSError("[b]disk[/b] gone")])
async def test_a_reindex_that_cannot_be_done_says_why(error: Exception) -> None:
    fake = FakeCollection()
    fake.reindex_error = error
    async with driven("harbour", size=(160, 40), collection=fake) as run:
        await run.press("f5")
        await run.until(lambda: str(error).split(";")[0] in run.shown)
        assert "HITS" in run.shown


async def test_facets_hide_behind_a_key_where_there_is_less_room() -> None:
    async with driven("harbour", size=(100, 30)) as run:
        assert "SOURCE" not in run.shown
        await run.press("escape", "f")
        await run.until(lambda: "SOURCE" in run.shown)
        assert run.search.here is Where.FACET
        await run.press("f")
        await run.until(lambda: "SOURCE" not in run.shown)
        assert run.is_at(run.search.hits)
        await run.press("escape", "f3")
        await run.until(lambda: "SOURCE" in run.shown)


def columns_shown(run: Driven) -> int:
    return sum(bool(pane.size.area) for pane in run.search.columns.panes)


@pytest.mark.parametrize(
    ("size", "columns"),
    [((80, 24), 1), ((100, 30), 2), ((120, 40), 2), ((160, 48), 3), ((300, 60), 7), ((430, 60), 10)],
)
async def test_as_many_columns_as_can_be_read(size: tuple[int, int], columns: int) -> None:
    async with driven("harbour", size=size) as run:
        assert columns_shown(run) == columns


@pytest.mark.parametrize("size", [(30, 8), (10, 3), (4, 2), (1, 1), (60, 4), (59, 20), (200, 5)])
async def test_small_terminals_do_no_harm(size: tuple[int, int]) -> None:
    async with driven("harbour", size=size) as run:
        for key in ("down", "escape", "down", "right", "end", "n", "escape", "f", "f", "enter", "n", "end", "escape"):
            await run.pilot.press(key)
        await run.pilot.press("f1", "down", "escape", "tab", "tab", "tab")
        assert run.app.is_running


async def test_all_that_is_listed_is_counted_in_stories_too() -> None:
    async with driven() as run:
        assert "all 5 articles (4 stories)" in run.lines[2]
        assert "story 1 of 4" in run.lines[3]
        await run.type("harbour")
        assert "in 4 articles (3 stories)" in run.lines[2]
        assert "story 1 of 3" in run.lines[3]


def fits(run: Driven, width: int) -> bool:
    return width < 20 or bool(run.search.columns.panes[0].size.width)


async def test_resizing_repaints_everything() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        for width, height in ((80, 24), (10, 3), (119, 30), (30, 8), (160, 48), (200, 60)):
            await run.pilot.resize_terminal(width, height)
            await run.settled()
            await run.until(partial(fits, run, width))
            for line in run.lines:
                assert len(line) <= width + 40
        await run.until(lambda: columns_shown(run) == 4)
        assert "SOURCE" in run.shown
        assert sum("hit 1/" in line for line in run.lines) == 1


async def test_clicking_selects_and_clicking_again_opens() -> None:
    async with driven("harbour") as run:
        hits = run.search.hits
        await run.pilot.click(hits, offset=(20, 3))
        await run.settled()
        assert hits.cursor == (0, 2)
        await run.pilot.click(hits, offset=(20, 3))
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))


async def test_one_pane_shows_that_it_has_the_keys() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        panes = [run.search.hits, *run.search.columns.panes[:3], *run.search.facet_panes]

        def lit() -> list[object]:
            return [pane for pane in panes if next(iter(pane.strips[0])).style == style_of(BAR_FOCUS)]

        await run.until(lambda: lit() == [])
        for key, pane in (
            ("escape", panes[0]),
            ("right", panes[1]),
            ("right", panes[2]),
            ("escape", panes[0]),
            ("shift+tab", None),
            ("shift+tab", panes[6]),
        ):
            await run.pilot.press(key)
            await run.until(lambda pane=pane: lit() == ([pane] if pane is not None else []))  # type: ignore[misc]


async def test_a_long_query_scrolls_with_its_cursor_and_never_lays_the_screen_out() -> None:
    async with driven(size=(80, 24)) as run:
        laid_out: list[bool] = []
        refresh = run.search._refresh_layout

        def watch(*arguments: object) -> None:
            laid_out.append(True)
            refresh(*arguments)  # type: ignore[arg-type]

        run.search._refresh_layout = watch  # type: ignore[method-assign,assignment]
        for _ in range(12):
            await run.type("harbour ")
        assert not laid_out
        assert run.lines[1].rstrip().endswith("harbour")
        await run.press("ctrl+a")
        assert run.lines[1].startswith(" ❯ harbour harbour")
        await run.press("ctrl+e", "x")
        assert run.lines[1].rstrip().endswith("harbour x")


async def test_clicking_a_column_gives_it_the_keys() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.pilot.click(run.search.columns.panes[1], offset=(5, 5))
        await run.until(partial(run.is_at, run.search.columns.panes[1]))
        await run.press("right")
        assert run.is_at(run.search.columns.panes[2])


async def test_past_the_last_column_the_articles_move_along() -> None:
    async with driven("", size=(120, 40)) as run:
        titles = [pane.page.card.title for pane in run.search.columns.panes[:2] if pane.page]
        await run.press("tab", "tab", "right", "right")
        await run.until(
            lambda: [pane.page.card.title for pane in run.search.columns.panes[:1] if pane.page] == titles[1:]
        )
        assert run.is_at(run.search.columns.panes[1])


async def test_the_query_line_has_the_keys_where_the_window_was_not_in_front_at_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As a browser does it: what it says of its window comes before the screen is there.
    monkeypatch.setattr(SearchApp, "on_load", lambda app: app.post_message(AppBlur()), raising=False)
    async with driven() as run:
        assert run.app.focused is None
        run.app.post_message(AppFocus())
        await run.until(lambda: run.is_at(run.search.query_line))
        await run.type("harbour")
        assert run.asked().text == "harbour"


async def test_resizing_a_window_that_is_not_in_front_leaves_the_keys_where_they_are() -> None:
    async with driven("harbour", size=(120, 40)) as run:
        run.app.post_message(AppBlur())
        await run.until(lambda: run.search.focused is None)
        await run.pilot.resize_terminal(160, 48)
        await run.pilot.pause()
        run.app.post_message(AppFocus())
        await run.until(lambda: run.is_at(run.search.query_line))


async def test_where_no_article_is_nobody_is_told_to_ask_otherwise() -> None:
    async with driven(collection=FakeCollection([])) as run:
        await run.until(lambda: "No article is here. F5 reads those" in run.shown)
        assert "filters" not in run.shown


async def test_after_a_reindex_one_is_at_the_same_hit_under_its_new_number() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down", "down")
        at = run.search.at
        assert at is not None
        assert at.paragraph == 17
        old = next(one for one in run.collection.contents if one.id == at.article)
        new = article(old.path, old.title, ["An editor's note.", *(one.text for one in old.paragraphs[1:])])
        run.collection.contents = [new if one is old else one for one in run.collection.contents]
        await run.pilot.press("f5")
        await run.until(lambda: run.search.answer is not None and run.search.answer.results.generation == 2)
        assert run.search.at == Like(at.article, 18)
