from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.theme import BUILTIN_THEMES, Theme

from searchtui.tui import style
from searchtui.tui.colors import HIGH_CONTRAST, OWN, TERMINAL, THEMES, colors_of, without_color
from searchtui.tui.contrast import AA, AAA, contrast
from searchtui.tui.style import STYLES, Ink, on, style_of, wear

ALL = (*THEMES, *BUILTIN_THEMES.values())
BEHIND = (style.CURSOR, style.SELECTED, style.HERE, style.BAR)


@pytest.fixture(autouse=True)
def back_to_our_own() -> Iterator[None]:
    yield
    wear(STYLES)


def ratio(ink: Ink) -> float:
    """Of the letters of an ink to what is behind them."""
    worn = style_of(ink)
    assert worn.color is not None
    assert worn.bgcolor is not None
    assert worn.color.triplet is not None
    assert worn.bgcolor.triplet is not None
    return contrast(worn.color.triplet, worn.bgcolor.triplet)


@pytest.mark.parametrize("theme", [theme for theme in ALL if not theme.ansi], ids=lambda theme: theme.name)
def test_every_text_can_be_read_in_every_theme(theme: Theme) -> None:
    wear(colors_of(theme))
    for ink in STYLES:
        least = AA if ink is not style.FAINT else 2
        assert ratio(ink) >= least, ink
        for row in BEHIND:
            assert ratio(on(ink, row)) >= least, on(ink, row)


@pytest.mark.parametrize("theme", [theme for theme in ALL if not theme.ansi], ids=lambda theme: theme.name)
def test_the_pane_that_has_the_keys_is_told_by_more_than_its_hue(theme: Theme) -> None:
    worn = colors_of(theme)
    one, other = worn[style.BAR_FOCUS].bgcolor, worn[style.BAR].bgcolor
    assert one is not None
    assert other is not None
    assert contrast(one.get_truecolor(), other.get_truecolor()) >= 2.95


def test_in_high_contrast_every_text_has_the_highest_ratio() -> None:
    wear(colors_of(HIGH_CONTRAST))
    for ink in STYLES:
        if ink is not style.FAINT:
            assert ratio(ink) >= AAA, ink
            for row in BEHIND:
                assert ratio(on(ink, row)) >= AAA, on(ink, row)
    assert ratio(style.FAINT) >= AA


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_every_theme_has_every_ink_and_marks_without_colour(theme: Theme) -> None:
    worn = colors_of(theme)
    assert worn.keys() == STYLES.keys()
    assert worn[style.MARK].underline
    assert all(one.bgcolor is not None or one.reverse for one in worn.values())


def test_the_terminal_keeps_its_own_background_and_palette() -> None:
    for one in colors_of(TERMINAL).values():
        for color in (one.color, one.bgcolor):
            assert color is None or color.is_default or color.number in range(16)


def test_without_colour_there_is_none_but_bold_underlined_and_reversed() -> None:
    for one in without_color().values():
        assert one.color is None
        assert one.bgcolor is None
        assert not one.dim
        assert not one.italic
    assert without_color().keys() == STYLES.keys()


def test_a_reversed_row_is_of_one_colour() -> None:
    wear(colors_of(TERMINAL))
    row, mark = style_of(style.CURSOR), style_of(on(style.MARK, style.CURSOR))
    assert (mark.reverse, mark.underline, mark.color) == (True, True, row.color)


def test_our_own_theme_is_the_one_without_settings() -> None:
    assert colors_of(OWN) == STYLES
