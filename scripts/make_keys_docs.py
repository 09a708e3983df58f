"""Make `docs/keys.md` from the registry of actions.

Usage: make_keys_docs.py [--check] FILE

With `--check` nothing is written; the exit code is 1 where FILE is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from scripts.made_page import cell, write_or_check
from searchtui.tui.actions import Where, actions, key_label
from searchtui.tui.actions.keymap import set_of_keys

_INTRODUCTION = """\
Every key is the key of an action, and every action is in the list of commands, Ctrl+P, whether it has a key or not. F1
explains the pane that one is in, with its keys. In the query line letters are typed; everywhere else they are commands.

`keys = "vi"` in [`searchtui.toml`](settings.md) adds the keys of vi. Any action can be given other keys:

```toml
[keymap]
"hit.similar" = "ctrl+l"
"list.down" = ["down", "j"]
"mode.exactly" = []            # no key
```

What is written there replaces all keys that the action had. A key is written as it is shown here: `x`, `X`, `?`, `F6`,
`Ctrl+X`, `Alt+Left`, `PgDn`. Two actions that would have the same key where both work are named in an error, with file
and line.
"""


def lines() -> Iterator[str]:
    """The whole page."""
    yield "<!-- Made by scripts/make_keys_docs.py from searchtui/tui/actions. -->"
    yield "# Keys"
    yield ""
    yield _INTRODUCTION
    arrows, vi = set_of_keys("arrows"), set_of_keys("vi")
    for where in Where:
        table = actions(where)
        if not table:
            continue
        yield f"## {where[:1].upper()}{where[1:]}"
        yield ""
        yield "| keys | in vi also | id | what it does |"
        yield "|---|---|---|---|"
        for action in table:
            own, more = _labels(arrows[action.id]), _labels(vi[action.id])
            added = " ".join(key for key in more.split() if key not in own.split())
            if not set(own.split()) <= set(more.split()):
                added = f"instead {added}"
            said = f"{action.label}. {action.help}"
            yield f"| {cell(own)} | {cell(added)} | `{action.id}` | {cell(said)} |"
        yield ""


def _labels(keys: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(key_label(key) for key in keys))


def main() -> int:
    """Write the page, or compare it."""
    return write_or_check(__doc__, lines())


if __name__ == "__main__":
    sys.exit(main())
