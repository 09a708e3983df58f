"""Where requests are answered: the interface, and what can be wrong with an index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from searchtui.article import Paragraph
from searchtui.search.pick import Pick
from searchtui.search.request import Like, SearchRequest
from searchtui.search.results import Explanation, SearchResults, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from searchtui.search.concordance import Concordance

__all__ = ["CutShortError", "InconsistentIndexError", "SearchBackend", "StaleIndexError"]


class StaleIndexError(Exception):
    """The generation that was to be opened has been replaced by a newer one in the meantime."""


class CutShortError(Exception):
    """A file of the index is no longer as long as it was."""


class InconsistentIndexError(Exception):
    """The parts of a generation do not belong together, though each may be whole."""


class SearchBackend(Protocol):
    """Answers requests on one generation of an index; safe from any thread."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request."""

    def explain(self, request: SearchRequest, chosen: Like | None = None) -> Explanation:
        """Answer a request and say why the answer is as it is."""

    def concordance(
        self, request: SearchRequest, most: int, going_on: Callable[[Concordance | None, int, int], bool]
    ) -> Concordance:
        """Every place where a keyword of a request stands; see `Collection.concordance`."""

    def paragraphs(self, article: str) -> tuple[Paragraph, ...]:
        """All paragraphs of the article with this id, furniture included, in any order."""

    def picked(self, text: str, field: str, value: str, pick: Pick) -> str:
        """The text of a query with a value of a facet picked, excluded or dropped."""

    def dated(self, text: str, wanted: Sequence[str], excluded: Sequence[str]) -> str:
        """The text of a query with other filters by date."""

    def highlights(self, text: str, request: SearchRequest, language: str | None = None) -> tuple[Span, ...]:
        """Where in a text, of an article in this language, the words of a request stand."""

    def same_text(self, text: str) -> tuple[tuple[str, int], ...]:
        """Ids of the articles and numbers of all paragraphs with exactly this text."""

    def found(self, request: SearchRequest) -> NDArray[np.int64]:
        """What stands for all paragraphs that a request finds, for `texts`."""

    def texts(self, docs: NDArray[np.int64]) -> tuple[tuple[str, str], ...]:
        """Id of the article and text of some paragraphs."""

    def beginnings(self) -> Sequence[str]:
        """What words begin with that take long the first time, the longest first."""

    def rehearse(self, beginning: str) -> bool:
        """Make ready what words with this beginning need; whether there is room to keep more."""

    def warm(self) -> None:
        """Make ready what some searches need, while nobody waits for it."""

    def close(self) -> None:
        """Let go of the files."""
