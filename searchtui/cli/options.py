"""Options that several commands share."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from searchtui.cli.file_list import read_names
from searchtui.cli.output import talk

if TYPE_CHECKING:
    from searchtui.collection import Collection, Detail, Like, SearchRequest
    from searchtui.dates import PartialDate
    from searchtui.keeping import Kept, Preferences
    from searchtui.settings import Configured

__all__ = [
    "KINDS",
    "MODES",
    "Filters",
    "SizeType",
    "collection_options",
    "file_list_options",
    "filter_options",
    "kept_of",
    "make_request",
    "open_collection",
    "preferences_of",
]

Command = TypeVar("Command", bound=Callable[..., Any])

KINDS = ("title", "heading", "body", "caption", "footnote")
"""Kinds of paragraph that are indexed. Written out, because `searchtui.article` is slow to import for `--help`."""

MODES = ("auto", "all", "any", "plain")


class Filters(TypedDict):
    """What `filter_options` hand to a command."""

    source: tuple[str, ...]
    author: tuple[str, ...]
    after: PartialDate | None
    before: PartialDate | None
    kind: tuple[str, ...]
    mode: str
    exact: bool
    files_from: str | None
    null: bool


class DateType(click.ParamType[Any]):
    """A date known to the year, the month or the day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else is an error of the user."""
        from searchtui.dates import PartialDate

        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class SizeType(click.ParamType[Any]):
    """An amount of memory in bytes, or in kilobytes, megabytes or gigabytes of 1024 each: `512M`, `2G`, `1.5GB`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a number with a unit; anything else is an error of the user."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(_SIZE, value, re.ASCII | re.IGNORECASE)
        size = int(float(match[1]) * 1024 ** " KMG".index(match[2].upper() or " ")) if match else 0
        if not 0 < size < _TOO_MUCH:
            self.fail(f"{value!r} is no amount of memory; write 512M or 2G.", param, ctx)
        return size


_SIZE = r"(\d{1,15}(?:\.\d{1,9})?) ?([KMG]?)(?:i?B)?"
_TOO_MUCH = 1 << 50


def collection_options(command: Command) -> Command:
    """Add `-C DIR` and `--trust-index`, which work before and after the name of a command; the last one counts."""
    trust = click.option(
        "--trust-index",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Open the index even where another user wrote it.",
    )
    folder = click.option(
        "-C",
        "--collection",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_remember,
        help="The folder of the collection. Default: SEARCHTUI_COLLECTION, or where you are.",
    )
    return folder(trust(command))


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep an option where the context of a command and that of its group both find it."""
    if value:
        ctx.meta[f"searchtui.{param.name}"] = value


def file_list_options(command: Command) -> Command:
    """Add the options that limit a search to some files."""
    file = click.option(
        "--files-from",
        metavar="FILE",
        help="Only the files that FILE names, one a line; - reads the names from standard input.",
    )
    null = click.option("-0", "--null", is_flag=True, help="Names are parted by NUL, as find -print0 writes them.")
    return file(null(command))


def filter_options(command: Command) -> Command:
    """Add the options that say which paragraphs are searched and how."""
    options = [
        click.option(
            "--source",
            multiple=True,
            metavar="S",
            help="Only articles of this source; unknown for those without. Repeatable.",
        ),
        click.option(
            "--author",
            multiple=True,
            metavar="A",
            help="Only articles by this author; unknown for those without. Repeatable.",
        ),
        click.option(
            "--after",
            type=DateType(),
            metavar="D",
            help="Only articles of this date or later: 2020, 2020-12 or 2020-12-05.",
        ),
        click.option("--before", type=DateType(), metavar="D", help="Only articles of this date or earlier."),
        click.option(
            "--kind", multiple=True, type=click.Choice(KINDS), help="Only paragraphs of this kind. Repeatable."
        ),
        click.option(
            "--mode",
            type=click.Choice(MODES),
            default="auto",
            show_default=True,
            help="Which of the words must be there. auto: up to three all, more any; plain: operators are words too.",
        ),
        click.option(
            "--exact", is_flag=True, help="Find words in just the forms that are given, and correct none of them."
        ),
    ]
    command = file_list_options(command)
    for option in reversed(options):
        command = option(command)
    return command


def open_collection(load: bool = True) -> Collection:
    """The collection that `-C` names, else the one that is found without it.

    Args:
        load: import at once what searching needs; the app does that later, when its screen is painted.
    """
    from searchtui.collection import Collection

    if load:
        Collection.load()
    if load and not gc.isenabled():
        # What `searchtui.__main__` has put off. What was imported stays until the end, where it need not be looked
        # through for garbage either.
        gc.freeze()
        gc.enable()
    given = click.get_current_context().meta
    return Collection.open(given.get("searchtui.collection"), trust_index=given.get("searchtui.trust_index", False))


def kept_of(collection: Collection) -> Kept | None:
    """What is kept of a collection; None, and said, where there is no place for it."""
    from searchtui.errors import KeepingError
    from searchtui.keeping import Kept

    try:
        return Kept.of(collection.folder)
    except KeepingError as error:
        talk(str(error))
        return None


def preferences_of(collection: Collection, configured: Configured, *, keeps: bool = True) -> Preferences | None:
    """What was chosen in the app on a collection; None where there is no place for it.

    Args:
        collection: that is searched.
        configured: what the settings say.
        keeps: what is chosen from now on is kept.
    """
    from searchtui.errors import KeepingError
    from searchtui.keeping import Preferences

    try:
        return Preferences.of(collection.folder, configured, collection.settings_file, keeps=keeps)
    except KeepingError:
        return None


def make_request(
    collection: Collection,
    text: str,
    filters: Filters,
    limit: int,
    offset: int = 0,
    details: tuple[Detail, ...] = (),
    like: tuple[Like, ...] = (),
    order: str = "score",
    unit: str = "paragraph",
) -> SearchRequest:
    """A request for the words and options of a command line, and the details that its output shows.

    Names of files that the collection does not have are said.
    """
    from searchtui.article import Kind
    from searchtui.collection import Mode, Order, SearchRequest, Unit

    paths = None
    if filters["files_from"] is not None:
        listed = collection.listed(read_names(filters["files_from"], null=filters["null"]))
        paths = listed.paths
        if listed.remark:
            talk(listed.remark)

    return SearchRequest(
        text=text,
        sources=filters["source"],
        authors=filters["author"],
        after=filters["after"],
        before=filters["before"],
        kinds=tuple(Kind(kind) for kind in filters["kind"]),
        mode=Mode(filters["mode"]),
        exactly=filters["exact"],
        limit=limit,
        offset=offset,
        details=details,
        like=like,
        order=Order(order),
        unit=Unit(unit),
        paths=paths,
    )
