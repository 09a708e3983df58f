"""Which of the names that a page gives itself is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["page_title", "same_letters", "without_site"]

_SEPARATOR = re.compile(r"\s+(?:[|•·»›~]|[–—-]{1,2}|::?|//?)\s+|\s*\|\s*|(?<=\w):\s+")
_LEAST_ALIKE = 0.5
"""Share of the words of a headline that the name of the window must have, where nothing else is known of it: many pages
have the name of their site, of a section or of their author as a headline."""
_MOST_WORDS_OF_SITE = 3


def page_title(
    declared: str | None, tags: Sequence[str], headlines: Sequence[str], window: str, site: str | None
) -> tuple[str, str] | None:
    """The headline, and where it is from.

    What readers see counts: a headline on the page that one of the other names repeats. Else what is declared, without
    the name of the site behind it.

    Args:
        declared: in JSON-LD.
        tags: in meta tags, the most trusted first.
        headlines: the `h1` elements of the page.
        window: its `title` element.
        site: the name of the site, or its host.
    """
    named = [(declared, "json-ld"), *((tag, "meta") for tag in tags[:1])]
    candidates = [(without_site(name, site, headlines), origin) for name, origin in named if name]
    shown = _undressed(without_site(window, site, headlines))
    for headline in headlines:
        if any(same_letters(headline, name) for name in (shown, *(name for name, _ in candidates))):
            return headline, "h1"
    if candidates:
        return next(((name, origin) for name, origin in candidates if name), None)
    if len(headlines) == 1 and (not shown or _share(headlines[0], shown[: len(shown) // 2 + 20]) >= _LEAST_ALIKE):
        return headlines[0], "h1"
    return (shown, "title") if shown else None


def _share(headline: str, window: str) -> float:
    """How many of the words of a headline the name of the window has too."""
    words = headline.casefold().split()
    return len(words) > 1 and len([word for word in words if word in window.casefold()]) / max(1, len(words))


def _undressed(window: str) -> str:
    """`A Headline of Words - Site`, where nothing but its form tells that the last part is the name of a site."""
    cuts = list(_SEPARATOR.finditer(window))
    if not cuts or cuts[-1][0].strip() == ":":
        return window
    first, last = window[: cuts[-1].start()].split(), window[cuts[-1].end() :].split()
    is_site = len(last) <= _MOST_WORDS_OF_SITE and all(word[0].isupper() for word in last)
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
        is_longer = len(first) * 2 > len(rest) or _names_site(rest, site)
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
    letters = _letters(one)
    return bool(letters) and letters == _letters(other)


def _names_site(text: str, site: str | None) -> bool:
    if site is None:
        return False
    letters, name = _letters(text.removeprefix("The ")), _letters(site.removeprefix("The "))
    if not letters or not name:
        return False
    host = _letters(site.rpartition(".")[0]) if "." in site and " " not in site else name
    return letters in (name, host) or (
        len(letters) > 3 and (letters in name or name in letters) and len(text.split()) <= 6
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
