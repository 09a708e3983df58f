from __future__ import annotations

import threading

import msgspec
import pytest
from textual import events

from searchtui.article import Known, Provenance, article_id
from searchtui.collection import Like, Span
from searchtui.tui.finding import Finder
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article


async def opened(run: Driven) -> ReaderScreen:
    await run.press("enter")
    await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).pane.page is not None)
    screen = run.on(ReaderScreen)
    await run.until(lambda: screen.pane.page is not None and screen.pane.page.whole)
    return screen


async def test_enter_opens_the_article_at_the_hit_and_escape_leads_back() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down", "down")
        at, top = run.search.hits.at, run.search.hits.top
        screen = await opened(run)
        assert at is not None
        assert screen.pane.number == at[1]
        assert "Here the harbour is named at last." in run.shown
        await run.press("escape")
        assert run.app.screen is run.search
        assert (run.search.hits.at, run.search.hits.top) == (at, top)
        assert run.is_at(run.search.hits)


async def test_enter_in_a_column_opens_the_article_of_the_column() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "right", "right")
        screen = await opened(run)
        assert screen.pane.page is not None
        assert screen.pane.page.card.title == "A long report on harbours"


async def test_metadata_stand_above_with_how_they_are_known() -> None:
    known = {"source": Provenance(Known.COPIED, "x"), "title": Provenance(Known.FALLBACK)}
    fake = FakeCollection([article("a.txt", "Boats", ["Boats lie in the harbour."], source="Inland Post", known=known)])
    async with driven("harbour", collection=fake) as run:
        await opened(run)
        assert "Inland Post (copied)  ·  author unknown  ·  date unknown  ·  title: its first sentence" in run.shown
        assert "a.txt" in run.shown
        assert "hit 1/1   ¶2 of 2" in run.lines[0]


async def test_the_page_stands_wherever_the_paragraph_is_shown() -> None:
    plain = article("a.pdf", "Boats", ["Nets dry.", "Boats lie in the harbour."])
    paged = tuple(msgspec.structs.replace(one, page=one.number + 4) for one in plain.paragraphs)
    fake = FakeCollection([msgspec.structs.replace(plain, paragraphs=paged)])
    async with driven("harbour", collection=fake) as run:
        assert "¶3  p. 7  Boats lie in the harbour." in run.shown
        assert "¶3 of 3  p. 7  hit 1/1" in run.shown
        await opened(run)
        assert "hit 1/1   ¶3 of 3   p. 7" in run.lines[0]


async def test_what_is_known_of_an_article_is_never_cut_within_a_word() -> None:
    known = {"title": Provenance(Known.FALLBACK)}
    fake = FakeCollection([article("a.txt", "Boats", ["In the harbour."], source="A Rather Long Post", known=known)])
    async with driven("harbour", collection=fake, size=(80, 24)) as run:
        await opened(run)
        facts = next(line for line in run.lines[1:] if "Long Post" in line)
        assert facts.rstrip().endswith("author unknown  ·  date unknown  …")


async def test_n_and_shift_n_go_through_the_hits() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        seen = [screen.pane.number]
        for key in ("n", "n", "N"):
            await run.pilot.press(key)
            seen.append(screen.pane.number)
        assert seen == [1, 17, 33, 17]
        assert "hit 2/3" in run.lines[0]
        assert "Here the harbour is named" in run.shown


