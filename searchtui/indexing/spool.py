"""Articles that were read but not yet written, kept on disk: stories are known only when all have been read."""

from __future__ import annotations

import hashlib
import tempfile
from typing import Self

import msgspec

from searchtui.article import Article
from searchtui.errors import IndexFolderError

__all__ = ["Spool"]


class Spool:
    """A temporary file of articles, each found by its id; it vanishes when closed, and with the process.

    Raises:
        IndexFolderError: there is no place for a temporary file, or none is left in it.
    """

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="searchtui-")  # noqa: SIM115 - closed by `__exit__`
        except OSError as error:
            raise IndexFolderError(f"No temporary file can be made: {error.strerror}.") from error
        self._places: dict[str, tuple[int, int]] = {}
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Article).decode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __contains__(self, article: str) -> bool:
        return article in self._places

    def digest(self, article: Article) -> str:
        """A checksum of the article with all that it holds."""
        return hashlib.blake2b(self._encode(article), digest_size=16).hexdigest()

    def put(self, article: Article) -> None:
        """Keep an article, in place of an earlier one with the same id."""
        data = self._encode(article)
        try:
            start = self._file.seek(0, 2)
            self._file.write(data)
        except OSError as error:
            raise IndexFolderError(f"The temporary file cannot be written: {error.strerror}.") from error
        self._places[article.id] = (start, len(data))

    def get(self, article: str) -> Article:
        """The article with this id.

        Raises:
            KeyError: it was never put.
        """
        start, length = self._places[article]
        self._file.seek(start)
        return self._decode(self._file.read(length))
