"""A quotation: a paragraph word for word, and below it where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from searchtui.article import article_name, paragraph_name
from searchtui.citing.cited import Cited
from searchtui.cleaning import clean_line

__all__ = ["origin_of", "quotation"]


def quotation(cited: Cited, text: str, paragraph: int, page: int | None = None) -> str:
    """A paragraph for pasting: a block quote in Markdown, and just as readable where nothing renders it.

    Args:
        cited: the article.
        text: of the paragraph; nothing of it is escaped, so that it stands there as the article has it.
        paragraph: its number.
        page: on which it begins, where the file has pages.
    """
    return f"> {clean_line(text)}\n>\n> — {origin_of(cited)}, {paragraph_name(paragraph, page)}\n"


def origin_of(cited: Cited, write: Callable[[str], str] = clean_line, *, titled: bool = True) -> str:
    """Authors, title, source, date and file, as far as they are known.

    Args:
        cited: the article.
        write: makes of a text what can stand in the line.
        titled: the title is among them.
    """
    known = [
        ", ".join(write(author) for author in cited.authors),
        f"“{write(cited.title)}”" if titled and cited.title else "",
        write(cited.source or ""),
        "" if cited.date is None else str(cited.date),
        write(article_name(cited.path, cited.item)),
    ]
    return ", ".join(part for part in known if part)
