"""Which words name a person, and which an organisation or a place.

There is no list of names. A person's name is two to five words that begin with capital letters, with initials and
particles (`de`, `van der`, `al-`), of which none is known to be something else.
"""

from __future__ import annotations

import re

__all__ = [
    "NAME_PARTICLES",
    "is_publication",
    "may_begin_name",
    "names_organisation",
    "people",
    "person",
    "sort_out_names",
]

_WORD = re.compile(r"[^\W\d_]+(?:['’\-.][^\W\d_]+)*\.?")
NAME_PARTICLES = frozenset(
    [
        "a",
        "af",
        "al",
        "am",
        "an",
        "ap",
        "av",
        "bar",
        "bat",
        "ben",
        "bin",
        "bint",
        "d",
        "da",
        "dal",
        "dalla",
        "de",
        "degli",
        "dei",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "li",
        "lo",
        "los",
        "mac",
        "ould",
        "of-the",
        "san",
        "st",
        "ter",
        "ten",
        "the-younger",
        "tho",
        "thoe",
        "to",
        "und",
        "ul",
        "ur",
        "van",
        "ver",
        "vom",
        "von",
        "y",
        "zu",
        "zum",
        "zur",
    ]
)
_PREFIXED = re.compile(r"(?:d|l|m|al|el|an|ad|ar|as|at|az|ash|ul)['’\-][^\W\d_]", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Rev|Hon|Amb|Ambassador|Lt|Col|Gen|Capt|Maj|Sgt)\b\.?\s+)+"
)
_DEGREE = re.compile(
    r"(?:Jr|Sr|II|III|IV|Ph\.?\s?D|M\.?D|M\.?A|B\.?A|MBA|MP|QC|KC|OBE|CBE|Esq|D\.?Phil)\.?", re.IGNORECASE
)

