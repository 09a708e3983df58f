"""Rules `title-line` and `title-label`: the headline above an article."""

from __future__ import annotations

import re
from itertools import islice

from searchtui.corpus.rules.sentences import each_sentence
from searchtui.corpus.rules.source import is_section_label

__all__ = ["labelled_title", "looks_like_title"]

_LABEL = re.compile(
    r"(?:title|headline|titel|titre|título|titolo|заголовок|标题|標題)\s*[:：]\s*(\S.{0,300})", re.IGNORECASE
)
_CONTACTS = re.compile(r"(?:media |press )?contacts?\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S+\.\w")
"""Whom to ask about a press release stands above its headline."""

_NO_HEADLINE = re.compile(r"[-*•–—(\[>|]|https?://|www\.")
_MOST_WORDS = 28
_MOST_WORDS_ALONE = 16
_MOST_CHARACTERS = 200


def labelled_title(text: str) -> str | None:
    """The headline of a line such as `Title: War and Peace`."""
    match = _LABEL.fullmatch(text)
    return match[1].strip('"“” ') if match else None


def looks_like_title(text: str, *, in_head: bool) -> bool:
    """Whether the words alone could be a headline: short, no sentence, no name of a section, no item of a list.

    Args:
        text: of a paragraph.
        in_head: a byline, a date or a source stands near. Without them a long line is rather a sentence that has lost
            its full stop.
    """
    if not 1 <= len(text) <= _MOST_CHARACTERS or text[-1] in ".,;:…-–—" or _NO_HEADLINE.match(text):
        return False
    if not 1 <= len(text.split()) <= (_MOST_WORDS if in_head else _MOST_WORDS_ALONE):
        return False
    if is_section_label(text) or _CONTACTS.match(text) or ("@" in text and _ADDRESS.search(text)):
        return False
    if text[-1] not in "?!" and len(list(islice(each_sentence(text), 2))) > 1:
        return False
    first = next((character for character in text if character.isalnum()), "")
    return bool(first) and not first.islower() and sum(map(str.isalpha, text)) >= min(3, len(text))
