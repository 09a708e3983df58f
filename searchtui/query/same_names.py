"""Which names of authors, and which of sources, are one name written in several ways.

Only how a name is written is looked at: case, accents, blanks, dots and hyphens, `Lee, Ann` for `Ann Lee`, a title in
front and a degree behind, initials with and without dots; of a source its `The`, and the domain of its site, which is
known, or is the name in one word, or is told by where the articles of that name stand. `J. Lee` and `John Lee` stay two
people, and so do `John Lee` and `John A. Lee`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from searchtui.analysis import fold
from searchtui.article import UNKNOWN

__all__ = ["SameNames", "is_domain", "same_people", "same_sources"]

# Most names; the others take more time to take apart.
_PLAIN = re.compile(r"(?!(?:Dame|Dr|Lady|Lord|Miss|Mr|Mrs|Ms|Prof|Professor|Sir) )[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ＇`´ʻʾʿ")
_REVERSED = re.compile(r"\s*([^,]*[^\W\d_][^,]*),\s*([^,]*[^\W\d_][^,]*)\s*")
_TITLES = frozenset(["dame", "dr", "lady", "lord", "miss", "mr", "mrs", "ms", "prof", "professor", "sir"])
_DEGREE = re.compile(r"(?<=\w)(?:,\s*|\s+)(?:M\.?D|Ph\.?\s?D|D\.?Phil|MBA|MP|QC|KC|OBE|CBE)\.?$")
"""Written as they are, so that no surname is one."""
_PARTICLES = frozenset(
    ["da", "das", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "las", "le", "los", "van", "von"]
)
_SUFFIXES = frozenset(["ii", "iii", "iv", "jr", "sr", "md", "phd", "mp", "qc", "kc", "esq", "mba", "inc", "llc", "ltd"])
_VOWELS = frozenset("AEIOUY")
_MOST_INITIALS = 3

_DOMAIN = re.compile(
    r"(?:https?://)?(?:(?:www\d?|m|mobile|amp|edition)\.)?((?:[\w-]+\.)+[^\W\d_]{2,})/?", re.IGNORECASE
)
_HOST = re.compile(r"https?://([^/?#:@\s]+)", re.IGNORECASE)
_NAME_WITH_ENDING = re.compile(
    r"(?:[^\W_]+ ){1,4}[^\W_]+\.(?:com|org|net|info|at|be|ca|ch|de|es|fr|ie|it|nl|no|pl|pt|ru|se|co\.uk|com\.au)"
)
"""`Le Monde.fr`."""
_SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"])
_SITES = {
    "apnews.com": "Associated Press",
    "abcnews.go.com": "ABC News",
    "asahi.com": "Asahi Shimbun",
    "bbc.co.uk": "BBC",
    "bbc.com": "BBC",
    "corriere.it": "Corriere della Sera",
    "csmonitor.com": "Christian Science Monitor",
    "dw.com": "Deutsche Welle",
    "faz.net": "Frankfurter Allgemeine Zeitung",
    "ft.com": "Financial Times",
    "guardian.co.uk": "Guardian",
    "latimes.com": "Los Angeles Times",
    "nytimes.com": "New York Times",
    "nzz.ch": "Neue Zürcher Zeitung",
    "repubblica.it": "La Repubblica",
    "scmp.com": "South China Morning Post",
    "smh.com.au": "Sydney Morning Herald",
    "spiegel.de": "Der Spiegel",
    "sueddeutsche.de": "Süddeutsche Zeitung",
    "timesofindia.indiatimes.com": "Times of India",
    "usnews.com": "U.S. News & World Report",
    "welt.de": "Die Welt",
    "wsj.com": "Wall Street Journal",
    "zeit.de": "Die Zeit",
}
"""Sites of which the domain is not the name written as one word."""
_PARTS = {"bbc": "bbcnews"}
"""A part of a publication that stands for it where the publication itself is not among the names."""


class SameNames(NamedTuple):
    """Names that are written in several ways.

    Args:
        spellings: of each name all that occur, the one that is shown first; in the order of those that are shown.
        of: for each spelling that was given, the place of its name in `spellings`.
    """

    spellings: list[tuple[str, ...]]
    of: list[int]


def same_people(names: Sequence[str], counts: Sequence[int]) -> SameNames:
    """Find the names of one person among those of all authors.

    Args:
        names: no two alike.
        counts: how many articles have each.
    """
    return _grouped(names, counts, list(map(_person, names)), _care_for_person)


def same_sources(
    names: Sequence[str], counts: Sequence[int], addresses: Mapping[str, Collection[str]] | None = None
) -> SameNames:
    """Find the names of one publication among those of all sources.

    A domain is the name that alone is found on its pages; else the name of which it is the one word
    (`guardian.co.uk`, `theguardian.com` and `The Guardian`), where no other domain among the names is; of the sites of
    some publications it is known.

    Args:
        names: no two alike.
        counts: how many articles have each.
        addresses: of some articles of each name that declare it themselves.
    """
    domains = {name: domain for name in names if (domain := _domain(name))}
    keys = {name: _publication(name) for name in names if name not in domains}
    labels = Counter(_label(domain) for domain in set(domains.values()) if domain not in _SITES)
    called = set(keys.values())
    with_article = {key for name, key in keys.items() if fold(name).startswith("the ")}
    keys = {name: _LABELS.get(key, key) for name, key in keys.items()}
    told = _told(keys, addresses or {})

    def key_of(name: str) -> str:
        domain = domains.get(name)
        if domain is None:
            return keys[name]
        if domain in told:
            return told[domain]
        if domain in _SITES:
            key = _publication(_SITES[domain])
            part = _PARTS.get(key, "")
            return part if part in called and key not in called else key
        label = _label(domain)
        if label and labels[label] == 1:
            if label in called:
                return _LABELS.get(label, label)
            if label.startswith("the") and label[3:] in with_article:
                return label[3:]
        return domain

    return _grouped(names, counts, list(map(key_of, names)), _care_for_source)


def is_domain(name: str) -> bool:
    """Whether the name of a source is the domain of its site."""
    return _domain(name) is not None


def _told(keys: Mapping[str, str], addresses: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The names that pages tell of their hosts: those of hosts with one name, of names with one site.

    What is found on several sites is the name of an agency, or of a collection; and a host with several names is that
    of a provider.
    """
    of_host: dict[str, set[str]] = {}
    sites: dict[str, set[str]] = {}
    for name, key in keys.items():
        for address in addresses.get(name, ()):
            host = _HOST.match(address)
            domain = _domain(host[1]) if host is not None else None
            if domain is not None:
                of_host.setdefault(domain, set()).add(key)
                sites.setdefault(key, set()).add(_word(domain))
    only = ((domain, found.pop()) for domain, found in of_host.items() if len(found) == 1)
    return {domain: key for domain, key in only if len(sites[key]) == 1}


