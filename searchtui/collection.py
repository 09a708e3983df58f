"""The front door: a collection is a folder of articles with its index."""

from __future__ import annotations

import sys
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from searchtui import __version__
from searchtui.article import (
    FIELDS,
    UNKNOWN,
    UNKNOWN_PROVENANCE,
    Article,
    Kind,
    Known,
    Paragraph,
    Problem,
    Provenance,
    Reason,
)
from searchtui.catalogue import ArticleRecord
from searchtui.citing.cited import Reference
from searchtui.config import locate
from searchtui.errors import (
    ArticleGoneError,
    ArticleNotFoundError,
    CollectionError,
    IndexChangedError,
    IndexDamagedError,
    IndexMissingError,
    SearchtuiError,
)
from searchtui.filenames import located
from searchtui.indexing import (
    Ailment,
    Changes,
    Examination,
    Finding,
    Progress,
    ProgressListener,
    ReindexReport,
)
from searchtui.lazy import imported_when_used
from searchtui.query.guide import GUIDE as QUERY_GUIDE
from searchtui.search import (
    DEFAULT_LIMIT,
    MOST_MATCHES,
    Alignment,
    Context,
    ContextParagraph,
    DateCounts,
    DatePart,
    Detail,
    Explanation,
    Facets,
    FacetValue,
    Fate,
    FlatHit,
    FlatHits,
    Hit,
    HitGroup,
    HitGroups,
    InconsistentIndexError,
    Like,
    ListedFiles,
    Mode,
    Order,
    Pick,
    QueryPart,
    ScoreExplanation,
    SearchBackend,
    SearchRequest,
    SearchResults,
    Share,
    Sorting,
    Span,
    SpelledWord,
    StaleIndexError,
    Stretch,
    Unit,
    Version,
    VersionParagraph,
    WordCount,
    listed_files,
)

if TYPE_CHECKING:
    from searchtui.catalogue import Catalogue
    from searchtui.indexing import IndexFolder
    from searchtui.indexing.reindex import Source
    from searchtui.indexing.watching import FolderWatch
    from searchtui.search import Concordance, ConcordanceLine, words_beside

__all__ = [
    "DEFAULT_LIMIT",
    "FIELDS",
    "MOST_MATCHES",
    "QUERY_GUIDE",
    "UNKNOWN",
    "UNKNOWN_PROVENANCE",
    "Ailment",
    "Alignment",
    "Article",
    "ArticleRecord",
    "Changes",
    "Collection",
    "Concordance",
    "ConcordanceLine",
    "Context",
    "ContextParagraph",
    "DateCounts",
    "DatePart",
    "Detail",
    "Examination",
    "Explanation",
    "FacetValue",
    "Facets",
    "Fate",
    "FilePlace",
    "Finding",
    "FlatHit",
    "FlatHits",
    "FolderWatch",
    "Hit",
    "HitGroup",
    "HitGroups",
    "Kind",
    "Known",
    "Like",
    "ListedFiles",
    "Mode",
    "Order",
    "Paragraph",
    "Pick",
    "Problem",
    "Progress",
    "ProgressListener",
    "Provenance",
    "QueryPart",
    "Reason",
    "ReindexReport",
    "ScoreExplanation",
    "SearchRequest",
    "SearchResults",
    "Share",
    "Sorting",
    "Span",
    "SpelledWord",
    "Status",
    "Stretch",
    "Unit",
    "Version",
    "VersionParagraph",
    "WordCount",
    "words_beside",
]

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.indexing.watching": "FolderWatch",
        "searchtui.search.concordance": "Concordance ConcordanceLine words_beside",
    },
)

T = TypeVar("T")

_ATTEMPTS = 10
_PORTION = 200
_SIMILAR = 60


