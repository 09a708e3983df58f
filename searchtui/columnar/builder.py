"""A whole segment at once: text to arrays of term numbers without Token objects, inverted by sorting in NumPy.

Whoosh's writer makes a Token for each word, a pickle for each posting and a Python call for each posting again when it
flushes; here there is no call per posting.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any

from whoosh.fields import FieldType, Schema

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.documents import Collector, DocumentWriter
from searchtui.columnar.field import write_field
from searchtui.columnar.inversion import PostingsInverter, WordInverter, has_words
from searchtui.columnar.refinement import REFINEMENT, write_refinement
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.terms import TERMS_EXT

__all__ = ["SegmentBuilder"]

_MEMORY = 256 << 20

_LETTERS_BETWEEN = 1 << 16
"""Letters after which the memory that is used is looked at again."""

_DOCUMENTS_AT_ONCE = 256

_LETTERS_A_DOCUMENT = 100
"""As which a document counts beside its letters."""


class _Plan:
    """What is done with the values of a field.

    Args:
        field: of the schema.
        inverter: of the field; None where it is not indexed.
    """

    __slots__ = ("column", "field", "is_idle", "postings", "scorable", "stored", "values", "words")

    def __init__(self, field: FieldType, inverter: WordInverter | PostingsInverter | None) -> None:
        self.field = field
        self.words = inverter if isinstance(inverter, WordInverter) else None
        self.postings = inverter if isinstance(inverter, PostingsInverter) else None
        self.stored, self.scorable, self.column = field.stored, field.scorable, field.column_type
        self.is_idle = inverter is None and not self.stored and self.column is None
        self.values: Collector | None = None


class SegmentBuilder:
    """Collects documents and writes them as one segment.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index. Fields with vectors or spelling are not supported.
        memory: bytes that building and writing the segment may take, about; see `is_full`.

    Raises:
        ValueError: the schema has a field that cannot be built.
    """

    def __init__(self, storage: Any, indexname: str, schema: Schema, memory: int = _MEMORY) -> None:
        self._segment = ColumnarCodec().new_segment(storage, indexname)
        self._storage = storage
        self._memory = memory
        self._documents = DocumentWriter(storage, self._segment)
        self._fields: dict[str, FieldType] = dict(sorted(schema.items()))
        for name, field in self._fields.items():
            if field.vector or field.separate_spelling():
                raise ValueError(f"the field {name!r} has vectors or a spelling, which are not built here")
        self._refined_by: dict[str, str] = {
            field.refines: name for name, field in self._fields.items() if isinstance(field, REFINEMENT)
        }
        self._inverters = {
            name: self._inverter(name, field)
            for name, field in self._fields.items()
            if field.indexed and not isinstance(field, REFINEMENT)
        }
        self._plans = {name: _Plan(field, self._inverters.get(name)) for name, field in self._fields.items()}
        self._doccount = 0
        self._unseen = 0

    def _inverter(self, name: str, field: FieldType) -> WordInverter | PostingsInverter:
        refining = self._fields.get(self._refined_by.get(name, ""))
        if has_words(field) and (refining is None or has_words(refining)):
            return WordInverter(field, refining)
        if refining is not None:
            raise ValueError(f"the field {name!r} is refined, and has no words that can be told more finely")
        return PostingsInverter(field)

    def __len__(self) -> int:
        return self._doccount

    @property
    def is_full(self) -> bool:
        """Whether the memory is used up: time to finish this segment and to begin another."""
        if self._unseen < _LETTERS_BETWEEN:
            return False
        self._unseen = 0
        used = self._documents.memory + sum(inverter.memory for inverter in self._inverters.values())
        return used > self._memory

    def add(self, **values: Any) -> None:
        """Add a document.

        Args:
            values: of its fields; a field whose value is None has none.

        Raises:
            KeyError: the schema has no such field.
            ValueError: a field that refines another has not the same text as that.
        """
        self._add([values], {})

    def add_all(self, documents: Iterable[Mapping[str, Any]], shared: Mapping[str, Any]) -> None:
        """Add documents that have some fields in common, such as the paragraphs of an article.

        Args:
            documents: the values of the fields of each; a field whose value is None has none.
            shared: those that all of them have, of other fields.

        Raises:
            KeyError: the schema has no such field.
            ValueError: a field that refines another has not the same text as that, or has a value of both kinds.
        """
        coming = iter(documents)
        while some := list(itertools.islice(coming, _DOCUMENTS_AT_ONCE)):
            self._add(some, shared)

    def _add(self, documents: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> None:
        own: set[str] = set().union(*documents)
        if not own.isdisjoint(shared):
            raise ValueError(f"the field {min(own.intersection(shared))!r} is shared and is not")
        if not (own <= self._fields.keys() and shared.keys() <= self._fields.keys()):
            raise KeyError(min(own.union(shared) - self._fields.keys()))
        for coarser, finer in self._refined_by.items():
            for values in (shared, *documents):
                if values.get(coarser) != values.get(finer):
                    raise ValueError(f"the fields {coarser!r} and {finer!r} must have the same text")
        rows: list[dict[str, Any]] = [{} for _ in documents]
        for name, value in shared.items():
            if value is not None:
                self._repeat(name, value, rows)
        for doc, (values, row) in enumerate(zip(documents, rows, strict=True), self._doccount):
            for name, value in values.items():
                plan = self._plans[name]
                if value is None or plan.is_idle:
                    continue
                if plan.words is not None:
                    plan.words.add(doc, value)
                    self._unseen += len(value)
                    value = str(value)  # a text with a language is stored without it, and a plain one far quicker
                elif plan.postings is not None:
                    length = plan.postings.add(doc, value)
                    if length and plan.scorable:
                        self._documents.repeat_length(name, doc, length, 1)
                if plan.stored:
                    row[name] = value
                if plan.column is not None:
                    self._collector(name, plan).add(doc, plan.field.to_column_value(value))
        self._documents.add_rows(rows)
        self._doccount += len(documents)
        self._unseen += _LETTERS_A_DOCUMENT * len(documents)

    def _repeat(self, name: str, value: Any, rows: Sequence[dict[str, Any]]) -> None:
        """Add the value that a field has in all documents that come next.

        Args:
            name: of the field.
            value: of the field.
            rows: of the stored fields of these documents.
        """
        plan, doc, times = self._plans[name], self._doccount, len(rows)
        if plan.words is not None:
            plan.words.add(doc, value, times)
            self._unseen += len(value)
        elif plan.postings is not None:
            length = plan.postings.add(doc, value, times)
            if length and plan.scorable:
                self._documents.repeat_length(name, doc, length, times)
        if plan.stored:
            for row in rows:
                row[name] = value
        if plan.column is not None:
            self._collector(name, plan).repeat(doc, plan.field.to_column_value(value), times)

    def _collector(self, name: str, plan: _Plan) -> Collector:
        """What takes the values of a field's column; there is none before the first value."""
        if plan.values is None:
            plan.values = self._documents.collector(name, plan.column)
        return plan.values

    def finish(self) -> ColumnarSegment:
        """Write the segment; it becomes part of the index when a commit names it."""
        for name, inverter in self._inverters.items():
            if isinstance(inverter, WordInverter) and (lengths := inverter.lengths(self._doccount)).any():
                for one in {name, self._refined_by.get(name, name)}:
                    self._documents.set_lengths(one, lengths)
        self._documents.close()
        self._segment.set_doc_count(self._doccount)
        with closing(self._segment.create_file(self._storage, TERMS_EXT)) as file:
            self._write_terms(ArrayFileWriter(file))
        return self._segment

    def _write_terms(self, writer: ArrayFileWriter) -> None:
        names: list[str] = []
        refines: dict[str, str] = {}
        self._plans.clear()
        while self._inverters:
            name, inverter = self._inverters.popitem()
            if isinstance(inverter, PostingsInverter):
                if (field := inverter.invert()) is not None:
                    write_field(writer, len(names), field)
                    names.append(name)
            elif (inverted := inverter.invert()) is not None:
                write_field(writer, len(names), inverted[0])
                names.append(name)
                if name in self._refined_by:
                    write_refinement(writer, len(names), inverted[1])
                    names.append(self._refined_by[name])
                    refines[self._refined_by[name]] = name
            del inverter
        writer.finish({"fields": names, "refines": refines})
