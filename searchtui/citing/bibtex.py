r"""BibTeX, in UTF-8: one entry an article.

Braces are counted by BibTeX before anything is escaped, so none may come from a text: `{` is `\textbraceleft{}`. Titles
are in two pairs of braces, so that no style changes their capitals. `date` is what biblatex reads, `year` and `month`
what BibTeX reads; `path` says where the article lies, `filepages` on which pages of that file what is cited begins. No
style prints these two; `pages` would be those of the publication, which have other numbers than the file's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from searchtui.article import article_name
from searchtui.citing.cited import Reference
from searchtui.citing.keys import key_of
from searchtui.cleaning import clean_line

__all__ = ["articles_as_bibtex"]

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_NOT_IN_URL = re.compile(r"[\\{}\s]")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_AND = re.compile(r"\band\b", re.IGNORECASE)


def articles_as_bibtex(articles: Iterable[Reference]) -> Iterator[str]:
    """The lines of the entries, an empty one between two."""
    for position, article in enumerate(articles):
        if position:
            yield ""
        yield f"@{'article' if article.source else 'misc'}{{{key_of(article)},"
        yield f"  title = {{{{{_text(article.title)}}}}},"
        if article.authors:
            yield f"  author = {{{' and '.join(_name(author) for author in article.authors)}}},"
        if article.source:
            yield f"  journal = {{{_text(article.source)}}},"
        if article.date is not None:
            yield f"  date = {{{article.date}}},"
            yield f"  year = {{{article.date.year:04}}},"
            if article.date.month:
                yield f"  month = {_MONTHS[article.date.month - 1]},"
        if article.url:
            yield f"  url = {{{_url(article.url)}}},"
        yield f"  path = {{{_text(article_name(article.path, article.item))}}},"
        if article.pages:
            yield f"  filepages = {{{', '.join(map(str, article.pages))}}},"
        yield "}"


def _text(text: str) -> str:
    """Text that BibTeX and LaTeX take for nothing but text."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], clean_line(text).strip())


def _name(author: str) -> str:
    """One name. Only `Family, Given` is parted; what BibTeX would part otherwise than meant is one word to it."""
    text = _text(author)
    is_one = _AND.search(text) or text.count(",") > 1 or text.strip(",") != text or text.casefold() == "others"
    return f"{{{text}}}" if is_one else text


def _url(url: str) -> str:
    """An address, in which LaTeX needs nothing escaped but what would end the field."""
    return _NOT_IN_URL.sub(lambda match: f"%{ord(match[0]):02X}", clean_line(url).strip())
