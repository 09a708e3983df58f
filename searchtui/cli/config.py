"""`searchtui config`: every setting, its value, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, open_collection
from searchtui.cli.output import write_line

if TYPE_CHECKING:
    from pathlib import Path

    from searchtui.settings import Configured

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
    for line in _lines(for_app(collection.settings_file), collection.folder, users_file()):
        write_line(clean_line(line))


def _lines(found: Configured, folder: Path, own: Path) -> Iterator[str]:
    """The files, then each setting below what it does."""
    from msgspec.structs import asdict

    from searchtui.settings import SETTINGS_FILE, described, written

    values = asdict(found.settings)
    yield f"# of the collection: {folder / SETTINGS_FILE}"
    yield f"# for all: {own}"
    for setting in described():
        source = next((file for file in reversed(found.files) if file.says((setting.name,))), None)
        value = values[setting.name.replace("-", "_")]
        yield ""
        yield f"# {setting.description}"
        if source is not None:
            yield f"# Set in {source.path}."
        yield f"{'' if source is not None else '# '}{setting.name} = {written(value)}".rstrip()
