"""The keys that the settings give to actions, and which two actions want the same one."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from searchtui.settings import Configured, nearest
from searchtui.tui.actions import ACTIONS, Action, Where, actions
from searchtui.tui.actions.action import SEARCH_PANES, TYPED
from searchtui.tui.actions.keys import KEY_NAMES, NO_KEY, is_typed, key_label, read_key
from searchtui.tui.actions.vi import VI_ADDS, VI_INSTEAD

__all__ = ["AROUND", "Clash", "clashes", "keymap", "keys_by_id", "set_of_keys"]

AROUND: dict[Where, tuple[Where, ...]] = {
    where: tuple(outer for outer in (Where.SEARCH, Where.APP) if outer is Where.APP or where in SEARCH_PANES)
    if where not in (Where.SEARCH, Where.APP)
    else ((Where.APP,) if where is Where.SEARCH else ())
    for where in Where
}
"""Places whose keys work in a place, too, unless it has an action of its own on them."""


class Clash(NamedTuple):
    """Two actions that have the same key where both work."""

    key: str
    one: Action
    other: Action
    where: Where


def set_of_keys(name: str) -> dict[str, tuple[str, ...]]:
    """The keys of every action in a set, by id.

    Args:
        name: `arrows` or `vi`.
    """
    own = {action.id: action.keys for action in ACTIONS}
    if name == "vi":
        own = {name: tuple(one for key in keys for one in VI_INSTEAD.get(key, (key,))) for name, keys in own.items()}
        own |= {name: (*own[name], *keys) for name, keys in VI_ADDS.items() if name in own}
    return own


def clashes(keys: Mapping[str, tuple[str, ...]]) -> list[Clash]:
    """Which keys mean two things in one place.

    Args:
        keys: of every action, by id.

    Returns:
        First within one place; where one place lies in another, the inner one hides the outer one's key.
    """
    found: list[Clash] = []
    for where in Where:
        begun: dict[str, list[tuple[str, Action, Where]]] = {}
        for place in (where, *AROUND[where]):
            for action in actions(place):
                for key in keys[action.id]:
                    begun.setdefault(key.split()[0], []).append((key, action, place))
        for same in begun.values():
            for (key, one, place), (other_key, other, _) in combinations(same, 2):
                # Two sequences may begin alike; a key and a sequence that begins with it may not.
                apart = key != other_key and " " in key and " " in other_key
                if place is where and one is not other and not apart:
                    found.append(Clash(key, one, other, where))
    return found


def keys_by_id(configured: Configured) -> dict[str, tuple[str, ...]]:
    """The keys of every action as the settings have them.

    Args:
        configured: the settings.

    Raises:
        ConfigError: there is no such action or key, or two actions would have the same key where both work.
    """
    settings = configured.settings
    default = set_of_keys(settings.keys)
    if not settings.keymap:
        return default
    keys = dict(default)
    for name, written in settings.keymap.items():
        place = ("keymap", name)
        if name not in keys:
            hint = nearest(name, keys) or "; docs/keys.md lists them"
            raise configured.wrong(place, f"there is no action `{name}`{hint}")
        read: list[str] = []
        for one in (written,) if isinstance(written, str) else written:
            found = read_key(one)
            if not found:
                raise configured.wrong(place, f"there is no key `{one}`{nearest(one.lower(), KEY_NAMES)}")
            read += found
        keys[name] = tuple(read)
        line = next((one for action in ACTIONS if action.id == name for one in action.where if one in TYPED), None)
        for key in filter(is_typed, read if line is not None else ()):
            raise configured.wrong(place, f"`{key_label(key)}` is typed in the place “{line}” and cannot be a command")
    usual = {frozenset((clash.key, clash.one.id, clash.other.id)) for clash in clashes(default)}
    for clash in clashes(keys):
        if frozenset((clash.key, clash.one.id, clash.other.id)) in usual:
            continue
        name = next((one.id for one in (clash.other, clash.one) if one.id in settings.keymap), clash.one.id)
        raise configured.wrong(
            ("keymap", name),
            f"`{key_label(clash.key)}` would be the key of both `{clash.one.id}` ({clash.one.label}) and "
            f"`{clash.other.id}` ({clash.other.label}) in the place “{clash.where}”; give one of them another",
        )
    return keys


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The keys that differ from the actions' own, by the ids of their bindings.

    Args:
        keys: of every action, by id.
    """
    return {
        f"{where}:{action.id}": ",".join(key for key in keys[action.id] if " " not in key) or NO_KEY
        for action in ACTIONS
        if keys[action.id] != action.keys
        for where in action.where
    }
