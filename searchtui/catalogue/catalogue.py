"""The catalogue as it is read."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from pathlib import PurePosixPath
from typing import Any, TypeVar, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.article import Problem, article_name
from searchtui.catalogue.columns import BLOBS, NUMBERS, Columns, MemoryColumns, Numbers, Parts
from searchtui.catalogue.packing import (
    Rest,
    provenances,
    sidecar_digest,
    unpack_article,
    unpack_file,
    unpack_name,
    unpack_rest,
)
from searchtui.catalogue.records import ArticleRecord, FileRecord, StoryLink
from searchtui.errors import IndexDamagedError

__all__ = ["Catalogue"]

T = TypeVar("T")


class Catalogue:
    """Everything that one generation knows of its files and articles.

    The number of an article in `articles`, and so in each column of articles, is its ordinal.

    Args:
        columns: that it consists of; an empty catalogue where there are none.
        name: what to call it where it is damaged.
    """

    def __init__(self, columns: Columns | None = None, name: str = "the catalogue") -> None:
        self.columns: Columns = columns or MemoryColumns()
        self._name = name

    def __eq__(self, other: object) -> bool:
        """Whether all that they hold is equal."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        numbers = all(np.array_equal(self.numbers(name), other.numbers(name)) for name in NUMBERS)
        return (
            numbers
            and self._rest == other._rest
            and all(self.columns.blob(name) == other.columns.blob(name) for name in BLOBS if name != "rest")
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._name}: {len(self.articles)} articles in {len(self.files)} files>"

    # Articles

    @property
    def articles(self) -> Sequence[ArticleRecord]:
        """All articles, sorted by path and item; each is decoded when it is looked at."""
        return _Records(len(self.keys), self._article)

    @property
    def by_id(self) -> Mapping[str, ArticleRecord]:
        """The same, by id, in the same order."""
        return _ById(self)

    @cached_property
    def keys(self) -> Numbers:
        """The ids of the articles as numbers, shape (articles,)."""
        return self.numbers("keys")

    @cached_property
    def key_order(self) -> Numbers:
        """The ordinals of the articles by rising key, shape (articles,)."""
        return self.numbers("key-order")

    def ordinal(self, article: str) -> int:
        """The ordinal of the article with this id.

        Raises:
            KeyError: there is none.
        """
        try:
            place = int(self.keys.searchsorted(int(article, 16), sorter=self.key_order))
        except (ValueError, OverflowError):
            raise KeyError(article) from None
        ordinal = int(self.key_order[place]) if place < len(self.keys) else -1
        if ordinal < 0 or self.id(ordinal) != article:
            raise KeyError(article)
        return ordinal

    def ordinals(self, articles: Iterable[str]) -> Numbers:
        """The ordinals of the articles with these ids, -1 for each that is not there, shape (ids,).

        Args:
            articles: ids as articles have them.
        """
        wanted = np.array([int(article, 16) for article in articles], np.int64)
        if not len(self.keys):
            return np.full(len(wanted), -1, np.int64)
        places = self.keys.searchsorted(wanted, sorter=self.key_order)
        found = self.key_order.take(places, mode="clip")
        return np.where(self.keys[found] == wanted, found, -1)

    def id(self, ordinal: int) -> str:
        """The id of the article with this ordinal."""
        return f"{int(self.keys[ordinal]):012x}"

    @property
    def names(self) -> list[str]:
        """The names of all articles, in their order; see `ArticleRecord.name`."""
        with self._decoding():
            ends = self.file_articles[1:].tolist()
            packed, names = self.packed_articles, list[str]()
            for path, end in zip(self.paths, ends, strict=True):
                names += [article_name(path, unpack_name(packed[n]).item) for n in range(len(names), end)]
            return names

    @cached_property
    def stories(self) -> Numbers:
        """The ordinal of the article that stands for the story of each, shape (articles,)."""
        return self.numbers("stories")

    @cached_property
    def words(self) -> Numbers:
        """How many words the body of each has, shape (articles,)."""
        return self.numbers("words")

    @cached_property
    def paragraphs(self) -> Numbers:
        """How many paragraphs of each are indexed and counted, shape (articles,)."""
        return self.numbers("paragraphs")

    @cached_property
    def fingerprint_starts(self) -> Numbers:
        """Where the fingerprints of each begin, and where those of the last end, shape (articles + 1,)."""
        return self.numbers("fingerprint-starts")

    @cached_property
    def fingerprints(self) -> NDArray[np.uint64]:
        """The fingerprints of all articles, rising within each, shape (fingerprints,)."""
        return self.numbers("fingerprints")

    def marks(self, ordinal: int) -> tuple[int, ...]:
        """The fingerprints of one article."""
        starts = self.fingerprint_starts
        return tuple(self.fingerprints[starts[ordinal] : starts[ordinal + 1]].tolist())

    def facets(self, ordinal: int) -> tuple[str | None, tuple[str, ...]]:
        """The source and the authors of one article, without what else there is of it."""
        with self._decoding():
            packed = unpack_article(self.packed_articles[ordinal])
        return packed.source, packed.authors

    @cached_property
    def packed_articles(self) -> Parts:
        """What of each article is in no column of numbers."""
        return Parts(self.columns.blob("articles"), self.numbers("article-starts"))

    def _article(self, ordinal: int) -> ArticleRecord:
        with self._decoding():
            packed = unpack_article(self.packed_articles[ordinal])
            return ArticleRecord(
                id=self.id(ordinal),
                path=self.path(int(self.file_of[ordinal])),
                title=packed.title,
                item=packed.item,
                authors=packed.authors,
                source=packed.source,
                date=packed.date,
                url=packed.url,
                language=packed.language,
                known=provenances(packed.known),
                story=self.id(self.stories[ordinal]),
                paragraphs=int(self.paragraphs[ordinal]),
                words=int(self.words[ordinal]),
                furniture=packed.furniture,
                fingerprints=self.marks(ordinal),
                digest=packed.digest,
            )

    # Files

    @property
    def files(self) -> Sequence[FileRecord]:
        """All files that were read, sorted by path; each is decoded when it is looked at."""
        return _Records(len(self.packed_files), self._file)

    @cached_property
    def packed_files(self) -> Parts:
        """What of each file is in no column of numbers."""
        return Parts(self.columns.blob("files"), self.numbers("file-starts"))

    @cached_property
    def packed_paths(self) -> Parts:
        r"""The path of each file in UTF-8, with a `\0` behind it."""
        return Parts(self.columns.blob("paths"), self.numbers("path-starts"))

    @property
    def paths(self) -> list[str]:
        """The paths of all files, sorted."""
        with self._decoding():
            return str(self.columns.blob("paths"), "utf-8").split("\0")[:-1]

    def path(self, file: int) -> str:
        """The path of the file with this number."""
        return str(self.packed_paths[file][:-1], "utf-8")

    @cached_property
    def file_of(self) -> Numbers:
        """The number of the file that each article stands in, shape (articles,)."""
        return np.repeat(np.arange(len(self.file_articles) - 1), np.diff(self.file_articles))

    @cached_property
    def file_articles(self) -> Numbers:
        """The ordinal of the first article of each file, and how many articles there are, shape (files + 1,)."""
        return self.numbers("file-articles")

    def _file(self, number: int) -> FileRecord:
        with self._decoding():
            packed = unpack_file(self.packed_files[number])
            first, end = self.file_articles[number : number + 2].tolist()
            return FileRecord(
                path=self.path(number),
                size=int(self.columns.array("sizes")[number]),
                mtime_ns=int(self.columns.array("mtimes")[number]),
                checksum=packed.checksum,
                sidecar=sidecar_digest(int(self.columns.array("sidecars")[number])),
                settled=bool(self.columns.array("settled")[number]),
                articles=tuple(self.id(ordinal) for ordinal in range(first, end)),
                problems=packed.problems,
                skipped=self.skipped_members.get(self.path(number), ()),
            )

    # Links

    @property
    def links(self) -> Sequence[StoryLink]:
        """The pairs of articles that are copies of one text; each is made when it is looked at."""
        return _Records(len(self.columns.array("link-share")), self._link)

    @cached_property
    def link_ends(self) -> tuple[Numbers, Numbers]:
        """The ordinals of the shorter and of the longer article of each link, shape (links,) each."""
        return self.numbers("link-shorter"), self.numbers("link-longer")

    @property
    def link_shares(self) -> NDArray[np.float64]:
        """The share of each link, shape (links,)."""
        return self.columns.array("link-share")

    def _link(self, number: int) -> StoryLink:
        shorter, longer = (self.id(int(ends[number])) for ends in self.link_ends)
        return StoryLink(shorter, longer, float(self.link_shares[number]))

    # What belongs to no article

    @cached_property
    def _rest(self) -> Rest:
        with self._decoding():
            data = self.columns.blob("rest")
            return unpack_rest(data) if len(data) else Rest()

    @property
    def skipped(self) -> dict[str, int]:
        """How many files, and files in archives, were passed over for their suffix, by suffix."""
        names = chain.from_iterable(self.skipped_members.values())
        within = Counter(PurePosixPath(name).suffix.lower() for name in names)
        return dict(sorted((within + Counter(self._rest.skipped)).items()))

    @property
    def skipped_members(self) -> Mapping[str, tuple[str, ...]]:
        """By the path of each archive that has some: the names of the files in it that were passed over."""
        return self._rest.members

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those that belong to no file that was read, such as a broken sidecar."""
        return self._rest.problems

    @property
    def language(self) -> str | None:
        """By the rules of which language all articles are stemmed; None where each is by those of its own."""
        return self._rest.language

    @property
    def reading(self) -> str:
        """By which version of the program everything that has a problem was tried; empty where that is not known."""
        return self._rest.reading

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every listed problem, by path."""
        troubled = np.flatnonzero(self.columns.array("troubled")).tolist()
        found = [*self.problems, *(problem for number in troubled for problem in self.files[number].problems)]
        return tuple(sorted(found, key=lambda problem: (problem.path, problem.message)))

    # As a whole

    def numbers(self, name: str) -> NDArray[Any]:
        """A column of numbers, in the dtype that `NUMBERS` names."""
        return self.columns.array(name).astype(NUMBERS[name], copy=False)

    def check(self, *, thorough: bool = False) -> None:
        """Make sure that the columns fit one another.

        Args:
            thorough: look at every number and decode every record, not only at how many there are.

        Raises:
            ValueError: naming what does not.
        """
        articles, files = len(self.keys), len(self.packed_files)
        lengths = {name: len(self.columns.array(name)) for name in NUMBERS}
        expected = {
            **dict.fromkeys(("key-order", "stories", "words", "paragraphs"), articles),
            **dict.fromkeys(("article-starts", "fingerprint-starts"), articles + 1),
            **dict.fromkeys(("sizes", "mtimes", "sidecars", "settled", "troubled"), files),
            **dict.fromkeys(("path-starts", "file-articles"), files + 1),
            **dict.fromkeys(("link-shorter", "link-longer"), lengths["link-share"]),
        }
        for name, length in expected.items():
            if lengths[name] != length:
                raise ValueError(name)
        ends = {
            "article-starts": len(self.columns.blob("articles")),
            "fingerprint-starts": lengths["fingerprints"],
            "file-starts": len(self.columns.blob("files")),
            "path-starts": len(self.columns.blob("paths")),
            "file-articles": articles,
        }
        for name, end in ends.items():
            starts = self.numbers(name)
            if starts[0] != 0 or starts[-1] != end or (thorough and (np.diff(starts) < 0).any()):
                raise ValueError(name)
        if thorough:
            self._check_all()

    def _check_all(self) -> None:
        articles = len(self.keys)
        for name in ("key-order", "stories", "link-shorter", "link-longer"):
            numbers = self.numbers(name)
            if len(numbers) and not 0 <= numbers.min() <= numbers.max() < articles:
                raise ValueError(name)
        if (np.diff(self.keys[self.key_order]) <= 0).any():
            raise ValueError("key-order")
        if (self.stories[self.stories] != self.stories).any():
            raise ValueError("stories")
        for name in ("paths", "articles", "files"):
            try:
                deque(getattr(self, name), maxlen=0)
            except IndexDamagedError as error:
                raise ValueError(name) from error
        if len(self.paths) != len(self.files) or any(one >= other for one, other in pairwise(self.paths)):
            raise ValueError("paths")

    def replaced(self, **columns: NDArray[Any] | bytes | memoryview) -> Catalogue:
        """A catalogue with other columns in place of some; `_` in a keyword stands for `-`."""
        given = {name.replace("_", "-"): column for name, column in columns.items()}
        arrays = {name: column for name, column in given.items() if isinstance(column, np.ndarray)}
        blobs = {name: column for name, column in given.items() if not isinstance(column, np.ndarray)}
        return Catalogue(
            MemoryColumns(
                {name: self.columns.array(name) for name in NUMBERS} | arrays,
                {name: self.columns.blob(name) for name in BLOBS} | blobs,
            ),
            self._name,
        )

    def _decoding(self) -> _Decoding:
        return _Decoding(self._name, self.columns)


