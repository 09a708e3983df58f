"""By the rules of which languages the words of a collection are stemmed: a query is, too."""

from __future__ import annotations

from searchtui.analysis import DEFAULT_LANGUAGE, stemming_language
from searchtui.article import UNKNOWN
from searchtui.columnar import IndexArrays

__all__ = ["stemming_languages"]

_FIELD = "language"


def stemming_languages(arrays: IndexArrays, chosen: str | None) -> tuple[str, ...]:
    """The languages by whose rules the live paragraphs are stemmed, in alphabetical order, at least one.

    Args:
        arrays: of a generation.
        chosen: the language of all articles, as its catalogue has it; None where each has its own.
    """
    if chosen is not None:
        return (stemming_language(chosen),)
    fields = [segment.fields[_FIELD] for segment in arrays.segments if _FIELD in segment.fields]
    terms = {term for field in fields for term in field.all()}
    codes = [term.decode() for term in terms if _is_live(arrays, term)]
    languages = {stemming_language(None if code == UNKNOWN else code) for code in codes}
    return tuple(sorted(languages or {DEFAULT_LANGUAGE}))


def _is_live(arrays: IndexArrays, term: bytes) -> bool:
    """Whether a document that is not deleted has a term; their postings are read only where they might all be."""
    fields = [segment.fields[_FIELD] for segment in arrays.segments if _FIELD in segment.fields]
    held = sum(field.df(number) for field in fields if (number := field.number(term)) is not None)
    return held > arrays.size - arrays.documents or len(arrays.term(_FIELD, term).docs) > 0
