"""Plain output to a pipe: one hit a line, as grep writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtui.article import article_name
from searchtui.cleaning import clean_line

if TYPE_CHECKING:
    from searchtui.article import Article, Paragraph
    from searchtui.collection import Facets, FacetValue, Hit

__all__ = ["article_as_lines", "facets_as_lines", "hits_as_lines"]


def hits_as_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """`path:paragraph: text`, or `path#item:paragraph: text`; where the file has pages, `p. 7: ` before the text."""
    for hit in hits:
        yield clean_line(f"{article_name(hit.path, hit.item)}:{hit.paragraph}: {_page(hit.page)}{hit.text}")


def facets_as_lines(facets: Facets, names: Iterable[str], *, named: bool) -> Iterator[str]:
    """Count, tab, value; with the facet's name and a tab in front where `named`."""
    for name in names:
        values: tuple[FacetValue, ...] = getattr(facets, name)
        for value in values:
            prefix = f"{name}\t" if named else ""
            yield f"{prefix}{value.count}\t{clean_line(value.value)}"


def article_as_lines(article: Article, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """The title, what is known of the article, an empty line, and `number: text` for each paragraph, as for hits."""
    yield clean_line(article.title)
    known = {
        "source": article.source,
        "authors": "; ".join(article.authors),
        "date": article.date and str(article.date),
        "url": article.url,
        "path": article.name,
    }
    for field, value in known.items():
        if value:
            yield clean_line(f"{field}: {value}")
    yield ""
    for paragraph in paragraphs:
        yield clean_line(f"{paragraph.number}: {_page(paragraph.page)}{paragraph.text}")


def _page(page: int | None) -> str:
    return "" if page is None else f"p. {page}: "