async def test_past_the_last_hit_the_next_article_begins_and_it_is_said() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        long = screen.at.article
        await run.pilot.press("n", "n")
        assert "Next article" not in run.shown
        await run.pilot.press("n")
        nasty = screen.at.article
        assert nasty != long
        assert screen.at.paragraph == 1
        assert "Next article, 3 of 3: Harbour " in run.lines[-1]
        assert "\x1b" not in run.shown
        await run.pilot.press("N")
        assert (screen.at.article, screen.at.paragraph) == (long, 33)
        assert "Previous article, 2 of 3: A long report on harbours" in run.lines[-1]
        await run.pilot.press("N")
        assert screen.at.paragraph == 17
        assert "Previous article" not in run.shown
        await run.pilot.press("N", "N", "N", "N", "N")
        assert screen.at.paragraph == 2
        assert "This is the first hit of the first article." in run.lines[-1]
        await run.pilot.press(*["n"] * 20)
        assert "This is the last hit of the last article." in run.lines[-1]
        await run.pilot.press("escape")
        assert run.app.screen is run.search


async def test_back_is_exactly_where_one_was() -> None:
    async with driven("harbour", size=(160, 30)) as run:
        await run.press("escape")
        await run.pilot.press("right", "right", "down", "down", "down")
        for key in ("pagedown", "n"):
            await run.pilot.press(key)
        columns = [(pane.item, pane.number, pane.top) for pane in run.search.columns.panes]
        before = (run.search.focused, run.search.hits.cursor, run.search.hits.top, columns)
        await opened(run)
        await run.pilot.press("n", "n", "pagedown", "n")
        await run.pilot.press("escape")
        await run.pilot.pause()
        columns = [(pane.item, pane.number, pane.top) for pane in run.search.columns.panes]
        assert (run.search.focused, run.search.hits.cursor, run.search.hits.top, columns) == before


async def test_scrolling_by_lines_and_pages_and_to_either_end() -> None:
    async with driven("named") as run:
        pane = (await opened(run)).pane
        await run.press("end")
        assert "Once more the harbour, at the end." in run.shown
        await run.press("home")
        assert pane.top == (0, 0)
        await run.press("down")
        assert pane.top == (0, 1)
        await run.press("pagedown")
        below = pane.top
        assert below > (5, 0)
        await run.press("pageup")
        assert pane.top == (0, 1)


async def test_kinds_of_paragraphs_and_their_numbers() -> None:
    async with driven("crews", size=(100, 40)) as run:
        await opened(run)
        row = next(line for line in run.lines if "Advertisement" in line)
        assert row.split()[:2] == ["┊", "6"], "furniture is known by a sign, not by its colour alone"
        assert "What the crews said" in run.shown


async def test_resizing_stays_at_the_paragraph() -> None:
    async with driven("named") as run:
        await opened(run)
        for width, height in ((60, 20), (30, 8), (10, 3), (160, 50)):
            await run.pilot.resize_terminal(width, height)
            await run.pilot.pause()
        assert "Here the harbour is named at last." in run.shown


async def rewritten(run: Driven, *before: str, corrected: str = "", path: str = "long.txt") -> None:
    """Reindex when an article has got paragraphs before its first one, and its hits perhaps another word."""
    old = next(one for one in run.collection.contents if one.path == "long.txt")
    bodies = [paragraph.text.replace("named", corrected or "named") for paragraph in old.paragraphs[1:]]
    new = article(path, old.title, [*before, *bodies], authors=old.authors, source=old.source, date="2021-04")
    run.collection.contents = [new if one is old else one for one in run.collection.contents]
    run.search.action_reindex()
    await run.until(lambda: run.on(ReaderScreen).answer.results.generation == run.collection.generation == 2)
    await run.until(lambda: not run.on(ReaderScreen)._renewing)


async def at_the_second_hit(run: Driven) -> ReaderScreen:
    await run.press("escape", "down", "down", "down")
    screen = await opened(run)
    await run.pilot.press("n")
    assert screen.pane.number == 17
    return screen


