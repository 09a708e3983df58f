"""Paragraphs like others: a query made of what these say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from searchtui.analysis import words
from searchtui.article import article_name
from searchtui.columnar import Evaluator, Matches
from searchtui.query.rewriting import parts_of
from searchtui.query.sought import SoughtWord, sought
from searchtui.query.tree import TEXT, TITLE, InPart, NamedArticles, Word
from searchtui.search.feedback import Liked, more_like
from searchtui.search.readings import Reading
from searchtui.search.request import Like
from searchtui.search.table import ArticleTable

__all__ = ["Likeness"]


class Likeness:
    """Finds paragraphs like others in one generation.

    Args:
        evaluator: of the index.
        documents: how many paragraphs there are.
        table: of the articles.
        docs_of: gives the documents of a paragraph or an article, none where it is not there.
        liked: gives the text of a document.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        documents: int,
        table: ArticleTable,
        docs_of: Callable[[Like], NDArray[np.int64]],
        liked: Callable[[int], Liked],
    ) -> None:
        self._evaluator, self._documents, self._table = evaluator, documents, table
        self._docs_of, self._liked = docs_of, liked

    def reading(self, like: Sequence[Like], query: q.Query) -> Reading:
        """What is like some paragraphs, which themselves are left out.

        Args:
            like: the paragraphs; those that the generation does not have are passed over.
            query: that these were found by; its words keep most of the weight.
        """
        docs = np.unique(np.concatenate([np.empty(0, np.int64), *map(self._docs_of, like)]))
        liked = [self._liked(doc) for doc in docs.tolist()]
        old = [term for word in sought(query) for term in word.terms]
        terms = more_like(liked, old, self._documents, self._containing)
        surfaces = _surfaces(liked)
        wanted = [Word(TEXT, stem, surfaces.get(stem, stem), "", boost=weight) for stem, weight in terms]
        tree = _limited(q.Or(wanted), query) if wanted else q.NullQuery
        found = self._evaluator.evaluate(tree)
        others = ~np.isin(found.docs, docs)
        return Reading(
            query=tree,
            matches=Matches(found.docs[others], found.scores[others]),
            understood=f"like {self._names(like)}: {', '.join(word.surface for word in wanted) or 'nothing'}",
            sought=tuple(SoughtWord(terms=((stem, weight),)) for stem, weight in terms),
            hints=() if wanted else ("There is nothing in it that others could have in common with it.",),
        )

    def _containing(self, stem: str) -> int:
        return len(self._evaluator.lists.word(TEXT, stem.encode("utf-8", "surrogatepass")).docs)

    def _names(self, like: Sequence[Like]) -> str:
        return ", ".join(map(self._name, like))

    def _name(self, like: Like) -> str:
        try:
            record = self._table[self._table.catalogue.ordinal(like.article)]
        except KeyError:
            return f"{like.article} (which is no longer there)"
        name = article_name(record.path, record.item)
        return name if like.paragraph is None else f"{name} ¶{like.paragraph}"


def _limited(tree: q.Query, query: q.Query) -> q.Query:
    """What a tree finds under the limits, but not the words, of another query."""
    if isinstance(query, q.AndNot):
        return q.AndNot(_limited(tree, query.a), query.b)
    limits = [part for part in (query if type(query) is q.And else [query]) if _is_limit(part)]
    return q.And([tree, *limits]) if limits else tree


def _is_limit(part: q.Query) -> bool:
    """Whether a part of a query says where to look."""
    return isinstance(part, NamedArticles | InPart) or (not parts_of(part) and part.field() == TITLE)


def _surfaces(liked: Sequence[Liked]) -> dict[str, str]:
    """The most frequent form of each stem in some texts."""
    forms = Counter((word.stem, word.exact) for one in liked for word in words(one.text, language=one.language))
    return {stem: exact for (stem, exact), _ in reversed(forms.most_common())}
