"""The words that a query looks for, in its order: what ranking knows of it beside the tree."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from whoosh import query as q

from searchtui.analysis import words
from searchtui.query.rewriting import wanted_leaves
from searchtui.query.tree import TEXT, Corrected, Forms, Joined, JoinedForms, Unfinished, Word

__all__ = ["SoughtWord", "sought"]


class SoughtWord(msgspec.Struct, frozen=True):
    """A word that is looked for.

    Args:
        terms: stems in the field `text`, with weights: 1.0 as it was typed, less for corrections.
        exact: its exact forms in the field `exact`, with weights; empty for patterns and the like.
        follows: it stands right after the word before it in the query, stop words left out in between.
    """

    terms: tuple[tuple[str, float], ...]
    exact: tuple[tuple[str, float], ...] = ()
    follows: bool = False


def sought(query: q.Query) -> tuple[SoughtWord, ...]:
    """The words that a query looks for in texts, phrases and patterns apart.

    Args:
        query: the tree, with the words of the collection in it.
    """
    found: list[SoughtWord] = []
    beside = False
    for leaf in wanted_leaves(query):
        some = list(_sought(leaf))
        for word in some:
            found.append(msgspec.structs.replace(word, follows=beside))
            beside = True
        beside = bool(some)
    return tuple(found)


def _sought(leaf: q.Query) -> Iterator[SoughtWord]:
    match leaf:
        case Word() | Forms() if leaf.field() == TEXT:
            yield SoughtWord(tuple((stem, leaf.boost) for stem in leaf.stems), ((leaf.exact, leaf.boost),))
        case Unfinished():
            yield SoughtWord(tuple((stem, 1.0) for stem in leaf.stems), ((leaf.exact, 1.0),))
        case Joined(fieldname="text"):
            for stem, word in zip(leaf.words, words(leaf.surface, query=True), strict=False):
                yield SoughtWord(((stem, 1.0),), ((word.exact, 1.0),))
        case JoinedForms():
            for part in leaf:
                yield from _sought(part)
        case Corrected():
            parts = [word for part in leaf for word in _sought(part)]
            yield SoughtWord(
                terms=tuple(term for word in parts for term in word.terms),
                exact=tuple(form for word in parts for form in word.exact),
            )
