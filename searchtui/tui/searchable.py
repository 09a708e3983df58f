"""What the screen asks of a collection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from searchtui.article import Article
from searchtui.citing import Reference
from searchtui.collection import (
    Alignment,
    ArticleRecord,
    Changes,
    Explanation,
    FilePlace,
    Like,
    ListedFiles,
    Pick,
    ProgressListener,
    ReindexReport,
    SearchRequest,
    SearchResults,
    Span,
    Version,
)

if TYPE_CHECKING:
    from searchtui.collection import Concordance, FolderWatch

__all__ = ["Opening", "Searchable"]


class Searchable(Protocol):
    """The part of `Collection` that the app uses, so that its tests can do without files."""

    @property
    def name(self) -> str:
        """What to call it on the screen."""
        ...

    @property
    def articles_folder(self) -> Path:
        """Where its articles are."""
        ...

    @property
    def index_folder(self) -> Path:
        """Where its index is."""
        ...

    @property
    def stamp(self) -> str:
        """Tells the generation that is open from every other."""
        ...

    @property
    def generation(self) -> int:
        """Of the index as it is open now."""
        ...

    def check(self) -> None:
        """Open the index."""
        ...

    def refresh(self) -> bool:
        """Open the newest generation."""
        ...

    def search(self, request: SearchRequest, /) -> SearchResults:
        """Answer a request."""
        ...

    @property
    def counts(self) -> tuple[int, int]:
        """How many articles and paragraphs can be searched."""
        ...

    def rehearse(self, beginning: str, /) -> bool:
        """Make ready what words that begin so need; whether there is room for more."""
        ...

    def beginnings(self) -> tuple[str, ...]:
        """Beginnings of more than one letter that are worth a rehearsal."""
        ...

    def warm(self) -> None:
        """Make ready what some searches need."""
        ...

    def watch(self) -> FolderWatch:
        """Be told of changed files."""
        ...

    def pick(self, text: str, facet: str, value: str = "", pick: Pick = Pick.TOGGLE, /) -> str:
        """The text of a query with a value of a facet picked, excluded or dropped."""
        ...

    def dated(self, text: str, wanted: Sequence[str], excluded: Sequence[str] = (), /) -> str:
        """The text of a query with other filters by date."""
        ...

    def explain(self, request: SearchRequest, /, chosen: Like | None = None) -> Explanation:
        """Answer a request and say why the answer is as it is."""
        ...

    def concordance(
        self,
        request: SearchRequest,
        /,
        most: int | None = ...,
        going_on: Callable[[Concordance | None, int, int], bool] = ...,
    ) -> Concordance:
        """Every place where a keyword of a request stands."""
        ...

    def article(self, name: str) -> Article:
        """One article with all its paragraphs."""
        ...

    def highlights(self, text: str, request: SearchRequest, language: str | None = None) -> tuple[Span, ...]:
        """Where in a text, of an article in this language, the words of a request stand."""
        ...

    def aligned(self, chosen: Like, article: str, stopped: Callable[[], bool] = ...) -> Alignment:
        """Find the paragraph of an article that is most like a chosen one of another."""
        ...

    def copies(self, article: str) -> Sequence[ArticleRecord]:
        """The articles of a story, the fullest first, without their text."""
        ...

    def version(self, base: str, copy: str, stopped: Callable[[], bool] = ...) -> Version:
        """What an article left out of another one, added to it or changed."""
        ...

    def same_text(self, text: str, /) -> Sequence[tuple[str, int]]:
        """Ids and numbers of all paragraphs with exactly this text."""
        ...

    def found_texts(self, request: SearchRequest, /) -> Iterator[tuple[tuple[str, str], ...]]:
        """Id of the article and text of every paragraph that a request finds, some at a time."""
        ...

    @property
    def is_outdated(self) -> bool:
        """Whether the index holds another generation than the one that is open."""
        ...

    def changes(self, pause: Callable[[], object] | None = None) -> Changes:
        """Compare the files with the index; `pause` is called now and then on the way."""
        ...

    def reindex(self, *, full: bool = False, progress: ProgressListener | None = None) -> ReindexReport:
        """Bring the index up to date."""
        ...

    def listed(self, names: Iterable[str], /) -> ListedFiles:
        """The files that names mean."""
        ...

    def reference(self, article: str, /) -> Reference | None:
        """What a bibliography says of the article with this id."""
        ...

    def reads(self, file: Path, /) -> bool:
        """Whether a file, which may not be there yet, is taken for articles when the index is brought up to date."""
        ...

    def place(self, article: str, paragraph: int | None = None) -> FilePlace:
        """Where a paragraph stands in its file as it is now."""
        ...

    def close(self) -> None:
        """Let go of the index."""
        ...


Opening = Callable[[], Searchable]
"""Opens the collection; called in the search thread, after the first paint."""