class Status(msgspec.Struct, frozen=True):
    """What the index holds and how it stands to the files.

    Args:
        folder: the collection's folder.
        articles_folder: where its articles are.
        index_folder: where its index is.
        generation: of the index.
        articles: exact count.
        paragraphs: exact count, furniture apart.
        stories: exact count.
        sources: how many different ones are known.
        authors: how many different ones are known.
        problems: files that could not be read.
        skipped: how many files were passed over for their suffix, by suffix.
        changes: what a reindex would find.
    """

    folder: Path
    articles_folder: Path
    index_folder: Path
    generation: int
    articles: int
    paragraphs: int
    stories: int
    sources: int
    authors: int
    problems: tuple[Problem, ...]
    skipped: dict[str, int]
    changes: Changes


class FilePlace(msgspec.Struct, frozen=True):
    """Where a paragraph stands in the file system.

    Args:
        path: of its file, absolute.
        line: in which it begins now, from 1; None where the format has no lines or it cannot be told.
        paragraph: its number in the article.
        item: the article's name inside a file that holds several.
    """

    path: Path
    line: int | None
    paragraph: int
    item: str | None = None


class _Generation:
    """One generation of the index as it is open.

    Args:
        number: of the generation.
        stamp: of its files.
        catalogue: what it knows of its articles.
        backend: answers requests on it.
    """

    def __init__(self, number: int, stamp: tuple[int, int, int], catalogue: Catalogue, backend: SearchBackend) -> None:
        self.number, self.stamp, self.catalogue, self.backend = number, stamp, catalogue, backend