# Words of organisations. Those that are common surnames too (Post, Star, Sun) are left out.
_ORGANISATION = frozenset(
    [
        "academy",
        "administration",
        "affairs",
        "agencies",
        "agency",
        "alliance",
        "associated",
        "association",
        "authority",
        "bank",
        "board",
        "broadcasting",
        "bureau",
        "center",
        "centre",
        "centro",
        "chronicle",
        "college",
        "commission",
        "committee",
        "company",
        "congress",
        "conversation",
        "corporation",
        "correspondent",
        "correspondents",
        "council",
        "daily",
        "department",
        "desk",
        "digital",
        "diplomat",
        "division",
        "editor",
        "editorial",
        "editors",
        "embassy",
        "enterprise",
        "examiner",
        "express",
        "faculty",
        "federation",
        "force",
        "forum",
        "foundation",
        "gazette",
        "government",
        "group",
        "guardian",
        "herald",
        "institute",
        "international",
        "investigates",
        "journal",
        "laboratory",
        "league",
        "limited",
        "magazine",
        "media",
        "ministry",
        "mission",
        "monitor",
        "network",
        "networks",
        "news",
        "newsroom",
        "newspaper",
        "newspapers",
        "observer",
        "office",
        "official",
        "online",
        "organisation",
        "organization",
        "parliament",
        "party",
        "partners",
        "policy",
        "press",
        "project",
        "publications",
        "publishing",
        "radio",
        "reporter",
        "reporters",
        "reports",
        "research",
        "review",
        "school",
        "senate",
        "service",
        "services",
        "society",
        "staff",
        "standard",
        "studies",
        "studio",
        "syndicate",
        "team",
        "telegraph",
        "television",
        "thinktank",
        "times",
        "today",
        "tribune",
        "trust",
        "tv",
        "union",
        "university",
        "weekly",
        "wire",
        "workers",
        "writer",
        "writers",
        "agence",
        "presse",
        "deutsche",
        "welle",
        "inc",
        "llc",
        "ltd",
        "gmbh",
        "plc",
    ]
)
# Words that follow "By" without naming anybody.
_OTHER = frozenset(
    [
        "a",
        "about",
        "accident",
        "after",
        "all",
        "an",
        "and",
        "any",
        "appointment",
        "as",
        "at",
        "because",
        "before",
        "but",
        "by",
        "chance",
        "christmas",
        "comparison",
        "contrast",
        "day",
        "default",
        "definition",
        "demand",
        "design",
        "early",
        "easter",
        "end",
        "every",
        "example",
        "far",
        "for",
        "force",
        "four",
        "from",
        "hand",
        "he",
        "her",
        "his",
        "how",
        "if",
        "in",
        "invitation",
        "it",
        "its",
        "january",
        "february",
        "july",
        "september",
        "october",
        "november",
        "december",
        "law",
        "land",
        "last",
        "late",
        "least",
        "less",
        "many",
        "means",
        "mid",
        "midnight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "more",
        "most",
        "much",
        "my",
        "necessary",
        "next",
        "night",
        "no",
        "noon",
        "not",
        "now",
        "numbers",
        "on",
        "one",
        "or",
        "order",
        "our",
        "popular",
        "royal",
        "sea",
        "she",
        "some",
        "spring",
        "summer",
        "than",
        "that",
        "the",
        "their",
        "then",
        "these",
        "they",
        "this",
        "those",
        "three",
        "time",
        "two",
        "under",
        "us",
        "via",
        "war",
        "way",
        "we",
        "week",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "winter",
        "year",
        "years",
        "yesterday",
        "you",
        "your",
    ]
)
_PLACES = frozenset(
    [
        *("abu dhabi", "addis ababa", "asia pacific", "buenos aires", "cape town", "central asia", "costa rica"),
        *("east jerusalem", "eastern europe", "el salvador", "european union", "gaza city", "ho chi minh city"),
        *("hong kong", "kuala lumpur", "las vegas", "latin america", "los angeles", "mexico city", "middle east"),
        *("new delhi", "new jersey", "new mexico", "new orleans", "new south wales", "new york", "new york city"),
        *("new zealand", "north africa", "north america", "north carolina", "north korea", "phnom penh"),
        *("port au prince", "puerto rico", "rio de janeiro", "san diego", "san francisco", "san jose", "santa fe"),
        *("saint petersburg", "salt lake city", "saudi arabia", "sierra leone", "são paulo", "sao paulo"),
        *("south africa", "south america", "south carolina", "south korea", "south sudan", "southeast asia"),
        *("sri lanka", "st petersburg", "st. petersburg", "tel aviv", "united arab emirates", "united kingdom"),
        *("united nations", "united states", "washington dc", "washington d.c", "west africa", "west bank"),
        *("western europe", "white house"),
    ]
)
# Publications and agencies whose name alone on a line is a source.
_PUBLICATIONS = frozenset(
    [
        *("abc news", "afp", "agence france-presse", "al arabiya", "al jazeera", "al-jazeera", "anadolu agency", "ani"),
        *("ap", "ars technica", "asia times", "associated press", "axios", "bbc", "bbc news", "bloomberg", "cbc"),
        *("cbs news", "cgtn", "channel newsasia", "china daily", "cnbc", "cnn", "daily mail", "daily sabah", "dawn"),
        *(
            "der spiegel",
            "deutsche welle",
            "die zeit",
            "dpa",
            "dw",
            "el país",
            "euronews",
            "euractiv",
            "financial times",
        ),
        *("forbes", "foreign affairs", "foreign policy", "fortune", "fox news", "france 24", "global times", "haaretz"),
        *("hindustan times", "huffpost", "ians", "interfax", "itv news", "japan times", "kyodo", "kyodo news"),
        *("le figaro", "le monde", "los angeles times", "middle east eye", "nature", "nbc news", "new scientist"),
        *("new york times", "newsweek", "nhk", "nikkei asia", "npr", "the new yorker", "people's daily", "politico"),
        *("press tv", "propublica", "pti", "quartz", "reuters", "ria novosti", "rt", "scmp", "sky news", "slate"),
        *("south china morning post", "sputnik", "süddeutsche zeitung", "tass", "the atlantic", "the conversation"),
        *("the diplomat", "the economist", "the guardian", "the hill", "the hindu", "the independent", "the intercept"),
        *("the moscow times", "the nation", "the new york times", "the sun", "the telegraph", "the times"),
        *("the verge", "the wall street journal", "the washington post", "thomson reuters", "times of india"),
        *("trt world", "united press international", "upi", "usa today", "voice of america", "wall street journal"),
        *("washington post", "wired", "xinhua", "xinhua news agency", "yonhap", "yonhap news agency"),
    ]
)
_AFFILIATION = re.compile(
    r"(?i)\b(?:writer|editor|reporter|correspondent|columnist|professor|lecturer|fellow|analyst|director|contributor|"
    r"special to|for|agencies|staff|chief|researcher|candidate|student|economist|scientist)\b"
)


_BEGIN_NO_NAME = frozenset(word for word in _OTHER if len(word) > 1)
"""One letter with a full stop may be an initial."""

