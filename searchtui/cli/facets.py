"""`searchtui facets`: how many paragraphs, articles or stories each source, author and month has."""

from __future__ import annotations

from typing import Unpack

import click

from searchtui.cli.options import Filters, collection_options, filter_options, make_request, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, talk, write_line

__all__ = ["facets"]

FACETS = ("source", "author", "date")
UNITS = ("paragraph", "article", "story")


@click.command()
@click.argument("facet", required=False, type=click.Choice(FACETS))
@click.option("--query", default="", metavar="Q", help="Count only paragraphs that this query finds.")
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="paragraph",
    show_default=True,
    help="What is counted; copies of one text are one story.",
)
@filter_options
@click.option("--format", "output_format", type=click.Choice(("plain", "json")), default="plain", show_default=True)
@collection_options
def facets(
    facet: str | None,
    query: str,
    unit: str,
    output_format: str,
    **filters: Unpack[Filters],
) -> int:
    """Print how many paragraphs, articles or stories each source, author and month has.

    With the name of a FACET a line is count, tab, value; without, it is facet, tab, count, tab, value. What is not
    known is counted under unknown. A filter on a facet leaves that facet's own counts alone, so that its other values
    keep their numbers.

    \b
    Examples:
      searchtui facets source
      searchtui facets author --query alliance --unit article
      searchtui facets date --source CGTN
      searchtui facets --query "military alliance" --format json
    """
    from searchtui.collection import Detail

    collection = open_collection()
    request = make_request(collection, query, filters, limit=1, details=(Detail.FACETS,), unit=unit)
    results = collection.search(request)
    for hint in results.hints:
        talk(hint)
    names = FACETS if facet is None else (facet,)
    if output_format == "json":
        from searchtui.cli.formats.json_format import facets_as_json

        write_line(facets_as_json(results, names))
    else:
        from searchtui.cli.formats.plain import facets_as_lines

        for line in facets_as_lines(results.facets, names, named=facet is None):
            write_line(line)
    return EXIT_FOUND if results.paragraphs else EXIT_NOTHING
