"""What a document has of its own: stored fields, exact field lengths, columns and vectors."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, repeat
from typing import IO, TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh import columns
from whoosh.codec import base
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher

from searchtui.columnar.arrayfile import ArrayFileWriter, DamagedFileError, open_array_file
from searchtui.columnar.facets import FacetCollector, FacetColumn, FacetReader, SegmentFacet
from searchtui.columnar.growing import temporary_file
from searchtui.columnar.numbers import ArrayColumnReader, NumberCollector, is_number
from searchtui.columnar.packing import narrowest
from searchtui.columnar.stored import as_packed, pack, pack_plain, unpack

if TYPE_CHECKING:
    from searchtui.columnar.segment import ColumnarSegment

__all__ = ["DOCUMENTS_EXT", "WAITING_EXT", "DocumentReader", "DocumentWriter"]

DOCUMENTS_EXT = ".doc"

_BYTES_A_DOCUMENT = 100

_STORED_IN_MEMORY = 1 << 20
"""Bytes of stored values from which on they wait on disk."""

WAITING_EXT = ".building"
"""How the names of files begin, behind that of their segment, that hold what is not yet written."""


class Collector(Protocol):
    """Takes the values of one column and writes them."""

    def add(self, doc: int, value: Any) -> None:
        """Keep the value of a document that comes after those before."""

    def extend(self, doc: int, values: Sequence[Any], times: Sequence[int] | None = None) -> None:
        """Keep the values of documents in a row, or each for so many documents in a row."""

    def write(self, writer: ArrayFileWriter, name: str, documents: int) -> None:
        """Write the values of so many documents."""


class _OtherCollector:
    """Collects the values of a column of another kind, in the form that Whoosh gives it.

    Args:
        column: of the schema.
    """

    def __init__(self, column: columns.Column) -> None:
        self._memory = RamStorage()
        self._file = self._memory.create_file("column")
        self._writer = column.writer(self._file)

    def add(self, doc: int, value: Any) -> None:
        """Keep the value of a document."""
        self._writer.add(doc, value)

    def extend(self, doc: int, values: Sequence[Any], times: Sequence[int] | None = None) -> None:
        """Keep the values of documents in a row, or each for so many documents in a row."""
        all_values = values if times is None else chain.from_iterable(map(repeat, values, times))
        for one, value in enumerate(all_values, doc):
            self.add(one, value)

    def write(self, writer: ArrayFileWriter, name: str, documents: int) -> None:
        """Write the values of so many documents."""
        self._writer.finish(documents)
        self._file.close()
        writer.add_blob(name, [bytes(self._memory.files["column"])])


def _collector(column: columns.Column) -> tuple[str, Collector]:
    """What collects the values of a column, and the kind of array that comes of it."""
    if is_number(column):
        return "number", NumberCollector(column._typecode, column._default)
    if isinstance(column, FacetColumn):
        return "facet", FacetCollector(column)
    return "column", _OtherCollector(column)


class DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Collects documents and writes them as arrays when it is closed.

    Args:
        storage: of the index.
        segment: that the documents belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._storage, self._segment = storage, segment
        self._stored, self._ends = bytearray(), array("Q")
        self._spilled: IO[bytes] | None = None
        self._spilled_bytes = 0
        self._places: dict[str, int] = {}
        self._lengths: defaultdict[str, NumberCollector] = defaultdict(lambda: NumberCollector("I"))
        self._columns: dict[str, tuple[str, Collector]] = {}
        self._vectors: defaultdict[str, dict[int, bytes]] = defaultdict(dict)
        self._doccount = 0
        self._fields: dict[str, Any] | None = None
        self.is_closed = False

    @property
    def memory(self) -> int:
        """How many bytes the documents take until they are written, about."""
        return len(self._stored) + _BYTES_A_DOCUMENT * self._doccount

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        if self._fields is not None:
            raise ValueError("the document before is not finished")
        if docnum != self._doccount:
            raise ValueError(f"document {self._doccount} comes next, and not {docnum}")
        self._doccount += 1
        self._fields = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Keep a stored value and the length of the field in this document."""
        if value is not None:
            self.add_stored(fieldname, value)
        if length:
            self.add_length(fieldname, length)

    def add_stored(self, fieldname: str, value: Any) -> None:
        """Keep a stored value of this document."""
        assert self._fields is not None
        self._fields[fieldname] = value

    def set_lengths(self, fieldname: str, lengths: NDArray[np.uint32]) -> None:
        """Keep the length of a field in all documents, in words, shape (documents,)."""
        self._lengths[fieldname].extend(0, lengths.tolist())

    def add_length(self, fieldname: str, length: int) -> None:
        """Keep the length of a field in this document, in words."""
        self._lengths[fieldname].add(self._doccount - 1, length)

    def repeat_length(self, fieldname: str, doc: int, length: int, times: int) -> None:
        """Keep the length of a field in several documents in a row, in words."""
        self._lengths[fieldname].extend(doc, [length], [times])

    def add_rows(self, columns: Mapping[str, Sequence[Any]], documents: int) -> None:
        """Keep the stored values of the documents that come next.

        Args:
            columns: of each stored field the values, None for none, shape (documents,).
            documents: how many come.
        """
        held = {name: values for name, values in columns.items() if values.count(None) < documents}
        new = [name for name in held if name not in self._places]
        for name in sorted(new, key=lambda name: next(at for at, one in enumerate(held[name]) if one is not None)):
            self._places[name] = len(self._places)
        last = max((self._places[name] for name in held), default=-1)
        nothing = [None] * documents
        in_order = [as_packed(held.get(name, nothing)) for name in list(self._places)[: last + 1]]
        for row in zip(*in_order, strict=True) if held else [()] * documents:
            while row and row[-1] is None:
                row = row[:-1]
            if row:
                self._stored += pack_plain(row)
            self._ends.append(self._spilled_bytes + len(self._stored))
        self._doccount += documents
        self._spill()

    def _spill(self) -> None:
        """Put stored values on disk that would take much memory."""
        if len(self._stored) < _STORED_IN_MEMORY:
            return
        if self._spilled is None:
            self._spilled = temporary_file(self._storage, self._segment.make_filename(WAITING_EXT))
        self._spilled.write(self._stored)
        self._spilled_bytes += len(self._stored)
        self._stored.clear()

    def _stored_parts(self) -> Iterator[bytes]:
        """All stored values, in pieces."""
        if self._spilled is not None:
            self._spilled.seek(0)
            while part := self._spilled.read(_STORED_IN_MEMORY):
                yield part
        yield bytes(self._stored)

    def release(self) -> None:
        """Let go of what is on disk; nothing can be added or written any more."""
        if self._spilled is not None:
            self._spilled.close()

    def add_column_value(self, fieldname: str, columnobj: columns.Column, value: Any) -> None:
        """Keep a value of a column."""
        self.collector(fieldname, columnobj).add(self._doccount - 1, value)

    def collector(self, fieldname: str, columnobj: columns.Column) -> Collector:
        """What takes the values of a column, document by document; from now on there is such a column."""
        found = self._columns.get(fieldname)
        if found is None:
            found = self._columns[fieldname] = _collector(columnobj)
        return found[1]

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Iterable[tuple[Any, float, bytes]]) -> None:
        """Keep the terms of this document, for fields that want them."""
        if kept := [[text, float(weight), value] for text, weight, value in items]:
            self._vectors[fieldname][self._doccount - 1] = pack(kept)

    def finish_doc(self) -> None:
        """End the document."""
        self._add_row(self._fields or {})
        self._fields = None

    def _add_row(self, fields: dict[str, Any]) -> None:
        if fields:
            row: list[Any] = [None] * len(self._places)
            for name, value in fields.items():
                place = self._places.setdefault(name, len(self._places))
                if place == len(row):
                    row.append(None)
                row[place] = value
            while row[-1] is None:
                row.pop()
            self._stored += pack(row)
        self._ends.append(self._spilled_bytes + len(self._stored))
        self._spill()

    def cancel_doc(self) -> None:
        """Forget the document that was begun."""
        self._doccount -= 1
        self._fields = None

    def close(self) -> None:
        """Write everything."""
        if self._fields is not None:
            self.finish_doc()
        with closing(self._segment.create_file(self._storage, DOCUMENTS_EXT)) as file:
            self._write(ArrayFileWriter(file))
        self.is_closed = True

    def _write(self, writer: ArrayFileWriter) -> None:
        writer.add("stored:offsets", narrowest(np.concatenate([[0], np.frombuffer(self._ends, np.uint64)])))
        writer.add_blob("stored", self._stored_parts())
        self.release()
        for name, lengths in self._lengths.items():
            lengths.write(writer, f"length:{name}", self._doccount)
        for name, (kind, column) in self._columns.items():
            column.write(writer, f"{kind}:{name}", self._doccount)
        for name, vectors in self._vectors.items():
            blobs = [vectors.get(doc, b"") for doc in range(self._doccount)]
            writer.add(f"vector:{name}:offsets", narrowest(np.cumsum([0, *map(len, blobs)])))
            writer.add_blob(f"vector:{name}", blobs)
        writer.finish({"documents": self._doccount, "stored": list(self._places)})


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Reads what a document has of its own.

    Args:
        storage: of the index.
        segment: that the documents belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._segment = segment
        self._doccount = segment.doc_count_all()
        self._file = open_array_file(storage, segment.make_filename(DOCUMENTS_EXT))
        # Its elements are plain numbers, which are had in a third of the time.
        self._offsets = self._file.array("stored:offsets").data
        self._stored = self._file.blob("stored")
        self._stored_names: list[str] = self._file.meta["stored"]
        if self._file.meta["documents"] < self._doccount:
            raise DamagedFileError(f"{segment.make_filename(DOCUMENTS_EXT)} has fewer documents than its segment")

    def is_whole(self) -> bool:
        """Whether the file is still whole; see `ArrayFile.is_whole`."""
        return self._file.is_whole()

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return self._doccount - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._doccount

    def has_deletions(self) -> bool:
        """Whether a document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted documents."""
        return iter(self._segment.deleted_docs())

    # Columns

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether any document has a value in this column."""
        return any(name in self._file for name in self._names(fieldname))

    @staticmethod
    def _names(fieldname: str) -> tuple[str, ...]:
        """The arrays of which a column has one."""
        return f"number:{fieldname}", f"column:{fieldname}", f"facet:{fieldname}:ordinals"

    def list_columns(self) -> list[str]:
        """The names of all columns."""
        parts = [name.partition(":") for name in self._file.names()]
        facets = [name.removesuffix(":sets") for kind, _, name in parts if kind == "facet" and name.endswith(":sets")]
        return [name for kind, _, name in parts if kind in ("number", "column")] + facets

    def column_reader(self, fieldname: str, column: columns.Column) -> Any:
        """The reader of a column."""
        if f"number:{fieldname}" in self._file:
            return ArrayColumnReader(self._file.array(f"number:{fieldname}"))
        if (facet := self.facet(fieldname)) is not None:
            return FacetReader(column, facet, self._doccount)
        data = self._file.blob(f"column:{fieldname}")
        return column.reader(BufferFile(data), 0, len(data), self._doccount)

    def numbers(self, fieldname: str) -> NDArray[Any] | None:
        """A column of numbers in place; None where it is none."""
        name = f"number:{fieldname}"
        return self._file.array(name) if name in self._file else None

    def facet(self, fieldname: str) -> SegmentFacet | None:
        """A facet; None where the column is none."""
        return SegmentFacet.read(self._file, fieldname) if f"facet:{fieldname}:ordinals" in self._file else None

    # Lengths

    def lengths(self, fieldname: str) -> NDArray[Any]:
        """The length of a field in each document."""
        name = f"length:{fieldname}"
        return self._file.array(name) if name in self._file else np.zeros(self._doccount, np.uint32)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The exact length of a field in one document."""
        if docnum >= self._doccount:
            raise IndexError(f"there are {self._doccount} documents and no number {docnum}")
        name = f"length:{fieldname}"
        return int(self._file.array(name)[docnum]) or default if name in self._file else default

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Callable[[int], int]:
        """A function that gives the length of a field in a document."""
        lengths = self.lengths(fieldname).tolist()
        return lambda docnum: lengths[docnum] or default

    def field_length(self, fieldname: str) -> int:
        """The length of a field in all documents together."""
        return int(self.lengths(fieldname).sum(dtype=np.uint64))

    def min_field_length(self, fieldname: str) -> int:
        """The least length of a field in a document."""
        lengths = self.lengths(fieldname)
        return int(lengths.min()) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a field in a document."""
        lengths = self.lengths(fieldname)
        return int(lengths.max()) if len(lengths) else 0

    # Vectors

    def _vector(self, docnum: int, fieldname: str) -> memoryview | bytes:
        name = f"vector:{fieldname}"
        if name not in self._file:
            return b""
        start, end = self._file.array(f"{name}:offsets")[docnum : docnum + 2].tolist()
        return self._file.blob(name)[start:end]

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether the terms of this document were kept."""
        return len(self._vector(docnum, fieldname)) > 0

    def vector(self, docnum: int, fieldname: str, format_: Any) -> ListMatcher:
        """The terms of this document, in order."""
        data = self._vector(docnum, fieldname)
        if not len(data):
            raise ValueError(f"document {docnum} has no vector in the field {fieldname!r}")
        texts, weights, values = (list(part) for part in zip(*unpack(data), strict=True))
        return ListMatcher(texts, weights, values, format_)

    # Stored fields

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        if docnum < 0:
            docnum += self._doccount
        data = self._stored[self._offsets[docnum] : self._offsets[docnum + 1]]
        if not len(data):
            return {}
        return {name: value for name, value in zip(self._stored_names, unpack(data), strict=False) if value is not None}