_HAS_ASIDE = re.compile(r"[(<@\[]")
_ASIDE = re.compile(r"\s*[(<@\[].*$")
_AND = re.compile(r"\s+(?:and|AND|&|with|et|und|y|и|та)\s+")
_COMMA = re.compile(r"\s*[,;]\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_WITH_PLACE = re.compile(r"(.+?)\s+((?i:in|for|of|at|from))\s+((?:(?i:the)\s+)?[^\W\d_a-z].*)$")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_SINGLE_WORD = re.compile(r"[^\W\d_]{3,}")
_INITIAL = re.compile(r"[A-Z]\.")
_ADDRESS = re.compile(r"[\s,;|]*[(<\[]?(?:e-?mail:?\s*)?[\w.+-]*@[\w.-]+[)>\]]?", re.IGNORECASE)


def names_organisation(text: str) -> bool:
    """Whether a word of the text belongs to the name of an organisation."""
    return any(word.strip(".,'’").casefold() in _ORGANISATION for word in text.split()) or is_publication(text)


def is_publication(text: str) -> bool:
    """Whether the text is the name of a publication or news agency that this module knows."""
    return text.casefold().removesuffix(".com").strip(" .") in _PUBLICATIONS


def person(text: str) -> str | None:
    """The name of a person that the text is, without honorifics, or None."""
    name = _HONORIFIC.sub("", text.strip(), count=1).strip()
    words = name.split()
    if not 2 <= len(words) <= 6 or name.casefold().strip(".") in _PLACES or names_organisation(name):
        return None
    if words[0].casefold() == "the" or words[-1].casefold().rstrip(".") in NAME_PARTICLES:
        return None
    full = 0
    for word in words:
        lowered = word.casefold().strip(".")
        if lowered in NAME_PARTICLES and word != words[0]:
            continue
        # `A. A. Popov`: an initial is no article.
        if _WORD.fullmatch(word) is None or (lowered in _OTHER and not _INITIAL.fullmatch(word)):
            return None
        begins = word[0].isupper() or word[0].lower() == word[0].upper() or _PREFIXED.match(word)
        if not begins and not (lowered in NAME_PARTICLES and word == words[0]):
            return None
        full += len(word.replace(".", "")) >= 2 and not _INITIALS.fullmatch(word)
    # "J. R. R." names nobody, "J. Doe" and "Wei Li" do.
    return name if full and sum(_is_capitalised(word) for word in words) >= 2 else None


def may_begin_name(text: str) -> bool:
    """Whether `person` can see a name at the beginning of a text, to judge by its first two words alone."""
    words = text.split(None, 2)[:2]
    if len(words) < 2 or words[0].casefold().strip(".") in _BEGIN_NO_NAME:
        return False
    return _is_capitalised(words[1]) or words[1].casefold().strip(".,") in NAME_PARTICLES


def sort_out_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part `A, B and C, Reuters` into people and affiliations.

    A comma alone may part a name from a place or an employer as well as from another name. So a list of names counts as
    one where `and` closes it or where every part of it is a name.

    Returns:
        The people and what else is named; both empty where some part can be neither.
    """
    text = _ADDRESS.sub("", text).strip(" ,;") if "@" in text else text.strip()
    text = _ASIDE.sub("", text).strip(" .") if _HAS_ASIDE.search(text) else text
    halves = _AND.split(text)
    closed = len(halves) > 1
    parts = [part for half in halves for part in _COMMA.split(half) if part]
    names: list[str] = []
    others: list[str] = []
    for part in parts:
        part, employer = _without_place_or_employer(part)
        if _DEGREE.fullmatch(part) and names:
            continue
        name = person(part)
        if name is not None and (closed or not others):
            names.append(name)
            others.extend(filter(None, [employer]))
        elif (names or closed) and _is_affiliation(part):
            others.append(part)
        else:
            return (), ()
    if names and not closed and others and len(names) > 1:
        return (), ()
    return tuple(dict.fromkeys(names)), tuple(others)


def people(text: str) -> tuple[str, ...]:
    """The people whom a text such as `A, B and C` lists, or none where it holds something else."""
    return sort_out_names(text)[0]


def _without_place_or_employer(part: str) -> tuple[str, str]:
    match = _WITH_PLACE.match(part)
    if match is None:
        return part, ""
    return match[1], match[3] if match[2].casefold() != "in" else ""


def _is_affiliation(part: str) -> bool:
    known = names_organisation(part) or part.casefold() in _PLACES or _AFFILIATION.search(part) is not None
    acronym = _ACRONYM.fullmatch(part) is not None
    place = _SINGLE_WORD.fullmatch(part) is not None and part[0].isupper() and part.casefold() not in _OTHER
    return known or acronym or place or part.startswith("The ")


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or word[0].lower() == word[0].upper() or _PREFIXED.match(word) is not None
