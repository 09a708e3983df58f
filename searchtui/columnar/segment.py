"""The codec and its segment: how Whoosh finds our writers and readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.codec import base

from searchtui.columnar.documents import DocumentReader, DocumentWriter
from searchtui.columnar.terms import TermsReader, TermsWriter

__all__ = ["ColumnarCodec", "ColumnarSegment"]


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """A Whoosh codec whose postings, columns and stored fields are arrays in files mapped into memory.

    It has no settings and keeps no state; its class is named in the table of segments, so its place is part of the
    index format.
    """

    def per_document_writer(self, storage: Any, segment: ColumnarSegment) -> DocumentWriter:
        """Writes what a document has of its own: stored fields, lengths, columns, vectors."""
        return DocumentWriter(storage, segment)

    def field_writer(self, storage: Any, segment: ColumnarSegment) -> TermsWriter:
        """Writes lexicons and postings."""
        return TermsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ColumnarSegment) -> TermsReader:
        """Reads lexicons and postings."""
        return TermsReader(storage, segment)

    def per_document_reader(self, storage: Any, segment: ColumnarSegment) -> DocumentReader:
        """Reads what a document has of its own."""
        return DocumentReader(storage, segment)

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:
        """An empty segment with a name of its own."""
        return ColumnarSegment(self, indexname)


class ColumnarSegment(base.Segment):  # type: ignore[misc]
    """What the table of segments holds of a segment.

    Args:
        codec: its codec.
        indexname: of the index.
        doccount: how many documents it has, deleted ones included.
        segid: its name; a random one where None.
        deleted: numbers of the deleted documents.
    """

    def __init__(
        self,
        codec: ColumnarCodec,
        indexname: str,
        doccount: int = 0,
        segid: str | None = None,
        deleted: set[int] | None = None,
    ) -> None:
        self.indexname = indexname
        self.segid = self._random_id() if segid is None else segid
        self.compound = False
        self._codec = codec
        self._doccount = doccount
        self._deleted = deleted

    def codec(self, **_: Any) -> ColumnarCodec:
        """Its codec."""
        return self._codec

    def should_assemble(self) -> bool:
        """Its files stay apart, since only a file of its own can be mapped."""
        return False

    def set_doc_count(self, dc: int) -> None:
        """Say how many documents it has."""
        self._doccount = dc

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones included."""
        return self._doccount

    def deleted_count(self) -> int:
        """How many documents of it are deleted."""
        return len(self._deleted or ())

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted documents."""
        return iter(self._deleted or ())

    def delete_documents(self, docnums: Iterable[int]) -> None:
        """Mark documents as deleted, all at once."""
        self._deleted = {*(self._deleted or ()), *docnums}

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted, or as not deleted."""
        deleted = set(self._deleted or ())
        deleted.add(docnum) if delete else deleted.discard(docnum)
        self._deleted = deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in (self._deleted or ())
