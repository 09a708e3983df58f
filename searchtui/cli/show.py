"""`searchtui show`: print an article, or one paragraph of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from searchtui.cleaning import clean_line
from searchtui.cli.options import collection_options, open_collection
from searchtui.cli.output import is_terminal, write_line

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import Span

__all__ = ["show"]


@click.command()
@click.argument("article")
@click.option("--paragraph", "number", type=click.IntRange(1), metavar="N", help="Only the paragraph with this number.")
@click.option("--query", metavar="Q", help="Mark the words of this query.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(("plain", "json", "markdown")),
    default="plain",
    show_default=True,
)
@collection_options
def show(
    article: str,
    number: int | None,
    query: str | None,
    output_format: str,
) -> None:
    """Print an article, every paragraph with its number.

    ARTICLE is its path, path#item where a file holds several articles, its id from the JSON output, or any part of its
    name that no other article has.

    In a pipe, plain output has one paragraph a line, number: text, below the title and what is known of the article;
    with --paragraph it is the text of that paragraph alone.

    \b
    Examples:
      searchtui show 003_6ac2874567e0d2a0.txt
      searchtui show 003 --query "military alliance"
      searchtui show 003 --paragraph 2
      searchtui show 003 --paragraph 2 --format markdown
    """
    collection = open_collection()
    found = collection.article(article)
    paragraphs = [paragraph for paragraph in found.paragraphs if number in (None, paragraph.number)]
    if not paragraphs:
        raise click.ClickException(f"{found.name} has no paragraph {number}; its last is {len(found.paragraphs)}.")
    highlights: dict[int, tuple[Span, ...]] = {}
    if query is not None:
        from searchtui.collection import SearchRequest

        request = SearchRequest(text=query)
        highlights = {
            paragraph.number: collection.highlights(paragraph.text, request, found.language) for paragraph in paragraphs
        }
    for line in _format(found, paragraphs, highlights, output_format, alone=number is not None):
        write_line(line)


def _format(
    article: Article,
    paragraphs: Sequence[Paragraph],
    highlights: dict[int, tuple[Span, ...]],
    output_format: str,
    *,
    alone: bool,
) -> Iterable[str]:
    """The lines of an article; `alone` where one paragraph was asked for."""
    match output_format:
        case "json":
            from searchtui.cli.formats.json_format import article_as_json

            return (article_as_json(article, paragraphs, highlights),)
        case "markdown":
            from searchtui.cli.formats.markdown import article_as_markdown, paragraph_as_quote

            if alone:
                return paragraph_as_quote(article, paragraphs[0])
            return article_as_markdown(article, paragraphs, highlights)
    if is_terminal():
        from searchtui.cli.formats.terminal import article_for_people

        return article_for_people(article, paragraphs, highlights)
    if alone:
        return (clean_line(paragraphs[0].text),)
    from searchtui.cli.formats.plain import article_as_lines

    return article_as_lines(article, paragraphs)