class Collection:
    """A folder of articles with its index; safe to use from several threads.

    Args:
        folder: of the collection, or any folder inside it where it has a settings file; None for SEARCHTUI_COLLECTION,
            or else the working directory.
        trust_index: open the index though another user wrote it.

    Raises:
        CollectionError: the folder is missing or is no folder.
        ConfigError: its settings file cannot be used.
    """

    def __init__(self, folder: str | Path | None = None, *, trust_index: bool = False) -> None:
        places = locate(folder)
        self.folder = places.folder
        self.articles_folder = places.articles
        self.index_folder = places.index
        self._trust = trust_index
        self._settings = places.settings
        self.settings_file = places.file
        self._opening = threading.RLock()
        self._open: _Generation | None = None

    @classmethod
    def open(cls, folder: str | Path | None = None, *, trust_index: bool = False) -> Self:
        """Find a collection; the arguments and errors are those of the class.

        It needs no index; what needs one raises IndexMissingError.
        """
        return cls(folder, trust_index=trust_index)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def trusts_index(self) -> bool:
        """Whether the index is opened though another user wrote it."""
        return self._trust

    @property
    def name(self) -> str:
        """What to call it: the name of its folder of articles."""
        return self.articles_folder.name or str(self.articles_folder)

    @staticmethod
    def load() -> None:
        """Import what opening an index and searching it need; otherwise their first use does, wherever that is."""
        from searchtui.indexing import KINDS, IndexFolder  # noqa: F401
        from searchtui.search import LocalBackend  # noqa: F401

    @cached_property
    def _index(self) -> IndexFolder:
        from searchtui.indexing import IndexFolder

        return IndexFolder(self.index_folder)

    @cached_property
    def _source(self) -> Source:
        """Where the articles are and which files are some."""
        # Importing what reads articles takes longer than most searches, so it is done where reading begins.
        from searchtui.indexing.reindex import Source

        settings = self._settings
        return Source(
            self.articles_folder, settings.include, settings.exclude, (self.index_folder,), settings.chosen_language
        )

    def check(self) -> None:
        """Open the index, if it is not open yet.

        Raises:
            IndexMissingError: there is none.
            IndexFormatError: it has another format.
            IndexDamagedError: a file of it is missing, cut short or altered.
            ForeignIndexError: another user wrote it.
        """
        self._generation()

    @property
    def generation(self) -> int:
        """The number of the generation that is open."""
        return self._generation().number

    @property
    def stamp(self) -> str:
        """Tells the generation that is open from every other, those of an index that was thrown away included."""
        return "-".join(map(str, self._generation().stamp))

    def refresh(self) -> bool:
        """Open what the index holds now; True where that is not what was open."""
        with self._opening:
            before = self._open
            if before is not None and self._index.exists and self._index.stamp() == before.stamp:
                return False
            self._open = now = self._load()
            if before is not None:
                before.backend.close()
            return before is None or now.stamp != before.stamp

    def search(self, request: SearchRequest | str = "", /, **fields: object) -> SearchResults:
        """Answer a request.

        Args:
            request: a request, or a query for which one is made.
            fields: the request's other fields, such as `sources=["CGTN"]`; see `SearchRequest.make`.

        Raises:
            InvalidRequestError: a field has a value that no request can have.
            TypeError: fields go with a query, not with a request.
            SearchtuiError: the index cannot be opened; see `check`.
        """
        if not isinstance(request, str) and fields:
            raise TypeError("the fields of a request are in it already; give a query to name them here")
        made = SearchRequest.make(request, **fields) if isinstance(request, str) else request
        return self._guarded(lambda now: now.backend.search(made))

    def similar(self, name: str, paragraph: int | None = None, text: str = "", **fields: object) -> SearchResults:
        """Paragraphs like one, or like those of an article, which themselves are left out.

        Args:
            name: of the article, see `article`.
            paragraph: its number in the article; None for the whole article.
            text: a query that gives direction, and whose filters limit.
            fields: further fields of the request; see `SearchRequest.make`.

        Raises:
            ArticleNotFoundError: no article, or more than one, is meant, or it has no such paragraph.
        """
        return self.search(text, like=(self.like(name, paragraph),), **fields)

    def like(self, name: str, paragraph: int | None = None) -> Like:
        """What a request names to find more of it; see `similar`."""
        article = self.article(name)
        if paragraph is not None and all(paragraph != one.number for one in article.paragraphs):
            raise ArticleNotFoundError(f"{article.name} has no paragraph {paragraph}.")
        return Like(article.id, paragraph)

    def explain(
        self, request: SearchRequest | str = "", /, chosen: Like | None = None, **fields: object
    ) -> Explanation:
        """Answer a request and say why the answer is as it is.

        Args:
            request: as for `search`; its limit and offset say which hits are explained.
            chosen: the paragraph that is explained instead of these, where the request finds it.
            fields: the request's other fields, where it is a query.
        """
        made = SearchRequest.make(request, **fields) if isinstance(request, str) else request
        return self._guarded(lambda now: now.backend.explain(made, chosen))

    def concordance(
        self,
        request: SearchRequest | str = "",
        /,
        most: int | None = MOST_MATCHES,
        going_on: Callable[[Concordance | None, int, int], bool] = lambda _partly, _searched, _found: True,
        **fields: object,
    ) -> Concordance:
        """Every place where a keyword of a request stands, in the paragraphs that the request finds.

        Words, phrases, prefixes, patterns and `NEAR` are keywords; a phrase and what is near each other is one
        keyword from its first word to its last. Of two places of which one lies inside the other only the outer one
        counts. Other searches go on meanwhile.

        Args:
            request: as for `search`; its limit and offset say nothing here.
            most: so many matches are gathered, the first in the order of the collection; None for all.
            going_on: is told now and then, in this thread, in how many of the paragraphs that were found matches were
                looked for; sometimes it is handed the matches at hand. Where it says False, these are the answer.
            fields: the request's other fields, where it is a query.
        """
        made = SearchRequest.make(request, **fields) if isinstance(request, str) else request
        bound = sys.maxsize if most is None else most
        return self._guarded(lambda now: now.backend.concordance(made, bound, going_on))

    @property
    def counts(self) -> tuple[int, int]:
        """How many articles and paragraphs the index has, furniture apart."""
        catalogue = self._generation().catalogue
        return len(catalogue.articles), int(catalogue.paragraphs.sum())

    def rehearse(self, beginning: str) -> bool:
        """Make ready what words that are typed need, in a thread where nobody waits for it; searches go on meanwhile.

        Args:
            beginning: of the words; one letter, which very many words begin with, takes longest the first time.

        Returns:
            Whether there is room to keep more, and still some for what will be searched.
        """
        return self._guarded(lambda now: now.backend.rehearse(beginning))

    def beginnings(self) -> tuple[str, ...]:
        """Longer beginnings of words that are worth a rehearsal, those that take longest the first time first."""
        return self._guarded(lambda now: tuple(now.backend.beginnings()))

    def warm(self) -> None:
        """Make ready what misspelt words and names need, in a thread where nobody waits for it."""
        self._guarded(lambda now: now.backend.warm())

    def pick(self, text: str, facet: str, value: str = "", pick: Pick = Pick.TOGGLE) -> str:
        """The text of a query with a value of a facet picked, excluded or dropped.

        Args:
            text: the query.
            facet: `source`, `author` or `date`.
            value: of the facet; none is needed to drop all.
            pick: what to do with it.
        """
        return self._guarded(lambda now: now.backend.picked(text, facet, value, pick))

    def dated(self, text: str, wanted: Sequence[str], excluded: Sequence[str] = ()) -> str:
        """The text of a query with other filters by date in place of its own.

        Args:
            text: the query.
            wanted: years, months or days of which any will do, as `DatePart.value` has them; none for any date.
            excluded: those that are kept out.
        """
        return self._guarded(lambda now: now.backend.dated(text, wanted, excluded))

    def articles(self) -> Sequence[ArticleRecord]:
        """All articles by path, without their text."""
        return self._generation().catalogue.articles

    def record(self, article: str) -> ArticleRecord:
        """The article with this id, without its text.

        Raises:
            ArticleNotFoundError: there is none.
        """
        try:
            return self._generation().catalogue.by_id[article]
        except KeyError:
            raise ArticleGoneError(f"There is no article with the id {article!a}.") from None

    def listed(self, names: Iterable[str]) -> ListedFiles:
        """The files that names mean, for the `paths` of a request.

        Args:
            names: relative to the working directory; or to the folder of articles, as paths are printed.
        """
        return listed_files(names, Path.cwd(), self.articles_folder, frozenset(self._generation().catalogue.paths))

    def location(self, path: str) -> Path:
        """Where the file with this path is, or was when it was read."""
        return located(self.articles_folder, path)

    def reads(self, file: Path) -> bool:
        """Whether a file, which may not be there yet, is taken for articles when the index is brought up to date."""
        return self._source.has(file)

    def place(self, article: str, paragraph: int | None = None) -> FilePlace:
        """Where a paragraph stands in its file as it is now, even if that has changed since it was read.

        Args:
            article: its id.
            paragraph: its number; None for where the article begins.

        Raises:
            ArticleNotFoundError: there is no such article or paragraph.
            CollectionError: the file is gone or cannot be read.
        """
        found = self.article(article)
        of_number = {one.number: one for one in found.paragraphs}
        wanted = of_number.get(min(of_number, default=1) if paragraph is None else paragraph)
        if wanted is None:
            raise ArticleNotFoundError(f"{found.name} has no paragraph {paragraph}.")
        file, line = self.location(found.path), wanted.line
        try:
            status = file.stat()
            if line is not None and (status.st_size, status.st_mtime_ns) != self._read_as(found.path):
                from searchtui.corpus.lines import line_of

                line = line_of(file.read_bytes(), wanted.text, line)
        except OSError as error:
            raise CollectionError(f"{str(file)!r} cannot be opened: {error.strerror}.") from error
        return FilePlace(file, line, wanted.number, found.item)

    def _read_as(self, path: str) -> tuple[int, int] | None:
        """Size and time of change of a file when it was read; None where it is not in the index any more."""
        catalogue = self._generation().catalogue
        paths = catalogue.paths
        at = bisect_left(paths, path)
        if at == len(paths) or paths[at] != path:
            return None
        record = catalogue.files[at]
        return record.size, record.mtime_ns

    def reference(self, article: str) -> Reference | None:
        """What a bibliography says of the article with this id; None where there is none."""
        record = self._generation().catalogue.by_id.get(article)
        return (
            None
            if record is None
            else Reference(
                record.id,
                record.path,
                record.title,
                record.item,
                record.authors,
                record.source,
                record.date,
                record.url,
                record.language,
            )
        )

    def article(self, name: str) -> Article:
        """One article with all its paragraphs.

        Args:
            name: its id; its `path`, or `path#item`; or a part of that which no other article has.

        Raises:
            ArticleNotFoundError: no article, or more than one, is meant.
        """

        def read(now: _Generation) -> Article:
            record = _find(now, name)
            return record.article(now.backend.paragraphs(record.id))

        return self._guarded(read)

    def highlights(self, text: str, request: SearchRequest, language: str | None = None) -> tuple[Span, ...]:
        """Where in a text the words of a request stand: what a hit would have marked.

        Args:
            text: of a paragraph.
            request: whose words are looked for.
            language: of the article, by which its words are stemmed.
        """
        return self._guarded(lambda now: now.backend.highlights(text, request, language))

    def same_text(self, text: str) -> tuple[tuple[str, int], ...]:
        """Ids of the articles and numbers of all paragraphs with exactly this text; page furniture is not looked at."""
        return self._guarded(lambda now: now.backend.same_text(text))

    def found_texts(self, request: SearchRequest) -> Iterator[tuple[tuple[str, str], ...]]:
        """The id of the article and the text of every paragraph that a request finds, some at a time.

        Between two portions others can search, and so the caller can wait or stop.

        Args:
            request: its limit, offset and details do not matter.

        Raises:
            IndexChangedError: a new generation of the index came while they were read.
        """
        generation, docs = self._guarded(lambda now: (now.number, now.backend.found(request)))

        def texts(now: _Generation, start: int) -> tuple[tuple[str, str], ...]:
            if now.number != generation:
                raise IndexChangedError("The index has changed while it was read; try again.")
            return now.backend.texts(docs[start : start + _PORTION])

        for start in range(0, len(docs), _PORTION):
            yield self._guarded(partial(texts, start=start))

    def aligned(self, chosen: Like, article: str, stopped: Callable[[], bool] = lambda: False) -> Alignment:
        """Find the paragraph of an article that is most like a chosen one of another.

        Args:
            chosen: the paragraph; without a number the first one of its article.
            article: id of the article to look in.
            stopped: says whether nobody waits for it any more, so that the answer does not matter.

        Raises:
            ArticleNotFoundError: there is no such article or paragraph.
        """
        from searchtui.search.alignment import aligned

        one, other = self.article(chosen.article), self.article(article)
        texts = [paragraph.text for paragraph in one.paragraphs if chosen.paragraph in (None, paragraph.number)]
        if not texts:
            raise ArticleNotFoundError(f"{one.name} has no paragraph {chosen.paragraph}.")
        languages = self._stemmed_as(one), self._stemmed_as(other)
        return aligned(texts[0], other.paragraphs, *languages, stopped)

    def copies(self, article: str) -> tuple[ArticleRecord, ...]:
        """The articles of a story, the fullest first, without their text; the article alone where it has no copies.

        Args:
            article: id of any of them.

        Raises:
            ArticleNotFoundError: there is none with this id.
        """

        def read(now: _Generation) -> tuple[ArticleRecord, ...]:
            catalogue = now.catalogue
            record = _find(now, article)
            stories = catalogue.stories
            story = stories[catalogue.ordinal(record.id)]
            members = [catalogue.articles[ordinal] for ordinal in (stories == story).nonzero()[0].tolist()]
            return tuple(sorted(members, key=lambda one: (-one.words, one.name)))

        return self._guarded(read)

    def version(self, base: str, copy: str, stopped: Callable[[], bool] = lambda: False) -> Version:
        """What an article left out of another one, added to it or changed, word by word.

        Args:
            base: id of the article that the copy is measured against.
            copy: id of the copy.
            stopped: says whether nobody waits for it any more, so that the answer does not matter.

        Raises:
            ArticleNotFoundError: one of them is not there.
        """
        from searchtui.search.versions import version

        return version(self.article(base).paragraphs, self.article(copy).paragraphs, stopped)

    def _stemmed_as(self, article: Article) -> str:
        from searchtui.analysis import stemming_language

        return stemming_language(self._generation().catalogue.language or article.language)

    @property
    def is_outdated(self) -> bool:
        """Whether the index holds another generation than the one that is open."""
        now = self._open
        return now is not None and self._index.exists and self._index.stamp() != now.stamp

    def changes(self, pause: Callable[[], object] | None = None) -> Changes:
        """Compare the files with the index by size and time alone.

        Args:
            pause: called between some files and the next, so that others have their turn.
        """
        from searchtui.corpus import Sidecars
        from searchtui.indexing.changes import compare

        found = self._source.scan(pause)
        sidecars = Sidecars.load(found)
        return compare(found, self._generation().catalogue, sidecars)

    def status(self) -> Status:
        """What the index holds and how it stands to the files."""
        now = self._generation()
        catalogue = now.catalogue
        facets = self.search(limit=1, details=Detail.FACETS).facets
        return Status(
            folder=self.folder,
            articles_folder=self.articles_folder,
            index_folder=self.index_folder,
            generation=now.number,
            articles=len(catalogue.articles),
            paragraphs=sum(catalogue.paragraphs.tolist()),
            stories=len(set(catalogue.stories.tolist())),
            sources=sum(value.value != UNKNOWN for value in facets.source),
            authors=sum(value.value != UNKNOWN for value in facets.author),
            problems=catalogue.all_problems,
            skipped=catalogue.skipped,
            changes=self.changes(),
        )

    def skipped(self) -> tuple[str, ...]:
        """The paths of the files that are passed over now for their suffix, sorted.

        A file in an archive is named `path#member`, as when the archive was last read.
        """
        members = self._generation().catalogue.skipped_members
        within = (f"{path}#{member}" for path, names in members.items() for member in names)
        return tuple(sorted([*self._source.scan(name_skipped=True).skipped_paths, *within]))

    def doctor(self) -> Examination:
        """Look closely at every file of the index, and say what is wrong and what to do; nothing is changed."""
        from searchtui.indexing.examination import examine

        return examine(self._index, trust=self._trust)

    def reindex(
        self,
        paths: Sequence[str | Path] = (),
        *,
        full: bool = False,
        progress: ProgressListener | None = None,
        jobs: int | None = None,
        memory: int | None = None,
    ) -> ReindexReport:
        """Bring the index up to date with the files; the next search is answered by the new generation.

        Args:
            paths: files and folders inside the collection; only they are read, and nothing else is dropped.
            full: read everything again and write it anew.
            progress: is told how far the run is, in this thread.
            jobs: how many processes read, compare and write where there is much to do; None for all cores.
            memory: bytes that all of them together may take, about; None for 512 MB.

        Raises:
            CollectionError: a path lies outside the folder of articles, or names nothing.
            IndexLockedError: somebody else is writing the index.
            IndexFolderError: the index cannot be written.
            ReindexError: one of the processes of the run ended unexpectedly.
            ValueError: `jobs` or `memory` is less than 1.
        """
        from searchtui.indexing.reindex import reindex

        report = reindex(
            self._index,
            self._source,
            concerns=self._concerns(paths),
            full=full,
            trust=self._trust,
            progress=progress,
            jobs=jobs,
            memory=memory,
            version=__version__,
        )
        # Else the next search opens it: who only reindexes need not wait for what searching imports.
        if self._open is not None:
            self.refresh()
        return report

    def watch(self) -> FolderWatch:
        """Be told from now on that files may have changed; what has, `reindex` finds.

        Raises:
            CollectionError: the folder of articles is not there.
        """
        from searchtui.indexing.watching import FolderWatch

        try:
            return FolderWatch(self.articles_folder, (self.index_folder,))
        except OSError as error:
            raise CollectionError(f"{self.articles_folder} cannot be watched: {error.strerror}.") from error

    def close(self) -> None:
        """Let go of the index; the next use opens it again."""
        with self._opening:
            before, self._open = self._open, None
            if before is not None:
                before.backend.close()

    def _concerns(self, paths: Sequence[str | Path]) -> Callable[[str], bool]:
        limits = []
        for path in paths:
            try:
                inside = Path(path).expanduser().absolute().resolve().relative_to(self.articles_folder)
            except (OSError, RuntimeError) as error:
                raise CollectionError(f"{str(path)!a} cannot be reached: {error}.") from error
            except ValueError:
                message = f"{str(path)!a} is not in the folder of articles {self.articles_folder}."
                raise CollectionError(message) from None
            limits.append(inside.as_posix())
            if not Path(path).expanduser().exists() and not self._knows(inside.as_posix()):
                raise CollectionError(f"There is no {str(path)!a}, and nothing of it is in the index.")
        if not limits or "." in limits:
            return lambda _path: True
        return lambda path: any(_is_in(path, limit) for limit in limits)

    def _knows(self, path: str) -> bool:
        """Whether a file with this path, or in the folder with this path, is in the index."""
        try:
            return any(_is_in(known, path) for known in self._generation().catalogue.paths)
        except SearchtuiError:
            return False

    def _generation(self) -> _Generation:
        now = self._open
        if now is None:
            with self._opening:
                now = self._open or self._load()
                self._open = now
        return now

    def _load(self) -> _Generation:
        # What searches takes far longer to import than what shows results, which is on the screen before.
        from searchtui.indexing import KINDS
        from searchtui.search import LocalBackend

        for _ in range(_ATTEMPTS):
            stamp = self._index.stamp() if self._index.exists else (0, 0, 0)
            opened = self._index.open(trust=self._trust)
            try:
                backend = LocalBackend(opened.index, opened.catalogue, opened.generation, KINDS)
            except StaleIndexError:
                continue
            # What a damaged file makes Whoosh raise has no bounds.
            except Exception as error:
                if self._index.newest() != opened.generation:
                    continue
                raise self._damaged() from error
            return _Generation(opened.generation, stamp, opened.catalogue, backend)
        raise IndexMissingError(f"The index in {self.index_folder} is being replaced all the time; try again later.")

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(
            f"The index in {self.index_folder} is damaged; run `searchtui reindex --full` to build it anew."
        )

    def _guarded(self, use: Callable[[_Generation], T]) -> T:
        """Use the open generation, or its successor where that has just replaced it.

        Raises:
            IndexDamagedError: a file of it was altered meanwhile, which is why it could not be used.
        """
        while True:
            now = self._generation()
            try:
                return use(now)
            except SearchtuiError:
                raise
            except InconsistentIndexError as error:
                raise self._damaged() from error
            # Whoosh may raise anything when its files are closed or altered under it. Only these two reasons excuse it:
            # any other error is a fault of ours and is shown as one.
            except Exception:
                if self._open is now and self._index.newest() == now.number:
                    self._index.verify(now.number)
                    self._index.verify_structure(now.number)
                    raise
                self.refresh()


