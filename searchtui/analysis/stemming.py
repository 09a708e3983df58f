"""Stemming: the forms of a word become one."""

from __future__ import annotations

import threading
from functools import lru_cache

import Stemmer

__all__ = ["stem"]

_stemmers = threading.local()


@lru_cache(maxsize=1 << 16)
def stem(exact: str) -> str:
    """The Snowball English stem of a folded word."""
    if not hasattr(_stemmers, "english"):  # a stemmer keeps state between calls and must not be shared by threads
        _stemmers.english = Stemmer.Stemmer("english", 0)  # its own cache costs more than stemming
    return str(_stemmers.english.stemWord(exact))