@pytest.mark.parametrize("corrected", ["", "mentioned"])
async def test_after_a_reindex_the_reader_is_at_the_same_paragraph_under_its_new_number(corrected: str) -> None:
    async with driven("harbour") as run:
        screen = await at_the_second_hit(run)
        before = next(y for y, line in enumerate(run.lines) if "Here the harbour is" in line)
        await rewritten(run, "An editor's note.", "Another one.", corrected=corrected)
        assert screen.at.paragraph == 19
        assert "hit 2/3   ¶19 of 35" in run.lines[0]
        line = next(y for y, line in enumerate(run.lines) if "Here the harbour is" in line)
        assert line == before
        assert f"19   Here the harbour is {corrected or 'named'} at last." in run.lines[line]
        await run.pilot.press("n", "N")
        assert screen.at.paragraph == 19
        await run.pilot.press("n", "n")
        assert "Next article, 3 of 3" in run.lines[-1]
        await run.pilot.press("N", "N", "escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_after_a_reindex_one_sees_what_one_had_scrolled_to() -> None:
    async with driven("harbour", size=(100, 24)) as run:
        screen = await at_the_second_hit(run)
        await run.pilot.press(*["pagedown"] * 2, "down")
        seen = [line[20:95] for line in run.lines[1:16]]
        await rewritten(run, "An editor's note.")
        assert [line[20:95] for line in run.lines[1:16]] == seen
        assert screen.at.paragraph == 18


async def test_after_a_reindex_the_article_is_read_under_its_new_name() -> None:
    async with driven("harbour") as run:
        screen = await at_the_second_hit(run)
        await rewritten(run, "An editor's note.", path="moved.txt")
        assert screen.at == Like(article_id("moved.txt"), 18)
        assert "moved.txt" in run.shown


async def test_an_article_that_goes_while_it_is_read_stays_to_be_read_and_that_is_said() -> None:
    async with driven("harbour") as run:
        await at_the_second_hit(run)
        run.collection.contents = [one for one in run.collection.contents if one.path != "long.txt"]
        run.search.action_reindex()
        await run.until(lambda: "no longer in the collection" in run.lines[-1])
        assert "Here the harbour is named at last." in run.shown
        await run.pilot.press("n", "N", "down", "pagedown", "y")
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_finding_goes_on_after_a_reindex() -> None:
    async with driven("harbour") as run:
        screen = await at_the_second_hit(run)
        await run.pilot.press("slash", *"named", "enter")
        await rewritten(run, "It is named.")
        assert screen.pane.finding is not None
        assert len(screen.pane.finding) == 2
        assert "2 places" in run.shown


async def test_f1_explains_the_reader_and_reindexing_does_not_disturb_it() -> None:
    async with driven("named") as run:
        await opened(run)
        await run.pilot.press("f1")
        assert "The reader" in run.shown
        await run.pilot.press("escape")
        run.on(ReaderScreen)


async def test_the_gutter_shows_where_the_hits_are_and_takes_one_there() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        edge = [line[-1] for line in run.lines[:-1]]
        ticks = [y for y, sign in enumerate(edge) if sign in "╸┥◂"]
        assert len(ticks) == 3
        assert edge[ticks[0]] == "◂"
        assert "│" in edge
        await run.pilot.click(screen.pane, offset=(119, ticks[1]))
        assert screen.pane.number == 17
        await run.pilot.click(screen.pane, offset=(119, len(edge) - 3))
        assert "Paragraph 29 speaks" in run.shown
        assert screen.pane.number == 17


async def test_headings_and_captions_have_signs_of_their_own() -> None:
    async with driven("crews", size=(100, 40)) as run:
        await opened(run)
        for text, sign in (("What the crews said", "§"), ("The harbour at dawn", "▫")):
            assert any(f"{sign} {text}" in line for line in run.lines)


async def find(run: Driven, text: str) -> None:
    await run.pilot.press("slash", *["space" if character == " " else character for character in text])
    await run.pilot.pause()


async def test_finding_marks_and_goes_there_at_every_key() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        await find(run, "ROAD")
        assert screen.pane.finding is not None
        assert len(screen.pane.finding) == 30
        assert "1 of 30 places" in run.shown
        assert screen.pane.number == 2
        await run.pilot.press("down")
        assert screen.pane.number == 3
        await run.pilot.press("up", "backspace", "backspace", "backspace", "backspace", *"graph 17")
        assert "1 of 1 place" in run.shown
        assert screen.pane.number == 20
        await run.pilot.press("enter")
        assert screen.focused is screen.pane
        assert "n/N go through them, Esc ends it" in run.shown
        await run.pilot.press("escape")
        assert run.app.screen is screen
        assert not screen.find_line.value
        assert "1 of 1 place" not in run.shown
        assert screen.pane.number == 20
        await run.pilot.press("n")
        assert screen.pane.number == 33
        await run.pilot.press("escape")
        assert run.app.screen_stack == [run.search]


async def test_n_goes_through_the_places_while_finding_is_on_and_around() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        await find(run, "the harbour")
        await run.pilot.press("enter")
        seen = [screen.pane.number]
        said = []
        for key in ("n", "n", "N", "N"):
            await run.pilot.press(key)
            seen.append(screen.pane.number)
            said.append("Once around" in run.lines[-1])
        assert seen == [17, 33, 17, 33, 17]
        assert said == [False, True, True, False]


async def test_what_is_found_looks_different_from_the_hits() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        await find(run, "harbours")
        styles = {
            segment.text: segment.style
            for strip in screen.pane.strips
            for segment in strip
            if segment.text in ("harbour", "harbours")
        }
        assert "harbours" in styles
        await run.pilot.press("backspace")
        found = [segment.style for strip in screen.pane.strips for segment in strip if segment.text == "harbour"]
        await run.pilot.press("escape")
        plain = [segment.style for strip in screen.pane.strips for segment in strip if segment.text == "harbour"]
        assert found
        assert plain
        assert set(map(str, found)).isdisjoint(map(str, plain))


async def test_nothing_found_is_said_with_the_nearest_word() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        await find(run, "paragrahp")
        await run.until(lambda: "the nearest word is “paragraph”" in run.shown)
        await run.pilot.press(*["backspace"] * 9, *"zzzqqq")
        assert "nothing in this article has “zzzqqq”" in run.shown
        assert screen.pane.number == 1
        await run.pilot.press("enter", "n")
        assert screen.pane.number == 17


async def test_finding_in_nasty_text_and_with_nothing_typed() -> None:
    async with driven("harbour", size=(40, 10)) as run:
        await run.press("escape", "end")
        screen = await opened(run)
        for text in ("[sic]", "港口", "e", "👩"):
            await find(run, text)
            await run.pilot.press("escape")
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(run.shown)
        await run.pilot.press("slash", "enter")
        assert screen.focused is screen.pane
        assert not screen.has_class("-finding")


async def test_a_long_article_is_made_ready_to_be_searched_in_the_background() -> None:
    bodies = [f"Paragraph {number} has its words about nothing in particular." for number in range(4_000)]
    fake = FakeCollection([article("long.txt", "Long", [*bodies, "Here is the harbour, Ångström."])])
    async with driven("harbour", collection=fake) as run:
        screen = await opened(run)
        await find(run, "angstrom")
        await run.until(lambda: screen.pane.finding is not None)
        await run.until(lambda: "1 of 1 place" in run.shown)
        assert "Ångström" in run.shown
        await run.pilot.press(*["backspace"] * 8, *"paragraph 1234 ")
        await run.until(lambda: "Paragraph 1234 has" in run.shown)


async def test_in_a_long_paragraph_no_place_is_looked_up_where_keys_would_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    looking: set[str] = set()
    go = threading.Event()
    places = Finder.places

    def looked_up(finder: Finder, needle: str, item: int) -> tuple[Span, ...]:
        looking.add(threading.current_thread().name)
        assert go.wait(10)
        return places(finder, needle, item)

    fake = FakeCollection(
        [article("long.txt", "Long", ["The harbour. " + "Café na mòle. " * 20_000 + "Here it ends."])]
    )
    async with driven("harbour", collection=fake) as run:
        screen = await opened(run)
        monkeypatch.setattr(Finder, "places", looked_up)
        await run.pilot.press("slash", "e")
        await run.until(lambda: looking)
        await run.pilot.press(*"nds")
        assert screen.find_line.value == "ends"
        assert "…" in run.lines[-2]
        go.set()
        await run.until(lambda: "1 of 1 place" in run.shown)
        assert "Here it ends." in run.shown
        await run.pilot.press("backspace", "backspace", "backspace", "backspace", *"cafe")
        await run.until(lambda: "1 of 20,000 places" in run.shown)
        await run.pilot.press("enter", "n")
        assert "2 of 20,000 places" in run.shown
        await run.pilot.press("escape")
        assert screen.pane.finding is None
        assert looking == {"find-places"}


async def test_finding_in_a_long_paragraph_may_be_ended_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    places = Finder.places

    def looked_up(finder: Finder, needle: str, item: int) -> tuple[Span, ...]:
        assert go.wait(10)
        return places(finder, needle, item)

    fake = FakeCollection(
        [article("long.txt", "Long", ["The harbour. " + "Café na mòle. " * 20_000 + "Here it ends."])]
    )
    async with driven("harbour", collection=fake) as run:
        screen = await opened(run)
        monkeypatch.setattr(Finder, "places", looked_up)
        await run.pilot.press("slash", "e", "escape")
        assert not screen.has_class("-finding")
        await run.pilot.press("slash", *"ends")
        go.set()
        await run.until(lambda: "1 of 1 place" in run.shown)


async def test_a_step_of_scrolling_repaints_once_and_measures_only_what_is_in_sight() -> None:
    bodies = [f"Paragraph {number} " + "has words about nothing in particular. " * 9 for number in range(9_000)]
    fake = FakeCollection([article("long.txt", "Long", ["The harbour.", *bodies])])
    async with driven("harbour", collection=fake) as run:
        screen = await opened(run)
        measured: list[int] = []
        flow = type(screen.pane.flow)
        height = flow.height
        flow.height = lambda self, item: measured.append(item) or height(self, item)  # type: ignore[method-assign, func-returns-value]
        shown: list[int] = []
        show = screen.pane.show
        screen.pane.show = lambda strips: shown.append(1) or show(strips)  # type: ignore[method-assign, func-returns-value]
        try:
            for key in ("down", "pagedown", "end", "up", "home"):
                await run.pilot.press(key)
        finally:
            flow.height = height  # type: ignore[method-assign]
        assert len(shown) == 5
        assert len(set(measured)) < 200


async def test_letters_struck_in_one_go_with_the_slash_are_typed() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        for key, character in (("slash", "/"), ("n", "n"), ("a", "a"), ("x", "x"), ("backspace", None), ("m", "m")):
            run.app.post_message(events.Key(key, character))
        await run.until(lambda: screen.find_line.value == "nam")
        assert run.app.screen is screen
        assert "1 of 1 place" in run.shown


async def test_back_is_where_the_wheel_had_scrolled_to() -> None:
    articles = [article(f"{number:02}.txt", f"Harbour {number}", ["The harbour.", "No port."]) for number in range(40)]
    async with driven("harbour", collection=FakeCollection(articles), size=(120, 30)) as run:
        await run.press("escape")
        for _ in range(4):
            run.search.hits.post_message(events.MouseScrollDown(run.search.hits, 5, 5, 0, 1, 0, False, False, False))
        await run.until(lambda: run.search.hits.top > (3, 0))
        before = (run.search.hits.cursor, run.search.hits.top)
        await opened(run)
        await run.pilot.press("pagedown", "escape")
        await run.pilot.pause()
        await run.pilot.pause()
        assert (run.search.hits.cursor, run.search.hits.top) == before
