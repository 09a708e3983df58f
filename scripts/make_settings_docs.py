"""Make `docs/settings.md` from the schema of the settings.

Usage: make_settings_docs.py [--check] FILE

With `--check` nothing is written; the exit code is 1 where FILE is not what would be written.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

from scripts.made_page import write_or_check
from searchtui.settings import Described, described, written

_INTRODUCTION = """\
Nothing needs to be set. What is to differ stands in a TOML file `searchtui.toml`, in one of two places:

- in the folder of a collection or above it, not above your home folder, and owned by you: for this collection;
- in your own folder of settings, `~/.config/searchtui` on Linux and `~/Library/Application Support/searchtui` on macOS:
  for the app, whatever it opens.

What the file of the collection says goes before. `searchtui config` prints all settings, the values that are in force,
and where the files are. A wrong name or value is an error that names the file and the line; nothing is passed over.
"""


def lines() -> Iterator[str]:
    """The whole page."""
    yield "<!-- Made by scripts/make_settings_docs.py from searchtui/settings.py. -->"
    yield "# Settings"
    yield ""
    yield _INTRODUCTION
    for heading, of_collection in (("Of a collection", True), ("Of the app", False)):
        yield f"## {heading}"
        yield ""
        if of_collection:
            yield "Only the file of a collection may say these; a change counts from the next `searchtui reindex`."
        else:
            yield "Either file may say these."
        yield ""
        for setting in described():
            if setting.of_collection is of_collection:
                yield from _entry(setting)


def _entry(setting: Described) -> Iterator[str]:
    yield f"### `{setting.name}`"
    yield ""
    yield textwrap.fill(setting.description, 120)
    yield ""
    default = written(setting.default)
    yield f"A value is {setting.wanted}. " + (f"Default: `{default}`." if default else "There is no default.")
    yield ""
    if setting.example is not None:
        yield "```toml"
        if isinstance(setting.example, dict):
            yield f"[{setting.name}]"
            yield from (f'"{name}" = {written(value)}' for name, value in setting.example.items())
        else:
            yield f"{setting.name} = {written(setting.example)}"
        yield "```"
        yield ""


def main() -> int:
    """Write the page, or compare it."""
    return write_or_check(__doc__, lines())


if __name__ == "__main__":
    sys.exit(main())
