"""Rules `source-line`, `first-appeared`, `publication-line` and `dateline`: where an article was published."""

from __future__ import annotations

import re

from searchtui.corpus.rules.date import trailing_date
from searchtui.corpus.rules.names import is_publication, person

__all__ = [
    "dateline",
    "first_appeared",
    "is_acronym_line",
    "is_publication_line",
    "is_section_label",
    "labelled_source",
    "names_publication",
    "publication_and_place",
]

_LABEL = re.compile(
    r"(?:source|publication|publisher|published (?:in|by)|newspaper|via|outlet)\s*:\s*(\S.*)", re.IGNORECASE
)
_VERB = r"(?:appeared|published|posted|printed|released|reported|ran)"
_FIRST_APPEARED = re.compile(
    r"(?:[(\[]\s*)?(?:(?:note|editor's note|disclaimer)\s*:\s*)?"
    r"(?:(?:this|the|a version of this|an earlier version of this)"
    rf"(?: \w+)? ?(?:article|story|piece|essay|post|report|text|analysis|commentary|column|interview|op-?ed|"
    rf"opinion piece|blog|excerpt|version)?\s*(?:has |had |was |is |have been |has been )?(?:been )?)?"
    rf"(?:first |originally |previously |initially )(?:was )?(?:{_VERB} )(?:on|in|by|at|with)"
    r"(?: the (?:website|pages|site) of)? "
    rf"(?P<source>.+)",
    re.IGNORECASE,
)
_REPUBLISHED = re.compile(
    r"(?:[(\[]\s*)?(?:this (?:article|story|piece|essay|post) (?:is|was|has been) )?"
    r"(?:republished|reprinted|reproduced|cross-?posted) "
    r"(?:here )?(?:with (?:the )?(?:kind )?permission )?(?:from|of|courtesy of) (?P<source>.+)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:,?\s+(?:under|on|with|and is|and was|as part|where|which|in partnership|by)\b.*|[.!?]\s+.*|"
    r"\s*[(\[].*|[.,;:)\]]+)$"
)
_AND_OTHERS = re.compile(r",?\s+(?:and|&)\s+(?:news\s+|other\s+)?agencies$", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    ["of", "the", "and", "for", "de", "la", "le", "del", "in", "on", "&", "et", "von", "der", "das"]
)
_SECTIONS = frozenset(
    [
        "analysis",
        "arts",
        "asia",
        "australia",
        "africa",
        "americas",
        "breaking",
        "business",
        "china",
        "comment",
        "commentary",
        "culture",
        "economy",
        "editorial",
        "education",
        "environment",
        "eu",
        "europe",
        "exclusive",
        "explainer",
        "fact",
        "feature",
        "features",
        "finance",
        "focus",
        "health",
        "india",
        "interview",
        "iran",
        "israel",
        "japan",
        "letter",
        "letters",
        "life",
        "lifestyle",
        "live",
        "nato",
        "news",
        "op-ed",
        "opinion",
        "opinions",
        "perspective",
        "perspectives",
        "photos",
        "podcast",
        "politics",
        "region",
        "report",
        "review",
        "russia",
        "science",
        "security",
        "society",
        "sport",
        "sports",
        "story",
        "tech",
        "technology",
        "travel",
        "turkey",
        "uk",
        "ukraine",
        "un",
        "update",
        "updated",
        "urgent",
        "us",
        "usa",
        "video",
        "videos",
        "views",
        "watch",
        "world",
        "asean",
        "brics",
        "covid",
        "covid-19",
        "who",
        "gdp",
        "faq",
        "q&a",
        "tl;dr",
        "draft",
        "memo",
        "part",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "usa",
    ]
)
_AGENCY = (
    r"Reuters|AP|AFP|Xinhua|TASS|UPI|IANS|dpa|ANI|PTI|Kyodo|Bloomberg|Sputnik|Interfax|EFE|ANSA|Yonhap|Anadolu|AA|CNN|"
    r"RIA Novosti"
)
_DATELINE = re.compile(
    rf"(?P<place>[^\Wa-z\d_][^\Wa-z\d_]+(?:[^\Wa-z\d_ .,'’/-]|[ .,'’/-]){{0,40}}?)"
    rf"(?:,\s*(?P<day>(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}|\d{{1,2}} [A-Z][a-z]{{2,8}}\.?)(?:,? \d{{4}})?))?\s*"
    rf"(?:\((?P<source>{_AGENCY})\)\s*(?:[-–—]+|:|\.)|\.?\s*/(?P<slashed>{_AGENCY})/\.?)\s*\S"
)


