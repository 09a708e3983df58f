"""Which of the names that a page gives itself is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from searchtui.corpus.letters import letters_of
from searchtui.corpus.values import one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["begins_alike", "headlines_of", "page_title", "parts_of_name", "same_letters", "without_site"]

# East Asian names are parted by wide signs, and by underscores in the windows of Chinese sites.
_SEPARATOR = re.compile(
    r"\s+(?:[|•·»›~⋆★✩]|[–—-]{1,2}|::?|//?)\s+|\s*[|｜]\s*|(?<=\w):\s+|(?<=[^\x00-\x7f])：|(?<=[^\x00-\x7f])_(?=[^\x00-\x7f])"
)
_AT_END = re.compile(r"\s+(?:[|•·»›~-]|[–—])+$")
_SAYS_SITE = re.compile(r"(?:web ?)?site|(?:we)?blog|home ?page", re.IGNORECASE)
_ORNAMENT = re.compile(r"^[■□◆◇●○▶►★☆▼▲]\s*")
_BRACKETED = re.compile(r"(?P<first>.*\S)\s*\[(?P<site>[^\[\]]{3,60})\]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_LEAST_ALIKE = 0.5
"""Share of the words of a headline that another name must have, where nothing else is known of it: many pages have the
name of their site, of a section or of their author as a headline."""
_LEAST_WORDS_ALIKE = 3
_MOST_WORDS_OF_SITE = 3
_MOST_HEADLINES = 10
_MOST_LESSER = 30


def headlines_of(tree: HtmlElement) -> tuple[list[str], Iterator[str]]:
    """The texts of the `h1` elements of a page, and those of its `h2` and `h3`, which are read when they are needed.

    Args:
        tree: of the page.
    """
    lesser = islice(tree.iter("h2", "h3"), _MOST_LESSER)
    return list(_texts(islice(tree.iter("h1"), _MOST_HEADLINES))), _texts(lesser)


def _texts(elements: Iterator[HtmlElement]) -> Iterator[str]:
    for element in elements:
        text = one_line(element.text_content())
        # The sign that links a heading to itself is no part of it.
        for link in element.iter("a") if text and not text[-1].isalnum() else ():
            sign = one_line(link.text_content())
            if sign and not any(map(str.isalnum, sign)) and link.get("href", "").startswith("#"):
                text = text.removesuffix(sign).rstrip()
        text = _ORNAMENT.sub("", text)
        if text:
            yield text


def page_title(
    declared: str | None,
    tags: Sequence[str],
    headlines: Sequence[str],
    window: str,
    site: str | None,
    lesser: Iterable[str] = (),
) -> tuple[str, str] | None:
    """The headline, and where it is from.

    What readers see counts: a headline on the page that one of the other names repeats, or nearly so. Else what is
    declared, without the name of the site behind it.

    Args:
        declared: in JSON-LD.
        tags: in meta tags, the most trusted first.
        headlines: the `h1` elements of the page.
        window: its `title` element.
        site: the name of the site, or its host.
        lesser: its `h2` and `h3` elements.
    """
    named = [(declared, "json-ld"), *((tag, "meta") for tag in tags[:1])]
    candidates = [(without_site(name, site, headlines), origin) for name, origin in named if name]
    shown = _undressed(without_site(_without_bracket(window, site, headlines), site, headlines))
    names = [shown, *(name for name, _ in candidates)]
    for headline in headlines:
        if any(same_letters(headline, name) for name in names):
            return headline, "h1"
    alike = [line for line in headlines if any(_is_alike(line, name) for name, _ in candidates)]
    if len(alike) == 1:
        return alike[0], "h1"
    parts = sorted(parts_of_name(window), key=len, reverse=True)[:1] if not candidates else []
    for headline in lesser:
        if any(same_letters(headline, name) for name in (*names, *parts)):
            return headline, "heading"
    if candidates:
        return next(((name, origin) for name, origin in candidates if name), None)
    if len(headlines) == 1 and (not shown or _share(headlines[0], shown[: len(shown) // 2 + 20]) >= _LEAST_ALIKE):
        return headlines[0], "h1"
    return (shown, "title") if shown else None


def parts_of_name(name: str) -> list[str]:
    """`The headline | Section | The Site` in its parts."""
    return [part for part in map(str.strip, _SEPARATOR.split(name)) if part]


def _is_alike(headline: str, name: str) -> bool:
    """Whether a headline is the declared name in other words: `Storm Hits the Coast of Maine`, `Storm Hits Maine`."""
    if begins_alike(headline, name):
        # What follows in it may be no part of the headline: buttons, the name of the site.
        return False
    one, other = headline.casefold().split(), name.casefold().split()
    common = len([word for word in one if word in other])
    return common >= _LEAST_WORDS_ALIKE and common >= _LEAST_ALIKE * max(len(one), len(other))


def _share(headline: str, window: str) -> float:
    """How many of the words of a headline the name of the window has too."""
    words = headline.casefold().split()
    return len(words) > 1 and len([word for word in words if word in window.casefold()]) / max(1, len(words))


def _without_bracket(window: str, site: str | None, headlines: Sequence[str]) -> str:
    """`A Headline [Site]`, where the site is known, or is written as a domain, or stands above the page."""
    match = _BRACKETED.fullmatch(window)
    if match is None:
        return window
    name = match["site"]
    is_site = _DOMAIN.fullmatch(name) or _names_site(name, site) or any(line.startswith(name) for line in headlines)
    return match["first"] if is_site else window


def _undressed(window: str) -> str:
    """`A Headline of Words - Site`, where nothing but its form tells that the last part is the name of a site."""
    window = _AT_END.sub("", window)
    cuts = list(_SEPARATOR.finditer(window))
    if not cuts or cuts[-1][0].strip() in (":", "："):
        return window
    if cuts[0][0] == "_":
        return window[: cuts[0].start()]
    first, last = window[: cuts[-1].start()].split(), window[cuts[-1].end() :].split()
    is_site = len(last) <= _MOST_WORDS_OF_SITE and (
        all(word[0].isupper() for word in last) or _SAYS_SITE.fullmatch(last[-1]) is not None
    )
    return " ".join(first) if is_site and len(first) > len(last) + 1 else window


def without_site(name: str, site: str | None, headlines: Sequence[str] = ()) -> str:
    """`The headline | The Site` without the site, told by its name or by a headline on the page.

    Args:
        name: what the page calls itself.
        site: the name of the site, or its host.
        headlines: on the page.
    """
    cuts = list(_SEPARATOR.finditer(name))
    for cut in cuts:
        first, rest = name[: cut.start()].strip(), name[cut.end() :].strip()
        is_longer = len(first) * 2 > len(rest) or _names_site(_SEPARATOR.split(rest, maxsplit=1)[0], site)
        if is_longer and any(same_letters(first, line) for line in headlines):
            return first
    for cut in reversed(cuts):
        first, last = name[: cut.start()].strip(), name[cut.end() :].strip()
        if len(last) > len(first) and any(same_letters(last, line) for line in headlines):
            return last
        if _names_site(last, site) and first:
            return without_site(first, site, headlines)
        if _names_site(first, site) and last and cut is cuts[0]:
            return last
    return name


def same_letters(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, spaces and punctuation."""
    letters = letters_of(one)
    return bool(letters) and letters == letters_of(other)


def begins_alike(one: str, other: str) -> bool:
    """Whether a name is another one, and perhaps more behind it."""
    letters = letters_of(other)
    return bool(letters) and letters_of(one).startswith(letters)


def _names_site(text: str, site: str | None) -> bool:
    if site is None:
        return False
    letters, name = letters_of(text.removeprefix("The ")), letters_of(site.removeprefix("The "))
    if not letters or not name:
        return False
    host = letters_of(site.rpartition(".")[0]) if "." in site and " " not in site else name
    is_part = letters in name or (name in letters and len(name) * 2 >= len(letters))
    return letters in (name, host) or (len(letters) > 3 and is_part and len(text.split()) <= 6)
