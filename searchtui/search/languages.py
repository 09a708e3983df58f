"""By the rules of which languages the words of a collection are stemmed: a query is, too."""

from __future__ import annotations

from collections import Counter

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
    held: Counter[bytes] = Counter()
    for field in fields:
        held.update({term: field.df(number) for number, term in enumerate(field.all())})
    deleted = arrays.size - arrays.documents
    # Where more documents have a language than are deleted, none of them need be looked at.
    live = [term for term, count in held.items() if count > deleted or len(arrays.term(_FIELD, term).docs)]
    codes = [term.decode() for term in live]
    languages = {stemming_language(None if code == UNKNOWN else code) for code in codes}
    return tuple(sorted(languages or {DEFAULT_LANGUAGE}))
