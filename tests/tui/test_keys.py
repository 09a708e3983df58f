from __future__ import annotations

import pytest

from searchtui.tui.actions import ACTIONS
from searchtui.tui.actions.keys import KEY_NAMES, give, is_typed, key_label, keys_now, keys_of, read_key


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("x", ("x",)),
        ("X", ("X", "shift+x")),
        ("?", ("question_mark",)),
        ("]", ("right_square_bracket",)),
        ("right_square_bracket", ("right_square_bracket",)),
        ("-", ("minus",)),
        ("+", ("plus",)),
        ("Ctrl+X", ("ctrl+x",)),
        ("ctrl+x", ("ctrl+x",)),
        ("Shift+Tab", ("shift+tab",)),
        ("shift+alt+left", ("alt+shift+left",)),
        ("F6", ("f6",)),
        ("Esc", ("escape",)),
        ("PgDn", ("pagedown",)),
        ("↓", ("down",)),
        ("Space", ("space",)),
        ("é", ("é",)),
        ("", ()),
        (" ", ()),
        ("\x1b", ()),
        ("hyper+x", ()),
        ("nosuch", ()),
        ("x+", ()),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, keys: tuple[str, ...]) -> None:
    assert read_key(written) == keys


def test_every_default_key_is_one_that_could_be_set() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert key in read_key(key), key


@pytest.mark.parametrize("key", sorted(KEY_NAMES))
def test_a_label_is_read_as_the_key_again(key: str) -> None:
    assert read_key(key_label(key)) == read_key(key) != ()


def test_labels() -> None:
    assert [key_label(key) for key in ("g g", "shift+n", "ctrl+p", "right_square_bracket", "f10", "alt+left")] == [
        "gg", "N", "Ctrl+P", "]", "F10", "Alt+←",
    ]  # fmt: skip


def test_what_is_typed() -> None:
    assert [is_typed(key) for key in ("x", "slash", "space", "f1", "ctrl+x", "enter", "g g")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_actions_have_the_keys_that_they_are_given() -> None:
    action = next(action for action in ACTIONS if action.id == "hit.similar")
    try:
        give({"hit.similar": ("ctrl+l", "X", "shift+x")})
        assert keys_now(action) == ("ctrl+l", "X", "shift+x")
        assert keys_of(action) == "Ctrl+L X"
    finally:
        give({})
    assert keys_now(action) == action.keys
