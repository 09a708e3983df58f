"""`searchtui concordance`: print every place of a keyword, one a line, with what is around it."""

from __future__ import annotations

from typing import Unpack

import click

from searchtui.cli.arguments import QueryCommand
from searchtui.cli.options import Filters, collection_options, filter_options, make_request, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, marks_wanted, talk, write_line

__all__ = ["concordance"]

ORDERS = ("collection", "date", "keyword", "l1", "l2", "l3", "r1", "r2", "r3")
"""What lines can be sorted by. Written out, because `searchtui.collection` is slow to import for `--help`."""

FORMATS = ("text", "jsonl", "csv", "markdown", "bibtex", "csl-json")

_WIDTH, _LEAST_WIDTH = 80, 20


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@filter_options
@click.option(
    "--sort",
    "order",
    type=click.Choice(ORDERS),
    default="collection",
    show_default=True,
    help="By the first, second or third word left or right of the keyword, the keyword, the date, or as files stand.",
)
@click.option(
    "--width",
    type=click.IntRange(_LEAST_WIDTH, 10_000),
    metavar="N",
    help="Cells of the text in a line.  [default: 80]",
)
@click.option("-n", "--limit", type=click.IntRange(0), default=0, metavar="N", help="Print only the first N lines.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="text", show_default=True)
@collection_options
def concordance(
    query: tuple[str, ...], order: str, width: int | None, limit: int, output_format: str, **filters: Unpack[Filters]
) -> int:
    """Print every place where a word, phrase or pattern of QUERY stands, one a line, with what is around it.

    The paragraphs are those that `search` finds, and each of the words of the query has a line wherever it stands in
    them; a phrase, or what NEAR finds, is one keyword from its first word to its last. After the text, with tabs
    between, stand source and year, and path:paragraph. Other formats have the whole paragraph, bibliographies
    each article once.

    \b
    Examples:
      searchtui concordance alliance
      searchtui concordance 'alli*' --sort keyword
      searchtui concordance '"military alliance"' --sort r1 --width 120
      searchtui concordance 'russia NEAR/3 china' --sort date --format csv > lines.csv
    """
    if width is not None and output_format != "text":
        raise click.UsageError(f"--width is for text; {output_format} has the whole paragraph.")
    if not query:
        raise click.UsageError("There is no keyword: give a query.")
    from searchtui.collection import Sorting

    collection = open_collection()
    request = make_request(collection, " ".join(query), filters, 1)
    for hint in collection.search(request).hints:
        talk(hint)
    # Only in the order of the collection are the first lines known before all are.
    found = collection.concordance(request, most=limit if limit and order == Sorting.COLLECTION else None)
    matches = found.ordered(Sorting(order)).tolist()
    lines = map(found.line, matches[:limit] if limit else matches)
    if output_format == "text":
        from searchtui.cli.formats.concordance import concordance_as_lines

        printed = concordance_as_lines(lines, width or _WIDTH, marked=marks_wanted())
    else:
        from searchtui.citing import ExportFormat, lines_of

        cited = (line.cited for line in lines)
        printed = lines_of("concordance", cited, ExportFormat(output_format), collection.reference)
    for line in printed:
        write_line(line)
    if found.found and not len(found):
        talk(f"{found.found:,} paragraphs were found, but by no word of their text.")
    return EXIT_FOUND if len(found) else EXIT_NOTHING
