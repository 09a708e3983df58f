"""Rules `byline` and `author-label`: a line that says who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from searchtui.corpus.rules.common_words import COMMON_WORDS
from searchtui.corpus.rules.date import dated_line, trailing_date
from searchtui.corpus.rules.names import NAME_PARTICLES, is_publication, people, sort_out_names
from searchtui.corpus.rules.source import names_publication
from searchtui.dates import PartialDate

__all__ = ["Byline", "read_byline", "without_nobody"]

_BY = re.compile(
    r"(?:[–—-]+\s*)?(?:(?:written|words|story|text|report|analysis|opinion|essay|review) )?by[:\s]\s*(?=\S)",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\s+(?:staff|news agency|agency|news service)$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:authors?|writers?|byline|written by|text|autor(?:in|en|es|as?|i)?|auteurs?|autore|автор(?:ы|и)?|作者|著者|"
    r"记者|記者)"
    r"\s*[:：]\s*(?:by\s+)?(?=\S)",
    re.IGNORECASE,
)
# Chinese and Japanese names have no spaces; a dot parts those of foreigners.
_EAST_ASIAN_NAME = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]{2,10}(?:[·・][\u3040-\u30ff\u3400-\u9fff]{1,10})*")
_REPORTER = re.compile(r"[\u3400-\u9fff]{0,6}(?:记者|記者|编辑|編集)")
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—-]{1,2}\s+|\s*/\s+|\s+(?=(?:Published|Updated|Posted)\b)")
_PARTING = "|•·/–—-"
_READING_TIME = re.compile(r"\d+\s*-?\s*min(?:ute)?s?\.?(?:\s+read)?", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?!.*\s(?:and|&)\s)(?:the |our )?(?:[\w.'’&-]+ ){0,3}"
    r"(?:staff(?: (?:writers?|reporters?))?|agencies|editors|editorial board|"
    r"news desk|newsroom|correspondents?|reporters?|web desk)",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"(?:,|;)?\s+(?:and\s+)?(?:photo(?:graph)?s?|photography|pictures|illustrations?|video|graphics?) by\s.*",
    re.IGNORECASE,
)
"""Who made the pictures has not written the text."""
_MAIL = re.compile(r"<?[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>?")
_LONGEST = 200


class Byline(msgspec.Struct, frozen=True):
    """What one line of the head says.

    Args:
        authors: empty where it is a byline that names no person (`By our staff`, `By Reuters`).
        source: a known publication, the employer of the authors or the author itself.
        date: one that shares the line.
        updated: the date is that of a revision.
        rule: the name of the rule that read it.
    """

    authors: tuple[str, ...]
    source: str | None = None
    date: PartialDate | None = None
    updated: bool = False
    rule: str = "byline"


def without_nobody(names: Iterable[str]) -> tuple[str, ...]:
    """The authors of a list without those that name nobody: `Reuters Staff`, an agency, an address of mail.

    Args:
        names: of any kind; behind a bar may stand who employs an author.
    """
    found: list[str] = []
    for name in names:
        parts = [part.strip() for part in name.split("|")]
        parts = [part for part in parts if len(parts) == 1 or not (is_publication(part) or names_publication(part))]
        found.extend(part for part in parts if part and not _is_nobody(part))
    return tuple(dict.fromkeys(found))


def _is_nobody(name: str) -> bool:
    return is_publication(name) or _NOBODY.fullmatch(name) is not None or _MAIL.fullmatch(name) is not None


def read_byline(text: str) -> Byline | None:
    """Read a line such as `By A, B and C`, alone or beside a date, or None where it is anything else.

    A sentence may begin with "By": every part of the line must be a name, an employer, a place, a date or a source.
    """
    if len(text) > _LONGEST or not _may_name_author(text):
        return None
    byline: Byline | None = None
    source: str | None = None
    date: PartialDate | None = None
    updated = False
    for part in _SEPARATOR.split(text):
        dated = dated_line(part)
        if dated is not None:
            date, updated = (date, updated) if date else (dated[0], dated[1] == "updated")
        elif byline is None and (read := _names(part)) is not None:
            byline = read
        elif is_publication(part) or names_publication(part):
            source = part
        elif not _READING_TIME.fullmatch(part):
            return None
    if byline is None:
        return None
    if byline.date is not None:
        date, updated = byline.date, False
    return Byline(byline.authors, source or byline.source, date, updated, byline.rule)


def _may_name_author(text: str) -> bool:
    """Whether a line has a `by` or the colon of a label: one of them stands before the names in every byline."""
    if not (":" in text or "：" in text or "by" in text.lower()):
        return False
    # Behind the beginning such a part stands only where something parts it from what is before it.
    return _BY.match(text) is not None or _LABEL.match(text) is not None or any(sign in text for sign in _PARTING)


def _names(text: str) -> Byline | None:
    label = _LABEL.match(text)
    by = label or _BY.match(text)
    if by is None:
        return None
    rest, date = trailing_date(_PICTURES.sub("", text[by.end() :].strip()))
    rule = "author-label" if label else "byline"
    publication = next((name for name in _namings(rest) if is_publication(name)), None)
    if publication is not None:
        return Byline((), publication, date, rule=rule)
    if _NOBODY.fullmatch(rest):
        return Byline((), date=date, rule=rule)
    east_asian = _east_asian_names(rest) if label else ()
    if east_asian:
        return Byline(east_asian, date=date, rule=rule)
    names, others = sort_out_names(rest)
    if not names or not people(rest):
        return None
    words = {word for name in names for word in name.casefold().split()}
    if label is None and words & (COMMON_WORDS - NAME_PARTICLES):
        return None
    source = next((other for other in others if is_publication(other)), None)
    return Byline(names, source, date, rule=rule)


def _namings(text: str) -> tuple[str, ...]:
    """What `the Reuters staff` may call a publication: as it stands, without its article, without its staff."""
    bare = re.sub(r"(?i)^the ", "", text)
    return text, bare, _STAFF.sub("", bare)


def _east_asian_names(text: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[\s、，,;；]+", text) if part and not _REPORTER.fullmatch(part)]
    return tuple(dict.fromkeys(parts)) if parts and all(map(_EAST_ASIAN_NAME.fullmatch, parts)) else ()
