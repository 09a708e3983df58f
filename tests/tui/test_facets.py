from __future__ import annotations

from functools import partial

import pytest

from searchtui.collection import FacetValue, Unit
from searchtui.tui.actions import Where
from searchtui.tui.question import Facet
from searchtui.tui.widgets.facets import FacetPane, matching
from tests.tui.driver import Driven, driven


def values(*names: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(name, 1) for name in names)


def test_a_filter_is_found_anywhere_without_case_and_accents() -> None:
    given_values = values("Dag Öst", "Ada Moor", "unknown")
    assert [value.value for value in matching(given_values, "ost")] == ["Dag Öst"]
    assert matching(given_values, " ") == given_values


def test_a_filter_with_a_slip_finds_what_is_most_alike() -> None:
    given_values = values("Danil Bochkov", "Ada Moor", "Marcin Kaczmarski")
    assert [value.value for value in matching(given_values, "bochkof")] == ["Danil Bochkov"]
    assert matching(given_values, "zq") == ()


def test_the_words_of_a_filter_may_stand_in_any_order() -> None:
    given_values = values("Moor, Ada", "Ada Moorland", "Ada Lind")
    assert [value.value for value in matching(given_values, "ada moor")] == ["Moor, Ada", "Ada Moorland"]


def test_what_is_picked_is_shown_whatever_the_filter_leaves() -> None:
    given_values = (
        FacetValue("Ada Moor", 3, selected=True),
        FacetValue("Bo Lind", 2),
        FacetValue("Cy", 1, excluded=True),
    )
    assert [value.value for value in matching(given_values, "lind")] == ["Bo Lind", "Ada Moor", "Cy"]
    assert [value.value for value in matching(given_values, "moor")] == ["Ada Moor", "Cy"]
    assert [value.value for value in matching(given_values, "zzzz")] == ["Ada Moor", "Cy"]


async def into(run: Driven, facet: Facet) -> FacetPane:
    pane = run.search.facets[facet]
    pane.focus()
    await run.until(lambda: pane.has_focus)
    return pane


async def test_space_picks_and_drops_and_siblings_keep_their_counts() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.SOURCE)
        before = {value.value: value.count for value in pane.shown}
        await run.press("space")
        assert run.asked().text == 'source:="Coast News" harbour'
        assert run.search.query_line.value == 'source:="Coast News" harbour'
        assert {value.value: value.count for value in pane.shown} == before
        assert "[x] Coast News" in run.shown
        assert "1 picked" in run.shown
        await run.press("down", "space")
        assert run.asked().text.count("source:") == 2
        await run.press("space")
        assert run.asked().text == 'source:="Coast News" harbour'
        await run.press("backspace")
        assert run.asked().text == "harbour"


async def test_after_a_pick_typing_goes_on_at_the_end_of_the_query() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await into(run, Facet.SOURCE)
        await run.press("space", "slash")
        pane = run.search.facets[Facet.SOURCE]
        assert pane.filtering
        await run.press("escape", "escape")
        await run.type(" at")
        assert run.search.query_line.value == 'source:="Coast News" harbour at'


async def test_minus_excludes_a_value() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.SOURCE)
        await run.press("minus")
        assert run.asked().text == '-source:="Coast News" harbour'
        assert "[-] Coast News" in run.shown
        assert run.search.answer is not None
        assert all(hit.source != "Coast News" for hit in run.search.answer.results.hits)
        assert pane.value is not None
        assert pane.value.excluded
        await run.press("minus")
        assert run.asked().text == "harbour"


async def test_what_is_typed_is_picked() -> None:
    async with driven('harbour author:="Ada Moor"', size=(160, 48)) as run:
        assert "[x] Ada Moor" in run.shown


async def test_authors_narrow_the_search_too() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.AUTHOR)
        await run.press("end", "home", "down", "enter")
        picked = pane.value
        assert picked is not None
        assert run.asked().text == f'author:="{picked.value}" harbour'


async def test_a_picked_value_stays_in_sight_when_nothing_has_it() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.SOURCE)
        await run.press("space")
        run.search.query_line.value = 'source:="Coast News" nine'
        await run.settled()
        assert FacetValue("Coast News", 0, selected=True) in pane.shown
        assert "[x] Coast News" in run.shown


async def test_typing_filters_the_values_of_a_pane() -> None:
    async with driven("", size=(160, 48)) as run:
        pane = await into(run, Facet.AUTHOR)
        await run.press("slash", *"ox", "backspace", *"st")
        assert [value.value for value in pane.shown] == ["Dag Öst"]
        assert "/ost" in run.shown
        assert run.search.query_line.value == ""
        await run.press("enter", "space")
        assert run.asked().text == 'author:="Dag Öst" '
        assert pane.typed == "ost"
        await run.press("escape")
        assert pane.typed == ""
        assert len(pane.shown) > 1
        assert pane.has_focus
        await run.press("escape")
        assert run.search.here is Where.QUERY


async def test_t_counts_articles_or_stories_instead_of_paragraphs() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.SOURCE)
        assert "SOURCE paragraphs" in run.shown
        counts = [sum(value.count for value in pane.shown)]
        for unit, name in ((Unit.ARTICLE, "articles"), (Unit.STORY, "stories"), (Unit.PARAGRAPH, "paragraphs")):
            await run.press("t")
            assert run.asked().unit is unit
            assert f"SOURCE {name}" in run.shown
            assert f"AUTHOR {name}" in run.shown
            counts.append(sum(value.count for value in pane.shown))
        assert pane.has_focus
        assert counts[0] == counts[-1] > counts[1]


async def test_the_cursor_stays_with_its_value_when_counts_change() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = await into(run, Facet.SOURCE)
        await run.press("end")
        at = pane.value
        await run.press("space")
        assert pane.value is not None
        assert at is not None
        assert pane.value.value == at.value


async def test_markup_in_names_is_shown_as_it_is() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        assert "[ ] [b]Eve[/b]" in run.shown
        assert "[ ] So[/]urce" in run.shown


async def test_clicking_a_value_picks_it() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pane = run.search.facets[Facet.SOURCE]
        await run.pilot.click(pane, offset=(6, 1))
        await run.until(lambda: run.asked().text.count("source:") == 1)
        await run.pilot.click(pane, offset=(6, 2))
        await run.until(lambda: run.asked().text.count("source:") == 2)


def is_shown(run: Driven, value: str) -> bool:
    return f"▌[ ] {value}" in run.shown


@pytest.mark.parametrize("size", [(40, 10), (40, 8), (100, 14), (160, 12)])
async def test_where_there_are_few_rows_the_facet_with_the_keys_has_room_for_values(size: tuple[int, int]) -> None:
    async with driven("harbour", size=size) as run:
        await run.press("escape", "f", *(["f"] if size[0] >= 120 else []))
        for value in ("Coast News", "[b]Eve[/b]", "unknown"):
            await run.until(partial(is_shown, run, value))
            assert all(f" {name} " in run.shown for name in ("SOURCE", "AUTHOR", "DATE"))
            await run.press("tab")
        await run.press("shift+tab", "shift+tab", "space")
        await run.until(lambda: run.asked().text.startswith('author:="[b]Eve[/b]"'))
