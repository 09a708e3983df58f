"""Rules `source-line`, `first-appeared`, `publication-line` and `dateline`: where an article was published."""

from __future__ import annotations

import re

from searchtui.corpus.rules.date import trailing_date
from searchtui.corpus.rules.names import is_publication, person
from searchtui.corpus.rules.sentences import sentences

__all__ = [
    "closing_note",
    "dateline",
    "first_appeared",
    "is_acronym_line",
    "is_publication_line",
    "is_section_label",
    "labelled_source",
    "names_publication",
    "publication_and_place",
    "release_source",
]

_LABEL = re.compile(
    r"(?:source|publication|publisher|published (?:in|by)|newspaper|via|outlet|quelle|fuente|fonte|bron|"
    r"источник|джерело)"
    r"\s*:\s*(\S.*)|(?:来源|來源|出典)\s*[:：]\s*(\S.*)",
    re.IGNORECASE,
)
_CREDIT_WORDS = re.compile(
    r"(?i)\b(?:anonymous|authors?|calculations?|census|charts?|commons|compiled|data|databases?|estimates?|figures|flickr|"
    r"getty|images?|own|photos?|pixabay|shutterstock|statistics|surveys?|tables?|unknown|unsplash|various|wikipedia|"
    r"wikimedia|eigene|unbekannt)\b|[(\[©]"
)
_RELEASE = re.compile(r"SOURCE:?\s+(?P<source>[^\Wa-z\d_].{1,60})")
_COMPANY = re.compile(r"(?i)\b(?:inc|corp|corporation|ltd|limited|llc|plc|co|company|ag|gmbh|group|holdings)\.?$")
_THIS_ARTICLE = (
    r"(?:this|an? (?:\w+ )?version of this) (?:article|story|piece|essay|(?:blog )?post|blog|commentary|column|"
    r"interview|"
    r"op-?ed|opinion piece|feature)"
)
_FIRST = r"(?:first|originally|previously|initially)"
_APPEARED = r"(?:appeared|published|posted|printed|released|ran)"
_WHERE = r"(?:on|in|by|at|with)(?: the (?:website|pages|site) of)?"
_OPENING = r"[(\[*_]*\s*(?:(?:note|editor['’]s note|disclaimer)\s*:\s*)?"
_AGAIN = (
    r"(?:republished|reprinted|reproduced|cross-?posted)(?: here)?(?: with (?:the )?(?:kind )?permission)? "
    r"(?:from|of|courtesy of)"
)
_SAID_OF_ARTICLE = re.compile(
    rf"{_OPENING}(?:{_THIS_ARTICLE} (?:(?:has|had|was|is|has been|had been) )?"
    rf"(?:{_FIRST} (?:was )?{_APPEARED} {_WHERE}|"
    rf"{_APPEARED} first {_WHERE}|{_AGAIN})|the post .{{1,200}}? (?:first appeared|appeared first) on) (?P<source>.+)",
    re.IGNORECASE,
)
_BEGIN_NOTE = ("this", "the post")
_ELLIPTIC = re.compile(rf"{_OPENING}(?:{_FIRST} {_APPEARED} {_WHERE}|{_AGAIN}) (?P<source>.+)", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r",?\s+(?:under|on|with|and is|and was|and has|as part|where|which|in partnership|by)\b|"
    r"[.!?]\s|\s*[(\[]|[.,;:)\]]+$"
)
_LICENCE = re.compile(
    r"(?:[\s,;.()\[\]]|under (?:an? |the )?(?:creative commons|cc)\b[\w\s/-]{0,40}|"
    r"(?:and (?:is|was|has been) )?(?:republished|reprinted|reproduced|cross-?posted)\b(?: here)?|"
    r"with (?:the )?(?:kind )?permission\b|(?:you can )?read (?:the )?(?:original|full)\b"
    r"(?: (?:article|story|post|piece))?(?: here)?)*",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(r",?\s+(?:and|&)\s+(?:news\s+|other\s+)?agencies$", re.IGNORECASE)
_IN_YEAR = re.compile(r"(?:,|\s+(?:back )?in|\s*\()\s*(?:1[5-9]|20)\d\d$")
_LONGEST_NOTE = 400
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{1,5}")
_BETWEEN_LABELS = re.compile(r"\s*[|/>»•·&-]\s*|\s+")
_MOST_LABELS = 3
_DANGLING = re.compile(r"[\s,(]+(?:on|in)$")
_SENTENCE_END = re.compile(r"[.!?]\s")
_WEB_ADDRESS = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+")
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
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"
_PLACE = (
    r"(?P<place>[^\Wa-z\d_][^\Wa-z\d_]+(?:[^\Wa-z\d_ .,'’/-]|[ .,'’/-]){0,40}?)"
    r"(?:, ?[^\Wa-z\d_][\w.'’-]{1,20}(?: [^\Wa-z\d_][\w.'’-]{1,20}){0,2})?"
)
"""`MOSCOW`, `KYIV, Ukraine`, `ST. PAUL, Minn.`."""
_DATELINE = re.compile(
    rf"{_PLACE}(?:,\s*(?P<day>{_DAY}(?:,? \d{{4}})?))?\s*"
    rf"(?:\((?P<source>{_AGENCY})\)\s*(?:[-–—_]+|:|\.)|\.?\s*/(?P<slashed>{_AGENCY})/\.?)\s*\S"
)
_DATED_DATELINE = re.compile(rf"{_PLACE},\s*(?P<day>{_DAY},? \d{{4}})\s*(?:--|[–—]|-\s)\s*\S")


def labelled_source(text: str) -> str | None:
    """The publication that a line such as `Source: TRT World` names.

    `Source: close to the ministry, said...` names none: a publication is short, begins with a capital letter and is no
    sentence. Nor do the credits of charts and pictures: `Source: own calculations`, `Source: World Bank (chart)`.
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    value = match[1] or match[2]
    return None if _CREDIT_WORDS.search(value) else _publication(_AND_OTHERS.sub("", trailing_date(value)[0]))


def release_source(text: str) -> str | None:
    """The company that the last line of a press release names: `SOURCE Acme Corp.` for one."""
    match = _RELEASE.fullmatch(text)
    if match is None or (text.isupper() and not _COMPANY.search(text)):
        return None
    return _publication(match["source"])


def first_appeared(text: str) -> str | None:
    """The publication that a note such as `This article first appeared on The Conversation.` names.

    The note must be about this very article and hold nothing else but a date, a licence or the like.
    """
    if len(text) > _LONGEST_NOTE:
        return None
    match = _SAID_OF_ARTICLE.match(text) or _ELLIPTIC.match(text)
    if match is None:
        return None
    name, rest = _name_and_rest(match["source"])
    return name if name is not None and _LICENCE.fullmatch(rest) else None


def closing_note(text: str) -> str | None:
    """The publication that the last sentences of a paragraph name as `first_appeared` does, whatever else they say."""
    text = text[-_LONGEST_NOTE:]
    if not any(words in text.casefold() for words in _BEGIN_NOTE):
        return None
    last = sentences(text)
    for start in range(len(last)):
        match = _SAID_OF_ARTICLE.match(" ".join(last[start:]))
        if match is not None:
            return _name_and_rest(match["source"])[0]
    return None


def _name_and_rest(text: str) -> tuple[str | None, str]:
    """Part what follows `appeared in` into the name of a publication, without a date, and what comes after it."""
    whole = _publication(_undated(text.rstrip(" .)]*_")))
    if whole is not None:
        return whole, ""
    for match in _AFTER_NAME.finditer(text):
        name = _publication(_undated(text[: match.start()]))
        if name is None:
            continue
        rest = text[match.start() :]
        return name, "" if _undated(f"X {rest}") == "X" else rest
    return None, ""


def _undated(text: str) -> str:
    """`The Lancet in May 2019` without its date."""
    text = _IN_YEAR.sub("", text.rstrip(" .,;)]"))
    return _DANGLING.sub("", trailing_date(text)[0]).rstrip(" ,(")


def is_publication_line(text: str) -> bool:
    """Whether a short line of the head can be nothing but the name of a publication."""
    if not is_publication(text) or text[-1] in ".,;:?!":
        return False
    return len(text.split()) <= 6 and _is_name(text)


def publication_and_place(text: str) -> str | None:
    """The publication of a line such as `BBC News, Bangkok`, below a byline."""
    name, comma, place = text.partition(", ")
    placed = comma and len(place.split()) <= 3 and place[:1].isupper() and place[-1] not in ".,;:?!"
    return name if placed and is_publication(name) else None


def is_acronym_line(text: str) -> bool:
    """Whether a line is an acronym that may be a broadcaster's or an agency's; the name of a section is not."""
    return _ACRONYM.fullmatch(text) is not None and text.casefold() not in _SECTIONS


def is_section_label(text: str) -> bool:
    """Whether a line only says in which part of a publication the article stood, such as `OPINION`."""
    words = _BETWEEN_LABELS.split(text.casefold().strip(" :"), _MOST_LABELS)
    return len(words) <= _MOST_LABELS and all(word in _SECTIONS for word in words)


def names_publication(text: str) -> bool:
    """Whether a line of the head reads like the name of a publication: `The Springfield Herald`."""
    words = text.split()
    if not 2 <= len(words) <= 5 or words[-1].casefold().removesuffix(".com") not in _LAST_WORDS:
        return False
    return text[-1] not in ".,;:?!" and _is_name(text) and not person(text)


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


def dateline(text: str) -> tuple[str | None, str] | None:
    """The agency and the day of a dateline such as `MOSCOW, Dec 5, 2020 (Reuters) - `, or None.

    Without an agency the day must be a whole date.
    """
    match = _DATELINE.match(text[:120])
    source = (match["source"] or match["slashed"]) if match is not None else None
    match = match or _DATED_DATELINE.match(text[:120])
    if match is None or not match["place"].strip().split(",")[0].isupper():
        return None
    return source, match["day"] or ""


def _publication(name: str) -> str | None:
    name = name.strip(" \"“”'‘’*_").rstrip(" .,;:")
    words = name.split()
    if not words or len(words) > 7 or len(name) > 60 or _SENTENCE_END.search(name) or not _is_name(name):
        return None
    return name


def _is_name(text: str) -> bool:
    """Whether all words but small ones begin with a capital letter or a digit, or the text is an address of the web."""
    words = text.split()
    if len(words) == 1 and _WEB_ADDRESS.fullmatch(text):
        return True
    if words[0].casefold() in _SMALL_WORDS and len(words) == 1:
        return False
    capital = [not word[0].islower() for word in words]
    return any(capital) and all(
        begins or (word.casefold() in _SMALL_WORDS and place > 0) or word in ("the", "dpa", "tagesschau")
        for place, (begins, word) in enumerate(zip(capital, words, strict=True))
    )
