from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.dates import PartialDate
from searchtui.tui.actions import Where
from searchtui.tui.widgets.dates import DatePane, sparkline
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article

DATES = ["2020", "2021-03", "2021-03-05", "2021-03-05", "2021-04-01", "2019-12-31", None]


@given(st.lists(st.integers(0, 10**6), max_size=400), st.integers(1, 40))
def test_a_sparkline_is_never_too_wide_and_its_highest_bar_is_full(counts: list[int], width: int) -> None:
    bars = sparkline(counts, width)
    assert len(bars) <= width
    assert ("█" in bars) == any(counts)


def dated() -> FakeCollection:
    return FakeCollection([article(f"{at}.txt", f"Report {at}", ["The harbour."], date=date)
                           for at, date in enumerate(DATES)])  # fmt: skip


async def into(run: Driven) -> DatePane:
    pane = run.search.dates
    pane.focus()
    await run.until(lambda: pane.has_focus)
    return pane


def counts(pane: DatePane) -> dict[str, int]:
    return {part.value: part.count for part in pane.parts}


async def test_enter_narrows_and_backspace_widens() -> None:
    async with driven("harbour", size=(160, 48), collection=dated()) as run:
        pane = await into(run)
        assert counts(pane) == {"2019": 1, "2020": 1, "2021": 4, "unknown": 1}
        assert [part.value for part in pane.parts] == ["unknown", "2021", "2020", "2019"]
        await run.press("down", "enter")
        assert run.search.query_line.value == 'date:="2021" harbour'
        assert counts(pane) == {"2021-03": 3, "2021-04": 1, "unknown": 1}
        assert "‹ all years" in run.shown
        await run.press("end", "right")
        assert run.search.query_line.value == 'date:="2021-03" harbour'
        assert counts(pane) == {"2021-03-05": 2, "unknown": 1}
        await run.press("end", "enter")
        assert run.search.query_line.value == 'date:="2021-03-05" harbour'
        assert counts(pane) == {"2021-03-05": 2, "unknown": 1}
        assert "[x] 2021-03-05" in run.shown
        assert run.search.answer is not None
        assert run.search.answer.results.articles == 2
        for text, within in (
            ('date:="2021-03" harbour', "2021-03"),
            ('date:="2021" harbour', "2021"),
            ("harbour", None),
            ("harbour", None),
        ):
            await run.press("backspace")
            assert run.search.query_line.value == text
            assert pane.within == (PartialDate.parse(within) if within else None)
        assert pane.part is not None
        assert pane.part.value == "2021", "the cursor is at what was narrowed to"


async def test_what_is_typed_narrows_and_widens_the_bars() -> None:
    async with driven('date:="2021" harbour', size=(160, 48), collection=dated()) as run:
        pane = run.search.dates
        assert counts(pane) == {"2021-03": 3, "2021-04": 1, "unknown": 1}
        run.search.query_line.value = 'date:="2021-03" harbour'
        await run.settled()
        assert str(pane.within) == "2021-03"
        run.search.query_line.value = "harbour"
        await run.settled()
        assert str(pane.within) == "None"
        assert len(counts(pane)) == 4


async def test_space_picks_several_and_the_bars_stay() -> None:
    async with driven('date:="2021" harbour', size=(160, 48), collection=dated()) as run:
        pane = await into(run)
        await run.press("end", "space")
        assert run.search.query_line.value == 'date:="2021-03" harbour'
        assert pane.within == PartialDate(2021)
        await run.press("up", "space")
        assert run.search.query_line.value == 'date:="2021-03" date:="2021-04" harbour'
        assert counts(pane) == {"2021-03": 3, "2021-04": 1, "unknown": 1}
        await run.press("space", "down", "space")
        assert run.search.query_line.value == 'date:="2021" harbour'
        await run.press("home", "space")
        assert run.search.query_line.value == "harbour"


async def test_minus_excludes_and_again_does_not() -> None:
    async with driven("harbour", size=(160, 48), collection=dated()) as run:
        pane = await into(run)
        await run.press("minus")
        assert run.search.query_line.value == '-date:="unknown" harbour'
        assert "[-] unknown" in run.shown
        await run.press("end", "space", "minus")
        assert run.search.query_line.value == '-date:="unknown" -date:="2019" harbour'
        await run.press("minus", "home", "minus")
        assert run.search.query_line.value == "harbour"
        assert pane.has_focus


async def test_the_undated_and_those_known_to_the_year_have_rows_of_their_own() -> None:
    async with driven("harbour", size=(160, 48), collection=dated()) as run:
        pane = await into(run)
        await run.press("home", "enter")
        assert run.search.query_line.value == 'date:="unknown" harbour'
        assert pane.within is None
        run.search.query_line.value = 'date:="2020" harbour'
        await run.settled()
        assert counts(pane) == {"=2020": 1, "unknown": 1}
        assert "2020, no month" in run.shown
        await run.press("home", "down", "enter")
        assert run.search.query_line.value == 'date:="=2020" harbour'


async def test_clicking_a_bar_narrows_and_the_first_row_widens() -> None:
    async with driven("harbour", size=(160, 48), collection=dated()) as run:
        pane = run.search.dates
        await run.pilot.click(pane, offset=(8, 2))
        await run.until(lambda: run.search.query_line.value == 'date:="2021" harbour')
        await run.settled()
        await run.pilot.click(pane, offset=(8, 1))
        await run.until(lambda: run.search.query_line.value == "harbour")


async def test_escape_leaves_and_t_counts_something_else() -> None:
    async with driven("harbour", size=(160, 48), collection=dated()) as run:
        await into(run)
        await run.press("t")
        assert "DATE articles" in run.shown
        await run.press("escape")
        assert run.search.here is Where.QUERY


async def test_bars_begin_below_each_other() -> None:
    dates = ["2020", *["2021"] * 39]
    articles = [article(f"{at}.txt", f"Report {at}", ["The harbour."], date=date) for at, date in enumerate(dates)]
    async with driven("harbour", size=(160, 48), collection=FakeCollection(articles)) as run:
        rows = [strip.text for strip in run.search.dates.strips[1:3]]
        assert rows[0].index("█") == rows[1].index("▎")
        assert rows[0].endswith("39 ")


async def test_bars_show_the_shape_of_time() -> None:
    async with driven("", size=(160, 48), collection=dated()) as run:
        row = next(line for line in run.lines if "[ ] 2021" in line)
        assert "████████" in row
        head = next(line for line in run.lines if " DATE " in line)
        assert "█" in head
        assert "▁" in head or "▃" in head
