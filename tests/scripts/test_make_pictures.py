"""The pictures of the documentation are what the program shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import make_pictures, stills

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pictures")
    stills.lay_out(made)
    return made


@pytest.mark.parametrize("still", stills.STILLS, ids=lambda still: still.name)
async def test_a_picture_is_what_the_program_shows(folder: Path, still: stills.Still) -> None:
    drawn = await make_pictures.draw(folder, still)
    assert drawn == (PICTURES / f"{still.name}.svg").read_text(encoding="utf-8"), "`make pictures` draws them anew"


def test_there_is_a_picture_of_each_view_and_of_nothing_else() -> None:
    assert {path.stem for path in PICTURES.iterdir()} == {still.name for still in stills.STILLS}


def test_pictures_fetch_nothing() -> None:
    for path in PICTURES.iterdir():
        picture = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|@import|url\((?!#)|<script|<image|<foreignObject", picture), path.name
