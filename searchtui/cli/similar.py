"""`searchtui similar`: print paragraphs like one, or like those of an article."""

from __future__ import annotations

from typing import Unpack

import click

from searchtui.cli.answering import FORMATS, details_of, results_as_lines
from searchtui.cli.options import Filters, collection_options, filter_options, make_request, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, talk, write_line

__all__ = ["similar"]


@click.command()
@click.argument("article")
@click.option("--paragraph", type=click.IntRange(1), metavar="N", help="Paragraphs like this one of the article.")
@click.option("--query", default="", metavar="Q", help="Words that give direction; its filters limit.")
@filter_options
@click.option(
    "-n", "--limit", type=click.IntRange(0), default=20, show_default=True, metavar="N", help="Print N hits, 0 for all."
)
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Skip the N best hits.")
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="plain", show_default=True)
@collection_options
def similar(
    article: str,
    paragraph: int | None,
    query: str,
    limit: int,
    offset: int,
    output_format: str,
    **filters: Unpack[Filters],
) -> int:
    """Print paragraphs like those of ARTICLE, the most alike first.

    ARTICLE is an id, a path, path#item, or a part of these that no other article has. The ten words that tell most
    about the given paragraphs are looked for (Rocchio's method); the paragraphs themselves are left out, copies are
    not.

    \b
    Examples:
      searchtui similar 003_6ac2874567e0d2a0.txt
      searchtui similar 003 --paragraph 2 -n 5
      searchtui similar 003 --query "gas -source:CGTN"
    """
    collection = open_collection()
    like = (collection.like(article, paragraph),)
    request = make_request(collection, query, filters, limit, offset, details_of(output_format), like)
    results = collection.search(request)
    for hint in results.hints:
        talk(hint)
    for line in results_as_lines(results, output_format, collection.reference):
        write_line(line)
    return EXIT_FOUND if results.paragraphs else EXIT_NOTHING
