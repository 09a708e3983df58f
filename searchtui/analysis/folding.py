"""Folding: the form in which words are compared, without case and accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["fold"]


@cache
def _optional_marks() -> re.Pattern[str]:
    """The marks that make no difference."""
    return re.compile("(?<![\u0400-\u04ff])[\u0300-\u036f]+|[\u0591-\u05c7\u0640\u064b-\u0652\u0670\u200c\u200d]")


_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "ng"}
)


def fold(text: str) -> str:
    """The form in which words are compared: without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_UNDECOMPOSED)
    return unicodedata.normalize("NFC", _optional_marks().sub("", decomposed).replace("е\u0308", "е"))