def _grouped(
    names: Sequence[str], counts: Sequence[int], keys: Sequence[str], care: Callable[[str], tuple[int, ...]]
) -> SameNames:
    if UNKNOWN in names:
        # What stands for no name at all is that of nobody, however somebody is called.
        keys = ["" if name == UNKNOWN else key for name, key in zip(names, keys, strict=True)]
    first_of: dict[str, int] = {}
    firsts = [first_of.setdefault(key, place) for place, key in enumerate(keys)]
    several: dict[int, list[int]] = {}
    if len(first_of) < len(names):
        for place, first in enumerate(firsts):
            if first != place:
                several.setdefault(first, [first]).append(place)
    for some in several.values():
        some.sort(key=lambda place: (-counts[place], *care(names[place]), -len(names[place]), names[place]))
    spellings = {
        first: tuple(map(names.__getitem__, several[first])) if first in several else (names[first],)
        for first in first_of.values()
    }
    groups = {first: group for group, first in enumerate(sorted(spellings, key=lambda first: spellings[first][0]))}
    return SameNames(list(map(spellings.__getitem__, groups)), list(map(groups.__getitem__, firsts)))


def _care_for_person(name: str) -> tuple[int, ...]:
    """Rises with how little a name is written as one would show it."""
    return (
        "," in name,
        name.isupper() or name.islower(),
        _is_titled(_words(name)) or _DEGREE.search(name) is not None,
    )


