"""The keys that actions have now, and how keys are written.

One app runs in a process; the keys that its settings give are noted here, so that footer, help and palette name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key

from searchtui.tui.actions.action import Action

__all__ = ["KEY_NAMES", "NO_KEY", "give", "is_typed", "key_label", "keys_now", "keys_of", "read_key"]

NO_KEY = "no-key"
"""Stands for the key of an action that has none: nobody can press it."""

_given: dict[str, tuple[str, ...]] = {}

_LABELS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "tab": "Tab",
    "space": "Space", "pageup": "PgUp", "pagedown": "PgDn",
}  # fmt: skip
_MODIFIERS = ("ctrl", "alt", "shift")
_OTHER_NAMES = {
    "esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "page-up": "pageup",
    "page-down": "pagedown", "del": "delete", "ins": "insert",
    **{label: key for key, label in _LABELS.items() if len(label) == 1},
}  # fmt: skip

_CHARACTERS = {_character_to_key(chr(code)): chr(code) for code in range(33, 127)}
KEY_NAMES = frozenset({key.value.rsplit("+", 1)[-1] for key in Keys if "<" not in key.value} | _CHARACTERS.keys())
"""Names of keys without modifiers."""


def give(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let actions have these keys from now on.

    Args:
        keys: by the ids of the actions; those that are left out have their own.
    """
    _given.clear()
    _given.update(keys)


def keys_now(action: Action) -> tuple[str, ...]:
    """The keys of an action, by Textual's names; two that are pressed one after the other are parted by a space."""
    return _given.get(action.id, action.keys)


def is_typed(key: str) -> bool:
    """Whether a key types a character where something can be typed."""
    return len(key) == 1 or key == "space" or key in _CHARACTERS


@cache
def key_label(key: str) -> str:
    """A key as it is written on a keyboard: `ctrl+p` is `Ctrl+P`."""
    if " " in key:
        return "".join(key_label(one) for one in key.split())
    *modifiers, name = key.split("+")
    if modifiers == ["shift"] and len(name) == 1:
        return name.upper()
    label = _LABELS.get(name) or _CHARACTERS.get(name) or name.capitalize()
    if modifiers and len(label) == 1:
        label = label.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), label])


def keys_of(action: Action) -> str:
    """All keys of an action, for reading."""
    return " ".join(dict.fromkeys(key_label(key) for key in keys_now(action)))


def read_key(written: str) -> tuple[str, ...]:
    """The names that Textual has for a key as people write it; more than one where terminals differ, none for no key.

    Args:
        written: such as `x`, `X`, `?`, `ctrl+x`, `Ctrl+X`, `F6`, `Alt+Left` or `PgDn`.
    """
    if len(written) == 1 and written not in _OTHER_NAMES:
        if not written.isprintable() or written.isspace():
            return ()
        key = _character_to_key(written)
        return (key, f"shift+{written.lower()}") if written.isalpha() and written.isupper() else (key,)
    *modifiers, name = written.lower().split("+")
    name = _OTHER_NAMES.get(name, name)
    if len(name) == 1:
        name = _character_to_key(name)
    name = KEY_NAME_REPLACEMENTS.get(name, name)
    if name not in KEY_NAMES or any(modifier not in _MODIFIERS for modifier in modifiers):
        return ()
    return ("+".join([*sorted(set(modifiers)), name]),)
