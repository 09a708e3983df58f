"""The paragraphs that everybody indexes: read from collections once, kept in a file that is quick to read again."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.article import UNKNOWN
from searchtui.dates import PartialDate

__all__ = ["Paragraph", "PreparedParagraphs", "UnreadableCollectionError", "count", "day_number", "prepare"]

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_TEXTS, _OFFSETS, _ABOUT = "paragraphs.jsonl", "offsets.npy", "about.json"
_ARTICLES = "articles"


class UnreadableCollectionError(Exception):
    """A file of a collection is not there, or is not what it should be."""


class Article(msgspec.Struct):
    """A line of a collection.

    Args:
        text: its paragraphs, with blank lines between them.
        title: of the article.
        source: that published it.
        author: a name, several, or none.
        date: YYYY, YYYY-MM, YYYY-MM-DD or D-Mon-YYYY; anything else is taken for no date.
    """

    text: str
    title: str | None = None
    source: str | None = None
    author: str | list[str] | None = None
    date: str | None = None

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, each on one line."""
        return [line for part in _BREAK.split(self.text) if (line := " ".join(part.split()))]

    @property
    def authors(self) -> tuple[str, ...]:
        """Their names, each once; `unknown` where there is none."""
        names = [self.author] if isinstance(self.author, str) else self.author or []
        return tuple(dict.fromkeys(name for name in names if name)) or (UNKNOWN,)


class Paragraph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document.

    Args:
        text: as it is indexed and stored.
        article: number of its article.
        source: of the article, `unknown` where it has none.
        authors: of the article, `unknown` where it has none.
        day: on which the article was published, as `datetime.date.toordinal` counts; 0 where it is not known. Of a
            month or a year, the first day.
    """

    text: str
    article: int
    source: str
    authors: tuple[str, ...]
    day: int


class _About(msgspec.Struct):
    paragraphs: int
    text_bytes: int


def day_number(date: str | None) -> int:
    """The day of a date, 1 for the first of January of the year 1; 0 where it cannot be read."""
    if not date:
        return 0
    try:
        return PartialDate.parse(date).first_day.toordinal()
    except ValueError:
        try:
            return dt.datetime.strptime(date, "%d-%b-%Y").date().toordinal()
        except ValueError:
            return 0


class PreparedParagraphs:
    """Paragraphs in a file of their own.

    Args:
        folder: that `prepare` has written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = msgspec.json.decode((folder / _ABOUT).read_bytes(), type=_About)
        self.text_bytes = about.text_bytes
        self._count = about.paragraphs

    @property
    def articles(self) -> Path:
        """A folder with all their articles in one file, `.jsonl`, with titles."""
        return self.folder / _ARTICLES

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Paragraph]:
        return self.between(0, len(self))

    def between(self, first: int, last: int) -> Iterator[Paragraph]:
        """The paragraphs from number `first` up to, and without, number `last`."""
        offsets = self._offsets()
        decode = msgspec.json.Decoder(Paragraph).decode
        with (self.folder / _TEXTS).open("rb") as file:
            file.seek(int(offsets[first]))
            for _ in range(first, last):
                yield decode(file.readline())

    def sample(self, most: int) -> Iterator[Paragraph]:
        """So many paragraphs at most, spread evenly over all of them."""
        step = max(1, -(-len(self) // most))
        decode = msgspec.json.Decoder(Paragraph).decode
        offsets = self._offsets()
        with (self.folder / _TEXTS).open("rb") as file:
            for number in range(0, len(self), step):
                file.seek(int(offsets[number]))
                yield decode(file.readline())

    def parts(self, most: int) -> list[tuple[int, int]]:
        """Bounds of at most so many runs of neighbouring paragraphs that hold about as much text each."""
        offsets = self._offsets()
        goals = np.linspace(0, offsets[-1], most + 1)
        bounds = sorted(set(np.searchsorted(offsets, goals).tolist()))
        return list(itertools.pairwise(bounds))

    def _offsets(self) -> NDArray[np.int64]:
        """Where each paragraph begins in the file, and where the last one ends."""
        offsets: NDArray[np.int64] = np.load(self.folder / _OFFSETS)
        return offsets


def count(files: Sequence[Path]) -> list[int]:
    """How many paragraphs each file holds.

    Raises:
        UnreadableCollectionError: a file cannot be read.
    """
    return [sum(len(article.paragraphs) for article in _articles(file)) for file in files]


def prepare(files: Sequence[Path], counts: Sequence[int], limit: int, folder: Path) -> PreparedParagraphs:
    """Write the first paragraphs of each file, in proportion to what it holds, into a folder.

    Args:
        files: `.jsonl` or `.jsonl.zst`, one article a line.
        counts: how many paragraphs each of them holds.
        limit: how many paragraphs are wanted altogether.
        folder: made for them.

    Raises:
        UnreadableCollectionError: a file cannot be read.
    """
    (folder / _ARTICLES).mkdir(parents=True)
    offsets, text_bytes, articles = [0], 0, 0
    encode = msgspec.json.Encoder().encode
    with (folder / _TEXTS).open("wb") as written, (folder / _ARTICLES / _TEXTS).open("wb") as whole:
        for file, wanted in zip(files, _shares(counts, limit), strict=True):
            left = wanted
            for article in _articles(file) if wanted else ():
                day, authors, source = day_number(article.date), article.authors, article.source or UNKNOWN
                texts = article.paragraphs[:left]
                for text in texts:
                    line = encode(Paragraph(text, articles, source, authors, day)) + b"\n"
                    written.write(line)
                    offsets.append(offsets[-1] + len(line))
                    text_bytes += len(text.encode())
                whole.write(encode(msgspec.structs.replace(article, text="\n\n".join(texts))) + b"\n")
                left -= len(texts)
                articles += 1
                if not left:
                    break
    np.save(folder / _OFFSETS, np.array(offsets, np.int64))
    (folder / _ABOUT).write_bytes(msgspec.json.encode(_About(len(offsets) - 1, text_bytes)))
    return PreparedParagraphs(folder)


def _shares(counts: Sequence[int], limit: int) -> list[int]:
    """How many paragraphs to take of each file: whole numbers that add up to the limit."""
    total = sum(counts)
    if limit >= total:
        return list(counts)
    reached = np.cumsum([0, *counts]) * limit // total
    return [int(share) for share in np.diff(reached)]


def _articles(file: Path) -> Iterator[Article]:
    decode = msgspec.json.Decoder(Article).decode
    try:
        with _lines(file) as lines:
            for line in lines:
                if line.strip():
                    yield decode(line)
    except (OSError, msgspec.MsgspecError) as error:
        raise UnreadableCollectionError(f"{file} cannot be read: {error}") from error


def _lines(file: Path) -> io.BufferedReader:
    opened = file.open("rb")
    if file.suffix != ".zst":
        return opened
    try:
        import zstandard
    except ImportError as error:
        opened.close()
        raise UnreadableCollectionError(f"{file} needs the package zstandard, or `zstd -d`") from error
    unpacked = zstandard.ZstdDecompressor().stream_reader(opened, closefd=True, read_across_frames=True)
    return io.BufferedReader(unpacked, 1 << 20)