def _is_in(path: str, limit: str) -> bool:
    return path == limit or path.startswith(f"{limit}/")


def _find(now: _Generation, name: str) -> ArticleRecord:
    from searchtui.analysis import fold

    by_id = now.catalogue.by_id
    if name in by_id:
        return by_id[name]
    names = now.catalogue.names
    found = [ordinal for ordinal, known in enumerate(names) if known == name]
    if not found and len(name) >= 4:
        found = [ordinal for ordinal, article in enumerate(by_id) if article.startswith(name)]
    if not found and name:
        folded = fold(name)
        found = [ordinal for ordinal, known in enumerate(names) if folded in fold(known)]
    if len(found) == 1:
        return now.catalogue.articles[found[0]]
    if found:
        examples = ", ".join(repr(names[ordinal]) for ordinal in found[:3])
        raise ArticleNotFoundError(
            f"{len(found)} articles have {name!r} in their name, such as {examples}; say more of it."
        )
    # Imported only where a name is misspelt; most calls are done sooner than it is.
    from rapidfuzz import fuzz, process

    near = process.extractOne(name, names, scorer=fuzz.WRatio, processor=fold, score_cutoff=_SIMILAR)
    hint = f"; did you mean {near[0]!r}?" if near else "; `searchtui status --metadata` lists them."
    raise ArticleGoneError(f"There is no article {name!r}{hint}")