class _Decoding:
    """Says in one sentence that what cannot be decoded is damaged.

    Args:
        name: of what is decoded.
        columns: that it is decoded from.
    """

    def __init__(self, name: str, columns: Columns) -> None:
        self._name, self._columns = name, columns

    def __enter__(self) -> None:
        if not self._columns.is_whole():
            raise self._damaged()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, (msgspec.MsgspecError, ValueError, IndexError)):
            raise self._damaged() from error

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(f"The index is damaged ({self._name}); run `searchtui reindex` to build it anew.")


class _Records(Sequence[T]):
    """Records that are made when they are looked at.

    Args:
        length: how many there are.
        make: makes the one with this number.
    """

    def __init__(self, length: int, make: Callable[[int], T]) -> None:
        self._length, self._make = length, make

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        """One record, or those of a slice."""
        numbers = range(self._length)[place]
        return tuple(map(self._make, numbers)) if isinstance(numbers, range) else self._make(numbers)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, range(self._length))

    def __eq__(self, other: object) -> bool:
        """Whether the other sequence holds equal records."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class _ById(Mapping[str, ArticleRecord]):
    """The articles of a catalogue by id."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __getitem__(self, article: str) -> ArticleRecord:
        return self._catalogue.articles[self._catalogue.ordinal(article)]

    def __contains__(self, article: object) -> bool:
        try:
            return isinstance(article, str) and self._catalogue.ordinal(article) >= 0
        except KeyError:
            return False

    def __iter__(self) -> Iterator[str]:
        return (f"{key:012x}" for key in self._catalogue.keys.tolist())

    def __len__(self) -> int:
        return len(self._catalogue.keys)
