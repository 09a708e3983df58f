"""The words that a query looks for, in its order: what ranking knows of it beside the tree."""

from __future__ import annotations

import msgspec
from whoosh import query as q

from searchtui.query.rewriting import wanted_leaves
from searchtui.query.tree import TEXT, Corrected, Forms, Unfinished, Word

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
        word = _sought(leaf)
        if word is not None:
            found.append(msgspec.structs.replace(word, follows=beside))
        beside = word is not None
    return tuple(found)


def _sought(leaf: q.Query) -> SoughtWord | None:
    match leaf:
        case Word() | Forms() if leaf.field() == TEXT:
            return SoughtWord(tuple((stem, leaf.boost) for stem in leaf.stems), ((leaf.exact, leaf.boost),))
        case Unfinished():
            return SoughtWord(tuple((stem, 1.0) for stem in leaf.stems), ((leaf.exact, 1.0),))
        case Corrected():
            words = [word for part in leaf if (word := _sought(part)) is not None]
            return SoughtWord(
                tuple(term for word in words for term in word.terms),
                tuple(form for word in words for form in word.exact),
            )
    return None
