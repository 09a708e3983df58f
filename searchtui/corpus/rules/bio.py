"""Rule `bio`: the lines at the end of an article that say who its author is."""

from __future__ import annotations

import re

from searchtui.corpus.rules.names import may_begin_name, person
from searchtui.corpus.rules.sentences import each_sentence

__all__ = ["bio_names", "is_profession"]

_ROLE = (
    r"lecturers?|professors?|fellows?|associates?|researchers?|journalists?|writers?|authors?|columnists?|editors?|"
    r"correspondents?|analysts?|directors?|reporters?|contributors?|scholars?|scientists?|economists?|historians?|"
    r"experts?|consultants?|readers?|chairs?|heads?|founders?|co-?founders?|candidates?|students?|teach(?:es|er)|"
    r"commentators?|strategists?|diplomats?|ambassadors?|lawyers?|sociologists?|anthropologists?|philosophers?|"
    r"academics?|freelancers?|novelists?|essayists?|critics?|presidents?|members?|advis[eo]rs?|specialists?|instructors?|"
    r"faculty|physicians?|blogger"
)
_IS = re.compile(
    rf"(?P<who>.{{3,160}}?)\s*(?:\([^)]*\)\s*|\(\s*)?,?\s*(?:"
    rf"(?:is|are)(?: (?:currently|also|now|both))?\s(?:[^\s.]+\s){{0,9}}?(?:{_ROLE})\b"
    rf"|(?:teaches|writes|reports|blogs|lectures) (?:on|for|about|from|at)\b)",
    re.IGNORECASE,
)
_PROFESSION = re.compile(rf"(?:[^\s.,]+\s){{0,4}}(?:{_ROLE})\b", re.IGNORECASE)
_MAY_FOLLOW = re.compile(
    r"(?:he|she|they|his|her|their|follow|the views|views|this article|twitter|email|e-mail|contact|you can|@|x:|"
    r"[^\W\d_][\w'’-]+ (?:is|has|was|holds|teaches|specialises|specializes|works|writes|covers|tweets|can be))\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:about the authors?|the writer|the author)\s*[:–—-]?\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_MOST_WORDS = 120


def bio_names(text: str) -> tuple[str, ...]:
    """The people whom a paragraph introduces as its author or authors, or none where it is anything else.

    Every sentence must introduce somebody by name and profession (`X is Lecturer in ...`, `X and Y are journalists`),
    or go on about somebody just introduced (`She has written ...`). Whether the people are the authors, the caller must
    judge: by the place of the paragraph, and because an author is not named elsewhere in the text.
    """
    label = _LABEL.match(text)
    text = (text[label.end() :] if label else text).strip("*_ ")
    if not may_begin_name(text.lstrip(" (,")) or len(text.split(None, _MOST_WORDS)) > _MOST_WORDS:
        return ()
    names: list[str] = []
    # Hardly ever is more than the first sentence looked at.
    for sentence in each_sentence(text):
        match = _IS.match(sentence) if may_begin_name(sentence.lstrip(" (,")) else None
        found = _introduced(match["who"]) if match is not None else ()
        if found:
            names.extend(found)
        elif not names or not _MAY_FOLLOW.match(sentence):
            return ()
    return tuple(dict.fromkeys(names))


def is_profession(line: str) -> bool:
    """Whether a line names a profession and is no sentence: `Professor of History, Springfield University`."""
    return _PROFESSION.match(line) is not None and line[-1] not in ".!?"


def _introduced(who: str) -> tuple[str, ...]:
    names = [person(part) for part in _PARTS.split(who.strip(" (,"))]
    return tuple(name for name in names if name is not None) if all(names) else ()
