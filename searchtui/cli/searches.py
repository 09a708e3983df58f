"""`searchtui searches`: the saved searches, and how much is new in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, kept_of, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, write_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchtui.keeping import Kept, SavedSearch

__all__ = ["searches"]


@click.command()
@click.argument("names", metavar="[NAME...]", nargs=-1)
@click.option("--new", "only_new", is_flag=True, help="List only searches that find something new.")
@click.option("--looked", is_flag=True, help="From now on nothing that the listed searches find is new.")
@click.option("--format", "output_format", type=click.Choice(("plain", "json")), default="plain", show_default=True)
@collection_options
def searches(names: Sequence[str], only_new: bool, looked: bool, output_format: str) -> int:
    """List the searches that were saved in the app, and how many paragraphs are new in each.

    A line is the number of paragraphs that are found now and were not when the search was last looked at, tab, the
    name, tab, the query. The number is ? where it cannot be known. Looking is running the search in the app, or
    --looked.

    \b
    Examples:
      searchtui searches
      searchtui searches --new && notify-send "Something new"
      searchtui searches Alliance --format json
      searchtui search "$(searchtui searches Alliance | cut -f3)"
    """
    from searchtui.collection import SearchRequest
    from searchtui.keeping import count_new, look

    collection = open_collection()
    collection.check()
    kept = kept_of(collection)
    counted: list[tuple[SavedSearch, int | None]] = []
    for search in _chosen(kept, names):
        assert kept is not None
        request = SearchRequest(search.query, exactly=search.exactly, details=())
        new = count_new(kept, search, collection, request)
        if new or not only_new:
            counted.append((search, new))
            if looked:
                look(kept, search, collection, request)
    if output_format == "json":
        from searchtui.cli.formats.json_format import searches_as_json

        write_line(searches_as_json(counted))
    else:
        for search, new in counted:
            fields = ("?" if new is None else f"+{new}", search.name, search.query)
            write_line("\t".join(map(clean_line, fields)))
    return EXIT_FOUND if counted else EXIT_NOTHING


def _chosen(kept: Kept | None, names: Sequence[str]) -> list[SavedSearch]:
    """The saved searches with these names, or all."""
    from searchtui.keeping import named

    saved = kept.searches.read() if kept is not None else []
    if not names:
        return saved
    chosen = []
    for name in names:
        search = named(saved, name)
        if search is None:
            raise click.UsageError(f"There is no saved search {clean_line(name)!r}; Ctrl+S in the app saves one.")
        chosen.append(search)
    return chosen
