"""Words that say little about what a text is about; left out of a query unless they are meant."""

from __future__ import annotations

__all__ = ["STOP_WORDS", "is_stop_word"]

_LUCENE = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this"
    " to was will with"
)
"""The stop words of Lucene's EnglishAnalyzer."""

_QUESTIONS = (
    "what which who whom whose when where why how do does did doing done has have had having can could may might must"
    " shall should would am been being were i me my we our you your he him his she her its about from than so"
)
"""Question words, auxiliaries and pronouns, with which people phrase questions."""

STOP_WORDS = frozenset(f"{_LUCENE} {_QUESTIONS}".split())


def is_stop_word(surface: str, exact: str) -> bool:
    """Whether a word of a query is a stop word that was not meant: `who` is one, `WHO` is the organisation.

    Args:
        surface: the word as it was typed.
        exact: its folded form.
    """
    return exact in STOP_WORDS and not (len(exact) > 1 and surface.isupper())
