"""`searchtui config`: every setting, its value, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, open_collection, preferences_of
from searchtui.cli.output import write_line

if TYPE_CHECKING:
    from pathlib import Path

    from searchtui.settings import Configured, Settings

__all__ = ["config"]


@click.command()
@collection_options
def config() -> None:
    """Print every setting with the value that is in force, as a settings file that can be kept and changed.

    Settings stand in searchtui.toml, in the folder of the collection or in your own folder of settings; the first lines
    name both. What is set somewhere is said with the file that says it; what is not is commented out.

    \b
    Examples:
      searchtui config
      searchtui -C ~/clippings config
    """
    from searchtui.config import for_app
    from searchtui.settings import users_file

    collection = open_collection()
    found = for_app(collection.settings_file)
    preferences = preferences_of(collection, found, keeps=False)
    chosen = found.settings if preferences is None else preferences.settings
    for line in _lines(found, chosen, collection.folder, users_file()):
        write_line(clean_line(line))


def _lines(found: Configured, chosen: Settings, folder: Path, own: Path) -> Iterator[str]:
    """The files, then each setting below what it does, and what was chosen in the app instead of it."""
    from msgspec.structs import asdict

    from searchtui.settings import SETTINGS_FILE, described, written

    values, preferred = asdict(found.settings), asdict(chosen)
    yield f"# of the collection: {folder / SETTINGS_FILE}"
    yield f"# for all: {own}"
    for setting in described():
        source = next((file for file in reversed(found.files) if file.says((setting.name,))), None)
        name = setting.name.replace("-", "_")
        value = values[name]
        yield ""
        yield f"# {setting.description}"
        if source is not None:
            yield f"# Set in {source.path}."
        if preferred[name] != value:
            yield f"# In the app {written(preferred[name])} was chosen instead, and counts until this is changed."
        yield f"{'' if source is not None else '# '}{setting.name} = {written(value)}".rstrip()
