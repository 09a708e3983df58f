"""`searchtui explain`: how a query was understood, what its words stand for, and why hits have their scores."""

from __future__ import annotations

from typing import Unpack

import click

from searchtui.cli.arguments import QueryCommand
from searchtui.cli.options import Filters, collection_options, filter_options, make_request, open_collection
from searchtui.cli.output import EXIT_FOUND, EXIT_NOTHING, talk, write_line

__all__ = ["explain"]

_HITS = 3


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1)
@filter_options
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=_HITS, show_default=True, metavar="N", help="Explain N hits."
)
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Skip the N best hits.")
@click.option("--format", "output_format", type=click.Choice(("plain", "json")), default="plain", show_default=True)
@collection_options
def explain(query: tuple[str, ...], limit: int, offset: int, output_format: str, **filters: Unpack[Filters]) -> int:
    """Explain how QUERY is understood and why its hits rank as they do.

    First what was understood, as `search` has it. Then the parts of the query, each with how many paragraphs it finds
    in the whole collection and the words that it stands for. Then the best hits with what their scores are made of.

    \b
    Examples:
      searchtui explain militray alliance
      searchtui explain '"military alliance" NEAR/5 (russia OR china)'
      searchtui explain alli* -n 1 --format json
    """
    collection = open_collection()
    explanation = collection.explain(make_request(collection, " ".join(query), filters, limit, offset))
    for hint in explanation.results.hints:
        talk(hint)
    if output_format == "json":
        from searchtui.cli.formats.json_format import explanation_as_json

        write_line(explanation_as_json(explanation))
    else:
        from searchtui.cli.formats.explanation import explanation_as_lines

        for line in explanation_as_lines(explanation):
            write_line(line)
    return EXIT_FOUND if explanation.results.paragraphs else EXIT_NOTHING
