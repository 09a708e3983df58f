"""Rule `heading`: a short line between paragraphs that names what follows.

Plain text has no mark for a heading, so a line must look like one in every way: alone between blank lines, short,
without the punctuation of a sentence, with running text below it, and not one of several short lines in a row.
"""

from __future__ import annotations

import re

__all__ = ["is_question_of_prose", "looks_like_heading", "opens_text"]

_MOST_WORDS = 12
_MOST_CHARACTERS = 90
_ADDRESS = re.compile(
    r"\d+\w? .*\b(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Boulevard|Blvd|Court|Place|Terrace|Floor|Suite)\b|"
    r".*\b\d{4,6}(?:-\d{4})?$|.*(?:@|https?://|www\.)|(?:tel|phone|fax|e-?mail)\b.*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:chapter|part|book|canto|act|letter)\s+(?:[ivxlc]+|\d+|one|two|three|the first)\b.{0,60}|"
    r"introduction|preface|prologue|foreword|abstract|summary|overview",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\(?[a-z0-9]{1,3}\)|[a-z]\.)\s")
_NUMBER = re.compile(r"^\d+\.\s")
_SENTENCE_END = re.compile(r"[.!?]\s")
_STATES = re.compile(r"\b(?:is|are|was|were|said|says|has|have|had)\b")
_LABELLED = re.compile(r"(?:sources?|charts?|maps?|tables?|data|photos?)\s*:", re.IGNORECASE)
_ASKS = frozenset(
    [
        "am",
        "and",
        "are",
        "aren't",
        "but",
        "can",
        "can't",
        "could",
        "couldn't",
        "did",
        "didn't",
        "do",
        "does",
        "doesn't",
        "don't",
        "else",
        "had",
        "has",
        "have",
        "hasn't",
        "haven't",
        "he",
        "how",
        "i",
        "if",
        "is",
        "isn't",
        "it",
        "may",
        "might",
        "must",
        "or",
        "shall",
        "she",
        "should",
        "shouldn't",
        "so",
        "that",
        "then",
        "there",
        "they",
        "this",
        "was",
        "wasn't",
        "we",
        "were",
        "weren't",
        "what",
        "what's",
        "when",
        "where",
        "which",
        "who",
        "who's",
        "whom",
        "whose",
        "why",
        "will",
        "won't",
        "would",
        "wouldn't",
        "yet",
        "you",
        "really",
        "right",
    ]
)
_PERSONAL = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "i'll",
        "you",
        "you're",
        "he",
        "he's",
        "she",
        "she's",
        "we",
        "we're",
        "they",
        "they're",
        "me",
        "us",
        "them",
        "him",
    ]
)


def looks_like_heading(text: str) -> bool:
    """Whether the words alone could be a heading; what stands around them is for the caller to judge."""
    if not 1 <= len(text) <= _MOST_CHARACTERS or text[-1] in ".,;:!…-–—\"”»’')]":
        return False
    words = text.split()
    if (
        not 1 <= len(words) <= _MOST_WORDS
        or not text[0].isalnum()  # speech, an item of a list, a sum of money
        or text[0].islower()
        or ";" in text
        or _ITEM.match(text)
        or _LABELLED.match(text)
        or _SENTENCE_END.search(_NUMBER.sub("", text))
    ):
        return False
    if len(words) >= 5 and not text.isupper() and _STATES.search(text):
        return False
    # Speech and confidences: "He never came back", "So we left".
    if words[0].casefold().replace("’", "'") in _PERSONAL and len(words) > 1:
        return False
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    return letters >= 3 and digits <= letters and _ADDRESS.fullmatch(text) is None


def is_question_of_prose(text: str) -> bool:
    """Whether a short question reads like a sentence (`What does it mean?`) rather than a label (`A new era?`)."""
    words = [word.casefold().replace("’", "'").strip("?,") for word in text.split()]
    return text.endswith("?") and (words[0] in _ASKS or any(word in _PERSONAL for word in words))


def opens_text(text: str) -> bool:
    """Whether a heading is one of those that may stand above the first paragraph: `Introduction`, `CHAPTER I`."""
    return _OPENING.fullmatch(text) is not None
