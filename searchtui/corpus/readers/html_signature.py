"""The people whom an element of a page names as authors: by what its markup calls it, or by the words of its line."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from searchtui.corpus.rules.authors import without_by
from searchtui.corpus.rules.byline import read_byline
from searchtui.corpus.rules.names import people, person
from searchtui.corpus.rules.native_byline import native_byline
from searchtui.corpus.values import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_only_signature", "may_be_signature", "named_in", "short_line", "signature", "signed_names"]

_LONGEST_LINE = 200
_LONGEST_SIGNATURE = 100
_AND_PICTURES = re.compile(
    r"(?:text|texte|testo|texto|words|story)\s*(?:&|\+|/|and|und|et|e|y)\s*"
    r"(?:fotos?|photos?|photographs?|photography|pictures|bild(?:er)?|immagini)\s*(?::|by\b)\s*",
    re.IGNORECASE,
)
_PREPOSITIONS = {"von": "de", "por": "es", "par": "fr", "di": "it", "door": "nl"}
_BEGINS = re.compile(r"\s*(?:by|text|texte|testo|texto|words|story|von|por|par|di|door)\b", re.IGNORECASE)
_PORTUGUESE = "pt"
_OTHER_WORK = re.compile(
    r"(?:illustrat|photo|graphic|video|image|artwork|animat|edit|translat|review|fact.check|produc|narrat)\w*\s+by\b",
    re.IGNORECASE,
)
"""What others did for an article than to write it."""
_NO_SIGNATURE = re.compile(r"credit|caption|photo|image|video|figure|copyright|source", re.IGNORECASE)
_COUNTRY = re.compile(r"\b(?:U\.?S|U\.?K|U\.?N|E\.?U)\b\.?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|•·]\s*")
_MOST_WORDS = 3
_ABOVE = 2
_MOST_ALIKE = 100
_BESIDE_NAME = re.compile(r"\d|^@")
"""A date, or an account beside a name."""


def named_in(element: HtmlElement) -> list[str]:
    """The names in an element of authors: what is marked as a name, or a link in it, or all of it."""
    if element.xpath(".//*[@rel='author' or @itemprop='author']"):
        return []
    parts = element.xpath(".//*[@itemprop='name'] | .//meta[@itemprop='name']") or [element]
    lines = (one_line(" ".join(one.itertext())) for one in parts)
    return [line for line in lines if line and not _OTHER_WORK.match(line)]


def signed_names(element: HtmlElement) -> tuple[str, ...]:
    """The people whom an element names that the markup calls a byline, and nothing where it holds more than that."""
    text = one_line(" ".join(element.itertext()))
    if not text or len(text) > _LONGEST_LINE or _OTHER_WORK.match(text):
        return ()
    text = _AND_PICTURES.sub("By ", text)
    byline = read_byline(text)
    if byline is not None:
        return _without_acronyms(byline.authors)
    return people(without_by(text)) or _among_others(text) or _in_front(element)


def _without_acronyms(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without those such as `ACLU Speech`, which is where the author before it works."""
    begins_loud = [name.split()[0].isupper() and len(name.split()[0].rstrip(".")) > 2 for name in names]
    if not names or begins_loud[0]:
        return names
    return tuple(name for name, is_loud in zip(names, begins_loud, strict=True) if not is_loud)


def may_be_signature(element: HtmlElement) -> bool:
    """Whether the first words of an element are those of a signature; most elements need no closer look."""
    for text in element.itertext():
        if text and not text.isspace():
            return _BEGINS.match(text) is not None
    return False


def signature(element: HtmlElement, language: str = "") -> tuple[str, ...]:
    """The people of a line such as `By Ann Lee` or `Von Ann Lee`, whatever the markup calls it.

    Args:
        element: that holds the line and nothing else.
        language: of the page, where it says so.
    """
    text = one_line(short_line(element))
    first = text.partition(" ")[0].casefold()
    by = first == "by" or _AND_PICTURES.match(text) is not None
    spoken = _PREPOSITIONS.get(first)
    if not by and (spoken is None or language not in ("", spoken, *([_PORTUGUESE] if spoken == "es" else ()))):
        return ()
    if any(_is_of_picture(one) for one in (element, *islice(element.iterancestors(), _ABOVE))):
        return ()
    if by:
        byline = read_byline(_AND_PICTURES.sub("By ", text))
        names = byline.authors if byline is not None else ()
    else:
        names = native_byline(text, spoken or "")
    return () if any(map(_COUNTRY.search, names)) else _without_acronyms(names)


def is_only_signature(element: HtmlElement, names: tuple[str, ...], language: str = "") -> bool:
    """Whether no other line of the page that is marked up in the same way signs for somebody else.

    Args:
        element: that holds a signature.
        names: in it.
        language: of the page, where it says so.
    """
    marked = element.get("class")
    if not marked:
        return True
    alike = element.getroottree().xpath("//*[@class=$marked]", marked=marked)[:_MOST_ALIKE]
    return all(signature(one, language) in ((), names) for one in alike if one.tag == element.tag)


def _is_of_picture(element: HtmlElement) -> bool:
    return element.tag in ("figure", "figcaption") or _NO_SIGNATURE.search(element.get("class") or "") is not None


def short_line(element: HtmlElement, most: int = _LONGEST_SIGNATURE) -> str:
    """The line of an element as it is written; empty where it is longer than that."""
    length, parts = 0, []
    for part in element.itertext():
        length += len(part.strip())
        if length > most:
            return ""
        parts.append(part)
    return " ".join(" ".join(parts).split())


def _among_others(text: str) -> tuple[str, ...]:
    """The names of `Politics · Ann Lee, Bo Ek`."""
    parts = _SEPARATOR.split(text)
    named = [names for part in parts if (names := people(without_by(part)))]
    others_are_short = all(len(part.split()) <= _MOST_WORDS for part in parts if not people(without_by(part)))
    return named[0] if len(parts) > 1 and len(named) == 1 and others_are_short else ()


def _in_front(element: HtmlElement) -> tuple[str, ...]:
    """The name that an element has in front of a date or an account, each in an element of its own."""
    parts = [part for text in element.itertext() if (part := one_line(without_by(text)).strip(" |·•,–—-"))]
    if len(parts) < 2 or not all(map(_BESIDE_NAME.search, parts[1:])):
        return ()
    return people(parts[0]) if person(parts[0]) else ()
