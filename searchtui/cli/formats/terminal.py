"""Plain output to a terminal: grouped by article, wrapped, the words that were found in bold.

The same text found in several copies of a story is printed once, in the fullest of the copies that are there.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from searchtui.article import Kind, article_name, paragraph_name
from searchtui.cleaning import clean_line
from searchtui.cli.output import marks_wanted, terminal_width

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import Hit, SearchResults, Span

__all__ = ["article_for_people", "results_for_people"]

GUTTER = 6
"""Cells in front of the text of a paragraph, for its number."""

NARROWEST = 20
"""Cells that text has at least, however narrow the terminal is."""


def results_for_people(results: SearchResults) -> Iterator[str]:
    """The hits under their articles, best first, and the counts at the end."""
    copies = _copies(results.hits)
    by_article: dict[str, list[Hit]] = {}
    for hit in results.hits:
        if (hit.article, hit.paragraph) in copies:
            by_article.setdefault(hit.article, []).append(hit)
    for hits in by_article.values():
        first = hits[0]
        yield from _head(first.title, first.source, first.authors, first.date, article_name(first.path, first.item))
        for hit in hits:
            yield from _paragraph(hit.paragraph, hit.page, hit.text, hit.highlights)
            for copy in copies[hit.article, hit.paragraph]:
                where = f"{article_name(copy.path, copy.item)} {paragraph_name(copy.paragraph, copy.page)}"
                yield from _wrapped(Text(f"also in {clean_line(where)}"))
        yield ""
    yield from _wrapped(Text(summary(results)), indent=0)


def article_for_people(
    article: Article, paragraphs: Iterable[Paragraph], highlights: Mapping[int, Sequence[Span]]
) -> Iterator[str]:
    """An article with some of its paragraphs.

    Args:
        article: whose metadata is printed.
        paragraphs: those to print.
        highlights: by the paragraph's number.
    """
    yield from _head(article.title, article.source, article.authors, article.date, article.name)
    for paragraph in paragraphs:
        yield ""
        style = {Kind.HEADING: "bold", Kind.FURNITURE: "dim"}.get(paragraph.kind, "")
        spans = highlights.get(paragraph.number, ())
        yield from _paragraph(paragraph.number, paragraph.page, paragraph.text, spans, style)


def summary(results: SearchResults) -> str:
    """What was understood and how much was found, on one line."""
    return (
        f"{clean_line(results.understood)} · {_counted(results.paragraphs, 'paragraph', 'paragraphs')} in "
        f"{_counted(results.articles, 'article', 'articles')} ({_counted(results.stories, 'story', 'stories')})"
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _copies(hits: Iterable[Hit]) -> dict[tuple[str, int], list[Hit]]:
    """For each hit to print, by article and paragraph, the hits that say the same in another copy of its story."""
    same: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        same.setdefault((hit.story, hit.text), []).append(hit)
    printed = {}
    for equal in same.values():
        fullest = next((hit for hit in equal if hit.article == hit.story), equal[0])
        others = [hit for hit in equal if hit.article != fullest.article]
        printed[fullest.article, fullest.paragraph] = others
        # A text that stands twice in one article is two hits.
        printed |= {
            (hit.article, hit.paragraph): [] for hit in equal if hit.article == fullest.article and hit != fullest
        }
    return printed


def _head(title: str, source: str | None, authors: Sequence[str], date: object, name: str) -> Iterator[str]:
    """The title, and under it what is known of the article and where it lies."""
    yield from _wrapped(Text(clean_line(title), "bold"), indent=0)
    byline = ", ".join(authors)
    known = [source or "source unknown", byline or "author unknown", "undated" if date is None else str(date), name]
    yield from _wrapped(Text(clean_line(" · ".join(known)), "dim"), indent=0)


def _paragraph(number: int, page: int | None, text: str, spans: Iterable[Span], style: str = "") -> Iterator[str]:
    """A paragraph with its number in the gutter, the spans in bold, and the page that it begins on behind it."""
    content = Text(clean_line(text), style)
    if page is not None:
        content.append(f"  p.\N{NO-BREAK SPACE}{page}", "dim not bold")
    for first, last in spans:
        content.stylize("bold", first, last)
    lines = _wrapped(content)
    yield f"{f'¶{number}':>{GUTTER - 1}} {next(lines)[GUTTER:]}"
    yield from lines


def _wrapped(text: Text, indent: int = GUTTER) -> Iterator[str]:
    """The lines of a text, as wide as the terminal allows, with spaces in front."""
    marks = marks_wanted()
    console = Console(
        file=io.StringIO(),
        force_terminal=marks,
        color_system="standard" if marks else None,
        width=max(terminal_width() - indent, NARROWEST),
        legacy_windows=False,
    )
    for line in text.wrap(console, console.width):
        line.rstrip()
        with console.capture() as printed:
            console.print(line, end="")
        yield " " * indent + printed.get()
