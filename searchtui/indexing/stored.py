"""Articles as the index holds them, for what must be written anew though its file is not read in this run."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

import msgspec
from whoosh.index import FileIndex

from searchtui.article import Article, Paragraph
from searchtui.catalogue import ArticleRecord
from searchtui.corpus import without_copies
from searchtui.errors import IndexDamagedError
from searchtui.indexing.schema import KINDS

__all__ = ["StoredArticles"]


class StoredArticles:
    """Reads articles from one generation of the index; opened when the first one is asked for.

    Args:
        index: as Whoosh has it.
    """

    def __init__(self, index: FileIndex) -> None:
        self._index = index

    @cached_property
    def _reader(self) -> Any:
        return self._index.reader()

    @cached_property
    def _columns(self) -> tuple[Any, Any]:
        numbers, kinds = (self._reader.column_reader(name, translate=False) for name in ("number", "kind_code"))
        return numbers, kinds

    def article(self, record: ArticleRecord) -> Article:
        """An article with all its paragraphs.

        Args:
            record: from the catalogue of the same generation, for the metadata and the furniture.

        Raises:
            IndexDamagedError: it is not the article that was read once.
        """
        try:
            paragraphs = (*self._paragraphs(record), *record.furniture)
        # What Whoosh raises where a file is altered has no bounds.
        except Exception as error:
            raise _damaged(record) from error
        read = msgspec.structs.replace(without_copies(record), story=record.id).article(paragraphs)
        digest = hashlib.blake2b(msgspec.msgpack.encode(read), digest_size=16).hexdigest()
        if digest != record.digest:
            raise _damaged(record)
        return record.article(paragraphs)

    def _paragraphs(self, record: ArticleRecord) -> list[Paragraph]:
        if not record.paragraphs:
            return []
        numbers, kinds = self._columns
        docs = self._reader.postings("article", record.id).all_ids()
        return [
            Paragraph(
                number=numbers[doc],
                text=stored["text"],
                kind=KINDS[kinds[doc]],
                heading=stored.get("heading"),
                line=stored.get("line"),
                page=stored.get("page"),
            )
            for doc, stored in ((doc, self._reader.stored_fields(doc)) for doc in docs)
        ]

    def close(self) -> None:
        """Let go of the files."""
        if "_reader" in self.__dict__:
            self._reader.close()


def _damaged(record: ArticleRecord) -> IndexDamagedError:
    return IndexDamagedError(f"The index is damaged ({record.name}); run `searchtui reindex` to build it anew.")
