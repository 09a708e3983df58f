"""CSL-JSON (citationstyles.org, schema 1.0.2): one item an article, for Zotero, pandoc and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from searchtui.article import article_name
from searchtui.citing.cited import Reference
from searchtui.citing.json_text import as_json
from searchtui.citing.keys import key_of
from searchtui.dates import PartialDate

__all__ = ["articles_as_csl"]


def articles_as_csl(articles: Iterable[Reference]) -> Iterator[str]:
    """The lines of one array, an item a line."""
    before = "["
    for article in articles:
        yield f"{before}{as_json(_item(article))}"
        before = ","
    yield "[]" if before == "[" else "]"


def _item(article: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key_of(article),
        "type": "article-newspaper" if article.source else "document",
        "title": article.title,
    }
    if article.authors:
        item["author"] = [_name(author) for author in article.authors]
    if article.source:
        item["container-title"] = article.source
    if article.date is not None:
        item["issued"] = {"date-parts": [_parts(article.date)]}
    if article.url:
        item["URL"] = article.url
    if article.language:
        item["language"] = article.language
    item["custom"] = {"article": article.id, "path": article_name(article.path, article.item)}
    if article.pages:
        # Not `page`: that is where in the publication the article stands, which its file may number otherwise.
        item["custom"]["pages"] = article.pages
    return item


def _name(author: str) -> dict[str, str]:
    """A name as it was printed; it is parted only where its writer did so: `Family, Given`."""
    family, comma, given = (part.strip() for part in author.partition(","))
    if comma and family and given and "," not in given:
        return {"family": family, "given": given}
    return {"literal": author}


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]
