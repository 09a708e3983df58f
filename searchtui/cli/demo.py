"""`searchtui demo`: the search screen on five articles that come with the program."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from searchtui.cli.options import kept_of, open_collection, preferences_of
from searchtui.cli.output import talk
from searchtui.errors import IndexLockedError

if TYPE_CHECKING:
    from searchtui.collection import Collection

__all__ = ["demo"]

_PATIENCE = 10.0
"""Seconds in which another demo, begun at the same moment, is done with five articles."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED, metavar="[QUERY...]")
@click.pass_context
def demo(ctx: click.Context, query: tuple[str, ...]) -> int:
    """Try the search on five articles about one alliance, from anywhere and without a folder of your own.

    The articles and their index lie in your cache folder and can be removed at any time.

    \b
    Examples:
      searchtui demo
      searchtui demo military alliance
    """
    if ctx.meta.get("searchtui.collection"):
        raise click.UsageError("The demo has articles of its own; leave out -C.")
    from searchtui.demo import lay_out

    ctx.meta["searchtui.collection"] = lay_out()
    collection = open_collection()
    _index(collection)
    from searchtui.config import for_app
    from searchtui.tui import run

    settings = for_app(collection.settings_file)
    kept = kept_of(collection) if settings.settings.keep else None
    preferences = preferences_of(collection, settings, keeps=settings.settings.keep)
    return run(collection, " ".join(query), configured=settings, preferences=preferences, kept=kept, restore=False)


def _index(collection: Collection) -> None:
    """Bring the index of the demo up to date, after another process that is at it."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            if collection.reindex().added:
                talk(f"The articles of the demo are in {collection.articles_folder}.")
        except IndexLockedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
