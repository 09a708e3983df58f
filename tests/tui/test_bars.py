from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchtui.keeping import Kept
from searchtui.tui.actions import Where
from searchtui.tui.widgets.bars import footer
from tests.tui.driver import driven

PANES = [where for where in Where if where not in (Where.APP, Where.SEARCH)]


@pytest.mark.parametrize("where", PANES)
@pytest.mark.parametrize("width", [10, 20, 40, 80, 120])
def test_the_footer_always_names_the_key_of_the_help(where: Where, width: int) -> None:
    line = footer(where, width)
    assert "F1" in line.text
    assert line.cell_length == width


@pytest.mark.parametrize("where", PANES)
def test_a_narrow_footer_names_fewer_keys_in_the_same_order(where: Where) -> None:
    wide = footer(where, 200).text
    assert "Ctrl+P commands" in wide
    for width in range(10, 120, 5):
        at = 0
        for entry in footer(where, width).text.split("  "):
            at = wide.index(entry.strip(), at)


def test_what_one_does_in_a_pane_is_named_at_80_cells() -> None:
    assert "Enter read" in footer(Where.QUERY, 80).text
    assert "F3 facets" in footer(Where.QUERY, 80).text
    assert "f facets" in footer(Where.HITS, 80).text
    assert "n/N hits" in footer(Where.COLUMN, 80).text
    assert "n/N hits" in footer(Where.READER, 80).text


async def test_who_is_here_for_the_first_time_is_told_what_to_press(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", tmp_path)
    assert kept.is_new
    async with driven(size=(120, 40), kept=kept) as run:
        assert "type to search · F1 explains · ↑↓ hits · Enter reads" in run.lines[2]
        await run.type("harbour")
        assert "F1 explains" not in run.lines[2]
        await run.pilot.press("escape")
        await run.until(lambda: not kept.is_new)
    async with driven(size=(120, 40), kept=kept, restore=False) as run:
        assert "type to search their paragraphs" in run.lines[2]


@pytest.mark.parametrize("width", [50, 60, 80])
async def test_the_first_hint_is_never_cut(width: int, tmp_path: Path) -> None:
    async with driven(size=(width, 24), kept=Kept(tmp_path / "kept", tmp_path)) as run:
        assert re.search(r"type to search( · [^·]+[a-z])* *$", run.lines[2])
