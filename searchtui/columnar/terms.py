"""Lexicons and postings: for each field its terms in order, and for each term where it occurs.

A field has the terms as one sorted blob with offsets, and for each term where its postings begin: document numbers,
weights, and, where the field has positions and nothing more, the positions. What else a format keeps with a posting is
kept as the bytes that the format made.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter, open_array_file
from searchtui.columnar.matcher import ArrayMatcher

if TYPE_CHECKING:
    from searchtui.columnar.segment import ColumnarSegment

__all__ = ["TERMS_EXT", "Field", "InvertedField", "TermsReader", "TermsWriter", "write_field"]

TERMS_EXT = ".trm"

Term = tuple[str, bytes]


def _smallest(values: NDArray[Any]) -> NDArray[Any]:
    """The same values in the narrowest type that holds them; fractions stay what they are."""
    if values.dtype.kind == "f":
        whole = values.astype(np.uint32)
        if not np.array_equal(whole, values):
            return values
        values = whole
    return values.astype(np.min_scalar_type(int(values.max()) if len(values) else 0))


@dataclass(frozen=True, slots=True)
class InvertedField:
    """The terms of one field with their postings, ready to be written.

    Args:
        terms: in order, shape (n,).
        starts: where the postings of each term begin, and where the last ones end, shape (n + 1,).
        docs: document numbers of all postings, shape (m,).
        weights: of all postings, shape (m,).
        least: the least length of the field in the documents of each term, shape (n,).
        most: the greatest length, shape (n,).
        positions: of all postings, one after the other; None where the field has none.
        counts: how many positions each posting has, shape (m,).
        values: what the format keeps with each posting beside that; empty for nothing.
    """

    terms: list[bytes]
    starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    weights: NDArray[np.float32]
    least: NDArray[np.uint32]
    most: NDArray[np.uint32]
    positions: NDArray[np.uint32] | None = None
    counts: NDArray[np.uint32] | None = None
    values: Sequence[bytes] = ()


def write_field(writer: ArrayFileWriter, key: int, field: InvertedField) -> None:
    """Write one field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        field: to be written.
    """

    def write_offsets(name: str, lengths: Any) -> None:
        writer.add(f"{key}:{name}-offsets", _smallest(np.cumsum(np.concatenate([[0], lengths]), dtype=np.uint64)))

    write_offsets("term", [len(term) for term in field.terms])
    writer.add_blob(f"{key}:terms", [b"".join(field.terms)])
    for name in ("starts", "docs", "weights", "least", "most"):
        values = getattr(field, name)
        writer.add(f"{key}:{name}", values if name == "docs" else _smallest(values))
    if field.positions is not None and field.counts is not None:
        held = np.add.reduceat(field.counts, field.starts[:-1]) if len(field.counts) else field.counts
        write_offsets("position", held)
        if not np.array_equal(field.counts, field.weights):
            writer.add(f"{key}:counts", _smallest(field.counts))
        writer.add(f"{key}:positions", _smallest(field.positions))
    elif any(field.values):
        write_offsets("value", [len(value) for value in field.values])
        writer.add_blob(f"{key}:values", [b"".join(field.values)])


class TermsWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes postings in order of field, term and document, and writes each field when it ends.

    Args:
        storage: of the index.
        segment: that the postings belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._file = segment.create_file(storage, TERMS_EXT)
        self._writer = ArrayFileWriter(self._file)
        self._names: list[str] = []
        self._name: str | None = None
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field."""
        if fieldname in self._names:
            raise ValueError(f"the field {fieldname!r} was begun twice")
        self._name, self._format = fieldname, fieldobj.format
        self._has_positions = type(fieldobj.format) is formats.Positions
        self._terms: list[bytes] = []
        self._starts, self._docs = array("Q"), array("I")
        self._weights = array("f")
        self._least, self._most = array("I"), array("I")
        self._positions, self._counts = array("I"), array("I")
        self._values: list[bytes] = []

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field."""
        if self._name is None:
            raise ValueError("a term was begun before any field")
        self._terms.append(bytes(text))
        self._starts.append(len(self._docs))
        self._least.append(0xFFFFFFFF)
        self._most.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting of the term.

        Args:
            docnum: of the document.
            weight: of the term in it.
            vbytes: what the field's format keeps with it.
            length: of the field in the document, in words.
        """
        self._docs.append(docnum)
        self._weights.append(weight)
        length = length or 0
        self._least[-1] = min(self._least[-1], length)
        self._most[-1] = max(self._most[-1], length)
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
        write_field(
            self._writer,
            len(self._names),
            InvertedField(
                terms=self._terms,
                starts=np.array(self._starts, np.int64),
                docs=np.array(self._docs, np.uint32),
                weights=np.array(self._weights, np.float32),
                least=np.array(self._least, np.uint32),
                most=np.array(self._most, np.uint32),
                positions=np.array(self._positions, np.uint32) if self._has_positions else None,
                counts=np.array(self._counts, np.uint32) if self._has_positions else None,
                values=self._values,
            ),
        )
        self._names.append(self._name)
        self._name = None

    def close(self) -> None:
        """Write what is left."""
        self._writer.finish({"fields": self._names})
        self._file.close()
        self.is_closed = True


