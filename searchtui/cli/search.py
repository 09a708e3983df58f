"""`searchtui search`: print the paragraphs that a query finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

import click

from searchtui.cleaning import clean_line
from searchtui.cli.answering import FORMATS, details_of, results_as_lines
from searchtui.cli.arguments import QueryCommand
from searchtui.cli.options import Filters, collection_options, filter_options, make_request, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, talk, write_line

if TYPE_CHECKING:
    from searchtui.collection import Collection, SearchResults

__all__ = ["search"]

ORDERS = ("score", "article", "date", "date-asc")


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@filter_options
@click.option("-n", "--limit", type=click.IntRange(0), metavar="N", help="Print N hits, 0 for all. Default: 20.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Skip the first N hits.")
@click.option(
    "--sort",
    type=click.Choice(ORDERS),
    default="score",
    show_default=True,
    help="score: the best hits first; article: the best articles first, each with its hits, and its copies after it; "
    "date: the newest articles first; date-asc: the oldest first.",
)
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="plain", show_default=True)
@click.option("--count", "only_count", is_flag=True, help="Print only how many paragraphs were found.")
@click.option(
    "--files-with-matches", "only_files", is_flag=True, help="Print only the paths of the files, all of them."
)
@collection_options
def search(
    query: tuple[str, ...],
    limit: int | None,
    offset: int,
    sort: str,
    output_format: str,
    only_count: bool,
    only_files: bool,
    **filters: Unpack[Filters],
) -> int:
    """Print the paragraphs that QUERY finds, the best first, or as --sort says.

    Words, "quoted phrases", AND OR NOT, NEAR/5, alli*, source: author: title: date: and more all work; -word leaves a
    word out. Filters alone list everything that they leave. `searchtui help query` explains all that can be typed.

    In a pipe plain output has one hit a line, path:paragraph: text, or path#item:paragraph: text where a file holds
    several articles. Dates are YYYY, YYYY-MM or YYYY-MM-DD.

    \b
    Examples:
      searchtui search military alliance
      searchtui search '"military alliance"' -n 0
      searchtui search alliance -nato --source CGTN --source "TRT World"
      searchtui search putin --after 2020-10 --before 2020-12-24 --sort date
      searchtui search nato --format markdown > quotes.md
      searchtui search nato -n 0 --format bibtex > nato.bib
      searchtui search nato --format json | jq '.facets.source'
      searchtui search --author unknown --count
      find . -mtime -7 -print0 | searchtui search nato --files-from - -0
    """
    if only_count and only_files:
        raise click.UsageError("--count and --files-with-matches exclude each other.")
    if (only_count or only_files) and output_format != "plain":
        raise click.UsageError(f"--count and --files-with-matches have no format {output_format}; JSON has the counts.")
    if (
        not query
        and not any((filters["source"], filters["author"], filters["kind"], filters["after"], filters["before"]))
        and filters["files_from"] is None
    ):
        raise click.UsageError("There is nothing to search for: give a query, or a filter such as --source.")
    # Counts and groups never depend on the limit, so no more hits are made than are printed.
    from searchtui.collection import DEFAULT_LIMIT

    wanted = 1 if only_count or only_files else DEFAULT_LIMIT if limit is None else limit
    collection = open_collection()
    details = () if only_count or only_files else details_of(output_format)
    request = make_request(collection, " ".join(query), filters, wanted, offset, details, order=sort)
    results = collection.search(request)
    for hint in results.hints:
        talk(hint)
    if only_count:
        write_line(str(results.paragraphs))
    elif only_files:
        for path in _paths(collection, results):
            write_line(clean_line(path), "\0" if filters["null"] else "\n")
    else:
        for line in results_as_lines(results, output_format, collection.reference):
            write_line(line)
        if limit is None and results.paragraphs > offset + len(results.hits):
            talk(f"{len(results.hits)} of {results.paragraphs} paragraphs; -n 0 prints all.")
    return EXIT_FOUND if results.paragraphs else EXIT_NOTHING


def _paths(collection: Collection, results: SearchResults) -> Iterable[str]:
    """The distinct paths of all articles found, the best first."""
    found = (article for group in results.groups for article in (group.article, *group.copies))
    return dict.fromkeys(collection.record(article).path for article in found)
