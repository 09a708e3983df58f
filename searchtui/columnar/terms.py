"""The terms of a segment behind Whoosh's interfaces: written one posting at a time, read by field and term."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import formats
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.field import Block, Field, InvertedField, PostingsField, write_field
from searchtui.columnar.matcher import ArrayMatcher
from searchtui.columnar.packing import extents
from searchtui.columnar.refinement import RefinedField

if TYPE_CHECKING:
    from searchtui.columnar.segment import ColumnarSegment

__all__ = ["TERMS_EXT", "TermsReader", "TermsWriter"]

TERMS_EXT = ".trm"

Term = tuple[str, bytes]


class TermsWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes postings in order of field, term and document, and writes each field when it ends.

    Args:
        storage: of the index.
        segment: that the postings belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._storage, self._segment = storage, segment
        self._names: list[str] = []
        self._name: str | None = None
        self.is_closed = False

    @cached_property
    def _file(self) -> Any:
        return self._segment.create_file(self._storage, TERMS_EXT)

    @cached_property
    def _writer(self) -> ArrayFileWriter:
        return ArrayFileWriter(self._file)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        if fieldname in self._names:
            raise ValueError(f"the field {fieldname!r} was begun twice")
        self._name, self._format = fieldname, fieldobj.format
        self._has_positions = type(fieldobj.format) is formats.Positions
        self._terms: list[bytes] = []
        self._starts, self._docs = array("Q"), array("I")
        self._weights = array("f")
        self._positions, self._counts = array("I"), array("I")
        self._values: list[bytes] = []

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field."""
        if self._name is None:
            raise ValueError("a term was begun before any field")
        self._terms.append(bytes(text))
        self._starts.append(len(self._docs))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:  # noqa: ARG002 - Whoosh's
        """Add a posting of the term.

        Args:
            docnum: of the document.
            weight: of the term in it.
            vbytes: what the field's format keeps with it.
            length: of the field in the document, in words; not needed, since lengths are kept by document.
        """
        self._docs.append(docnum)
        self._weights.append(weight)
        if self._has_positions:
            positions = self._format.decode_positions(vbytes)
            self._positions.extend(positions)
            self._counts.append(len(positions))
        else:
            self._values.append(vbytes)

    def finish_term(self) -> None:
        """End the term."""

    def finish_field(self) -> None:
        """End the field and write it."""
        if self._name is None:
            raise ValueError("a field was ended before any was begun")
        self._starts.append(len(self._docs))
        block = Block(
            docs=np.array(self._docs, np.uint32),
            weights=np.array(self._weights, np.float32),
            positions=np.array(self._positions, np.uint32) if self._has_positions else None,
            counts=np.array(self._counts, np.uint32) if self._has_positions else None,
            values=self._values,
        )
        field = InvertedField(self._terms, extents(np.array(self._starts, np.int64)), block)
        write_field(self._writer, len(self._names), field)
        self._names.append(self._name)
        self._name = None

    def close(self) -> None:
        """Write what is left."""
        with closing(self._file):
            self._writer.finish({"fields": self._names, "refines": {}})
        self.is_closed = True


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads lexicons and postings.

    Args:
        storage: of the index.
        segment: that they belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._file = open_array_file(storage, segment.make_filename(TERMS_EXT))
        keys = {name: key for key, name in enumerate(self._file.meta["fields"])}
        refines = self._file.meta["refines"]
        plain = {name: PostingsField(self._file, key) for name, key in keys.items() if name not in refines}
        refined = {name: RefinedField(self._file, keys[name], plain[coarser]) for name, coarser in refines.items()}
        self.fields: dict[str, Field] = {name: refined.get(name) or plain[name] for name in keys}
        self._storage, self._segment = storage, segment

    def release(self) -> None:
        """Let go of memory; see `ArrayFile.release`."""
        self._file.release()

    def is_whole(self) -> bool:
        """Whether the file is still whole; see `ArrayFile.is_whole`."""
        return self._file.is_whole()

    @cached_property
    def _documents(self) -> ArrayFile | None:
        """The file with the lengths of documents; there is none where postings alone were written."""
        name = self._segment.make_filename(DOCUMENTS_EXT)
        return open_array_file(self._storage, name) if self._storage.file_exists(name) else None

    def info(self, fieldname: str, number: int) -> TermInfo:
        """Statistics of a term."""
        docs, weights = self.fields[fieldname].postings(number)
        name = f"length:{fieldname}"
        known = self._documents is not None and name in self._documents
        lengths = self._documents.array(name)[docs] if self._documents and known else np.zeros(1, np.uint8)
        return TermInfo(
            weight=float(weights.sum(dtype=np.float64)),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def _find(self, fieldname: str, text: bytes) -> tuple[Field, int]:
        field = self.fields[fieldname]
        number = field.number(text)
        if number is None:
            raise KeyError((fieldname, text))
        return field, number

    def _found(self, fieldname: str, text: bytes) -> tuple[Field, int]:
        try:
            return self._find(fieldname, text)
        except KeyError:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from None

    def __contains__(self, term: Term) -> bool:
        field = self.fields.get(term[0])
        return field is not None and field.number(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self.fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> base.FieldCursor:
        """Goes through the terms of a field."""
        field = self.fields.get(fieldname)
        return base.EmptyCursor() if field is None else _Cursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[Term]:
        """All terms, field by field."""
        for name in sorted(self.fields):
            for number in range(len(self.fields[name])):
                yield name, self.fields[name][number]

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms of a field that are not before `prefix`, then those of the fields after it."""
        for name in sorted(self.fields):
            if name >= fieldname:
                field = self.fields[name]
                for number in range(field.find(prefix) if name == fieldname else 0, len(field)):
                    yield name, field[number]

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """Like `terms_from`, with statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term.

        Raises:
            TermNotFound: it does not occur.
        """
        _, number = self._found(fieldname, text)
        return self.info(fieldname, number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The weight of a term in all documents together.

        Raises:
            KeyError: it does not occur.
        """
        field, number = self._find(fieldname, text)
        return float(field.frequencies(number).sum(dtype=np.float64))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold a term.

        Raises:
            KeyError: it does not occur.
        """
        field, number = self._find(fieldname, text)
        return field.df(number)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """The postings of a term, for queries that are evaluated one posting at a time."""
        field, number = self._found(fieldname, text)
        positions = None
        if field.has_positions:
            counts, found = field.occurrences(number)
            positions = np.split(found, np.cumsum(counts)[:-1])
        return ArrayMatcher(
            ids=field.docs(number),
            weights=field.frequencies(number),
            format_=format_,
            positions=positions,
            values=field.values(number),
            info=self.info(fieldname, number),
            scorer=scorer,
            term=(fieldname, text),
        )


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field in order."""

    def __init__(self, reader: TermsReader, fieldname: str, fieldobj: Any) -> None:
        self._reader, self._name = reader, fieldname
        self._field, self._fieldobj = reader.fields[fieldname], fieldobj
        self._at = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Go to the first term that is not before `term`."""
        self._at = self._field.find(term if isinstance(term, bytes) else self._fieldobj.to_bytes(term))
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """The term at hand; None behind the last."""
        return self._fieldobj.from_bytes(self._field[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Statistics of the term at hand."""
        return self._reader.info(self._name, self._at) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term at hand."""
        return self._at < len(self._field)
