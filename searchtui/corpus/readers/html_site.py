"""Who published a page: the name of its site, or the host of its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from searchtui.corpus.readers.html_title import parts_of_name, same_letters
from searchtui.corpus.rules.source import is_section_label
from searchtui.dates import PartialDate

__all__ = ["dated_by_address", "first_site_name", "host_of", "is_provider", "named_in_window", "path_of", "site_name"]

_LONGEST = 60
_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|edition|web|[a-z]{2}(?=\.(?:m\.)?wikipedia\.org))\.")
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|webarchive\.[\w.-]+/[\w-]+|archive\.(?:today|is|ph|md))/\d{4,14}[a-z_]*/"
    r"(?=https?://)",
    re.IGNORECASE,
)
"""What archives of the web put in front of the address of a page."""
_DATE_IN_PATH = re.compile(
    r"/(?P<year>(?:19[89]|20\d)\d)(?P<mark>[/-])(?P<month>0[1-9]|1[0-2])"
    r"(?:(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?![^/-])|(?=/)(?!/\d\d(?![^/])))",
    re.ASCII,
)
_SLOGAN = re.compile(r"\s+([|–—-])\s+")
"""Parts the name of a site from what it says of itself."""
_COMPANY_FORM = re.compile(r",? (?:Inc|LLC|Ltd)\.?$")
_SLASH_IN_NAME = re.compile(r"[^\s/]+ [^/]*/[^/]*")
"""A slash between words, and not in an address."""
_SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"])
_HOSTERS = frozenset(["blogspot", "livejournal", "medium", "substack", "tumblr", "typepad", "wordpress"])
_SHORTEST_BEGINNING = 5
_MOST_WORDS = 4
_BRACKETED = re.compile(r".*\S\s*\[(?P<site>(?:[\w-]+\.)+[a-z]{2,})\]", re.IGNORECASE)


def site_name(value: str | None) -> str | None:
    """A name that a page gives its site, without a slogan behind it; None for what names no site."""
    if not value:
        return None
    name = re.sub(r"^(?:https?://)?(?:www\.)?|/$|^@", "", value.strip()).strip()
    first, mark, rest = _SLOGAN.split(name, maxsplit=1) if _SLOGAN.search(name) else (name, "", "")
    if mark and (len(first.split()) > 1 or len(rest.split()) > 2):
        name = first
    name = _COMPANY_FORM.sub("", name)
    says_something = (
        any(map(str.isalpha, name))
        and not is_section_label(name.replace(".", ""))
        and not name.casefold().startswith(("copyright", "©", "(c)"))
        and ("/" not in name or _SLASH_IN_NAME.fullmatch(name) is not None)
    )
    return name if says_something and len(name) <= _LONGEST else None


def is_provider(name: str | None) -> bool:
    """Whether a name is that of a provider, on whose pages many publish under names of their own."""
    return name is not None and name.casefold() in _HOSTERS


def first_site_name(values: Iterable[str | None]) -> str | None:
    """The first of several values that names a site."""
    return next((name for value in values if (name := site_name(value))), None)


def host_of(address: str | None) -> str | None:
    """The host of an address, of an archived page that of the page itself; without `www` and the like."""
    if address is None:
        return None
    try:
        host = urlsplit(_ARCHIVED.sub("", address)).hostname or ""
    except ValueError:
        return None
    return _HOST.sub("", host.lower()) or None


def dated_by_address(address: str | None) -> PartialDate | None:
    """The day or the month that the path of an address names: `/2020/05/04/storm`, `/2020-05-04/storm`, `/2020/05/`."""
    match = _DATE_IN_PATH.search(path_of(_ARCHIVED.sub("", address))) if address is not None else None
    if match is None:
        return None
    try:
        return PartialDate(int(match["year"]), int(match["month"]), int(match["day"] or 0))
    except ValueError:
        return None


def path_of(address: str) -> str:
    """The path of an address; empty where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path + parts.query


def named_in_window(window: str, host: str | None, site: str | None = None) -> str | None:
    """The name of the site as it is written in `The headline - The Site`.

    Args:
        window: the name of the page's window.
        host: of its address.
        site: what the page calls its site, which may be written as one small word: `springfieldherald`.
    """
    if site is not None and (" " in site or not site.islower()):
        return None
    parts = parts_of_name(window)
    ends = [parts[-1], parts[0]] if len(parts) > 1 else []
    labels = _labels(host)
    for part in ends:
        bare = re.sub(r"(?i)\.[a-z]{2,4}$", "", part.removeprefix("The "))
        if (site is not None and same_letters(part, site)) or any(same_letters(bare, label) for label in labels):
            return site_name(part)
    for label in labels if site is None else ():
        begins = (
            len(label) >= _SHORTEST_BEGINNING and "".join(ends[0].casefold().split()).startswith(label)
            if ends
            else False
        )
        if begins and len(ends[0].split()) <= _MOST_WORDS:
            return site_name(ends[0])
    bracketed = _BRACKETED.fullmatch(window) if host is None and site is None else None
    return bracketed["site"] if bracketed else None


def _labels(host: str | None) -> list[str]:
    """The words of a host that a site is known by."""
    labels = host.split(".")[:-1] if host else []
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    if len(labels) > 1 and labels[-1] in _HOSTERS:
        labels = labels[:-1]
    return labels[-1:]