def _care_for_source(name: str) -> tuple[int, ...]:
    return (is_domain(name), name.islower())


def _words(name: str) -> list[str]:
    return _WORD.findall(name if name.isascii() and "'" not in name and "`" not in name else _whole_letters(name))


def _whole_letters(name: str) -> str:
    """A name without apostrophes, its accents one with their letters, since a mark alone is no letter."""
    import unicodedata

    return unicodedata.normalize("NFC", name.translate(_APOSTROPHES))


def _person(name: str) -> str:
    """What is the same in all spellings of a name of a person."""
    if _PLAIN.fullmatch(name):
        return name.lower()
    words = _words(_in_order(_without_degree(name)))
    if _is_titled(words):
        words = words[1:]
    is_shouted = all(map(str.isupper, words))
    key: list[str] = []
    initials = ""
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if not _is_loud_particle(word, following) and _is_initials(word, not following, is_shouted=is_shouted):
            initials += fold(word)
            continue
        # A dot tells the initials `A. L.` from the name `Al`.
        key.extend([f".{initials}"] if initials else [])
        key.append(fold(word))
        initials = ""
    key.extend([f".{initials}"] if initials else [])
    return " ".join(key) or fold(name)


def _without_degree(name: str) -> str:
    """`Ann Lee, MD` as `Ann Lee`; a name of one word keeps what is behind it."""
    bare = _DEGREE.sub("", name)
    return bare if len(bare.split()) > 1 else name


def _is_loud_particle(word: str, following: str) -> bool:
    """Whether a word is the `DE` of `Juan DE LA CRUZ`, and no initials."""
    return len(word) > 1 and word.isupper() and len(following) > 1 and following.isupper() and fold(word) in _PARTICLES


def _is_titled(words: Sequence[str]) -> bool:
    """Whether a title stands in front of more than a surname: `Lord Byron` is no Byron."""
    return len(words) > 2 and fold(words[0]) in _TITLES


def _is_initials(word: str, is_last: bool, *, is_shouted: bool) -> bool:
    """Whether a word is one initial or several written as one: `NR` in `NR Kleinfield`, and not `AL` in `AL JONES`."""
    if len(word) == 1:
        return word.upper() != word.lower()
    if is_last or len(word) > _MOST_INITIALS or not word.isupper() or fold(word) in _SUFFIXES:
        return False
    return not is_shouted or _VOWELS.isdisjoint(word)


def _in_order(name: str) -> str:
    """`Lee, Ann` as `Ann Lee`."""
    match = _REVERSED.fullmatch(name)
    if match is None or fold("".join(_words(match[2]))) in _SUFFIXES:
        return name
    return f"{match[2]} {match[1]}"


def _publication(name: str) -> str:
    """What is the same in all spellings of a name of a publication: its letters, without `The`."""
    words = [fold(word) for word in _words(name.replace("&", " and "))]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words) or fold(name)


def _domain(name: str) -> str | None:
    """The domain that the name of a source is, also that of `Le Monde.fr`; without `www` and the like."""
    match = _DOMAIN.fullmatch(name)
    if match is not None:
        return fold(match[1])
    return fold("".join(name.split())) if _NAME_WITH_ENDING.fullmatch(name) else None


def _word(domain: str) -> str:
    """The word of the site that a domain belongs to."""
    labels = domain.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[-1]


def _label(domain: str) -> str:
    """The word that a site is known by; empty for a part of a larger site."""
    labels = domain.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return labels[0].replace("-", "") if len(labels) == 1 else ""


# A site's word, without its ending, is written as a name too: `NYTimes`. Short ones may be anything.
_LABELS = {_label(domain): _publication(name) for domain, name in _SITES.items() if len(_label(domain)) > 3}