class Field:
    """One field of a segment, read in place.

    Args:
        file: of the segment.
        key: number of the field in it.
    """

    def __init__(self, file: ArrayFile, key: int) -> None:
        self._file, self._key = file, key
        self._offsets = self._array("term-offsets")
        self._blob = file.blob(f"{key}:terms")
        self._starts = self._array("starts")
        self._docs, self._weights = self._array("docs"), self._array("weights")
        self._counts = self._array("counts") if f"{key}:counts" in file else self._weights
        self.has_positions = f"{key}:positions" in file

    def _array(self, name: str) -> NDArray[Any]:
        return self._file.array(f"{self._key}:{name}")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        if number >= len(self):
            raise IndexError(number)
        return bytes(self._blob[int(self._offsets[number]) : int(self._offsets[number + 1])])

    def find(self, text: bytes) -> int:
        """Number of the first term that is not before `text`."""
        return bisect_left(self, text)

    def number(self, text: bytes) -> int | None:
        """Number of a term; None where it does not occur."""
        at = self.find(text)
        return at if at < len(self) and self[at] == text else None

    def after_prefix(self, prefix: bytes) -> int:
        """Number of the first term behind all those that begin with `prefix`."""
        stripped = prefix.rstrip(b"\xff")
        return self.find(stripped[:-1] + bytes([stripped[-1] + 1])) if stripped else len(self)

    def _extent(self, first: int, last: int | None = None) -> slice:
        """The postings of the terms from `first` up to, and without, `last`; of one term where that is None."""
        return slice(int(self._starts[first]), int(self._starts[first + 1 if last is None else last]))

    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        extent = self._extent(number)
        return int(extent.stop - extent.start)

    def docs(self, number: int) -> NDArray[np.int64]:
        """The documents that hold a term, rising, shape (df,)."""
        return self._docs[self._extent(number)].astype(np.int64)

    def frequencies(self, number: int) -> NDArray[np.float32]:
        """How often a term occurs in each of its documents, unless boosted, shape (df,)."""
        return self._weights[self._extent(number)].astype(np.float32)

    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Documents and frequencies of the terms from `first` up to, and without, `last`, term after term."""
        extent = self._extent(first, last)
        return self._docs[extent].astype(np.int64), self._weights[extent].astype(np.float32)

    def occurrences(
        self, number: int, which: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where a term stands in its documents.

        Args:
            number: of the term.
            which: places in `docs` of the postings that are wanted, rising; all where None.

        Returns:
            How many positions each of these postings has, and the positions, one posting after the other.
        """
        counts = self._counts[self._extent(number)].astype(np.int64)
        start, end = self._array("position-offsets")[number : number + 2].tolist()
        positions = self._array("positions")[start:end].astype(np.int64)
        if which is None:
            return counts, positions
        starts = np.cumsum(counts) - counts
        wanted = counts[which]
        places = np.repeat(starts[which] - (np.cumsum(wanted) - wanted), wanted) + np.arange(wanted.sum())
        return wanted, positions[places]

    def values(self, number: int) -> list[bytes] | None:
        """What the format keeps with each posting; None where that is nothing."""
        if f"{self._key}:values" not in self._file:
            return None
        extent = self._extent(number)
        blob = self._file.blob(f"{self._key}:values")
        ends = self._array("value-offsets")[extent.start : extent.stop + 1].tolist()
        return [bytes(blob[start:end]) for start, end in pairwise(ends)]

    def info(self, number: int) -> TermInfo:
        """Statistics of a term."""
        docs, weights = self.docs(number), self.frequencies(number)
        return TermInfo(
            weight=float(weights.sum(dtype=np.float64)),
            df=len(docs),
            minlength=int(self._array("least")[number]),
            maxlength=int(self._array("most")[number]),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """Reads lexicons and postings.

    Args:
        storage: of the index.
        segment: that they belong to.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self._file = open_array_file(storage, segment.make_filename(TERMS_EXT))
        self.fields = {name: Field(self._file, key) for key, name in enumerate(self._file.meta["fields"])}

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
        return base.EmptyCursor() if field is None else _Cursor(field, fieldobj)

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
        field, number = self._found(fieldname, text)
        return field.info(number)

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
            info=field.info(number),
            scorer=scorer,
            term=(fieldname, text),
        )


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field in order."""

    def __init__(self, field: Field, fieldobj: Any) -> None:
        self._field, self._fieldobj = field, fieldobj
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
        return self._field.info(self._at) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term at hand."""
        return self._at < len(self._field)
