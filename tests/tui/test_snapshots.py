"""Every view at three sizes, character by character and style by style."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.style import Style
from syrupy.assertion import SnapshotAssertion
from textual.strip import Strip

from scripts.stills import STILLS, Still, lay_out, opened

SIZES = [(80, 24), (120, 40), (160, 48)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("snapshots")
    lay_out(made)
    return made


def drawn(strips: list[Strip]) -> str:
    """What a screen shows: its lines, the styles of each as letters with widths, and what the letters mean."""
    letters: dict[str, str] = {}

    def runs(strip: Strip) -> Iterator[str]:
        last, width = "", 0
        for segment in strip:
            style = segment.style or Style()
            # The number of a link, and what a click does, are not seen.
            name = str(style.without_color + Style(color=style.color, bgcolor=style.bgcolor))
            letter = letters.setdefault(name, _letter(len(letters)))
            if letter != last and width:
                yield f"{last}{width}"
                width = 0
            last = letter
            width += segment.cell_length
        yield f"{last}{width}"

    styles = [" ".join(runs(strip)) for strip in strips]
    lines = [strip.text.rstrip() for strip in strips]
    return "\n".join([*lines, "", *styles, "", *(f"{letter} {name}" for name, letter in letters.items())])


def _letter(number: int) -> str:
    return chr(ord("a") + number) if number < 26 else chr(ord("A") + number - 26)


sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
views = pytest.mark.parametrize("still", STILLS, ids=lambda still: still.name)


@sizes
@views
async def test_a_view_looks_as_it_did(
    folder: Path, still: Still, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with opened(folder, still, size) as app:
        assert drawn(app.screen._compositor.render_strips(app.size)) == snapshot


@views
async def test_in_another_theme(folder: Path, still: Still, snapshot: SnapshotAssertion) -> None:
    async with opened(folder, still, SIZES[1], "high-contrast") as app:
        assert drawn(app.screen._compositor.render_strips(app.size)) == snapshot


@views
async def test_without_colour(
    folder: Path, still: Still, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(folder, still, SIZES[1]) as app:
        assert drawn(app.screen._compositor.render_strips(app.size)) == snapshot