def labelled_source(text: str) -> str | None:
    """The publication that a line such as `Source: TRT World` names.

    `Source: close to the ministry, said...` names none: a publication is short, begins with a capital letter and is no
    sentence.
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    return _publication(_AND_OTHERS.sub("", trailing_date(match[1])[0]))


def first_appeared(text: str) -> str | None:
    """The publication that a note such as `This article first appeared on The Conversation.` names."""
    if len(text) > 400:
        return None
    match = _FIRST_APPEARED.match(text) or _REPUBLISHED.match(text)
    if match is None:
        return None
    name = trailing_date(re.sub(r"[.\s]+$", "", match["source"]))[0]
    for _ in range(4):
        shorter = _AFTER_NAME.sub("", name)
        shorter = re.sub(r"\s+(?:on|in)$", "", trailing_date(shorter)[0])
        if shorter == name:
            break
        name = shorter
    return _publication(name)


def is_publication_line(text: str) -> bool:
    """Whether a short line of the head can be nothing but the name of a publication."""
    words = text.split()
    if not 1 <= len(words) <= 6 or text[-1] in ".,;:?!" or not _is_name(text):
        return False
    return is_publication(text)


def publication_and_place(text: str) -> str | None:
    """The publication of a line such as `BBC News, Bangkok`, below a byline."""
    name, comma, place = text.partition(", ")
    placed = comma and len(place.split()) <= 3 and place[:1].isupper() and place[-1] not in ".,;:?!"
    return name if placed and is_publication(name) else None


def is_acronym_line(text: str) -> bool:
    """Whether a line is an acronym that may be a broadcaster's or an agency's; the name of a section is not."""
    return re.fullmatch(r"[A-Z][A-Z0-9&]{1,5}", text) is not None and text.casefold() not in _SECTIONS


def is_section_label(text: str) -> bool:
    """Whether a line only says in which part of a publication the article stood, such as `OPINION`."""
    words = re.split(r"\s*[|/>»•·&-]\s*|\s+", text.casefold().strip(" :"))
    return len(words) <= 3 and all(word in _SECTIONS for word in words)


def names_publication(text: str) -> bool:
    """Whether a line of the head reads like the name of a publication: `The Springfield Herald`."""
    words = text.split()
    if not 2 <= len(words) <= 5 or text[-1] in ".,;:?!" or not _is_name(text) or person(text):
        return False
    last = re.sub(r"\.com$", "", words[-1].casefold())
    return last in _LAST_WORDS


_LAST_WORDS = frozenset(
    [
        "chronicle",
        "courier",
        "daily",
        "dispatch",
        "examiner",
        "express",
        "gazette",
        "globe",
        "guardian",
        "herald",
        "inquirer",
        "journal",
        "magazine",
        "mail",
        "mirror",
        "monitor",
        "news",
        "newspaper",
        "observer",
        "post",
        "press",
        "record",
        "reporter",
        "review",
        "star",
        "standard",
        "sun",
        "telegraph",
        "times",
        "tribune",
        "weekly",
    ]
)


def dateline(text: str) -> tuple[str, str] | None:
    """The agency and the day of a dateline such as `MOSCOW, Dec 5, 2020 (Reuters) - `, or None."""
    match = _DATELINE.match(text[:120])
    if match is None or not match["place"].strip().split(",")[0].isupper():
        return None
    return match["source"] or match["slashed"], match["day"] or ""


def _publication(name: str) -> str | None:
    name = name.strip(" \"“”'‘’*_").rstrip(" .,;:")
    words = name.split()
    if not words or len(words) > 7 or len(name) > 60 or re.search(r"[.!?]\s", name) or not _is_name(name):
        return None
    return name


def _is_name(text: str) -> bool:
    """Whether all words but small ones begin with a capital letter or a digit, or the text is an address of the web."""
    words = text.split()
    if len(words) == 1 and re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+", text):
        return True
    if words[0].casefold() in _SMALL_WORDS and len(words) == 1:
        return False
    capital = [not word[0].islower() for word in words]
    return any(capital) and all(
        begins or (word.casefold() in _SMALL_WORDS and place > 0) or word in ("the", "dpa", "tagesschau")
        for place, (begins, word) in enumerate(zip(capital, words, strict=True))
    )
